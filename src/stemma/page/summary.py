"""What the whole case shows, in a handful of careful sentences, each with the place where it is shown in full."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from stemma.page import changes as changes_part
from stemma.page import claims as claims_part
from stemma.page import differences as differences_part
from stemma.page.data import StoryRows
from stemma.page.phrase import begin_upper, listed, of, plain, shorten, spoken
from stemma.page.tree import bare_name, copied, lost_witnesses

MOST_STORIES = 6
MOST_POINTS = 4
LEAST_WORDS = 4


class Point(NamedTuple):
    """A sentence, the id of the place that shows it, and what that place is called."""

    text: str
    anchor: str
    where: str


class Gist(NamedTuple):
    """The points of one story."""

    number: int
    title: str
    anchor: str
    points: tuple[Point, ...]


def gist(
    story: StoryRows,
    claims: claims_part.Claims,
    differences: Sequence[tuple[str, list[differences_part.Difference]]],
    changed: Sequence[changes_part.Change] = (),
) -> Gist:
    """The most telling points of a story, read off its tables."""
    said = claim_points(claims)
    first = said[0].anchor if said else ""
    points = [
        *lost_points(story),
        *said[:1],
        *reply_points(claims, first)[:1],
        *altered_points(claims, first),
        *difference_points(differences),
    ]
    if not points and len(story.own) > 1 and not story.tables["descents"]:
        points.append(
            Point(
                f"{of(len(story.own), 'report')}; nothing shows that one copied another.",
                f"{story.anchor}-tree-part",
                "the reports",
            )
        )
    points += [*change_points(story, changed), *said[1:2]]
    return Gist(story.number, plain(story.title), story.anchor, tuple(points[:MOST_POINTS]))


def lost_points(story: StoryRows) -> list[Point]:
    """How much is copied, and from what that is not there."""
    if not story.tables["descents"]:
        return []
    said = copied(story)
    for lost, verb in zip(lost_witnesses(story), ("must", "may"), strict=True):
        if lost:
            counts = Counter(bare_name(story, one) for one in lost)
            names = listed(
                (name if n == 1 else f"{spoken(n)} {several(name)}" for name, n in sorted(counts.items())), 3
            )
            said += f"; {names} {verb} have been there and {'is' if len(lost) == 1 else 'are'} not in the pile"
    return [Point(f"{said}.", f"{story.anchor}-tree-part", "who copied whom")]


def several(name: str) -> str:
    """Several lost texts that are called the same: "AP’s report" is one of "reports of AP", "a source" one of "sources"."""
    owner = name.removesuffix(" report").removesuffix("’s").removesuffix("’")
    return f"reports of {owner}" if name.endswith(("’s report", "’ report")) else f"{name.removeprefix('a ')}s"


def claim_points(claims: claims_part.Claims) -> list[Point]:
    """What most reports carry, and what that comes down to; what is too short to stand alone, or of nobody knows whom, is passed over."""
    fit = [c for c in claims.told if c.reports > 1 and c.known and len(c.statement.split()) >= LEAST_WORDS]
    made = []
    for claim in sorted(fit, key=lambda c: -c.reports):
        lines = f"{claim.lines_figure} {'line' if claim.lines_figure == '1' else 'lines'} of descent"
        sources = f"{claim.sources_figure} original {'source' if claim.sources_figure == '1' else 'sources'}"
        said = f"{begin_upper(spoken(claim.reports))} reports carry {carried(claim, 140)}; they come down to {lines} and {sources}"
        said += ". The words inside the quotation marks differ." if claim.verbatim is False else "."
        made.append(Point(said, claim.anchor, "the claim"))
    return made


def carried(claim: claims_part.Claim, longest: int) -> str:
    """What the reports of a claim carry: its words where all print the same, else the words that one of them has."""
    if claim.same:
        return f"these words of {who_says(claim)}: “{shorten(inner(claim.statement), longest)}”"
    if claim.printed and not claim.direct:
        return f"this, here as {claim.printed_in} has it: “{shorten(inner(claim.printed), longest)}”"
    words = shorten(inner(claim.statement), longest)
    return f"a statement of {who_says(claim)}, here as {claim.printed_in} has it: “{words}”"


def answered(claim: claims_part.Claim, longest: int) -> str:
    """What is replied to, for the middle of a sentence: the printed passage where it names the speaker, else speaker and words."""
    if claim.printed and not claim.direct:
        return f"“{shorten(inner(claim.printed), longest)}”"
    return f"a statement of {who_says(claim)}, “{shorten(inner(claim.statement), longest)}”"


def inner(words: str) -> str:
    """Words as they stand inside quotation marks: double ones in them become single, and no stop ends them."""
    return words.replace("“", "‘").replace("”", "’").replace('"', "'").rstrip(" .,;:")


def who_says(claim: claims_part.Claim) -> str:
    """The speaker of a claim, for the middle of a sentence."""
    if claim.speaker == claims_part.NOBODY:
        return claims_part.SOMEBODY
    return f"the {claim.speaker}" if claim.the else claim.speaker


def reply_points(claims: claims_part.Claims, told: str = "") -> list[Point]:
    """Who answers, and where the answer is missing: first what some reports leave out.

    ``told``: the place of the claim whose words stand in the sentence before, so that they need not stand here again.
    """
    made = []
    for claim in sorted((c for c in claims.told if c.known), key=lambda c: (not c.silent, -c.reports)):
        # Where it is a guess that this claim was meant, that is no gist.
        for reply in [one for one in claim.replies if not (one.open_matter or one.unsure)][:1]:
            printing = len({saying.label for saying in reply.sayings})
            kind = reply.kind[:1].lower() + reply.kind[1:]
            what = "this statement" if claim.anchor == told else answered(claim, 160)
            said = f"{what}: {kind} {'the ' if reply.the else ''}{reply.speaker} in {of(printing, 'report')}"
            if claim.silent:
                said += f"; no reply was found in {listed(claim.silent, 4)}"
            made.append(Point(begin_upper(f"{said}."), claim.anchor, "the claim and the reply"))
    return made


def altered_points(claims: claims_part.Claims, told: str = "") -> list[Point]:
    """Quotations that are not the same everywhere: the one that most reports have, the others counted; but that which is told."""
    altered = [claim for claim in claims.told if claim.verbatim is False and claim.anchor != told]
    found = [claim for claim in altered if claim.known]
    if not found:
        return []
    more = len(altered) - 1
    also = (
        f"; so {'is' if more == 1 else 'are'} {spoken(more)} more {'quotation' if more == 1 else 'quotations'}"
        if more
        else ""
    )
    return [
        Point(
            f"A quotation of {who_says(found[0])} is printed in different words inside the quotation marks: "
            f"“{shorten(inner(found[0].statement), 110)}”{also}.",
            found[0].anchor,
            "the wordings",
        )
    ]


def change_points(story: StoryRows, changed: Sequence[changes_part.Change]) -> list[Point]:
    """What rose or fell as time passed: the first thing, the others counted."""
    told = [one for one in changed if len(one.stages) > 1]
    if not told:
        return []
    stages = ", then ".join(f"“{shorten(stage.value, 60)}” ({listed(stage.who, 2)})" for stage in told[0].stages)
    more = len(told) - 1
    also = f"; {spoken(more)} more {'figure' if more == 1 else 'figures'} changed as time passed" if more else ""
    return [Point(f"{told[0].subject}: {stages}{also}.", f"{story.anchor}-changes", "what changed")]


def difference_points(differences: Sequence[tuple[str, list[differences_part.Difference]]]) -> list[Point]:
    """On what figures and days the reports disagree: one of each kind, the others counted; none that may be of two things."""
    made = []
    for _, told in differences:
        found = [one for one in told if not one.unsure]
        one = found[0] if found else None
        if one is not None and one.kind in ("number", "date") and len(one.sides) > 1:
            values = listed([f"“{shorten(side.value, 60)}” ({of(len(side.who), 'report')})" for side in one.sides], 3)
            more = (
                f"; {spoken(len(found) - 1)} more {'difference' if len(found) == 2 else 'differences'} of this kind"
                if len(found) > 1
                else ""
            )
            made.append(Point(f"{one.subject}: the reports have {values}{more}.", one.anchor, "the passages"))
    return made
