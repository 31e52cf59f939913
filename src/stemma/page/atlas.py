"""The land outlines that the map is drawn on: read, clipped to a window, thinned to what can be seen."""

import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

HUNDREDTHS = 100.0
LEAST_STEPS = 2  # of the picture's grid: a smaller islet is left out


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


def outlines(window: Window, scale_x: float, scale_y: float) -> list[NDArray[np.int64]]:
    """The land within a window, in whole steps of the picture's grid from its upper left corner.

    ``scale_x`` and ``scale_y`` are steps to a degree. Islets of less than two steps are left out.
    """
    made = []
    for ring, low, high in zip(land(), *corners(), strict=True):
        if high[1] < window.south or low[1] > window.north:
            continue
        if max((high[0] - low[0]) * scale_x, (high[1] - low[1]) * scale_y) < LEAST_STEPS:
            continue
        for shift in (-360.0, 0.0, 360.0):
            west, east = low[0] + shift, high[0] + shift
            if east < window.west or west > window.east:
                continue
            grid = np.column_stack(
                (
                    np.rint((ring[:, 0] + shift - window.west) * scale_x),
                    np.rint((window.north - ring[:, 1]) * scale_y),
                )
            ).astype(np.int64)
            kept = thin(grid)
            if west < window.west or east > window.east or low[1] < window.south or high[1] > window.north:
                right, bottom = (window.east - window.west) * scale_x, (window.north - window.south) * scale_y
                kept = thin(clip(kept, round(right), round(bottom)))
            if len(kept) > 2:
                made.append(kept)
    return made


@cache
def corners() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lower left and the upper right corner of each outline."""
    return np.array([ring.min(axis=0) for ring in land()]), np.array([ring.max(axis=0) for ring in land()])


def thin(points: NDArray[np.int64]) -> NDArray[np.int64]:
    """Points without those that repeat the one before."""
    if len(points) < 2:
        return points
    return points[np.concatenate(([True], (np.diff(points, axis=0) != 0).any(axis=1)))]


def clip(points: NDArray[np.int64], right: int, bottom: int) -> NDArray[np.int64]:
    """A ring clipped to the rectangle from (0, 0) to (right, bottom), side by side (Sutherland and Hodgman 1974)."""
    for axis, bound, sign in ((0, 0, 1), (0, right, -1), (1, 0, 1), (1, bottom, -1)):
        if not len(points):
            break
        before = np.roll(points, 1, axis=0)
        inside = sign * (points[:, axis] - bound) >= 0
        crosses = inside != np.roll(inside, 1)
        way = points[:, axis] - before[:, axis]
        part = (bound - before[:, axis]) / np.where(way == 0, 1, way)
        met = np.rint(before + part[:, None] * (points - before)).astype(np.int64)
        pairs = np.stack((met, points), axis=1).reshape(-1, 2)
        points = pairs[np.stack((crosses, inside), axis=1).reshape(-1)]
    return points
