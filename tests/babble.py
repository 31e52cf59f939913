"""Made-up words and prose, so that nothing is shared but what a test plants."""

import random

SYLLABLES = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "dra", "fle", "gor", "pli", "sta"]


def babble(seed, count):
    chance = random.Random(seed)
    return ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(count)]


def prose(words):
    """Words as sentences of about fifteen, a paragraph each forty-five."""
    sentences = [" ".join(words[i : i + 15]).capitalize() + "." for i in range(0, len(words), 15)]
    return "\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))
