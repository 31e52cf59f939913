"""The words of a text as the finder of names and places sees them, and which may stand together in one name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stemma.name.keys import ARTICLES

# "U.S.", "W.Va."; else letters, with apostrophes inside. Hyphens part words: "US-led", "al-Raqqa".
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|W\.\s?Va\.|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
PARTICLES = ARTICLES | frozenset(
    [
        "of",
        "the",
        "and",
        "de",
        "del",
        "della",
        "di",
        "la",
        "le",
        "les",
        "el",
        "al",
        "ez",
        "az",
        "as",
        "ash",
        "ad",
        "upon",
        "on",
        "in",
        "du",
        "da",
        "do",
        "dos",
        "das",
        "den",
        "der",
        "am",
        "an",
        "sur",
        "sous",
        "und",
        "y",
        "e",
        "lès",
        "lez",
        "near",
        "by",
        "aan",
        "bei",
        "auf",
        "ob",
        "nad",
        "na",
        "san",
    ]
)
LONGEST = 6  # words of a place's name
POSSESSIVE = re.compile(r"['’]s?$")
JOINT = re.compile(r"[^\S\n]{1,3}\n?[^\S\n]*|\n|[-‐‑]|[’'`]|/")
ABBREVIATION = frozenset({"st", "ste", "mt", "ft"})
SENTENCE_END = frozenset('.!?:;\n"”“‘(•*|')


class Token(NamedTuple):
    """A word of the text; ``word`` lacks a possessive ending; ``gap`` is what stands between it and the word before."""

    begin: int
    end: int
    word: str
    lower: str
    capital: bool
    gap: str
    first: bool


def find_tokens(text: str, begin: int = 0, end: int | None = None) -> list[Token]:
    """The words of a stretch of text, in order."""
    tokens: list[Token] = []
    before = begin
    for match in TOKEN.finditer(text, begin, len(text) if end is None else end):
        raw = word = match.group()
        at, after = match.span()
        if "'" in raw or "’" in raw:
            word = POSSESSIVE.sub("", raw)
        gap = text[before:at]
        # Most gaps are one blank.
        first = not tokens or (gap != " " and not SENTENCE_END.isdisjoint(gap))
        tokens.append(Token(at, at + len(word), word, word.lower().rstrip("."), raw[0].isupper(), gap, first))
        before = after
    return tokens


def adjacent(left: Token, right: Token) -> bool:
    """Whether two words may stand in one name: blanks, a hyphen or an apostrophe between them, or an abbreviation's full stop."""
    if left.end - left.begin != len(left.word) or len(right.gap) > 6:
        return False
    if JOINT.fullmatch(right.gap):
        return "\n" not in right.gap
    return right.gap in (". ", ".") and left.lower in ABBREVIATION


def spans_from(tokens: Sequence[Token], i: int) -> list[int]:
    """The last tokens (inclusive) of the names that may begin at token ``i``, shortest first."""
    found = [i] if tokens[i].capital else []
    j = i
    while j + 1 < len(tokens) and j + 1 - i < LONGEST and adjacent(tokens[j], tokens[j + 1]):
        if tokens[j].end != tokens[j].begin + len(tokens[j].word):
            break
        j += 1
        if tokens[j].capital:
            found.append(j)
        elif tokens[j].lower not in PARTICLES or not tokens[j].word.isalpha():
            break
    return found


def starts(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name may begin at a token: a capital, or an Arabic article tied to a capital by a hyphen.

    The end of a compound is no beginning: "Stoke-on-Elm", "the Colts-turned-Rovers".
    """
    token = tokens[i]
    if token.capital:
        return not (i > 1 and token.gap == "-" == tokens[i - 1].gap and not tokens[i - 1].capital)
    return token.lower in ARTICLES and i + 1 < len(tokens) and tokens[i + 1].capital and tokens[i + 1].gap in "-‐‑"
