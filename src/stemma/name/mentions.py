"""The names in one report's running text: spans, kinds, and what each is known as.

spaCy's labels are a first guess only (it takes places transliterated from Arabic for persons, and groups for
countries). They are weighed with the gazetteer, the tables and the words around each name, over all of a report;
a name found once is then found wherever the report writes it again.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.model import NameCorrection, Report, Segments, Token
from stemma.name import gazetteer
from stemma.name.candidates import (
    COMPOUND,
    FACILITIES,
    TITLES,
    Labels,
    Mention,
    bodies,
    initialled,
    label_spans,
    listed_spans,
    nicknamed,
    patterns,
    persons,
    spelt_out,
    tidy,
    trim,
)
from stemma.name.headline import called_so, headlines, lone_words, runs_on
from stemma.name.keys import fold_name
from stemma.name.known_as import told_names
from stemma.name.match import has_surname
from stemma.name.own import own_spans
from stemma.name.places import resolve
from stemma.name.spot import FIGHTERS, find_spots
from stemma.name.structure import (
    CALENDAR,
    GENERIC_AFTER,
    GENERIC_BEFORE,
    LABEL,
    NOUNS,
    closed,
    cues,
    joins,
    nameable,
    reshape,
    roles_of,
)
from stemma.name.tokens import Token as Word
from stemma.name.tokens import find_tokens
from stemma.settings import NameSettings


class Found(NamedTuple):
    """A report's names, in order, none overlapping another; and words that begin a sentence and may be names."""

    mentions: list[Mention]
    doubtful: list[Mention]


def mask(text: str, segments: Segments) -> str:
    """``text`` with all that is not in a sentence blanked out by line breaks, so that spans stay."""
    parts: list[str] = []
    at = 0
    for sentence in sorted(segments.sentences):
        if sentence.begin < at:
            continue
        parts.extend(("\n" * (sentence.begin - at), text[sentence.begin : sentence.end]))
        at = sentence.end
    return "".join(parts) + "\n" * (len(text) - at)


def unmasked(report: Report, kinds: Sequence[str]) -> str:
    """The text of the blocks of some kinds, all else blanked out, so that spans stay."""
    chosen = [b for b in report.blocks if b.kind in kinds]
    parts: list[str] = []
    at = 0
    for block in chosen:
        parts.extend(("\n" * (block.begin - at), report.text[block.begin : block.end]))
        at = block.end
    return "".join(parts) + "\n" * (len(report.text) - at) if chosen else ""


def signed_names(report: Report, words: Sequence[Word]) -> list[Mention]:
    """Names spelt out outside the running text ("Lorn Press Bureau (LPB)" at the foot) whose letters the running text has."""
    letters = {word.word for word in words if word.word.isupper()}
    found = [m for m in spelt_out(unmasked(report, SIGNED)) if m.kind == "organisation"] if letters else []
    return [m for pair in zip(found[::2], found[1::2], strict=True) if pair[1].name in letters for m in pair]


def find_mentions(
    report: Report,
    segments: Segments,
    parses: Mapping[str, tuple[Token, ...]],
    settings: NameSettings,
    own: Sequence[NameCorrection] = (),
    seen: Labels | None = None,
) -> Found:
    """The names of a report's running text, and those that only other reports can tell (see ``Found``).

    ``own`` are a user's names; ``seen`` is handed from report to report, so that no sentence's labels are read twice.
    """
    read: Labels = {} if seen is None else seen
    text = mask(report.text, segments)
    words = find_tokens(text)
    at = {word.begin: index for index, word in enumerate(words)}
    small = frozenset(word.lower for word in words if not word.capital)
    places = [
        Mention(
            spot.begin, spot.end, tidy(spot.name), "place", {"place": 3.0 if spot.cue else 1.5}, site=site,
            evidence="spelling" if spot.spelt else "table" if site.number < 0 else "gazetteer",
        )
        for spot, site in resolve(find_spots(text, words), settings)
    ]  # fmt: skip
    labelled = [
        reshape(text, words, at, small, made)
        for sentence in segments.sentences
        for words_of in (text[sentence.begin : sentence.end],)
        for made in label_spans(sentence.begin, words_of, parses.get(words_of, ()), read)
    ]
    titled_people = list(persons(words))
    full = [m for m in labelled if m.kind == "person" and " " in m.name]
    surnames = frozenset(fold_name(m.name.split()[-1]) for m in [*titled_people, *full])
    told = [
        *own_spans(text, own),
        *listed_spans(text, words),
        *bodies(text, places, surnames),
        *patterns(text),
        *spelt_out(text),
        *initialled(text),
        *told_names(text),
        *nicknamed(text),
        *signed_names(report, words),
        *titled_people,
    ]
    found = settle(text, [*told, *(m for m in labelled if not between_people(m.name, surnames))], places)
    loud = headlines(words, segments)
    found = likely(text, words, loud, found)
    found = sorted([*found, *capitalised(text, words, loud, found)], key=lambda m: m.begin)
    found = again(text, words, vote(text, words, at, found))
    return Found(titled(text, words, found), doubtful(words, small, loud, found))


