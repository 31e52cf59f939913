"""Made traditions of hand-made copies: one text copied out word by word, some copies lost, every word open to change.

Copyists differ in care and in how often they mend a slip; words have readings that eyes confuse them with, so that the
same change arises twice; words and lines fall out, little words come in. The words are invented.
"""

import random
import sys
from collections.abc import Iterable, Sequence
from statistics import mean
from typing import NamedTuple

import stemma.descend as descend_part
from benchmarks.parzival import direction, edges_of, sign_agreement

ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "str",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "wh",
    "y",
    "",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "oo", "ou"]
CODAS = [
    "b",
    "ck",
    "d",
    "ft",
    "g",
    "ll",
    "m",
    "mp",
    "n",
    "nd",
    "ng",
    "nt",
    "p",
    "r",
    "rd",
    "rn",
    "s",
    "ss",
    "st",
    "t",
    "th",
] + [""] * 6
LITTLE = [
    "the",
    "and",
    "of",
    "to",
    "a",
    "in",
    "that",
    "it",
    "is",
    "was",
    "he",
    "for",
    "on",
    "with",
    "as",
    "his",
    "be",
    "at",
    "by",
    "had",
    "not",
    "but",
    "from",
    "her",
    "they",
    "or",
    "so",
]
# Letters that one hand's writing and another's eye make of each other.
ALIKE = {"a": "o", "o": "a", "n": "u", "u": "n", "r": "v", "v": "r", "t": "l", "l": "t", "h": "k", "e": "c", "i": "e"}


class Tradition(NamedTuple):
    """``texts`` by witness, and the true ``edges`` (parent, child), lost ones named "lost...", of no less than two children."""

    texts: dict[str, str]
    edges: list[tuple[str, str]]


class _Word(NamedTuple):
    """A word as written: its letters, the mark after it, whether it begins with a capital; how hard it is to read (1 is
    usual) and what it is oftenest read as; two spellings that are as good as each other, where it has two.
    """

    letters: str
    mark: str
    capital: bool
    hard: float = 1.0
    taken_for: str = ""
    spellings: tuple[str, ...] = ()

    def written(self) -> str:
        return (self.letters.capitalize() if self.capital else self.letters) + self.mark


class _Copyist(NamedTuple):
    rate: float
    mends: float
    slips: float
    marks: float
    habits: float
    name: int


def make_tradition(seed: int) -> Tradition:
    """A tradition of about 8 to 20 extant copies of a text of 200 to 900 words; of all copies about 30 to 65 in a hundred are lost."""
    dice = random.Random(f"hand copies {seed}")
    words = [_word(dice) for _ in range(dice.randint(150, 500))]
    ranks = [1 / (i + 3) for i in range(len(words))]
    share = dice.uniform(0.35, 0.5)
    uneven, doubtful, habits = dice.uniform(0.8, 2.5), dice.uniform(0.02, 0.12), dice.uniform(0.05, 0.6)
    text: list[_Word] = []
    for _ in range(dice.randint(200, 900)):
        mark = dice.choices(["", ",", ".", ";", "?"], [80, 12, 6, 1, 1])[0]
        letters = dice.choice(LITTLE) if dice.random() < share else dice.choices(words, ranks)[0]
        capital = not text or text[-1].mark in (".", "?") or dice.random() < 0.02
        hard = dice.lognormvariate(-uneven * uneven / 2, uneven)
        spellings = (letters, _slip(letters, dice)) if dice.random() < doubtful else ()
        text.append(_Word(letters, mark, capital, hard, _misread(letters, words, dice), spellings))
    care, twins, marks = dice.uniform(0.005, 0.03), dice.uniform(0.5, 0.95), dice.uniform(0.3, 2.5)
    mends, slips = dice.uniform(0.2, 0.8), dice.uniform(0.25, 0.6)
    known = {*words, *LITTLE}
    gone = dice.uniform(0.3, 0.65)
    size = round(dice.randint(10, 20) / (1 - 0.9 * gone))
    spread = dice.choice([0.0, 1.0, 2.0])
    held, parent = [text], [-1]
    for node in range(1, size):
        # Now the newest is copied, now the oldest.
        weights = [(1 + i) ** (spread - 1) for i in range(node)]
        source = dice.choices(range(node), weights)[0]
        rate = care * dice.lognormvariate(0, 0.5)
        one = _Copyist(
            rate, mends * dice.uniform(0.7, 1.2), slips, marks * care * dice.lognormvariate(0, 0.7), habits, node
        )
        held.append(_copy(held[source], known, words, one, twins, dice))
        parent.append(source)
    # Of the older copies more are lost.
    lost = {node for node in range(size) if dice.random() < gone * (1.4 if 3 * node < size else 0.8)}
    if dice.random() < 0.5:
        lost.add(0)
    return _pruned(held, parent, lost)


