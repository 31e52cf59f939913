"""What lost ancestors must at least have held, in the words of their copies; where these differ, that is said."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from stemma.page.data import Row, StoryRows, group_by
from stemma.page.phrase import Piece, clipped, plain, tidy
from stemma.page.tree import bare_name, witness_name

ENDED = re.compile(r"[\"'”’]?(?:[.!?\n]|$)")


class LostText(NamedTuple):
    """A lost ancestor: its name, its copies, and the pieces it must at least have held, each with the report that holds it.

    ``credited_by`` are those of which only their credit tells that they have anything from it, and not what.
    Words that its copies have otherwise carry the role ``differs``: it is open which of them it had. ``differs`` says
    whether there are any.
    """

    name: str
    copies: tuple[str, ...]
    credited_by: tuple[str, ...]
    pieces: tuple[tuple[str, tuple[Piece, ...]], ...]
    differs: bool


def lost_texts(story: StoryRows) -> list[LostText]:
    """The lost ancestors of the story, with what they must at least have held."""
    pieces: dict[str, list[Row]] = {}
    for row in story.tables["lost_texts"]:
        pieces.setdefault(row["witness_id"], []).append(row)
    made = []
    for witness in sorted(story.tables["witnesses"], key=lambda r: (r["agency"] or "~", r["witness_id"])):
        if witness["report_id"] is None:
            key = witness["witness_id"]
            steps = [row for row in story.tables["descents"] if row["parent"] == key]
            copies = [row["child"] for row in steps if row["by"] != "credit"]
            credited = [row["child"] for row in steps if row["by"] == "credit"]
            held = sorted(pieces.get(key, []), key=lambda r: r["position"])
            open_words = differing(story, below(story, key))
            told = tuple(
                (plain(story.label(r["report_id"])), held_words(story, r, open_words.get(r["report_id"], ())))
                for r in held
            )
            made.append(
                LostText(
                    witness_name(story, key),
                    tuple(bare_name(story, one) for one in sorted(copies, key=story.order)),
                    tuple(bare_name(story, one) for one in sorted(credited, key=story.order)),
                    told,
                    any(piece.role for _, some in told for piece in some),
                )
            )
    return made


def below(story: StoryRows, witness: str) -> set[str]:
    """The reports that have text from a witness, at first hand or by way of others."""
    found: set[str] = set()
    todo = [witness]
    while todo:
        at = todo.pop()
        for row in story.tables["descents"]:
            if row["parent"] == at and row["child"] not in found:
                found.add(row["child"])
                todo.append(row["child"])
    return {one for one in found if one in story.reports}


def differing(story: StoryRows, reports: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """For each of ``reports`` the spans at which another of them reads otherwise, in order."""
    found: dict[str, list[tuple[int, int]]] = {}
    for rows in group_by((r for r in story.tables["variants"] if r["report_id"] in reports), "site_id").values():
        if len({plain(row["reading"]) for row in rows}) > 1:
            for row in rows:
                found.setdefault(row["report_id"], []).append((row["begin"], row["end"]))
    return {report: sorted(spans) for report, spans in found.items()}


def held_words(story: StoryRows, row: Row, open_words: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The words of a piece of a lost text by the report that holds it, those marked of which it is open that it had them."""
    text = story.text(row["report_id"])
    at, end = clipped(text, row["begin"], row["end"])
    made = [] if starts_sentence(text, at) else [Piece("… ")]
    for low, high in open_words:
        low, high = max(low, at), min(high, end)
        if low < high:
            made += [Piece(tidy(text[at:low])), Piece(tidy(text[low:high]), "differs")]
            at = high
    made.append(Piece(tidy(text[at:end])))
    if not ENDED.match(text[end : end + 3]):
        made.append(Piece(" …"))
    return tuple(piece for piece in made if piece.text)


def starts_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins at a place: a line, or what follows a stop."""
    before = text[max(0, at - 3) : at].rstrip(" \"'“‘")
    return not before or before[-1] in ".!?:\n" or "\n" in text[max(0, at - 2) : at]
