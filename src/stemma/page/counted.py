"""Why a claim has so many lines of descent, and why that is open."""

from collections.abc import Collection, Mapping, Sequence

from stemma.descend.agencies import same_name
from stemma.page.data import Row, StoryRows
from stemma.page.phrase import listed, of, plain, sureness
from stemma.page.tree import bare_name
from stemma.reckon.count import shares_run
from stemma.reckon.passed_on import named_houses

SURE = 0.9  # confidence from which a copy is not in doubt


def in_order(story: StoryRows, said: Sequence[Row]) -> list[Row]:
    """Attributions by the day of their report, then by place."""
    return sorted(said, key=lambda a: (story.order(a["report_id"]), begin_of(a), a["attribution_id"]))


def begin_of(attribution: Row) -> int:
    """Where an attribution begins."""
    return min((s["begin"] for role in ("content", "cue", "source") for s in attribution[role] or ()), default=0)


def lines_said(row: Row) -> str:
    """What the number of lines means, for somebody who reads it for the first time."""
    reports, least, most = row["reports"] or 0, row["lines_least"] or 0, row["lines_most"] or 0
    if reports < 2:
        return ""
    if least != most:
        return "how many did not copy is open"
    if least == 1:
        return "all go back to one text"
    return "none is known to have copied these words" if least == reports else "copies counted once"


def why_open(story: StoryRows, row: Row, said: Sequence[Row], line_of: Mapping[str, str]) -> str:
    """Why the number of lines is open: the likeliest of the copies between its reports that are in doubt; empty where it is not."""
    if row["lines_least"] == row["lines_most"]:
        return ""
    carrying = {a["report_id"] for a in said}
    heads = set(line_of.values())
    lines: dict[str, set[str]] = {}
    for attribution in said:
        lines.setdefault(attribution["report_id"], set()).add(line_of.get(attribution["attribution_id"], ""))
    doubted = [
        d
        for table in ("rivals", "descents")
        for d in story.tables[table]
        if d["child"] in carrying
        and d["parent"] in carrying | heads
        and d["parent"] != d["child"]
        and (table == "rivals" or (d["confidence"] or 0) < SURE)
    ]
    # What lies between two lines comes first; a step within one that is not sure leaves open whether it is one.
    between = [d for d in doubted if not lines[d["child"]] & (lines.get(d["parent"], set()) | {d["parent"]})]
    doubted = between or doubted
    if not doubted:
        return (
            _amid(story, lines, heads)
            or _alike(story, said, line_of)
            or "It is open whether some of these reports took the words from one another."
        )
    first = min(doubted, key=lambda d: (-(d["confidence"] or 0), story.order(d["child"]), d["parent"]))
    one, other = plain(story.label(first["child"])), bare_name(story, first["parent"])
    more = len({frozenset((d["child"], d["parent"])) for d in doubted}) - 1
    also = f"; so it is with {of(more, 'other pair')} of texts" if more else ""
    sure = sureness(first["confidence"])
    if sure == "open":
        return f"Whether {one} has text from {other} is open{also}."
    return f"That {one} has text from {other} is {'likely, not sure' if sure in ('sure', 'likely') else 'doubtful, not ruled out'}{also}."


def list_passed_on(story: StoryRows, said: Sequence[Row]) -> list[str]:
    """Which reports of a claim say that they have it from another that carries it, in sentences."""
    outlet_of = {a["report_id"]: plain(story.reports.get(a["report_id"], {}).get("outlet")) for a in said}
    told: dict[str, dict[str, None]] = {}
    for attribution in in_order(story, said):
        own = outlet_of[attribution["report_id"]]
        others = {outlet for outlet in outlet_of.values() if outlet and not (own and same_name(own, outlet))}
        for house in named_houses(attribution, story.text(attribution["report_id"]), others):
            told.setdefault(house, {})[plain(story.label(attribution["report_id"]))] = None
    return [
        f"{listed(names, 6)} {'gives' if len(names) == 1 else 'give'} {house} as where this comes from."
        for house, names in sorted(told.items())
    ]


def _alike(story: StoryRows, said: Sequence[Row], line_of: Mapping[str, str]) -> str:
    """Two reports of different lines that have many words in a row in common; empty for none."""
    texts = {a["report_id"]: story.text(a["report_id"]) for a in said}
    ordered = in_order(story, said)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            apart = line_of.get(one["attribution_id"]) != line_of.get(other["attribution_id"])
            if apart and one["report_id"] != other["report_id"] and shares_run(one, other, texts):
                names = listed([plain(story.label(a["report_id"])) for a in (one, other)])
                return f"{names} have so many words in a row in common that one may have them from the other, or both heard the same."
    return ""


def _amid(story: StoryRows, lines: Mapping[str, set[str]], heads: Collection[str]) -> str:
    """Which of the reports that have these words by lines of their own have other text from a common place; empty for none."""
    parents: dict[str, list[str]] = {}
    for row in story.tables["descents"]:
        if row["child"] in lines and row["by"] == "passages" and row["parent"] not in lines[row["child"]]:
            parents.setdefault(row["parent"], []).append(row["child"])
    for parent in sorted(parents, key=lambda one: (-len(parents[one]), one)):
        names = [plain(story.label(one)) for one in sorted(set(parents[parent]), key=story.order)]
        if parent in heads or len(names) > 1:
            have = "has" if len(names) == 1 else "have"
            row = story.heads.get(parent, {})
            named = row.get("report_id") or row.get("agency")
            where = bare_name(story, parent) if named else "one that is not in the pile"
            return f"{listed(names, 3)} {have} other text from {where}; whether these words came with it is open."
    return ""
