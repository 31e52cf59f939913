"""What the tagger found in the passages of a report, in the form in which the rules give theirs: with the sentence and
the tokens of each cue, and with the report's quotations shared out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from stemma.attribute.assemble import (
    MARKS,
    WORD,
    Found,
    goes_on_in,
    is_speech,
    overlap,
    place,
    stretches,
    tidy,
    with_marks,
    within,
)
from stemma.attribute.lexicon import CITES, SPEECH_VERBS
from stemma.attribute.rules import Candidate
from stemma.attribute.tagger import Passages, Tagged
from stemma.attribute.tree import find_subject, is_passive, make_tree, noun_phrase
from stemma.model import Quotation, Segments, Sentence, Span, Token

RULE = "tagged"
CLOSING = '"”»'  # no marks that may be an apostrophe
ARTICLES = frozenset({"a", "an", "the"})
_WHICH = frozenset({"which", "that", "who"})
FINITE = frozenset({"MD", "VBZ", "VBP", "VBD"})
_LETTERS = re.compile(r"\b(?:[A-Z]\.){2,}")


def find_tagged(
    text: str,
    segments: Segments,
    passages: Sequence[Span],
    tagged: Passages,
    parses: Mapping[str, tuple[Token, ...]],
) -> list[tuple[float, Found]]:
    """The attributions of a report with their confidence, in order of the cues. A sentence without a parse has no tokens."""
    outer = [q for q in segments.quotations if q.depth == 0]
    starts = [q.begin for q in outer]
    found: list[tuple[float, Found]] = []
    for begin, one, sentence in with_sentences(text, segments, passages, tagged):
        cue = moved(one.cue, begin)
        tokens = parses.get(text[sentence.begin : sentence.end], ())
        candidate = _candidate(sentence, tokens, cue)
        at = cue
        if tokens and candidate.cue:
            head = tokens[candidate.head]
            at = Span(sentence.begin + head.begin, sentence.begin + head.end)
        found.append((
            one.confidence,
            Found(
                candidate,
                sentence,
                at,
                _whole_source(text, sentence, tokens, moved(one.source, begin))
                if one.source
                else _joint_source(sentence, tokens, candidate),
                [cue],
                [moved(span, begin) for span in one.content],
                inside=within(outer, starts, at.begin),
                tokens=tokens,
            ),
        ))  # fmt: skip
    found.sort(key=lambda pair: pair[1].at)
    _mend_cited(text, [one for _, one in found])
    carry_quotations(text, segments, outer, [one for _, one in found])
    _give_to_who_closes(text, segments, outer, [one for _, one in found])
    for _, placed in found:
        placed.content = _that_clause(text, placed)
    told = sorted(span.begin for _, one in found for span in (*one.source, *one.cue, *one.content))
    for _, placed in found:
        placed.content = tidy(text, _in_its_sentence(text, segments, outer, placed))
        _go_on(text, placed, told)
    return found


def _in_its_sentence(text: str, segments: Segments, outer: Sequence[Quotation], one: Found) -> list[Span]:
    """The content without what stands outside quotation marks in other sentences than the cue's: in `said the boat was "in
    port." The crew had left`, the second sentence is the report's own. After a colon all may be told.
    """
    if text[one.at.end : one.at.end + 1] == ":":
        return one.content
    begins = [sentence.begin for sentence in segments.sentences]
    kept: list[Span] = []
    for begin, end in one.content:
        first = max(0, bisect_right(begins, begin) - 1)
        for sentence in segments.sentences[first : bisect_right(begins, end - 1)]:
            piece = Span(max(begin, sentence.begin), min(end, sentence.end))
            # A quotation that is torn by its marks may look as if it had ended.
            opened = sum(text[begin : piece.begin].count(mark) for mark in '"“”') % 2 == 1
            own = sentence.begin == one.sentence.begin or piece.begin == begin
            if own or opened or not _is_unquoted(text, outer, piece):
                kept.append(piece)
            else:
                break
    return kept


def _is_unquoted(text: str, outer: Sequence[Quotation], piece: Span) -> bool:
    """Whether a stretch begins outside quotation marks with words of its own."""
    at = next((q.begin for q in outer if q.end > piece.begin), piece.end)
    return WORD.search(text, piece.begin, max(piece.begin, min(at, piece.end))) is not None


def with_sentences(
    text: str, segments: Segments, passages: Sequence[Span], tagged: Passages
) -> Iterator[tuple[int, Tagged, Sentence]]:
    """What was found in the passages: where the passage begins, the attribution, and the sentence in which its cue begins."""
    begins = [sentence.begin for sentence in segments.sentences]
    for begin, end in passages:
        for one in tagged.get(text[begin:end], ()):
            number = bisect_right(begins, begin + one.cue.begin) - 1
            if number >= 0:
                yield begin, one, segments.sentences[number]


def _whole_source(text: str, sentence: Sentence, tokens: Sequence[Token], source: Span) -> list[Span]:
    """A source; letters with full stops ("U.S.") whole, and one that is no more than an article, torn from its noun, with all

    of the noun's phrase, or left out.
    """
    source = _whole_letters(text, source)
    if text[source.begin : source.end].lower() not in ARTICLES:
        return [source]
    torn = next((token for token in tokens if sentence.begin + token.begin == source.begin), None)
    if torn is None or torn.pos != "DET" or tokens[torn.head].pos not in ("NOUN", "PROPN"):
        return []
    return place(sentence, tokens, noun_phrase(make_tree(tokens), torn.head))


def _whole_letters(text: str, span: Span) -> Span:
    """A span that begins or ends within letters with full stops, with all of them."""
    begin, end = span
    for match in _LETTERS.finditer(text, max(0, begin - 10), min(len(text), end + 10)):
        if match.start() < end < match.end():
            end = match.end()
        if match.start() < begin < match.end():
            begin = match.start()
    return Span(begin, end)


def _joint_source(sentence: Sentence, tokens: Sequence[Token], candidate: Candidate) -> list[Span]:
    """Who does what the verb says that this one is joined to: "Brandt met the crew but said that ..." is Brandt's."""
    if (
        not candidate.cue
        or tokens[candidate.head].dep != "conj"
        or tokens[candidate.head].tag not in ("VBD", "VBZ", "VBP")
    ):
        return []
    tree = make_tree(tokens)
    if candidate.lemma not in SPEECH_VERBS or is_passive(tree, candidate.head):
        return []
    above = tokens[tokens[candidate.head].head]
    subject = find_subject(tree, candidate.head)
    if subject.noun is None or subject.noun > candidate.head or above.tag != tokens[candidate.head].tag:
        return []
    return place(sentence, tokens, noun_phrase(tree, subject.noun))


