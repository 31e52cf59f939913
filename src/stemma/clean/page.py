"""An HTML page as lines of text that know where in the page they stood. The only module that knows ``turbohtml``.

``turbohtml``'s tokenizer follows the WHATWG standard and tells the line and column of each token, from which every
code point of a line gets its place in the page's source; entities are walked one by one.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import turbohtml
from numpy.typing import NDArray

_NEWLINE = re.compile(r"\r\n|\r|\n")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{0,31});?")
_SPACE = " \t\n\r\f\v\xa0\u200b"
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "iframe",
        "input",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "video",
        "audio",
        "img",
        "picture",
        "source",
    ]
)
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "object",
        "applet",
        "canvas",
        "iframe",
        "noembed",
        "noframes",
    ]
)
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "source", "area", "base", "col", "embed", "param", "track", "wbr"]
)
_OUTSIDE = frozenset(["nav", "footer", "aside", "form", "button", "select", "menu", "dialog"])
_HOSTILE_ATTRIBUTES = 1000  # attributes on one tag: more are found on no honest page, and they stall other parsers


class Line(NamedTuple):
    """One line of a page: ``begin`` and ``end`` in the page's text, the element it stands in, the share that is links."""

    begin: int
    end: int
    element: str  # "h1" to "h6", "figcaption", "time", "outside" (navigation, footer, form) or ""
    linked: float


@dataclass(slots=True)
class Page:
    """What a page says and what it says about itself.

    ``text`` holds a line for each block element; ``places`` has for each code point of it (and its end) the code
    point of the source where it stood. ``meta`` maps the names of meta elements to their first content.
    """

    text: str = ""
    places: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    lines: list[Line] = field(default_factory=list)
    title: str | None = None
    language: str | None = None
    canonical: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    linked_data: list[Any] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    hostile: bool = False


class _Piece(NamedTuple):
    text: str
    places: list[int]


def _walk(source: str, data: str, at: int) -> _Piece:
    """``data`` (decoded) with the place of each of its code points, and of its end, in ``source`` that begins at ``at``."""
    if source == data:
        return _Piece(data, list(range(at, at + len(data) + 1)))
    places: list[int] = []
    i = 0
    while len(places) < len(data):
        j = len(places)
        if i >= len(source):
            places.extend([at + len(source)] * (len(data) - j))
            break
        step = 1
        made = 1
        if source[i] == "&":
            match = _ENTITY.match(source, i)
            if match:
                said = html.unescape(match.group())
                for cut in range(len(match.group()), 1, -1):
                    said = html.unescape(source[i : i + cut])
                    if (
                        said != source[i : i + cut]
                        and data.startswith(said, j)
                        and not said.endswith(source[i + cut - 1 : i + cut] + "\0")
                    ):
                        step, made = cut, len(said)
                        break
        elif source.startswith("\r\n", i):
            step = 2
        places.extend([at + i] * made)
        i += step
    return _Piece(data, [*places[: len(data)], min(at + i, at + len(source))])


def _tokens(source: str) -> Iterator[tuple[Any, int, int]]:
    """The tokens of a page with where each begins and ends in it."""
    starts = [0, *(m.end() for m in _NEWLINE.finditer(source))]
    before: tuple[Any, int] | None = None
    for token in turbohtml.tokenize(source):
        at = min(starts[min(token.line, len(starts)) - 1] + token.col, len(source))
        if before:
            yield before[0], before[1], max(at, before[1])
        before = (token, at)
    if before:
        yield before[0], before[1], len(source)


class _Lines:
    """Pieces of text gathered into lines, white space folded as a browser does."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.places: list[int] = []
        self.lines: list[Line] = []
        self._chars: list[str] = []
        self._spots: list[int] = []
        self._stops: list[int] = []
        self._linked = 0
        self._element = ""
        self._length = 0

    def add(self, piece: _Piece, element: str, *, linked: bool, kept: bool) -> None:
        for i, char in enumerate(piece.text):
            if kept and char == "\n":
                self.end()
                continue
            if char in _SPACE:
                if not self._chars or self._chars[-1] == " ":
                    continue
                char = " "
            elif linked:
                self._linked += 1
            if not self._chars:
                self._element = element
            self._chars.append(char)
            self._spots.append(piece.places[i])
            self._stops.append(piece.places[i + 1])

    def end(self) -> None:
        while self._chars and self._chars[-1] == " ":
            self._chars.pop()
            self._spots.pop()
            self._stops.pop()
        if self._chars:
            begin = self._length
            solid = sum(c != " " for c in self._chars)
            self.text.append("".join(self._chars) + "\n")
            self.places += [*self._spots, self._stops[-1]]
            self._length += len(self._chars) + 1
            self.lines.append(Line(begin, self._length - 1, self._element, self._linked / solid if solid else 0.0))
        self._chars, self._spots, self._stops, self._linked, self._element = [], [], [], 0, ""


def _element_of(stack: list[str]) -> str:
    for name in reversed(stack):
        if name in _OUTSIDE:
            return "outside"
        if name in ("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "time"):
            return "outside" if any(n in _OUTSIDE for n in stack) else name
    return ""


def _note_tag(page: Page, token: Any) -> None:
    attrs = {name: value or "" for name, value in (token.attrs or [])}
    if len(token.attrs or ()) > _HOSTILE_ATTRIBUTES:
        page.hostile = True
        return
    if token.tag == "html" and attrs.get("lang"):
        page.language = attrs["lang"]
    elif token.tag == "meta":
        name = (attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or "").lower()
        if name and attrs.get("content", "").strip():
            page.meta.setdefault(name, attrs["content"].strip())
    elif token.tag == "link" and "canonical" in attrs.get("rel", "").lower().split() and attrs.get("href"):
        page.canonical = page.canonical or attrs["href"]
    elif token.tag == "time" and attrs.get("datetime"):
        page.times.append(attrs["datetime"])


def read_page(source: str) -> Page:
    """The lines of a page and its metadata. Takes any text; costs time in proportion to its length."""
    page = Page()
    lines = _Lines()
    stack: list[str] = []
    links = 0
    unseen: str | None = None
    script = ""
    title: list[str] = []
    kinds = turbohtml.TokenType
    for token, at, end in _tokens(source):
        if token.type == kinds.START_TAG:
            _note_tag(page, token)
            name = token.tag
            if name in _BLOCK:
                lines.end()
            if name in _VOID or token.self_closing:
                continue
            if unseen is None and name in _UNSEEN:
                unseen = name
                script = dict(token.attrs or []).get("type") or ""
            if len(stack) < 4000:
                stack.append(name)
            links += name == "a"
        elif token.type == kinds.END_TAG:
            name = token.tag
            if name in _BLOCK:
                lines.end()
            if name == unseen:
                unseen = None
            if name == "a":
                links = max(0, links - 1)
            if name in stack[-200:]:
                while stack and stack.pop() != name:
                    pass
        elif token.type == kinds.TEXT and token.data:
            if unseen == "script" and "ld+json" in script.lower():
                try:
                    page.linked_data.append(json.loads(token.data))
                except (ValueError, RecursionError):
                    continue
            elif unseen is None and "title" in stack[-1:] and not lines.lines:
                title.append(token.data)
            elif unseen is None:
                piece = _walk(source[at:end], token.data, at)
                lines.add(piece, _element_of(stack[-60:]), linked=links > 0, kept="pre" in stack[-20:])
    lines.end()
    page.text = "".join(lines.text)
    page.places = np.array([*lines.places, len(source)], np.int64)
    page.lines = lines.lines
    page.title = " ".join("".join(title).split()) or None
    return page
