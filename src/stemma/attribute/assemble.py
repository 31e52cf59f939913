"""The candidates of a report's sentences joined with its quotation marks: whose words each quotation is.

A quotation belongs to the cue whose clause holds it, else to the cue of speech next to it, else to whom the
quotation before it belonged; a quotation that no cue claims is left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stemma.attribute.lexicon import SPEECH_VERBS
from stemma.attribute.rules import Candidate
from stemma.attribute.tree import make_tree, noun_phrase
from stemma.model import Quotation, Segments, Sentence, Span, Token

MARKS = "\"'“”‘’«»„`"
CLOSES = re.compile(r"[\"”»]|''")
EDGE = " \t\r\n\u00a0,;:.-–—()[]•*·>|"
FAR = 2000  # code points: no cue farther than this from a quotation is its own; keeps a page without paragraphs quick
# Constructions in which a whole clause is told as somebody's.
TELLING = frozenset({"clause", "inverted", "aside"})
WORD = re.compile(r"\w+")
ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.){2,}$")


@dataclass(slots=True)
class Found:
    """A candidate placed in its report, with the quotations it took and what its weight is reckoned from."""

    candidate: Candidate
    sentence: Sentence
    at: Span  # the cue's own word
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    quoted: list[Span] = field(default_factory=list)  # the quotations taken, marks included
    inside: bool = False  # the cue itself stands in a quotation
    how: str = ""  # by which way it came to its quotations: holds, beside, follows, colon
    tokens: Sequence[Token] = ()


def place(sentence: Sentence, tokens: Sequence[Token], indexes: Sequence[int]) -> list[Span]:
    """The spans in the report of runs of the sentence's tokens."""
    spans: list[Span] = []
    last = -2
    for index in indexes:
        if tokens[index].pos == "SPACE":
            continue
        begin, end = sentence.begin + tokens[index].begin, sentence.begin + tokens[index].end
        if index == last + 1 and spans:
            spans[-1] = Span(spans[-1].begin, end)
        else:
            spans.append(Span(begin, end))
        last = index
    return spans