def between_people(name: str, surnames: frozenset[str]) -> bool:
    """Whether a name is two surnames with a hyphen: a meeting of two persons, no third."""
    halves = COMPOUND.fullmatch(name)
    return bool(halves) and all(fold_name(half) in surnames for half in (halves.groups() if halves else ()))


def settle(text: str, candidates: Sequence[Mention], places: Sequence[Mention]) -> list[Mention]:
    """One mention where several overlap: tables first, then longer names; a place inside a person's or body's name gives way."""
    people = {m.name for m in candidates if m.kind == "person" and " " in m.name}
    ranked: list[tuple[float, Mention]] = []
    for made in candidates:
        length = made.end - made.begin
        ranked.append((length + made.rank + (1000.0 if made.listed else 0.0) + sum(made.votes.values()), made))
    ranked.extend((place.end - place.begin + 0.5, place) for place in places)
    ranked.sort(key=lambda item: (-item[0], item[1].begin, item[1].kind))
    taken: list[Mention] = []
    covered = bytearray(len(text))
    by_span = {(p.begin, p.end): p for p in places}
    for _, made in ranked:
        if any(covered[made.begin : made.end]):
            continue
        covered[made.begin : made.end] = b"\1" * (made.end - made.begin)
        pieces = split_person(text, made, people) if made.kind == "organisation" else [made]
        taken.extend(with_place(piece, by_span, places) for piece in pieces)
    taken.sort(key=lambda m: m.begin)
    return taken


def split_person(text: str, made: Mention, people: set[str]) -> list[Mention]:
    """A body's name run together with its spokesman's taken apart, where the report has that person elsewhere."""
    for person in sorted(people, key=lambda name: (-len(name), name)):
        if made.name.endswith(" " + person) and text[: made.end].endswith(person):
            middle = made.end - len(person)
            begin, end = trim(text, made.begin, middle)
            body = made._replace(begin=begin, end=end, name=tidy(text[begin:end]))
            return [body, Mention(middle, made.end, person, "person", {"person": 2.0})]
    return [made]


def with_place(made: Mention, by_span: Mapping[tuple[int, int], Mention], places: Sequence[Mention]) -> Mention:
    """A labelled span that the gazetteer knows as a place, whole or but for a word like "Province", becomes that place."""
    if made.listed or made.site:
        return made
    exact = by_span.get((made.begin, made.end))
    inner = exact or next(
        (p for p in places if p.begin == made.begin and p.end <= made.end and is_placeword(made, p)), None
    )
    if inner is None:
        inner = next(
            (p for p in places if p.end == made.end and p.begin >= made.begin and is_placeword_before(made, p)), None
        )
    if inner is None:
        return made
    votes = dict(inner.votes)
    for kind, weight in made.votes.items():
        votes[kind] = votes.get(kind, 0.0) + weight
    return inner._replace(votes=votes)


SIGNED = ("credit", "byline", "furniture")
CAPITAL = re.compile(r"[A-Z][a-z]{5,}")
WITHIN = frozenset(["in", "at", "near"])  # before a name that is often a place's
FIRM = 3.0  # votes from which a kind rests on more than a label
PLACE_TAILS = frozenset(
    ["province", "governorate", "region", "city", "district", "county", "oblast", "state", "town", "village", "river"]
)


def is_placeword(made: Mention, place: Mention) -> bool:
    rest = made.name[len(place.name) :].split()
    return bool(rest) and all(word.lower() in PLACE_TAILS for word in rest)


def is_placeword_before(made: Mention, place: Mention) -> bool:
    rest = made.name[: len(made.name) - len(place.name)].split()
    return bool(rest) and all(word.lower() in PLACE_TAILS | {"of", "the", "lake", "mount"} for word in rest)


