"""Attributions of one text, and of a pile of reports as a table."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.attribute.assemble import MARKS, Found, find_in_report, overlap, place, tidy, within
from stemma.attribute.lexicon import ATTITUDES, CHARGES, DEEDS, REPLIES
from stemma.attribute.passages import cut_passages
from stemma.attribute.refusals import REFUSAL, SURE, find_refusals, may_refuse
from stemma.attribute.rules import Candidate, find_candidates
from stemma.attribute.signed import ASKED, find_signed, give_signed
from stemma.attribute.standing import ALONE, find_repeated, find_standing, free_quotations, holds_one, sentences_around
from stemma.attribute.tagged import find_tagged, only_cites, with_sentences
from stemma.attribute.tagger import Passages, has_model, tag_passages
from stemma.attribute.weigh import choose, load_weights, weigh
from stemma.errors import UsageError
from stemma.ids import content_id
from stemma.model import Attribution, Report, Segments, Sentence, Span, Token
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reports import as_reports
from stemma.segment import segment
from stemma.settings import AttributeSettings
from stemma.words import fold

HEDGES = re.compile(
    r"\b(?:allegedly|reportedly|apparently|supposedly|purportedly|ostensibly|seemingly|presumably|"
    r"(?:appear|seem)(?:s|ed)? to)\b",
    re.IGNORECASE,
)
MAYBE = frozenset({"may", "might", "could"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor", "neither"})
REPLY = re.compile(
    r"\b(?:acknowledg|admit|confirm|declin|den(?:y|ie)|dismiss|disput|rebut|refus|refut|reject)\w*", re.IGNORECASE
)
"""The verbs of ``REPLIES`` in any form."""
CHARGE = re.compile(r"\baccus(?:e|es|ed|ing)\b", re.IGNORECASE)
BUT = re.compile(r"[,;]?\s*\b(?:but|while|whereas|though|although)\s+(?:also\s+)?(?=\Z)")
HANGING = re.compile(r"[,;]?\s+(?:and|but|or|while|whereas|though|although)\Z")
NAMED_SO = re.compile(r"what(?:\s+(?:is|are|was|were|has been|have been))?", re.IGNORECASE)
RELATIVE = re.compile(r"(?:which|whom|that|who)", re.IGNORECASE)
NAMES = frozenset({"brand", "call", "christen", "dub", "label", "name", "nickname", "term"})
QUESTION = re.compile(
    r"\W*(?:about\s+|on\s+)?(?:whether|if|why|how|what|who|whom|whose|when|where|which)\b", re.IGNORECASE
)
TITLES = frozenset({"bill", "christen", "dub", "entitle", "headline", "name", "nickname", "subtitle", "title"})
TO_DO = re.compile(r"to\s+[a-z]", re.IGNORECASE)
# What a page sets before what it shows.
LABELS = frozenset(
    (
        "photo",
        "photos",
        "video",
        "videos",
        "gallery",
        "watch",
        "highlights",
        "story highlights",
        "related",
        "in pictures",
    )
)
# What stands right before who would say something, or does not.
SUPPOSED = re.compile(r"\b(?:if|unless|not\s+because|not\s+that|as\s+if|as\s+though|in\s+case)\s+$", re.IGNORECASE)
WORD_CHARACTER = re.compile(r"\w")


def find_attributions(text: str, *, settings: AttributeSettings | None = None) -> list[Attribution]:
    """Who said what in a text, in order. Spans are code points of ``text``; nothing said gives an empty list.

    Quotation marks stand inside the content. The kinds are those of PARC (Pareti, LREC 2016). Raises UsageError where
    the settings ask for the trained model and its file is not there.
    """
    chosen = settings or AttributeSettings()
    reports = as_reports([{"id": "", "text": text}])
    segments = {report.id: segment(report) for report in reports}
    tagged = tag_reports(reports, segments, chosen)
    parses = parse_sentences(_to_parse(reports, segments, tagged))
    return attribute_report(reports[0], segments[reports[0].id], parses, {}, tagged, chosen)


def attribute_reports(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    segments: Mapping[str, Segments] | None = None,
    parses: Parses | None = None,
    tagged: Passages | None = None,
    settings: AttributeSettings | None = None,
) -> pa.Table:
    """Who said what in each report: a table with the columns of ``attributions``, ``speaker_id`` null.

    A quoted sentence of which a report does not say whose it is has neither source nor cue; it is there where another
    report quotes it too.
    ``segments`` (by report id), ``parses`` (by sentence) and ``tagged`` (by passage) are worked out where they are not
    given. Raises UsageError where the settings ask for the trained model and its file is not there.
    """
    chosen = settings or AttributeSettings()
    pile = as_reports(reports)
    cut = segments if segments is not None else {report.id: segment(report) for report in pile}
    read = tagged if tagged is not None else tag_reports(pile, cut, chosen)
    parsed = parses if parses is not None else parse_sentences(_to_parse(pile, cut, read))
    candidates: dict[str, tuple[Candidate, ...]] = {}
    told = {report.id: attribute_report(report, cut[report.id], parsed, candidates, read, chosen) for report in pile}
    taken = {report_id: _spans_of(said) for report_id, said in told.items()}
    # The rules leave too many quotations that the report does give to somebody.
    for report_id, spans in find_repeated(pile if read is not None else (), cut, taken).items():
        told[report_id] += [Attribution("direct", (), (), (span,), ALONE) for span in spans]
    rows = [attribution_row(report_id, one) for report_id, said in told.items() for one in said]
    return schema.ordered("attributions", schema.table("attributions", rows))


def uses_model(settings: AttributeSettings) -> bool:
    """Whether the trained model does the work. Raises UsageError where it is asked for and its file is not there."""
    if settings.reader == "rules":
        return False
    if not has_model():
        if settings.reader == "model":
            raise UsageError("the file of the model that finds who said what is not there: use the rules instead")
        return False
    return True


def is_read_by_model(report: Report) -> bool:
    """Whether the trained model knows the report's language; where it is not told, English is taken for granted."""
    return report.language is None or report.language.lower().startswith("en")


