"""Quotations that stand alike in two reports, and the same with the words of one altered by rule: no labels are needed.

An equal quotation in two reports should stand in one claim and be told to differ nowhere; one whose words were altered
inside should be told to differ. Both are tried as they stand, where both reports quote a few words alone, and where the
second quotes a part of what the first does. The pairs come out of the reports of Helsinki and g5w1h on which no other labels are: no
report of a half held out is among them, and no quotation that shares a run of words with one held out.

    python -m benchmarks.made_alterations DATA [--most 150] [--shapes full short half]
"""

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.claims import read_rows
from benchmarks.quotations import (
    FOLDER,
    RUN,
    Judged,
    Pair,
    Place,
    candidates,
    judge,
    known_reports,
    plain,
    read_labels,
    read_more,
)
from stemma.attribute import attribute_reports, distinct_passages, link_speakers
from stemma.attribute.tagger import Tagged, tag_passages
from stemma.model import Claims, Token
from stemma.name import find_entities
from stemma.parse import distinct_sentences, parse_sentences
from stemma.reckon import find_claims
from stemma.reports import as_reports
from stemma.segment import segment
from stemma.settings import TaggerSettings

WHOLE = "none"
KINDS = (
    WHOLE,
    "drop",
    "swap",
    "insert",
    "cut",
    "ellipsis",
    "sentence",
    "inflect",
    "name",
    "pronoun",
    "named",
    "bracket",
    "first",
    "last",
    "figure",
    "again",
    "negated",
    "adjective",
    "two",
    "phrase",
)
# How much of a quotation stands in the two reports: all of it, its first words alone, in the second only one half.
FULL, SHORT, HALF = "full", "short", "half"
SHAPES = (FULL, SHORT, HALF)
SHORT_WORDS = 6
LEAST_WORDS = 6  # of an equal quotation
ALTERED_WORDS = 7  # of one that is altered, unless it was cut short
EDGE = 1  # words at either end that stay as they are
LONG = 4  # letters of a word that is dropped, swapped or given another form
MOST_OF_EVENT = 25  # equal quotations of one g5w1h event

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NAMES = ("Baumann", "Lindqvist", "Norland", "Moretti")
_FIGURES = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "ten", "twelve", "twenty"])
_PRONOUNS = ("he", "it", "she", "they", "we")
_AUXILIARY = frozenset(
    ["is", "are", "was", "were", "will", "can", "would", "should", "must", "may", "has", "have", "do", "does", "did"]
)
_DETERMINERS = frozenset(["a", "the", "this", "that", "his", "her", "its", "our", "their", "my", "your", "no", "any"])
_ADJECTIVES = ("small", "great", "new", "slow", "quiet")

Report = dict[str, Any]
Edit = tuple[int, int, str]  # the characters that go, and what comes for them


class Made(NamedTuple):
    """A pair of quotations in two reports; ``kind`` says how the words of the second were altered, ``shape`` how much of them
    the two quote.
    """

    kind: str
    pair: Pair
    reports: tuple[Report, Report]
    shape: str = FULL


class Known:
    """The parses and tags of what was read, so that a report is not read anew for each change of one quotation."""

    def __init__(self) -> None:
        self.parses: dict[str, tuple[Token, ...]] = {}
        self.tagged: dict[str, tuple[Tagged, ...]] = {}

    def find(self, reports: Sequence[Report]) -> Claims:
        """The claims of reports."""
        pile = as_reports(reports)
        cut = {report.id: segment(report) for report in pile}
        self.tagged |= tag_passages(set(distinct_passages(pile, cut)) - self.tagged.keys(), TaggerSettings())
        self.parses |= parse_sentences(sorted(set(distinct_sentences(pile, cut)) - self.parses.keys()))
        entities = find_entities(pile, segments=cut, parses=self.parses)
        told = attribute_reports(pile, segments=cut, parses=self.parses, tagged=self.tagged)
        linked, chains = link_speakers(pile, told, entities, segments=cut, parses=self.parses)
        return find_claims(pile, attributions=linked, chains=chains, entities=entities, segments=cut)


def equal_pairs(data: Path) -> list[tuple[Pair, tuple[Report, Report]]]:
    """Quotations that stand alike in two reports, each text once, in the order in which ``candidates`` draws them."""
    sealed = {one for file in sorted(FOLDER.parent.glob("*/sealed.json*")) for one in _strings_in(file)}
    rows, more = read_rows(data), read_more(data)
    texts: dict[str, Report] = {str(row["id"]): row for row in [*rows, *more]}
    runs_sealed = set(_runs_sealed(texts))
    free = [row for row in rows if row["id"] not in sealed]
    found = candidates(free, known_reports())
    events: dict[str, list[Report]] = {}
    for row in more:
        if row["id"] not in sealed:
            events.setdefault(row["event"], []).append(row)
    for _, inside in sorted(events.items()):
        drawn = [pair for pair in candidates(inside, ()) if _is_equal(pair, texts)]
        found += drawn[:MOST_OF_EVENT]
    equal = []
    for pair in found:
        words = _words_of(pair.one, texts)
        if _is_equal(pair, texts) and len(words) >= LEAST_WORDS and runs_sealed.isdisjoint(_runs(words)):
            one, other = ({name: texts[place[0]][name] for name in ("id", "outlet", "text")} for place in pair)
            equal.append((pair, (one, other)))
    return equal


