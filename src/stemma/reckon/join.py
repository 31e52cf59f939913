"""Which attributions say the same thing: pairs scored by their aligned words, then joined under guard.

Two contents are also held against each other by what both quote (``core``) and without what only adds to them.
Average-link clustering (Sokal and Michener 1958) over pairs that may be joined at all, or by the best links of the
smaller group where they are all good. Two contents with another figure are never joined, nor two that are alike but for
a negation, and two attributions of one report only when they are alike themselves, so that no chain of near readings
ties together what differs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from stemma.align import Match, align_words
from stemma.reckon.about import verbs_that_tell
from stemma.reckon.asked import is_of_another_kind
from stemma.reckon.candidates import candidate_pairs
from stemma.reckon.core import (
    FEWEST,
    NO_CORE,
    Core,
    Quotation,
    all_but_a_word,
    core_keys,
    quote_otherwise,
    shared_core,
)
from stemma.reckon.lexicon import CONTENT, FUNCTION, stem
from stemma.reckon.line_up import settle
from stemma.reckon.rarity import weigh_by_rarity
from stemma.reckon.speakers import OF_ONE_NAME, Compatible
from stemma.reckon.traced import Traced
from stemma.reckon.units import Terms, Unit, content_weight, first_terms
from stemma.reckon.worth import have_other_figures, may_count
from stemma.settings import ClaimSettings

# Words with which a clause or phrase begins that adds to what is said: of time, of cause, of company.
_ADDS = frozenset(
    stem(word) for word in
    ["when", "while", "as", "after", "before", "because", "since", "although", "though", "which", "who", "whose", "where", "during", "amid", "despite", "following", "including", "addition", "according", "given"]
)  # fmt: skip
KERNEL = 2.5  # weight that a content must have before such a word: as much as two must share at least
_BUT = frozenset(("but", "and", "then", "so"))  # "but again, ..." takes up a thread
_ONCE_MORE = (stem("once"), stem("more"))


class Node(NamedTuple):
    """Units that are equal for joining: the same terms, of one speaker, with the same turn.

    ``object_of`` are the verbs of few words that are only what they are about. ``full`` has the weights that words have by themselves, ``terms`` those among the contents at hand.
    """

    terms: Terms
    speaker: str | None
    denied: bool
    units: tuple[int, ...]
    reports: frozenset[str]
    quoted: bool
    direct: bool
    full: Terms
    quotations: tuple[Quotation, ...] = ()
    deeds: frozenset[str] = frozenset()
    sentences: tuple[Quotation, ...] = ()
    object_of: frozenset[str] = frozenset()


class Likeness(NamedTuple):
    """How alike two contents are: ``score`` 0 to 1; ``apart`` names what forbids joining them, "" where nothing does.

    ``contained`` is the weight in common over the lighter one's, ``shared`` what the words in common that say something
    weigh, ``plain`` the score over the words that are no names and no numbers (1 where neither side has any),
    ``run`` the longest run of terms in common.
    """

    score: float
    apart: str
    contained: float
    shared: float
    plain: float
    run: int


def compare(a: Terms, b: Terms) -> Likeness:
    """The likeness of two contents, by their terms aligned in order and by the terms they share in any order.

    The score is the weighted Dice coefficient, the mean of both ways to count. Which is held against which does not
    matter.
    """
    if b.term < a.term:  # of several alignments equally long the first is taken
        a, b = b, a
    weight_a, weight_b = a.total, b.total
    if not weight_a or not weight_b:
        return Likeness(0.0, "", 0.0, 0.0, 0.0, 0)
    matches = align_words(a.numbers, b.numbers)
    in_order = sum([sum(a.weight[begin : begin + length]) for begin, _, length in matches])
    in_bag = shared = 0.0
    here, there = a.weights, b.weights
    for term in filter(there.__contains__, here):
        # Of a term that stands more often here than there, the first places count.
        for weight in here[term][-len(there[term]) :]:
            in_bag += weight
            if weight > FUNCTION:
                shared += weight
    score = (in_order + in_bag) / (weight_a + weight_b)
    contained, run = in_bag / min(weight_a, weight_b), max([length for _, _, length in matches], default=0)
    return Likeness(score, _what_parts(a, b, matches), contained, shared, _plain_share(a, b), run)


def compare_nodes(a: Node, b: Node) -> Likeness:
    """The likeness of two contents, a cue that says something ("blamed") counted as a word that both have in common."""
    likeness = compare(a.terms, b.terms)
    if not a.deeds & b.deeds:
        return likeness
    weight_a, weight_b = a.terms.total, b.terms.total
    both, lighter = weight_a + weight_b, min(weight_a, weight_b)
    return likeness._replace(
        score=(likeness.score * both + 2 * CONTENT) / (both + 2 * CONTENT),
        contained=(likeness.contained * lighter + CONTENT) / (lighter + CONTENT),
        shared=likeness.shared + CONTENT,
        plain=_plain_share(a.terms, b.terms, CONTENT),
    )


def _plain_share(a: Terms, b: Terms, deed: float = 0.0) -> float:
    """The Dice coefficient of the words that say what is done, not to whom: no names, no numbers, no function words.
    ``deed`` is the weight of a cue in common.
    """
    total = a.plain_total + b.plain_total + 2 * deed
    here = a.plain
    return (sum([2 * here[term] for term in filter(b.plain.__contains__, here)]) + 2 * deed) / total if total else 1.0


def _what_parts(a: Terms, b: Terms, matches: Sequence[Match]) -> str:
    """ "figure" where aligned places hold other numbers, "negation" where one side alone is negated, else ""."""
    other_figures = have_other_figures(a, b)
    if not other_figures and not a.negations and not b.negations:
        return ""
    gaps: list[tuple[int, int, int, int]] = []
    end_a = end_b = 0
    for begin_a, begin_b, length in settle(matches, a.numbers, b.numbers):
        gaps.append((end_a, begin_a, end_b, begin_b))
        end_a, end_b = begin_a + length, begin_b + length
    gaps.append((end_a, len(a.term), end_b, len(b.term)))
    for at, (from_a, to_a, from_b, to_b) in enumerate(gaps):
        if other_figures and all(
            any(t in mine.figures and t not in theirs.figures for t in mine.term[begin:end])
            for mine, theirs, begin, end in ((a, b, from_a, to_a), (b, a, from_b, to_b))
        ):
            return "figure"
        # A long gap is another clause, left out by one of them: its negation is its own. At the edges only the
        # words next to what is shared count.
        if at == 0:
            from_a, from_b = max(from_a, to_a - 3), max(from_b, to_b - 3)
        if at == len(gaps) - 1:
            to_a, to_b = min(to_a, from_a + 2), min(to_b, from_b + 2)
        # "A wise step, not a foolish one" says nothing against "a wise step".
        if at == len(gaps) - 1 and (_adds(a, from_a, to_a, from_b == to_b) or _adds(b, from_b, to_b, from_a == to_a)):
            continue
        if to_a - from_a <= 6 and to_b - from_b <= 6:
            nots = sum(from_a <= n < to_a for n in a.negations) + sum(from_b <= n < to_b for n in b.negations)
            if nots % 2 and not _deny_the_same(a, b):
                return "negation"
    return ""


def _adds(terms: Terms, begin: int, end: int, alone: bool) -> bool:
    """Whether a negation begins what a content goes on with behind a comma or stop, where the other, ``alone``, has ended."""
    return alone and 0 < begin < end and begin in terms.negations and terms.begin[begin] - terms.end[begin - 1] > 1


def _deny_the_same(a: Terms, b: Terms) -> bool:
    """Whether both sides deny as often, and the same words: "without a word of warning", "had warned nobody"."""
    one, other = _denied_words(a), _denied_words(b)
    return len(one) == len(other) > 0 and all(any(x & y for y in other) for x in one)


def _denied_words(terms: Terms) -> list[frozenset[str]]:
    """For each negation the words that it can bear on: those that say something among the three before and four after."""
    return [
        frozenset(
            term for term, weight in zip(terms.term[max(0, n - 3) : n + 5], terms.weight[max(0, n - 3) : n + 5], strict=True)
            if weight > FUNCTION
        )
        for n in terms.negations
    ]  # fmt: skip


def make_nodes(
    units: Sequence[Unit],
    scope: Mapping[str, str],
    quotations: Callable[[Unit], tuple[Quotation, ...]],
    sentences: Callable[[Unit], tuple[Quotation, ...]],
) -> list[Node]:
    """Units with equal terms, speaker and turn within one ``scope`` (report id to saga) gathered into nodes, in order."""
    gathered: dict[tuple[str, tuple[str, ...], str | None, bool, frozenset[str]], list[int]] = {}
    for number, unit in enumerate(units):
        verbs = verbs_that_tell(unit.object_of, light=content_weight(unit.terms) < KERNEL)
        key = (scope[unit.report_id], unit.terms.term, unit.speaker, unit.denied, verbs)
        gathered.setdefault(key, []).append(number)
    return [
        Node(
            units[numbers[0]].terms,
            key[2],
            key[3],
            tuple(numbers),
            frozenset(units[n].report_id for n in numbers),
            any(units[n].kind != "indirect" for n in numbers),
            any(units[n].kind == "direct" for n in numbers) or _is_quoted_whole(units[numbers[0]].terms, said),
            units[numbers[0]].terms,
            said,
            frozenset(deed for n in numbers if (deed := units[n].deed) is not None),
            max((sentences(units[n]) for n in numbers), key=_quoted_terms),
            key[4],
        )
        for key, numbers in sorted(gathered.items(), key=lambda item: item[1][0])
        for said in (max((quotations(units[n]) for n in numbers), key=_quoted_terms),)
    ]


def _is_quoted_whole(terms: Terms, quotations: Sequence[Quotation]) -> bool:
    """Whether all that says something in a content is quoted: "that" before the marks is nothing."""
    return bool(quotations) and content_weight(terms) == sum(
        terms.weight[n] for pieces in quotations for begin, end in pieces for n in range(begin, end)
        if terms.weight[n] > FUNCTION
    )  # fmt: skip


def _quoted_terms(quotations: Sequence[Quotation]) -> int:
    return sum(end - begin for quotation in quotations for begin, end in quotation)


def join_nodes(
    nodes: Sequence[Node],
    compatible: Compatible,
    traced: Traced,
    settings: ClaimSettings,
    nested: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Nodes that say the same thing, as lists of their numbers, in order.

    ``compatible`` says whether two speakers may be one source, ``traced`` whether reuse lays one content upon the other, or
    around both; ``nested`` are pairs of nodes of which the first tells of the second's saying. What is more like
    that saying than like all that the first says is not joined with the first.
    """
    weighed = weigh_by_rarity([node.full for node in nodes], settings)
    nodes = [node._replace(terms=terms) for node, terms in zip(nodes, weighed, strict=True)]
    scores: dict[tuple[int, int], float] = {}
    likenesses: dict[tuple[int, int], Likeness] = {}
    told_by: dict[int, list[int]] = {}
    for outer, inner in sorted(nested):
        told_by.setdefault(outer, []).append(inner)
    forbidden = {(min(outer, inner), max(outer, inner)) for outer, inside in told_by.items() for inner in inside}
    contrary: set[tuple[int, int]] = set()
    least = settings.same * settings.slack
    # What cannot reach the least score, function words and reuse counted in, is not compared.
    contained, alike = least / settings.cut_share, min(least, settings.copied_least) - 0.05
    pairs = {*candidate_pairs([node.terms for node in nodes], contained, alike), *quoting_pairs(nodes)}
    vouched: set[tuple[int, int]] = set()
    compatible = lru_cache(maxsize=None)(compatible)  # speakers are few, pairs are many
    longest = [max(map(_words_of, node.quotations), default=0) for node in nodes]
    again = [_says_again(node.terms.term) for node in nodes]
    for one, other in sorted(pairs):
        if (one, other) in forbidden:
            continue
        a, b = nodes[one], nodes[other]
        sure = compatible(a.speaker, b.speaker)
        if a.denied != b.denied:
            forbidden.add((one, other))
            continue
        # Of few words that are only what a verb is about the verb is the statement.
        if a.object_of and b.object_of and a.object_of.isdisjoint(b.object_of):
            continue
        core = sentence = NO_CORE
        shorter = min(longest[one], longest[other])
        if shorter >= (1 if sure else settings.quoted_words):
            core = shared_core(a.full, a.quotations, b.full, b.quotations)
            if not (core.whole or core.nearly):
                sentence = _shared_sentence(a, b, settings)
        quote_alike = core is not NO_CORE or sentence is not NO_CORE
        # So long a quotation, all but a word alike, is not said twice with another figure in it.
        said_once = quote_alike and core.words >= shorter - 1 and _same_words(core, settings.once_length)
        # In one place of a text that both reports have one thing was said, whatever a word or two of it.
        in_place = (
            bool(sure) and all_but_a_word(a.full, a.quotations, b.full, b.quotations) and traced.amid(a.units, b.units)
        )
        quote_alike = quote_alike or in_place
        # Where a quotation is among them and one alone says "again", the like was said of another time.
        if again[one] != again[other] and (a.quoted or b.quoted) and not (said_once or in_place):
            forbidden.add((one, other))
            continue
        if not sure:
            if not quote_alike or not (
                _same_words(core, settings.sure_length) or _same_words(sentence, settings.sure_length)
            ):
                continue
            # So many words alike are one quotation, whoever is taken for its speaker in the one report and the other.
            vouched.add((one, other))
            sure = 0.5
        told_on = one in told_by or other in told_by
        if not quote_alike and not told_on and not _may_count(a, b, sure, settings):
            continue
        likeness = compare_nodes(a, b)
        if told_on and any(
            compatible(nodes[inner].speaker, against.speaker) >= sure
            and compare_nodes(nodes[inner], against).score > likeness.score
            for outer, against in ((one, b), (other, a))
            for inner in told_by.get(outer, ())
        ):
            forbidden.add((one, other))
            continue
        if not (core.whole or core.nearly) and is_of_another_kind(a.terms, b.terms):
            continue
        of_core = weigh_core(a, b, core, sure, settings) if quote_alike else 0.0
        # One sentence out of several is nobody's own: of an unknown speaker the rest must be like it too.
        if quote_alike and (
            sure >= OF_ONE_NAME or likeness.contained >= settings.same or _same_words(sentence, settings.sure_length)
        ):
            of_core = max(of_core, weigh_core(a, b, sentence, sure, settings))
        # A few words that the one quotes whole, as the other does, are one saying where their frames are alike besides.
        few = core.whole and core.words > 1 and core.telling and not core.turned and sure >= OF_ONE_NAME
        if few and likeness.contained >= settings.core_contained:
            of_core = max(of_core, settings.same)
        if in_place:
            of_core = max(of_core, settings.whole_quotation)
        turned = likeness.apart == "negation" and not of_core
        # What has little in common with another is no contradiction of it, nor the same.
        if likeness.apart == "figure" and not said_once:
            forbidden.add((one, other))
            continue
        if turned:
            if likeness.score >= settings.contrary:
                contrary.add((one, other))
            continue
        score = max(weigh_pair(a, b, likeness, sure, traced, settings), of_core)
        if score >= settings.beside:
            scores[one, other] = round(score, 6)
            likenesses[one, other] = likeness
    return _average_link(nodes, scores, likenesses, forbidden, contrary, vouched, compatible, settings)


