"""Posts that a page shows in full: the words, and behind or below them "— Ida Moor (@idamoor) May 4, 2021".

They are quoted speech without quotation marks: whoever shows one has the words from who wrote them, not from another report
that shows it too.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stemma.model import Span
from stemma.quotation import scan_marks
from stemma.words import WORD, trimmed

MOST = 400  # code points: a post of 280 with the links that a page puts behind it
LEAST_WORDS = 4
_SIGN = "(@"
_DAY = r"(?:on\s+)?(?:[^\W\d_]{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\.?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
_SIGNATURE = re.compile(
    rf"(?P<dash>[—–―]|--?)\s*(?P<name>[^\W\d_](?:[^\n()—–―]{{0,58}}[^\s()—–―])?)\s*\(\s*@\w{{1,30}}\s*\)\s*(?:{_DAY})?\s*"
)
_WROTE = "wrote|writes|tweeted|tweets|posted|posts|said|says|added|replied|responded|announced|tweet|post"
_OPENS = "\"“„«‘'"


class Post(NamedTuple):
    """Where the words of a post stand, the dash before who wrote it, and his name."""

    words: Span
    dash: Span
    name: Span


def find_post(text: str, paragraphs: Sequence[Span], number: int) -> Post | None:
    """The post that ends with paragraph ``number``: its words stand there before the signature, else in the one above.

    Words that already stand in quotation marks, behind whatever lead, are none, nor are those that say of who signs that he wrote: they
    tell of the post. His name alone may stand in it: "the Moor council" in a post by Ida Moor.
    """
    begin, end = paragraphs[number]
    at = text.rfind(_SIGN, begin, end)
    if at < 0:
        return None
    signature = next((m for m in _SIGNATURE.finditer(text, begin, end) if m.end() == end and m.end("name") <= at), None)
    if signature is None:
        return None
    words = _bare(text, begin, signature.start())
    if words is None and number > 0:
        words = _bare(text, *paragraphs[number - 1])
    if words is None or words.end - words.begin > MOST or text[words.begin] in _OPENS or text[words.end - 1] == ":":
        return None
    if _is_quoted(text, words):
        return None
    said = WORD.findall(text, *words)
    own = WORD.findall(signature["name"])
    if len(said) < LEAST_WORDS or not own or _is_told(text, words, own[-1]):
        return None
    return Post(words, Span(*signature.span("dash")), Span(*signature.span("name")))


def _is_told(text: str, words: Span, name: str) -> bool:
    """Whether words tell of somebody that he wrote or said something."""
    near = rf"(?:['’]s)?(?:\W+[\w’'-]+){{0,3}}?\W+(?:{_WROTE})\b"
    back = rf"\b(?:{_WROTE})(?:\W+[\w’'-]+){{0,3}}?\W+"
    told = rf"\b{re.escape(name)}\b{near}|{back}{re.escape(name)}\b"
    return re.compile(told, re.IGNORECASE).search(text, *words) is not None


def _is_quoted(text: str, words: Span) -> bool:
    """Whether half of the words or more stand in quotation marks: "“We sail,” she wrote" and "She wrote: “We sail”" are told of."""
    stretch = text[words.begin : words.end]
    quoted = sum(end - begin for begin, end, depth, _ in scan_marks(stretch) if depth == 0)
    return 2 * quoted >= len(stretch)


def has_post(text: str, begin: int, end: int) -> bool:
    """Whether a stretch of text may have one: quick, for the many that have none."""
    return text.find(_SIGN, begin, end) >= 0


def _bare(text: str, begin: int, end: int) -> Span | None:
    """The words of a stretch without white space around them; None where there are none."""
    return Span(*trimmed(text, begin, end)) if WORD.search(text, begin, end) else None