def likely(text: str, words: Sequence[Word], loud: Sequence[bool], found: Sequence[Mention]) -> list[Mention]:
    """The mentions without single words that only a capital speaks for: those that begin a sentence or stand in a headline

    with a capital on every word, unless the report writes them so within a sentence too, or that it writes small as well.
    """
    lower = frozenset(word.lower for word in words if not word.capital)
    at = {word.begin: index for index, word in enumerate(words)}
    capitals = {match.group().lower() for match in CAPITAL.finditer(text)}
    inner = {
        word.lower for word, shout in zip(words, loud, strict=True) if word.capital and not word.first and not shout
    }
    plain = {made.name for made in found if made.begin in at and not loud[at[made.begin]]}
    lone = lone_words(words, loud)
    people = called_so([m for m in found if m.name in plain and not m.site and not m.listed])
    kept = []
    for made in found:
        index = at.get(made.begin)
        if index is not None and loud[index] and " " in made.name and not made.site and not made.listed:
            span = [word for word in words[index : index + 12] if word.end <= made.end]
            if made.name not in plain and span and runs_on(made.kind, span, lower, lone, people):
                continue  # a headline's words run together with a name
        if made.site or made.listed or index is None or " " in made.name or max(made.votes.values()) >= FIRM:
            kept.append(made)
        elif words[index].lower in lower:
            continue
        elif (
            words[index].lower in inner
            or has_people(words[index].lower, capitals)
            or (made.kind == "person" and not loud[index])
        ):
            kept.append(made)
    return kept


def doubtful(
    words: Sequence[Word], small: frozenset[str], loud: Sequence[bool], found: Sequence[Mention]
) -> list[Mention]:
    """Single words that begin a sentence, with a capital for that reason or another: names if a kindred report has them."""
    covered = {word for made in found for word in range(made.begin, made.end)}
    return [
        Mention(word.begin, word.end, word.word, "other", {"other": 0.5})
        for k, word in enumerate(words)
        if (word.first or loud[k]) and len(word.word) > 3 and word.word[1:].islower() and word.begin not in covered
        and nameable(word, small)
    ]  # fmt: skip


def capitalised(text: str, words: Sequence[Word], loud: Sequence[bool], found: Sequence[Mention]) -> list[Mention]:
    """Names that neither a label nor a table has: words with a capital within a sentence, unless the report writes them small."""
    table = gazetteer.load_words()
    idle = (
        frozenset().union(*(table[kind] for kind in table if kind not in ("first", "man", "woman", "speech"))) | TITLES
    )
    small = frozenset(word.lower for word in words if not word.capital)
    covered = bytearray(len(text))
    for known in found:
        covered[known.begin : known.end] = b"\1" * (known.end - known.begin)

    def plain(k: int) -> bool:
        word = words[k]
        if word.lower in GENERIC_BEFORE and joins(words, k):
            return not covered[word.begin] and not loud[k]
        return word.capital and word.word.isalpha() and not covered[word.begin] and not loud[k]

    made: list[Mention] = []
    i = 0
    while i < len(words):
        if not plain(i) or (words[i].lower in idle and not (words[i].lower in GENERIC_BEFORE and joins(words, i))):
            i += 1
            continue
        j = i
        while j + 1 < len(words) and plain(j + 1) and joins(words, j):
            j += 1
        last = j
        built = i < j and words[j].lower in GENERIC_AFTER and nameable(words[i], small)
        while last > i and words[last].lower in idle and not built:
            last -= 1
        name = text[words[i].begin : words[last].end]
        lone = i == last and (len(name) < 4 or not name[1:].islower() or words[i].lower in small or last < j)
        # What begins a sentence has its capital from that: it is part of a name only before another.
        if words[i].first and not words[i].gap.endswith("(") and not heads(text, words, i, last, small):
            i += 1
            continue
        if not lone and not gazetteer.load_tables().get(fold_name(name)):
            made.append(Mention(words[i].begin, words[last].end, tidy(name), "other", {"other": 1.0}))
        i = j + 1
    return made


def heads(text: str, words: Sequence[Word], i: int, last: int, small: frozenset[str]) -> bool:
    """Whether capitals that begin a sentence are a name from the first on: "Anna Holt left", "Varland's Elm Dam broke"."""
    if not nameable(words[i], small):
        return False
    if i < last:
        return not closed(words[last])
    owns = text[words[i].end : words[i].end + 2] in ("'s", "’s")
    return owns and i + 1 < len(words) and words[i + 1].capital


