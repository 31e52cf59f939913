"""Which quoted sentences two reports print otherwise: the same sentence inside the marks of both, in other words.

A report that quotes less of a speech, joins other sentences to it or tells it in its own words alters nothing; nor
does another spelling, a contraction, punctuation, or what is marked as left out or added.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from stemma.align import Match, align_words
from stemma.reckon.lexicon import FUNCTION, spell, weigh, words_of
from stemma.reckon.units import read_number
from stemma.settings import ClaimSettings
from stemma.words import WORD, find_words, fold

# An editor's mark that something was left out or put in; a quotation inside this one, with what stands between its pieces.
_MARKED = re.compile(r"[\[\]()…\"“”]|(?<=\s)[‘']|[’'](?=\s)|\.\s?\.\s?\.|[—–-]\s*[—–-]|\*\*")
_SPLIT = {"ca": "can", "wo": "will", "sha": "shall"}
_ENDINGS = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "would", "'s": "is"}
_CONTRACTED_ON = frozenset(words_of("contracted"))
# What "'d" and "'s" may also stand for, and words that come and go without changing what is said.
_ALIKE = (frozenset(("would", "had")), frozenset(("is", "has")), frozenset(("who", "whom")))
_EMPTY = frozenset(words_of("empty"))
_AUXILIARY = frozenset(words_of("auxiliary"))
MOST_LAST = 4  # words after the last that two wordings of a sentence share, which still stand for one another
JOINT = 4  # words on either side of where two sentences are joined by which the place is known again
DROPPED = 3  # sentences that may be left out there
SLIP = 0.75  # likeness of letters from which one word is another misspelt
_PERCENT = frozenset(["percent", "pct"])


class Quote(NamedTuple):
    """A stretch of one sentence inside quotation marks: where it stands, its plain words and their places.

    ``marked`` says of each word whether, between the word before and it, a mark shows that something was left out or
    put in; ``follows``, whether it stands right behind the stretch before it, in one quotation and without such a mark.
    """

    attribution_id: str
    report_id: str
    words: tuple[str, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    marked: tuple[bool, ...]
    follows: bool = False


class Altered(NamedTuple):
    """A quoted sentence as an attribution prints it, cut to what it shares with another that prints it otherwise."""

    attribution_id: str
    report_id: str
    begin: int
    end: int


def read_quotes(
    attribution_id: str,
    report_id: str,
    spans: Iterable[tuple[int, int]],
    text: str,
    quoted: tuple[tuple[int, ...], tuple[int, ...]],
    sentences: tuple[tuple[int, ...], tuple[int, ...]],
) -> list[Quote]:
    """The quoted stretches inside ``spans`` of a report's text, cut where a sentence begins."""
    found = []
    last_of, before = -1, 0
    for span_begin, span_end in spans:
        for n in range(max(0, bisect_right(quoted[0], span_begin) - 1), bisect_left(quoted[0], span_end)):
            inner_begin, inner_end = max(quoted[0][n], span_begin), min(quoted[1][n], span_end)
            if inner_begin >= inner_end:
                continue
            between = sentences[0][bisect_right(sentences[0], inner_begin) : bisect_left(sentences[0], inner_end)]
            for first, last in pairwise([inner_begin, *between, inner_end]):
                words, begins, ends, marked = _read_stretch(text[first:last])
                if words:
                    placed = tuple(first + b for b in begins), tuple(first + e for e in ends)
                    apart = n != last_of or WORD.search(text, before, placed[0][0]) is not None
                    follows = not apart and not _MARKED.search(text, before, placed[0][0])
                    found.append(Quote(attribution_id, report_id, words, *placed, marked, follows))
                    last_of, before = n, placed[1][-1]
    return found


@lru_cache(maxsize=1 << 14)
def _read_stretch(text: str) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[bool, ...]]:
    """The plain words of a stretch, their begins and ends in it, and what is ``marked``. Many reports may print the same."""
    words = _plain_words(text)
    if not words:
        return (), (), (), ()
    plain, begins, ends = zip(*words, strict=True)
    marked = tuple(n > 0 and bool(_MARKED.search(text, ends[n - 1], begins[n])) for n in range(len(words)))
    return plain, begins, ends, marked


def _plain_words(text: str) -> list[tuple[str, int, int]]:
    """(plain word, begin, end): contractions written out, one spelling, no word in brackets, no "per cent"."""
    out: list[tuple[str, int, int]] = []
    found = find_words(text)
    for first, last in zip(found.begin.tolist(), found.end.tolist(), strict=True):
        if _in_brackets(text, first):
            continue
        word = fold(text[first:last].replace("\u00ad", ""))
        value = read_number(word)
        plain_words = (f"{value:.10g}",) if value is not None else _write_out(word)
        out.extend((plain, first, last) for plain in plain_words)
    return out