def distinct_passages(reports: Iterable[Report], segments: Mapping[str, Segments]) -> list[str]:
    """Every passage that the trained model is to read, once, in code point order."""
    return sorted({
        report.text[begin:end]
        for report in reports
        if is_read_by_model(report)
        for begin, end in cut_passages(report, segments[report.id])
    })  # fmt: skip


def tag_reports(
    reports: Iterable[Report], segments: Mapping[str, Segments], settings: AttributeSettings
) -> Passages | None:
    """What the trained model finds in each distinct passage of the reports; None where the rules do the work."""
    if not uses_model(settings):
        return None
    return tag_passages(distinct_passages(reports, segments), settings.tagger)


def _to_parse(reports: Sequence[Report], segments: Mapping[str, Segments], tagged: Passages | None) -> list[str]:
    """The sentences that must be parsed: all for the rules, those with a cue, a verb of reply or a quotation where the
    model did the work.
    """
    if tagged is None:
        return distinct_sentences(reports, segments)
    by_rules = [report for report in reports if not is_read_by_model(report)]
    wanted = set(distinct_sentences(by_rules, segments))
    for report in filter(is_read_by_model, reports):
        text, cut = report.text, segments[report.id]
        cued = [sentence for _, _, sentence in with_sentences(text, cut, cut_passages(report, cut), tagged)]
        replies = [
            sentence for sentence in cut.sentences
            if REPLY.search(text, sentence.begin, sentence.end) or may_refuse(text, sentence.begin, sentence.end)
        ]  # fmt: skip
        quoting = sentences_around(cut, free_quotations(text, cut, ()))
        wanted.update(text[sentence.begin : sentence.end] for sentence in cued + replies + quoting)
    return sorted(wanted)


def attribute_report(
    report: Report,
    segments: Segments,
    parses: Parses,
    candidates: dict[str, tuple[Candidate, ...]],
    tagged: Passages | None,
    settings: AttributeSettings,
) -> list[Attribution]:
    """The attributions of one report. ``candidates`` keeps those of each distinct sentence from report to report."""
    if tagged is not None and is_read_by_model(report):
        found = find_tagged(report.text, segments, cut_passages(report, segments), tagged, parses)
        chosen = [(p, one) for p, one in found if p >= settings.least_tagged and one.content]
        chosen += _replies_missed(report, segments, parses, candidates, [one for _, one in chosen], settings)
        chosen += _charges_missed(report, segments, parses, candidates, [one for _, one in chosen], settings)
        chosen += _quotations_missed(report, segments, parses, candidates, [one for _, one in chosen], settings)
    else:
        chosen = _by_rules(report, segments, segments.sentences, parses, candidates, settings)
    chosen = give_signed(chosen, find_signed(report.text, segments))
    chosen = _with_refusals(report, segments, parses, chosen)
    _end_before_replies(report.text, [one for _, one in chosen])
    made = [_attribution(report.text, segments, p, one) for p, one in chosen]
    return sorted(made, key=lambda a: (a.content[0], a.cue))


