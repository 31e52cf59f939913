"""How like each other reports are: words, dates, and text that they share, in one number from 0 to 1."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import csr_array

from stemma.group.clusters import Likeness, cluster
from stemma.group.profile import TOKEN, Profile
from stemma.model import Report, Span
from stemma.settings import GroupSettings

Matrix = NDArray[np.float64]
SCALE = 10_000  # vectors are whole numbers, so that sums do not depend on their order


class Shared(NamedTuple):
    """What two reports have in common by copying: words in both leads, words in all, of kind text or quotation."""

    lead: int
    text: int
    quoted: int


def term_matrix(terms: Sequence[Mapping[str, float]]) -> csr_array:
    """A row for each report, a column for each stem."""
    columns: dict[str, int] = {}
    rows, places, values = [], [], []
    for index, weights in enumerate(terms):
        for term, weight in weights.items():
            rows.append(index)
            places.append(columns.setdefault(term, len(columns)))
            values.append(weight)
    return csr_array((values, (rows, places)), shape=(len(terms), max(1, len(columns))))


def cosines(matrix: csr_array) -> Matrix:
    """The cosine of each pair of rows."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scaled = matrix.multiply(1 / np.maximum(length, 1e-12)[:, None]).tocsr()
    scaled.data = np.rint(scaled.data * SCALE)
    return np.asarray(np.minimum((scaled @ scaled.T).toarray() / SCALE**2, 1.0), np.float64)


def without_saga_words(matrix: csr_array, plain: Matrix, settings: GroupSettings) -> Matrix:
    """Cosines in which words that all reports of a saga have count less, the less the more reports it has.

    In hundreds of reports of one affair its names say nothing of which day of it a report tells; in three they do.
    Only reports that hang together by likeness weigh on each other's words: a stranger changes nothing.
    """
    label = cluster(plain, None, settings)
    result = plain.copy()
    for number in np.unique(label):
        part = np.flatnonzero(label == number)
        rows = matrix[part]
        having = np.asarray((rows > 0).sum(axis=0)).ravel() / len(part)
        strength = max(0, len(part) - settings.saga_least) / (len(part) + settings.saga_half)
        result[np.ix_(part, part)] = cosines(rows.multiply(1 - strength * having).tocsr())
    return result


def numbers(days: Iterable[date | None]) -> NDArray[np.int64]:
    """Days as numbers, 0 for an open one."""
    return np.array([0 if day is None else day.toordinal() for day in days], np.int64)


def days_between(profiles: Sequence[Profile]) -> Matrix:
    """How many days at least each pair of reports was published apart; 0 where one of them leaves its day open."""
    published = numbers(profile.published for profile in profiles)
    floor = numbers(profile.not_before for profile in profiles)
    both = (published > 0)[:, None] & (published > 0)[None, :]
    apart = np.where(both, np.abs(published[:, None] - published[None, :]), 0)
    late = (floor > 0)[:, None] & (published > 0)[None, :]
    later = np.where(late, np.maximum(0, floor[:, None] - published[None, :]), 0)
    return np.maximum(apart, np.maximum(later, later.T)).astype(np.float64)


def days_against(profiles: Sequence[Profile], lead: Matrix, settings: GroupSettings) -> Matrix:
    """How far days set each pair apart, from -1 to 2.

    2: the leads tell of different days, and the dates of publication go with them; 1: the dates alone are far apart;
    0: no evidence; -1: one day. A date of publication is often that of a copy or of a visit to the page: two reports
    of one Tuesday, so dated, seem weeks apart. So a date counts for much only where the lead tells of a day shortly
    before it. A report that tells of a later day as well as of its own says nothing against a report of that day.
    """
    told = numbers(profile.told for profile in profiles)
    published = numbers(profile.published for profile in profiles)
    between = np.abs(told[:, None] - told[None, :])
    apart = days_between(profiles)
    both = (told > 0)[:, None] & (told > 0)[None, :]
    early, late = settings.days_apart_strict
    against = np.clip((apart - early) / (late - early), 0, 1)
    near, far = settings.days_strict
    against = np.maximum(
        against, np.where(both & (between % 7 != 0), np.clip((between - near) / (far - near), 0, 1), 0.0)
    )
    near, far = settings.days_sure
    timely = (told > 0) & (published - told <= settings.timely)
    sure = np.clip((np.minimum(between, apart) - near) / (far - near), 0, 1) * 2
    against = np.maximum(against, np.where(timely[:, None] & timely[None, :], sure, 0.0))
    floored = numbers(profile.not_before for profile in profiles) > 0
    against = np.maximum(against, np.where((floored[:, None] | floored[None, :]), sure_floor(apart, settings), 0.0))
    for a, b in np.argwhere(np.triu(both & (between > 0) & (against > 0))).tolist():
        first, last = (profiles[a], profiles[b]) if told[a] < told[b] else (profiles[b], profiles[a])
        if last.told in first.days:
            against[a, b] = against[b, a] = 0
    dated = (published > 0)[:, None] & (published > 0)[None, :]
    beside = dated & (np.abs(published[:, None] - published[None, :]) <= 1) & (against == 0)
    same = both & (between == 0) & (apart <= settings.timely) & (against == 0)
    late = (
        published[:, None] - told[None, :]
    )  # a lead without a day tells of the day on which it was published, or of the last
    fitting = (told == 0)[:, None] & (told > 0)[None, :] & (late >= 0) & (late <= 1) & (against == 0)
    same |= fitting | fitting.T
    return by_weekday(np.where(beside | same, -1.0, against), dated, profiles, lead, settings)


