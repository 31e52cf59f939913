"""What sets the readings of a site apart: a name, a number, a date, a hedge, who says it, a negation, mere wording."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from stemma.collate.lexicon import AMOUNTS, DAYS, FUNCTION_WORDS, HEDGES, MONTHS, NEGATIONS, NUMBERS, PARTICLES, SPEECH
from stemma.collate.tokens import COLLATED, SIGNS
from stemma.words import fold

# Letters kept, of all: readings above it differ in spelling only.
SPELT_ALIKE = 0.75
AROUND = 50  # code points: how far a reading's surroundings are looked at
SHORT_INSERTION = 4  # distinct words
SHORT_CHANGE = 8  # distinct words of a reading that not all have

# Regular differences between spellings of English, tried on each word's end or inside.
VARIANTS = (
    (re.compile("our(?=$|s$|ed$|ing$|able|ite|hood)"), "or"), (re.compile("(?<=[a-z]{3})is(?=e|ing|ation)"), "iz"),
    (re.compile("(?<=[a-z])ence(?=s?$)"), "ense"), (re.compile("tre(?=s?$)"), "ter"), (re.compile("ll(?=ed|ing|er)"), "l"),
    (re.compile("ogue(?=s?$)"), "og"), (re.compile("mme(?=s?$)"), "m"), (re.compile("ae|oe"), "e"),
    (re.compile("lyse"), "lyze"), (re.compile("(?<=[a-z])wards$"), "ward"), (re.compile("[-']"), ""),
)  # fmt: skip
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
HYPHENATED = re.compile("[a-z]{1,3}-[A-Z]")
OPENS_SENTENCE = re.compile(r"(?:^|[.!?:;\n][\s\"'“”‘’»«()\[\]-]*|[\"“«]\s*)$")


class Words(NamedTuple):
    """A reading's words: ``folded``, and for each whether it is written as a name is."""

    folded: tuple[str, ...]
    named: tuple[bool, ...]


def read_words(text: str, begin: int, end: int) -> Words:
    """The words of ``text[begin:end]``; a capital counts neither at the start of a sentence nor in a headline of capitals."""
    found = list(COLLATED.finditer(text, begin, end))
    named = []
    for match in found:
        word = match.group()
        named.append(
            (word[:1].isupper() or HYPHENATED.match(text, match.start(), match.end() + 2) is not None)
            and (
                (len(word) > 1 and word.isupper())
                or not OPENS_SENTENCE.search(text[max(0, match.start() - 8) : match.start()])
            )
            and not in_headline(text, match.start(), match.end())
        )
    return Words(tuple(fold(SIGNS.get(m.group(), m.group())) for m in found), tuple(named))


def in_headline(text: str, begin: int, end: int) -> bool:
    """Whether the content words on both sides are written with capitals too, so that a capital tells nothing."""
    near = COLLATED.findall(text[max(0, begin - AROUND) : begin])[-4:] + COLLATED.findall(text[end : end + AROUND])[:4]
    content = [w for w in near if fold(w) not in FUNCTION_WORDS and w[:1].isalpha()]
    return len(content) >= 4 and all(w[:1].isupper() for w in content)


def find_kind(readings: Sequence[tuple[str, int, int]], shape: str, omitted: bool) -> str:
    """The kind of a site from its readings, each (the witness's text, begin, end).

    ``omitted``: who has words there is the rule and who has none the exception. ``shape`` is that of the site.
    """
    if shape == "move":
        return "move"
    gap = "omission" if omitted else "addition"
    if shape == "passage":
        return gap
    # Witnesses mostly share their surroundings too: each reading is looked at once with what stands around it.
    distinct: dict[tuple[str, str, str], tuple[str, int, int]] = {}
    for text, begin, end in readings:
        distinct.setdefault(
            (text[max(0, begin - AROUND) : begin], text[begin:end], text[end : end + AROUND]), (text, begin, end)
        )
    every = {read_words(*reading) for reading in distinct.values()}
    return kind_of(sorted(every), gap, joined=any(beside_name(*reading) for reading in distinct.values()))


