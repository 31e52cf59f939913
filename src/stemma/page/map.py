"""The places of a story on a map without borders."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from markupsafe import Markup

from stemma.page.atlas import Window, outlines
from stemma.page.data import StoryRows
from stemma.page.phrase import of, plain
from stemma.page.svg import LINE, SOFT, element, number, picture, width_of, words

WIDTH = 760.0
LEAST_SPAN = 9.0  # degrees: the narrowest window, so that there is something to recognise
STEPS = (0.5, 1, 2, 5, 10, 15, 30)
GRID = 1.2  # pixels to a step of the outlines
MOST_NAMED = 25  # places whose names stand on the map; the others have their numbers
WATER = "#f3f5f6"
GROUND = "#e4dfd3"


class Place(NamedTuple):
    """A place: its number in the list, how many reports name it, and the names by outlet with their counts."""

    number: int
    name: str
    latitude: float
    longitude: float
    reports: int
    names: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


class Frame(NamedTuple):
    """A window and how degrees become pixels."""

    window: Window
    scale_x: float
    scale_y: float
    height: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point lies in the picture."""
        return (longitude - self.window.west) * self.scale_x, (self.window.north - latitude) * self.scale_y


def places(story: StoryRows) -> list[Place]:
    """The places with coordinates that the story's reports name, those that most name first."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    reports: dict[str, set[str]] = {}
    for mention in story.tables["mentions"]:
        entity = story.entities.get(mention["entity_id"])
        if (mention.get("form") or "name") != "name":
            continue
        if entity is None or entity["latitude"] is None or entity["longitude"] is None or entity["kind"] != "place":
            continue
        report = mention["report_id"]
        outlet = plain(story.reports[report]["outlet"]) or plain(story.label(report))
        printed = plain(story.text(report)[mention["begin"] : mention["end"]])
        outlets = found.setdefault(mention["entity_id"], {}).setdefault(printed, {})
        outlets[outlet] = outlets.get(outlet, 0) + 1
        reports.setdefault(mention["entity_id"], set()).add(report)
    ranked = sorted(found, key=lambda key: (-len(reports[key]), plain(story.entities[key]["name"]), key))
    return [
        Place(
            place,
            plain(story.entities[key]["name"]),
            min(max(story.entities[key]["latitude"], -90.0), 90.0),
            min(max(story.entities[key]["longitude"], -180.0), 180.0),
            len(reports[key]),
            by_name(found[key]),
        )
        for place, key in enumerate(ranked, start=1)
    ]


def by_name(names: Mapping[str, Mapping[str, int]]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """Each name with the outlets that use it, the commonest first."""
    ranked = sorted(names.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return tuple((name, tuple(sorted(outlets.items(), key=lambda o: (-o[1], o[0])))) for name, outlets in ranked)


def find_window(points: Sequence[tuple[float, float]]) -> Window:
    """The part of the world around points (longitude, latitude), on whichever side of the date line is narrower."""
    turned = [(longitude + 360 if longitude < 0 else longitude, latitude) for longitude, latitude in points]
    spread = [max(x for x, _ in some) - min(x for x, _ in some) for some in (points, turned)]
    chosen = turned if spread[1] < spread[0] else points
    west, east = min(x for x, _ in chosen), max(x for x, _ in chosen)
    south, north = min(y for _, y in chosen), max(y for _, y in chosen)
    pad = max((LEAST_SPAN - (east - west)) / 2, 0.14 * (east - west), 0.2)
    west, east = west - pad, east + pad
    pad = max((LEAST_SPAN * 0.6 - (north - south)) / 2, 0.14 * (north - south), 0.2)
    return Window(max(west, -360.0), max(south - pad, -88.0), min(east, 540.0), min(north + pad, 88.0))


def frame_of(points: Sequence[tuple[float, float]]) -> Frame:
    """The window widened to a shape that sits well on a page, and its scale (equirectangular, true at its middle)."""
    window = find_window(points)
    squeeze = max(math.cos(math.radians((window.south + window.north) / 2)), 0.12)
    wide, high = (window.east - window.west) * squeeze, window.north - window.south
    if wide > 2.0 * high:
        more = (wide / 2.0 - high) / 2
        window = window._replace(south=max(window.south - more, -90.0), north=min(window.north + more, 90.0))
    elif wide < 1.35 * high:
        more = (1.35 * high - wide) / 2 / squeeze
        window = window._replace(west=window.west - more, east=window.east + more)
    scale_x = WIDTH / (window.east - window.west)
    scale_y = scale_x / squeeze
    return Frame(window, scale_x, scale_y, (window.north - window.south) * scale_y)


def draw_places(story: StoryRows, found: Sequence[Place]) -> Markup:
    """The map; empty where no place has coordinates."""
    if not found:
        return Markup("")
    frame = frame_of([(place.longitude, place.latitude) for place in found])
    return picture(
        WIDTH,
        frame.height,
        f"Map: {story.title}",
        f"{of(len(found), 'place')} named in the reports, numbered as in the list. Land and water only: borders are not drawn.",
        [*draw_land(frame), *draw_graticule(frame), *draw_dots(frame, found)],
        f"{story.anchor}-map",
    )


def draw_land(frame: Frame) -> list[Markup]:
    """Water, and the land on it, drawn in whole steps of a grid from point to point."""
    shapes = []
    for ring in outlines(frame.window, frame.scale_x / GRID, frame.scale_y / GRID):
        x, y = ring[0].tolist()
        shapes.append(f"M{x} {y}l" + " ".join(f"{dx} {dy}" for dx, dy in np.diff(ring, axis=0).tolist()) + "z")
    return [
        element("rect", x=0, y=0, width=WIDTH, height=frame.height, fill=WATER),
        element(
            "path", d="".join(shapes), fill=GROUND, stroke="#b9b2a2", stroke_width=0.6 / GRID, fill_rule="evenodd",
            transform=f"scale({GRID})",
        ),
    ]  # fmt: skip


def draw_graticule(frame: Frame) -> list[Markup]:
    """Lines of longitude and latitude, with their degrees at the edge."""
    window = frame.window
    step = next((s for s in STEPS if (window.east - window.west) / s <= 8), STEPS[-1])
    made = []
    at = math.ceil(window.west / step) * step
    while at <= window.east:
        x, _ = frame.at(at, 0)
        made.append(element("line", x1=x, y1=0, x2=x, y2=frame.height, stroke="#c9cdd0", stroke_width=0.5))
        if 30 < x < WIDTH - 30:
            made.append(words(x + 3, frame.height - 5, degrees((at + 180) % 360 - 180, "EW"), 9.5, fill=SOFT))
        at += step
    at = math.ceil(window.south / step) * step
    while at <= window.north:
        _, y = frame.at(0, at)
        made.append(element("line", x1=0, y1=y, x2=WIDTH, y2=y, stroke="#c9cdd0", stroke_width=0.5))
        if 20 < y < frame.height - 20:
            made.append(words(4, y - 3, degrees(at, "NS"), 9.5, fill=SOFT))
        at += step
    return made


def degrees(value: float, sides: str) -> str:
    """Degrees with the letter of their side of the world."""
    return f"{number(float(abs(value)))}°{'' if not value else sides[0] if value > 0 else sides[1]}"


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def draw_dots(frame: Frame, found: Sequence[Place]) -> list[Markup]:
    """A dot for each place and its number and name where there is room; the number alone where there is not."""
    spots = []
    for place in found:
        longitude = place.longitude
        while longitude < frame.window.west:
            longitude += 360
        while longitude > frame.window.east:
            longitude -= 360
        spots.append((frame.at(longitude, place.latitude), 3.2 + min(place.reports, 25) ** 0.5))
    taken = [_Box(x - r, y - r, x + r, y + r) for (x, y), r in spots]
    dots: list[Markup] = []
    labels: list[Markup] = []
    for place, ((x, y), radius) in zip(found, spots, strict=True):
        dot = element(
            "circle",
            [element("title", f"{place.name}: {of(place.reports, 'report')}")],
            cx=x,
            cy=y,
            r=radius,
            fill=LINE,
            stroke="#ffffff",
            stroke_width=1.2,
        )
        dots.append(dot)
        for text in [f"{place.number} {place.name}"] * (place.number <= MOST_NAMED) + [str(place.number)]:
            spot = find_room(x, y, radius, width_of(text, 12, bold=True), frame, taken)
            if spot is not None:
                taken.append(spot)
                labels.append(
                    words(
                        spot.left,
                        spot.bottom - 4,
                        text,
                        12,
                        font_weight="bold",
                        paint_order="stroke",
                        stroke="#ffffff",
                        stroke_width=2.6,
                        stroke_linejoin="round",
                    )
                )
                break
    return dots + labels


def find_room(x: float, y: float, radius: float, wide: float, frame: Frame, taken: Sequence[_Box]) -> _Box | None:
    """The first free place for a label around a dot: right, left, above, below, and the corners."""
    gap = radius + 4
    for left, top in (
        (x + gap, y - 8), (x - gap - wide, y - 8), (x - wide / 2, y - gap - 16), (x - wide / 2, y + gap),
        (x + gap * 0.7, y - gap - 12), (x + gap * 0.7, y + gap - 4), (x - gap * 0.7 - wide, y - gap - 12), (x - gap * 0.7 - wide, y + gap - 4),
    ):  # fmt: skip
        box = _Box(left, top, left + wide, top + 16)
        inside = box.left >= 2 and box.right <= WIDTH - 2 and box.top >= 2 and box.bottom <= frame.height - 2
        if inside and not any(box.meets(other) for other in taken):
            return box
    return None