def has_people(name: str, capitals: set[str]) -> bool:
    """Whether the report writes of a people whose name is made from this one: "Varland" and "Varlandian"."""
    short = name.rstrip("aeiou")
    return any(
        form in capitals and form != name
        for stem in {name, short}
        for form in (stem + "ian", stem + "an", stem + "n", stem + "ese", stem + "ians")
    )


def vote(text: str, tokens: Sequence[Word], at: Mapping[int, int], found: Sequence[Mention]) -> list[Mention]:
    """All mentions of one name in a report get the kind that most of the report's evidence speaks for.

    For a name that no table knows the labels count little beside the words around it.
    """
    words = gazetteer.load_words()
    known = {fold_name(made.name) for made in found if made.site is not None or made.listed}
    signs: dict[str, dict[str, list[float]]] = {}
    totals: dict[str, dict[str, float]] = {}
    for made in found:
        sums = totals.setdefault(fold_name(made.name), {})
        for kind, weight in made.votes.items():
            # A label is wrong in the same way each time: it counts little more for being repeated.
            so_far = sums.get(kind, 0.0)
            most = FIRM - 0.25 if fold_name(made.name) in known else LABEL
            bounded = weight if weight >= FIRM else min(weight, most)
            sums[kind] = max(bounded, so_far + 0.25 if so_far >= FIRM else min(so_far + 0.25, most))
        if fold_name(made.name) not in known:
            for kind, weight in cues(text, tokens, at, made).items():
                signs.setdefault(fold_name(made.name), {}).setdefault(kind, []).append(weight)
            continue
        after = text[made.end : made.end + 30].split()
        before = text[max(0, made.begin - 40) : made.begin].split()
        if len(after) > 1 and (after[0] in FACILITIES or " ".join(after[:2]).strip(".,") == "air base"):
            sums["place"] = sums.get("place", 0.0) + 3.0
        if before and before[-1] in WITHIN and " " not in made.name:
            sums["place"] = max(sums.get("place", 0.0), 0.5) + 0.75
        if after and after[0].strip(".,") in FIGHTERS:
            sums["group"] = sums.get("group", 0.0) + 4.0
        if len(before) > 1 and before[-1] == "of" and before[-2].lower() in words["settlement"]:
            sums["place"] = sums.get("place", 0.0) + 4.0
    for name, said in signs.items():
        for kind, weights in said.items():
            # The same sign again says less than the first time.
            totals[name][kind] = totals[name].get(kind, 0.0) + min(max(weights) + 0.5 * (len(weights) - 1), 4.5)
    order = ("group", "organisation", "person", "place", "other")
    for made in found:
        parts = made.name.split()
        if made.kind == "organisation" and len(parts) == 2 and parts[0].lower() in words["first"]:
            sums = totals[fold_name(made.name)]
            sums["person"] = sums.get("person", 0.0) + 2.0
        if made.kind == "person" and len(parts) > 1 and fold_name(parts[-1]) in totals:
            sums = totals[fold_name(parts[-1])]
            sums["person"] = sums.get("person", 0.0) + 2.0
    capitals = {match.group().lower() for match in CAPITAL.finditer(text)}
    for name, sums in totals.items():
        if " " not in name and len(name) > 4 and has_people(name, capitals):
            sums["place"] = sums.get("place", 0.0) + 3.0
    sites = {fold_name(m.name): m for m in reversed(found) if m.site is not None and not m.site.demonym}
    result = []
    for made in found:
        model = sites.get(fold_name(made.name))
        if made.site is None and not made.listed and model is not None:
            made = made._replace(site=model.site, evidence=model.evidence)
        sums = totals[fold_name(made.name)]
        kind = max(order, key=lambda k: (sums.get(k, 0.0), -order.index(k)))
        if made.site is not None and kind != "place" and sums.get("place", 0.0) + 1.0 >= sums[kind]:
            kind = "place"
        if made.site is not None and made.site.demonym:
            kind = "place"
        site = made.site if kind == "place" else None
        evidence = made.evidence if site or made.listed else "spelling"
        result.append(made._replace(kind=kind, votes=sums, site=site, evidence=evidence))
    return result