def kind_of(every: Sequence[Words], gap: str, *, joined: bool) -> str:
    """The kind of a site from its distinct readings; ``joined``: the place touches a word written as a name is."""
    common = frozenset.intersection(*(frozenset(words.folded) for words in every))
    changed = [frozenset(words.folded) - common for words in every]
    empty = any(not words.folded for words in every)
    # In a long stretch of other words, one small word is not what sets the readings apart.
    short = max(map(len, changed)) <= (SHORT_INSERTION if empty else SHORT_CHANGE)
    if short and len({sum(map(negates, words.folded)) % 2 for words in every}) > 1 and (empty or little_else(changed)):
        return "negation"
    if not empty and len({spelling_key(words.folded) for words in every}) == 1:
        return "spelling"
    numbers = {tuple(sorted(filter(None, map(number_of, words.folded)))) for words in every}
    if len(numbers) > 1 and counts(every, common, empty=empty):
        return "date" if any(is_date(words.folded) for words in every) else "number"
    if any(words & (DAYS | MONTHS - {"may", "march"}) for words in changed) and short:
        return gap if empty else "date"
    if len(numbers) == 1 and numbers != {()} and not empty and not any(lower_content(words, common) for words in every):
        return "spelling"
    if short and any(words & HEDGES for words in changed):
        return "hedge"
    said = [bool(words & SPEECH) for words in changed if words]
    if short and said and all(said):
        return "attribution"
    names = [
        has_name(words, common) and not lower_content(words, common)
        for words in every
        if frozenset(words.folded) - common
    ]
    if empty:
        return "name" if joined and names and all(names) else gap
    if names and all(names) and len(names) + sum(set(w.folded) <= common for w in every) == len(every):
        return "name"
    if alike(every):
        return "spelling"
    return "wording"


def negates(word: str) -> bool:
    return word in NEGATIONS or word.endswith("n't")


def number_of(word: str) -> str | None:
    """A word's value as text, or None: "18", "eighteen" and "18th" have one."""
    if word in NUMBERS:
        return f"{float(NUMBERS[word]):g}"
    plain = word.replace(",", "")
    ordinal = ORDINAL.fullmatch(plain)
    if ordinal:
        plain = ordinal.group(1)
    try:
        return f"{float(plain):.10g}" if plain[:1].isdigit() and plain.isascii() and len(plain) < 30 else None
    except ValueError:
        return None


def is_date(words: Sequence[str]) -> bool:
    return any(w in MONTHS or w in DAYS or YEAR.fullmatch(w) for w in words)


def spelling_key(words: Sequence[str]) -> str:
    """The reading as one run of letters, regular differences of English spelling undone."""
    made = []
    for word in words:
        for pattern, plain in VARIANTS:
            word = pattern.sub(plain, word)
        made.append(word)
    return "".join(made)


def has_name(words: Words, common: frozenset[str]) -> bool:
    return any(named for word, named in zip(words.folded, words.named, strict=True) if word not in common)


def counts(every: Sequence[Words], common: frozenset[str], *, empty: bool) -> bool:
    """Whether readings with different numbers differ by these, rather than by being quite different words."""
    if empty:
        return not any(lower_content(words, common) for words in every)
    without = [words for words in every if not any(map(number_of, words.folded))]
    return all(len(frozenset(words.folded) - common) <= 2 and AMOUNTS & set(words.folded) for words in without)


def little_else(changed: Sequence[frozenset[str]]) -> bool:
    """Whether a negation, rather than a sentence of other words, sets readings apart: each changes one word more at most."""
    return all(sum(not negates(word) and word not in FUNCTION_WORDS for word in words) <= 1 for words in changed)


def lower_content(words: Words, common: frozenset[str]) -> bool:
    """Whether a word that is neither a name, a number nor a function word is among those that differ."""
    return any(
        not named and word not in common | FUNCTION_WORDS | PARTICLES and number_of(word) is None
        for word, named in zip(words.folded, words.named, strict=True)
    )


def beside_name(text: str, begin: int, end: int) -> bool:
    """Whether the word before or after an empty place is written as a name is."""
    if begin != end:
        return False
    before = COLLATED.findall(text[max(0, begin - AROUND) : begin])[-1:]
    after = COLLATED.findall(text[end : end + AROUND])[:1]
    return any(w[:1].isupper() and fold(w) not in FUNCTION_WORDS for w in before + after)


def alike(every: Sequence[Words]) -> bool:
    """Whether all readings keep most letters of the first, written without spaces."""
    plain = ["".join(words.folded) for words in every]
    return all(Levenshtein.normalized_similarity(plain[0], other) >= SPELT_ALIKE for other in plain[1:])
