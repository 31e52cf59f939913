"""Names in headlines with a capital on every word, where capitals say nothing of how far a name reaches."""

from collections.abc import Sequence

from stemma.model import Segments
from stemma.name import gazetteer
from stemma.name.candidates import Mention
from stemma.name.structure import closed, idle_words, joins
from stemma.name.tokens import Token as Word

STRETCH = 6  # words of four letters and more, one after the other, all with a capital
PLAIN_WORDS = 3  # of them that are common words or written small elsewhere: a stretch of names alone is no headline


# A name has these in small letters or not at all.
GRAMMAR = frozenset(
    [
        "are",
        "but",
        "can",
        "could",
        "did",
        "does",
        "from",
        "goes",
        "has",
        "have",
        "his",
        "how",
        "into",
        "its",
        "may",
        "might",
        "must",
        "not",
        "says",
        "should",
        "than",
        "that",
        "their",
        "this",
        "was",
        "were",
        "what",
        "when",
        "where",
        "while",
        "who",
        "why",
        "will",
        "with",
        "would",
    ]
)


def headlines(words: Sequence[Word], segments: Segments) -> list[bool]:
    """For each word whether it stands in a sentence where most words have a capital, or in such a stretch of a longer one."""
    flags = [False] * len(words)
    small = frozenset(word.lower for word in words if not word.capital)
    at = 0
    for sentence in sorted(segments.sentences):
        while at < len(words) and words[at].begin < sentence.begin:
            at += 1
        end = at
        while end < len(words) and words[end].begin < sentence.end:
            end += 1
        long = [word for word in words[at:end] if len(word.word) > 3]
        if long and sum(word.capital for word in long) > 0.6 * len(long):
            flags[at:end] = [True] * (end - at)
        elif sum(word.capital for word in long) >= STRETCH:
            for first, last in stretches(words, at, end, small):
                flags[first : last + 1] = [True] * (last + 1 - first)
        at = end
    return flags


def stretches(words: Sequence[Word], begin: int, end: int, small: frozenset[str]) -> list[tuple[int, int]]:
    """Headlines run together with the sentence after them: first and last word of each."""
    found = []
    long: list[int] = []
    for k in [*range(begin, end), end]:
        if k < end and (len(words[k].word) < 4 or words[k].capital):
            if len(words[k].word) > 3:
                long.append(k)
            continue
        plain = sum(words[i].lower in small or gazetteer.is_common(words[i].lower) for i in long)
        if len(long) >= STRETCH and plain >= PLAIN_WORDS:
            found.append((long[0], long[-1]))
        long = []
    return found


def lone_words(words: Sequence[Word], loud: Sequence[bool]) -> frozenset[str]:
    """Words that a report's sentences have as a whole name: with a capital, none beside them but an office's."""
    return frozenset(
        word.lower
        for k, word in enumerate(words)
        if word.capital and not word.first and not loud[k]
        and not joins(words, k)
        and (not k or not joins(words, k - 1) or words[k - 1].lower in idle_words())
    )  # fmt: skip


def called_so(found: Sequence[Mention]) -> frozenset[str]:
    """What the persons of a report may be called: their last names, a label that wavers taken for a person's too."""
    table = gazetteer.load_words()
    lasts = set()
    for made in found:
        parts = made.name.lower().split()
        likely = made.kind != "place" and len(parts) in (2, 3) and not gazetteer.is_common(parts[-1])
        if made.kind == "person" or (likely and parts[-1] not in table["institution"] | table["road"]):
            lasts.add(parts[-1])
    return frozenset(lasts)


def runs_on(
    kind: str, name: Sequence[Word], small: frozenset[str], lone: frozenset[str], people: frozenset[str]
) -> bool:
    """Whether a headline's span is more than one name, in a report whose sentences do not have it.

    A person's name then holds a word that the report writes small or that is common, or goes on after a word that the
    report has as a whole name; a body's holds a word of grammar, or a word of ``people``, what persons are called.
    """
    table = gazetteer.load_words()
    if kind != "person" and len(name) > 4 and name[0].lower in people:
        return True
    if kind == "place" or closed(name[-1]):
        return False
    if any(w.capital and len(w.lower) > 2 and w.lower in GRAMMAR for w in name[1:]):
        return True
    if kind != "person":
        return len(name) > 2 and any(w.lower in people for w in name)
    plain = [
        w.capital
        and len(w.lower) > 3
        and w.lower not in table["first"]
        and (w.lower in small or gazetteer.is_common(w.lower))
        for w in name
    ]
    whole = [w.lower in lone and w.lower not in table["first"] for w in name[:-1]]
    if len(name) == 2:
        return plain[1] and whole[0]
    return any(plain) or any(whole) or (len(name) > 3 and all(w.word.isalpha() and w.capital for w in name))