def _may_count(a: Node, b: Node, sure: float, settings: ClaimSettings) -> bool:
    """Whether two contents that quote nothing alike are worth being aligned."""
    deed, quoted = not a.deeds.isdisjoint(b.deeds), a.quoted and b.quoted
    return may_count(a.terms, b.terms, deed, quoted, sure, _malus(sure, settings), settings)


def apart_though_quoted(
    nodes: Sequence[Node], groups: Sequence[Sequence[int]], compatible: Compatible, settings: ClaimSettings
) -> list[tuple[int, int]]:
    """Pairs of contents in two groups that quote so much alike that it is one saying: what else they hold kept them apart."""
    compatible = lru_cache(maxsize=None)(compatible)
    group_of = {node: number for number, group in enumerate(groups) for node in group}
    found = []
    for one, other in sorted(quoting_pairs(nodes)):
        a, b = nodes[one], nodes[other]
        if group_of[one] == group_of[other] or a.denied != b.denied or a.reports & b.reports:
            continue
        core = shared_core(a.full, a.quotations, b.full, b.quotations)
        least = settings.quoted_length if compatible(a.speaker, b.speaker) >= OF_ONE_NAME else settings.sure_length
        if _same_words(core, least) and core.words > FEWEST:
            found.append((one, other))
    return found