def _replies_missed(
    report: Report,
    segments: Segments,
    parses: Parses,
    candidates: dict[str, tuple[Candidate, ...]],
    found: Sequence[Found],
    settings: AttributeSettings,
) -> list[tuple[float, Found]]:
    """Denials, confirmations and refusals that the rules find in sentences where the tagger found nothing told by such a
    verb: a claim must not lose its reply.
    """
    cues = [span for one in found for span in one.cue]
    known = {one.at for one in found if one.candidate.lemma in REPLIES}
    sentences = [
        sentence
        for sentence in segments.sentences
        if any(
            not any(overlap([Span(*match.span())], at) for at in known)
            for match in REPLY.finditer(report.text, sentence.begin, sentence.end)
        )
    ]
    if not sentences:
        return []
    chosen = []
    for p, one in _by_rules(report, segments, sentences, parses, candidates, replace(settings, least_reply=0.0)):
        if one.candidate.lemma not in REPLIES or one.inside or any(overlap(cues, span) for span in one.cue):
            continue
        around = [other for other in found if overlap(other.content, one.at)]
        # Few readers mark a denial that another tells of, so the weight of such a one says little.
        if _is_whole_within(one, around) if around else p >= settings.least_reply:
            chosen.append((max(p, settings.least_reply), one))
    return chosen


def _charges_missed(
    report: Report,
    segments: Segments,
    parses: Parses,
    candidates: dict[str, tuple[Candidate, ...]],
    found: Sequence[Found],
    settings: AttributeSettings,
) -> list[tuple[float, Found]]:
    """Accusations that the tagger has only within what another tells: "the council accused the port of fraud, the agency
    reported". The accusation is the council's, and a report that prints a denial of it answers the council.

    A content that ends before what is charged is told on to its end.
    """
    cues = [span for one in found for span in one.cue]
    sentences = [
        sentence for sentence in segments.sentences
        if any(
            not overlap(cues, Span(*match.span())) and any(overlap(one.content, Span(*match.span())) for one in found)
            for match in CHARGE.finditer(report.text, sentence.begin, sentence.end)
        )
    ]  # fmt: skip
    chosen = []
    for p, one in _weighed(report, segments, sentences, parses, candidates):
        if one.candidate.lemma not in CHARGES or one.inside or any(overlap(cues, span) for span in one.cue):
            continue
        if not one.source or not one.content or one.quoted:
            continue
        around = [other for other in found if overlap(other.content, one.at)]
        for other in around:
            end = one.content[-1].end
            if other.content[-1].end <= one.content[0].begin and end <= min(
                span.begin for span in (*other.source, *other.cue)
            ):
                other.content[-1] = Span(other.content[-1].begin, end)
        if _is_whole_within(one, around):
            chosen.append((max(p, settings.least_confidence), one))
    return chosen


def _is_whole_within(one: Found, around: Sequence[Found]) -> bool:
    """Whether an attribution that is told within others' contents is a finite clause with who replies, all of it there."""
    head = one.candidate.head
    finite = one.tokens[head].tag in ("VBD", "VBZ", "VBP", "VBN")
    own = any(one.tokens[w].dep == "nsubj" and one.tokens[w].head == head for w in one.candidate.source)
    if not (finite and own) or one.content[0].begin < one.at.end:
        return False
    end = one.content[-1].end
    return all(any(b <= one.source[0].begin and end <= e for b, e in other.content) for other in around)


def _with_refusals(
    report: Report, segments: Segments, parses: Parses, found: Sequence[tuple[float, Found]]
) -> list[tuple[float, Found]]:
    """What was found, with the refusals to comment that stand outside quotation marks, in whatever somebody else says.

    One that was found already gets the spans of its form: cue and content whole, and none in the other.
    """
    text = report.text
    outer = [q for q in segments.quotations if q.depth == 0]
    starts = [q.begin for q in outer]
    made = list(found)
    begins = [one.sentence.begin for _, one in made]
    for sentence in segments.sentences:
        if not may_refuse(text, sentence.begin, sentence.end):
            continue
        tokens = parses.get(text[sentence.begin : sentence.end], ())
        own = [n for n, begin in enumerate(begins) if begin == sentence.begin]
        for one in find_refusals(tokens):
            source, cue, content = (tidy(text, place(sentence, tokens, w)) for w in (one.source, one.cue, one.content))
            if not cue or not content or within(outer, starts, cue[0].begin):
                continue
            known = [n for n in own if any(overlap([*cue, *content], span) for span in made[n][1].cue)]
            sure, before = made[known[0]] if known else (SURE, None)
            if before is not None and before.source and not overlap(source, before.source[0]):
                source = before.source
            refusal = Found(one, sentence, cue[0], source, cue, content, tokens=tokens)
            if before is None:
                made.append((sure, refusal))
            elif overlap(cue, before.cue[0]):
                made[known[0]] = (sure, refusal)
    return made


