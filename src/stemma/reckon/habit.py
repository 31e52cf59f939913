"""What an outlet habitually writes where the text it copies, or its siblings, have another word.

Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis
2008), over the places where the source has the one word: how much likelier this outlet is to put the other than the
rest of the outlets are. Its variance is taken in full, with the cases in which the other word is not written: the paper's
short form leaves them out, since a word is there a small part of all words, while here it is one of two or three readings.

What an outlet writes in several reports of one story it decided once: a story is one case.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import Any, NamedTuple

import pyarrow as pa

from stemma import schema
from stemma.model import Entities, Report
from stemma.reports import as_reports
from stemma.settings import DifferenceSettings
from stemma.words import WORD, fold, without_possessor

KINDS = ("attribution", "hedge", "name", "spelling", "wording")
DROPPED = ("attribution", "hedge")  # kinds of which leaving one out, or adding one, is a habit; one name less is none
LONGEST = 6  # words of a reading: a longer one is a passage, not a way of putting it


class Choice(NamedTuple):
    """A site at which it is known what a report's source has: ``written`` is what the report has there.

    ``given_by`` is a report that has the source's words. Spans are those of the variant in the two reports' texts.
    """

    story_id: str
    report_id: str
    begin: int
    end: int
    outlet: str
    kind: str
    source: str
    written: str
    given_by: str
    given_begin: int
    given_end: int


def find_habits(
    reports: Iterable[Report | Mapping[str, Any]],
    story_reports: pa.Table,
    variants: pa.Table,
    descents: pa.Table,
    *,
    entities: Entities | None = None,
    settings: DifferenceSettings | None = None,
) -> pa.Table:
    """The table ``habits``: a row for what an outlet writes in two reports at least for the same words of its sources.

    ``writes`` is empty where it leaves the words out, ``for`` where it adds them. ``count`` says in how many reports,
    ``stories`` in how many stories; ``log_odds`` with ``low`` and ``high`` (95 %), reckoned over stories, how far beyond
    other outlets: an interval that holds 0 shows nothing yet, and so do one or two stories. ``entities``
    is not needed today: names come typed in ``variants``.
    """
    del entities
    chosen = settings or DifferenceSettings()
    seen: dict[tuple[str, str], dict[str, Counter[str]]] = {}
    counts: Counter[tuple[str, str, str, str]] = Counter()
    stories: dict[tuple[str, str, str, str], set[str]] = {}
    outlet_of = {report.id: report.outlet for report in as_reports(reports) if report.outlet}
    for one in find_choices(outlet_of, story_reports, variants, descents):
        case = (one.outlet, one.kind, one.source, one.written)
        counts[case] += 1
        if one.story_id not in stories.setdefault(case, set()):
            stories[case].add(one.story_id)
            seen.setdefault((one.kind, one.source), {}).setdefault(one.outlet, Counter())[one.written] += 1
    found = []
    for (kind, source), by_outlet in sorted(seen.items()):
        for outlet, writings in sorted(by_outlet.items()):
            for written in sorted(writings):
                count = counts[outlet, kind, source, written]
                if (
                    written == source
                    or count < chosen.least_count
                    or (kind not in DROPPED and not (written and source))
                ):
                    continue
                odds, low, high = log_odds(written, by_outlet, outlet, chosen)
                found.append({
                    "outlet": outlet, "kind": kind, "writes": written, "for": source, "count": count,
                    "stories": len(stories[outlet, kind, source, written]),
                    "log_odds": round(odds, 4), "low": round(low, 4), "high": round(high, 4),
                })  # fmt: skip
    return schema.ordered("habits", schema.table("habits", found))


def find_choices(
    outlet_of: Mapping[str, str], story_reports: pa.Table, variants: pa.Table, descents: pa.Table
) -> list[Choice]:
    """Every choice that habits are counted from, in order of story, site and report; ``outlet_of`` goes by report id.

    Who renames a thing at its first mention does so at every other: a report counts once for the same words, by its
    first such site.
    """
    in_story = {(row["story_id"], row["report_id"]) for row in story_reports.to_pylist()}
    sites: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in variants.to_pylist():
        if row["kind"] in KINDS and (row["story_id"], row["report_id"]) in in_story:
            sites.setdefault((row["story_id"], row["site_id"]), []).append(row)
    parents: dict[tuple[str, str], list[str]] = {}
    for row in schema.copied_text(descents).to_pylist():
        parents.setdefault((row["story_id"], row["child"]), []).append(row["parent"])
    told: set[tuple[str, str, str, str]] = set()
    made = []
    for (story_id, _), rows in sorted(sites.items()):
        spans = {row["report_id"]: (row["begin"], row["end"]) for row in rows}
        for report_id, source, written, given_by in _choices(story_id, rows, parents):
            outlet, kind = outlet_of.get(report_id), rows[0]["kind"]
            if outlet is None or (report_id, kind, source, written) in told:
                continue
            told.add((report_id, kind, source, written))
            made.append(
                Choice(
                    story_id, report_id, *spans[report_id], outlet, kind, source, written, given_by, *spans[given_by]
                )
            )
    return made


def _choices(
    story_id: str, rows: Sequence[Mapping[str, Any]], parents: Mapping[tuple[str, str], Sequence[str]]
) -> Iterable[tuple[str, str, str, str]]:
    """(report, what its source has, what it writes, a report that has what the source has) at one site, where the source is known.

    The source is an extant parent; under a lost one it is what most of the siblings have, where most of them agree.
    """
    reading = {row["report_id"]: _plain(row["reading"]) for row in rows}
    for report_id, written in sorted(reading.items()):
        above = sorted(parents.get((story_id, report_id), ()))
        extant = {reading[parent] for parent in above if parent in reading}
        kin: list[str] = []
        if len(extant) == 1:
            source: str | None = next(iter(extant))
        else:
            kin = [
                other for other in reading
                if other != report_id and set(above) & set(parents.get((story_id, other), ()))
            ]  # fmt: skip
            source = _majority([reading[other] for other in sorted(kin)], written) if not extant else None
        if source is not None and len(source.split()) <= LONGEST and len(written.split()) <= LONGEST:
            given_by = next((one for one in (*above, *sorted(kin)) if reading.get(one) == source), report_id)
            yield report_id, source, written, given_by


def _majority(readings: Sequence[str], own: str) -> str | None:
    """What the source most likely had, by the siblings' readings and one's own; None where they do not agree."""
    if not readings:
        return None
    counts = Counter([*readings, own])
    (best, times), *others = counts.most_common()
    if not others:
        return best
    # Two witnesses that differ show that one of them changed something, not which.
    return best if times > others[0][1] and times >= 2 else None


def _plain(reading: str | None) -> str:
    """A reading for comparing: its words as printed, but for case at the start of a sentence and possessive endings."""
    words = [without_possessor(word) for word in WORD.findall(reading or "")]
    return " ".join(word if word[0].isupper() and len(word) > 1 else fold(word) for word in words)


def log_odds(
    written: str, by_outlet: Mapping[str, Counter[str]], outlet: str, settings: DifferenceSettings
) -> tuple[float, float, float]:
    """(log-odds ratio, low, high) of an outlet's writing ``written`` against all other outlets' writing it.

    ``by_outlet`` counts what each outlet writes at the places where the source has one and the same reading.
    """
    total: Counter[str] = Counter()
    for counts in by_outlet.values():
        total.update(counts)
    everything = sum(total.values())
    # The prior spreads a fixed number of readings as all outlets together do, one more left for what none has written.
    prior = settings.prior_words * total[written] / (everything + 1)
    rest = settings.prior_words - prior
    own, own_all = by_outlet[outlet][written], sum(by_outlet[outlet].values())
    other, other_all = total[written] - own, everything - own_all
    does, does_not = own + prior, own_all - own + rest
    do, do_not = other + prior, other_all - other + rest
    ratio = log(does / does_not) - log(do / do_not)
    spread = settings.interval * sqrt(1 / does + 1 / does_not + 1 / do + 1 / do_not)
    return ratio, ratio - spread, ratio + spread