def _words_of(quotation: Quotation) -> int:
    return sum(end - begin for begin, end in quotation)


def _shared_sentence(a: Node, b: Node, settings: ClaimSettings) -> Core:
    """A quoted sentence out of several that both quote and that is much of the lighter content."""
    if not (a.sentences or b.sentences):
        return NO_CORE
    core = shared_core(a.full, a.sentences or a.quotations, b.full, b.sentences or b.quotations)
    lighter = min(content_weight(a.full), content_weight(b.full))
    much = core.words > FEWEST - core.whole and core.weight >= settings.sentence_share * lighter
    return core if (core.whole or core.nearly) and much else NO_CORE


def _same_words(core: Core, length: float) -> bool:
    """Whether two contents quote so many words alike that they are of one mouth."""
    return (core.whole or core.nearly) and not core.turned and core.length >= length


def _says_again(terms: Sequence[str]) -> bool:
    """Whether a content has "again" or a word for it."""
    return (
        "anew" in terms
        or any(term == "again" and not (n and terms[n - 1] in _BUT) for n, term in enumerate(terms))
        or any(pair == _ONCE_MORE for pair in pairwise(terms))
    )


def weigh_pair(a: Node, b: Node, likeness: Likeness, sure: float, traced: Traced, settings: ClaimSettings) -> float:
    """The score that decides on a pair: likeness, with what a cut copy keeps, what reuse shows, what is not known.

    ``worth.may_count`` bounds it from above: what raises a score here must be thought of there.
    """
    lighter = min(content_weight(a.terms), content_weight(b.terms))
    score = likeness.score
    wholly = likeness.contained >= settings.whole_share
    in_a_word = sure == 1 and wholly and lighter >= settings.quoted_weight and _share_quoted(a, b)
    if in_a_word or lighter >= settings.cut_weight:
        # A cut copy holds little but the other's words: what is left of it decides.
        score = max(score, settings.cut_share * likeness.contained)
    if a.quoted and b.quoted and 4 <= likeness.run == min(len(a.terms.term), len(b.terms.term)):
        # A whole quotation stands word for word in the other.
        score = max(score, settings.whole_quotation)
    if likeness.shared < settings.least_weight:
        # Two or three words in common say nothing unless they are all there is.
        told = sure == 1 and likeness.shared >= settings.told_weight and wholly
        score = score if likeness.score >= 0.9 or told else min(score, 0.99 * settings.same)
    words = len(a.deeds & b.deeds) + min(len(a.terms.plain), len(b.terms.plain))
    if (words < settings.short_words and not wholly) or (
        words < 2 and likeness.score < settings.equal and not in_a_word
    ):
        # A few words, of which some are not in the other: that both speak of one matter is no likeness.
        score = min(score, 0.99 * settings.same)
    if likeness.plain < settings.plain_share and not wholly:
        # The same names in other deeds: what is said of them differs.
        score = min(score, 0.99 * settings.same)
    if (
        sure == 1
        and score < settings.same
        and likeness.shared >= settings.least_weight
        and words >= settings.short_words
    ):
        of_kernels = settings.head_share if likeness.run >= settings.core_run else settings.kernel_share
        score = max(score, of_kernels * weigh_kernels(a.terms, b.terms, settings))
    of_one_deed = sure >= OF_ONE_NAME and not a.deeds.isdisjoint(b.deeds)
    if of_one_deed and likeness.contained >= settings.deed_share and likeness.shared >= settings.least_weight:
        # Who blames the same one twice blames him for the same.
        score = max(score, settings.same)
    if quote_otherwise(a.terms, a.quotations, b.terms, b.quotations):
        # The same frame around other words: what is quoted is what is said.
        score = min(score, 0.99 * settings.same)
    if likeness.score >= settings.copied_least and traced.copied(a.units, b.units):
        score += settings.copied_bonus
    return min(score - _malus(sure, settings), 1.0)


