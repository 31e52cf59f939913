"""In which printed words a claim is shown: the fullest wording of those that read best, quotation marks whole.

What is no clause by itself is shown with its verb: "accused Norland of opening the gates".
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from stemma.model import Span
from stemma.reckon.about import deeds_of, is_object
from stemma.reckon.lexicon import ACCUSES, base, words_of
from stemma.reckon.reference import fullness
from stemma.reckon.units import Unit
from stemma.words import WORD

_OF_DOING = re.compile(r"^[^,.;]{1,80}?\bof\s+(?:\w+ly\s+|not\s+|only\s+)?\w+ing\b")
_ARTICLE = re.compile(r"(?:the|an?|its|their|his|her)\s", re.IGNORECASE)
# What cannot stand at the head of a sentence: an infinitive, a relative or what hangs on a word before it.
_HANGS = re.compile(r"(?:to|of|as|about|over|which|who|whom|whose|that|for|by|with|against|than)\s", re.IGNORECASE)
# A piece of its own that only points at what follows: "what it says | are thieves".
_POINTS = re.compile(r"what|which|who|whom|that", re.IGNORECASE)
_RELATIVE = re.compile(r"\s*(?:(?:that|which|who)\s+)?")
_ENDED = re.compile(r"[.!?]")
# A word at the end with which another clause begins.
_BEGUN = re.compile(
    r"\W*\s(?:that|which|who|whom|whose|when|where|while|because|although|though|since|after|before|until|unless|if|than|and|or|but)$",
    re.IGNORECASE,
)
_LAST = 12  # code points at the end of a content: the longest such word, and the space before it
_GOES_ON = re.compile(r"[ \n\u00a0]+\w")
_CLOSED = re.compile(r"'(?!\w)")
_OPENED = re.compile(r"(?<=\s)['‘](?=\w)")
_JOINS = re.compile(r"\A(?:and|but|or)\s+(?=(?:that|he|she|it|they|we|i|you|there)\b)")
_AROUND = " \t\n,;:"
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ('"', '"'), ("‘", "’"), ("'", "'"))
_MARKS = '“”„«»"'
_SHORT = 0.5  # of the fullest wording's weight: what says less than that does not stand for it
_FAR = 1.75  # of the usual wording's weight
# By judgement: the share of the telling words of the shorter of two wordings from which the one says the other too, and of a
# wording's own words from which it is what other reports say as well.
_BORNE = 0.5
_ALL = 0.95  # share of a content's weight from which its parts are all of it
_SLIGHT = 2.5  # weight under which a wording is too little to be what several reports share
# Verbs whose content is whom or what they are about, not what is so: "praised the crew", "called it a toy".
_TAKES_OBJECT = frozenset(base(word) for word in words_of("object"))
# Verbs whose content may be somebody and what he is to do. Not "told": "told the paper the lock needs to be mended".
_ASKS_OF = frozenset(
    base(word) for word in ["ask", "order", "instruct", "request", "beg", "implore", "encourage", "press", "persuade"]
)
_TOLD_TO = re.compile(
    r"(?!(?:what|how|where|when|whether|who|which|why|if|for|that)\b)(?:[\w’'.-]+\s+){1,8}?(?:not\s+|never\s+)?to\s(?=[a-z])",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did)\b", re.IGNORECASE
)
# When it was said, before "that": "May 4, 2021, that the lock was shut".
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY_THAT = re.compile(
    rf"(?:(?:on|in)\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:,\s+\d{{4}})?,?\s+|\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?,?\s+)?(?=that\s)"
)
# "That may be": it points at something. "Said that": it joins a clause.
_JOINING_THAT = re.compile(
    r"(?:(?:only|just|merely|simply)\s+)?that\s+(?!(?:is|was|may|might|can|could|will|would|should|must|has|had|does|did|said)\b)"
)
_HAVING = re.compile(r"\A(?:(?:has|have|had|having|also|and|then)\s+)+", re.IGNORECASE)
_BEING = re.compile(r"\b(?:is|are|was|were|be)\s+(?=(?:\w+ly\s+)?\w+ing\b)", re.IGNORECASE)
# What may stand between a verb and what it is about: "nodded along to some of it".
_PARTICLES = re.compile(r"[ \n“\"‘']*(?:(?:to\s+\w+|[a-z]{1,5})\s+){0,3}[“\"‘']*")
_DOING = re.compile(
    r"(?:\w+ly\s+|not\s+)?(?!(?:any|every|some|no)?thing\b|(?:dur|evend|even|morn|build|spr|k|br)ing\b)\w+ing\s",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"(?:(?:has|have|had)\s+(?:\w+ly\s+)?been|is|are|was|were)\s+(?:\w+ly\s+|first\s+)*(?!\w+ing\b)\w+\b(?!\s+to\b)",
    re.IGNORECASE,
)
_BY = re.compile(r"\s+(?:by|in)$")
# "Called on | the council | to stop": without whom it is asked of nobody.
_TO_DO, _OBJECT = re.compile(r"to\s+[a-z]"), re.compile(r"\s+[^\s,;:.!?()\"“”]+(?:\s+[^\s,;:.!?()\"“”]+){0,5}\s*")
# A quotation with who said it, as a report has it that took it from another: '"We stay," the keeper said, the Post wrote.'
_SAYS_WHO = re.compile(r"[\"”]\s+[^\"“”]{2,80}\b(?:said|says|told|wrote|added|stated)\b")
_BETWEEN = 40  # code points between a verb and what it is about: "accused on Tuesday Norland of ..."


def choose_statement(
    parts: Sequence[Sequence[Unit]],
    order: Mapping[str, Any],
    texts: Mapping[str, str],
    cues: Mapping[str, Sequence[Span]],
    wholes: Mapping[str, Unit],
) -> str:
    """The statement of a claim: what most of its reports have, and other reports too rather than one alone; a clause or
    quotation rather than "Norland of opening the gates", that rather than what hangs in the air ("to open the gates"), where
    it says at least half as much; of equals the fullest, then the earliest. What is no clause has its verb before it.

    ``parts`` are the units of each part of the claim, mostly of the only one; ``cues`` by attribution id; ``wholes`` the
    contents, by attribution id, of which some units were cut out.
    """
    members = [unit for part in parts for unit in part]
    whole, carriers = _find_wholes(parts, wholes)
    units = [*members, *whole]
    own = [len({unit.report_id for unit in part}) for part in parts]
    carried = [*(number for number, part in zip(own, parts, strict=True) for _ in part), *carriers]
    read = {number: read_statement(unit, texts) for number, unit in enumerate(units)}
    cue_words = {
        one: " ".join(texts[unit.report_id][span.begin : span.end] for span in cues.get(one, ()))
        for unit in units for one in (unit.attribution_id,)
    }  # fmt: skip

    shared = _are_shared(units, members)
    weights = [sum(unit.terms.weight) for unit in units]
    usual = sorted(weights[: len(members)])[len(members) // 2]

    def rank(number: int) -> tuple[Any, ...]:
        unit, words = units[number], read[number]
        # What says far more than most is more than the claim.
        far = len(members) > 2 and number < len(members) and weights[number] > _FAR * usual
        short = weights[number] < _SHORT * min(max(weights), _FAR * usual)
        broken = breaks_off(unit, texts[unit.report_id])
        return (
            _SAYS_WHO.search(words) is not None,
            -carried[number],
            not shared[number] or _lacks_subject(unit, words),
            far or short,
            _strangeness(unit, words, cue_words[unit.attribution_id]),
            broken,
            *fullness(unit, order),
        )

    chosen = min(read, key=rank)
    unit, words = units[chosen], read[chosen]
    cue = cue_words[unit.attribution_id]
    # What is denied must never stand there as if it had been said.
    alone = (
        not unit.denied
        and (unit.kind == "direct" or not (_has_verb_of(_TAKES_OBJECT, cue) or _is_told_to(words, cue)))
        and not _strangeness(unit, words, cue)
    )
    spans, text = cues.get(unit.attribution_id, ()), texts[unit.report_id]
    alone = alone and not _hangs_on(unit, spans, text) and not _is_about(unit, words, spans, text)
    return words if alone else with_verb(unit, words, spans, text)


def _find_wholes(parts: Sequence[Sequence[Unit]], wholes: Mapping[str, Unit]) -> tuple[list[Unit], list[int]]:
    """The contents that were cut up and of which all parts are in the claim, where they stand for it better than these:
    other reports have each part, or more reports have something of the whole than of any part. With the number of these reports.
    """
    members = [unit for part in parts for unit in part]
    in_part = [number for number, part in enumerate(parts) for _ in part]
    pieces: dict[str, list[int]] = {}
    for number, unit in enumerate(members):
        if unit.attribution_id in wholes:
            pieces.setdefault(unit.attribution_id, []).append(number)
    reports = [{unit.report_id for unit in part} for part in parts]
    shared = _are_shared(members, members)
    found: list[Unit] = []
    carriers: list[int] = []
    for one, numbers in pieces.items():
        all_there = sum(members[n].terms.content for n in numbers) >= _ALL * wholes[one].terms.content > 0
        own = [reports[in_part[n]] for n in numbers]
        most = len(set[str]().union(*own))
        if all_there and (all(shared[n] for n in numbers) or most > max(map(len, own))):
            found.append(wholes[one])
            carriers.append(most)
    return found, carriers


def _lacks_subject(unit: Unit, words: str) -> bool:
    """Whether a wording begins with its verb: "is bound for the dam"."""
    return unit.kind != "direct" and _FINITE.match(words) is not None


def _are_shared(units: Sequence[Unit], members: Sequence[Unit]) -> list[bool]:
    """Of each unit whether half of what it says stands in other reports of the claim, and that is more than a word or two or
    all that another says; True of all where none is.
    """
    reports: dict[str, set[str]] = {}
    alike: dict[tuple[str, ...], set[str]] = {}
    for unit in members:
        alike.setdefault(unit.terms.term, set()).add(unit.report_id)
        for term, _ in unit.terms.telling:
            reports.setdefault(term, set()).add(unit.report_id)

    def is_shared(unit: Unit) -> bool:
        theirs = sum(weight for term, weight in unit.terms.telling if reports.get(term, set()) - {unit.report_id})
        much = unit.terms.content >= _SLIGHT or len(alike.get(unit.terms.term, ())) > 1
        return much and theirs >= _BORNE * unit.terms.content

    shared = [is_shared(unit) for unit in units]
    return shared if any(shared) else [True] * len(units)


def _hangs_on(unit: Unit, cue: Sequence[Span], text: str) -> bool:
    """Whether a content is cut in two by its verb: "a boat was thought to have been burned"."""
    if not cue:
        return False
    head = [span for span in unit.spans if span.end <= cue[0].begin]
    rest = [span for span in unit.spans if span.begin >= _end_of_verb(unit, cue)]
    return (
        bool(head and rest)
        and _RELATIVE.fullmatch(text, head[-1].end, cue[0].begin) is not None
        and bool(_HANGS.match(text, rest[0].begin))
    )


def _end_of_verb(unit: Unit, cue: Sequence[Span]) -> int:
    """Where a verb ends, without the words that are read as part of what is said too: "accused [of stealing]"."""
    shared = [span.begin for span in unit.spans if cue[0].begin < span.begin < cue[-1].end]
    return min([*shared, cue[-1].end])


def _is_about(unit: Unit, words: str, cue: Sequence[Span], text: str) -> bool:
    """Whether a content is what somebody spoke about ("marvelled at the bridge"), not what was said of it: it stands right
    beside its verb and need not be a sentence.
    """
    if unit.kind == "direct" or not cue:
        return False
    if not is_object(text[cue[0].begin : cue[-1].end], words) and not _is_doing(words):
        return False
    if unit.spans[-1].end <= cue[0].begin:
        return _is_done_to(unit, words, cue, text)
    return _PARTICLES.fullmatch(text, cue[-1].end, max(cue[-1].end, unit.spans[0].begin)) is not None


def _is_doing(words: str) -> bool:
    """Whether words are no more than what is done: "mending the lock"."""
    return _DOING.match(words) is not None and is_object("of", words)


def _is_done_to(unit: Unit, words: str, cue: Sequence[Span], text: str) -> bool:
    """Whether a content stands right before the passive verb of which it is the object: "the plan | was condemned"."""
    verb, end = text[cue[0].begin : cue[-1].end], unit.spans[-1].end
    beside = end <= cue[0].begin and not text[end : cue[0].begin].strip(" ")
    return len(unit.spans) == 1 and beside and _PASSIVE.match(verb) is not None and bool(deeds_of(verb, words))


def _is_told_to(words: str, cue: str) -> bool:
    """Whether a content is who is asked to do what: "asked [the growers to mend the lock]"."""
    found = _TOLD_TO.match(words) if _has_verb_of(_ASKS_OF, cue) else None
    return found is not None and not _FINITE.search(words, 0, found.end())


def _has_verb_of(verbs: frozenset[str], cue: str) -> bool:
    return any(base(word) in verbs for word in WORD.findall(cue))


def with_verb(unit: Unit, words: str, cue: Sequence[Span], text: str) -> str:
    """The words of a content with the verb that brings it, where that stands in the same sentence right before it or
    between its pieces ("the officers were charged with theft"); else the words alone.
    """
    first = unit.spans[0]
    clause = text[first.begin : first.end].lstrip(_AROUND + _MARKS)[:5].lower() == "that "
    if not cue or not words or (clause and not unit.denied):
        return words
    begin, end = cue[0].begin, _end_of_verb(unit, cue)
    verb = " ".join(" ".join(text[span.begin : min(span.end, end)] for span in cue).split())
    if not clause and _is_done_to(unit, words, cue, text):
        return f"{words} {_BY.sub('', verb)}"
    following = next((span for span in unit.spans if span.begin >= end), None)
    if following is None or _ENDED.search(text, end, following.begin) or following.begin - end > _BETWEEN:
        return words
    if following == first:
        verb = _BEING.sub("", _HAVING.sub("", verb, count=1), count=1)
        if not clause and (
            _PARTICLES.fullmatch(text, end, following.begin)
            or (_TO_DO.match(words) and _OBJECT.fullmatch(text, end, following.begin))
        ):
            verb = " ".join((verb, *text[end : following.begin].split()))
        return f"{verb} that {words}" if clause else f"{verb} {words}"
    if first.end > begin or _ENDED.search(text, first.end, begin):
        return words
    head = unit._replace(spans=tuple(span for span in unit.spans if span.end <= begin))
    rest = unit._replace(spans=tuple(span for span in unit.spans if span.begin >= end))
    pieces = (read_statement(head, {unit.report_id: text}), verb, read_statement(rest, {unit.report_id: text}))
    return " ".join(pieces).strip(_AROUND)


def _strangeness(unit: Unit, words: str, cue: str) -> int:
    """0 for what reads as a sentence, more for what does not."""
    if not words:
        return 4
    if unit.kind == "direct" and words[0].isupper():
        return 0  # a sentence of its own: "As the boat sank, ..."
    if ACCUSES.search(cue) and _OF_DOING.match(words):
        # "neighbouring Norland of ..." has lost the beginning of its phrase.
        return 1 if words[0].isupper() or _ARTICLE.match(words) else 2
    return 3 if _HANGS.match(words) else 0


def read_statement(unit: Unit, texts: Mapping[str, str]) -> str:
    """The words of a unit as printed, without the marks around them, a "that" before and a clause begun at their end.

    Pieces of one sentence are joined by a space, of two by a stop; where other words stand between than those of saying,
    an ellipsis shows it. No quotation mark stands without its other.
    """
    text = texts[unit.report_id]
    whole, end = "", 0
    spans = _join_beside(unit.spans, text)
    for span in spans:
        piece = _whole_marks(" ".join(text[span.begin : span.end].split()).strip(_AROUND))
        if len(spans) > 1 and _POINTS.fullmatch(piece):
            continue
        if piece and whole:
            whole += _sign_between(whole, text[end - 2 : end], text[end : span.begin], piece)
        whole += piece
        end = span.end
    if breaks_off(unit, text):
        whole = _BEGUN.sub("", whole)
    # "And they did it because ...", of which another report has the first half as a statement of its own.
    whole = _JOINS.sub("", whole)
    whole = whole[day.end() :] if unit.kind != "direct" and (day := _DAY_THAT.match(whole)) else whole
    joining = _JOINING_THAT.match(whole)
    return _whole_marks(whole[joining.end() :]) if joining else whole


def _join_beside(spans: Sequence[Span], text: str) -> list[Span]:
    """Spans of which one follows the other with nothing but a space between, where a content was cut, as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end <= span.begin and not text[joined[-1].end : span.begin].strip():
            joined[-1] = Span(joined[-1].begin, span.end)
        else:
            joined.append(span)
    return joined


