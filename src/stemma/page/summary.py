"""What the whole case shows, in a handful of careful sentences, each with the place where it is shown in full."""

from collections.abc import Sequence
from typing import NamedTuple

from stemma.page import claims as claims_part
from stemma.page import differences as differences_part
from stemma.page.data import StoryRows
from stemma.page.phrase import listed, of, plain, shorten, spoken
from stemma.page.tree import witness_name

MOST_STORIES = 4
MOST_POINTS = 5


class Point(NamedTuple):
    """A sentence and the id of the place that shows it."""

    text: str
    anchor: str


class Gist(NamedTuple):
    """The points of one story."""

    number: int
    title: str
    anchor: str
    points: tuple[Point, ...]


def gist(
    story: StoryRows, claims: claims_part.Claims, differences: Sequence[tuple[str, list[differences_part.Difference]]]
) -> Gist:
    """The most telling points of a story, read off its tables."""
    points = [
        *lost_points(story),
        *claim_points(claims)[:2],
        *reply_points(claims)[:1],
        *altered_points(claims)[:1],
        *difference_points(differences),
    ]
    if not points and len(story.own) > 1 and not story.tables["descents"]:
        points.append(
            Point(
                f"{of(len(story.own), 'report')}; nothing shows that one copied another.", f"{story.anchor}-tree-part"
            )
        )
    return Gist(story.number, plain(story.title), story.anchor, tuple(points[:MOST_POINTS]))


def begin_upper(text: str) -> str:
    """A sentence with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def lost_points(story: StoryRows) -> list[Point]:
    """How much is copied, and from what that is not there."""
    copies = {row["child"] for row in story.tables["descents"] if row["child"] in story.reports}
    if not copies:
        return []
    said = f"{begin_upper(spoken(len(copies)))} of {len(story.own)} reports {'has' if len(copies) == 1 else 'have'} text from another"
    lost = [row["witness_id"] for row in story.tables["witnesses"] if row["report_id"] is None]
    if lost:
        names = listed(
            [
                witness_name(story, one).removesuffix(", not in the pile")
                for one in sorted(lost, key=lambda w: witness_name(story, w))
            ],
            3,
        )
        said += f"; {names} must have been there and {'is' if len(lost) == 1 else 'are'} not in the pile"
    return [Point(f"{said}.", f"{story.anchor}-tree-part")]


def claim_points(claims: claims_part.Claims) -> list[Point]:
    """What most reports carry, and what that comes down to."""
    made = []
    for claim in claims.told:
        if claim.reports < 2:
            continue
        who = f"{claim.speaker} says" if claim.known else "somebody not named says"
        lines = f"{claim.lines_figure} {'line' if claim.lines_figure == '1' else 'lines'} of descent"
        made.append(
            Point(
                f"{begin_upper(spoken(claim.reports))} reports carry what {who}: “{shorten(claim.statement, 130)}” They come down to {lines}.",
                claim.anchor,
            )
        )
    return made


def reply_points(claims: claims_part.Claims) -> list[Point]:
    """Who answers, and where the answer is missing."""
    made = []
    for claim in claims.told:
        for reply in claim.replies:
            where = len({saying.label for saying in reply.sayings})
            who = reply.speaker if reply.speaker != "Speaker not named" else "Somebody not named"
            said = f"{who} {reply.kind}: “{shorten(claim.statement, 90)}” {begin_upper(spoken(where))} {'report prints' if where == 1 else 'reports print'} the answer"
            if claim.silent:
                said += f"; in {listed(claim.silent, 4)} no reply was found"
            made.append(Point(f"{said}.", claim.anchor))
    return sorted(made, key=lambda point: "no reply" not in point.text)


def altered_points(claims: claims_part.Claims) -> list[Point]:
    """Quotations that are not the same everywhere."""
    return [
        Point(
            f"Words inside the quotation marks differ between reports: {claim.speaker}, “{shorten(claim.statement, 110)}”",
            claim.anchor,
        )
        for claim in claims.told
        if claim.verbatim is False
    ]


def difference_points(differences: Sequence[tuple[str, list[differences_part.Difference]]]) -> list[Point]:
    """On what the reports disagree, counted."""
    made = []
    for head, found in differences:
        if found[0].kind in ("number", "date") and found:
            one = found[0]
            values = " / ".join(f"“{shorten(side.value, 60)}”" for side in one.sides[:3])
            more = f", and on {of(len(found) - 1, 'more')}".replace("mores", "more") if len(found) > 1 else ""
            made.append(Point(f"{head}: the reports disagree on {one.subject} ({values}){more}.", one.anchor))
    return made
