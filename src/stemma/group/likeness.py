"""How like each other reports are: words, dates, and text that they share, in one number from 0 to 1."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_array

from stemma.group.days import Days, dated_against, days_against, days_between, far_days, read_days, undated
from stemma.group.kin import kin
from stemma.group.profile import TOKEN, Profile
from stemma.group.vectors import (
    BLOCK,
    ONE,
    Real,
    Split,
    Whole,
    pair_products,
    pairs_over,
    products,
    row_products,
    split,
    term_matrix,
    unit_rows,
)
from stemma.model import Report, Span
from stemma.settings import GroupSettings

UNIT = 1_000_000  # likenesses are counted in millionths, so that means do not depend on the order of joins


class Shared(NamedTuple):
    """What two reports have in common by copying: words in both leads, words in all, of kind text or quotation."""

    lead: int
    text: int
    quoted: int


class Pile(NamedTuple):
    """All that likeness rests on: arrays and matrices with a row for each report.

    ``plain`` are the words of whole texts, ``words`` the same where words that a group of kin has in common count less,
    ``kin`` the number of that group; ``lead`` the words of leads, ``common`` those that are no names. ``pairs`` are the
    keys (index * reports + index, smaller first) of pairs that share text, in order, and ``shared`` what they share:
    columns as in ``Shared``. ``length`` and ``lead_length`` are in words.
    """

    plain: csr_array
    words: csr_array
    kin: Whole
    lead: csr_array
    common: csr_array
    days: Days
    pairs: Whole
    shared: Whole
    length: Whole
    lead_length: Whole


class Alike(NamedTuple):
    """Pairs of reports (indices), how like each other they are, and how far days set them apart, both in millionths."""

    one: Whole
    other: Whole
    likeness: Whole
    against: Whole


def lay_out(profiles: Sequence[Profile], shared: Mapping[tuple[int, int], Shared], settings: GroupSettings) -> Pile:
    """Profiles as arrays."""
    count = len(profiles)
    terms = term_matrix([profile.terms for profile in profiles], (profile.weights.tolist() for profile in profiles))
    leads = [profile.lead_terms for profile in profiles]
    common = terms.copy()
    common.data[~np.concatenate([profile.small for profile in profiles])] = 0
    common.eliminate_zeros()
    plain = unit_rows(terms)
    label = kin(plain, settings.least_likeness)
    told = sorted((a * count + b, words) for (a, b), words in shared.items())
    return Pile(
        plain=plain,
        words=without_saga_words(terms, plain, label, settings),
        kin=label,
        lead=unit_rows(term_matrix(leads, (lead.values() for lead in leads))),
        common=unit_rows(common),
        days=read_days(profiles),
        pairs=np.array([key for key, _ in told], np.int64),
        shared=np.array([words for _, words in told], np.int64).reshape(-1, 3),
        length=np.array([profile.words for profile in profiles], np.int64),
        lead_length=np.array([profile.lead_words for profile in profiles], np.int64),
    )


def without_saga_words(terms: csr_array, plain: csr_array, label: Whole, settings: GroupSettings) -> csr_array:
    """Vectors in which words that all reports of a saga have count less, the less the more reports it has.

    In hundreds of reports of one affair its names say nothing of which day of it a report tells; in three they do.
    Only reports that hang together by likeness weigh on each other's words: a stranger changes nothing.
    """
    size = np.bincount(label, minlength=len(label))
    if size.max() <= settings.saga_least:
        return plain
    row = np.repeat(np.arange(len(label)), np.diff(terms.indptr))
    key = label[row] * terms.shape[1] + terms.indices
    _, place, count = np.unique(key, return_inverse=True, return_counts=True)
    having = count[place] / size[label[row]]
    strength = np.maximum(0, size - settings.saga_least) / (size + settings.saga_half)
    lessened = terms.copy()
    lessened.data = terms.data * (1 - strength[label[row]] * having)
    return unit_rows(lessened)


def overlap(begin: int, end: int, spans: Sequence[Span]) -> tuple[int, int] | None:
    """The part of ``[begin, end)`` from its first to its last point in ``spans``."""
    parts = [(max(begin, low), min(end, high)) for low, high in spans if low < end and begin < high]
    return (parts[0][0], parts[-1][1]) if parts else None


def shared_words(
    reports: Sequence[Report], profiles: Sequence[Profile], reuse: pa.Table
) -> Mapping[tuple[int, int], Shared]:
    """What each pair of reports (indices, smaller first) shares by copying; standing lines do not count, and words that one
    of the two has once count once, however often the other repeats them.
    """
    place = {report.id: index for index, report in enumerate(reports)}
    found: dict[tuple[int, int], Shared] = {}
    counted: dict[tuple[int, int], tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}
    columns = ("kind", "words", "a_report", "a_begin", "a_end", "b_report", "b_begin", "b_end")
    for kind, words, *sides in zip(*(reuse[name].to_pylist() for name in columns), strict=True):
        if kind == "standing" or sides[0] not in place or sides[3] not in place:
            continue
        a, b = place[sides[0]], place[sides[3]]
        pair = (min(a, b), max(a, b))
        if pair in found:
            part = min(map(fresh_part, [*zip(sides[1::3], sides[2::3], counted[pair], strict=True)]))
            words = round(words * part)
        for spans, begin, end in zip(counted.setdefault(pair, ([], [])), sides[1::3], sides[2::3], strict=True):
            spans.append((begin, end))
        lead = words
        for index, begin, end in ((a, *sides[1:3]), (b, *sides[4:])):
            lead = lead and min(lead, words_of_lead(reports[index].text, profiles[index].lead, begin, end))
        old = found.get(pair, Shared(0, 0, 0))
        quoted = kind == "quotation"
        found[pair] = Shared(
            old.lead + lead, old.text + (0 if quoted else words), old.quoted + (words if quoted else 0)
        )
    return found


def fresh_part(side: tuple[int, int, Sequence[tuple[int, int]]]) -> float:
    """The share of a span that none of the spans counted before covers; ``side`` is (begin, end, those)."""
    begin, end, before = side
    fresh, at = 0, begin
    for low, high in sorted(before):
        if low > at:
            fresh += max(0, min(low, end) - at)
        at = max(at, high)
    return (fresh + max(0, end - at)) / max(1, end - begin)


def words_of_lead(text: str, lead: Sequence[Span], begin: int, end: int) -> int:
    """How many words of a passage stand in the lead."""
    part = overlap(begin, end, lead)
    return sum(1 for _ in TOKEN.finditer(text, *part)) if part else 0


def shared_of(pile: Pile, one: Whole, other: Whole) -> Whole:
    """What each pair shares, as rows of ``Shared``."""
    if not len(pile.pairs):
        return np.zeros((len(one), 3), np.int64)
    key = np.minimum(one, other) * len(pile.length) + np.maximum(one, other)
    place = np.minimum(np.searchsorted(pile.pairs, key), len(pile.pairs) - 1)
    return np.where((pile.pairs[place] == key)[:, None], pile.shared[place], 0)


def cosine(product: Real) -> Real:
    """A product of vectors as a cosine."""
    return np.asarray(np.minimum(product / ONE, 1.0), np.float64)


def weigh_pairs(pile: Pile, one: Whole, other: Whole, words: Real, lead: Real, settings: GroupSettings) -> Alike:
    """How like each other pairs are, given the products of their words and of their leads.

    Likeness is the geometric mean of the cosines of the whole texts and of the leads, lessened by days far apart.
    Words copied from each other are no independent sign that two reports tell one event: background paragraphs
    are reprinted for months. So they count only where both leads hold them, or where they make most of a report;
    a long quotation in both, days near each other, is a sign that they do.
    """
    lead = cosine(lead)
    days, left_over = np.array(settings.days_apart).T
    factor = np.interp(days_between(pile.days, one, other), days, left_over)
    value = cosine(words) ** (1 - settings.lead_share) * lead**settings.lead_share * factor
    against = dated_against(pile.days, one, other, settings)
    asked = np.flatnonzero((against < 0) | undated(pile.days, one, other, against))
    alike = np.ones(len(one))
    alike[asked] = cosine(pair_products(pile.common, one[asked], other[asked]))
    against = days_against(pile.days, one, other, against, lead, alike, settings)
    shared = shared_of(pile, one, other)
    copying = np.flatnonzero(shared.any(axis=1))
    if len(copying):
        left, right, found = one[copying], other[copying], shared[copying]
        share = found[:, 1] / np.maximum(1, np.minimum(pile.length[left], pile.length[right]))
        of_lead = np.minimum(
            1.0, found[:, 0] / np.maximum(1, np.minimum(pile.lead_length[left], pile.lead_length[right]))
        )
        part, most = np.minimum(1.0, share), share >= settings.same_text
        new = value[copying] * np.where(most, 1, 1 - part * (1 - of_lead))
        copied = np.maximum(of_lead, np.where(most, part, 0))
        new += (1 - new) * copied
        quoted = np.minimum(1.0, found[:, 2] / settings.quoted_words)
        new += (1 - new) * factor[copying] * settings.quoted_weight * quoted
        value[copying] = new
        # Two copies of one text tell of one day, whatever their dates.
        days = against[copying]
        against[copying] = np.where(days > 0, days * (1 - copied), days)
    return Alike(one, other, millionths(np.clip(value, 0, 1)), millionths(against))


def millionths(values: Real) -> Whole:
    """Numbers in millionths, rounded."""
    return np.rint(values * UNIT).astype(np.int64)


def pairs_of(pile: Pile, one: Whole, other: Whole, settings: GroupSettings) -> Alike:
    """How like each other any pairs are."""
    same = pile.kin[one] == pile.kin[other]
    words = np.zeros(len(one))
    for matrix, part in ((pile.words, np.flatnonzero(same)), (pile.plain, np.flatnonzero(~same))):
        words[part] = pair_products(matrix, one[part], other[part])
    return weigh_pairs(pile, one, other, words, pair_products(pile.lead, one, other), settings)


def block_of(pile: Pile, rows: Whole, columns: Whole, settings: GroupSettings) -> Alike:
    """How like some reports are to others: all pairs, row by row. Meant for few rows."""
    room = np.zeros(max(pile.plain.shape[1], pile.lead.shape[1]))
    words, lead = np.empty((len(rows), len(columns))), np.empty((len(rows), len(columns)))
    for number, row in enumerate(rows.tolist()):
        words[number] = row_products(pile.words, row, columns, room)
        strangers = np.flatnonzero(pile.kin[columns] != pile.kin[row])
        if len(strangers) and pile.words is not pile.plain:
            words[number, strangers] = row_products(pile.plain, row, columns[strangers], room)
        lead[number] = row_products(pile.lead, row, columns, room)
    one, other = np.repeat(rows, len(columns)), np.tile(columns, len(rows))
    return weigh_pairs(pile, one, other, words.ravel(), lead.ravel(), settings)


class Parts(NamedTuple):
    """The matrices of a pile made ready for products of many rows."""

    plain: Split
    words: Split
    lead: Split


def parts_of(pile: Pile) -> Parts:
    """The matrices of a pile told apart into full columns and others."""
    plain = split(pile.plain)
    return Parts(plain, plain if pile.words is pile.plain else split(pile.words), split(pile.lead))


def products_of(pile: Pile, parts: Parts, rows: Whole, columns: Whole) -> tuple[Real, Real]:
    """(products of words, products of leads) of some reports with others, as full matrices."""
    words = products(parts.words, rows, columns)
    if parts.words is not parts.plain:
        strangers = pile.kin[rows][:, None] != pile.kin[columns][None, :]
        words = np.where(strangers, products(parts.plain, rows, columns), words)
    return words, products(parts.lead, rows, columns)


def alike_pairs(pile: Pile, settings: GroupSettings) -> Alike:
    """The pairs that are alike enough to be looked at for a join, the smaller index first.

    Of pairs published far from each other only those that share text or are more alike: they are found by their leads.
    """
    found = [
        *near_pairs(pile, parts_of(pile), settings), far_pairs(pile, settings),
        pairs_of(pile, *np.divmod(pile.pairs, len(pile.length)), settings),
    ]  # fmt: skip
    joined = Alike(*(np.concatenate(part) for part in zip(*found, strict=True)))
    kept = joined.likeness >= settings.least_likeness * UNIT
    joined = Alike(*(part[kept] for part in joined))
    _, once = np.unique(joined.one * len(pile.length) + joined.other, return_index=True)
    return Alike(*(part[once] for part in joined))


def near_pairs(pile: Pile, parts: Parts, settings: GroupSettings) -> Iterator[Alike]:
    """Pairs that were not published far from each other, or of which one is undated."""
    published = pile.days.published
    order = np.argsort(published, kind="stable")
    days = published[order]
    begin = int(np.searchsorted(days, 1))
    for first in range(0, len(order), BLOCK):
        last = min(first + BLOCK, len(order))
        end = len(order)
        if first >= begin:
            end = int(np.searchsorted(days, days[last - 1] + far_days(settings)))
        rows, columns = order[first:last], order[first:end]
        words, lead = products_of(pile, parts, rows, columns)
        alike = words * lead >= (settings.least_likeness * ONE) ** 2 * (1 - 1e-6)
        one, other = np.nonzero(np.triu(alike, 1))
        low, high = np.minimum(rows[one], columns[other]), np.maximum(rows[one], columns[other])
        made = weigh_pairs(pile, low, high, words[one, other], lead[one, other], settings)
        kept = made.likeness >= settings.least_likeness * UNIT
        yield Alike(*(part[kept] for part in made))


def far_pairs(pile: Pile, settings: GroupSettings) -> Alike:
    """Pairs that were published far from each other."""
    left = np.interp(far_days(settings), *np.array(settings.days_apart).T)
    one, other, _ = pairs_over(pile.lead, (settings.far_least / left) ** 2 * ONE)
    days = pile.days.published
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    far = (days[one] > 0) & (days[other] > 0) & (np.abs(days[one] - days[other]) >= far_days(settings))
    made = pairs_of(pile, one[far], other[far], settings)
    kept = made.likeness >= settings.far_least * UNIT
    return Alike(*(part[kept] for part in made))


def nearest_of(pile: Pile, story: Whole, saga: Whole, settings: GroupSettings) -> Whole:
    """Of the other reports of its story the one most like each report; of one that is alone, of its saga; or -1."""
    alone = np.bincount(story, minlength=len(story))[story] == 1
    parts = parts_of(pile)
    nearest = np.full(len(story), -1, np.int64)
    for pairs in all_together(told_in(story), BLOCK * BLOCK):
        choose(nearest, pairs_of(pile, *pairs, settings))
    for members in told_in(saga):
        asking = members[alone[members]]
        step = max(1, 4 * BLOCK * BLOCK // len(members))
        for begin in range(0, len(asking) if len(members) > 1 else 0, step):
            one, other = likeliest(pile, parts, asking[begin : begin + step], members, settings)
            choose(nearest, pairs_of(pile, one, other, settings))
    return nearest


def told_in(group: Whole) -> list[Whole]:
    """The reports of each group, in order."""
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1)


def all_together(groups: Sequence[Whole], most: int) -> Iterator[tuple[Whole, Whole]]:
    """Each report of a group beside each other one, about ``most`` pairs at a time, those of one report together."""
    one: list[Whole] = []
    other: list[Whole] = []
    for members in groups:
        if len(members) > 1:
            one.append(np.repeat(members, len(members)))
            other.append(np.tile(members, len(members)))
        if one and (sum(map(len, one)) >= most or members is groups[-1]):
            left, right = np.concatenate(one), np.concatenate(other)
            yield left[left != right], right[left != right]
            one, other = [], []


def choose(nearest: Whole, pairs: Alike) -> None:
    """Notes for the first report of each pair the other to which it is most like, of equals the first."""
    order = np.lexsort((pairs.other, -pairs.likeness, pairs.one))
    one, first = np.unique(pairs.one[order], return_index=True)
    nearest[one] = pairs.other[order][first]


def likeliest(pile: Pile, parts: Parts, rows: Whole, columns: Whole, settings: GroupSettings) -> tuple[Whole, Whole]:
    """Pairs of some reports and others among which, for each of ``rows``, the one most like it must be.

    Days lessen likeness by a bounded share, so that only the likest by words can be it, or one that shares text.
    """
    words, lead = products_of(pile, parts, rows, columns)
    value = cosine(words) ** (1 - settings.lead_share) * cosine(lead) ** settings.lead_share
    value[rows[:, None] == columns[None, :]] = -1
    left = min(share for _, share in settings.days_apart)
    likely = value >= left * value.max(axis=1, keepdims=True) - 2 / UNIT
    a, b = np.divmod(pile.pairs, len(pile.length))
    place = np.full(len(pile.length), -1)
    place[columns] = np.arange(len(columns))
    number = np.full(len(pile.length), -1)
    number[rows] = np.arange(len(rows))
    for one, other in ((a, b), (b, a)):
        both = (number[one] >= 0) & (place[other] >= 0)
        likely[number[one[both]], place[other[both]]] = True
    likely &= rows[:, None] != columns[None, :]
    one, other = np.nonzero(likely)
    return rows[one], columns[other]
