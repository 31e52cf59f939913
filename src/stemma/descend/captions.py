"""Captions that several reports print: one source for the picture's words, which says nothing of who copied the rest.

A picture service's caption goes into many reports that have nothing else from one another. What they share there is no
copy of a report, so it takes no part in the families; it is told as a lost text of its own, once the families are known.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from stemma import schema
from stemma.descend.agencies import AGENCIES, canonical, same_name
from stemma.descend.names import call_reports, listed
from stemma.ids import content_id
from stemma.model import Report, Stemma
from stemma.settings import DescendSettings
from stemma.words import find_words

RUNNING = ("body", "standfirst")
ELSEWHERE = "The caption shows nothing of who copied the rest."
LABEL = "a photograph’s caption, not in the pile"
RUN = 8  # words in a row by which two prints of a caption are told to be one
LINE = re.compile(r"[^\n]+")

_NAMES = "|".join(
    sorted({re.escape(name) for main, more in AGENCIES.items() for name in (main, *more)}, key=lambda n: (-len(n), n))
)
# How a caption names whose the picture is: "(AP Photo/...)", "via AFP", "REUTERS/...", "Photo: TASS", "(dpa)".
_CREDITED = re.compile(
    rf"(?:\bvia |/|\(|\b(?:Photo|Photograph|Picture|Image|Credit|File)(?: by|:|/) ?)(?P<after>{_NAMES})"
    rf"(?=[^\w\s]|\s*$|\s(?:Photo|File|via)\b)"
    rf"|\b(?P<before>{_NAMES}|REUTERS)(?:/|\s+(?:Photo|photo|File Photo)\b)"
)

Span = tuple[int, int]
Key = tuple[str | None, int]
"""A story, where stories are known, and the place of a report in the pile."""


class Words(NamedTuple):
    """A stretch that a report shares with another: the spans of its words, and their numbers."""

    spans: Sequence[Span]
    numbers: Sequence[int]


class Caption(NamedTuple):
    """A caption that reports print: its words' numbers, and for each of the reports the spans where they stand there."""

    story: str | None
    numbers: tuple[int, ...]
    spans: Mapping[int, tuple[Span, ...]]


class Service(NamedTuple):
    """The captions that reports have from one source."""

    story: str | None
    reports: frozenset[int]
    captions: list[Caption]


def add_captions(
    stemma: Stemma,
    pile: Sequence[Report],
    reuse: Iterable[Mapping[str, Any]],
    stories: Mapping[int, frozenset[str]] | None,
    settings: DescendSettings,
) -> Stemma:
    """The stemma with a lost text for each caption that reports share which do not all stand under one ancestor.

    Its descents are of ``part`` caption, and of a confidence under one half, so that no lines are joined over them.
    ``reuse`` are rows as ``find_reuse`` makes them, ``stories`` the stories of each report, where they are known.
    """
    shared = _shared_rows(pile, reuse, stories, settings)
    if not shared:
        return stemma
    above = _ancestors(stemma)
    told = [
        service
        for service in _services(_captions(pile, shared, settings), pile)
        if not _of_one_house(service, pile)
        and not frozenset.intersection(*(above.get(pile[r].id, frozenset()) | {pile[r].id} for r in service.reports))
    ]
    if not told:
        return stemma
    rows: dict[str, list[dict[str, Any]]] = {
        name: getattr(stemma, name).to_pylist() for name in ("witnesses", "descents", "descent_passages", "lost_texts")
    }
    home = {row["report_id"]: row["story_id"] for row in reversed(rows["witnesses"]) if row["report_id"] is not None}
    for service in told:
        _tell(rows, service, shared, pile, home, settings)
    made = {name: schema.ordered(name, schema.table(name, found)) for name, found in rows.items()}
    return Stemma(rivals=stemma.rivals, **made)


