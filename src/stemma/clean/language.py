"""Which language a text is in, where there is enough of it to tell."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "said",
        "by",
        "at",
        "from",
        "it",
        "has",
        "be",
        "are",
        "his",
        "he",
    ]
)
_ENGLISH_SHARE = 0.2  # of the words: English news runs at 0.3 to 0.45, other languages in Latin script under 0.1
_LONGEST = 4000  # code points that are looked at


def find_language(text: str, least_words: int) -> str | None:
    """The ISO 639-1 code of the language of ``text``; None where it has fewer than ``least_words`` words.

    Plain English is told by its commonest words; all else by py3langid (Lui and Baldwin 2012).
    """
    words = _WORD.findall(text[:_LONGEST])
    if len(words) < least_words:
        return None
    if sum(word.lower() in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    import py3langid

    return str(py3langid.classify(text[:_LONGEST])[0])
