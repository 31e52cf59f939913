"""Quotations that stand alike in two reports, and the same told otherwise in one of them: no labels are needed.

What is changed is not what was said but how the report tells it: the words of saying are moved into the quotation's
middle, two sentences get a cue each, the marks are left out of one report or of the first half. The words quoted
by both should stand in one claim and be told to differ nowhere; with a word dropped from what both quote they
should be told to differ. Only quotations with words of saying right behind them are taken ("...," Moor said.), out of
the pairs of ``made_alterations``.

    python -m benchmarks.made_frames DATA [--most 150]
"""

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.made_alterations import Known, Made, Report, equal_pairs
from benchmarks.quotations import Judged, Pair, judge

FRAMES = ("moved", "cues", "unmarked", "half")
DROPPED = ("moved", "cues", "half")  # with a word of what both quote left out besides
LEAST = 4  # words on either side of where a quotation is parted
LONG = 4  # letters of a word that is dropped

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CUE = re.compile(
    r"[ \t]+((?:[\w.'’-]+ ){0,5}?(?:said|says|added|wrote|tweeted|told [\w ]{2,20}?)(?: [\w.’'-]*\w){0,3})(?=[.,\n])"
)
_PARTS = re.compile(r"[,.;?!] ")
_MARKS = {'"': '"', "“": "”"}


class Framed(NamedTuple):
    """A pair whose second report tells the quotation otherwise. ``dropped``: a word of what both quote is left out too."""

    frame: str
    dropped: bool
    made: Made


class _Parted(NamedTuple):
    """A quotation in two pieces without marks, what stands between them, and the words of saying behind it."""

    first: str
    between: str
    second: str
    cue: str
    end: int  # where the words of saying end in the report


def reframe(pair: Pair, reports: tuple[Report, Report], frame: str, dropped: bool = False) -> Framed | None:
    """The pair with the second quotation told otherwise; None where it has no place for it."""
    name, begin, end = pair.other
    text = reports[1]["text"]
    if text[begin] not in _MARKS or text[end - 1] != _MARKS[text[begin]]:
        return None
    mark = text[begin], text[end - 1]
    parted = _part(text, begin, end, sentences=frame == "cues")
    if parted is None:
        return None
    if frame in ("moved", "cues") and text[parted.end] == ",":
        return None
    first, second = parted.first, parted.second
    skipped = len(_WORD.findall(first))
    if dropped:
        shorter = _drop(second)
        if shorter is None:
            return None
        second = shorter
    closed = second.rstrip(",.") + ("" if second[-1:] in "?!" else ".")
    between = parted.between.rstrip()
    said = f"{parted.cue}{', ' if between == ',' else '. '}"
    if frame == "moved":
        head = f"{mark[0]}{first}{between if between in '?!' else ','}{mark[1]} {said}"
        put = f"{head}{mark[0]}{closed}{mark[1]}"
        at, skipped = (0, len(put)), 0
    elif frame == "cues":
        head = f"{mark[0]}{first}{between if between in '?!' else ','}{mark[1]} {parted.cue}. Later came another question. "
        put = f"{head}{mark[0]}{second.rstrip(',.')}{'' if second[-1:] in '?!' else ','}{mark[1]} {parted.cue}"
        at = (len(head), len(put) - len(parted.cue) - 1)
    elif frame == "unmarked":
        put = f"{first}{parted.between}{second.rstrip(',.')}, {parted.cue}"
        at, skipped = (0, len(first + parted.between + second.rstrip(",."))), 0
    else:
        head = f"{first}{parted.between}"
        put = f"{head}{mark[0]}{second.rstrip(',.')},{mark[1]} {parted.cue}"
        at = (len(head), len(put) - len(parted.cue) - 1)
    # What was moved to the front takes the stop behind it along.
    altered = text[:begin] + put + text[parted.end + (frame == "moved" and text[parted.end] == ".") :]
    one = _from_word(reports[0]["text"], pair.one, skipped)
    new = Pair(one, (name, begin + at[0], begin + at[1]))
    kind = f"{frame}_dropped" if dropped else frame
    return Framed(frame, dropped, Made(kind, new, (reports[0], reports[1] | {"text": altered})))


def _part(text: str, begin: int, end: int, sentences: bool) -> _Parted | None:
    """A quotation parted as near its middle as it can be, at the end of a sentence or at any stop or comma."""
    cue = _CUE.match(text, end)
    if cue is None or '"' in text[begin + 1 : end - 1]:
        return None
    places = [
        match for match in _PARTS.finditer(text, begin + 1, end - 1)
        if len(_WORD.findall(text[begin + 1 : match.start()])) >= LEAST
        and len(_WORD.findall(text[match.end() : end - 1])) >= LEAST
        and (match.group()[0] in ".?!" and text[match.end()].isupper() if sentences else True)
    ]  # fmt: skip
    if not places:
        return None
    at = min(places, key=lambda match: (abs(match.start() - (begin + end) // 2), match.start()))
    return _Parted(text[begin + 1 : at.start()], at.group(), text[at.end() : end - 1], cue.group(1), cue.end())


def _drop(text: str) -> str | None:
    """The text without the longest small word inside it, the first of equals; None where it has none long enough."""
    words = [match.span() for match in _WORD.finditer(text)][1:-1]
    long = [(b, e) for b, e in words if text[b:e].islower() and text[b:e].isalpha() and e - b >= LONG]
    if not long:
        return None
    b, e = max(long, key=lambda span: (span[1] - span[0], -span[0]))
    return text[:b] + text[e + (text[e : e + 1] == " ") :]


def _from_word(text: str, place: tuple[str, int, int], skipped: int) -> tuple[str, int, int]:
    """A quotation's place from so many words on, without the mark before them."""
    report, begin, end = place
    words = [match.span() for match in _WORD.finditer(text, begin, end)]
    return (report, words[skipped][0] if skipped else begin, end)


def make_frames(equal: Sequence[tuple[Pair, tuple[Report, Report]]]) -> list[Framed]:
    """Every pair told otherwise in each way that it has a place for, those in which nothing is done to it among them."""
    made = []
    for pair, reports in equal:
        framed = [reframe(pair, reports, frame) for frame in FRAMES]
        framed += [reframe(pair, reports, frame, True) for frame in DROPPED]
        made += [one for one in framed if one is not None]
    return made


def score(made: Sequence[Framed], judged: Sequence[Judged]) -> dict[str, float]:
    """The share of pairs that stand in one claim, and of those told to differ, by how the second report tells it."""
    figures: dict[str, float] = {}
    for kind in dict.fromkeys(one.made.kind for one in made):
        these = [verdict for one, verdict in zip(made, judged, strict=True) if one.made.kind == kind]
        figures[f"{kind}_pairs"] = len(these)
        figures[f"{kind}_joined"] = round(sum(j.joined for j in these) / len(these), 4)
        figures[f"{kind}_told"] = round(sum(j.differ for j in these) / len(these), 4)
    return figures


def measure(data: Path, most: int) -> dict[str, float]:
    """The figures of the first ``most`` equal pairs. Raises FileNotFoundError where the reports are absent."""
    made = make_frames(equal_pairs(data)[:most])
    known = Known()
    return score(made, [judge(one.made.pair, one.made.reports, known.find(one.made.reports)) for one in made])


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options.add_argument(
        "--most", type=int, default=150, help="equal pairs, each told otherwise in every way it has a place for"
    )
    asked = options.parse_args()
    print(json.dumps(measure(asked.data, asked.most), indent=1))
