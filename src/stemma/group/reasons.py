"""Why a report stands in its story, in an editor's words, and what the story is called."""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from stemma.group.likeness import Shared
from stemma.group.profile import TOKEN, Profile, rarity, stem
from stemma.model import Report
from stemma.segment import segment

WORTH_NAMING = 12  # shared words from which a reason names them
NAMED = 3  # names that a reason gives at most
LONGEST_TITLE = 160  # code points of a first sentence that stands in for a title


def label(report: Report, told: Sequence[Report]) -> str:
    """A report as a reason names it: by its outlet, and by its title or id where the outlet alone is not enough."""
    if report.outlet and sum(other.outlet == report.outlet for other in told) == 1:
        return f"the report of {report.outlet}"
    title = own_title(report)
    by = f" of {report.outlet}" if report.outlet else ""
    return f"the report{by} “{title}”" if title else f"report {report.id}"


def own_title(report: Report) -> str | None:
    """The title given with the report, or the one that its text has."""
    found = report.title or next((report.text[b.begin : b.end] for b in report.blocks if b.kind == "title"), "")
    return " ".join(found.split()) or None


def give_reasons(
    reports: Sequence[Report],
    profiles: Sequence[Profile],
    shared: Mapping[tuple[int, int], Shared],
    likeness: NDArray[np.float64],
    story: NDArray[np.int64],
    saga: NDArray[np.int64],
) -> list[str]:
    """A reason for each report: what ties it to the one of its story that it is most like, or why it is alone."""
    reasons = []
    for index in range(len(reports)):
        others = np.flatnonzero(story == story[index])
        others = others[others != index]
        told = [reports[other] for other in (*others, index)]
        if len(others):
            near = int(others[np.argmax(likeness[index, others])])
            reasons.append(together(reports, profiles, shared, told, index, near))
        else:
            kin = np.flatnonzero((saga == saga[index]) & (story != story[index]))
            reasons.append(alone(reports, profiles, shared, likeness, index, kin))
    return reasons


def together(
    reports: Sequence[Report],
    profiles: Sequence[Profile],
    shared: Mapping[tuple[int, int], Shared],
    told: Sequence[Report],
    index: int,
    near: int,
) -> str:
    """What a report has in common with the nearest of its story."""
    words = shared.get((min(index, near), max(index, near)), Shared(0, 0, 0))
    whom = label(reports[near], told)
    signs = []
    if words.text >= WORTH_NAMING:
        signs.append(f"shares {words.text} words with {whom}")
    if words.quoted >= WORTH_NAMING:
        signs.append(f"quotes the same {words.quoted} words" + ("" if signs else f" as {whom}"))
    names = common_names(reports[index], profiles[index], profiles[near])
    day = same_day(profiles[index], profiles[near])
    if not signs:
        what = ", ".join(names) if names else "the same words in the lead"
        return f"tells of {what}{day}, as does {whom}" if names else f"uses {what}{day} as {whom}"
    if names:
        signs.append(f"both begin with {', '.join(names)}{day}")
    return "; ".join(signs)


def same_day(one: Profile, other: Profile) -> str:
    """How the days of two reports go together, in words; empty where one is open."""
    if one.told is not None and one.told == other.told:
        return " on the same day"
    if one.published is not None and other.published is not None:
        apart = abs((one.published - other.published).days)
        return " on the same day" if not apart else f" {apart} day{'s' * (apart > 1)} apart"
    return ""


def alone(
    reports: Sequence[Report],
    profiles: Sequence[Profile],
    shared: Mapping[tuple[int, int], Shared],
    likeness: NDArray[np.float64],
    index: int,
    kin: NDArray[np.int64],
) -> str:
    """Why a report is the only one of its story."""
    if not len(kin):
        return "alone: no other report tells of this event"
    near = int(kin[np.argmax(likeness[index, kin])])
    words = shared.get((min(index, near), max(index, near)), Shared(0, 0, 0))
    whom = label(reports[near], reports)
    one, other = profiles[index], profiles[near]
    if one.published and other.published and one.published != other.published:
        apart = abs((one.published - other.published).days)
        order = "after" if one.published > other.published else "before"
        return f"alone: like {whom}, but {apart} day{'s' * (apart > 1)} {order} it and with another lead"
    if words.text >= WORTH_NAMING:
        return f"alone: shares {words.text} words with {whom}, as background; the leads tell of different events"
    return f"alone: of one saga with {whom}, but the leads tell of different events"


def common_names(report: Report, one: Profile, other: Profile) -> list[str]:
    """The first names of both leads, as the report writes them, in its order."""
    both = one.names & other.names
    written: dict[str, str] = {}
    for span in one.lead:
        name: list[str] = []
        end = span.begin
        for match in TOKEN.finditer(report.text, *span):
            word = match.group()
            if stem(word) in both and word[0].isupper():
                if name and report.text[end : match.start()] not in (" ", "-"):
                    note(written, name)
                name.append(re.sub(r"['’]s$", "", word))
                end = match.end()
            else:
                note(written, name)
        note(written, name)
    return list(written.values())[:NAMED]


def note(written: dict[str, str], name: list[str]) -> None:
    """Writes down a name of one or several words unless it stands already, whole or in part; empties ``name``."""
    terms = [stem(word) for word in name]
    if name and not any(term in key.split() for term in terms for key in written):
        written[" ".join(terms)] = " ".join(name)
    name.clear()


def title_of(told: Sequence[Report]) -> str | None:
    """The title most like the others' titles; without any, the first sentence of a report; None for no text."""
    titles = sorted({title for report in told if (title := own_title(report))})
    if titles:
        terms = [{t for m in TOKEN.finditer(title) if rarity(t := stem(m.group()))} for title in titles]
        liking = [0.0] * len(titles)
        for (i, one), (j, other) in combinations(enumerate(terms), 2):
            value = len(one & other) / max(1, len(one | other))
            liking[i] += value
            liking[j] += value
        return titles[max(range(len(titles)), key=lambda i: (liking[i], -len(titles[i]), titles[i]))]
    for report in told:
        for sentence in segment(report).sentences:
            words = " ".join(report.text[sentence.begin : sentence.end].split())
            return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return None
