"""A small case of invented reports, made by hand, to draw the page of."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from stemma import schema
from stemma.case import Case, open_case
from stemma.engine.datasets import write_table

Row = dict[str, Any]

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}'

TEXTS = {
    "r1": (
        "The bridge at Ulmen was shut on Tuesday, the harbour office said.\n\n"
        '"Nobody has been hurt and the work takes four days," said Ada Renn, a spokeswoman for the office.\n\n'
        "Boats wait in the old basin below the mill."
    ),
    "r2": (
        "The bridge at Ulm-on-Sea was shut on Tuesday, the harbour office said.\n\n"
        '"Nobody has been hurt and the work takes five days," said Ada Renn, a spokeswoman for the office.\n\n'
        "The ferrymen denied that anybody had told them."
    ),
    "r3": (
        "The bridge at Ulm-on-Sea was shut on Tuesday, the harbour office said.\n\n"
        '"Nobody has been hurt," said Ada Renn, a spokeswoman for the office. It opens on Friday or later.'
    ),
    "r4": "The ferrymen of Ulmen tell of a quiet week. Nothing more is known.",
    "x1": f"A garden show opens in the park. {HOSTILE} Visitors came early. \x00\x07 \u202e",
}
OUTLETS = {"r1": "Basin Herald", "r2": "Lantern Post", "r3": "Mill Echo", "r4": "Reed Gazette", "x1": HOSTILE}
DAYS = {"r1": 4, "r2": 5, "r3": 6}
STORY, OTHER = "5701" * 4, "0e5a" * 4
LOST = "1057" * 4


def day(number: int) -> datetime:
    """A day of May 2023."""
    return datetime(2023, 5, number, tzinfo=UTC)


def at(report: str, words: str) -> Row:
    """Where words stand in a report."""
    begin = TEXTS[report].index(words)
    return {"begin": begin, "end": begin + len(words)}


def rows_of_reports() -> dict[str, list[Row]]:
    """Reports, stories, and who copied whom."""
    reports = [
        {
            "report_id": key,
            "path": f"pile/{key}.txt",
            "url": {"r1": "https://basin.example/1", "x1": "javascript:alert(3)"}.get(key),
            "outlet": OUTLETS[key],
            "title": HOSTILE if key == "x1" else f"Bridge shut, {key}",
            "byline": HOSTILE if key == "x1" else None,
            "credit": "Quaynews" if key in ("r1", "r2") else None,
            "published": day(DAYS[key]) if key in DAYS else None,
            "published_precision": "day" if key in DAYS else None,
            "published_from": "text" if key in DAYS else None,
            "text": text,
        }
        for key, text in TEXTS.items()
    ]
    edges = [(LOST, "r1", 0.6, "decided"), (LOST, "r2", 0.7, "decided"), ("r2", "r3", 0.8, "undecided")]
    line = "The bridge at Ulm-on-Sea was shut on Tuesday, the harbour office said."
    first = TEXTS["r1"].split("\n")[0]
    return {
        "reports": reports,
        "blocks": [{"report_id": k, "begin": 0, "end": len(t), "kind": "body"} for k, t in TEXTS.items()],
        "stories": [
            {"story_id": STORY, "saga_id": "5a6a", "title": "Bridge shut", "begins": day(4), "ends": day(6), "reports": 4},
            {"story_id": OTHER, "saga_id": "5a6b", "title": HOSTILE, "reports": 1},
        ],
        "story_reports": [
            {"story_id": OTHER if k == "x1" else STORY, "report_id": k, "reason": "It tells of the bridge."} for k in TEXTS
        ],
        "witnesses": [
            *({"story_id": OTHER if k == "x1" else STORY, "witness_id": k, "report_id": k, "label": k} for k in TEXTS),
            {"story_id": STORY, "witness_id": LOST, "label": "Quaynews, report not in the pile", "agency": "Quaynews"},
        ],
        "descents": [
            {
                "story_id": STORY, "parent": parent, "child": child, "confidence": 0.9, "share": share, "by": "passages",
                "direction": direction, "reasons": [f"{child} prints words of {parent}."],
            }
            for parent, child, share, direction in edges
        ],
        "rivals": [{"story_id": STORY, "parent": "r1", "child": "r3", "confidence": 0.2, "reasons": ["It is near."]}],
        "descent_passages": [
            {
                "story_id": STORY, "parent": "r2", "child": "r3", "child_begin": 0, "child_end": len(line),
                "parent_begin": 0, "parent_end": len(line),
            },
            {"story_id": STORY, "parent": LOST, "child": "r1", "child_begin": 0, "child_end": len(first)},
        ],
        "lost_texts": [{"witness_id": LOST, "position": 0, "report_id": "r1", "begin": 0, "end": len(first)}],
    }  # fmt: skip


def rows_of_words() -> dict[str, list[Row]]:
    """Collation, claims, names, times, differences."""
    sites = [
        ("a1", "name", {"r1": "Ulmen", "r2": "Ulm-on-Sea", "r3": "Ulm-on-Sea"}),
        ("a2", "number", {"r1": "four", "r2": "five"}),
        ("a3", "omission", {"r1": " and the work takes four days", "r2": " and the work takes five days", "r3": None}),
    ]
    variants = []
    for site, kind, readings in sites:
        for report, reading in readings.items():
            place = at(report, reading) if reading else {"begin": (b := at(report, ',"')["begin"]), "end": b}
            variants.append(
                {
                    "story_id": STORY,
                    "site_id": site,
                    "report_id": report,
                    "reading": reading or "",
                    "kind": kind,
                    **place,
                }
            )
    said = {"r1": "takes four days", "r2": "takes five days", "r3": "Nobody has been hurt"}
    attributions = [
        {
            "attribution_id": f"a-{key}", "report_id": key, "kind": "direct", "source": [at(key, "Ada Renn")],
            "cue": [at(key, "said Ada") | {"end": at(key, "said Ada")["begin"] + 4}],
            "content": [{"begin": at(key, "Nobody has")["begin"], "end": at(key, words)["end"]}],
            "speaker_id": "e-renn", "confidence": 0.9,
        }
        for key, words in said.items()
    ]  # fmt: skip
    attributions += [
        {
            "attribution_id": "a-no", "report_id": "r2", "kind": "indirect", "source": [at("r2", "The ferrymen")],
            "cue": [at("r2", "denied")], "content": [at("r2", "that anybody had told them")], "confidence": 0.8,
        },
        {
            "attribution_id": "a-x", "report_id": "x1", "kind": "indirect", "source": [at("x1", HOSTILE[:20])],
            "cue": [at("x1", "opens")], "content": [at("x1", HOSTILE)], "confidence": 0.8,
        },
    ]  # fmt: skip
    wordings = [
        ("a-r2", "five", "four", "sense"), ("a-r3", None, " and the work takes four days", "cut"),
    ]  # fmt: skip
    mentions = [
        {"mention_id": f"m-{k}-{n}", "report_id": k, "entity_id": "e-ulmen", "begin": f.start(), "end": f.end()}
        for k in ("r1", "r2", "r3", "r4")
        for n, f in enumerate(re.finditer("Ulmen|Ulm-on-Sea", TEXTS[k]))
    ]
    times = [
        {
            "time_id": f"t-{k}", "report_id": k, "type": "DATE", "value": "2023-05-02", "earliest": day(2),
            "latest": day(2) + timedelta(hours=23), "anchor": day(DAYS[k]), "anchor_from": "published", **at(k, "Tuesday"),
        }
        for k in ("r1", "r2")
    ]  # fmt: skip
    times.append({"time_id": "t-o", "report_id": "r3", "type": "DATE", "value": "XXXX-WXX-5", **at("r3", "Friday")})
    return {
        "collation": [
            {
                "story_id": STORY, "segment_id": "s1", "position": 0, "report_id": k, "begin": 0,
                "end": TEXTS[k].index("\n"), "moved": False,
            }
            for k in ("r1", "r2", "r3")
        ],
        "variants": variants,
        "attributions": attributions,
        "claims": [
            {
                "claim_id": "c1", "story_id": STORY, "statement": "Nobody has been hurt and the work takes four days",
                "speaker_id": "e-renn", "reports": 3, "lines": 1, "lines_least": 1, "lines_most": 2, "original_sources": 1,
                "sources_least": 1, "sources_most": 1, "first_report": "r1", "verbatim": False,
            },
            {
                "claim_id": "c2", "story_id": OTHER, "statement": HOSTILE, "reports": 1, "lines": 1, "lines_least": 1,
                "lines_most": 1, "original_sources": 1, "sources_least": 1, "sources_most": 1, "first_report": "x1",
            },
        ],
        "claim_attributions": [
            *({"claim_id": "c1", "attribution_id": f"a-{k}", "line_id": LOST} for k in said),
            {"claim_id": "c2", "attribution_id": "a-x", "line_id": "x1"},
        ],
        "wordings": [
            {
                "claim_id": "c1", "attribution_id": one, "against": "a-r1", "reading": here or "", "against_reading": there,
                "kind": kind,
                **(at("r2", here) if here else {"begin": (b := at("r3", "hurt")["end"]), "end": b}),
            }
            for one, here, there, kind in wordings
        ],
        "replies": [{"claim_id": "c1", "attribution_id": "a-no", "kind": "denies"}],
        "mentions": [
            *mentions,
            {"mention_id": "m-x", "report_id": "x1", "entity_id": "e-x", **at("x1", HOSTILE)},
        ],
        "entities": [
            {"entity_id": "e-ulmen", "kind": "place", "name": "Ulmen", "latitude": 54.5, "longitude": 10.2},
            {"entity_id": "e-renn", "kind": "person", "name": "Ada Renn"},
            {"entity_id": "e-x", "kind": "place", "name": HOSTILE, "latitude": 10.0, "longitude": 10.0},
        ],
        "times": times,
        "differences": [
            {
                "difference_id": "d1", "story_id": STORY, "kind": "number", "subject": "days of work",
                "sides": [
                    {"value": "four", "report_id": "r1", **at("r1", "four")},
                    {"value": "five", "report_id": "r2", **at("r2", "five")},
                ],
            },
            {
                "difference_id": "d2", "story_id": STORY, "kind": "omission", "subject": "where the boats wait",
                "sides": [
                    {"value": "Boats wait in the old basin", "report_id": "r1", **at("r1", "Boats wait in the old basin")},
                    {"value": None, "report_id": "r3", "begin": None, "end": None},
                ],
            },
        ],
        "skipped": [{"path": HOSTILE, "member": None, "reason": "it holds no text"}],
    }  # fmt: skip


def write_case(folder: Path, rows: dict[str, list[Row]]) -> Case:
    """A case with these rows; tables that have none are empty."""
    state = folder / "states" / "made"
    state.mkdir(parents=True)
    for name in schema.SCHEMAS:
        write_table(schema.ordered(name, schema.table(name, rows.get(name, []))), state / f"{name}.parquet")
    manifest = {"format": 1, "stemma": "9.9", "state": "made", "models": {"parser 1": "ab" * 32}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return open_case(folder)


def made_case(folder: Path) -> Case:
    """The case of the bridge, with a hostile report beside it."""
    return write_case(folder / "bridge.stemma", rows_of_reports() | rows_of_words())