def tidy(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans in order, joined where only space or a mark is between, without white space and stops at their edges."""
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and (begin <= merged[-1].end or not text[merged[-1].end : begin].strip()):
            merged[-1] = Span(merged[-1].begin, max(end, merged[-1].end))
        else:
            merged.append(Span(begin, end))
    kept: list[Span] = []
    for begin, end in merged:
        while begin < end and text[begin] in EDGE:
            begin += 1
        while end > begin and text[end - 1] in EDGE and not ABBREVIATION.search(text, max(begin, end - 8), end):
            if text[end - 1] == ")" and text.count("(", begin, end) >= text.count(")", begin, end):
                break
            end -= 1
        if begin < end and any(c.isalnum() for c in text[begin:end]):
            kept.append(Span(begin, end))
    return kept


def with_marks(text: str, quotation: Quotation) -> Span:
    """A quotation with the marks around it."""
    begin, end = quotation.begin, quotation.end
    for _ in range(2):
        if begin > 0 and text[begin - 1] in MARKS:
            begin -= 1
        if quotation.closed and end < len(text) and text[end] in MARKS:
            end += 1
    return Span(begin, end)


def goes_on_in(text: str, segments: Segments, quotation: Quotation) -> Span | None:
    """The paragraph in which a quotation that its own leaves open is closed, where that opens none anew: whose all of it is
    stands there, not before it.
    """
    if quotation.closed:
        return None
    number = bisect_right(segments.paragraphs, quotation.begin, key=lambda paragraph: paragraph.begin)
    if not 0 < number < len(segments.paragraphs):
        return None
    begin, end = segments.paragraphs[number].begin, segments.paragraphs[number].end
    if text[begin : begin + 1] in MARKS or CLOSES.search(text, begin, end) is None:
        return None
    return Span(begin, end)


def is_speech(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is long enough to be a statement, not a title or a word held at arm's length."""
    words = len(WORD.findall(text, quotation.begin, quotation.end))
    if words >= 5:
        return True
    inner = text[quotation.begin : quotation.end].strip()
    return words >= 2 and inner[:1].isupper() and inner[-1:] in ",.?!…"


def overlap(spans: Sequence[Span], other: Span) -> int:
    """How many characters of ``other`` the spans cover."""
    return sum(max(0, min(e, other.end) - max(b, other.begin)) for b, e in spans)


def find_in_report(
    text: str,
    segments: Segments,
    parses: Mapping[str, tuple[Token, ...]],
    candidates: Mapping[str, tuple[Candidate, ...]],
) -> list[Found]:
    """Every candidate of a report in its place, quotations shared out, in order of the cues."""
    outer = [q for q in segments.quotations if q.depth == 0]
    starts = [q.begin for q in outer]
    found: list[Found] = []
    for sentence in segments.sentences:
        words = text[sentence.begin : sentence.end]
        tokens = parses.get(words, ())
        for candidate in candidates.get(words, ()):
            head = tokens[candidate.head]
            at = Span(sentence.begin + head.begin, sentence.begin + head.end)
            found.append(
                Found(
                    candidate,
                    sentence,
                    at,
                    place(sentence, tokens, candidate.source),
                    place(sentence, tokens, candidate.cue),
                    place(sentence, tokens, candidate.content),
                    inside=within(outer, starts, at.begin),
                    tokens=tokens,
                )
            )
    found.sort(key=lambda f: f.at)
    _mend_sources(found, outer, starts)
    _share_quotations(text, segments, outer, found)
    short = [with_marks(text, q) for q in outer if not is_speech(text, q)]
    begins = [q.begin for q in short]
    for one in found:
        one.source = tidy(text, one.source)
        if one.content:
            low, high = min(one.content).begin, max(e for _, e in one.content)
            for span in short[bisect_right(begins, low - 4) : bisect_right(begins, high)]:
                # A parse may leave the end of a short quotation, or its mark, outside the clause.
                if 2 * overlap(one.content, span) > span.end - span.begin and not overlap([span], one.at):
                    one.content.append(span)
                    one.quoted.append(span)
        one.content = tidy(text, one.content)
    return found


def _mend_sources(found: Sequence[Found], outer: Sequence[Quotation], starts: Sequence[int]) -> None:
    """A cue outside quotation marks has no source inside them: `"..., we win," he said, adding ...` is his, not "we"."""
    last: Found | None = None
    for one in found:
        if one.inside:
            continue
        if one.source and within(outer, starts, one.source[0].begin):
            same = last is not None and last.sentence == one.sentence and one.tokens[one.candidate.head].tag == "VBG"
            one.source = list(last.source) if last is not None and same else []
        elif one.source and one.candidate.lemma in SPEECH_VERBS:
            last = one


def stretches(span: Span) -> range:
    """The stretches of 1,000 characters that a span touches: only spans that have one in common can overlap."""
    return range(span.begin // 1000, span.end // 1000 + 1)


def within(outer: Sequence[Quotation], starts: Sequence[int], position: int) -> bool:
    """Whether a place stands in one of the outermost quotations; ``starts`` are their begins."""
    index = bisect_right(starts, position) - 1
    return index >= 0 and outer[index].begin <= position < outer[index].end


def _share_quotations(text: str, segments: Segments, outer: Sequence[Quotation], found: list[Found]) -> None:
    """Give each spoken quotation to a cue; the cue's content becomes the quotation, or grows to hold all of it."""
    paragraphs = segments.paragraphs
    starts = [p.begin for p in paragraphs]
    outside = [f for f in found if not f.inside]
    cue_starts = [f.at.begin for f in outside]
    last: Found | None = None
    last_end = -1
    last_paragraph = -1
    open_end = False
    for quotation in outer:
        paragraph = max(0, bisect_right(starts, quotation.begin) - 1)
        if not paragraphs:
            return
        span = with_marks(text, quotation)
        if not is_speech(text, quotation):
            continue
        limit = paragraphs[paragraph]
        low = bisect_right(cue_starts, max(limit.begin, span.begin - FAR) - 1)
        high = bisect_right(cue_starts, min(limit.end, span.end + FAR))
        near = outside[low:high]
        owner = _holder(near, span)
        if owner is not None:
            owner.how = owner.how or "holds"
        else:
            owner = _neighbour(text, near, span, quotation)
            if owner is not None:
                owner.how = owner.how or "beside"
        if owner is None and last is not None:
            alone = not WORD.search(text, limit.begin, span.begin)
            if (
                (paragraph == last_paragraph and not _breaks(text, last_end, span.begin, near))
                or (open_end and alone and paragraph == last_paragraph + 1)
                or (paragraph == last_paragraph + 1 and alone and not WORD.search(text, span.end, limit.end))
            ):
                owner = last
        if owner is None:
            alone = not WORD.search(text, limit.begin, span.begin) and not WORD.search(text, span.end, limit.end)
            back = paragraphs[max(0, paragraph - alone)].begin
            early = bisect_right(cue_starts, max(back, span.begin - FAR) - 1)
            owner = _just_before(text, outside[early:high], span, quotation)
        if owner is None:
            last = None
            continue
        _take(text, owner, span)
        last, last_end, last_paragraph, open_end = owner, span.end, paragraph, not quotation.closed


def _holder(near: Sequence[Found], span: Span) -> Found | None:
    """The cue whose content holds most of the part of the quotation that stands in its sentence; the closest wins."""
    best: tuple[tuple[int, int, int], Found] | None = None
    for one in near:
        part = Span(max(span.begin, one.sentence.begin), min(span.end, one.sentence.end))
        if part.begin >= part.end or not one.content:
            continue
        if overlap(one.content, part) < 0.6 * (part.end - part.begin):
            continue
        speech = one.candidate.lemma in SPEECH_VERBS or one.candidate.rule in ("according", "colon")
        gap = min(abs(one.at.begin - span.end), abs(span.begin - one.at.end))
        key = (0 if speech else 1, gap, one.at.begin)
        if best is None or key < best[0]:
            best = (key, one)
    return best[1] if best else None


def _neighbour(text: str, near: Sequence[Found], span: Span, quotation: Quotation) -> Found | None:
    """The cue of speech next to a quotation: `..., he said`, `said the minister`, `He said: ...`."""
    best: tuple[tuple[int, int], Found] | None = None
    finished = text[max(0, quotation.end - 3) : quotation.end].rstrip()[-1:] in ",.?!…-–—;"
    # Two to four words may be a title in the middle of a sentence.
    brief = len(WORD.findall(text, *span)) < 5
    for one in near:
        if (
            brief
            and WORD.search(text, one.sentence.begin, span.begin)
            and text[max(0, span.begin - 2) : span.begin].strip() not in (",", ":")
        ):
            continue
        if one.candidate.lemma not in SPEECH_VERBS and one.candidate.lemma != ":":
            continue
        same = one.sentence.begin < span.end and span.begin < one.sentence.end
        if one.at.begin >= span.end:
            between = text[span.end : one.at.begin]
            follows = same or (text[span.end : one.sentence.begin].strip() == "" and text[one.sentence.begin].islower())
            if follows and finished and len(between) <= 120 and not _has_stop(between):
                key = (0 if len(between) < 60 else 1, len(between))
            else:
                continue
        elif one.at.end <= span.begin:
            between = text[one.at.end : span.begin]
            direct = between.strip(" \n\t\u00a0") in ("", ",", ":", ", that", "that") or between.rstrip().endswith(
                (":", ",")
            )
            if (same and direct and len(between) <= 160) or (between.rstrip().endswith(":") and len(between) <= 200):
                key = (0 if len(between) < 60 else 1, len(between))
            else:
                continue
        else:
            continue
        if best is None or key < best[0]:
            best = (key, one)
    return best[1] if best else None


def _just_before(text: str, near: Sequence[Found], span: Span, quotation: Quotation) -> Found | None:
    """Who spoke in the sentence right before a quotation of whole sentences: `He said it was closed. "We shall mend it."`."""
    inner = text[quotation.begin : quotation.end].strip()
    if not inner[:1].isupper() or inner[-1:] not in ".?!…":
        return None
    best: Found | None = None
    for one in near:
        closes = one.sentence.end <= span.begin and not WORD.search(text, one.sentence.end, span.begin)
        if closes and one.candidate.lemma in SPEECH_VERBS and one.candidate.rule in TELLING and one.source:
            best = one if best is None or one.at < best.at else best
    return best


def _has_stop(between: str) -> bool:
    return re.search(r"[.?!]\s+[A-Z]", between) is not None and not re.search(
        r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Maj|Lt|St)\.\s", between
    )


def _breaks(text: str, last_end: int, begin: int, near: Sequence[Found]) -> bool:
    """Whether something said by a cue of its own stands between two quotations of a paragraph."""
    del text
    between = [f for f in near if last_end <= f.at.begin < begin and f.candidate.lemma in SPEECH_VERBS]
    return len(between) > 1


def _take(text: str, owner: Found, span: Span) -> None:
    """Put a quotation into the content of its owner."""
    gap_before = text[owner.at.end : span.begin] if owner.at.end <= span.begin else None
    after_cue = gap_before is not None and gap_before.strip(" \n\t\u00a0,:") == ""
    inner = text[span.begin : span.end].lstrip(MARKS + " ")
    whole = inner[:1].isupper() and not text[max(0, span.begin - 8) : span.begin].rstrip().endswith(" that")
    first = not owner.quoted
    ends_before_cue = owner.at.begin >= span.end and text[max(0, span.end - 6) : span.end].rstrip(MARKS)[-1:] in ",.?!…"
    starts_sentence = not WORD.search(text, owner.sentence.begin, span.begin)
    if (first and whole and (after_cue or (ends_before_cue and starts_sentence))) or (first and owner.how == "beside"):
        owner.content = []
    owner.quoted.append(span)
    owner.content.append(span)
    if not owner.source and owner.candidate.lemma in SPEECH_VERBS and "passive" not in owner.candidate.rule:
        owner.source = _name_beside(owner)
    owner.source = [s for s in owner.source if overlap([span], s) == 0]


def _name_beside(one: Found) -> list[Span]:
    """The noun phrase that touches a cue without a subject: "... ," said the mayor", whatever the parse made of it."""
    tokens, head = one.tokens, one.candidate.head
    tree = make_tree(tokens)
    for at in (head - 1, head + 1):
        if not 0 <= at < len(tokens) or tokens[at].pos not in ("PROPN", "NOUN", "PRON", "DET", "ADJ"):
            continue
        top = at
        while tokens[top].head != top and tokens[top].dep in ("compound", "det", "amod", "poss", "nmod", "nummod"):
            top = tokens[top].head
        if tokens[top].pos not in ("PROPN", "NOUN", "PRON"):
            continue
        words = [w for w in noun_phrase(tree, top) if (w < head) == (at < head) and w != head]
        if at in words:
            return place(one.sentence, tokens, words)
    return []
