"""Who said what: every claim with its figures, what they count, its wordings and its replies."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from stemma.page.counted import begin_of, in_order, lines_said, list_passed_on, why_open
from stemma.page.data import Row, StoryRows, group_by
from stemma.page.phrase import (
    Mark,
    Piece,
    as_name,
    clipped,
    in_context,
    in_doubt,
    interval,
    names_no_one,
    of,
    plain,
    short_day,
    shorten,
)
from stemma.page.tree import witness_name
from stemma.page.wordings import Altered, list_altered
from stemma.query import words_of
from stemma.reckon.kind import FALSE, reply_kind
from stemma.reckon.passed_on import is_hearer
from stemma.reckon.refusal import matter_in
from stemma.reckon.silence import Voice, find_silent
from stemma.reckon.speakers import names_nobody
from stemma.reckon.states import states_in
from stemma.reckon.weighed import negates
from stemma.words import WORD, fold

NOBODY = "Nobody named"
AT_LEAST = "at least 1"
ONE = frozenset(("1", AT_LEAST))
"""What is said of one source: "1 original source", "at least 1 original source"."""
SOMEBODY = "somebody not named"
REPLIES = {"denies": "Denied by", "confirms": "Confirmed by", "declines": "No comment from"}
AROUND = 90
MOST_LEAD = 160  # code points from a speaker's name to what is said, within which the passage reads as one


class Saying(NamedTuple):
    """An attribution: the report's label and day, and the words in context, source, cue and content marked."""

    label: str
    day: str
    pieces: tuple[Piece, ...]


class Line(NamedTuple):
    """A line of descent: the text at its head, whether that is in the pile, and the attributions along it.

    ``open_first``: nothing decides whether the text at its head or another of the line had the words first.
    """

    head: str
    lost: bool
    open_first: bool
    sayings: tuple[Saying, ...]


class Source(NamedTuple):
    """Somebody who is given as the source: the name, the words in which reports name it, and through whom it came.

    ``other``: whom reports give instead that is counted as the same source, as a body for whom a person speaks.
    """

    name: str
    named_as: tuple[tuple[str, tuple[str, ...]], ...]
    through: tuple[str, ...]
    other: tuple[str, ...]


class Reply(NamedTuple):
    """An answer to a claim: what kind, by whom, in which reports with which words.

    ``open_matter``: no report says on what it was that somebody would not comment; the claim is what most likely was meant.
    ``unsure``: whether it is this claim that is answered is open.
    """

    kind: str
    speaker: str
    the: bool
    open_matter: bool
    unsure: bool
    sayings: tuple[Saying, ...]


class Claim(NamedTuple):
    """A claim as the page shows it; ``cue`` and ``printed_in``: the word of saying, and the report whose words these are;
    ``cue_follows``: it goes on from the speaker's name ("Moor said"), as "according to" does not.

    ``passed_on``: who says himself from whom he has it. ``carriers`` are the ids of its reports. ``quoted``: two
    reports or more quote of it; ``same``: every report of it does, in the same words.
    """

    anchor: str
    statement: str
    cue: str
    cue_follows: bool
    printed_in: str
    speaker: str
    known: bool
    the: bool
    reports: int
    lines_figure: str
    sources_figure: str
    lines_said: str
    sources_said: str
    open_lines: str
    passed_on: tuple[str, ...]
    printed: str
    direct: bool
    verbatim: bool | None
    quoted: bool
    same: bool
    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    altered: tuple[Altered, ...]
    replies: tuple[Reply, ...]
    silent: tuple[str, ...]
    elsewhere: tuple[str, ...]
    carriers: tuple[str, ...]


class Claims(NamedTuple):
    """The claims of a story: those that several reports carry or that somebody answers, and the rest, a line each.

    ``unsaid``: by report, what somebody is told to want, to plan or to feel, which is no claim: (who, the words).
    """

    told: tuple[Claim, ...]
    single: tuple[tuple[str, tuple[tuple[str, str, tuple[Piece, ...]], ...]], ...]
    singles: int
    unsaid: tuple[tuple[str, tuple[tuple[str, tuple[Piece, ...]], ...]], ...]
    unsaids: int


