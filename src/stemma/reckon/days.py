"""The days that a stretch of a report names, and whether those of two stretches can be of one event."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Days = tuple[tuple[int, int], ...]
"""The first and the last day of each time, as ordinals."""


def days_within(begin: int, end: int, times: Iterable[Mapping[str, Any]]) -> Days:
    """The days of those rows of ``times`` of a report that touch a span of it and are bounded on both sides, in order."""
    return tuple(sorted({
        (time["earliest"].toordinal(), time["latest"].toordinal()) for time in times
        if time["begin"] < end and begin < time["end"] and time["earliest"] and time["latest"]
    }))  # fmt: skip


def lie_apart(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]], days: int) -> bool:
    """Whether both name days, and each of the one lies more than so many days from each of the other."""
    return bool(one and other) and all(a > d + days or c > b + days for a, b in one for c, d in other)
