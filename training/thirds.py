"""To which third of the stories one belongs, so that what a network says of it can be asked of one that did not learn from it."""

import hashlib
from pathlib import Path
from typing import Any

from stemma.network import load_network

THIRDS = 3


def third_of(name: str) -> int:
    """The third of a story, by its name; the two events of a topic of ECB+ belong to one."""
    part, _, event = name.partition(" ")
    whole = f"{part} {event.partition('ecb')[0]}" if part == "ecb" else name
    return fold_of(whole, THIRDS)


def fold_of(name: str, folds: int) -> int:
    """The fold of a name, by its hash."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def load_networks(folder: Path) -> dict[int, Any]:
    """The networks of a folder by the third that they did not learn from: ``0/same_thing.onnx`` and so on, as many as there are."""
    return {int(path.parent.name): load_network(path) for path in sorted(folder.glob("[0-9]/same_thing.onnx"))}