def _that_clause(text: str, one: Found) -> list[Span]:
    """The content without what stands before who says it, where a clause with "that" follows: in "In a sign of haste, the
    council said that ..." the first words are the report's own.
    """
    if not one.source or not any(text.startswith("that ", *part) for part in one.content if part.begin > one.at.begin):
        return one.content
    before = min(one.source[0].begin, one.at.begin)
    return [part for part in one.content if part.end > before or any(overlap([q], part) for q in one.quoted)]


def _go_on(text: str, one: Found, told: Sequence[int]) -> None:
    """A quotation that a verb follows is what the clause speaks of (`says "low hopes" will come true in May`): all of the
    clause is said, where the content ends with the quotation and where it ends on the way. ``told`` are the begins
    of all spans of the report, in order.
    """
    if not one.content or one.content[-1].begin < one.at.end or not one.tokens:
        return
    begin, end = one.content[-1]
    closed = [end] if text[end - 1] in MARKS else []
    closed += [n + 1 for n in range(begin + 1, end - 1) if text[n] in CLOSING]
    following = {at + 1 for at in closed if text.startswith(" ", at)}
    if not following or not any(
        one.sentence.begin + token.begin in following for token in one.tokens if token.tag in FINITE
    ):
        return
    next_told = bisect_right(told, end)
    stop = min([one.sentence.end, *told[next_told : next_told + 1]])
    if stop > end + 1:
        one.content[-1] = Span(begin, end + len(text[end:stop].rstrip(" .,;:!?")))