def _malus(sure: float, settings: ClaimSettings) -> float:
    """What is taken off a score where it is not known that two speakers are one."""
    return settings.unknown_malus if sure < 1 else 0.0


def _share_quoted(a: Node, b: Node) -> bool:
    """Whether a word that both have, and that says what is done, is quoted by one of them."""
    shared = a.full.plain.keys() & b.full.plain.keys()
    return any(
        node.full.term[n] in shared
        for node in (a, b) for pieces in node.quotations for begin, end in pieces for n in range(begin, end)
    )  # fmt: skip


def weigh_core(a: Node, b: Node, core: Core, sure: float, settings: ClaimSettings) -> float:
    """What the words that two contents quote alike say for joining them, 0 where nothing."""
    # By one known speaker a whole quotation of some length is enough, or a single word that says something.
    quoted = core.whole or core.nearly
    word = quoted and sure >= OF_ONE_NAME and (core.telling or core.words > settings.quoted_words)
    if core.turned or not (word or core.weight >= settings.core_weight or _same_words(core, settings.quoted_length)):
        return 0.0
    score = 0.0
    if quoted and core.words >= settings.quoted_words:
        score = settings.whole_quotation
    elif core.words >= settings.core_run and core.weight >= settings.least_weight:
        score = settings.core_score
    elif core.whole and sure >= OF_ONE_NAME:
        lighter = min(content_weight(a.terms), content_weight(b.terms))
        score = settings.same if core.weight >= settings.core_share * lighter else 0.0
    return score - (settings.unknown_malus if sure < OF_ONE_NAME else 0.0)