def build(story: StoryRows) -> Claims:
    """The claims of a story, those that most reports carry first; of as many those that somebody answers, then those

    whose quotations differ, then as they stand in the first report.
    """
    carried = group_by(story.tables["claim_attributions"], "claim_id")
    wordings = group_by(story.tables["wordings"], "claim_id")
    replies = group_by(story.tables["replies"], "claim_id")

    def place(row: Row) -> int:
        said = (story.attributions.get(one["attribution_id"]) for one in carried.get(row["claim_id"], ()))
        return min((begin_of(a) for a in said if a and a["report_id"] == row["first_report"]), default=0)

    rows = sorted(
        story.tables["claims"],
        key=lambda r: (
            -(r["reports"] or 0),
            -(r["lines_least"] or 0),
            r["claim_id"] not in replies,
            r["verbatim"] is not False,
            story.order(r["first_report"] or ""),
            place(r),
            r["claim_id"],
        ),
    )
    told = [r for r in rows if (r["reports"] or 0) > 1 or r["claim_id"] in replies]
    single = [r for r in rows if not ((r["reports"] or 0) > 1 or r["claim_id"] in replies)]
    made = [
        tell(story, row, f"{story.anchor}-claim-{number}", carried.get(row["claim_id"], []), wordings.get(row["claim_id"], []), replies.get(row["claim_id"], []))
        for number, row in enumerate(told, start=1)
    ]  # fmt: skip
    unsaid = list_unsaid(story)
    return Claims(
        tuple(made),
        tuple(list_single(story, single, carried)),
        len(single),
        tuple(unsaid),
        sum(len(found) for _, found in unsaid),
    )


def speaker_name(story: StoryRows, speaker: str | None, said: Sequence[Row]) -> str:
    """Who says it; where that is not known, the words that reports have for the source; else that nobody is named.

    A word that only points back, "it" or "that", names nobody.
    """
    entity = story.entities.get(speaker or "")
    if entity:
        return plain(entity["name"])
    for attribution in in_order(story, said):
        words = words_of(story.text(attribution["report_id"]), attribution["source"] or ())
        if words and not names_no_one(words):
            return f"“{shorten(as_name(words), 90)}”"
    return NOBODY


def with_article(story: StoryRows, speaker: str | None, attribution: Row) -> bool:
    """Whether a name takes "the" in a sentence: that of a body that is printed so where it is named."""
    entity = story.entities.get(speaker or "")
    if entity is None or entity["kind"] not in ("organisation", "group", "other"):
        return False
    # "The Ulmen council" is there "Ulmen's council", which takes none.
    owned = re.search(r"\w['’]s?\s", plain(entity["name"])) is not None
    printed_as = words_of(story.text(attribution["report_id"]), attribution["source"] or ())
    return not owned and printed_as.casefold().startswith("the ")


def tell(
    story: StoryRows, row: Row, anchor: str, carried: Sequence[Row], wordings: Sequence[Row], replies: Sequence[Row]
) -> Claim:
    """One claim with all that its figures count."""
    ids = [c["attribution_id"] for c in carried if c["attribution_id"] in story.attributions]
    said = [story.attributions[one] for one in ids]
    line_of = {c["attribution_id"]: c["line_id"] for c in carried}
    reports = sorted({a["report_id"] for a in said}, key=story.order)
    shown = reference(story, row, said)
    # Whose words are shown is who is named for them: another report may name the body that a person speaks for.
    speaker = shown["speaker_id"] if shown else row["speaker_id"]
    if shown and speaker is None and row["speaker_id"] is not None and points_back(story, shown):
        speaker = row["speaker_id"]
    sources = list_sources(story, said, row["speaker_id"])
    return Claim(
        anchor=anchor,
        statement=plain(row["statement"]),
        cue=verb_of(story, shown, row["statement"]) if shown else "",
        cue_follows=shown is not None and is_verb_of(story, shown),
        printed_in=plain(story.label(shown["report_id"])) if shown else "",
        speaker=speaker_name(story, speaker, [shown] if shown else said),
        known=speaker in story.entities,
        the=shown is not None and with_article(story, speaker, shown),
        reports=row["reports"] or 0,
        lines_figure=interval(row["lines_least"] or 0, row["lines_most"] or 0),
        sources_figure=AT_LEAST
        if is_uncounted(sources)
        else interval(row["sources_least"] or 0, row["sources_most"] or 0),
        lines_said=lines_said(row),
        sources_said=sources_said(row, sources),
        open_lines=why_open(story, row, said, line_of),
        passed_on=tuple(list_passed_on(story, said)),
        printed=printed(story, shown, speaker) if shown else "",
        direct=shown is not None and shown["kind"] == "direct",
        verbatim=row["verbatim"],
        quoted=len({a["report_id"] for a in said if a["kind"] in ("direct", "mixed")}) > 1,
        same=row["verbatim"] is True and not wordings and all(a["kind"] == "direct" for a in said),
        lines=tuple(list_lines(story, said, line_of)),
        sources=tuple(sources),
        altered=tuple(list_altered(story, wordings)),
        replies=tuple(list_replies(story, replies)),
        silent=tuple(plain(story.label(one)) for one in list_silent(story, reports, replies)),
        elsewhere=tuple(plain(story.label(one)) for one in reports if one not in story.own),
        carriers=tuple(reports),
    )


