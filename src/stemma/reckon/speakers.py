"""Which speakers may be one source: the same entity, or a body and the person who speaks for it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from stemma.reckon.lexicon import FUNCTION, TITLES, weigh
from stemma.reckon.units import Mentions
from stemma.words import WORD, fold

# A body stands beside the one who speaks for it, within this many code points and the sentence: "Ida Moor, head of the
# harbour office". An agency that quotes somebody has a verb between.
BESIDE = 80
_BETWEEN = re.compile(
    r"[.!?]\s|\b(?:sa(?:y|ys|id|ying)|tell|tells|told|quot(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|report(?:s|ed|ing)?|according"
    r"|ask(?:s|ed)?|add(?:s|ed)?|interview(?:ed|s)?)\b",
    re.IGNORECASE,
)


class Link(NamedTuple):
    """A body and the person who speaks for it (entity ids)."""

    body: str
    person: str


def find_links(
    attributions: Mapping[str, Mapping[str, Any]],
    chains: Iterable[Mapping[str, Any]],
    texts: Mapping[str, str],
    mentions: Mentions,
    kinds: Mapping[str, str],
) -> dict[str, frozenset[Link]]:
    """For each attribution the bodies that its chain names right before the speaker, where the text sets them side by side.

    An outlet or agency that only passes the words on stands in the chain too, but not beside the speaker. A person is
    no body: two people named side by side may be two who spoke.
    """
    by_attribution: dict[str, list[Mapping[str, Any]]] = {}
    for row in chains:
        if row["entity_id"] is not None and row["begin"] is not None and row["attribution_id"] in attributions:
            by_attribution.setdefault(row["attribution_id"], []).append(row)
    links: dict[str, frozenset[Link]] = {}
    for attribution_id, rows in by_attribution.items():
        report_id = attributions[attribution_id]["report_id"]
        rows.sort(key=lambda row: row["position"])
        found = {
            Link(body["entity_id"], person["entity_id"])
            for body, person in pairwise(rows)
            if body["entity_id"] != person["entity_id"]
            and kinds.get(body["entity_id"]) != "person"
            and _beside(body["begin"], body["end"], person, texts[report_id], mentions.get(report_id, ((), (), ())))
        }
        if found:
            links[attribution_id] = frozenset(found)
    return links


def _beside(
    begin: int,
    end: int,
    person: Mapping[str, Any],
    text: str,
    named: tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]],
) -> bool:
    """Whether the person is named beside ``text[begin:end]``: where his words are, or anywhere else in the report."""
    places = [(person["begin"], person["end"])]
    at = bisect_left(named[0], begin - 3 * BESIDE)
    while at < len(named[0]) and named[0][at] <= end + BESIDE:
        if named[2][at] == person["entity_id"]:
            places.append((named[0][at], named[1][at]))
        at += 1
    for other_begin, other_end in places:
        gap = text[min(end, other_end) : max(begin, other_begin)]
        if len(gap) <= BESIDE and not _BETWEEN.search(gap):
            return True
    return False


# How the people and bodies of a state are called after it: "Norland", "Norland's", "Norlandish".
_AFTER_NAME = frozenset(["", "n", "an", "ian", "ean", "ish", "ese", "i", "ic", "er", "ch"])


def find_states(
    attributions: Iterable[Mapping[str, Any]],
    links: Mapping[str, Iterable[Link]],
    kinds: Mapping[str, str],
    names: Mapping[str, str],
    texts: Mapping[str, str],
    mentions: Mentions,
) -> frozenset[Link]:
    """Which bodies and persons speak for a state that speaks itself: "Norland says", "Norland's Rivers Ministry said".

    A body is a state's where its name begins with that of the state, or where the state stands right before it in a
    source. Who speaks for the body speaks for the state. The longest fitting name of a state is taken.
    """
    rows = list(attributions)
    speakers = {row["speaker_id"] for row in rows} - {None}
    states = {one: fold(names.get(one, "")) for one in speakers if kinds.get(one) == "place" and names.get(one)}
    bodies = {one for one in speakers if kinds.get(one) == "organisation"}
    bodies |= {link.body for row in rows for link in links.get(row["attribution_id"], ())} - set(states)
    found: set[Link] = set()
    for body in bodies:
        first = fold((WORD.findall(names.get(body, "")) or [""])[0]).removesuffix("'s")
        fitting = [(len(name), state) for state, name in states.items() if called_after(first, name)]
        if fitting:
            found.add(Link(max(fitting)[1], body))
    for row in rows:
        named = mentions.get(row["report_id"], ((), (), ()))
        for span in row["source"] or ():
            at = bisect_left(named[0], span["begin"])
            while at + 1 < len(named[0]) and named[1][at + 1] <= span["end"]:
                between = texts[row["report_id"]][named[1][at] : named[0][at + 1]]
                if named[2][at] in states and named[2][at + 1] in bodies and _POSSESSIVE.fullmatch(between):
                    found.add(Link(named[2][at], named[2][at + 1]))
                at += 1
    for row in rows:
        for link in links.get(row["attribution_id"], ()):
            found.update(Link(state, link.person) for state, body in tuple(found) if body == link.body)
    return frozenset(found)


_POSSESSIVE = re.compile(r"['’]s?\s+(?:\w+\s+)?")


def called_after(word: str, name: str) -> bool:
    """Whether a folded word is a folded name of a state or is made from it ("norlandish", "orvenian")."""
    return len(name) > 3 and any(
        word.startswith(name[: len(name) - cut]) and word[len(name) - cut :] in _AFTER_NAME for cut in (0, 1, 2)
        if len(name) - cut > 3
    )  # fmt: skip


Compatible = Callable[[str | None, str | None], float]
"""How surely two speakers may be one source: 1 they are, 0.5 they may be, 0 they are not."""
OF_ONE_NAME = 0.75  # "Moor" and "Ida Moor"


def make_compatible(links: Iterable[Link], names: Mapping[str, str], states: Iterable[Link] = ()) -> Compatible:
    """Whether two speakers may be one source. An unknown one may be anybody, "Moor" may be "Ida Moor", and who speaks for
    a state may have said what the state is said to say.
    """
    pairs = {frozenset(link) for link in links}
    of_state = {frozenset(link) for link in states}

    @cache
    def words_of(entity: str) -> frozenset[str]:
        return frozenset(fold(w).removesuffix("'s") for w in WORD.findall(names.get(entity, ""))) - TITLES

    def compatible(one: str | None, other: str | None) -> float:
        if one is None or other is None:
            return 0.5
        if one == other or frozenset((one, other)) in pairs:
            return 1.0
        if frozenset((one, other)) in of_state:
            return 0.5
        first, second = words_of(one), words_of(other)
        return OF_ONE_NAME if first and second and (first <= second or second <= first) else 0.0

    return compatible


# Stands for the speaker of "questions whether ...", "officials said": nobody who could be named. A group with a name of
# its own ("Democrats") follows it.
BARE = "\0bare"


def is_bare(source: str, text: str, named: bool) -> bool:
    """Whether a source is a bare common noun or "one": no name in it, no word that points at somebody known.

    A capital at the head of a sentence is no name where the report's ``text`` has the word without it too.
    """
    words = WORD.findall(source)
    if named or not words or fold(words[0]) in TITLES:
        return False
    if weigh(words[0]) <= FUNCTION and (len(words) > 1 or fold(words[0]) != "one"):
        return False  # an article, "his", a pronoun, "on grain"
    if any(not word.islower() for word in words[1:]):
        return False
    return words[0].islower() or (
        words[0].istitle() and re.search(rf"(?<![\w’']){re.escape(words[0].lower())}(?![\w’'])", text) is not None
    )


_HEAD_ENDS = re.compile(r"[,(]|\s(?:of|in|on|who|that|from|at|with|for|and|to)\s", re.IGNORECASE)
_PLURAL = re.compile(r"(?:s|[a-z]men|women|people)$")
_NO_PLURAL = re.compile(r"(?:ss|us|is|news)$", re.IGNORECASE)


def read_group(source: str) -> str | None:
    """What several people who are not named are called: "lawmakers", "Democrats"; None for another source."""
    head = WORD.findall(_HEAD_ENDS.split(source.strip())[0])
    return head[-1] if head and _PLURAL.search(head[-1]) and not _NO_PLURAL.search(head[-1]) else None


def names_nobody(source: str | None) -> bool:
    """Whether a printed source is several who are not named, "officials", or none: nobody can say how many they are."""
    return not source or read_group(source) is not None


def is_name_of_group(group: str, text: str) -> bool:
    """Whether what a group is called is a name of its own: a capital where no sentence of the report begins."""
    return group[0].isupper() and re.search(rf"[a-z,]\s+{re.escape(group)}\b", text) is not None


def proper_words(source: str) -> frozenset[str]:
    """The words of a source that may be a name: capitalised, and no title."""
    return frozenset(fold(w).removesuffix("'s") for w in WORD.findall(source) if w[0].isupper()) - TITLES


_PARTS = re.compile(r"[,(–—]")
_POINTS_AT = re.compile(r"(?:who|whom|whose|which|that)\s", re.IGNORECASE)


def named_by(source: str) -> frozenset[str]:
    """The words of the name that a printed source gives for who speaks: "a keeper, Ida Moor of Sund" is Ida Moor, while
    "an Ida Moor aide", "Ida Moor's lawyer" and "a friend of Ida Moor" are others, of whom nothing is named.
    """
    for part in _PARTS.split(source):
        if _POINTS_AT.match(part.strip()):
            break
        words = WORD.findall(_HEAD_ENDS.split(part.strip())[0])
        if words and words[-1][0].isupper() and not words[-1].endswith(("'s", "’s")):
            return proper_words(" ".join(words))
    return frozenset()


def find_bearers(names: Mapping[str, str]) -> dict[frozenset[str], str]:
    """Full names (of two words and more) as words, and whose they are where they are one speaker's alone.

    A name that is no more than a title and a country is left out: the country's newspapers have the other words too.
    """
    bearers: dict[frozenset[str], set[str]] = {}
    for speaker, name in names.items():
        words = proper_words(name)
        body = any(fold(word) in TITLES for word in WORD.findall(name)[1:])
        if len(words) > 1 and not body:
            bearers.setdefault(words, set()).add(speaker)
    return {words: min(them) for words, them in bearers.items() if len(them) == 1}


def keep_bare_apart(compatible: Compatible, kinds: Mapping[str, str]) -> Compatible:
    """The same, where a bare source or a group is no named person, and a group with a name of its own is no other."""

    def with_bare(one: str | None, other: str | None) -> float:
        bare = [is_unnamed(one), is_unnamed(other)]
        if not any(bare):
            return compatible(one, other)
        if all(bare):
            named = any((speaker or "").removeprefix(BARE)[:1].isupper() for speaker in (one, other))
            return 1.0 if named and one == other else 0.0 if named else 0.5
        return 0.0 if "person" in (kinds.get(one or ""), kinds.get(other or "")) else 0.5

    return with_bare


def is_unnamed(speaker: str | None) -> bool:
    """Whether a speaker of a unit stands for a bare noun or a group."""
    return speaker is not None and speaker.startswith(BARE)


def main_speaker(speakers: Iterable[tuple[str, str | None]], links: Iterable[Link]) -> str | None:
    """The one to name, of (report id, speaker): whom most reports name, of equals a person before his body, then who is
    named most often, then the first id; None where nobody is.
    """
    named = [(report, one) for report, one in speakers if one is not None and not is_unnamed(one)]
    counts, reports = Counter(one for _, one in named), Counter(one for _, one in set(named))
    persons = {link.person for link in links}
    ranked = sorted(counts, key=lambda one: (-reports[one], one not in persons, -counts[one], one))
    return ranked[0] if ranked else None
