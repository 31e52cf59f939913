"""Why a descent is put forward, in sentences fit to print. Each says one thing, and no number twice."""

from collections.abc import Sequence

import numpy as np

from stemma.descend.agencies import same_name
from stemma.descend.cost import Node, gains, losses
from stemma.descend.family import Family
from stemma.descend.link import Link
from stemma.descend.names import begin_sentence, listed, spoken
from stemma.settings import DescendSettings

ROUND = "The two may stand the other way round: what sets their texts apart fits both orders."
HEARD = (
    "Both print the same quoted words and a few of the words around them; whether one had the other’s copy, "
    "or each heard the words for itself, is open."
)
THIRD = "The passage is a small part of both, so both may have it from a third text."


def reasons(
    family: Family,
    link: Link,
    words: int,
    share: float,
    decided: bool,
    slight: bool,
    names: Sequence[str],
    settings: DescendSettings,
) -> list[str]:
    """The reasons of a descent, strongest first.

    ``names`` are what the family's nodes are called; ``slight`` says that the passage is a small part of both texts.
    """
    child, parent = family.nodes[link.child], family.nodes[link.parent]
    if parent.report is None:
        return _lost_reasons(family, link, words, names)
    me, it = names[link.child], names[link.parent]
    said = [f"{begin_sentence(me)} has {words} words, {_part(share)}, in common with {it}."]
    done = _changes(child, parent, it, settings) if link.main and not slight else []
    if done:
        said.append(f"It {_row(done)}.")
    if parent.outlet and any(same_name(credit, parent.outlet) for credit in child.credits):
        said.append(f"It names {parent.outlet} as its source.")
    if child.headline and child.headline == parent.headline:
        said.append("Both stand under the same headline.")
    said += _date_reasons(child, parent, it)
    if slight:
        said.append(THIRD)
    elif not decided:
        said.append("Which of the two had it first is undecided.")
    return said


def _part(share: float) -> str:
    for least, name in ((0.9, "nearly all"), (0.6, "most"), (0.4, "about half"), (0.28, "about a third")):
        if share >= least:
            return f"{name} of its text"
    return "about a quarter of its text" if share >= 0.2 else "a small part of its text"


def _changes(child: Node, parent: Node, it: str, settings: DescendSettings) -> list[str]:
    """What the child did to the parent's text, as the rest of a sentence about it."""
    happened = gains(child, parent.has[child.grams], settings)
    cuts = losses(child, parent, settings)
    done = []
    if cuts.cut_end:
        done.append(f"stops before {it} does")
    if cuts.cut_inside:
        done.append(f"leaves out {_count(cuts.cut_inside, 'passage')}")
    if happened.added:
        done.append(f"adds {_count(happened.added, 'passage')}")
    if happened.altered:
        done.append(f"alters the wording in {_count(happened.altered, 'place')}")
    return done


def _row(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _lost_reasons(family: Family, link: Link, words: int, names: Sequence[str]) -> list[str]:
    child, parent = family.nodes[link.child], family.nodes[link.parent]
    me = begin_sentence(names[link.child])
    credits_it = bool(parent.name) and any(same_name(credit, parent.name or "") for credit in child.credits)
    source = f"{me} names {parent.name} as the source of its text, and no such report is in the pile"
    if not words:
        return [f"{me} names {parent.name} as a source, and no such report is in the pile."]
    siblings = [n for n in family.children(link.parent) if n != link.child]
    if not siblings:
        return (
            [f"{source}; {words} words of it stand in other reports too."]
            if credits_it
            else [f"{me} has {words} words that came by way of {names[link.parent]}."]
        )
    said = [f"{source}."] if credits_it else []
    held = parent.has & child.has
    lacking = all(bool(np.any(held & ~family.nodes[n].has)) for n in siblings)
    # Of a lost text only runs of the same words are counted, of a report what is worded otherwise between them too.
    many = f"at least {words}" if child.report is None else str(words)
    shared = f"{'It' if credits_it else me} has {many} words in common with {listed([names[n] for n in siblings])}"
    if lacking:
        shared += (
            ", which lacks or words otherwise some of them"
            if len(siblings) == 1
            else ", each of which lacks or words otherwise some of them"
        ) + " and so can’t be where they are from"
    said.append(f"{shared}.")
    naming = [
        names[n] for n in siblings if parent.name and any(same_name(c, parent.name) for c in family.nodes[n].credits)
    ]
    if naming and not credits_it:
        said.append(
            f"{begin_sentence(listed(naming))} {'names' if len(naming) == 1 else 'name'} {parent.name} as the source."
        )
    return said


def _date_reasons(child: Node, parent: Node, it: str) -> list[str]:
    if child.moment is None or parent.moment is None or min(child.trust, parent.trust) < 0.5:
        return []
    days = (child.moment.date() - parent.moment.date()).days
    timed = not (child.by_day or parent.by_day)
    if days > 0 or (days == 0 and timed and child.moment > parent.moment):
        return [f"{begin_sentence(it)} is dated before it."]
    if days < 0 or (days == 0 and timed and child.moment < parent.moment):
        return [f"{begin_sentence(it)} is dated after it, but the texts speak against the dates."]
    return []


def rival_reasons(name: str, words: int) -> list[str]:
    """Why the witness called ``name`` could be the parent instead."""
    return [
        f"{begin_sentence(name)} has {words} of these words outside quotation marks too, and could be the source instead."
    ]


def _count(number: int, noun: str) -> str:
    return f"{'a' if number == 1 else spoken(number)} {noun}{'' if number == 1 else 's'}"