_POINTS_BACK = frozenset(["he", "she", "it", "they", "i", "we", "who", "which", "that", "his", "her", "its", "their"])


def points_back(story: StoryRows, attribution: Row) -> bool:
    """Whether a report prints no more of a source than a pronoun, "the spokesman", or nothing: whom other reports name for it
    is meant.
    """
    words = WORD.findall(words_of(story.text(attribution["report_id"]), attribution["source"] or ()))
    if len(words) < 2:
        return not words or fold(words[0]) in _POINTS_BACK
    return fold(words[0]) == "the" and all(word.islower() for word in words[1:])


def is_uncounted(sources: Sequence[Source]) -> bool:
    """Whether nobody can say how many the sources are: several who are not named, "officials", or none given at all."""
    return not any(source.name or any(not names_nobody(words) for words, _ in source.named_as) for source in sources)


def sources_said(row: Row, sources: Sequence[Source]) -> str:
    """What the number of sources means."""
    named = sum(1 for source in sources if source.name)
    if is_uncounted(sources):
        return "nobody is named"
    if not named:
        return "who that is could not be told"
    if (row["reports"] or 0) < 2:
        return ""
    if row["sources_least"] != row["sources_most"]:
        return "whether they are the same is open"
    if row["sources_least"] != 1 or named != 1:
        return ""
    return "all give the same one" if len(sources) == 1 else "all that can be told give the same one"


def printed(story: StoryRows, attribution: Row, speaker: str | None) -> str:
    """The passage from the speaker's name to the end of what is said, where it stands in that order; else empty."""
    spans = [attribution[role] or () for role in ("source", "cue", "content")]
    if not all(spans):
        return ""
    begins, ends = [min(s["begin"] for s in some) for some in spans], [max(s["end"] for s in some) for some in spans]
    text = story.text(attribution["report_id"])
    entity = story.entities.get(speaker or "")
    name = {fold(word) for word in plain(entity["name"]).split()} if entity else set()
    source = {fold(word).removesuffix("'s") for word in plain(text[begins[0] : ends[0]]).split()}
    in_order = begins[0] < begins[1] < begins[2] and begins[2] - begins[0] <= MOST_LEAD and not source.isdisjoint(name)
    return plain(text[begins[0] : ends[2]]) if in_order else ""


def reference(story: StoryRows, row: Row, said: Sequence[Row]) -> Row | None:
    """The attribution whose words the statement is; the first of all where none has just these."""
    ordered = in_order(story, said)
    statement = _letters(row["statement"])
    # A statement may leave out the "that" before it, or be one of two sentences.
    for fits in (str.__eq__, _is_all, _ends, str.__contains__):
        for attribution in ordered:
            words = words_of(story.text(attribution["report_id"]), attribution["content"] or ())
            if fits(_letters(words), statement):
                return attribution
    return ordered[0] if ordered else None


def _letters(words: str | None) -> str:
    """The words alone: what stands between the pieces of a statement is not printed so anywhere."""
    return " ".join(WORD.findall(plain(words)))


def _is_all(words: str, statement: str) -> bool:
    """Whether a statement is these words without the "that" before them."""
    return words.removeprefix("that ") == statement


def _ends(words: str, statement: str) -> bool:
    """Whether a statement is a verb and these words."""
    return bool(words) and statement.endswith(f" {words.removeprefix('that ')}")


