"""What the tagger found in the passages of a report, in the form in which the rules give theirs: with the sentence and
the tokens of each cue, and with the report's quotations shared out.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from stemma.attribute.assemble import Found, share_quotations, tidy, within
from stemma.attribute.rules import Candidate
from stemma.attribute.tagger import Passages
from stemma.model import Segments, Sentence, Span, Token

RULE = "tagged"


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
    sentences = [s.begin for s in segments.sentences]
    found: list[tuple[float, Found]] = []
    for begin, end in passages:
        for one in tagged.get(text[begin:end], ()):
            cue = moved(one.cue, begin)
            number = bisect_right(sentences, cue.begin) - 1
            if number < 0:
                continue
            sentence = segments.sentences[number]
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
                    [moved(one.source, begin)] if one.source else [],
                    [cue],
                    [moved(span, begin) for span in one.content],
                    inside=within(outer, starts, at.begin),
                    tokens=tokens,
                ),
            ))  # fmt: skip
    found.sort(key=lambda pair: pair[1].at)
    share_quotations(text, segments, outer, [one for _, one in found])
    for _, placed in found:
        placed.content = tidy(text, placed.content)
    return found


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
