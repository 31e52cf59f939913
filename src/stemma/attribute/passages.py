"""Reports cut into the passages that the tagger reads: a paragraph each, a long one in parts that end with a sentence.

A passage is read alone, so that what is found in it depends on nothing else, and one that stands in forty reports is
read once. In PolNeAR 1 attribution in 120 runs over more than one paragraph.
"""

from itertools import pairwise

from stemma.attribute.pieces import WORD
from stemma.model import Report, Segments, Span

MOST_WORDS = 180  # words and marks in a passage: some 220 pieces, as many as the model was mostly trained on


def cut_passages(report: Report, segments: Segments) -> list[Span]:
    """The passages of a report's running text, in order. Only a sentence longer than ``MOST_WORDS`` is cut inside."""
    text = report.text
    found: list[Span] = []
    sentences: list[list[Span]] = [[] for _ in segments.paragraphs]
    for sentence in segments.sentences:
        sentences[sentence.paragraph].append(Span(sentence.begin, sentence.end))
    for paragraph, parts in zip(segments.paragraphs, sentences, strict=True):
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


def _length(text: str, span: Span) -> int:
    return sum(1 for _ in WORD.finditer(text, *span))


def _halves(text: str, span: Span) -> list[Span]:
    """A sentence that is too long, in stretches of as many words as a passage may have."""
    words = [match.start() for match in WORD.finditer(text, *span)]
    cuts = [span.begin, *words[MOST_WORDS::MOST_WORDS], span.end]
    return [Span(begin, end) for begin, end in pairwise(cuts) if begin < end]