def verb_of(story: StoryRows, shown: Row, statement: str | None) -> str:
    """The printed words that say that it was said, with who was told; empty where the statement has them itself."""
    text = story.text(shown["report_id"])
    verb = _DANGLING.sub("", words_of(text, shown["cue"] or ()))
    verb = verb.lower() if verb.isupper() else verb  # in a headline of capitals
    if not WORD.search(verb):  # the dash of a signature
        return ""
    if _TELLS.search(verb):
        at = max(span["end"] for span in shown["cue"])
        after = [span["begin"] for span in (*shown["content"], *(shown["source"] or ())) if span["begin"] >= at]
        hearer = _HEARER.match(text, at, min(after, default=len(text)))
        verb = f"{verb} {plain(hearer['who'])}" if hearer else verb
    return "" if verb and verb.split()[-1] in plain(statement).split()[: len(verb.split())] else verb


# "Said in a" and "said on" end in the middle of what the report says of where and when.
_DANGLING = re.compile(
    r"(?:(?:\s+(?:in|on|at|during|to|for))?\s+(?:an?|the)|(?<=\bsaid)\s+(?:in|on|at)|(?<=\bsays)\s+(?:in|on|at))\Z",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:told|tells)\Z", re.IGNORECASE)
_HEARER = re.compile(
    r"\s+(?P<who>[^.,;:\n]{2,60}?)(?=\s*[.,;:\n]|\s+(?:that|in|on|at|during|before|after|as|he|she|they|it|there)\s|\s*\Z)"
)
_NO_VERB = re.compile(r"(?:according|per)\b|\w+(?:ing|ly)\b|\W*\Z", re.IGNORECASE)
_HANGING = re.compile(r"(?:by|in|of|from|among|to|at|within)(?:\s+(?:the|an?))?", re.IGNORECASE)
_OWNS = re.compile(r"\w['’]s?\s*\Z", re.IGNORECASE)


def is_verb_of(story: StoryRows, attribution: Row) -> bool:
    """Whether the word of saying is a verb that can follow the speaker's name: "Moor said", but not "Moor's fears", "fears in
    Ulmen", "according to Moor" or "Moor, warning".
    """
    text = story.text(attribution["report_id"])
    source: Sequence[Row] = attribution["source"] or ()
    cue: Sequence[Row] = attribution["cue"] or ()
    words = words_of(text, cue)
    if not words or _NO_VERB.match(words):
        return False
    if not source:
        return True
    if source[0]["begin"] < cue[0]["begin"]:
        return _OWNS.search(text, max(0, source[-1]["end"] - 3), cue[0]["begin"]) is None
    between = text[cue[-1]["end"] : source[0]["begin"]].strip()
    return _HANGING.fullmatch(between or words.split()[-1]) is None


def saying(story: StoryRows, attribution: Row) -> Saying:
    """The words of an attribution as printed, in context."""
    report = attribution["report_id"]
    marks = [
        Mark(span["begin"], span["end"], role)
        for role in ("source", "cue", "content")
        for span in attribution[role] or ()
    ]
    moment = story.reports.get(report, {}).get("published")
    return Saying(plain(story.label(report)), short_day(moment), tuple(in_context(story.text(report), marks, AROUND)))


def list_lines(story: StoryRows, said: Sequence[Row], line_of: dict[str, str]) -> list[Line]:
    """The attributions by line of descent, the line with most reports first."""
    groups: dict[str, list[Row]] = {}
    for attribution in in_order(story, said):
        groups.setdefault(line_of[attribution["attribution_id"]] or "", []).append(attribution)
    ranked = sorted(
        groups,
        key=lambda line: (
            -len({a["report_id"] for a in groups[line]}),
            story.order(groups[line][0]["report_id"]),
            line,
        ),
    )
    return [
        Line(
            witness_name(story, line),
            story.heads.get(line, {"report_id": line})["report_id"] is None,
            is_first_open(story, line, {a["report_id"] for a in groups[line]}),
            tuple(saying(story, a) for a in groups[line]),
        )
        for line in ranked
    ]


def is_first_open(story: StoryRows, head: str, reports: Collection[str]) -> bool:
    """Whether nothing decides if the text at the head of a line or one of its ``reports`` was first."""
    steps = [row for child in (*reports, head) for row in story.steps.get(child, ())]
    return any(
        row["direction"] == "undecided"
        and head in (row["parent"], row["child"])
        and {row["parent"], row["child"]} <= {*reports, head}
        for row in steps
    )


