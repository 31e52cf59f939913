"""Which language a text is in, where there is enough of it to tell."""

import math
import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset("the of and to in a that is was for on with as said by at from it has be are his he".split())
_ONLY_ENGLISH = frozenset("the and that with from said".split())
_ENGLISH_SHARE = 0.2  # of the words: English news runs at 0.3 to 0.45, other languages in Latin script under 0.1
# Lists and tables of figures have fewer: half of that is enough where some are words of no other large language.
_LEAST_SHARE = 0.1
_ONLY_ENGLISH_SHARE = 0.02
_SURE = (
    5.0  # natural logarithm of how much likelier another language must be before a single line is believed to be in it
)
_LONGEST = 4000  # code points that are looked at


def find_language(text: str, least_words: int) -> str | None:
    """The ISO 639-1 code of the language of ``text``; None where it has fewer than ``least_words`` words.

    Plain English is told by its commonest words; all else by py3langid (Lui and Baldwin 2012).
    """
    words = _WORD.findall(text[:_LONGEST])
    if len(words) < max(1, least_words):
        return None
    if _is_plain_english([word.lower() for word in words]):
        return "en"
    import py3langid

    return str(py3langid.classify(text[:_LONGEST])[0])


def _is_plain_english(words: list[str]) -> bool:
    common, own = (sum(map(some.__contains__, words)) / len(words) for some in (_ENGLISH, _ONLY_ENGLISH))
    return common >= _ENGLISH_SHARE or (common >= _LEAST_SHARE and own >= _ONLY_ENGLISH_SHARE)


def is_foreign(line: str, language: str) -> bool:
    """Whether a line is surely in another language than ``language``: it has none of its commonest words where that is English."""
    words = [word.lower() for word in _WORD.findall(line)]
    if language == "en" and any(word in _ENGLISH for word in words):
        return False
    import py3langid

    scores = {str(name): float(score) for name, score in py3langid.rank(line[:_LONGEST])}
    return max(scores.values()) - scores.get(language, -math.inf) >= _SURE
