"""Entities: the share of re3d's synonym links found, and of those between two names (the rest tie a name to an office or a description).

Links are counted once whichever way they point; ``labelled_links_found`` counts all 42, some of which stand there both ways.
The reports whose id's SHA-256 has three odd bytes at its head were only scored: 7 of the 30 links. The others were
read when the rules were made: first those whose first byte is even, then, as these were used up, those whose second is, then the third.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stemma.model import Entities
from stemma.name import find_entities

ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)

MARKS = str.maketrans('‘’“”"', "'''''")  # the labels have straight single marks where the texts have others

Spans = Mapping[str, Sequence[tuple[int, int, str]]]


def entities_of(text: str, name: str, spans: Sequence[tuple[int, int, str]]) -> set[str]:
    """The entities whose mentions fill most of an occurrence of ``name`` in ``text``."""
    bare = ARTICLE.sub("", name).translate(MARKS)
    found = set()
    for match in re.finditer(re.escape(bare), text.translate(MARKS)):
        for begin, end, entity in spans:
            shared = min(end, match.end()) - max(begin, match.start())
            if shared > 0 and 2 * shared > max(end - begin, match.end() - match.start()):
                found.add(entity)
    return found


def is_name(text: str) -> bool:
    """Whether every longer word has a capital: a name, not a description."""
    words = [word for word in re.findall(r"[^\W\d_]+", ARTICLE.sub("", text)) if len(word) > 3]
    return all(word[0].isupper() for word in words) and not text[:1].isdigit()


def score(reports: Iterable[Mapping[str, Any]], spans: Spans) -> dict[str, float]:
    """Of links counted once whichever way they point."""
    total = hits = named = named_hits = 0
    for report in reports:
        links = {
            tuple(sorted((relation["source"], relation["target"])))
            for relation in report["relations"]
            if relation["type"] == "IsSynonymOf"
        }
        for one, other in sorted(links):
            own = spans.get(report["id"], ())
            hit = bool(entities_of(report["text"], one, own) & entities_of(report["text"], other, own))
            total += 1
            hits += hit
            if is_name(one) and is_name(other):
                named += 1
                named_hits += hit
    return {"links_found": hits / max(1, total), "name_links_found": named_hits / max(1, named), "links": float(total)}


def measure(data: Path, find: Callable[[Sequence[Mapping[str, Any]]], Entities] = find_entities) -> dict[str, float]:
    """The figures, and how many joins of unlike names were made. Raises FileNotFoundError where the data is absent."""
    lines = (data / "entities" / "re3d.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    found = find([{"id": row["id"], "text": row["text"], "outlet": row["outlet"]} for row in rows])
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for mention in found.mentions.to_pylist():
        spans.setdefault(mention["report_id"], []).append((mention["begin"], mention["end"], mention["entity_id"]))
    figures = score(rows, spans)
    unseen = score([row for row in rows if only_scored(row["id"])], spans)
    figures |= {"scored_links": unseen["links"], "scored_links_found": unseen["links_found"]}
    figures["labelled_links_found"] = labelled(rows, spans)
    return {name: round(value, 4) for name, value in figures.items()}


def only_scored(identifier: str) -> bool:
    """Whether a report was never read for making rules."""
    return all(byte % 2 for byte in hashlib.sha256(identifier.encode()).digest()[:3])


def labelled(reports: Iterable[Mapping[str, Any]], spans: Spans) -> float:
    """The share found of the links as they are labelled, each way counted for itself."""
    hits = []
    for report in reports:
        own = spans.get(report["id"], ())
        for relation in report["relations"]:
            if relation["type"] == "IsSynonymOf":
                one, other = (entities_of(report["text"], relation[side], own) for side in ("source", "target"))
                hits.append(bool(one & other))
    return sum(hits) / max(1, len(hits))


if __name__ == "__main__":
    for figure, value in measure(Path(__file__).parents[2] / "shared" / "data").items():
        print(f"{figure:20} {value:.4f}")