def list_sources(story: StoryRows, said: Sequence[Row], speaker: str | None) -> list[Source]:
    """Who is given as the source, at the end of the chain; with the words that name it, and through whom it came."""
    speakers = {a["speaker_id"] for a in said} - {None}
    groups: dict[str, list[tuple[Row, list[Row]]]] = {}
    for attribution in in_order(story, said):
        links = chain_of(story, attribution)
        last = links[-1]["entity_id"] if links else attribution["speaker_id"]
        # The speakers of a claim are one source, whatever they are called.
        origin = (speaker or last) if last in speakers else last or ""
        groups.setdefault(origin, []).append((attribution, links))
    made = []
    for origin in sorted(groups, key=lambda s: (not s, -len(groups[s]), s)):
        named: dict[str, dict[str, None]] = {}
        through: dict[str, None] = {}
        other: dict[str, None] = {}
        for attribution, known in groups[origin]:
            last = known[-1]["entity_id"] if known else attribution["speaker_id"]
            if last != origin and last in story.entities:
                other[plain(story.entities[last]["name"])] = None
            text = story.text(attribution["report_id"])
            words = words_of(text, attribution["source"] or ())
            passed_on = [
                plain(story.entities[link["entity_id"]]["name"]) for link in known[:-1] if link["entity_id"] != origin
            ]
            if known and (known[-1]["entity_id"] is None or known[-1]["entity_id"] != attribution["speaker_id"]):
                if attribution["speaker_id"] not in story.entities and words:
                    passed_on.append(as_name(words))
                words = plain(text[slice(*clipped(text, known[-1]["begin"], known[-1]["end"]))]) or words
            named.setdefault(as_name(words), {})[plain(story.label(attribution["report_id"]))] = None
            if passed_on:
                through[" and ".join(passed_on)] = None
        entity = story.entities.get(origin)
        ranked = sorted(named.items(), key=lambda item: (-len(item[1]), item[0]))
        made.append(
            Source(
                plain(entity["name"]) if entity else "",
                tuple((words, tuple(who)) for words, who in ranked),
                tuple(through),
                tuple(sorted(other)),
            )
        )
    return made


def chain_of(story: StoryRows, attribution: Row) -> list[Row]:
    """Through whom the words came, in order: those that are known, and whoever is cited without a name at the end."""
    links = sorted(story.chains.get(attribution["attribution_id"], ()), key=lambda row: row["position"])
    return [
        link for number, link in enumerate(links)
        if link["entity_id"] in story.entities or (link["entity_id"] is None and number == len(links) - 1)
    ]  # fmt: skip


def list_replies(story: StoryRows, rows: Sequence[Row]) -> list[Reply]:
    """The answers to a claim, by kind and speaker."""
    groups: dict[tuple[str, str], list[Row]] = {}
    settled: set[tuple[str, str]] = set()
    for row in rows:
        attribution = story.attributions.get(row["attribution_id"])
        if attribution is not None:
            key = (row["kind"], speaker_name(story, attribution["speaker_id"], [attribution]))
            groups.setdefault(key, []).append(attribution)
            settled |= set() if in_doubt(row) else {key}
    ranked = sorted(groups, key=lambda key: (list(REPLIES).index(key[0]) if key[0] in REPLIES else 9, key))
    return [
        Reply(
            REPLIES.get(kind, kind),
            SOMEBODY if speaker == NOBODY else speaker,
            all(with_article(story, a["speaker_id"], a) for a in groups[kind, speaker]),
            kind == "declines" and not any(names_matter(story, a) for a in groups[kind, speaker]),
            (kind, speaker) not in settled,
            tuple(saying(story, a) for a in in_order(story, groups[kind, speaker])),
        )
        for kind, speaker in ranked
    ]


def names_matter(story: StoryRows, attribution: Row) -> bool:
    """Whether the words of a refusal to comment say on what it is."""
    text = story.text(attribution["report_id"])
    return bool(matter_in(" ".join(words_of(text, attribution[role] or ()) for role in ("cue", "content"))))


