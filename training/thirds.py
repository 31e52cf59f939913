"""To which third of the stories one belongs, so that what a network says of it can be asked of one that did not learn from it."""

import hashlib

THIRDS = 3


def third_of(name: str) -> int:
    """The third of a story, by its name; the two events of a topic of ECB+ belong to one."""
    part, _, event = name.partition(" ")
    whole = f"{part} {event.partition('ecb')[0]}" if part == "ecb" else name
    return int(hashlib.sha256(whole.encode()).hexdigest(), 16) % THIRDS