def carry_quotations(text: str, segments: Segments, outer: Sequence[Quotation], found: Sequence[Found]) -> None:
    """Make contents hold whole quotations, and give those that are nobody's to whom the one before them belongs.

    That is so later in a paragraph, where nobody else speaks between; and in the next one, where the quotation before
    was not closed or where it is all that the paragraph holds.
    """
    starts = [p.begin for p in segments.paragraphs]
    cues = sorted(one.at.begin for one in found)
    near: dict[int, set[int]] = {}

    def give(which: int, *spans: Span) -> None:
        for stretch in (stretch for span in spans for stretch in stretches(span)):
            near.setdefault(stretch, set()).add(which)

    for which, one in enumerate(found):
        give(which, *one.content)
    last: int | None = None
    last_end, last_paragraph, open_end = -1, -1, False
    for quotation in outer:
        if not is_speech(text, quotation):
            continue
        span = with_marks(text, quotation)
        size = span.end - span.begin
        number = max(0, bisect_right(starts, span.begin) - 1)
        held = {which: overlap(found[which].content, span) for s in stretches(span) for which in near.get(s, ())}
        holders = [which for which in sorted(held) if held[which]]
        if not holders:
            # Right after a content it goes on with that: "says the lock is safe and said “the gates will hold”".
            beside = near.get(max(0, span.begin - 2) // 1000, ())
            holders = sorted(which for which in beside if _touches(text, found[which], span))[:1]
            held |= dict.fromkeys(holders, size)
        owner = max(holders, key=held.__getitem__, default=None)
        takes = False
        if owner is not None:
            # A long quotation is read in parts: whose its beginning is, his is the whole.
            much = 2 * held[owner] > size or any(p.begin <= span.begin + 1 < p.end for p in found[owner].content)
            takes = len(holders) == 1 and much
            if not much:
                owner = None
        elif last is not None:
            paragraph = segments.paragraphs[number]
            opens = not WORD.search(text, paragraph.begin, span.begin)
            alone = opens and not WORD.search(text, span.end, paragraph.end)
            between = bisect_right(cues, span.begin) - bisect_right(cues, last_end)
            own = last_end < found[last].at.begin < span.begin
            here = number == last_paragraph and between <= own
            if here or (number == last_paragraph + 1 and (alone or (open_end and opens))):
                owner, takes = last, True
        if owner is not None and takes:
            found[owner].content.append(span)
            found[owner].quoted.append(span)
            give(owner, span)
        last, last_end, last_paragraph, open_end = owner, span.end, number, not quotation.closed


def _give_to_who_closes(text: str, segments: Segments, outer: Sequence[Quotation], found: Sequence[Found]) -> None:
    """Give a quotation that the next paragraph closes to whom that paragraph gives its end, where it says so."""
    for quotation in outer:
        rest = goes_on_in(text, segments, quotation)
        if rest is None or not is_speech(text, quotation):
            continue
        own = (one for one in found if one.at.begin >= rest.begin and any(c.begin == rest.begin for c in one.content))
        heir, span = next(own, None), with_marks(text, quotation)
        if heir is None or overlap(heir.content, span):
            continue
        for one in found:
            if one.at.begin < span.begin and overlap(one.content, span):
                one.content = [part for part in one.content if not overlap([part], span)]
                one.quoted = [part for part in one.quoted if not overlap([part], span)]
        heir.content.append(span)
        heir.quoted.append(span)


def _touches(text: str, one: Found, span: Span) -> bool:
    """Whether a content of one ends right before a span."""
    return any(0 < span.begin - end <= 2 and not text[end : span.begin].strip(" ") for _, end in one.content)


def only_cites(text: str, one: Found) -> bool:
    """Whether a cue only says on whom a speaker leans: "said, citing the ferry company, that ...", "said the agency, which
    quoted an official".
    """
    if one.quoted or one.candidate.lemma not in CITES:
        return False
    relative = bool(one.source) and text[one.source[0].begin : one.source[0].end].strip().lower() in _WHICH
    return relative or text[one.at.begin : one.at.end].lower().endswith("ing")


def _mend_cited(text: str, found: Sequence[Found]) -> None:
    """In "Brandt, citing the keeper, Pavel Mora, said ..." it is Brandt who says it: the name is the keeper's."""
    for cites in found:
        if not (cites.source and cites.content and only_cites(text, cites)):
            continue
        for says in found:
            if says is cites or says.sentence != cites.sentence or not says.source:
                continue
            name = says.source[0]
            gap = text[cites.content[-1].end - 1 : name.begin]
            beside = 0 < len(gap) <= 3 and gap.rstrip().endswith(",")
            if cites.source[0].end <= cites.at.begin and beside and name.end <= says.at.begin:
                cites.content[-1] = Span(cites.content[-1].begin, name.end)
                says.source = list(cites.source)


def moved(span: Span, by: int) -> Span:
    """A span of a passage as one of the report."""
    return Span(span.begin + by, span.end + by)


def _candidate(sentence: Sentence, tokens: Sequence[Token], cue: Span) -> Candidate:
    """The cue in tokens; its head is its last verb, else its last noun, else its first word."""
    inside = tuple(
        n
        for n, token in enumerate(tokens)
        if sentence.begin + token.begin < cue.end and cue.begin < sentence.begin + token.end
    )
    heads = (
        [n for n in inside if tokens[n].pos == "VERB"]
        or [n for n in inside if tokens[n].pos == "NOUN"]
        or list(inside[:1])
    )
    head = heads[-1] if heads else 0
    lemma = tokens[head].lemma.lower() if heads else ""
    return Candidate(RULE, lemma, head, (), inside, ())