def list_silent(story: StoryRows, reports: Sequence[str], replies: Sequence[Row]) -> tuple[str, ...]:
    """The reports that carry a claim and in which nothing looks like the reply that others print."""
    answers = [
        voice(story, story.attributions[row["attribution_id"]], row["kind"])
        for row in replies if row["attribution_id"] in story.attributions and not in_doubt(row)
    ]  # fmt: skip
    answering = {answer.report_id for answer in answers}
    heard = {
        report: [voice(story, one, kind_of_reply(story, one)) for one in story.said.get(report, ())]
        for report in reports if answers and report not in answering
    }  # fmt: skip
    return find_silent(reports, answers, heard)


def voice(story: StoryRows, attribution: Row, kind: str | None) -> Voice:
    """An attribution as somebody's who may reply: on his side are the bodies that he speaks for and the state he is called of."""
    text = story.text(attribution["report_id"])
    links = story.chains.get(attribution["attribution_id"], ())
    chain = [row["entity_id"] for row in links if not is_hearer(row, text)]
    bodies = (
        story.bodies.get(attribution["speaker_id"] or "", frozenset()) if attribution["speaker_id"] else frozenset()
    )
    own = {one for one in (attribution["speaker_id"], *chain, *bodies) if one}
    named = [words_of(story.text(attribution["report_id"]), attribution["source"] or ())]
    named += [story.entities[one]["name"] or "" for one in sorted(own) if one in story.entities]
    states = {f"state {code}" for words in named for code in states_in(words)}
    claims = frozenset(story.claims_of.get(attribution["attribution_id"], ()))
    return Voice(attribution["report_id"], kind, frozenset(own | states), claims)


def kind_of_reply(story: StoryRows, attribution: Row) -> str | None:
    """What kind of reply an attribution may be by its own words; what says that something is not so may be a denial."""
    text = story.text(attribution["report_id"])
    source, cue, content = (words_of(text, attribution[role] or ()) for role in ("source", "cue", "content"))
    return reply_kind(cue, content, cue, source) or ("denies" if negates(content) or FALSE.search(content) else None)


def list_single(
    story: StoryRows, rows: Sequence[Row], carried: dict[str, list[Row]]
) -> list[tuple[str, tuple[tuple[str, str, tuple[Piece, ...]], ...]]]:
    """The claims of one report each, by report: (speaker, statement, the words in context)."""
    groups: dict[str, list[tuple[int, str, str, tuple[Piece, ...]]]] = {}
    for row in rows:
        said = [
            story.attributions[c["attribution_id"]]
            for c in carried.get(row["claim_id"], ())
            if c["attribution_id"] in story.attributions
        ]
        for attribution in in_order(story, said)[:1]:
            entry = (
                begin_of(attribution),
                speaker_name(story, attribution["speaker_id"] or row["speaker_id"], [attribution]),
                plain(row["statement"]),
                saying(story, attribution).pieces,
            )
            groups.setdefault(attribution["report_id"], []).append(entry)
    return [
        (plain(story.label(report)), tuple(entry[1:] for entry in sorted(groups[report])))
        for report in sorted(groups, key=story.order)
    ]


def list_unsaid(story: StoryRows) -> list[tuple[str, tuple[tuple[str, tuple[Piece, ...]], ...]]]:
    """What somebody is told to want, to plan or to feel, by report: (who, the words in context)."""
    groups: dict[str, list[tuple[str, tuple[Piece, ...]]]] = {}
    for attribution in in_order(story, story.tables["unsaid"]):
        entry = (speaker_name(story, attribution["speaker_id"], [attribution]), saying(story, attribution).pieces)
        groups.setdefault(attribution["report_id"], []).append(entry)
    return [(plain(story.label(report)), tuple(groups[report])) for report in sorted(groups, key=story.order)]


def claims_sentence(made: Claims) -> str:
    """What the section holds, in a sentence."""
    if not made.told and not made.singles:
        return "Nothing that somebody says was found in these reports."
    several = sum(1 for claim in made.told if claim.reports > 1)
    said = (
        f"{of(several, 'claim')} {'stands' if several == 1 else 'stand'} in more than one report"
        if several
        else "No claim stands in more than one report"
    )
    return (
        f"{said}; {of(made.singles, 'statement')} {'stands' if made.singles == 1 else 'stand'} in one report each."
        if made.singles
        else f"{said}."
    )