def _end_before_replies(text: str, found: Sequence[Found]) -> None:
    """Take out of a content the reply that the report itself goes on with: "said the dam was safe, but the mayor denied it",
    and a word at its end that only joins it to what follows.

    What stands after the "but" is the report's own, or a second thing that the same source does ("agreed, but declined to").
    """
    for one in found:
        if one.content and (hanging := HANGING.search(text, *one.content[-1])):
            one.content = tidy(text, [*one.content[:-1], Span(one.content[-1].begin, hanging.start())]) or one.content
    replies = [one for one in found if one.candidate.lemma in REPLIES or one.candidate.rule == REFUSAL]
    for reply in replies:
        for one in found:
            if one is reply or one.at.begin >= reply.at.begin or one.sentence != reply.sentence:
                continue
            if not overlap(one.content, reply.cue[0]):
                continue
            # Who replies may be named within the content, or be who speaks there.
            begin = min(span.begin for span in (*reply.source, *reply.cue) if overlap(one.content, span))
            joint = BUT.search(text, one.at.end, begin)
            if joint:
                kept = [Span(b, min(e, joint.start())) for b, e in one.content if b < joint.start()]
                later = [Span(b, e) for b, e in one.content if b >= reply.sentence.end]
                one.content = tidy(text, [*kept, *later]) or one.content


def _quotations_missed(
    report: Report,
    segments: Segments,
    parses: Parses,
    candidates: dict[str, tuple[Candidate, ...]],
    found: Sequence[Found],
    settings: AttributeSettings,
) -> list[tuple[float, Found]]:
    """Quotations of which the tagger left every word: with the cue that the rules find beside them, else with
    the source of the sentence before.
    """
    text = report.text
    taken = _spans_of(found)
    left = free_quotations(text, segments, taken)
    if not left:
        return []
    told = [
        (p, one)
        for p, one in _by_rules(report, segments, sentences_around(segments, left), parses, candidates, settings)
        if holds_one(text, one, left) and not any(overlap(taken, span) for span in (*one.cue, *one.content))
    ]
    everybody = [*found, *(one for _, one in told)]
    left = free_quotations(text, segments, _spans_of(everybody))
    return told + find_standing(text, segments, parses, left, everybody)


def _spans_of(found: Iterable[Found | Attribution]) -> list[Span]:
    return [span for one in found for span in (*one.source, *one.cue, *one.content)]


def _by_rules(
    report: Report,
    segments: Segments,
    sentences: Sequence[Sentence],
    parses: Parses,
    candidates: dict[str, tuple[Candidate, ...]],
    settings: AttributeSettings,
) -> list[tuple[float, Found]]:
    weighed = _weighed(report, segments, sentences, parses, candidates)
    return choose(weighed, settings.least_confidence, settings.least_reply)


def _weighed(
    report: Report,
    segments: Segments,
    sentences: Sequence[Sentence],
    parses: Parses,
    candidates: dict[str, tuple[Candidate, ...]],
) -> list[tuple[float, Found]]:
    """All that the rules find in some sentences, with its weight; of what overlaps nothing is chosen yet."""
    for sentence in sentences:
        words = report.text[sentence.begin : sentence.end]
        if words not in candidates:
            candidates[words] = find_candidates(parses.get(words, ()))
    weights = load_weights()
    looked_at = replace(segments, sentences=tuple(sentences))
    return [
        (weigh(report.text, one, weights), one)
        for one in find_in_report(report.text, looked_at, parses, candidates)
        if one.content
    ]


def is_said(text: str, one: Found) -> bool:
    """Whether a cue reports words or a stated view, not what somebody wants, backs or does.

    "What are said to be spies" is a name for them, and so are "..., whom others call the Moths" and "a plan titled Clear
    Water": nothing is said of which it could be true; nor where somebody "was asked to wait" by nobody, as against "asked
    whether he would". Nor is whom a speaker cites something that he says, nor what he only asks when he takes his turn, nor
    what "you" say, nor what somebody would say ("if the mayor says ...") or does not ("not because I believe ..."). "Photos: a fair at
    Vell" has a label.
    """
    if (
        one.source
        and one.source[0].begin < one.at.begin
        and SUPPOSED.search(text, one.sentence.begin, one.source[0].begin)
    ):
        return False
    source = fold(text[slice(*one.source[0])]) if one.source else ""
    if one.candidate.rule == ASKED or source == "you" or source in LABELS:
        return False
    if one.candidate.rule == REFUSAL:
        return True
    # "Sales declined to 40 million" is no answer.
    if one.candidate.lemma == "decline" and one.content and not TO_DO.match(text, *one.content[0]):
        return False
    if not one.source and one.content and NAMED_SO.fullmatch(text, *one.content[0]):
        return False
    if not one.source and (
        one.candidate.lemma in TITLES or (one.candidate.lemma == "ask" and not _is_question(text, one))
    ):
        return False
    if one.candidate.lemma in NAMES and any(RELATIVE.fullmatch(text, *part) for part in one.content):
        return False
    if only_cites(text, one):
        return False
    return one.candidate.lemma not in ATTITUDES | DEEDS or bool(one.quoted)