def _in_brackets(text: str, at: int) -> bool:
    before = text[max(0, at - 80) : at]
    if "(" not in before and "[" not in before:
        return False
    return before.rfind("[") > before.rfind("]") or before.rfind("(") > before.rfind(")")


@lru_cache(maxsize=1 << 16)
def _write_out(word: str) -> tuple[str, ...]:
    """A folded word as the plain words that it stands for: "they're" is "they are"."""
    word = word.replace("’", "'")
    if word.endswith("n't") and len(word) > 3:
        return _SPLIT.get(word[:-3], word[:-3]), "not"
    if word == "cannot":
        return "can", "not"
    for ending, whole in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            stem = word.removesuffix(ending)
            if ending == "'s" and stem not in _CONTRACTED_ON:
                break
            return stem, whole
    if word in _PERCENT:
        return ("per", "cent")
    return tuple(spell(part) for part in word.split("-") if part) or (word,)


def find_altered(
    quotes: Sequence[Quote], settings: ClaimSettings, apart: Callable[[str, str], bool] | None = None
) -> list[tuple[Altered, ...]]:
    """Sentences that two reports quote in other words: for each all the stretches that take part, in order.

    Each is held against each, equal ones once. ``apart`` says of two attributions that they are of two occasions.
    """
    distinct: dict[tuple[str, ...], list[int]] = {}
    for number, quote in enumerate(quotes):
        if len(quote.words) >= settings.quote_words:
            distinct.setdefault(quote.words, []).append(number)
    texts = sorted(distinct)
    group = {words: words for words in texts}
    reach: dict[tuple[str, ...], tuple[int, int]] = {}

    def root(words: tuple[str, ...]) -> tuple[str, ...]:
        while group[words] != words:
            words = group[words]
        return words

    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            if len(set(one) & set(other)) < min(settings.quote_words - 2, len(set(one))):
                continue
            matches = _same_sentence(one, other, settings)
            if not matches or not any(
                quotes[a].report_id != quotes[b].report_id and _alters(quotes[a], quotes[b], matches)
                and not (apart and apart(quotes[a].attribution_id, quotes[b].attribution_id))
                for a in distinct[one][:3] for b in distinct[other][:3]
            ):  # fmt: skip
                continue
            last = matches[-1]
            ends = last.a_begin + last.length, last.b_begin + last.length
            # "... in the heavy storm" and "... in the long drought": the last words are other ones, and belong to it.
            if 0 < len(one) - ends[0] <= MOST_LAST and 0 < len(other) - ends[1] <= MOST_LAST:
                ends = len(one), len(other)
            for words, first, end in ((one, matches[0].a_begin, ends[0]), (other, matches[0].b_begin, ends[1])):
                known = reach.get(words, (first, end))
                reach[words] = min(known[0], first), max(known[1], end)
            a, b = sorted((root(one), root(other)))
            group[b] = a
    gathered: dict[tuple[str, ...], list[Altered]] = {}
    for words, (first, end) in reach.items():
        for number in distinct[words]:
            q = quotes[number]
            stretch = Altered(q.attribution_id, q.report_id, q.begins[first], q.ends[end - 1])
            gathered.setdefault(root(words), []).append(stretch)
    gathered_too = _find_dropped(quotes, settings, apart)
    return sorted(
        tuple(sorted(set(g), key=lambda s: (s.report_id, s.begin, s.attribution_id, s.end)))
        for g in (*gathered.values(), *gathered_too)
    )


def _find_dropped(
    quotes: Sequence[Quote], settings: ClaimSettings, apart: Callable[[str, str], bool] | None
) -> list[list[Altered]]:
    """Two sentences that one quotation joins without a mark, though another has a sentence between them: all the stretches
    from the one to the other.
    """
    joined: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[Quote, Quote, tuple[str, ...]]]] = {}
    for at, first in enumerate(quotes):
        between: tuple[str, ...] = ()
        for second in quotes[at + 1 : at + 2 + DROPPED]:
            if not second.follows or second.attribution_id != first.attribution_id:
                break
            ends = first.words[-JOINT:], second.words[:JOINT]
            if sum(map(len, ends)) >= settings.quote_words:
                joined.setdefault(ends, []).append((first, second, between))
            between = (*between, *second.words)
    printed: dict[str, set[tuple[str, ...]]] = {}
    for quote in quotes:
        printed.setdefault(quote.report_id, set()).add(quote.words)
    found: list[list[Altered]] = []
    for _, places in sorted(joined.items()):
        pairs = [
            (short, long) for short in places if not short[2] for long in places
            if any(weigh(word) > FUNCTION for word in long[2]) and long[0].report_id != short[0].report_id
            and long[2] not in printed[short[0].report_id]
            and not (apart and apart(short[0].attribution_id, long[0].attribution_id))
        ]  # fmt: skip
        if pairs:
            found.append([
                Altered(first.attribution_id, first.report_id, first.begins[0], second.ends[-1])
                for pair in pairs for first, second, _ in pair
            ])  # fmt: skip
    return found