def weigh_kernels(a: Terms, b: Terms, settings: ClaimSettings) -> float:
    """The likeness of two contents without what only adds to them: clauses of time and cause, or all that one goes on
    with after the last word that is in the other too.
    """
    best = 0.0
    ends = {(read_kernel(a), read_kernel(b)), _end_of_shared(a, b)} - {(len(a.term), len(b.term))}
    for end_a, end_b in sorted(ends):
        likeness = compare(first_terms(a, end_a), first_terms(b, end_b))
        if likeness.shared >= settings.least_weight and likeness.plain >= settings.plain_share and not likeness.apart:
            best = max(best, likeness.score)
    return best


def _end_of_shared(a: Terms, b: Terms) -> tuple[int, int]:
    """The numbers of terms of two contents, the heavier one's up to the last that aligns with one that says something."""
    matches = align_words(a.numbers, b.numbers)
    last = [
        (m.a_begin + n + 1, m.b_begin + n + 1)
        for m in matches for n in range(m.length) if a.weight[m.a_begin + n] > FUNCTION
    ]  # fmt: skip
    if not last:
        return len(a.term), len(b.term)
    end_a, end_b = last[-1]
    return (end_a, len(b.term)) if content_weight(a) > content_weight(b) else (len(a.term), end_b)


def read_kernel(terms: Terms) -> int:
    """How many of a content's terms come before the first clause or phrase that only adds to it: "when they meet"."""
    weight = 0.0
    for number, (term, of_term) in enumerate(zip(terms.term, terms.weight, strict=True)):
        if term in _ADDS and weight >= KERNEL:
            return number
        weight += of_term if of_term > FUNCTION else 0.0
    return len(terms.term)


