"""What a copy left out (a reply, a hedge, an attribution) and which quotations were altered."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stemma.attribute.weigh import PRONOUNS
from stemma.model import Claims, Report, Segments
from stemma.reckon.around import Around, count_alike, read_around
from stemma.reckon.kind import CONFIRMS, DECLINES, DENIES, FALSE
from stemma.reckon.lexicon import HEDGES
from stemma.reckon.occasion import Occasions
from stemma.reckon.quoted import Altered, Quote, find_altered, read_quotes
from stemma.settings import ClaimSettings
from stemma.words import WORD, fold, without_possessor

REPLY_WORDS = {"denies": "denial", "confirms": "confirmation", "declines": "refusal to comment"}
# Words for a reply of each kind, whoever makes it.
_OTHERWISE = re.compile(r"\bnot\s+accord\s+with\b|\bcontrary\s+to\b|\brebuff", re.IGNORECASE)
_OF_KIND = {"denies": (DENIES, FALSE, _OTHERWISE), "confirms": (CONFIRMS,), "declines": (DECLINES,)}
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+|\n+")
RUN = 3  # words in a row by which a passage is known again
PRINTED = 0.6  # share of a reply's runs of words that a report must have to print it
_MARKS = '"“”«»„‘`'
# "IDA MOOR:" opens a turn in an interview.
_TURN = re.compile(r"\b[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+){1,4}:")
TURN_REACH = 4000  # code points before a place in which its turn may have been opened
LONGEST_SOURCE = 60  # code points of a source that a subject can be made of


Cues = Mapping[str, tuple[tuple[int, ...], tuple[tuple[int, int], ...]]]
"""For each report the begins of its sentences, and the spans of the cues of its attributions in order."""


def find_cues(claims: Claims, segments: Mapping[str, Segments]) -> Cues:
    """Where in each report somebody is said to speak."""
    cues: dict[str, list[tuple[int, int]]] = {report_id: [] for report_id in segments}
    for row in claims.attributions.to_pylist():
        if row["said"] is not False:
            cues.setdefault(row["report_id"], []).extend((s["begin"], s["end"]) for s in row["cue"] or ())
    return {
        report_id: (tuple(s.begin for s in segments[report_id].sentences), tuple(sorted(cues[report_id])))
        for report_id in sorted(segments)
    }


def left_out(
    story_id: str,
    kind: str,
    rows: Sequence[Mapping[str, Any]],
    reports: Mapping[str, Report],
    cues: Cues,
    segments: Mapping[str, Segments],
) -> Iterable[dict[str, Any]]:
    """A hedge or an attribution that stands in one witness of a copied sentence and is missing from another.

    The words on both sides must stand in the other too: where a whole passage is missing, this is not what was left
    out. An attribution is missing only where the copy prints the clause as its own statement: nobody is said to
    speak, and nothing is quoted, in that sentence or beside it.
    """
    having = [row for row in rows if _says(kind, row, cues)]
    around = {read_around(row, reports) for row in having}
    lacking = [
        row for row in rows
        if not row["reading"].strip() and _same_place(kind, around, read_around(row, reports))
        and not (kind == "attribution" and (_has_cue(row, cues) or _near_quotation(row, cues, segments, reports[row["report_id"]].text)))
    ]  # fmt: skip
    if not having or not lacking:
        return
    word = min(" ".join(row["reading"].split()) for row in having)
    subject = f"hedge “{word}”" if kind == "hedge" else f"attribution “{word}”"
    sides: list[dict[str, Any]] = [
        {"value": row["reading"], "report_id": row["report_id"], "begin": row["begin"], "end": row["end"]}
        for row in having
    ]
    sides.extend({"value": None, "report_id": row["report_id"], "begin": None, "end": None} for row in lacking)
    yield {"story_id": story_id, "kind": "omission", "subject": subject, "sides": sides}


def _says(kind: str, row: Mapping[str, Any], cues: Cues) -> bool:
    """Whether a reading holds what its site is about: a word that hedges, the cue of an attribution."""
    words = WORD.findall(row["reading"] or "")
    if kind == "hedge":
        return any(word.lower() in HEDGES and not word[0].isupper() for word in words)
    spans = cues.get(row["report_id"], ((), ()))[1]
    # A bare "said" without who says it is no attribution that could be missing.
    return len(words) > 1 and any(row["begin"] <= begin and end <= row["end"] for begin, end in spans)


def _same_place(kind: str, having: Iterable[Around], lacking: Around) -> bool:
    """Whether one of some readings and an empty place stand among the same words: a hedge inside a sentence, so on both sides."""
    alike = [count_alike(one, lacking) for one in having]
    return any(min(both) >= 1 if kind == "hedge" else max(both) >= 3 for both in alike)


def _folded(text: str) -> list[str]:
    return [fold(word) for word in WORD.findall(text)]


def _near_quotation(row: Mapping[str, Any], cues: Cues, segments: Mapping[str, Segments], text: str) -> bool:
    """Whether anything is quoted around an empty place, or it stands in a printed interview: who says it is told
    once, before or after all of it.
    """
    cut = segments.get(row["report_id"])
    first, last = _sentences_around(row, cues)
    if any(mark in text[first:last] for mark in _MARKS) or _TURN.search(text, max(0, first - TURN_REACH), last):
        return True
    return cut is not None and any(q.begin < last and first < q.end for q in cut.quotations)


def _has_cue(row: Mapping[str, Any], cues: Cues) -> bool:
    """Whether the sentence of an empty place, or one beside it, has a cue of its own."""
    first, last = _sentences_around(row, cues)
    return any(first <= begin < last for begin, _ in cues.get(row["report_id"], ((), ()))[1])


def _sentences_around(row: Mapping[str, Any], cues: Cues) -> tuple[int, int]:
    """From where to where the sentence of a place, the one before and the one after run."""
    begins = cues.get(row["report_id"], ((), ()))[0]
    at = bisect_right(begins, row["begin"]) - 1
    return (begins[at - 1] if at > 0 else 0), begins[at + 2] if at + 2 < len(begins) else row["begin"] + 1000


def quotations_altered(
    claims: Claims,
    reports: Mapping[str, Report],
    names: Mapping[str, str],
    segments: Mapping[str, Segments],
    settings: ClaimSettings,
) -> Iterable[dict[str, Any]]:
    """A difference for each sentence that reports of a claim quote in other words: the sentence in each, no more.

    A sentence that stands in two claims is told once, with the one whose wordings differ there.
    """
    attributions = {row["attribution_id"]: row for row in claims.attributions.to_pylist()}
    carried: dict[str, list[str]] = {}
    for row in claims.claim_attributions.to_pylist():
        carried.setdefault(row["claim_id"], []).append(row["attribution_id"])
    differing: dict[tuple[str, str], list[int]] = {}
    for row in claims.wordings.to_pylist():
        differing.setdefault((row["claim_id"], row["attribution_id"]), []).append(row["begin"])
    texts = {report_id: report.text for report_id, report in reports.items()}
    days = {report_id: report.day for report_id, report in reports.items()}
    sentences = {r: _columns(sorted((s.begin, s.end) for s in cut.sentences)) for r, cut in segments.items()}
    found: list[tuple[bool, int, Mapping[str, Any], tuple[Altered, ...]]] = []
    for claim in claims.claims.to_pylist():
        if claim["verbatim"] is not False:
            continue
        members = sorted(carried[claim["claim_id"]])
        quotes = [quote for a in members for quote in _quotes(attributions[a], reports, segments)]
        occasions = Occasions((attributions[a] for a in members), texts, days, sentences)
        for group in find_altered(quotes, settings, occasions.apart):
            hits = any(
                s.begin <= begin <= s.end for s in group
                for begin in differing.get((claim["claim_id"], s.attribution_id), ())
            )  # fmt: skip
            found.append((not hits, -len(group), claim, group))
    told: set[tuple[str, int]] = set()
    for _, _, claim, group in sorted(found, key=lambda f: (f[0], f[1], f[2]["claim_id"], f[3])):
        places = {(s.report_id, s.begin): s for s in reversed(group)}
        if told & set(places) or len({s.report_id for s in group}) < 2:
            continue
        told.update(places)
        name = names.get(claim["speaker_id"] or "")
        yield {
            "story_id": claim["story_id"],
            "kind": "quotation",
            "subject": f"quotation from {name}" if name else "quotation",
            "claim_id": claim["claim_id"],
            "sides": [
                {"value": reports[s.report_id].text[s.begin : s.end], "report_id": s.report_id,
                 "begin": s.begin, "end": s.end}
                for _, s in sorted(places.items())
            ],
        }  # fmt: skip


def _quotes(row: Mapping[str, Any], reports: Mapping[str, Report], segments: Mapping[str, Segments]) -> list[Quote]:
    """The quoted sentences of an attribution's content."""
    cut = segments.get(row["report_id"])
    if cut is None or row["kind"] == "indirect" or not row["content"]:
        return []
    outer = sorted((q.begin, q.end) for q in cut.quotations if q.depth == 0)
    sentences = sorted((s.begin, s.end) for s in cut.sentences)
    return read_quotes(
        row["attribution_id"], row["report_id"], [(s["begin"], s["end"]) for s in row["content"]],
        reports[row["report_id"]].text, _columns(outer), _columns(sentences),
    )  # fmt: skip


