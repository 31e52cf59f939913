"""Small helpers to draw SVG: escaped elements, and how wide words will be."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from stemma.page.phrase import plain

SANS = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif"
INK = "#1f1e1b"
SOFT = "#5d5a53"
RULE = "#cfcabf"
WASH = "#f5f2ea"
PAPER = "#ffffff"
LINE = "#3d5a73"
LEAST_SCALE = 0.75  # a drawing that would become smaller is scrolled instead

HINTS = (24, 32, 44, 56, 66, 80)  # rem: the steps of the style's hints
_LEAST = re.compile(r"min-width:(\d+)px")

_NARROW = "iljtfrI.,:;'|!()[]‘’“” "
_WIDE = "mwMWOQGDHNU@%—…"


def element(name: str, content: Iterable[str] | str = "", **attributes: object) -> Markup:
    """An element with escaped attributes; ``content`` that is not Markup is escaped. Trailing underscores are dropped."""
    body = escape(content) if isinstance(content, str) else Markup("").join(content)
    pairs = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), number(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{}{}>{}</{}>").format(Markup(name), pairs, body, Markup(name))


def number(value: object) -> object:
    """A float without needless digits; anything else as it is."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def words(x: float, y: float, content: str, size: float = 12.0, **attributes: object) -> Markup:
    """A line of text whose baseline begins at (x, y)."""
    given: dict[str, object] = {"fill": INK, **attributes}
    return element("text", plain(content), x=float(x), y=float(y), font_size=float(size), **given)


def width_of(text: str, size: float = 12.0, *, bold: bool = False) -> float:
    """How wide a line will be, about: on the safe side for the usual sans-serif faces."""
    units = sum(0.31 if c in _NARROW else 0.88 if c in _WIDE else 0.69 if c.isupper() else 0.57 for c in text)
    wide = sum(1 for c in text if ord(c) > 0x2E7F)
    return (units + 0.45 * wide) * size * (1.06 if bold else 1.0)


def fit(text: str, room: float, size: float = 12.0, *, bold: bool = False) -> str:
    """``text`` on one line, its end replaced by an ellipsis where it would be wider than ``room``."""
    line = plain(text)
    if width_of(line, size, bold=bold) <= room:
        return line
    while line and width_of(line + "…", size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip() + "…"


def fit_ends(text: str, room: float, size: float = 12.0, *, bold: bool = False) -> str:
    """As ``fit``, but the last word is kept, by which labels that are alike are told apart."""
    line = plain(text)
    head, _, tail = line.rpartition(" ")
    kept = width_of(f" {tail}", size, bold=bold)
    if width_of(line, size, bold=bold) <= room or not head or kept > room / 2:
        return fit(line, room, size, bold=bold)
    return f"{fit(head, room - kept, size, bold=bold)} {tail}"


def wrap(text: str, room: float, size: float = 12.0, lines: int = 2, *, bold: bool = False) -> list[str]:
    """``text`` broken at blanks into at most ``lines`` lines, the last cut with an ellipsis where it must be."""
    made: list[str] = []
    left = plain(text).split()
    while left and len(made) < lines - 1:
        take = 1
        while take < len(left) and width_of(" ".join(left[: take + 1]), size, bold=bold) <= room:
            take += 1
        made.append(fit(" ".join(left[:take]), room, size, bold=bold))
        left = left[take:]
    if left:
        made.append(fit(" ".join(left), room, size, bold=bold))
    return made


def picture(width: float, height: float, title: str, desc: str, content: Iterable[str], name: str) -> Markup:
    """A whole drawing on white, with its title and description for those who do not see it. ``name`` makes ids its own."""
    return element(
        "svg",
        [
            element("title", plain(title), id=f"{name}-title"),
            element("desc", plain(desc), id=f"{name}-desc"),
            element("rect", x=0, y=0, width=float(width), height=float(height), fill=PAPER),
            *content,
        ],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(float(width))} {number(float(height))}",
        width=float(width),
        height=float(height),
        style=f"width:100%;min-width:{round(width * LEAST_SCALE)}px;max-width:{round(width)}px;height:auto",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family=SANS,
    )


def hint_class(drawing: str) -> str:
    """The class of the hint that a drawing can be scrolled: the width of a window, in rem, below which it is wider than that."""
    found = _LEAST.search(drawing)
    least = int(found.group(1)) / 16 if found else 0.0
    return next((f"over-{width}" for width in HINTS if least <= width - 2.5), f"over-{HINTS[-1]}")