def quoting_pairs(nodes: Sequence[Node]) -> set[tuple[int, int]]:
    """Pairs of contents that quote a few words alike."""
    places: dict[tuple[str, ...], list[int]] = {}
    for number, node in enumerate(nodes):
        for key in core_keys(node.terms, node.quotations):
            places.setdefault(key, []).append(number)
    return {pair for numbers in places.values() for pair in combinations(numbers, 2)}


def _average_link(
    nodes: Sequence[Node],
    scores: Mapping[tuple[int, int], float],
    likenesses: Mapping[tuple[int, int], Likeness],
    forbidden: set[tuple[int, int]],
    contrary: set[tuple[int, int]],
    vouched: set[tuple[int, int]],
    compatible: Compatible,
    settings: ClaimSettings,
) -> list[list[int]]:
    """Merge in order of falling likeness, equal contents first; a merge needs a mean score over all pairs across, or for
    each of the smaller group one good partner in the other, and no pair that may not be. ``contrary`` pairs may be
    where they are pieces of one quotation; of ``vouched`` pairs the speakers may be told otherwise.
    """
    cluster = list(range(len(nodes)))
    members: dict[int, list[int]] = {n: [n] for n in range(len(nodes))}

    def holds(whole: int, part: int) -> bool:
        pair = (min(part, whole), max(part, whole))
        likeness = likenesses.get(pair)
        return likeness is not None and (
            likeness.contained >= settings.whole_share or scores[pair] >= settings.whole_quotation
        )

    def cut_from_one(x: int, y: int, all_of_them: Sequence[int]) -> bool:
        """Whether two contents are pieces of one quotation that a third prints whole."""
        return (nodes[x].quoted and nodes[y].quoted) and any(
            nodes[z].direct and holds(z, x) and holds(z, y) for z in all_of_them
        )

    def beside(pair: tuple[int, int]) -> bool:
        """Whether two contents of one report may be the same though they are not alike enough to be joined for themselves."""
        return scores.get(pair, 0.0) >= settings.beside and likenesses[pair].plain >= settings.plain_beside

    def of_one_mouth(x: int, others: Sequence[int]) -> bool:
        return bool(vouched) and any((min(x, y), max(x, y)) in vouched for y in others)

    def may_be_whose(x: int, y: int, own: Sequence[int]) -> bool:
        """Whether ``y`` says what one of its ``own`` group says in so many words whose speaker may be that of ``x``."""
        return bool(vouched) and any(
            (min(y, z), max(y, z)) in vouched and compatible(nodes[x].speaker, nodes[z].speaker) for z in own
        )

    def may_merge(left: Sequence[int], right: Sequence[int]) -> bool:
        total = 0.0
        best = dict.fromkeys((*left, *right), 0.0)
        for x in left:
            for y in right:
                pair = (x, y) if x < y else (y, x)
                alike = scores.get(pair, 0.0)
                if pair in forbidden or not (
                    compatible(nodes[x].speaker, nodes[y].speaker)
                    or of_one_mouth(x, right)
                    or of_one_mouth(y, left)
                    or may_be_whose(x, y, right)
                    or may_be_whose(y, x, left)
                ):
                    return False
                two = alike < settings.same and nodes[x].reports & nodes[y].reports and not beside(pair)
                if two or pair in contrary:
                    if not cut_from_one(x, y, (*left, *right)):
                        return False
                    alike = settings.same
                total += alike
                best[x], best[y] = max(best[x], alike), max(best[y], alike)
        mean = total / (len(left) * len(right))
        smaller = min(left, right, key=len)
        linked = sum(best[x] for x in smaller) / len(smaller) >= settings.same
        return mean >= settings.same * settings.slack or (linked and mean >= settings.linked)

    ranked = sorted(scores.items(), key=lambda item: (-round(likenesses[item[0]].score, 6), -item[1], item[0]))
    for (one, other), score in ranked:
        left, right = cluster[one], cluster[other]
        if score < settings.same or left == right:
            continue
        if may_merge(members[left], members[right]):
            keep, gone = min(left, right), max(left, right)
            members[keep] = sorted(members[keep] + members.pop(gone))
            for node in members[keep]:
                cluster[node] = keep
    return [members[key] for key in sorted(members)]
