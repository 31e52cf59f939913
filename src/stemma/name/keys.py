"""Keys under which spellings of one name meet: a folded form, and two transliteration keys.

A name written from Arabic, Cyrillic or another script has many Latin spellings that differ in vowels, doubled
letters, articles and a few consonants. The keys drop what differs and keep what stays; two names with one key
are candidates for one name, never proof of it.
"""

import hashlib
import re
from functools import lru_cache

from anyascii import anyascii

ARTICLES = frozenset(
    [
        "al",
        "el",
        "il",
        "ul",
        "ad",
        "ed",
        "ud",
        "ar",
        "er",
        "ur",
        "as",
        "es",
        "us",
        "at",
        "et",
        "ut",
        "az",
        "ez",
        "uz",
        "an",
        "en",
        "un",
        "ash",
        "esh",
        "ush",
        "ath",
        "eth",
        "adh",
        "edh",
    ]
)
# "al-" glued to the word before it, as in a name that lost its blank.
GLUED = re.compile(r"(?<=[a-z]{3})([aeu](?:sh|th|dh|[lrszdtn]))-(?=[a-z])")
PUNCTUATION = re.compile(r"[^a-z0-9]+")
MARKS = re.compile(r"['’‘`ʻʼʾʿ´]")
ASSIMILATED = re.compile(r"^[aeu]([tdrzsn])\1")  # the article melted into its noun
SOUNDS = (
    ("dzh", "z"), ("dj", "z"),
    ("tch", "c"), ("sch", "S"), ("ch", "c"), ("sh", "S"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("ph", "f"), ("zh", "z"), ("j", "z"), ("ck", "k"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
VOWELS = "aeiou"
GLIDE_CONSONANT = re.compile(r"([wyv])(?=[aeiou])")
DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 17)
def fold_name(name: str) -> str:
    """Lower case, Latin letters without accents, single blanks; hyphens, full stops and apostrophes dropped or blank."""
    plain = name if name.isascii() else anyascii(name.replace("\u00ad", ""))
    plain = MARKS.sub("", plain.lower()).replace(".", "")
    words = PUNCTUATION.sub(" ", plain).strip()
    head, blank, rest = words.partition(" ")
    return f"{ABBREVIATED[head]} {rest}" if blank and head in ABBREVIATED else words


def name_tokens(name: str) -> list[str]:
    """The words of a name for the transliteration keys: articles dropped, "Abu" in one spelling."""
    plain = name if name.isascii() else anyascii(name)
    plain = GLUED.sub(r" \1 ", MARKS.sub("", plain.lower()))
    tokens = PUNCTUATION.sub(" ", plain).split()
    kept: list[str] = []
    for position, token in enumerate(tokens):
        if token in ARTICLES and len(tokens) > 1:
            continue
        if position and ASSIMILATED.match(token):
            token = token[2:]
        if token in {"abou", "abo", "abu", "albu", "aboo"} and len(tokens) > 1:
            token = "bu"
        kept.append(token)
    return kept or tokens


def sounds(word: str) -> str:
    """One letter for a sound: digraphs folded, glides before a vowel kept as a consonant in capitals."""
    for spelt, sound in SOUNDS:
        word = word.replace(spelt, sound)
    word = GLIDE_CONSONANT.sub(lambda m: "Y" if m.group() == "y" else "V", word)
    return re.sub(r"(?<=[aeiouwy])h$", "", word)


@lru_cache(maxsize=1 << 17)
def spelling_key(name: str) -> str:
    """The finer key: consonants, and vowels in three classes (a and e; i and the sounds like it; u and its like)."""
    word = DOUBLED.sub(r"\1", re.sub("ee", "i", sounds("".join(name_tokens(name))).replace("oo", "u")))
    word = re.sub(r"[ae][iy]|ie|[iy]+", "i", word)
    word = re.sub(r"[ao][uw]|[uow]+", "u", word)
    return DOUBLED.sub(r"\1", word.replace("e", "a"))


@lru_cache(maxsize=1 << 17)
def skeleton(name: str) -> str:
    """The coarser key: consonants alone (q, k and g as one), with a mark for a vowel at the beginning."""
    word = sounds("".join(name_tokens(name))).replace("g", "k")
    bones = DOUBLED.sub(r"\1", re.sub(r"[aeiouwy]+", "", word))
    return ("a" if word[:1] in VOWELS else "") + bones


@lru_cache(maxsize=1 << 17)
def name_hash(text: str) -> int:
    """48 bits of BLAKE2b: the number under which the place index knows a folded name or a key."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), "big")
