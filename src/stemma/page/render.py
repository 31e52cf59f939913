"""The page put together: rows of the case to the parts of each story, and these into the templates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from stemma.case import Case
from stemma.outlets import outlets_of
from stemma.page import (
    changes,
    claims,
    collation,
    differences,
    lost,
    names,
    outlets,
    phrasings,
    pictures,
    summary,
    timeline,
    tree,
)
from stemma.page import map as maps
from stemma.page.data import Row, StoryRows, case_rows
from stemma.page.phrase import begin_upper, day, days, interval, listed, of, percent, plain, short_day, shorten, spoken
from stemma.page.svg import hint_class

KNOWN_FROM = {
    "metadata": "from the page’s own data",
    "text": "as printed in the report",
    "address": "from its address",
    "table": "from the table it came in",
    "correction": "set by hand",
}
UNKNOWN = "outlet not known"
SHOWN_CLAIMS = 25  # of a story; the others are folded in
_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^\x00-\x20]+", re.IGNORECASE)


@cache
def environment() -> Environment:
    """The templates, with everything escaped."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": day,
        "short_day": short_day,
        "shorten": shorten,
        "plain": plain,
        "listed": listed,
        "percent": percent,
        "begin_upper": begin_upper,
    }
    made.globals |= {
        "of": of,
        "interval": interval,
        "days": days,
        "hint_class": hint_class,
        "spoken": spoken,
        "kind_words": collation.KINDS,
        "kind_names": {kind: collation.NAMES.get(kind, "") for kind in collation.KINDS},
        "shown_claims": SHOWN_CLAIMS,
        "one_source": claims.ONE,
        "shown_outlets": outlets.OPEN,
    }
    return made


@cache
def style() -> Markup:
    """The style of everything inside an element of class ``stemma``."""
    return Markup((Path(__file__).parent / "templates" / "style.css").read_text(encoding="utf-8"))


def address(url: str | None) -> str | None:
    """An address that may be linked: of a web page, with nothing in it that could be anything else. None otherwise."""
    return url if url and len(url) < 2000 and _ADDRESS.fullmatch(url) else None


def known_from(report: Row) -> str:
    """Where the day of a report is known from."""
    if report["published"] is None:
        return "none could be told from it"
    return KNOWN_FROM.get(report["published_from"] or "", plain(report["published_from"]))


@dataclass(frozen=True)
class ReportLine:
    """A report as the list of a story shows it."""

    label: str
    outlet: str
    day: str
    dated: bool
    known: str
    updated: str
    credit: str
    title: str
    byline: str
    reason: str
    url: str
    link: str | None
    path: str


@dataclass(frozen=True)
class Body:
    """What is shown of a story of several reports."""

    tree_svg: Markup
    broad: bool
    tree_said: str
    steps: tuple[tree.Step, ...]
    packed: bool
    heard: tuple[tree.Rival, ...]
    unheard: int
    lost: tuple[lost.LostText, ...]
    pictures: tuple[pictures.Picture, ...]
    apparatus: collation.Apparatus
    collation_said: str
    claims_said: str
    named: names.Names
    when_told: timeline.Timeline
    timeline_svg: Markup
    timeline_said: str
    places: tuple[maps.Place, ...]
    map_svg: Markup
    disagreeing: tuple[tuple[str, list[differences.Difference]], ...]
    changed: tuple[changes.Change, ...]
    otherwise: tuple[phrasings.Kind, ...]


@dataclass(frozen=True)
class Part:
    """A story, ready for the template; one of a single report has no body, but what it shares with others and its days.

    ``carried``: the claims of other stories that its reports carry too.
    """

    story: StoryRows
    title: str
    when: str
    reports: tuple[ReportLine, ...]
    outlets: int
    unknown: int
    said: claims.Claims
    body: Body | None
    steps: tuple[tree.Step, ...]
    when_told: timeline.Timeline
    carried: tuple["Carried", ...] = ()


@dataclass(frozen=True)
class Carried:
    """A claim of another story, and where it stands."""

    anchor: str
    story: int
    speaker: str
    cue: str
    cue_follows: bool
    statement: str


def report_lines(story: StoryRows) -> tuple[ReportLine, ...]:
    """The reports of a story in order of their days."""
    reasons = {row["report_id"]: row["reason"] for row in story.tables["story_reports"]}
    made = []
    for key in story.own:
        report = story.reports[key]
        made.append(
            ReportLine(
                label=plain(story.label(key)),
                outlet=plain(report["outlet"]) or UNKNOWN,
                day=short_day(report["published"]),
                dated=report["published"] is not None,
                known=known_from(report),
                updated=short_day(report["updated"]) if report["updated"] else "",
                credit=plain(report["credit"]),
                title=plain(report["title"]),
                byline=plain(report["byline"]),
                reason=begin_upper(story.with_labels(reasons.get(key))),
                url=plain(report["url"]),
                link=address(report["url"]),
                path=plain(report["path"]),
            )
        )
    return tuple(made)


