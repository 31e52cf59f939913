"""Small piles made by hand for the tests of claims, differences and habits: texts, and who says what in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.ids import content_id
from stemma.model import Block, Claims, Entities, Quotation, Report, Segments, Sentence, Span, Stemma
from stemma.reckon import find_claims
from stemma.settings import ClaimSettings

SENTENCE = re.compile(r'\S.*?[.?!]"?(?=\s|$)')
QUOTED = re.compile(r'"(.*?)"')


def no_rows(kind: Any) -> Any:
    """A Stemma, Claims or Entities without rows."""
    return kind(*(schema.empty(name) for name in kind.__dataclass_fields__))


@dataclass
class Pile:
    """Reports with their attributions; ``said`` finds the words in the text."""

    texts: dict[str, str]
    published: dict[str, str] = field(default_factory=dict)
    stories: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # printed name to entity id
    kinds: dict[str, str] = field(default_factory=dict)  # entity id to kind
    rows: list[dict[str, Any]] = field(default_factory=list)
    chain_rows: list[dict[str, Any]] = field(default_factory=list)
    descents: list[tuple[str, str]] = field(default_factory=list)
    confidence: dict[tuple[str, str], float] = field(default_factory=dict)  # of a descent; 0.9 where not given
    outlets: dict[str, str] = field(default_factory=dict)  # "Outlet a" where not given
    passages: list[tuple[str, str, str, str]] = field(
        default_factory=list
    )  # (report, words, other report, words) that are shared
    titles: dict[str, str] = field(default_factory=dict)  # headlines, with which the text begins

    def span(self, report: str, words: str) -> list[dict[str, int]]:
        if not words:
            return []
        begin = self.texts[report].index(words)
        return [{"begin": begin, "end": begin + len(words)}]

    def said(
        self, report: str, source: str, cue: str, *content: str, by: str | None = None, kind: str = "indirect"
    ) -> str:
        """Add an attribution; its id."""
        spans = [span for piece in content for span in self.span(report, piece)]
        identifier = content_id(report, source, cue, *content)
        self.rows.append({
            "attribution_id": identifier, "report_id": report, "kind": kind, "source": self.span(report, source),
            "cue": self.span(report, cue), "content": spans, "speaker_id": by, "negated": False, "hedged": False,
            "confidence": 0.9,
        })  # fmt: skip
        return identifier

    def speaks_for(self, attribution: str, report: str, body: tuple[str, str], person: tuple[str, str]) -> None:
        """A chain of a body and the person who speaks for it, each (entity id, printed words)."""
        for position, (entity, words) in enumerate((body, person)):
            place = self.span(report, words)[0]
            self.chain_rows.append({"attribution_id": attribution, "position": position, "entity_id": entity} | place)

    @property
    def reports(self) -> list[Report]:
        made = []
        for report, text in self.texts.items():
            day = self.published.get(report)
            published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
            made.append(
                Report(
                    report,
                    text,
                    (Block(0, len(text), "body"),),
                    title=self.titles.get(report),
                    outlet=self.outlets.get(report, f"Outlet {report}"),
                    published=published,
                )
            )
        return made

    @property
    def segments(self) -> dict[str, Segments]:
        return {
            report: Segments(
                (Span(0, len(text)),),
                tuple(Sentence(m.start(), m.end(), 0) for m in SENTENCE.finditer(text)),
                tuple(Quotation(m.start(1), m.end(1), 0, True) for m in QUOTED.finditer(text)),
            )
            for report, text in self.texts.items()
        }

    @property
    def story_reports(self) -> pa.Table:
        return schema.table(
            "story_reports",
            [{"story_id": self.stories.get(r, "story"), "report_id": r, "reason": ""} for r in sorted(self.texts)],
        )

    @property
    def entities(self) -> Entities:
        mentions = []
        for report, text in self.texts.items():
            for name, entity in self.names.items():
                mentions.extend(
                    {"mention_id": content_id(report, m.start(), name), "report_id": report, "begin": m.start(),
                     "end": m.end(), "entity_id": entity}
                    for m in re.finditer(rf"\b{re.escape(name)}\b", text)
                )  # fmt: skip
        first = {entity: name for name, entity in reversed(self.names.items())}
        rows = [
            {"entity_id": entity, "kind": self.kinds.get(entity, "other"), "name": name}
            for entity, name in sorted(first.items())
        ]
        return Entities(schema.table("entities", rows), schema.table("mentions", mentions), schema.empty("names"))

    @property
    def descent(self) -> Stemma:
        """Every descent copies the whole child, its headline apart."""
        lost = sorted({witness for pair in self.descents for witness in pair if witness not in self.texts})
        witnesses = [{"story_id": "story", "witness_id": r, "report_id": r} for r in sorted(self.texts)]
        witnesses += [{"story_id": "story", "witness_id": parent} for parent in lost]
        edges = [
            {
                "story_id": "story",
                "parent": p,
                "child": c,
                "confidence": self.confidence.get((p, c), 0.9),
                "share": 1.0,
                "by": "passages",
            }
            for p, c in self.descents
        ]
        passages = [
            {"story_id": "story", "parent": p, "child": c, "child_begin": len(self.titles.get(c, "")), "child_end": len(self.texts[c]),
             "parent_begin": 0 if p in self.texts else None,
             "parent_end": len(self.texts[p]) if p in self.texts else None}
            for p, c in self.descents if c in self.texts
        ]  # fmt: skip
        return Stemma(
            schema.table("witnesses", witnesses), schema.table("descents", edges), schema.empty("rivals"),
            schema.table("descent_passages", passages), schema.empty("lost_texts"),
        )  # fmt: skip

    @property
    def reuse(self) -> pa.Table:
        rows = []
        for one, words, other, others in self.passages:
            (a,), (b,) = self.span(one, words), self.span(other, others)
            rows.append({
                "reuse_id": content_id(one, words, other), "kind": "text", "a_report": one, "a_begin": a["begin"], "a_end": a["end"],
                "b_report": other, "b_begin": b["begin"], "b_end": b["end"], "words": len(words.split()), "identity": 1.0,
            })  # fmt: skip
        return schema.table("reuse", rows)

    @property
    def attributions(self) -> pa.Table:
        return schema.table("attributions", self.rows)

    @property
    def chains(self) -> pa.Table:
        return schema.table("chains", self.chain_rows)

    def claims(self, order: Sequence[str] | None = None, settings: ClaimSettings | None = None) -> Claims:
        """What ``find_claims`` makes of the pile, its reports and rows in the order given."""
        reports = self.reports if order is None else sorted(self.reports, key=lambda r: order.index(r.id))
        rows = self.rows if order is None else sorted(self.rows, key=lambda r: order.index(r["report_id"]))
        return find_claims(
            reports, reuse=self.reuse, story_reports=self.story_reports, descent=self.descent,
            attributions=schema.table("attributions", rows), chains=self.chains, entities=self.entities,
            segments=self.segments, parses={}, settings=settings,
        )  # fmt: skip


def together(claims: Claims) -> list[list[str]]:
    """The attribution ids of each claim."""
    groups: dict[str, list[str]] = {}
    for row in claims.claim_attributions.to_pylist():
        groups.setdefault(row["claim_id"], []).append(row["attribution_id"])
    return sorted(sorted(group) for group in groups.values())


def claim_of(claims: Claims, attribution: str) -> dict[str, Any]:
    """The one claim of an attribution."""
    ids = [r["claim_id"] for r in claims.claim_attributions.to_pylist() if r["attribution_id"] == attribution]
    assert len(ids) == 1
    return next(row for row in claims.claims.to_pylist() if row["claim_id"] == ids[0])


def two(first: str, second: str, **by: str | None) -> tuple[Pile, str, str]:
    """Two reports of one story in which Brask says ``first`` and ``second``."""
    pile = Pile({"a": f"Otto Brask said {first}.", "b": f"Otto Brask said {second}."})
    one = pile.said("a", "Otto Brask", "said", first, by=by.get("a", "brask"))
    other = pile.said("b", "Otto Brask", "said", second, by=by.get("b", "brask"))
    return pile, one, other


def quoted(**variants: str) -> Pile:
    """Reports in which Brask is quoted with the words given."""
    pile = Pile({report: f'"{words}," Otto Brask said.' for report, words in variants.items()})
    for report, words in variants.items():
        pile.said(report, "Otto Brask", "said", words, by="brask", kind="direct")
    return pile
