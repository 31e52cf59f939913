"""Passages of a descent as spans of the two texts."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.descend.cost import Node
from stemma.descend.grams import Text, runs


class Passage(NamedTuple):
    """A passage as code points of the child and, where the parent is extant, of the parent; ``words`` of the child."""

    begin: int
    end: int
    parent_begin: int | None
    parent_end: int | None
    words: int


def stretches(node: Node, text: Text, mask: NDArray[np.bool_], bridge: int) -> list[tuple[int, int]]:
    """The runs of words (half-open) whose grams ``mask`` holds, joined over gaps of up to ``bridge`` words.

    None runs on over a caption or a teaser: what stands there was not copied with the rest.
    """
    covered = np.zeros(len(text.begin) + 1, np.int32)
    on = np.flatnonzero(mask[node.grams])
    np.add.at(covered, text.first[on], 1)
    np.add.at(covered, text.first[on] + text.length[on], -1)
    begin, end = runs(np.cumsum(covered[:-1]) > 0)
    joined: list[tuple[int, int]] = []
    for low, high in zip(begin.tolist(), end.tolist(), strict=True):
        cuts = (np.flatnonzero(np.diff(text.part[low:high])) + low + 1).tolist()
        for piece, stop in pairwise([low, *cuts, high]):
            if joined and piece - joined[-1][1] <= bridge and text.part[piece] == text.part[joined[-1][1] - 1]:
                joined[-1] = (joined[-1][0], stop)
            else:
                joined.append((piece, stop))
    return joined


def passages(
    child: Node,
    child_text: Text,
    parent: Node,
    parent_text: Text | None,
    mask: NDArray[np.bool_],
    least: int,
    bridge: int,
) -> list[Passage]:
    """What ``child`` has from ``parent`` of the grams in ``mask``, in the order of the child; short scraps left out."""
    found = []
    first_at: dict[int, int] = {}
    if parent_text is not None:
        for at in range(len(parent.grams) - 1, -1, -1):
            first_at[int(parent.grams[at])] = at
    for low, high in stretches(child, child_text, mask, bridge):
        inside = np.flatnonzero(
            (child_text.first >= low) & (child_text.first + child_text.length <= high) & mask[child.grams]
        )
        if high - low < least and not (
            len(inside) and int(child_text.length[inside].min()) == high - low and high - low >= 4
        ):
            continue
        if parent_text is None:
            found.append(Passage(int(child_text.begin[low]), int(child_text.end[high - 1]), None, None, high - low))
            continue
        found += _opposite(child, child_text, inside.tolist(), parent_text, first_at, bridge, least)
    return found


def _opposite(
    child: Node, text: Text, inside: list[int], other: Text, first_at: dict[int, int], bridge: int, least: int
) -> list[Passage]:
    """One stretch of the child cut where the parent's order breaks, each piece with its place in the parent."""
    pieces: list[list[tuple[int, int]]] = []
    for gram in inside:
        at = first_at.get(int(child.grams[gram]))
        if at is None:
            continue
        near = pieces and 0 <= at - pieces[-1][-1][1] <= bridge + 12
        if near and other.part[other.first[at]] == other.part[other.first[pieces[-1][-1][1]]]:
            pieces[-1].append((gram, at))
        else:
            pieces.append([(gram, at)])
    made = []
    for piece in pieces:
        low, high = int(text.first[piece[0][0]]), int((text.first + text.length)[piece[-1][0]])
        if high - low < min(least, 6):
            continue
        p_low, p_high = int(other.first[piece[0][1]]), int((other.first + other.length)[piece[-1][1]])
        made.append(
            Passage(
                int(text.begin[low]),
                int(text.end[high - 1]),
                int(other.begin[p_low]),
                int(other.end[p_high - 1]),
                high - low,
            )
        )
    return made