def _is_question(text: str, one: Found) -> bool:
    """Whether a content is what was asked, not what somebody was asked to do: "whether he would wait", "if so", "how long"."""
    return any(QUESTION.match(text, *part) for part in one.content) or bool(one.quoted)


def attribution_row(report_id: str, one: Attribution) -> dict[str, Any]:
    """An attribution as a row of ``attributions``; its id depends on the report and the spans alone."""
    spans = {name: [{"begin": b, "end": e} for b, e in getattr(one, name)] for name in ("source", "cue", "content")}
    numbers = [f"{name}:{b}:{e}" for name in ("source", "cue", "content") for b, e in getattr(one, name)]
    return {
        "attribution_id": content_id("attribution", report_id, *numbers),
        "report_id": report_id,
        "kind": one.kind,
        **spans,
        "speaker_id": None,
        "tense": one.tense,
        "negated": one.negated,
        "hedged": one.hedged,
        "said": one.said,
        "confidence": one.confidence,
    }


def _attribution(text: str, segments: Segments, confidence: float, one: Found) -> Attribution:
    cue = tuple(tidy(text, one.cue)) or tuple(one.cue)
    words = [one.tokens[i].text.lower() for i in one.candidate.cue]
    return Attribution(
        kind=kind_of(text, segments, one.content),
        source=tuple(one.source),
        cue=cue,
        content=tuple(one.content),
        confidence=confidence,
        tense=_tense(one),
        negated=(any(w in NEGATIONS for w in words) or "no longer" in " ".join(words)) and not one.inside,
        hedged=_hedged(text, one),
        said=is_said(text, one),
    )


def kind_of(text: str, segments: Segments, content: Iterable[Span]) -> str:
    """direct where every word of the content stands in quotation marks, indirect where none does, else mixed."""
    quotations = segments.quotations
    quoted = plain = False
    for span in content:
        low = bisect_left(quotations, span.begin, key=lambda q: q.begin)
        while low > 0 and (quotations[low - 1].end > span.begin or quotations[low - 1].depth > 0):
            low -= 1
        high = bisect_left(quotations, span.end, key=lambda q: q.begin)
        inside = [Span(q.begin, q.end) for q in quotations[low:high] if q.depth == 0 and q.end > span.begin]
        covered = overlap(inside, span)
        if covered:
            quoted = True
        at = span.begin
        for begin, end in [*sorted(inside), Span(span.end, span.end)]:
            stretch = text[at : max(at, min(begin, span.end))].strip(MARKS)
            if WORD_CHARACTER.search(stretch):
                plain = True
            at = max(at, end)
    return "indirect" if not quoted else "mixed" if plain else "direct"


def _tense(one: Found) -> str | None:
    tokens: tuple[Token, ...] = tuple(one.tokens[i] for i in one.candidate.cue)
    if not tokens:
        return None
    head = one.tokens[one.candidate.head]
    words = {token.text.lower() for token in tokens}
    if words & {"will", "shall", "'ll", "’ll"}:
        return "future"
    tags = {token.tag for token in tokens if token.pos in ("VERB", "AUX")}
    if words & {"was", "were", "had", "did"} or "VBD" in tags:
        return "past"
    if tags & {"VBZ", "VBP"}:
        # "has said" is told as past, "is saying" as present.
        return "past" if words & {"has", "have"} and head.tag == "VBN" else "present"
    return None


def _hedged(text: str, one: Found) -> bool:
    cue = {one.tokens[i].text.lower() for i in one.candidate.cue}
    if cue & MAYBE or any(HEDGES.search(text, b, e) for b, e in one.cue):
        return True
    # A hedge of the report's own stands outside quotation marks: "allegedly" within them is the speaker's.
    for begin, end in one.content:
        for match in HEDGES.finditer(text, begin, end):
            if not any(q.begin <= match.start() < q.end for q in one.quoted):
                return True
    return False