def _of_one_house(service: Service, pile: Sequence[Report]) -> bool:
    """Whether all the reports are one outlet's, which may print its own caption again."""
    outlets = [pile[report].outlet for report in service.reports]
    first = outlets[0]
    return first is not None and all(other is not None and same_name(other, first) for other in outlets)


def _ancestors(stemma: Stemma) -> dict[str, frozenset[str]]:
    """All that stands above each child."""
    parents: dict[str, set[str]] = {}
    for row in stemma.descents.select(["parent", "child"]).to_pylist():
        parents.setdefault(row["child"], set()).add(row["parent"])
    made = {}
    for child, first in parents.items():
        found: set[str] = set()
        todo = list(first)
        while todo:
            at = todo.pop()
            if at not in found:
                found.add(at)
                todo.extend(parents.get(at, ()))
        made[child] = frozenset(found)
    return made


def _shared_rows(
    pile: Sequence[Report],
    reuse: Iterable[Mapping[str, Any]],
    stories: Mapping[int, frozenset[str]] | None,
    settings: DescendSettings,
) -> dict[Key, list[tuple[int, int, str]]]:
    """For each report the passages (begin, end, id of the reuse) of which one side or the other stands under a picture."""
    place = {report.id: number for number, report in enumerate(pile)}
    found: dict[Key, list[tuple[int, int, str]]] = {}
    captioned = {report.id for report in pile if any(block.kind == "caption" for block in report.blocks)}
    for row in reuse:
        if row["a_report"] not in captioned and row["b_report"] not in captioned:
            continue
        # Quoted speech is heard by many, under a picture too.
        if row["words"] < settings.caption_words or row["kind"] == "quotation":
            continue
        sides = [(place[row[f"{side}_report"]], row[f"{side}_begin"], row[f"{side}_end"]) for side in ("a", "b")]
        story = None
        if stories is not None:
            common = stories.get(sides[0][0], frozenset()) & stories.get(sides[1][0], frozenset())
            if not common:
                continue
            story = min(common)
        kinds = [_kind(pile[report], begin, end) for report, begin, end in sides]
        if all(kinds) and "caption" in kinds:
            for report, begin, end in sides:
                found.setdefault((story, report), []).append((begin, end, row["reuse_id"]))
    return found


def _kind(report: Report, begin: int, end: int) -> str:
    """What most of a passage is: caption, running text (``body``), or neither (empty)."""
    caption = running = 0
    for block in report.blocks:
        common = min(end, block.end) - max(begin, block.begin)
        if common > 0 and block.kind == "caption":
            caption += common
        elif common > 0 and block.kind in RUNNING:
            running += common
    if 2 * (caption + running) <= end - begin:
        return ""
    return "caption" if caption > running else "body"


def _captions(
    pile: Sequence[Report], shared: Mapping[Key, Sequence[tuple[int, int, str]]], settings: DescendSettings
) -> list[Caption]:
    """Each line of a caption that two reports at least print so many words of, each wording of it once."""
    held: dict[str | None, dict[tuple[int, ...], list[tuple[int, int, int]]]] = {}
    stretches: dict[tuple[int, int], Words] = {}
    lines: set[tuple[str | None, tuple[int, ...]]] = set()
    for story, report in sorted(shared, key=lambda key: (key[0] or "", key[1])):
        text = pile[report].text
        runs = held.setdefault(story, {})
        for number, (begin, end) in enumerate(_united(shared[story, report])):
            words = _words(text, begin, end)
            stretches[report, number] = words
            for at, run in enumerate(_runs(words.numbers)):
                runs.setdefault(run, []).append((report, number, at))
            for low, high in _under_picture(pile[report], begin, end):
                line = _words(text, low, high).numbers
                if len(line) >= settings.caption_words:
                    lines.add((story, tuple(line)))
    made = []
    for story, line in sorted(lines, key=lambda one: (one[0] or "", one[1])):
        common: dict[int, set[int]] = {}
        there: dict[tuple[int, int], set[int]] = {}
        for place, run in enumerate(_runs(line)):
            for report, number, at in held[story].get(run, ()):
                common.setdefault(report, set()).update(range(place, place + RUN))
                there.setdefault((report, number), set()).update(range(at, at + RUN))
        spans: dict[int, tuple[Span, ...]] = {}
        for (report, number), places in sorted(there.items()):
            if len(common[report]) >= settings.caption_words:
                found = _stretch_spans(stretches[report, number], sorted(places), settings.bridge_words)
                spans[report] = (*spans.get(report, ()), *found)
        if len(spans) > 1:
            made.append(Caption(story, line, spans))
    return made


