"""Make the land outlines that the page's map is drawn on, from a TopoJSON file of Natural Earth's land.

Usage: python tools/land_outlines.py land-50m.json src/stemma/page/data/land.bin

Natural Earth is in the public domain. The file holds outlines of land alone: no borders, no rivers, no lakes.
The result is zlib over variable-length integers: the number of rings; then for each ring its number of points and the
points, in hundredths of a degree, each as the zigzag difference from the point before (the ring's first from 0, 0).
"""

import json
import sys
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any

HUNDREDTHS = 100  # of a degree: 1.1 km at the equator, finer than the source
LEAST_SPAN = 3  # hundredths of a degree: a smaller islet would be less than a dot

Ring = list[tuple[int, int]]


def read_arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs of a quantised topology, in degrees."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def read_rings(topology: dict[str, Any]) -> list[Ring]:
    """Every ring of every land polygon (holes too), in hundredths of a degree, without repeated points."""
    arcs = read_arcs(topology)
    rings = []
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            for indices in polygon:
                points: Ring = []
                for index in indices:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    for longitude, latitude in arc:
                        point = (round(longitude * HUNDREDTHS), round(latitude * HUNDREDTHS))
                        if not points or points[-1] != point:
                            points.append(point)
                rings.append(unwrap(points))
    return rings


def unwrap(ring: Ring) -> Ring:
    """A ring that runs on over the date line instead of jumping back; one around the pole is closed along it."""
    turn = 360 * HUNDREDTHS
    made: Ring = ring[:1]
    shift = 0
    for (last, _), (x, y) in pairwise(ring):
        if abs(x - last) > turn // 2:
            shift += turn if x < last else -turn
        made.append((x + shift, y))
    if shift:
        made += [(made[-1][0], -90 * HUNDREDTHS), (made[0][0], -90 * HUNDREDTHS)]
    return made


def is_seen(ring: Ring) -> bool:
    """Whether a ring is large enough to be drawn."""
    spans = [max(side) - min(side) for side in zip(*ring, strict=True)]
    return len(ring) > 3 and max(spans) >= LEAST_SPAN


def write_number(number: int) -> bytes:
    """A whole number from 0 in seven bits a byte, the lowest first."""
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    made.append(number)
    return bytes(made)


def pack(rings: list[Ring]) -> bytes:
    """The rings as the bytes that the head of this file describes."""
    made = [write_number(len(rings))]
    for ring in rings:
        made.append(write_number(len(ring)))
        x = y = 0
        for next_x, next_y in ring:
            steps = (next_x - x, next_y - y)
            made += [write_number(step << 1 if step >= 0 else ~(step << 1)) for step in steps]
            x, y = next_x, next_y
    return zlib.compress(b"".join(made), 9)


def main(source: str, target: str) -> None:
    """Read ``source``, write ``target``."""
    rings = [ring for ring in read_rings(json.loads(Path(source).read_text(encoding="utf-8"))) if is_seen(ring)]
    data = pack(sorted(rings, key=lambda ring: (-len(ring), ring)))
    Path(target).write_bytes(data)
    print(f"{len(rings)} outlines, {sum(map(len, rings))} points, {len(data)} bytes in {target}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
