"""What single readings are: one word in two spellings, a name, the day on which something was said."""

import re

from stemma.name.join import stem as root
from stemma.name.times_rules import MONTHS, WEEKDAYS
from stemma.reckon.lexicon import FUNCTION, base, spell, weigh
from stemma.words import WORD, fold

_DRAWN_TOGETHER = tuple(
    (re.compile(short, re.IGNORECASE), full)
    for short, full in (
        (r"\bwon't\b", "will not"), (r"\b(?:can't|cannot)\b", "can not"), (r"n't\b", " not"),
        (r"'re\b", " are"), (r"'ve\b", " have"), (r"'ll\b", " will"), (r"'m\b", " am"),
    )
)  # fmt: skip
_IS = re.compile(r"\b(it|he|she|that|there|here|what|who|where|how)'s\b", re.IGNORECASE)
_MONTHS = frozenset((*MONTHS, *(month[:3] for month in MONTHS), "sept"))
# A month cut short, with its capital: "mar" is a verb.
_LONG_MONTHS = {month[:3].capitalize(): month for month in MONTHS} | {"Sept": "september"}
_DAYS = frozenset((*WEEKDAYS, "today", "yesterday", "week"))
_PARTS = frozenset(("morning", "afternoon", "evening", "night", "midday", "noon"))
_AROUND = frozenset(("on", "in", "at", "by", "the", "late", "early", "earlier", "last", "this", "that"))


def one_root(reading: str, other: str) -> bool:
    """Whether two readings are forms of one name, a land and its people: "Norlandia", "Norlandian", "Norlandians"."""
    one, two = (
        [root(fold(word).removesuffix("'s")) for word in WORD.findall(r.replace("’", "'"))] for r in (reading, other)
    )
    return one == two


def plain(reading: str) -> str:
    """Only the letters, in one spelling: "air-strikes", "air strikes" and "airstrikes" are one, "they're" and "they are", "Oct"
    and "October".
    """
    return "".join(_LONG_MONTHS.get(word) or spell(word) for word in WORD.findall(_written_out(reading)))


def _written_out(reading: str) -> str:
    """The reading with what is drawn together written out, where that can mean one thing only."""
    written = reading.replace("’", "'")
    for short, full in _DRAWN_TOGETHER:
        written = short.sub(full, written)
    return written


def are_same_words(reading: str, other: str) -> bool:
    """Whether two readings are the same words, however they are spelt or drawn together: "there's" is "there is" too."""
    return _run_together(reading) == _run_together(other) or not _forms(reading).isdisjoint(_forms(other))


def _run_together(reading: str) -> str:
    """Every letter: "it's" may be printed "it ' s"."""
    return "".join(fold(word) for word in WORD.findall(reading)).replace("'", "").replace("’", "")


def _forms(reading: str) -> set[str]:
    """The letters of a reading, and those that it has where "it's" is written out."""
    written = reading.replace("’", "'")
    return {plain(written), *(plain(_IS.sub(rf"\1 {full}", written)) for full in ("is", "has"))}


def letters(reading: str) -> str:
    """The letters as printed, in any case; an ending "'s" is grammar, not spelling, even where it stands apart."""
    words = WORD.findall(re.sub(r"\s+['’]\s*(?=\w)", "'", reading.replace("’", "'")))
    return "".join(fold(word).removesuffix("'s").replace("'", "") for word in words)


def has_capital(reading: str) -> bool:
    return any(word[0].isupper() for word in WORD.findall(reading))


def is_named(reading: str, terms: tuple[str, ...]) -> bool:
    """Whether a reading is a name: a known one, or capitalised words alone."""
    if not terms:
        return False
    if all(term.startswith("@") for term in terms):
        return True
    words = WORD.findall(reading)
    if any(fold(word.replace("’", "'")).removesuffix("'s") in WEEKDAYS for word in words):
        return False
    capitals = [word for word in words if word[0].isupper()]
    # A sentence may begin with "But": that is no name.
    telling = any(weigh(word) > FUNCTION for word in capitals)
    return telling and all(word in capitals or word in {"of", "the", "al", "el"} for word in words)


def says_something(reading: str) -> bool:
    return any(weigh(word) > FUNCTION for word in WORD.findall(reading))


def tells_when(reading: str) -> bool:
    """Whether words are those of a day on which something was said: "on Monday", "late on 3 May that"."""
    words = [fold(word) for word in WORD.findall(reading)]
    dated = not _DAYS.isdisjoint(words) or (not _MONTHS.isdisjoint(words) and any(map(str.isdigit, words)))
    return dated and all(word in _DAYS | _MONTHS | _PARTS | _AROUND or word.isdigit() for word in words)


def cue_differs(cue: str, against: str) -> bool:
    """Whether two cues are other verbs ("said", "claimed"); another tense of the same verb is not."""
    one = {base(word) for word in WORD.findall(cue)}
    other = {base(word) for word in WORD.findall(against)}
    return bool(one and other) and not one & other
