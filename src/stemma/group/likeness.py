"""How like each other reports are: words, dates, and text that they share, in one number from 0 to 1."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import csr_array

from stemma.group.cluster import Likeness, cluster
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


def term_matrix(profiles: Sequence[Profile]) -> csr_array:
    """A row of unit length for each report, a column for each stem."""
    columns: dict[str, int] = {}
    rows, places, values = [], [], []
    for index, profile in enumerate(profiles):
        for term, weight in profile.terms.items():
            rows.append(index)
            places.append(columns.setdefault(term, len(columns)))
            values.append(weight)
    return csr_array((values, (rows, places)), shape=(len(profiles), max(1, len(columns))))


def cosines(matrix: csr_array) -> Matrix:
    """The cosine of each pair of rows."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scaled = matrix.multiply(1 / np.maximum(length, 1e-12)[:, None]).tocsr()
    scaled.data = np.rint(scaled.data * SCALE)
    return np.minimum((scaled @ scaled.T).toarray() / SCALE**2, 1.0)


def without_saga_words(matrix: csr_array, plain: Matrix, settings: GroupSettings) -> Matrix:
    """Cosines in which words that all reports of a saga have count less, the less the more reports it has.

    In hundreds of reports of one affair its names say nothing of which day of it a report tells; in three they do.
    Only reports that hang together by likeness weigh on each other's words: a stranger changes nothing.
    """
    label = cluster(plain, settings, worthy=False)
    result = plain.copy()
    for number in np.unique(label):
        part = np.flatnonzero(label == number)
        rows = matrix[part]
        having = np.asarray((rows > 0).sum(axis=0)).ravel() / len(part)
        strength = max(0, len(part) - settings.saga_least) / (len(part) + settings.saga_half)
        result[np.ix_(part, part)] = cosines(rows.multiply(1 - strength * having).tocsr())
    return result


def day_factors(profiles: Sequence[Profile], settings: GroupSettings) -> Matrix:
    """What the days of each pair leave of its likeness: 1 near each other or unknown, less the farther apart."""
    none = np.iinfo(np.int64).min

    def numbers(days: Iterable[date | None]) -> NDArray[np.int64]:
        return np.array([none if day is None else day.toordinal() for day in days], np.int64)

    published = numbers(profile.published for profile in profiles)
    told = numbers(profile.told for profile in profiles)
    floor = numbers(profile.not_before for profile in profiles)
    apart = np.zeros((len(profiles), len(profiles)))
    dated = published != none
    both = dated[:, None] & dated[None, :]
    apart[both] = np.abs(published[:, None] - published[None, :])[both]
    named = told != none
    both = named[:, None] & named[None, :]
    apart[both] = np.maximum(apart, settings.told_weight * np.abs(told[:, None] - told[None, :]))[both]
    later = (floor != none)[:, None] & dated[None, :]
    apart[later] = np.maximum(0, floor[:, None] - published[None, :])[later]
    apart = np.maximum(apart, np.where(later.T, apart.T, 0))
    days, factors = zip(*settings.days_apart, strict=True)
    return np.interp(apart, days, factors)


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
) -> tuple[Likeness, Matrix]:
    """(likeness of each pair, on which stories rest; the plain cosine, on which sagas rest).

    Words copied from each other are no independent sign that two reports tell one event: background paragraphs
    are reprinted for months. So they count only where both leads hold them, or where they make most of a report.
    """
    matrix = term_matrix(profiles)
    plain = cosines(matrix)
    likeness = without_saga_words(matrix, plain, settings)
    lead_words = [max(1, sum(1 for _ in profile.lead_terms)) for profile in profiles]
    days = day_factors(profiles, settings)
    likeness *= days
    for (a, b), words in shared.items():
        share = words.text / max(1, min(profiles[a].words, profiles[b].words))
        # Of a lead of about a hundred words, half say something: so many copied ones are a whole lead.
        of_lead = min(1.0, words.lead / (2 * min(lead_words[a], lead_words[b])))
        value = likeness[a, b] * (1 - min(1.0, share) * (1 - of_lead) if share < settings.same_text else 1)
        value += (1 - value) * max(of_lead, share if share >= settings.same_text else 0)
        value += (1 - value) * days[a, b] * settings.quoted_weight * min(1.0, words.quoted / settings.quoted_words)
        likeness[a, b] = likeness[b, a] = value
    np.fill_diagonal(likeness, 1)
    return np.round(np.clip(likeness, 0, 1), 6), plain