def part_of(story: StoryRows) -> Part:
    """Everything that the page shows of a story."""
    said = claims.build(story)
    days_told = timeline.build(story)
    lines = report_lines(story)
    return Part(
        story=story,
        title=plain(story.title),
        when=days(story.row.get("begins"), story.row.get("ends")) if story.row.get("begins") else "no day known",
        reports=lines,
        outlets=len({line.outlet for line in lines} - {UNKNOWN}),
        unknown=sum(line.outlet == UNKNOWN for line in lines),
        said=said,
        body=body_of(story, said, days_told) if len(lines) > 1 else None,
        steps=() if len(lines) > 1 else tuple(tree.steps(story)),
        when_told=days_told,
    )


def with_carried(parts: Sequence[Part]) -> list[Part]:
    """The stories, each with the claims of others that its reports carry."""
    story_of = {report: part.story.number for part in parts for report in part.story.own}
    carried: dict[int, list[Carried]] = {}
    for part in parts:
        for claim in part.said.told:
            one = Carried(claim.anchor, part.story.number, claim.speaker, claim.cue, claim.cue_follows, claim.statement)
            for number in sorted({story_of[report] for report in claim.carriers if report in story_of}):
                if number != part.story.number:
                    carried.setdefault(number, []).append(one)
    return [replace(part, carried=tuple(carried.get(part.story.number, ()))) for part in parts]


def body_of(story: StoryRows, said: claims.Claims, days_told: timeline.Timeline) -> Body:
    """What is shown of a story of several reports."""
    apparatus = collation.build(story)
    places = maps.places(story)
    drawn = tree.draw_tree(story)
    heard, unheard = tree.heard(story)
    return Body(
        tree_svg=drawn,
        broad=tree.is_broad(drawn),
        tree_said=tree.tree_sentence(story),
        steps=tuple(tree.steps(story)),
        packed=tree.is_packed(story),
        heard=heard,
        unheard=unheard,
        lost=tuple(lost.lost_texts(story)),
        pictures=tuple(pictures.pictures(story)),
        apparatus=apparatus,
        collation_said=collation.collation_sentence(apparatus),
        claims_said=claims.claims_sentence(said),
        named=names.build(story),
        when_told=days_told,
        timeline_svg=timeline.draw_days(story, days_told),
        timeline_said=timeline.timeline_sentence(story, days_told),
        places=tuple(places),
        map_svg=maps.draw_places(story, places),
        disagreeing=tuple(differences.build(story)),
        changed=tuple(changes.build(story)),
        otherwise=tuple(phrasings.build(story)),
    )


def gists(parts: Sequence[Part]) -> list[summary.Gist]:
    """The points of the largest stories that have any."""
    made = [
        summary.gist(part.story, part.said, part.body.disagreeing, part.body.changed)
        for part in sorted(parts, key=lambda p: (-len(p.story.own), p.story.number))
        if part.body
    ]
    shown = [gist for gist in made if gist.points]
    return sorted(shown[: summary.MOST_STORIES], key=lambda gist: gist.number) + shown[summary.MOST_STORIES :]


def sagas(parts: Sequence[Part]) -> list[list[Part]]:
    """The stories by saga, in the order of the list."""
    made: dict[str, list[Part]] = {}
    for part in parts:
        made.setdefault(part.story.saga_id, []).append(part)
    return list(made.values())


def render_case(case: Case) -> str:
    """One HTML page that holds everything the case shows: no script, no request to anywhere. The same case gives the same page."""
    rows = case_rows(case)
    parts = with_carried([part_of(story) for story in rows])
    reports = case.table("reports").to_pylist()
    points = gists(parts)
    dated = sorted(row["published"] for row in reports if row["published"])
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            style=style(),
            name=plain(case.name),
            reports=len(reports),
            outlets=len({plain(row["outlet"]) for row in reports if row["outlet"]}),
            undated=len(reports) - len(dated),
            when=days(dated[0], dated[-1]) if dated else "",
            parts=parts,
            full=[part for part in parts if part.body],
            singles=[part for part in parts if not part.body],
            sagas=sagas(parts),
            by_outlet=outlets.build(outlets_of(case), rows, {row["report_id"]: row for row in reports}),
            nameless=sum(1 for row in reports if not row["outlet"]),
            gists=points[: summary.MOST_STORIES],
            unsaid=max(0, len(points) - summary.MOST_STORIES),
            skipped=sorted(
                case.table("skipped").to_pylist(), key=lambda r: (r["path"] or "", r["member"] or "", r["reason"] or "")
            ),
            manifest=manifest_of(case.manifest),
        )
    )


def manifest_of(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The versions and hashes that the page names."""
    return {
        "stemma": plain(str(manifest.get("stemma", ""))),
        "state": plain(str(manifest.get("state", ""))),
        "models": sorted(
            (plain(str(name)), plain(str(digest))) for name, digest in (manifest.get("models") or {}).items()
        ),
    }


def fragment(template: str, story: StoryRows, **given: Any) -> str:
    """One part of a story, with its style, to stand in a notebook."""
    made = environment().get_template("fragment.html.j2").module
    body = getattr(made, template)(story, **given)
    return str(Markup('<div class="stemma fragment"><style>{}</style>{}</div>').format(style(), body))
