"""Fixed word tables: how much a word says, how it is spelt elsewhere, what denies, confirms or declines.

The weights stand in for rarity. They are fixed on purpose: a rarity counted on the pile would let an unrelated
report change what is joined. The lists hold common English only, no names.
"""

import re
from functools import lru_cache
from importlib import resources

from stemma.words import fold

# Weight of a word in a comparison of contents. Function words only break ties; common words say half of what others say.
FUNCTION, COMMON, CONTENT, NAME, NUMBER = 0.05, 0.5, 1.0, 1.0, 1.0


def read_words(*labels: str) -> list[list[str]]:
    """The lines of the word tables that bear one of ``labels``."""
    lines = (resources.files("stemma.reckon") / "words.txt").read_text("utf-8").splitlines()
    split = (line.partition(": ") for line in lines)
    return [words.split() for label, _, words in split if label in labels]


def words_of(label: str) -> list[str]:
    """The words of one table."""
    return [word for line in read_words(label) for word in line]


FUNCTION_WORDS = frozenset(word for line in read_words("function") for word in line)
COMMON_WORDS = frozenset(word for line in read_words("common") for word in line)
_IRREGULAR = {form: line[0] for line in read_words("form") for form in line}
_SAME_DEED = {word: line[0] for line in read_words("deed") for word in line}

# Capitals tell this country from the pronoun, though both fold alike.
COUNTRY = frozenset(("US", "U.S.", "U.S", "USA", "U.S.A."))

NEGATIONS = frozenset(("not", "no", "never", "none", "neither", "nor", "nobody", "nothing", "cannot", "without"))

_UNITS = read_words("units")[0]
NUMBER_WORDS = {word: float(value) for value, word in enumerate(_UNITS)} | {
    word: 10.0 * value for value, word in enumerate(read_words("tens")[0], 2)
}
HEDGES = frozenset(read_words("hedge")[0])
TITLES = frozenset(read_words("title")[0])
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}

# What a reply points back with: a noun in the plural, or in the singular with a word that points; no verb ("they claim").
_POINTER = r"(?:the|these|those|this|that|such|any|all|its|his|her|their|our|an?|[\w.-]+['’]s?)\s+(?:[\w’'-]+\s+){0,4}?"
ANSWERED = re.compile(
    rf"(?:(?<!\bthey\s)(?<!\bwho\s)(?<!\bwe\s)(?<!\bhe\s)(?<!\bit\s)\b(?P<many>accusations|allegations|claims|charges|assertions|reports"
    rf"|suggestions|comments|criticisms|remarks|statements|findings|assessments|accounts|complaints|concerns|fears|insinuations"
    rf"|rumou?rs|speculation|stories|theories|warnings)"
    rf"|\b{_POINTER}(?P<one>accusation|allegation|claim|charge|assertion|report|suggestion|criticism|remark|statement|finding"
    rf"|assessment|interpretation|account|version|notion|story|theory|rumou?r|complaint|warning))\b",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(
    r"\W*(?:(?:the|these|those|this|that|such|any|all|its?|his|her|their|our)\s+)*(?:[\w’'-]+\s+){0,2}"
    r"(?:accusation|allegation|claim|charge|assertion|report|statement|remark|suggestion|comment|criticism|finding)s?\W*$",
    re.IGNORECASE,
)
# Who speaks for somebody else.
SPOKEN_FOR = re.compile(r"\b(?:spokes\w+|representatives?|lawyers?|attorneys?|publicists?|aides?)\b", re.IGNORECASE)
_BLAMES = r"accus(?:e|es|ed|ing|ations?)|alleg(?:e|es|ed|ing|ations?)|blam(?:e|es|ed|ing)"
BLAMES = re.compile(rf"\b(?:{_BLAMES})\b", re.IGNORECASE)
# Who finds fault accuses too.
ACCUSES = re.compile(
    rf"\b(?:{_BLAMES}|charg(?:e|es|ed)\s+that|condemn(?:s|ed|ing)?|criticis(?:e|es|ed|ing)|criticiz(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)

# What somebody denies without saying of what he was charged: "denied any part in it".
INVOLVED = re.compile(r"\b(?:complicity|involved|involvement|responsibility|role|wrongdoing)\b", re.IGNORECASE)

_SHORT = {"st": "saint", "mt": "mount", "ft": "fort", "vs": "versus", "jr": "junior", "sr": "senior"}
_SPELLINGS = (
    (re.compile(r"(?<=\w{2})our(?=s?$|ed$|ing$|able$|ite)"), "or"),
    (re.compile(r"(?<=\w{2})is(?=e[ds]?$|ing$|ation)"), "iz"),
    (re.compile(r"(?<=\w{2})ys(?=e[ds]?$|ing$)"), "yz"),
    (re.compile(r"(?<=[fc]en)ce(?=s?$)"), "se"),
    (re.compile(r"(?<=\w[bt])re(?=s?$|d$)"), "er"),
    (re.compile(r"ll(?=ed$|ing$|er$)"), "l"),
    (re.compile(r"(?<=\w{2})ogue(?=s?$)"), "og"),
    (re.compile(r"mme(?=s?$)"), "m"),
)


@lru_cache(maxsize=1 << 16)
def spell(word: str) -> str:
    """A folded word in one spelling, British and American alike: only for comparing, never for showing."""
    plain = fold(word).replace("'s", "").replace("'", "")
    plain = _SHORT.get(plain, plain)
    for pattern, shorter in _SPELLINGS:
        plain = pattern.sub(shorter, plain)
    return plain


@lru_cache(maxsize=1 << 16)
def base(word: str) -> str:
    """A word without its endings: irregular forms by a table, plural and verb endings by rule."""
    plain = spell(word)
    plain = _IRREGULAR.get(plain, plain)
    if len(plain) <= 3 or not plain.isascii() or not plain.isalpha():
        return plain
    for ending, least in (("ing", 6), ("ied", 5), ("ed", 5), ("ies", 5), ("es", 5), ("s", 4), ("ly", 6)):
        if plain.endswith(ending) and len(plain) >= least and not plain.endswith("ss"):
            plain = plain[: -len(ending)] + ("y" if ending in {"ies", "ied"} else "")
            break
    if len(plain) > 4 and plain[-1] == plain[-2] and plain[-1] not in "ls":
        plain = plain[:-1]
    return plain[:-1] if len(plain) > 3 and plain.endswith("e") else plain


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word's base, a few deeds that have several names under one of them."""
    if word in COUNTRY:
        return "u.s."
    plain = base(word)
    return _DEEDS.get(plain, plain)


@lru_cache(maxsize=1 << 16)
def deed(word: str) -> str:
    """A word's stem where replies are looked for: several warnings are the same matter as one, and as that somebody warned.
    Claims keep "meetings" from "the meeting".
    """
    plain = stem(word)
    return stem(plain) if plain.endswith("ing") else plain


@lru_cache(maxsize=1 << 16)
def weigh(word: str) -> float:
    """How much a word says in a comparison (see the head of this module)."""
    plain = fold(word)
    if word in COUNTRY:
        return NAME
    # "he's" is two such words.
    if plain in FUNCTION_WORDS or plain.partition("'")[0] in FUNCTION_WORDS or "n't" in plain:
        return FUNCTION
    return COMMON if plain in COMMON_WORDS or base(word) in _COMMON_BASES else CONTENT


_COMMON_BASES = frozenset(base(word) for word in COMMON_WORDS)
_DEEDS = {base(word): base(first) for word, first in _SAME_DEED.items()}
CUE_DEEDS = frozenset(stem(word) for word in words_of("cue"))
