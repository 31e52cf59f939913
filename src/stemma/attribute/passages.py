"""Reports cut into the passages that the tagger reads: a paragraph each, a long one in parts that end with a sentence.

A paragraph that holds nothing but a quotation goes with the one before it, which says whose it is; so does one that
opens with a quotation where a colon leads it in. A passage is read alone, so that what is found in it depends on
nothing else, and one that stands in forty reports is read once.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stemma.attribute.pieces import WORD
from stemma.model import Report, Segments, Span

OPENING = re.compile(r"\s*(?:''|``|[\"'“”„«‘`])")
MOST_WORDS = 180  # words and marks in a passage: some 220 pieces, as many as the model was mostly trained on


def cut_passages(report: Report, segments: Segments) -> list[Span]:
    """The passages of a report's running text, in order. Only a sentence longer than ``MOST_WORDS`` is cut inside."""
    text = report.text
    found: list[Span] = []
    sentences: list[list[Span]] = [[] for _ in segments.paragraphs]
    for sentence in segments.sentences:
        sentences[sentence.paragraph].append(Span(sentence.begin, sentence.end))
    for paragraph, parts in _joined(text, segments, sentences):
        if _length(text, paragraph) <= MOST_WORDS:
            found.append(paragraph)
            continue
        open_part: Span | None = None
        for part in (piece for whole in parts for piece in _halves(text, whole)):
            if open_part is not None and _length(text, Span(open_part.begin, part.end)) <= MOST_WORDS:
                open_part = Span(open_part.begin, part.end)
                continue
            if open_part is not None:
                found.append(open_part)
            open_part = part
        if open_part is not None:
            found.append(open_part)
    return found


def _joined(text: str, segments: Segments, sentences: Sequence[list[Span]]) -> Iterator[tuple[Span, list[Span]]]:
    """The paragraphs with their sentences, each with the quotations that follow it in paragraphs of their own, as long
    as they make one passage.
    """
    ends = {quotation.begin: quotation.end for quotation in segments.quotations if quotation.depth == 0}
    held: tuple[Span, list[Span]] | None = None
    for paragraph, parts in zip(segments.paragraphs, sentences, strict=True):
        quoted = opening_mark(text, paragraph)
        if held is not None and quoted in ends:
            alone = not WORD.search(text, ends[quoted] + 1, paragraph.end)
            led_in = text[held[0].begin : held[0].end].rstrip().endswith(":")
            both = Span(held[0].begin, paragraph.end)
            if (alone or led_in) and _length(text, both) <= MOST_WORDS:
                held = both, [*held[1], *parts]
                continue
        if held is not None:
            yield held
        held = paragraph, parts
    if held is not None:
        yield held


def opening_mark(text: str, paragraph: Span) -> int:
    """Where the words of the quotation that a paragraph opens with begin; -1 where it opens with none."""
    opening = OPENING.match(text, *paragraph)
    return opening.end() if opening else -1


def _length(text: str, span: Span) -> int:
    return len(WORD.findall(text, *span))


def _halves(text: str, span: Span) -> list[Span]:
    """A sentence that is too long, in stretches of as many words as a passage may have."""
    words = [match.start() for match in WORD.finditer(text, *span)]
    cuts = [span.begin, *words[MOST_WORDS::MOST_WORDS], span.end]
    return [Span(begin, end) for begin, end in pairwise(cuts) if begin < end]
