"""Replies (denials, confirmations, refusals to comment) and the claims they answer, in single reports, against labels.

The labels stand in ``hand/replies``, whose README says how the reports were drawn and what was labelled. The half ``open``
and what was labelled later, ``more`` and ``wide``, are what is developed against; ``sealed`` and ``aside`` are scored only when
asked for: --half sealed. ``made`` and ``unread`` are reports of our own.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq
from scipy.optimize import linear_sum_assignment

from benchmarks.attributions import WORD, spans_of, words_in
from benchmarks.stories import join_words
from stemma.model import Claims
from stemma.reckon import find_claims

FOLDER = Path(__file__).with_name("hand") / "replies"
OTHERS = {name: FOLDER.with_name(name) for name in ("claims", "attributions")}  # labelled before: not drawn again
FILES = {"helsinki": "helsinki/articles.jsonl", "g5w1h": "stories/g5w1h.jsonl"}
MORE_FILES = {"polnear": "polnear/train.jsonl", "reuters": "reuters/articles.parquet"}  # for the part labelled later
VARIED_FILES = {"lgl": "places/lgl.jsonl", "geovirus": "places/geovirus.jsonl", "ecb": "stories/ecb.jsonl"}
HALVES = ("open", "sealed")
LATER = ("wide", "aside")  # drawn together, apart by event
TRAINED = ("train", "held")  # labelled for weights to be fitted on, apart by a hash of the report
VARIED = "varied"  # of other sets, labelled later, for weights to be fitted on
AGAIN = "again"  # labelled last, nearly all of one agency, for development
PARTS = (*HALVES, "more", *LATER, *TRAINED, VARIED, AGAIN)
MADE = (
    "made",
    "unread",
)  # reports of our own, with their texts, apart by a hash; nobody reads what is lost in the second
KINDS = ("denies", "confirms", "declines")

LEAST_WORDS, MOST_WORDS = 150, 900
LEAST_PLACES = 2  # places where a report must have a word of the list
GRAM, MOST_SHARED = 5, 0.2  # words in a row; of the shorter report's runs, the share that makes two near copies
DRAWN = 48  # reports, halved by turns
MOST_WORDS_MORE = 600
MORE_PLACES = {"reuters": 3, "polnear": 2}  # else one
MORE_DRAWN = {"reuters": 20}  # of the other sets all that the rule lets through
WIDE_PLACES = {"reuters": 3}  # else one
WIDE_DRAWN = {"reuters": 14, "polnear": 18}
LONG_WORDS, LONG_PLACES = 2000, 2  # of the long reports drawn besides, from the sets of the halves
WIDE_OF, WIDE_SHARE = 5, 3  # of five events three for ``wide``
ANSWERING = re.compile(
    r"""\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing|al)?|refut(?:e|es|ed|ing)
    |rebut(?:s|ted|ting|tal)?|disput(?:e|es|ed|ing)|contradict(?:s|ed|ing|ion)?|disagree(?:s|d|ing)?
    |confirm(?:s|ed|ing|ation)?|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?|conced(?:e|es|ed|ing)
    |declin(?:e|es|ed|ing)\sto|refus(?:e|es|ed|ing)\sto\s(?:comment|say|answer|discuss|confirm)|no\scomment
    |(?:not|n['’]t)\s(?:\w+\s)?(?:respond|reply|comment|return)
    |(?:push|hit|fir|shoot)(?:ed|es|s|ing)?\sback|shot\sback|brush(?:ed|es|ing)?\s(?:off|aside))\b""",
    re.IGNORECASE | re.VERBOSE,
)
# The later part is drawn with fewer words, those that are mostly replies: what is confirmed and admitted is mostly not.
ANSWERING_MORE = re.compile(
    r"""\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|ing)
    |rebut(?:s|ted|ting)|disput(?:es|ed)
    |(?:declin|refus)(?:es|ed|ing)\s(?:to\s(?:comment|say|answer|discuss|confirm|elaborate|respond)|comment)
    |no\s(?:immediate\s)?comment
    |(?:not|n['’]t)\s(?:\w+\s)?(?:respond|reply|comment|return\s(?:\w+\s)?(?:calls?|messages?|phone|emails?))
    |not\s(?:\w+\s)?be\s(?:\w+\s)?reached|available\s(?:for|to)\scomment|untrue|baseless|groundless|not\strue)\b""",
    re.IGNORECASE | re.VERBOSE,
)

Row = dict[str, Any]
Words = frozenset[int]


class Reply(NamedTuple):
    """A labelled reply as sets of word numbers: its cue and content, and every place that states what it answers."""

    kind: str
    told: Words
    answered: list[Words]
    narrated: list[Words]
    nested: bool


class Labelled(NamedTuple):
    """A report as the library takes it, and what was labelled in it."""

    report: dict[str, str]
    replies: list[Reply]
    not_replies: list[Words]
    unsettled: list[Words]


class Told(NamedTuple):
    """A reply that was found: its cue and content, and for each claim it is tied to the places in the same report."""

    kind: str
    told: Words
    claims: list[list[Words]]


class Tally(NamedTuple):
    """Counts of one kind of reply, which add up over reports.

    ``told`` replies were found, ``right`` of them stand where one of the kind is labelled; ``ties`` are pairs of such a reply
    and a claim, ``ties_right`` those whose claim is one that it answers. ``asked`` replies are labelled with what they
    answer, and of these ``asked_found`` are found and ``asked_tied`` tied to it.
    """

    told: int = 0
    right: int = 0
    ties: int = 0
    ties_right: int = 0
    asked: int = 0
    asked_found: int = 0
    asked_tied: int = 0


def draw(rows: Mapping[str, Iterable[Mapping[str, Any]]], known: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The reports of both halves as (set, id), drawn from rows with id and text by the rule of the README.

    ``known`` are reports that were labelled before: neither they nor near copies of them are drawn.
    """
    known = set(known)
    texts = _texts(rows)
    fit = [
        one for one, text in texts.items()
        if one not in known
        and LEAST_WORDS <= len(WORD.findall(text)) <= MOST_WORDS and len(ANSWERING.findall(text)) >= LEAST_PLACES
    ]  # fmt: skip
    return _take("replies", fit, texts, known, {})[:DRAWN]


def draw_more(
    rows: Mapping[str, Iterable[Mapping[str, Any]]], known: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The reports of the part that was labelled later, from the rows of all sets, those of both halves passed over."""
    known = set(known) | set(draw({name: list(rows[name]) for name in FILES}, known))
    texts = _texts(rows)
    fit = [
        one for one, text in texts.items()
        if one not in known
        and len(ANSWERING_MORE.findall(text)) >= MORE_PLACES.get(one[0], 1)
        and LEAST_WORDS <= len(WORD.findall(text)) <= MOST_WORDS_MORE
    ]  # fmt: skip
    return _take("replies-more", fit, texts, known, MORE_DRAWN)


def draw_later(
    rows: Mapping[str, Iterable[Mapping[str, Any]]], known: Iterable[tuple[str, str]]
) -> dict[str, list[tuple[str, str]]]:
    """The reports of ``wide`` and ``aside``, drawn together after all others and told apart by their events."""
    listed = {name: list(rows[name]) for name in rows}
    known = set(known) | set(draw({name: listed[name] for name in FILES}, known)) | set(draw_more(listed, known))
    texts = _texts(listed)
    fit = [
        one for one, text in texts.items()
        if one not in known
        and LEAST_WORDS <= len(WORD.findall(text)) <= MOST_WORDS
        and len((ANSWERING if one[0] in FILES else ANSWERING_MORE).findall(text)) >= WIDE_PLACES.get(one[0], 1)
    ]  # fmt: skip
    drawn = _take("replies-wide", fit, texts, known, WIDE_DRAWN)
    known |= set(drawn)
    fit = [
        one for one, text in texts.items()
        if one not in known and one[0] in FILES
        and MOST_WORDS < len(WORD.findall(text)) <= LONG_WORDS and len(ANSWERING_MORE.findall(text)) >= LONG_PLACES
    ]  # fmt: skip
    drawn += _take("replies-long", fit, texts, known, {})
    events = {(name, str(row["id"])): row.get("event") for name in listed for row in listed[name]}
    parts: dict[str, list[tuple[str, str]]] = {part: [] for part in LATER}
    for name, one in drawn:
        turn = hashlib.sha256(f"replies-turn:{events[name, one] or f'{name}:{one}'}".encode()).hexdigest()
        parts[LATER[int(turn[-1], 16) % WIDE_OF >= WIDE_SHARE]].append((name, one))
    return {part: sorted(reports) for part, reports in parts.items()}


def _texts(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[tuple[str, str], str]:
    return {(name, str(row["id"])): row["text"] or "" for name in sorted(rows) for row in rows[name]}


def _take(
    prefix: str,
    fit: Iterable[tuple[str, str]],
    texts: Mapping[tuple[str, str], str],
    known: Iterable[tuple[str, str]],
    most: Mapping[str, int],
) -> list[tuple[str, str]]:
    """The reports that fit, in the order of a hash, near copies of those known or taken passed over; ``most`` by set."""
    known = set(known)
    taken = [_grams(texts[one]) for one in texts if one in known]
    ordered = sorted((hashlib.sha256(f"{prefix}:{name}:{one}".encode()).hexdigest(), name, one) for name, one in fit)
    drawn: list[tuple[str, str]] = []
    for _, name, one in ordered:
        enough = name in most and sum(other == name for other, _ in drawn) >= most[name]
        if not enough and _is_new(texts[name, one], taken):
            drawn.append((name, one))
    return drawn


def _is_new(text: str, taken: list[set[tuple[str, ...]]]) -> bool:
    """Whether a text is no near copy of one of ``taken``, to which it is added then."""
    grams = _grams(text)
    if any(len(grams & other) >= MOST_SHARED * min(len(grams), len(other)) for other in taken):
        return False
    taken.append(grams)
    return True


def _grams(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return set(zip(*(words[n:] for n in range(GRAM)), strict=False))


def read_rows(data: Path) -> dict[str, list[Row]]:
    """The rows of both sets. Raises FileNotFoundError where they are absent."""
    rows = {}
    for name, file in FILES.items():
        with (data / file).open(encoding="utf-8") as lines:
            rows[name] = [json.loads(line) for line in lines]
    return rows


def read_more_rows(data: Path) -> dict[str, list[Row]]:
    """The rows of all sets, those of the part labelled later too. Raises FileNotFoundError where one is absent."""
    lines = (data / MORE_FILES["polnear"]).read_text("utf-8").splitlines()
    reuters = pq.read_table(data / MORE_FILES["reuters"], columns=["id", "text"]).to_pylist()
    return read_rows(data) | {"polnear": [json.loads(line) for line in lines], "reuters": reuters}


def read_varied_rows(data: Path) -> dict[str, list[Row]]:
    """The rows of all sets, those of ``varied`` too, the texts of ECB+ put together from their words. Raises
    FileNotFoundError where one is absent.
    """
    rows = read_more_rows(data)
    for name, file in VARIED_FILES.items():
        with (data / file).open(encoding="utf-8") as lines:
            rows[name] = [json.loads(line) for line in lines]
    rows["ecb"] = [row | {"text": join_words(row["text"])} for row in rows["ecb"]]
    return rows


def read_known() -> set[tuple[str, str]]:
    """The reports of both sets that other labels of the project are on, as (set, id)."""
    known = set()
    for part in ("after", "before"):  # what was labelled later was not known when these were drawn
        labelled = json.loads((OTHERS["claims"] / f"{part}.json").read_text("utf-8"))
        known |= {("helsinki", str(row["id"])) for row in labelled["reports"]}
    for file in sorted(OTHERS["attributions"].glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            known.add((row["set"], str(row["id"])))
    return known


def read_labels(half: str, folder: Path = FOLDER) -> list[Row]:
    """The labels of a half as they stand in its file, a row for each report. Raises FileNotFoundError where it is absent."""
    return [json.loads(line) for line in (folder / f"{half}.jsonl").read_text("utf-8").splitlines()]


def read_half(labels: Iterable[Row], rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> list[Labelled]:
    """The labels together with the reports. Raises ValueError where a report's text is not the labelled one."""
    texts = {(name, str(row["id"])): row for name in rows for row in rows[name]}
    read = []
    for label in labels:
        row = texts[label["set"], label["id"]]
        text = row["text"]
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != label["sha256"]:
            raise ValueError(f"{label['set']} {label['id']}: not the text that was labelled")
        starts = word_starts(text)
        replies = [
            Reply(
                one["kind"],
                words_in(starts, spans_of([*one["cue"], *one["content"]])),
                [words_in(starts, spans_of(place)) for place in one["answered"]],
                [words_in(starts, spans_of([span])) for span in one["narrated"]],
                one["nested"],
            )
            for one in label["replies"]
        ]
        report = {"id": str(row["id"]), "outlet": row.get("outlet", ""), "text": text}
        alike, unsettled = (
            [words_in(starts, spans_of([span])) for span in label[name]] for name in ("not_replies", "unsettled")
        )
        read.append(Labelled(report, replies, alike, unsettled))
    return read


def read_made(part: str) -> list[Labelled]:
    """The labels of a part of our own, with its reports."""
    labels = read_labels(part)
    return read_half(labels, {"made": labels})


def word_starts(text: str) -> list[int]:
    return [match.start() for match in WORD.finditer(text)]


def told_replies(report: Mapping[str, str], found: Claims) -> list[Told]:
    """The replies found in a report: a row for each attribution and kind."""
    starts = word_starts(report["text"])
    rows = {row["attribution_id"]: row for row in found.attributions.to_pylist() if row["report_id"] == report["id"]}
    members: dict[str, list[str]] = {}
    for row in found.claim_attributions.to_pylist():
        if row["attribution_id"] in rows:
            members.setdefault(row["claim_id"], []).append(row["attribution_id"])
    claims: dict[tuple[str, str], set[str]] = {}
    for row in found.replies.to_pylist():
        if row["attribution_id"] in rows:
            claims.setdefault((row["attribution_id"], row["kind"]), set()).add(row["claim_id"])
    return [
        Told(
            kind,
            words_in(starts, spans_of([*rows[one]["cue"], *rows[one]["content"]])),
            [
                [words_in(starts, spans_of(rows[other]["content"])) for other in members.get(claim, ()) if other != one]
                for claim in sorted(answered)
            ],
        )
        for (one, kind), answered in sorted(claims.items())
    ]


def match(replies: Sequence[Reply], told: Sequence[Told]) -> dict[int, int]:
    """Which of ``told`` are which of the labelled replies, as places in the two.

    One to one, where they share a word of cue or content; those of one kind first, then those that share most.
    """
    if not replies or not told:
        return {}
    likeness = np.array(
        [[len(a.told & b.told) / len(a.told | b.told) if a.told & b.told else 0.0 for b in replies] for a in told]
    )
    same = np.array([[a.kind == b.kind for b in replies] for a in told])
    weight = likeness + 2 * (same & (likeness > 0))
    pairs = zip(*linear_sum_assignment(-weight), strict=True)
    return {int(i): int(j) for i, j in pairs if likeness[i, j] > 0}


def answers(reply: Reply, claim: Iterable[Words]) -> bool:
    """Whether one of the claim's attributions has half the words of a place where what is answered stands."""
    wanted = [place for place in (*reply.answered, *reply.narrated) if place]
    return any(2 * len(place & one) >= len(place) for one in claim for place in wanted)


def count(labelled: Labelled, told: Sequence[Told]) -> tuple[dict[str, Tally], int]:
    """What a report adds, by kind, and how many of its look-alikes are told to be replies.

    A reply that is told where a label is unsettled counts neither way. A nested one (its cue stands inside another
    attribution's content) is asked for only where it is found.
    """
    tallies = dict.fromkeys(KINDS, Tally())
    matched = match(labelled.replies, told)
    found: set[int] = set()
    tied: set[int] = set()
    for i, one in enumerate(told):
        gold = labelled.replies[matched[i]] if i in matched else None
        if gold is None and any(one.told & place for place in labelled.unsettled):
            continue
        right = gold is not None and gold.kind == one.kind
        good = [right and gold is not None and answers(gold, claim) for claim in one.claims]
        found |= {matched[i]} if right else set()
        tied |= {matched[i]} if any(good) else set()
        tallies[one.kind] = _add(tallies[one.kind], Tally(1, int(right), len(good), sum(good)))
    for j, reply in enumerate(labelled.replies):
        if reply.answered and (j in found or not reply.nested):
            asked = Tally(asked=1, asked_found=int(j in found), asked_tied=int(j in tied))
            tallies[reply.kind] = _add(tallies[reply.kind], asked)
    alike = sum(
        any(one.told & place for i, one in enumerate(told) if i not in matched) for place in labelled.not_replies
    )
    return tallies, alike


def _add(*tallies: Tally) -> Tally:
    return Tally(*(sum(values) for values in zip(*tallies, strict=True)))


def score(half: Iterable[Labelled], found: Iterable[Claims]) -> dict[str, float]:
    """The figures of a half, as shares of 1, and the counts; ``found`` holds the claims of each report, in order."""
    added: dict[str, list[Tally]] = {kind: [] for kind in KINDS}
    alike = alike_told = 0
    for labelled, claims in zip(half, found, strict=True):
        tallies, told = count(labelled, told_replies(labelled.report, claims))
        for kind in KINDS:
            added[kind].append(tallies[kind])
        alike += len(labelled.not_replies)
        alike_told += told
    by_kind = {kind: _add(Tally(), *added[kind]) for kind in KINDS}
    figures: dict[str, float] = {}
    for prefix, tally in (("", _add(*by_kind.values())), *((f"{kind}_", by_kind[kind]) for kind in KINDS)):
        figures |= _named(f"{prefix}found", tally.right, tally.told, tally.asked_found, tally.asked)
        figures |= _named(f"{prefix}tied", tally.ties_right, tally.ties, tally.asked_tied, tally.asked)
        figures |= {f"{prefix}told": tally.told, f"{prefix}asked": tally.asked}
    return figures | {"look_alikes": alike, "look_alikes_told": alike_told}


def _named(name: str, right: int, told: int, reached: int, asked: int) -> dict[str, float]:
    precision, recall = right / max(1, told), reached / max(1, asked)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{name}_precision": round(precision, 4), f"{name}_recall": round(recall, 4), f"{name}_f1": round(f1, 4)}


def measure(data: Path, half: str | None = None, find: Callable[..., Claims] = find_claims) -> dict[str, float]:
    """The figures of a part, every report alone; without one of the open half, as ``more_`` and ``wide_`` those of what was
    labelled later for development, and as ``made_`` and ``unread_`` those of reports of our own. Raises FileNotFoundError where
    the labels or the reports are absent.

    ``found``: the reply is there with the right kind; ``tied``: and one of the claims it is tied to is the one that it answers.
    Recall is over the replies whose report states what they answer: no others can stand in the table.
    """
    if half is None:
        later = {part: measure(data, part, find) for part in ("more", "wide", *MADE)}
        named = {f"{part}_{name}": figure for part, figures in later.items() for name, figure in figures.items()}
        return measure(data, "open", find) | named
    labelled = read_made(half) if half in MADE else read_half(read_labels(half), _rows_for(half, data))
    return score(labelled, [find([one.report]) for one in labelled])


def _rows_for(part: str, data: Path) -> dict[str, list[Row]]:
    """The rows of the sets that a part is of."""
    return read_rows(data) if part in HALVES else read_varied_rows(data) if part == VARIED else read_more_rows(data)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options.add_argument("--half", choices=(*PARTS, *MADE), default="open")
    asked_for = options.parse_args()
    print(json.dumps(measure(asked_for.data, asked_for.half), indent=1))