def _columns(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(b for b, _ in spans), tuple(e for _, e in spans)


def replies_left_out(
    claims: Claims, reports: Mapping[str, Report], story_of: Mapping[str, str], names: Mapping[str, str]
) -> Iterable[dict[str, Any]]:
    """A difference for each denial (confirmation, refusal to comment) that some report of a story prints while
    another, which carries what it answers, prints no reply to it.

    Replies of one kind that answer a common claim are one. ``claim_id`` is the answered claim that most reports carry.
    A report that tells of such a reply in other words, though none was found in it, does not leave it out.
    """
    attributions = {row["attribution_id"]: row for row in claims.attributions.to_pylist()}
    carrying: dict[str, set[str]] = {}
    claims_of: dict[str, set[str]] = {}
    for row in claims.claim_attributions.to_pylist():
        carrying.setdefault(row["claim_id"], set()).add(attributions[row["attribution_id"]]["report_id"])
        claims_of.setdefault(row["attribution_id"], set()).add(row["claim_id"])
    # A report that prints some reply of the kind is not said to leave it out, though its reply was tied elsewhere.
    replying: dict[str, set[str]] = {kind: set() for kind in REPLY_WORDS}
    for row in claims.replies.to_pylist():
        replying[row["kind"]].add(attributions[row["attribution_id"]]["report_id"])
    groups: list[tuple[str, str, set[str], set[str]]] = []
    for row in claims.replies.to_pylist():
        story = story_of.get(attributions[row["attribution_id"]]["report_id"])
        if story is None:
            continue
        answered, replies = {row["claim_id"]}, {row["attribution_id"]}
        kept = []
        for group in groups:
            if group[0] == story and group[1] == row["kind"] and (group[2] & answered or group[3] & replies):
                answered, replies = answered | group[2], replies | group[3]
            else:
                kept.append(group)
        groups = [*kept, (story, row["kind"], answered, replies)]
    for story, kind, answered, replies in groups:
        having: dict[str, dict[str, Any]] = {}
        for attribution_id in sorted(replies, key=lambda a: (attributions[a]["report_id"], _span(attributions[a]), a)):
            row = attributions[attribution_id]
            having.setdefault(row["report_id"], row)
        carriers = {r for claim in answered for r in carrying.get(claim, ()) if story_of.get(r) == story}
        # Nor is one that carries the claim which the reply makes, though there it was tied to nothing.
        made = {claim for attribution_id in replies for claim in claims_of.get(attribution_id, ())} - answered
        without = carriers - set(having) - replying[kind] - {r for claim in made for r in carrying[claim]}
        who = {word for row in having.values() for word in _names_of(row, reports[row["report_id"]].text, names)}
        said = [reports[r].text[slice(*_span(row))] for r, row in sorted(having.items())]
        days = [day for r in having if (day := reports[r].day)]
        lacking = [
            r for r in sorted(without)
            # What was printed on an earlier day than any reply could not have it.
            if not (days and (day := reports[r].day) and day < min(days)) and not _tells_of(reports[r].text, kind, who, said)
        ]  # fmt: skip
        if not lacking:
            continue
        sides: list[dict[str, Any]] = []
        for report_id, row in sorted(having.items()):
            begin, end = _span(row)
            value = reports[report_id].text[begin:end]
            sides.append({"value": value, "report_id": report_id, "begin": begin, "end": end})
        sides.extend({"value": None, "report_id": r, "begin": None, "end": None} for r in lacking)
        first = having[min(having)]
        yield {
            "story_id": story,
            "kind": "omission",
            "subject": _subject(first, reports[first["report_id"]].text, REPLY_WORDS[kind]),
            "claim_id": min(answered, key=lambda claim: (-len(carrying.get(claim, ())), claim)),
            "sides": sides,
        }


def _names_of(row: Mapping[str, Any], text: str, names: Mapping[str, str]) -> set[str]:
    """The words with a capital in the source of an attribution and in its speaker's name."""
    source = " ".join(text[s["begin"] : s["end"]] for s in row["source"] or ())
    words = WORD.findall(f"{source} {names.get(row['speaker_id'] or '', '')}")
    return {without_possessor(fold(word)) for word in words if word[0].isupper() and len(word) > 3}


def _tells_of(text: str, kind: str, who: set[str], said: Sequence[str]) -> bool:
    """Whether a text prints the words of a reply (``said``), or has a word for one of its kind beside a name of who replies."""
    if any(_shares(text, reply) for reply in said):
        return True
    before: set[str] = set()
    for sentence in _STOP.split(text):
        words = {without_possessor(fold(word)) for word in WORD.findall(sentence)}
        if any(pattern.search(sentence) for pattern in _OF_KIND[kind]) and (not who or who & (words | before)):
            return True
        before = words
    return False


def _shares(text: str, said: str) -> bool:
    """Whether most of a passage stands in a text, word for word."""
    words, others = _folded(said), _folded(text)
    runs = {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    there = {tuple(others[n : n + RUN]) for n in range(len(others) - RUN + 1)}
    return len(runs & there) > PRINTED * len(runs)


def keep_to_others(row: dict[str, Any], reports: Mapping[str, Report]) -> dict[str, Any]:
    """An omission without what an outlet that prints it elsewhere leaves out of one of its reports: it has told it."""
    telling = {reports[side["report_id"]].outlet for side in row["sides"] if side["begin"] is not None} - {None}
    sides = [
        side for side in row["sides"] if side["begin"] is not None or reports[side["report_id"]].outlet not in telling
    ]
    return row | {"sides": sides}


def _span(row: Mapping[str, Any]) -> tuple[int, int]:
    spans = [s for name in ("source", "cue", "content") for s in row[name] or ()]
    return min(s["begin"] for s in spans), max(s["end"] for s in spans)


def _subject(row: Mapping[str, Any], text: str, what: str) -> str:
    """ "the ministry's denial": the source as printed, where it is short enough."""
    source = " ".join(" ".join(text[s["begin"] : s["end"]] for s in row["source"] or ()).split()).split(",")[0]
    if not source or len(source) > LONGEST_SOURCE or source.lower() in PRONOUNS:
        return f"a {what}"
    first, _, rest = source.partition(" ")
    if first.lower() in {"the", "a", "an"} and rest:
        source = f"{first.lower()} {rest}"
    if " and " in source or len(source.split()) > 4:
        return f"{what} by {source}"
    return f"{source}{'’' if source.endswith('s') else '’s'} {what}"
