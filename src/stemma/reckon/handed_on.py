"""What was handed on from a text to its copies and what was not: whether a copy left something out or added it, and which
sides of a story it dropped.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stemma import schema
from stemma.collate.lexicon import SPEECH
from stemma.model import Claims, Report, Stemma
from stemma.reckon.said import refuses
from stemma.reckon.units import Mentions
from stemma.settings import DifferenceSettings
from stemma.words import WORD, fold

LEFT_OUT, ADDED = "left out", "added"

Ancestors = Mapping[str, frozenset[str]]
"""For each report all those that it has text from, at any remove, where who was first is decided."""


def find_ancestors(descent: Stemma, settings: DifferenceSettings) -> Ancestors:
    """The ancestors of each report, lost texts among them."""
    parents: dict[str, set[str]] = {}
    for row in _sure(descent, settings):
        parents.setdefault(row["child"], set()).add(row["parent"])
    above: dict[str, frozenset[str]] = {}
    for child in sorted(parents):
        found: set[str] = set()
        todo = sorted(parents[child])
        while todo:
            at = todo.pop()
            if at not in found:
                found.add(at)
                todo.extend(sorted(parents.get(at, ())))
        above[child] = frozenset(found)
    return above


def _sure(descent: Stemma, settings: DifferenceSettings) -> list[dict[str, Any]]:
    return [
        row for row in schema.copied_text(descent.descents).to_pylist()
        if row["by"] == "passages" and row["direction"] != "undecided" and (row["confidence"] or 0.0) >= settings.sure_step
    ]  # fmt: skip


def who_changed(sides: Sequence[Mapping[str, Any]], ancestors: Ancestors) -> str | None:
    """Whether those that have nothing left it out, or those that have something added it; None where nothing decides."""
    having = {side["report_id"] for side in sides if side["begin"] is not None}
    lacking = {side["report_id"] for side in sides if side["begin"] is None}
    cut = any(ancestors.get(report, frozenset()) & having for report in lacking)
    put_in = any(ancestors.get(report, frozenset()) & lacking for report in having)
    return None if cut == put_in else LEFT_OUT if cut else ADDED


def sides_left_out(
    claims: Claims,
    descent: Stemma,
    reports: Mapping[str, Report],
    story_of: Mapping[str, str],
    mentions: Mentions,
    named: Mapping[str, Mapping[str, Any]],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """A difference for each speaker whom a copy does not let speak though its source does: nothing of what he says there
    stands in the copy, nor is he named in it, while others speak.
    """
    speaking: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in claims.attributions.to_pylist():
        report = reports.get(row["report_id"])
        if report and row["speaker_id"] and row["said"] is not False and row["content"] and _says(row, report.text):
            speaking.setdefault(row["report_id"], {}).setdefault(row["speaker_id"], []).append(row)
    taken: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in descent.descent_passages.to_pylist():
        if row["parent_begin"] is not None:
            taken.setdefault((row["parent"], row["child"]), []).append((row["parent_begin"], row["parent_end"]))
    found: dict[tuple[str, str], tuple[dict[str, dict[str, Any]], set[str]]] = {}
    for step in _sure(descent, settings):
        parent, child = step["parent"], step["child"]
        if (
            parent not in reports
            or child not in reports
            or (step["share"] or 0.0) < settings.whole_copy
            or not speaking.get(child)
        ):
            continue
        if story_of.get(parent) != story_of.get(child) or child not in story_of:
            continue
        words = {fold(word) for word in WORD.findall(reports[child].text)}
        there = set(mentions.get(child, ((), (), ()))[2])
        for speaker, rows in sorted(speaking.get(parent, {}).items()):
            name = str(named.get(speaker, {}).get("name") or "")
            if not name or speaker in speaking[child] or speaker in there:
                continue
            if any(fold(word) in words for word in WORD.findall(name) if word[:1].isupper()):
                continue
            if any(_stands_in(row, taken.get((parent, child), ())) for row in rows):
                continue
            first = min(rows, key=_reach)
            having, lacking = found.setdefault((story_of[child], speaker), ({}, set()))
            having.setdefault(parent, first)
            lacking.add(child)
    for (story_id, speaker), (having, lacking) in sorted(found.items()):
        sides = [
            {
                "value": reports[r].text[slice(*_reach(row))],
                "report_id": r,
                "begin": _reach(row)[0],
                "end": _reach(row)[1],
            }
            for r, row in sorted(having.items())
        ]
        sides += [{"value": None, "report_id": r, "begin": None, "end": None} for r in sorted(lacking - set(having))]
        yield {
            "story_id": story_id,
            "kind": "omission",
            "subject": f"what {named[speaker]['name']} says",
            "sides": sides,
        }


def _says(row: Mapping[str, Any], text: str) -> bool:
    """Whether somebody says something: no refusal to comment, and no deed ("indicted") unless he is quoted."""
    cue = " ".join(text[s["begin"] : s["end"]] for s in row["cue"] or ())
    spoken = row["kind"] != "indirect" or any(fold(word) in SPEECH for word in WORD.findall(cue))
    return spoken and not refuses(row, text)


def _reach(row: Mapping[str, Any]) -> tuple[int, int]:
    """From where to where an attribution stands."""
    spans = [span for name in ("source", "cue", "content") for span in row[name] or ()]
    return min(span["begin"] for span in spans), max(span["end"] for span in spans)


def _stands_in(row: Mapping[str, Any], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether any of an attribution's content stands in a passage that was taken over."""
    return any(begin < span["end"] and span["begin"] < end for span in row["content"] for begin, end in taken)