def _sign_between(before: str, close: str, between: str, after: str) -> str:
    """What stands between two pieces of a statement in place of the words that stand between them in the report;
    ``close`` are the last characters of the first piece there.
    """
    capital = after.lstrip(_MARKS)[:1].isupper()
    if _ENDED.search(between) or before.rstrip(_MARKS)[-1:] in (".", "!", "?"):
        ended = before.rstrip(_MARKS)[-1:] in (".", "!", "?", "…")
        return " " if ended else ". " if capital else " "
    bare = between.strip(" \t\n" + _MARKS)
    # "The lock, Brask said, was shut": who says it, between commas.
    aside = (close.rstrip(_MARKS)[-1:] in (",", "—", "–") or bare[:1] in (",", "—", "–", "(")) and bare[-1:] in ",—–):"
    return " " if not WORD.search(bare) or (aside and not capital) else " … "


def breaks_off(unit: Unit, text: str) -> bool:
    """Whether a content ends with a word that begins a clause which the report goes on with."""
    begin, end = unit.spans[-1]
    # Only the end is read: searched from its beginning, a long content takes long.
    return (
        _GOES_ON.match(text, end, end + 3) is not None and _BEGUN.search(text, max(begin, end - _LAST), end) is not None
    )


def _whole_marks(piece: str) -> str:
    """A piece of text without quotation marks around it, and with both or none of each pair within it."""
    for left, right in _PAIRS:
        inner = piece[1:-1]
        if len(piece) > 1 and piece[0] == left and piece[-1] == right and left not in inner:
            return inner.strip(_AROUND)
    inner = piece[1:-1]
    # A report may mix straight and curly marks.
    if inner and piece[0] in _MARKS and piece[-1] in _MARKS and not any(mark in inner for mark in _MARKS):
        return inner.strip(_AROUND)
    if sum(piece.count(mark) for mark in _MARKS) % 2:
        if piece[0] in _MARKS:
            piece = piece[1:]
        elif piece[-1] in _MARKS:
            piece = piece[:-1]
        elif "“" in piece or "«" in piece or '"' in piece:
            piece += "”" if "“" in piece else "»" if "«" in piece else '"'
        else:
            piece = ("«" if "»" in piece else "“") + piece
    # A comma or stop before it shows that a mark closes: "'It was dull,'", and "was dull,'" of which the beginning is cut.
    if piece[-1:] in "'’" and piece[-2:-1] in ",.!?" and not _OPENED.search(piece, 1):
        piece = piece[1:] if piece[:1] in "'‘" else piece
        piece = piece[:-1]
    # An apostrophe looks like the closing mark: only an opening one at the head that nothing can close is taken off.
    if (piece[:1] == "‘" and "’" not in piece) or (piece[:1] == "'" and not _CLOSED.search(piece, 1)):
        piece = piece[1:]
    return piece.strip(_AROUND)