def _number_both(one: Sequence[str], other: Sequence[str]) -> tuple[list[int], list[int]]:
    """The words of two sequences as small numbers, equal for equal words."""
    known: dict[str, int] = {}
    return [known.setdefault(w, len(known)) for w in one], [known.setdefault(w, len(known)) for w in other]


def _same_sentence(one: tuple[str, ...], other: tuple[str, ...], settings: ClaimSettings) -> list[Match]:
    """The alignment of two word sequences that are one sentence: [] where they are not, or one holds the other whole."""
    if _holds(one, other) or _holds(other, one):
        return []
    matches = align_words(*_number_both(one, other))
    # A word or two at an end, found again beyond a gap as long, belong to another sentence; not two with which both begin or end.
    while len(matches) > 1 and _strays(matches[0].length, _gap(matches[0], matches[1])):
        if _anchored(matches[0], matches[1], matches[0].a_begin == matches[0].b_begin == 0):
            break
        matches = matches[1:]
    while len(matches) > 1 and _strays(matches[-1].length, _gap(matches[-2], matches[-1])):
        last = matches[-1]
        ends = last.a_begin + last.length == len(one) and last.b_begin + last.length == len(other)
        if _anchored(last, matches[-2], ends):
            break
        matches = matches[:-1]
    if len(matches) < 2:
        return []
    last, shared = matches[-1], sum(m.length for m in matches)
    stretches = (last.a_begin + last.length - matches[0].a_begin, last.b_begin + last.length - matches[0].b_begin)
    said = sum(w for m in matches for n in range(m.a_begin, m.a_begin + m.length) if (w := weigh(one[n])) > FUNCTION)
    if (
        min(stretches) < settings.quote_words
        or shared < max(settings.quote_words - 1, settings.quote_share * min(len(one), len(other)))
        or 2 * shared < max(stretches)
        or said < settings.quote_weight
        or max(_gap(before, after) for before, after in pairwise(matches)) > settings.quote_gap
    ):
        return []
    return matches


def _anchored(match: Match, beside: Match, at_end: bool) -> bool:
    """Whether a match at the end of both is no chance: two words and more, no farther from the next than they are long."""
    return at_end and match.length > 1 and _gap(*sorted((match, beside))) <= match.length


def _strays(length: int, gap: int) -> bool:
    return gap > length or (length <= 2 and gap == length)


def _holds(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(whole[n : n + len(part)] == part for n in range(len(whole) - len(part) + 1))


def _gap(before: Match, after: Match) -> int:
    """The words between two matches, on the side that has more of them."""
    return max(after.a_begin - before.a_begin, after.b_begin - before.b_begin) - before.length


def _alters(a: Quote, b: Quote, matches: Sequence[Match]) -> bool:
    """Whether words between two shared ones differ in what they say, and no mark owns to it."""
    for before, after in pairwise(matches):
        a_from, b_from = before.a_begin + before.length, before.b_begin + before.length
        one, other = a.words[a_from : after.a_begin], b.words[b_from : after.b_begin]
        more = [word for word in one or other if word not in _EMPTY]
        if not (one and other) and len(more) == 1 and more[0] in (_beside(b, b_from) if one else _beside(a, a_from)):
            continue  # a word stammered
        if _other_words(one, other) and not _owned(a, a_from, after.a_begin) and not _owned(b, b_from, after.b_begin):
            return True
    return False


def _beside(quote: Quote, at: int) -> tuple[str, ...]:
    """The words on either side of a place."""
    return quote.words[max(0, at - 1) : at + 1]


def _owned(quote: Quote, first: int, last: int) -> bool:
    """Whether a mark stands between the words before term ``first`` and term ``last``."""
    return any(quote.marked[first : last + 1])


def _other_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two pieces say something else, or one says something that the other has not."""
    a, b = "".join(one), "".join(other)
    if a == b or (min(len(a), len(b)) >= 5 and SequenceMatcher(None, a, b).ratio() >= SLIP):
        return False
    if any({*one, *other} <= pair for pair in _ALIKE):
        return False
    empty = _EMPTY if one and other else _EMPTY | _AUXILIARY
    return any(word not in empty for word in (*one, *other))
