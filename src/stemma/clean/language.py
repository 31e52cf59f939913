"""Which language a text is in, where there is enough of it to tell."""

import math
import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    re.findall(r"\w+", "the of and to in a that is was for on with as said by at from it has be are his he")
)
# Words that are among the commonest of another language in Latin script and are not written so in English.
_OTHER = frozenset(
    re.findall(
        r"\w+",
        """
        der und das den dem ist nicht mit auf ein eine sich für het een van dat niet zijn voor met op och det att som är inte
        på av og ikke til er på ja ei että oli se mutta és hogy az nem egy les des est dans une pas que du qui pour el los las
        una por del se il di che è non con della gli os um uma não com da em ao și nu este în pe w i się nie na z jest v je
        že ne ve bir bu için ile da yang dan di dengan untuk tidak ini và của là không một có kai ir ka un par što koji su
        """,
    )
)
_ENGLISH_SHARE = 0.2  # of the words: English news runs at 0.3 to 0.45, other languages in Latin script under 0.1
_ONLY_ENGLISH = frozenset(["the", "of", "and", "that", "with", "from", "said"])
# Lists and tables have fewer: a quarter of that is enough where another's words are no more than a quarter of them, and
# one of them at the least is no other language's (the short words of Grefenstette 1995).
_LEAST_SHARE = 0.05
_OTHER_SHARE = 0.25
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
    english, other = (sum(map(some.__contains__, words)) for some in (_ENGLISH, _OTHER))
    share = english / len(words)
    if _ONLY_ENGLISH.isdisjoint(words):
        return False  # "a" and "in" are words of many languages
    return share >= _ENGLISH_SHARE or (share >= _LEAST_SHARE and other <= _OTHER_SHARE * english)


def is_foreign(line: str, language: str) -> bool:
    """Whether a line is surely in another language than ``language``: it has none of its commonest words where that is English."""
    words = [word.lower() for word in _WORD.findall(line)]
    if language == "en" and any(word in _ENGLISH for word in words):
        return False
    import py3langid

    scores = {str(name): float(score) for name, score in py3langid.rank(line[:_LONGEST])}
    return max(scores.values()) - scores.get(language, -math.inf) >= _SURE
