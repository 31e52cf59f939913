"""Quotations that no attribution holds: whose words they are where the text says so, and which of them are sentences.

What stands between quotation marks as a whole sentence is not the report's own, even where no cue is found: on PolNeAR's
train reports that took no part in training, readers marked all 12 such quotations, and hardly a title or a slogan.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stemma.attribute.assemble import MARKS, WORD, Found, is_speech, overlap, place, stretches, tidy, with_marks
from stemma.attribute.lexicon import CUE_NOUNS, DOCUMENTS, PHASE_VERBS, SPEECH_VERBS
from stemma.attribute.rules import Candidate
from stemma.attribute.tree import Tree, child, find_subject, is_passive, is_verb, make_tree, noun_phrase
from stemma.model import Quotation, Report, Segments, Sentence, Span, Token
from stemma.words import find_words

RULE = "standing"
FEWEST = 5  # words of a sentence that stands for itself
SOURCED, ALONE = 0.6, 0.5  # confidence, by judgement: not fitted, between what is shown and what is sure
RUN = 4  # words in a row that two quotations of one saying have in common
LONG_WORD = 4  # letters of at least two of these words: "it is what it is" is everybody's
_NOBODY = frozenset(["it", "that", "there", "this", "what"])  # subjects that say nothing
_SOMEBODY = frozenset(["he", "she", "they"])
_IN_TITLES = frozenset(
    ["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs", "with"]
)


def free_quotations(text: str, segments: Segments, taken: Iterable[Span]) -> list[Quotation]:
    """The quotations long enough to be a statement, titles apart, of which no span is taken, in order."""
    held: dict[int, list[Span]] = {}
    for span in taken:
        for stretch in stretches(span):
            held.setdefault(stretch, []).append(span)
    return [
        quotation for quotation in segments.quotations
        if quotation.depth == 0 and is_speech(text, quotation) and not _is_title(text, quotation)
        and not any(overlap(held.get(stretch, ()), Span(quotation.begin, quotation.end))
                    for stretch in stretches(Span(quotation.begin, quotation.end)))
    ]  # fmt: skip


def sentences_around(segments: Segments, quotations: Iterable[Quotation]) -> list[Sentence]:
    """The sentences in which quotations begin and end, and those before them, in order."""
    begins = [sentence.begin for sentence in segments.sentences]
    numbers = {
        bisect_right(begins, at) - 1 - back
        for one in quotations for at, back in ((one.begin, 1), (one.begin, 0), (one.end, 0))
    }  # fmt: skip
    return [segments.sentences[number] for number in sorted(numbers) if number >= 0]


def holds_one(text: str, one: Found, quotations: Sequence[Quotation]) -> bool:
    """Whether an attribution holds most of one of the quotations, and its cue stands in none of them."""
    return not one.inside and any(
        2 * overlap(one.content, span) > span.end - span.begin and not overlap([span], one.at)
        for span in (with_marks(text, quotation) for quotation in quotations)
    )


def find_standing(
    text: str,
    segments: Segments,
    parses: Mapping[str, tuple[Token, ...]],
    quotations: Sequence[Quotation],
    found: Sequence[Found],
) -> list[tuple[float, Found]]:
    """An attribution, with its confidence, for each of the quotations that is a sentence and of which the text says whose
    it is.

    Right after a sentence that says who speaks it is his, where both stand in one paragraph or the quotation is all of
    its own; where he is quoted there, it goes on with that and is put into that attribution. Where a colon leads it in, it is whom that sentence is about.
    """
    begins = [sentence.begin for sentence in segments.sentences]
    speaking: dict[int, Found] = {}
    for one in sorted(found, key=lambda one: one.at, reverse=True):
        if one.source and not one.inside and one.candidate.lemma in SPEECH_VERBS and _is_main(one):
            speaking[one.sentence.begin] = one
    standing: list[tuple[float, Found]] = []
    for quotation in quotations:
        span = with_marks(text, quotation)
        number = bisect_right(begins, span.begin) - 1
        if number < 0 or not _is_sentence(text, quotation):
            continue
        sentence, before = segments.sentences[number], segments.sentences[max(0, number - 1)]
        opens = not WORD.search(text, sentence.begin, span.begin)
        paragraph = segments.paragraphs[sentence.paragraph]
        alone = sentence.paragraph == before.paragraph + 1 and not WORD.search(text, span.end, paragraph.end)
        follows = number > 0 and opens and (before.paragraph == sentence.paragraph or alone)
        says = speaking.get(before.begin) if follows else None
        if says is not None and _is_quoting(text, says):
            says.content.append(span)
            says.quoted.append(span)
            continue
        leading = before if follows else sentence
        source = list(says.source) if says else _led_in(text, leading, parses, span.begin, follows and alone)
        if source:
            candidate = Candidate(RULE, "", 0, (), (), ())
            at = Span(span.begin, span.begin)
            standing.append((SOURCED, Found(candidate, sentence, at, source, [], [span], [span])))
    return standing


def find_repeated(
    reports: Sequence[Report], segments: Mapping[str, Segments], taken: Mapping[str, Sequence[Span]]
) -> dict[str, list[Span]]:
    """The quoted sentences of which no span is taken and that another report quotes too, marks included, by report id.

    That two print it between marks shows that it was said, though the one does not tell by whom.
    """
    free: dict[str, list[Quotation]] = {}
    wanted: dict[tuple[int, ...], set[str]] = {}
    for report in reports:
        left = free_quotations(report.text, segments[report.id], taken.get(report.id, ()))
        free[report.id] = [one for one in left if _is_sentence(report.text, one)]
        for quotation in free[report.id]:
            for run in _runs(report.text, quotation):
                wanted.setdefault(run, set()).add(report.id)
    shared: dict[str, set[tuple[int, ...]]] = {}
    for report in reports if wanted else ():
        for quotation in segments[report.id].quotations:
            for run in _runs(report.text, quotation) if quotation.depth == 0 else ():
                for other in wanted.get(run, ()):
                    if other != report.id:
                        shared.setdefault(other, set()).add(run)
    return {
        report.id: found
        for report in reports
        if (found := [with_marks(report.text, one) for one in free[report.id]
                      if not shared.get(report.id, set()).isdisjoint(_runs(report.text, one))])
    }  # fmt: skip


def _runs(text: str, quotation: Quotation) -> Iterator[tuple[int, ...]]:
    words = find_words(text, quotation.begin, quotation.end)
    numbers = words.number.tolist()
    long = (words.end - words.begin >= LONG_WORD).tolist()
    for n in range(len(numbers) - RUN + 1):
        if sum(long[n : n + RUN]) > 1:
            yield tuple(numbers[n : n + RUN])


def _is_main(one: Found) -> bool:
    """Whether a cue stands in no clause that only describes somebody: "a memo, which had the mate saying ..."."""
    at = one.candidate.head
    for _ in range(len(one.tokens)):
        if one.tokens[at].dep in ("relcl", "acl"):
            return False
        if one.tokens[at].head == at:
            return True
        at = one.tokens[at].head
    return False


def _is_quoting(text: str, one: Found) -> bool:
    """Whether all that somebody says there is quoted."""
    return all(text[begin] in MARKS and text[end - 1] in MARKS for begin, end in one.content)


def _led_in(text: str, sentence: Sentence, parses: Mapping[str, tuple[Token, ...]], at: int, alone: bool) -> list[Span]:
    """Whom the sentence is about that leads in a quotation at ``at`` by a colon ("Lang put it this way: ..."), or, where the
    quotation is a paragraph of its own, tells that he speaks: "Lang went on with his complaint."
    """
    words = text[sentence.begin : min(sentence.end, at)].rstrip(" \t\u00a0" + MARKS)
    tokens = parses.get(text[sentence.begin : sentence.end], ())
    if not tokens or not (alone or words.endswith(":")):
        return []
    tree = make_tree(tokens)
    if not words.endswith(":") and not _tells_of_speech(tree):
        return []
    before = sum(sentence.begin + token.begin < at for token in tokens)
    # A parse may hang all of it on a verb of the quotation.
    tops = (n for n in range(before) if is_verb(tree, n) and (tokens[n].head == n or tokens[n].head >= before))
    noun = next((noun for top in tops if (noun := find_subject(tree, top).noun) is not None and noun < before), None)
    if noun is None or tokens[noun].pos not in ("NOUN", "PROPN", "PRON") or tokens[noun].text.lower() in _NOBODY:
        return []
    return tidy(text, place(sentence, tokens, noun_phrase(tree, noun)))


def _tells_of_speech(tree: Tree) -> bool:
    """Whether a sentence's verb is one of speech, or somebody does there something with words: "issued a statement"."""
    tokens = tree.tokens
    for top in (n for n, token in enumerate(tokens) if token.head == n and is_verb(tree, n)):
        done = child(tree, top, "dobj")
        says = tokens[top].lemma in SPEECH_VERBS - PHASE_VERBS
        if says or (done is not None and tokens[done].lemma in CUE_NOUNS | DOCUMENTS):
            doer = find_subject(tree, top).noun
            named = doer is not None and (tokens[doer].pos == "PROPN" or tokens[doer].text.lower() in _SOMEBODY)
            return named and not is_passive(tree, top)
    return False


def _is_sentence(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence or more."""
    inner = text[quotation.begin : quotation.end].strip(" \t\u00a0" + MARKS)
    after = text[quotation.end : quotation.end + 2].lstrip(MARKS)[:1]
    ended = inner[-1:] in (".", "?", "!", "…") or after in (".", "?", "!")
    return len(WORD.findall(inner)) >= FEWEST and inner[:1].isupper() and ended


def _is_title(text: str, quotation: Quotation) -> bool:
    """Whether every word that says something has a capital: a name, a title."""
    words = WORD.findall(text, quotation.begin, quotation.end)
    return not any(word.islower() and word not in _IN_TITLES for word in words[1:])
