"""The land outlines that the map is drawn on: read, clipped to a window, thinned to what can be seen."""

import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

HUNDREDTHS = 100.0
Points = list[tuple[float, float]]


class Window(NamedTuple):
    """A part of the world in degrees; ``west`` may lie below -180 or ``east`` above 180."""

    west: float
    south: float
    east: float
    north: float


@cache
def land() -> tuple[NDArray[np.float64], ...]:
    """The outlines of all land, largest first: arrays of (longitude, latitude) in degrees.

    The file is described in tools/land_outlines.py.
    """
    data = zlib.decompress((Path(__file__).parent / "data" / "land.bin").read_bytes())
    numbers = unpack(data)
    rings = []
    at = 1
    for _ in range(int(numbers[0])):
        count = int(numbers[at])
        steps = numbers[at + 1 : at + 1 + 2 * count].reshape(count, 2)
        signed = (steps >> 1) ^ -(steps & 1)
        rings.append(np.cumsum(signed, axis=0) / HUNDREDTHS)
        at += 1 + 2 * count
    return tuple(rings)


def unpack(data: bytes) -> NDArray[np.int64]:
    """Whole numbers from seven bits a byte, the lowest first."""
    raw = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(raw < 128)
    begins = np.concatenate(([0], ends[:-1] + 1))
    place = np.arange(len(raw)) - np.repeat(begins, ends - begins + 1)
    values = (raw & 127).astype(np.int64) << (7 * place)
    return np.add.reduceat(values, begins)


def outlines(window: Window, least_step: float) -> list[Points]:
    """The land within a window, points nearer than ``least_step`` degrees to the last one left out."""
    made = []
    for ring in land():
        low, high = ring.min(axis=0), ring.max(axis=0)
        if high[1] < window.south or low[1] > window.north:
            continue
        for shift in (-360.0, 0.0, 360.0):
            if high[0] + shift < window.west or low[0] + shift > window.east:
                continue
            points = clip(thin((ring + np.array([shift, 0.0])).tolist(), least_step), window)
            if len(points) > 2:
                made.append(points)
    return made


def thin(points: Sequence[Sequence[float]], least_step: float) -> Points:
    """Points at least ``least_step`` apart in one direction."""
    made: Points = []
    for x, y in points:
        if not made or abs(x - made[-1][0]) >= least_step or abs(y - made[-1][1]) >= least_step:
            made.append((x, y))
    return made


def clip(points: Points, window: Window) -> Points:
    """A ring clipped to a window, side by side (Sutherland and Hodgman 1974)."""
    for axis, bound, sign in ((0, window.west, 1), (0, window.east, -1), (1, window.south, 1), (1, window.north, -1)):
        made: Points = []
        for number, here in enumerate(points):
            before = points[number - 1]
            inside, was = sign * (here[axis] - bound) >= 0, sign * (before[axis] - bound) >= 0
            if inside != was:
                part = (bound - before[axis]) / (here[axis] - before[axis])
                made.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
            if inside:
                made.append(here)
        points = made
    return points