def again(text: str, words: Sequence[Word], found: Sequence[Mention]) -> list[Mention]:
    """The mentions, and every other place where the report writes one of their names again, in capitals too."""
    known: dict[str, Mention] = {}
    for made in found:
        folded = fold_name(made.name)
        if len(folded) > 3 and made.name[:1].isupper() and not (made.site and made.site.demonym):
            known.setdefault(folded, made)
    for made in found:
        surname = made.name.split()[-1]
        if made.kind == "person" and has_surname(made.name) and len(surname) > 3 and surname[:1].isupper():
            known.setdefault(fold_name(surname), made._replace(name=surname))
        if (
            made.kind == "organisation"
            and made.name.isupper()
            and made.rank
            and len(folded := fold_name(made.name)) < 4
        ):
            known.setdefault(folded, made)
    lasts = called(found, words)
    longest = max((len(name.split()) for name in known), default=0)
    starts: dict[str, set[int]] = {}
    for name in known:
        parts = name.split()
        starts.setdefault(parts[0], set()).add(len(parts))
    spans = [(m.begin, m.end) for m in found]
    covered = [False] * len(words)
    at = 0
    for index, word in enumerate(words):
        while at < len(spans) and spans[at][1] <= word.begin:
            at += 1
        covered[index] = at < len(spans) and spans[at][0] < word.end
    extra: list[Mention] = []
    dropped: set[tuple[int, int]] = set()
    for i, word in enumerate(words):
        if not word.capital or not longest:
            continue
        for size in sorted(starts.get(fold_name(word.word), ()), reverse=True):
            last = i + size - 1
            if last >= len(words) or (all(covered[i : last + 1]) and size == 1):
                continue
            surface = text[word.begin : words[last].end]
            model = known.get(fold_name(surface))
            if model is None or "\n" in surface or not words[last].capital:
                continue
            if model.name != surface and len(surface) < 4:
                continue
            if size == 1 and word.first and word.lower in gazetteer.load_words()["function"]:
                continue
            inside = [s for s in spans if s[0] < words[last].end and word.begin < s[1]]
            if any(
                s[0] < word.begin or s[1] > words[last].end or (s[0], s[1]) == (word.begin, words[last].end)
                for s in inside
            ):
                continue
            dropped.update(inside)
            extra.append(model._replace(begin=word.begin, end=words[last].end, name=tidy(surface), title=""))
            break
    extra.extend(
        lasts[word.word]._replace(begin=word.begin, end=word.end, name=word.word, title="")
        for i, word in enumerate(words)
        if i and word.word in lasts and not covered[i] and words[i - 1].lower == "the" and word.gap == " "
        and not (i + 1 < len(words) and words[i + 1].capital and words[i + 1].gap == " ")
    )  # fmt: skip
    kept = [m for m in found if (m.begin, m.end) not in dropped]
    merged: list[Mention] = []
    for made in sorted([*kept, *extra], key=lambda m: (m.begin, -m.end)):
        if not merged or made.begin >= merged[-1].end:
            merged.append(made)
    return merged


def called(found: Sequence[Mention], words: Sequence[Word]) -> dict[str, Mention]:
    """The last words of the names of three words and more of bodies, by which a report may go on: "the Front".

    Not where it writes so before it gives the name: that is another, whom every reader knows.
    """
    lasts: dict[str, Mention] = {}
    for made in found:
        parts = made.name.split()
        if (
            made.kind in ("organisation", "group")
            and not made.listed
            and len(parts) > 2
            and parts[-1][1:].islower()
            and parts[-1].lower() not in CALENDAR
        ):
            lasts.setdefault(parts[-1], made)
    for word in words:
        if word.word in lasts and not word.first and word.begin < lasts[word.word].begin:
            del lasts[word.word]
    return lasts


def titled(text: str, words: Sequence[Word], found: Sequence[Mention]) -> list[Mention]:
    """The mentions, each person's with the office or rank written before the name (lower case, "" where there is none)."""
    offices = gazetteer.words_of("office", "rank", "honorific")
    at = {word.begin: index for index, word in enumerate(words)}
    result = []
    for made in found:
        index = at.get(made.begin)
        title: list[str] = []
        if made.kind == "person" and index is not None:
            while (
                index and words[index].gap in (" ", ". ", "-") and words[index - 1].lower in offices and len(title) < 4
            ):
                index -= 1
                title.insert(0, words[index].lower)
        roles = roles_of(text, made.begin, made.end) if made.kind == "person" else frozenset()
        result.append(made._replace(title=" ".join(title), roles=roles | (NOUNS & frozenset(title))))
    return result
