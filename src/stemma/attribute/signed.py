"""Quotations that are signed: a paragraph of its own between marks, and behind it or in the next one only whose words they
are; posts, which stand without marks before their writer's name and address; and the turns of a conversation, behind theirs.

So do pages set quotations apart from the running text: "- Mara Lindt, harbour master." below the words. A signature
outweighs all that the text before says, since the quotation need have nothing to do with it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from stemma.attribute.assemble import MARKS, WORD, Found, is_speech, overlap, with_marks
from stemma.attribute.passages import opening_mark
from stemma.attribute.rules import Candidate
from stemma.model import Quotation, Segments, Sentence, Span
from stemma.posts import find_post
from stemma.turns import find_turns, has_turns

RULE = "signed"
ASKED = "asked"  # the rule of a turn in which somebody only asks
SURE = 0.8  # confidence, by judgement: all 13 in PolNeAR's train part are signed by whom they say, readers marked 9
MOST_WORDS = 15  # of a signature
_QUOTING = MARKS.replace("'", "").replace("’", "")  # without those that may be an apostrophe
_DASH = re.compile(r"\s*([-–—―~]{1,2})\s*")
# What is signed with is a name or an office, and at most a word on it after a comma: "Mara Lindt, speaking on Monday".
_NAME = re.compile(
    r"(?:[A-Z][\w.'’-]*|of|the|and|for|de|von|van|al|el|bin|la)(?:\s+(?:[A-Z][\w.'’-]*|of|the|and|for|de|von|van|al|el|bin|la))*"
    r"(?=\s*(?:[,(.]|\Z))"
)


def find_signed(text: str, segments: Segments) -> list[Found]:
    """An attribution for each quotation that is signed, in order: the dash, if there is one, as its cue; and for each turn of
    a conversation, with the colon as cue.

    Where no dash leads in the signature, the mark that closes the quotation must stand behind it.
    """
    opened = {one.begin: one for one in segments.quotations if one.depth == 0}
    found = []
    if has_turns(text, 0, len(text)):
        for turn in find_turns(text, segments.paragraphs):
            number = bisect_right(segments.paragraphs, turn.name.begin, key=lambda p: p.begin) - 1
            found.append(_make(segments, number, turn.name, turn.colon, list(turn.words), ASKED if turn.asks else RULE))
    for number in range(len(segments.paragraphs)):
        post = find_post(text, segments.paragraphs, number)
        if post is not None:
            found.append(_make(segments, number, post.name, post.dash, [post.words]))
            continue
        behind = _behind_quotation(text, segments.paragraphs[number], opened)
        signature = _signature(text, behind or segments.paragraphs[number])
        if signature is None or (behind is not None and signature[0] is None):
            continue
        parts = list(_quotations_above(text, segments.paragraphs, number, opened, with_own=behind is not None))
        if not parts or not any(is_speech(text, part) for part in parts):
            continue
        dash, source = signature
        following = segments.paragraphs[number + 1] if number + 1 < len(segments.paragraphs) else None
        if dash is None and parts[0].closed:
            continue
        if behind is None and dash is not None and following is not None and _DASH.match(text, *following):
            continue  # a list
        spans = sorted(with_marks(text, part) for part in parts)
        found.append(_make(segments, number, source, dash, spans))
    return found


def _make(
    segments: Segments, number: int, source: Span, dash: Span | None, spans: list[Span], rule: str = RULE
) -> Found:
    at = dash or Span(source.begin, source.begin)
    sentence = next((s for s in segments.sentences if s.begin <= source.begin < s.end), Sentence(*source, number))
    candidate = Candidate(rule, "", 0, (), (), ())
    return Found(candidate, sentence, at, [source], [dash] if dash else [], spans, list(spans))


def give_signed(found: Sequence[tuple[float, Found]], signed: Sequence[Found]) -> list[tuple[float, Found]]:
    """What was found, with the signed quotations as those of who signed them and of nobody else; what their own words
    tell of others stays.
    """
    made = []
    for p, one in found:
        for other in signed:
            if any(overlap(other.content, cue) for cue in one.cue):
                if not one.source:
                    one.content = []  # "glad that it rains": of whoever signs, whose whole words are told
                continue
            if any(overlap([*other.source, *other.cue], span) for span in (*one.cue, *one.source)):
                one.content = []
            one.content = [part for part in one.content if not 2 * overlap(other.content, part) > part.end - part.begin]
            one.quoted = [part for part in one.quoted if not overlap(other.content, part)]
        if one.content:
            made.append((p, one))
    return [*made, *((SURE, one) for one in signed)]


def _signature(text: str, paragraph: Span) -> tuple[Span | None, Span] | None:
    """The dash, if there is one, and the source that are all of a paragraph."""
    dash = _DASH.match(text, *paragraph)
    begin = dash.end() if dash else paragraph.begin
    end = paragraph.begin + len(text[paragraph.begin : paragraph.end].rstrip())
    closing = text[end - 1 : end] in MARKS
    while end > begin and text[end - 1] in MARKS + ". ":
        end -= 1
    if not (dash or closing) or any(mark in text[begin:end] for mark in _QUOTING):
        return None
    if not 0 < len(WORD.findall(text, begin, end)) <= MOST_WORDS or not _NAME.match(text[begin:end]):
        return None
    return (Span(dash.start(1), dash.end(1)) if dash else None), Span(begin, end)


def _behind_quotation(text: str, paragraph: Span, opened: dict[int, Quotation]) -> Span | None:
    """What stands behind the quotation that a paragraph opens with; None where it opens with none, or nothing does."""
    one = opened.get(opening_mark(text, paragraph))
    if one is None or not one.closed or not WORD.search(text, one.end, paragraph.end):
        return None
    return Span(with_marks(text, one).end, paragraph.end)


def _quotations_above(
    text: str, paragraphs: Sequence[Span], number: int, opened: dict[int, Quotation], *, with_own: bool
) -> Iterator[Quotation]:
    """The quotations that are all of the paragraphs right before one, from the last back: those before it are not closed.

    ``with_own``: the last is the one that the paragraph itself opens with, whatever stands behind it.
    """
    last = number if with_own else number - 1
    for paragraph in reversed(paragraphs[: last + 1]):
        one = opened.get(opening_mark(text, paragraph))
        if one is None or (paragraph is not paragraphs[number] and WORD.search(text, one.end, paragraph.end)):
            return
        if paragraph is not paragraphs[last] and one.closed:
            return
        yield one