def _strings_in(file: Path) -> Iterator[str]:
    """All names and texts in a file of labels: the ids of its reports among them."""
    for line in [file.read_text("utf-8")] if file.suffix == ".json" else file.read_text("utf-8").splitlines():
        left: list[Any] = [json.loads(line)]
        while left:
            one = left.pop()
            if isinstance(one, dict):
                left += [*one.keys(), *one.values()]
            elif isinstance(one, list):
                left += one
            elif isinstance(one, str):
                yield one


def _runs_sealed(texts: Mapping[str, Report]) -> Iterator[tuple[str, ...]]:
    for row in read_labels("sealed")["pairs"]:
        for place in (row["one"], row["other"]):
            yield from _runs(_words_of((place[0], place[1], place[2]), texts))


def _words_of(place: Place, texts: Mapping[str, Report]) -> tuple[str, ...]:
    report, begin, end = place
    return plain(texts[report]["text"][begin:end])


def _is_equal(pair: Pair, texts: Mapping[str, Report]) -> bool:
    return _words_of(pair.one, texts) == _words_of(pair.other, texts)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def reshape(pair: Pair, reports: tuple[Report, Report], shape: str) -> tuple[Pair, tuple[Report, Report]] | None:
    """The pair where less is quoted: by both the first words alone, or by the second one half; None where it is too short."""
    if shape == FULL:
        return pair, reports
    sides: list[tuple[Place, Report]] = []
    for (report, begin, end), row in zip(pair, reports, strict=True):
        text = row["text"]
        words = [match.span() for match in _WORD.finditer(text, begin, end)]
        count = len(words)
        if count < (SHORT_WORDS + 1 if shape == SHORT else 2 * ALTERED_WORDS):
            return None
        if shape == HALF and not sides:
            sides.append(((report, begin, end), row))
            continue
        # The other half is drawn by the quotation, so that either is tried.
        second = shape == HALF and _Choice(f"{shape}:{pair.one}:{report}:{begin}").of([True, False])
        if second:
            first, last = words[count // 2][0], end
            cut = text[: begin + 1] + text[first:]
        else:
            kept = SHORT_WORDS if shape == SHORT else (count + 1) // 2
            # What closes the quotation stays: its mark, and the comma or stop before it.
            first, last = words[kept - 1][1], words[-1][1]
            cut = text[:first] + text[last:]
        sides.append(((report, begin, end - (len(text) - len(cut))), row | {"text": cut}))
    (one, report_one), (other, report_other) = sides
    return Pair(one, other), (report_one, report_other)


def alter(
    pair: Pair, reports: tuple[Report, Report], kind: str, others: Sequence[str], shape: str = FULL
) -> Made | None:
    """The pair with the second quotation altered; None where it has no place for it. ``others`` are words to put in."""
    shaped = reshape(pair, reports, shape)
    if shaped is None:
        return None
    pair, reports = shaped
    report, begin, end = pair.other
    text = reports[1]["text"]
    words = [match.span() for match in _WORD.finditer(text, begin, end)]
    if kind == WHOLE:
        return Made(kind, pair, reports, shape)
    if len(words) < (SHORT_WORDS if shape == SHORT else ALTERED_WORDS):
        return None
    edit = _edit(kind, text, words, others, _Choice(f"{kind}:{pair.one}:{report}:{begin}"))
    if edit is None:
        return None
    first, last, put = edit
    altered = text[:first] + put + text[last:]
    place = report, begin, end + len(put) - (last - first)
    return Made(kind, Pair(pair.one, place), (reports[0], reports[1] | {"text": altered}), shape)


def _edit(
    kind: str, text: str, words: Sequence[tuple[int, int]], others: Sequence[str], choice: "_Choice"
) -> Edit | None:
    """What goes and what comes, somewhere inside a quotation given by its words; None where there is no place for it."""
    inside = words[EDGE:-EDGE]
    there = {text[b:e].lower() for b, e in words}
    new = [word for word in others if word.lower() not in there]
    long = [(b, e) for b, e in inside if text[b:e].islower() and text[b:e].isalpha() and e - b >= LONG]
    if kind in ("drop", "swap", "inflect") and not long:
        return None
    if kind == "drop":
        b, e = choice.of(long)
        return b, e + (text[e : e + 1] == " "), ""
    if kind == "swap":
        b, e = choice.of(long)
        return b, e, choice.of([word for word in new if word[-2:] == text[e - 2 : e]] or new)
    if kind == "inflect":
        b, e = choice.of(long)
        word = text[b:e]
        return b, e, word[:-1] if word[-1] == "s" else word[:-2] if word.endswith("ed") else f"{word}s"
    if kind == "insert":
        b, _ = choice.of(inside)
        return b, b, f"{choice.of(new)} "
    if kind in ("cut", "ellipsis"):
        if len(inside) < 6:
            return None
        return inside[0][0], inside[choice.of([3, 4, 5])][0], "" if kind == "cut" else "... "
    if kind == "sentence":
        ends = [n for n in range(1, len(words)) if re.fullmatch(r"[.?!] ", text[words[n - 1][1] : words[n][0]])]
        middle = [(words[m][0], words[n][0]) for m, n in pairwise(ends)]
        return (*choice.of(middle), "") if middle else None
    if kind == "again":
        b, _ = choice.of(inside)
        return b, b, "again "
    if kind == "figure":
        figures = [(b, e) for b, e in inside if text[b:e] in _FIGURES or text[b:e].isdecimal()]
        b, e = choice.of(figures) if figures else (0, 0)
        return (b, e, str(int(text[b:e]) + 3) if text[b:e].isdecimal() else "nine") if figures else None
    if kind == "negated":
        verbs = [e for b, e in inside if text[b:e] in _AUXILIARY and not text.startswith(" not", e)]
        e = choice.of(verbs) if verbs else 0
        return (e, e, " not") if verbs else None
    if kind == "adjective":
        nouns = [b for (first, last), (b, e) in pairwise(inside) if text[first:last] in _DETERMINERS and (b, e) in long]
        b = choice.of(nouns) if nouns else 0
        return (b, b, f"{choice.of(_ADJECTIVES)} ") if nouns else None
    if kind in ("two", "phrase"):
        count = 2 if kind == "two" else 3
        if len(inside) <= count:
            return None
        at = choice.of(range(len(inside) - count + 1))
        return inside[at][0], inside[at + count - 1][1], " ".join(choice.of(new) for _ in range(count))
    if kind in ("first", "last"):
        b, e = words[0 if kind == "first" else -1]
        put = str(choice.of(new))
        return b, e, put.capitalize() if text[b].isupper() else put
    if kind in ("name", "pronoun"):
        names = [(b, e) for b, e in inside if text[b:e].istitle() and e - b >= LONG and text[b - 2 : b - 1].isalnum()]
        return (*choice.of(names), choice.of(_NAMES if kind == "name" else _PRONOUNS)) if names else None
    pronouns = [(b, e) for b, e in inside if text[b:e] in _PRONOUNS]
    name = choice.of(_NAMES)
    return (*choice.of(pronouns), name if kind == "named" else f"[{name}]") if pronouns else None


class _Choice:
    """Picks by a hash of what it is about, so that the same is picked in every run."""

    def __init__(self, about: str) -> None:
        self.number = int(hashlib.sha256(f"made:{about}".encode()).hexdigest(), 16)

    def of(self, these: Sequence[Any]) -> Any:
        """One of some things."""
        self.number, at = divmod(self.number, len(these))
        return these[at]


def make_pairs(equal: Sequence[tuple[Pair, tuple[Report, Report]]], shapes: Sequence[str] = (FULL,)) -> list[Made]:
    """Every pair as it is, and altered in each way that it has a place for; quoted in each of some ``shapes``."""
    words = sorted({
        word for pair, reports in equal
        for word in _WORD.findall(reports[0]["text"][pair.one[1] : pair.one[2]])
        if word.islower() and word.isalpha() and len(word) >= LONG
    })  # fmt: skip
    made = (alter(pair, reports, kind, words, shape) for shape in shapes for pair, reports in equal for kind in KINDS)
    return [one for one in made if one is not None]


def score(made: Sequence[Made], judged: Sequence[Judged]) -> dict[str, float]:
    """The share of pairs that stand in one claim, and of those told to differ, by the way in which they were altered; before
    those that do not quote it in full stands how they quote it.
    """
    figures: dict[str, float] = {}
    for shape in SHAPES:
        for kind in KINDS:
            both = zip(made, judged, strict=True)
            these = [verdict for one, verdict in both if (one.shape, one.kind) == (shape, kind)]
            if not these and shape != FULL:
                continue
            name = kind if shape == FULL else f"{shape}_{kind}"
            figures[f"{name}_pairs"] = len(these)
            figures[f"{name}_joined"] = round(sum(j.joined for j in these) / max(1, len(these)), 4)
            figures[f"{name}_told"] = round(sum(j.differ for j in these) / max(1, len(these)), 4)
    return figures


def measure(data: Path, most: int, shapes: Sequence[str] = (FULL,)) -> dict[str, float]:
    """The figures of the first ``most`` equal pairs. Raises FileNotFoundError where the reports are absent."""
    made = make_pairs(equal_pairs(data)[:most], shapes)
    known = Known()
    return score(made, [judge(one.pair, one.reports, known.find(one.reports)) for one in made])


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options.add_argument(
        "--most", type=int, default=150, help="equal pairs, each altered in every way it has a place for"
    )
    options.add_argument("--shapes", choices=SHAPES, nargs="+", default=(FULL,), help="how much of them is quoted")
    asked = options.parse_args()
    print(json.dumps(measure(asked.data, asked.most, asked.shapes), indent=1))
