"""How like each other reports are: words, dates, and text that they share, in one number from 0 to 1."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

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


def days_against(profiles: Sequence[Profile], lead: Matrix, alike: Matrix, settings: GroupSettings) -> Matrix:
    """How far days set each pair apart, from -1 to 2.

    ``lead`` is how like each other the leads are, ``alike`` how like the words that are no names.

    2: the leads tell of different days, and the dates of publication go with them, or one shows a photograph that is
    younger than the other; 1: either alone; 0: no evidence; -1: one day. A date of publication is often that of a
    copy or of a visit to the page: two reports of one Tuesday, so dated, seem weeks apart. So it counts for much only
    where the lead tells of a day shortly before it. A report that tells of a later day besides its own says nothing
    against a report of that day.
    """
    told = numbers(profile.told for profile in profiles)
    published = numbers(profile.published for profile in profiles)
    floor = numbers(profile.not_before for profile in profiles)
    apart, between = days_between(profiles), np.abs(told[:, None] - told[None, :])
    both, dated = known(told), known(published)
    timely = known(np.where(published - told <= settings.timely, told, 0))
    weekday = np.where(both & (between % 7 != 0), between, 0)
    against = np.maximum(ramp(apart, settings.days_apart_strict), ramp(weekday, settings.days_strict))
    sure = timely * ramp(np.minimum(between, apart), settings.days_sure) * (2 - ramp(apart, settings.days_doubtful))
    against = np.maximum(against, sure)
    against = np.maximum(against, 2 * (floor[:, None] + floor[None, :] > 0) * ramp(apart, settings.days_floor))
    for a, b in np.argwhere(both & (told[:, None] < told[None, :]) & (against > 0)).tolist():
        if profiles[b].told in profiles[a].days:
            against[a, b] = against[b, a] = 0
    beside = dated & (np.abs(published[:, None] - published[None, :]) <= 1)
    same = both & (between == 0) & (apart <= settings.timely)
    # A lead that names no day tells of the day on which it was published, or of the day before.
    late = published[:, None] - told[None, :]
    fitting = (told == 0)[:, None] & (told > 0)[None, :] & (late >= 0) & (late <= 1)
    against = np.where((beside | same | fitting | fitting.T) & (against == 0), -1.0, against)
    return undated_against(against, profiles, lead, alike, settings)


def known(days: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Pairs of which both have a day."""
    return np.asarray((days > 0)[:, None] & (days > 0)[None, :])


def ramp(days: NDArray[Any], between: tuple[int, int]) -> Matrix:
    """0 up to the first number of days, 1 from the second."""
    return np.asarray(np.clip((days - between[0]) / (between[1] - between[0]), 0, 1), np.float64)


def undated_against(
    against: Matrix, profiles: Sequence[Profile], lead: Matrix, alike: Matrix, settings: GroupSettings
) -> Matrix:
    """``against``, and what it is where one or both reports have no date and nothing else speaks.

    Then two days of the week in the leads count, and where there are none to compare, that the leads differ or that
    the texts have little in common but names.
    """
    undated = np.array([profile.published is None for profile in profiles])
    named = np.array([-1 if profile.weekday is None else profile.weekday for profile in profiles])
    open_ = (undated[:, None] | undated[None, :]) & (against == 0)
    both = (named >= 0)[:, None] & (named >= 0)[None, :]
    differ = both & (named[:, None] != named[None, :])
    strange = np.where(lead < settings.undated_lead, settings.undated_against, 0.0)
    strange = np.where(alike < settings.common_alike[1], 1.0, strange)
    found = np.where(open_ & differ, settings.weekday_against, against)
    one = (undated[:, None] != undated[None, :]) & ~both
    return np.asarray(np.where(open_ & one, strange, found), np.float64)


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
    """(likeness of each pair, on which stories rest; how far their days set them apart, -1 to 2; the plain cosine).

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
    told_alike = cosines(term_matrix([profile.common for profile in profiles]))
    against = temper(days_against(profiles, lead, told_alike, settings), told_alike, settings)
    for (a, b), words in shared.items():
        share = words.text / max(1, min(profiles[a].words, profiles[b].words))
        of_lead = min(1.0, words.lead / max(1, min(profiles[a].lead_words, profiles[b].lead_words)))
        value = likeness[a, b] * (1 - min(1.0, share) * (1 - of_lead) if share < settings.same_text else 1)
        copied = max(of_lead, min(1.0, share) if share >= settings.same_text else 0)
        value += (1 - value) * copied
        value += (1 - value) * factor[a, b] * settings.quoted_weight * min(1.0, words.quoted / settings.quoted_words)
        likeness[a, b] = likeness[b, a] = value
        if against[a, b] > 0:  # two copies of one text tell of one day, whatever their dates
            against[a, b] = against[b, a] = against[a, b] * (1 - copied)
    np.fill_diagonal(likeness, 1)
    return np.asarray(np.round(np.clip(likeness, 0, 1), 6), np.float64), np.round(against, 6), plain


def temper(against: Matrix, alike: Matrix, settings: GroupSettings) -> Matrix:
    """What days say, where one day speaks for a pair only as far as words that are no names are alike too.

    The same people at the same place on the same day may do two things; their names say nothing of which.
    """
    low, high = settings.common_alike
    return np.where(against < 0, against * np.clip((alike - low) / (high - low), 0, 1), against)