def _united(spans: Iterable[tuple[int, int, str]]) -> list[Span]:
    """Spans that overlap, as one each, in order."""
    made: list[Span] = []
    for begin, end, _ in sorted(spans):
        if made and begin < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((begin, end))
    return made


def _words(text: str, begin: int, end: int) -> Words:
    words = find_words(text, begin, end)
    return Words(list(zip(words.begin.tolist(), words.end.tolist(), strict=True)), words.number.tolist())


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    return (tuple(numbers[at : at + RUN]) for at in range(len(numbers) - RUN + 1))


def _under_picture(report: Report, begin: int, end: int) -> Iterator[Span]:
    """The lines of a stretch that stand under a picture."""
    for block in report.blocks:
        if block.kind == "caption" and block.begin < end and block.end > begin:
            for line in LINE.finditer(report.text, max(begin, block.begin), min(end, block.end)):
                yield line.start(), line.end()


def _stretch_spans(words: Words, places: Sequence[int], bridge: int) -> list[Span]:
    """The spans of words at these places in a stretch, joined over up to ``bridge`` others."""
    made: list[list[int]] = []
    for place in places:
        if made and place - made[-1][1] <= bridge + 1:
            made[-1][1] = place
        else:
            made.append([place, place])
    return [(words.spans[first][0], words.spans[last][1]) for first, last in made]


def _services(captions: Sequence[Caption], pile: Sequence[Report]) -> list[Service]:
    """Captions by the reports that print them, those of most reports first.

    One whose reports all print another is told with that; a further wording of one that is told already is left out.
    """

    def order(caption: Caption) -> tuple[Any, ...]:
        ids = sorted(pile[report].id for report in caption.spans)
        return (-len(ids), ids, caption.story or "", -len(caption.numbers), caption.numbers)

    made: list[Service] = []
    for caption in sorted(captions, key=order):
        reports = frozenset(caption.spans)
        for service in made:
            if service.story == caption.story and reports <= service.reports:
                if not any(_same(caption, other) for other in service.captions):
                    service.captions.append(caption)
                break
        else:
            made.append(Service(caption.story, reports, [caption]))
    return made


def _same(caption: Caption, other: Caption) -> bool:
    """Whether half of a caption's runs of words stand in the other."""
    own = set(_runs(caption.numbers))
    return 2 * len(own & set(_runs(other.numbers))) >= len(own)


