"""How far a candidate is to be believed: a logistic sum over what its construction, cue and surroundings are.

The weights were measured on PolNeAR's train part by ``training/attribution_weights.py``; they hold no text, and no
feature is a proper name, so that other names give the same figures.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from stemma.attribute.assemble import WORD, Found, overlap, stretches
from stemma.attribute.lexicon import ATTITUDES, CUE_NOUNS, REPLIES, SPEECH_VERBS
from stemma.model import Span

KNOWN = SPEECH_VERBS | ATTITUDES | REPLIES | CUE_NOUNS | {"accord", ":"}
FIRST_PERSON = frozenset({"i", "we", "you"})
PRONOUNS = frozenset(
    [
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "it",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "one",
        "his",
        "her",
        "their",
        "its",
        "my",
        "our",
    ]
)


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """The shipped weights: feature name to log-odds."""
    loaded: dict[str, float] = json.loads(files("stemma.attribute").joinpath("weights.json").read_text("utf-8"))
    return loaded


def features(text: str, one: Found) -> list[str]:
    """The names of what is true of a candidate, names of people and places not among them."""
    candidate, tokens = one.candidate, one.tokens
    rule, lemma = candidate.rule, candidate.lemma
    family = rule.split()[0]
    head = tokens[candidate.head]
    if head.pos == "PROPN" or not (head.text.islower() or lemma in KNOWN):
        # A name that a parse took for a verb must not weigh by what it names.
        lemma = "*name*"
    source = _source_type(one)
    length = sum(len(WORD.findall(text, b, e)) for b, e in one.content)
    size = sum(e - b for b, e in one.content)
    share = sum(overlap(one.content, q) for q in one.quoted) / size if size else 0.0
    quoted = "all" if share > 0.95 else "much" if share > 0.4 else "some" if share > 0 else "none"
    how = one.how or "plain"
    if quoted == "all":
        construction = how
    else:
        construction = rule
    words = {tokens[i].text.lower() for i in candidate.cue}
    found = [
        "bias",
        f"rule={rule}",
        f"family={family}",
        f"lemma={lemma}",
        f"lemma={lemma}|{construction}",
        f"lemma={lemma}|{family}",
        f"source={source}",
        f"source={source}|{family}",
        f"how={how}",
        f"how={how}|{quoted}",
        f"quoted={quoted}|{family}",
        f"tag={head.tag}",
        f"dep={head.dep}",
        f"dep={head.dep}|{family}",
        f"tag={head.tag}|{source[:4]}",
        f"length={_bucket(length)}",
        f"length={_bucket(length)}|{family}",
        f"inside={one.inside}",
        f"inside={one.inside}|{quoted}",
    ]
    if one.content:
        first = WORD.search(text, one.content[0].begin)
        opening = first.group().lower() if first else ""
        if opening in OPENINGS:
            found += [f"opens={opening}", f"opens={opening}|{family}"]
    if words & {"not", "n't", "n’t", "never"}:
        found.append("negated")
    found += [f"modal={word}" for word in sorted(words & MODALS)]
    if len(one.candidate.cue) > 3:
        found.append("cue=long")
    noun = _source_noun(one)
    if noun is not None:
        found.append(f"noun={noun}")
    return found


OPENINGS = frozenset(
    [
        "that",
        "to",
        "whether",
        "if",
        "how",
        "why",
        "what",
        "who",
        "which",
        "a",
        "an",
        "the",
        "he",
        "she",
        "it",
        "they",
        "his",
        "her",
        "their",
        "its",
        "him",
        "them",
        "i",
        "we",
        "you",
    ]
)
MODALS = frozenset(
    [
        "would",
        "could",
        "should",
        "may",
        "might",
        "must",
        "can",
        "will",
        "'ll",
        "has",
        "have",
        "had",
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "to",
    ]
)


def _bucket(count: int) -> str:
    for limit in (0, 1, 2, 3, 5, 8, 12, 20, 35, 60):
        if count <= limit:
            return str(limit)
    return "more"


def _head_of(one: Found) -> int | None:
    """The token of the source on which the others of it hang."""
    inside = set(one.candidate.source)
    for index in one.candidate.source:
        if one.tokens[index].head not in inside:
            return index
    return one.candidate.source[0] if one.candidate.source else None


def _source_type(one: Found) -> str:
    if not one.source:
        return "none"
    index = _head_of(one)
    if index is None or not one.candidate.source:
        return "surface"
    token = one.tokens[index]
    if token.text.lower() in PRONOUNS:
        return "pron:" + token.text.lower()
    return {"PROPN": "name", "NOUN": "noun"}.get(token.pos, "other")


def _source_noun(one: Found) -> str | None:
    index = _head_of(one)
    if index is None:
        return None
    token = one.tokens[index]
    return token.lemma.lower() if token.pos == "NOUN" and token.text.islower() else None


def weigh(text: str, one: Found, weights: Mapping[str, float]) -> float:
    """The probability, 0 to 1, that a reader would mark this attribution so; 4 digits."""
    total = 0.0
    for name in features(text, one):
        total += weights.get(name, 0.0)
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def choose(weighed: Sequence[tuple[float, Found]], least: float, least_reply: float = 1.0) -> list[tuple[float, Found]]:
    """The candidates worth showing, in order of their cues.

    The surest first, none under ``least`` (``least_reply`` for denials, confirmations and refusals), none that says
    again what a surer one says, and no "I" or "we" of somebody who is being quoted.
    """
    kept: list[tuple[float, Found]] = []
    near: dict[int, list[Found]] = {}
    for probability, one in sorted(weighed, key=lambda pair: (-pair[0], pair[1].at, pair[1].candidate.rule)):
        floor = min(least, least_reply) if one.candidate.lemma in REPLIES else least
        if probability < floor or not one.content:
            continue
        places = stretches(Span(one.content[0].begin, one.content[-1].end))
        if any(_same(one, other) for place in places for other in near.get(place, ())):
            continue
        kept.append((probability, one))
        for place in places:
            near.setdefault(place, []).append(one)
    kept = [pair for pair in kept if not _speaks_within(pair[1], near)]
    return sorted(kept, key=lambda pair: (pair[1].at, pair[1].candidate.rule))


def _speaks_within(one: Found, near: Mapping[int, Sequence[Found]]) -> bool:
    index = _head_of(one)
    if index is not None and one.tokens[index].text.lower() in FIRST_PERSON:
        return any(other is not one and overlap(other.content, one.at) for other in near.get(one.at.begin // 1000, ()))
    return False


def _same(one: Found, other: Found) -> bool:
    if one.content[0].begin >= other.content[-1].end or other.content[0].begin >= one.content[-1].end:
        return False
    a, b = sum(e - s for s, e in one.content), sum(e - s for s, e in other.content)
    shared = sum(overlap(other.content, span) for span in one.content)
    return shared > 0.6 * max(a, b) or (shared > 0.9 * min(a, b) and one.at == other.at)