def _pruned(held: Sequence[Sequence[_Word]], parent: Sequence[int], lost: set[int]) -> Tradition:
    above = dict(enumerate(parent))
    while True:
        children = {n: [c for c in above if above[c] == n] for n in above}
        gone = next((n for n in sorted(lost & above.keys()) if len(children[n]) < 2), None)
        if gone is None:
            break
        for child in children[gone]:
            above[child] = above[gone]
        del above[gone]
    name = {n: f"lost{n}" if n in lost else f"w{n}" for n in above}
    return Tradition(
        {name[n]: " ".join(word.written() for word in held[n]) for n in sorted(above) if n not in lost},
        [(name[p], name[n]) for n, p in sorted(above.items()) if p >= 0],
    )


def _word(dice: random.Random) -> str:
    return "".join(
        dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS) for _ in range(dice.choice([1, 1, 2, 2, 3]))
    )


def _misread(word: str, words: Sequence[str], dice: random.Random) -> str:
    """A real word that this one is read as: one of those most like it, or a little one for a little one."""
    if word in LITTLE:
        return dice.choice([w for w in LITTLE if w != word])
    near = sorted(
        dice.sample(words, min(len(words), 40)), key=lambda w: abs(len(w) - len(word)) - len(set(w) & set(word))
    )
    return next((w for w in near if w != word), "thing")


def _slip(word: str, dice: random.Random) -> str:
    at = dice.randrange(len(word))
    kind = dice.random()
    if kind < 0.4:
        return word[:at] + ALIKE.get(word[at], "e") + word[at + 1 :]
    if kind < 0.65:
        return word[:at] + word[at + 1 :] or word + "e"
    return word[:at] + dice.choice([word[at], "e", "s"]) + word[at:]


def _copy(
    model: Sequence[_Word],
    known: set[str],
    words: Sequence[str],
    one: _Copyist,
    twins: float,
    dice: random.Random,
) -> list[_Word]:
    """A copy of ``model`` by one copyist; slips in it (words not ``known``) are mended now and then."""
    made: list[_Word] = []
    skip = 0
    for full in model:
        if skip:
            skip -= 1
            continue
        full = _marked(full, one, dice)
        word = full.letters
        if word not in known and dice.random() < one.mends:
            made.append(full._replace(letters=min(known, key=lambda w: (_apart(w, full.letters), w))))
            continue
        if word in full.spellings and dice.random() < one.habits:
            # A hand writes a doubtful word its own way, each time.
            own = full.spellings[random.Random(f"{one.name} {full.spellings}").random() < 0.4]
            made.append(full._replace(letters=own))
            continue
        if dice.random() >= min(one.rate * full.hard, 0.6):
            made.append(full)
            continue
        kind = dice.random()
        if kind < one.slips:
            made.append(full._replace(letters=_slip(word, dice)))
        elif kind < one.slips + 0.28:
            usual = dice.random() < twins and full.taken_for not in ("", word)
            made.append(full._replace(letters=full.taken_for if usual else _misread(word, words, dice)))
        elif kind < one.slips + 0.36:
            skip = dice.choice([0, 0, 0, 1, 2, 5])
        else:
            made += [full, _Word(dice.choice(LITTLE), "", False)] if dice.random() < 0.6 else []
    return made


def _marked(word: _Word, one: _Copyist, dice: random.Random) -> _Word:
    """The word with the copyist's own mark and capital, which few copyists take from their model with care."""
    if word.mark and dice.random() < 4 * one.marks:
        word = word._replace(mark=dice.choice(["", "", "", ",", ".", ";"]))
    elif not word.mark and dice.random() < 0.3 * one.marks:
        word = word._replace(mark=dice.choice([",", ",", ",", ".", ";"]))
    if dice.random() < (2 * one.marks if word.capital else 0.1 * one.marks):
        word = word._replace(capital=not word.capital)
    return word


def _apart(one: str, other: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return int(Levenshtein.distance(one, other))


def measure(seeds: Iterable[int]) -> dict[str, float]:
    """Mean sign agreement in per cent, and the direction of edges between extant witnesses, over made traditions."""
    agreement, right = [], []
    for seed in seeds:
        made = make_tradition(seed)
        reports = [{"id": name, "text": text} for name, text in sorted(made.texts.items())]
        found = edges_of(descend_part.infer_descent(reports))
        names = sorted(made.texts)
        agreement.append(100 * sign_agreement(made.edges, found, names))
        right.append(direction(made.edges, found, names))
    return {"sign_agreement": mean(agreement), "direction": mean(right)}


if __name__ == "__main__":
    low, high = int(sys.argv[1]) if len(sys.argv) > 1 else 0, int(sys.argv[2]) if len(sys.argv) > 2 else 20
    for figure, value in measure(range(low, high)).items():
        print(f"{figure}\t{value:.4f}")
