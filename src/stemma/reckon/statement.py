"""In which printed words a claim is shown: the fullest wording of those that read best, quotation marks whole."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from stemma.reckon.lexicon import ACCUSES
from stemma.reckon.units import Unit
from stemma.reckon.wording import fullness

_OF_DOING = re.compile(r"^[^,.;]{1,80}?\bof\s+(?:\w+ly\s+|not\s+|only\s+)?\w+ing\b")
_ARTICLE = re.compile(r"(?:the|an?|its|their|his|her)\s", re.IGNORECASE)
# What cannot stand at the head of a sentence: an infinitive, a relative or what hangs on a word before it.
_HANGS = re.compile(r"(?:to|of|as|about|over|which|who|whom|whose|that|for|by|with|against|than)\s", re.IGNORECASE)
_ENDED = re.compile(r"[.!?]")
_AROUND = " \t\n,;:"
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ('"', '"'), ("‘", "’"), ("'", "'"))
_MARKS = '“”„«»"'
_SHORT = 0.5  # of the fullest wording's weight: what says less than that does not stand for it
_FAR = 1.75  # of the usual wording's weight


def choose_statement(
    units: Sequence[Unit], order: Mapping[str, Any], texts: Mapping[str, str], cues: Mapping[str, str]
) -> str:
    """The statement of a claim: a clause or quotation rather than "Norland of opening the gates", that rather than what
    hangs in the air ("to open the gates"), where it says at least half as much; of equals the fullest, then the
    earliest. ``cues`` by attribution id.
    """
    read = {number: read_statement(unit, texts) for number, unit in enumerate(units)}

    weights = [sum(unit.terms.weight) for unit in units]
    usual = sorted(weights)[len(weights) // 2]

    def rank(number: int) -> tuple[Any, ...]:
        unit, words = units[number], read[number]
        # What says far more than most is more than the claim.
        far = len(units) > 2 and weights[number] > _FAR * usual
        short = weights[number] < _SHORT * min(max(weights), _FAR * usual)
        return far or short, _strangeness(words, cues.get(unit.attribution_id, "")), *fullness(unit, order)

    return read[min(read, key=rank)]


def _strangeness(words: str, cue: str) -> int:
    """0 for what reads as a sentence, more for what does not."""
    if not words:
        return 4
    if ACCUSES.search(cue) and _OF_DOING.match(words):
        # "neighbouring Norland of ..." has lost the beginning of its phrase.
        return 1 if words[0].isupper() or _ARTICLE.match(words) else 2
    return 3 if _HANGS.match(words) else 0


def read_statement(unit: Unit, texts: Mapping[str, str]) -> str:
    """The words of a unit as printed, without the marks around them and a "that" before.

    Pieces of one sentence are joined by a space, of two by a stop. No quotation mark stands without its other.
    """
    text = texts[unit.report_id]
    whole, end = "", 0
    for span in unit.spans:
        piece = _whole_marks(" ".join(text[span.begin : span.end].split()).strip(_AROUND))
        if piece and whole:
            new_sentence = _ENDED.search(text[end : span.begin]) and whole[-1] not in ".!?…" and piece[0].isupper()
            whole += ". " if new_sentence else " "
        whole += piece
        end = span.end
    return whole[5:] if whole[:5].lower() == "that " else whole


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
    # An apostrophe looks like the closing mark: only an opening one at the head that nothing can close is taken off.
    if piece[:1] == "‘" and "’" not in piece:
        piece = piece[1:]
    return piece.strip(_AROUND)