def _tell(
    rows: Mapping[str, list[dict[str, Any]]],
    service: Service,
    shared: Mapping[Key, Sequence[tuple[int, int, str]]],
    pile: Sequence[Report],
    home: Mapping[str, str],
    settings: DescendSettings,
) -> None:
    """The rows of the lost text that some captions are from."""
    reports = sorted(service.reports, key=lambda report: pile[report].id)
    ids = [pile[report].id for report in reports]
    names = call_reports(pile[report] for report in reports)
    agency = _agency(pile, service.captions)
    witness = content_id("lost", "caption", service.story, *ids, " ".join(map(str, service.captions[0].numbers)))
    label = f"{agency}: {LABEL}" if agency else LABEL[0].upper() + LABEL[1:]
    for story in sorted({service.story or home[one] for one in ids}):
        rows["witnesses"].append(
            {"story_id": story, "witness_id": witness, "report_id": None, "label": label, "agency": agency}
        )
    for report in reports:
        child = pile[report].id
        story = service.story or home[child]
        spans = _united((*span, "") for caption in service.captions for span in caption.spans.get(report, ()))
        rows["descents"].append(
            {
                "story_id": story,
                "parent": witness,
                "child": child,
                "confidence": settings.caption_confidence,
                "share": round(_share(pile[report], spans), 4),
                "by": "passages",
                "direction": "decided" if agency else "undecided",
                "reasons": _reasons(pile[report], spans, [names[one] for one in ids if one != child], agency),
                "part": "caption",
            }
        )
        rows["descent_passages"] += [
            {
                "story_id": story,
                "parent": witness,
                "child": child,
                "child_begin": begin,
                "child_end": end,
                "reuse_id": _reuse_id(shared[service.story, report], begin, end),
            }
            for begin, end in spans
        ]
    held = sorted(_holding(pile, caption) for caption in service.captions)
    rows["lost_texts"] += [
        {"witness_id": witness, "position": position, "report_id": report_id, "begin": begin, "end": end}
        for position, (report_id, begin, end) in enumerate(dict.fromkeys(held))
    ]


def _holding(pile: Sequence[Report], caption: Caption) -> tuple[str, int, int]:
    """Where most of a caption stands: report id, begin, end; under a picture rather than in running text."""
    places = [(report, begin, end) for report, spans in caption.spans.items() for begin, end in spans]
    report, begin, end = min(
        places, key=lambda p: (_kind(pile[p[0]], p[1], p[2]) != "caption", p[1] - p[2], pile[p[0]].id, p[1])
    )
    return pile[report].id, begin, end


def _reuse_id(found: Sequence[tuple[int, int, str]], begin: int, end: int) -> str | None:
    best = min((max(low, begin) - min(high, end), name) for low, high, name in found)
    return best[1] if best[0] < 0 else None


def _share(report: Report, spans: Sequence[Span]) -> float:
    """The share of a report's words, captions among them, that stand in the spans."""
    whole = inside = 0
    for block in report.blocks:
        if block.kind in (*RUNNING, "caption"):
            words = find_words(report.text, block.begin, block.end)
            whole += len(words.begin)
            inside += sum(int(((words.begin >= begin) & (words.end <= end)).sum()) for begin, end in spans)
    return inside / whole if whole else 0.0


def _reasons(report: Report, spans: Sequence[Span], others: Sequence[str], agency: str | None) -> list[str]:
    if any(_kind(report, begin, end) == "caption" for begin, end in spans):
        said = f"It prints the same caption under a photograph as {listed(others)}."
    else:
        said = f"Its text has words of a photograph’s caption that {listed(others)} {'prints' if len(others) == 1 else 'print'} too."
    if agency and agency in _named(report, spans):
        return [said, f"The caption names {agency} as its source.", ELSEWHERE]
    if agency:
        return [said, f"The caption names {agency} as its source where others print it.", ELSEWHERE]
    return [said, ELSEWHERE]


def _agency(pile: Sequence[Report], captions: Sequence[Caption]) -> str | None:
    """The one agency that each of the captions names where somebody prints it; None for none or several."""
    named = [frozenset[str]().union(*(_named(pile[r], s) for r, s in caption.spans.items())) for caption in captions]
    found = frozenset[str]().union(*named)
    return min(found) if len(found) == 1 and all(named) else None


def _named(report: Report, spans: Sequence[Span]) -> set[str]:
    """The agencies that captions name at these spans, in their own words or behind them in the line."""
    found = set()
    for begin, end in spans:
        stop = min((b.end for b in report.blocks if b.kind == "caption" and b.begin < end <= b.end), default=end)
        line = report.text.find("\n", end, stop)
        for match in _CREDITED.finditer(report.text, begin, stop if line < 0 else line):
            name = match["after"] or match["before"]
            found.add("Reuters" if name == "REUTERS" else canonical(name))
    return found