def sure_floor(apart: Matrix, settings: GroupSettings) -> Matrix:
    """How far a report that cannot be older than its photograph is set apart from one published before it."""
    near, far = settings.days_floor
    return np.clip((apart - near) / (far - near), 0, 1) * 2


def by_weekday(
    against: Matrix, dated: NDArray[np.bool_], profiles: Sequence[Profile], lead: Matrix, settings: GroupSettings
) -> Matrix:
    """Days of the week that leads name, where a date is missing: the same one speaks for a pair, another against it."""
    named = np.array([-1 if profile.weekday is None else profile.weekday for profile in profiles])
    both = (named >= 0)[:, None] & (named >= 0)[None, :] & ~dated & (against == 0)
    same = named[:, None] == named[None, :]
    found = np.where(both & ~same, settings.weekday_against, against)
    undated = np.array([profile.published is None for profile in profiles])
    one = (undated[:, None] != undated[None, :]) & (lead < settings.undated_lead)
    return np.asarray(np.where(one & (found == 0) & ~(both & same), settings.undated_against, found), np.float64)


def overlap(begin: int, end: int, spans: Iterable[Span]) -> tuple[int, int] | None:
    """The part of ``[begin, end)`` from its first to its last point in ``spans``."""
    parts = [(max(begin, low), min(end, high)) for low, high in spans if low < end and begin < high]
    return (parts[0][0], parts[-1][1]) if parts else None


def shared_words(
    reports: Sequence[Report], profiles: Sequence[Profile], reuse: pa.Table
) -> Mapping[tuple[int, int], Shared]:
    """What each pair of reports (indices, smaller first) shares by copying; standing lines do not count."""
    place = {report.id: index for index, report in enumerate(reports)}
    found: dict[tuple[int, int], Shared] = {}
    for row in reuse.to_pylist():
        if row["kind"] == "standing" or row["a_report"] not in place or row["b_report"] not in place:
            continue
        a, b = place[row["a_report"]], place[row["b_report"]]
        sides = [
            (row["a_begin"], row["a_end"], profiles[a].lead, reports[a].text),
            (row["b_begin"], row["b_end"], profiles[b].lead, reports[b].text),
        ]
        lead = row["words"]
        for begin, end, spans, text in sides:
            part = overlap(begin, end, spans)
            lead = min(lead, sum(1 for _ in TOKEN.finditer(text, *part)) if part else 0)
        old = found.get((min(a, b), max(a, b)), Shared(0, 0, 0))
        quoted = row["kind"] == "quotation"
        found[min(a, b), max(a, b)] = Shared(
            old.lead + lead,
            old.text + (0 if quoted else row["words"]),
            old.quoted + (row["words"] if quoted else 0),
        )
    return found


def likeness_of(
    profiles: Sequence[Profile], shared: Mapping[tuple[int, int], Shared], settings: GroupSettings
) -> tuple[Likeness, Matrix, Matrix]:
    """(likeness of each pair, on which stories rest; how far their days set them apart, 0 to 1; the plain cosine).

    Likeness is the geometric mean of the cosines of the whole texts and of the leads, lessened by days far apart.
    Words copied from each other are no independent sign that two reports tell one event: background paragraphs
    are reprinted for months. So they count only where both leads hold them, or where they make most of a report;
    a long quotation in both, days near each other, is a sign that they do.
    """
    matrix = term_matrix([profile.terms for profile in profiles])
    plain = cosines(matrix)
    lead = cosines(term_matrix([profile.lead_terms for profile in profiles]))
    words_alike = without_saga_words(matrix, plain, settings)
    likeness = words_alike ** (1 - settings.lead_share) * lead**settings.lead_share
    days, left = zip(*settings.days_apart, strict=True)
    factor = np.interp(days_between(profiles), days, left)
    likeness *= factor
    for (a, b), words in shared.items():
        share = words.text / max(1, min(profiles[a].words, profiles[b].words))
        of_lead = min(1.0, words.lead / max(1, min(profiles[a].lead_words, profiles[b].lead_words)))
        value = likeness[a, b] * (1 - min(1.0, share) * (1 - of_lead) if share < settings.same_text else 1)
        value += (1 - value) * max(of_lead, share if share >= settings.same_text else 0)
        value += (1 - value) * factor[a, b] * settings.quoted_weight * min(1.0, words.quoted / settings.quoted_words)
        likeness[a, b] = likeness[b, a] = value
    against = days_against(profiles, lead, settings)
    np.fill_diagonal(likeness, 1)
    return np.asarray(np.round(np.clip(likeness, 0, 1), 6), np.float64), against, plain
