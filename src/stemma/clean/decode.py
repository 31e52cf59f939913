"""Bytes to text without ever failing, keeping where each code point stood in the bytes."""

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_PRESCAN = 4096  # bytes in which a declared encoding is looked for; browsers look at 1,024
_ESCAPED = re.compile("[\udc80-\udcff]")


class Decoded(NamedTuple):
    """``text`` and, for each of its code points and its end, the byte where it begins (None where that is unknown)."""

    text: str
    starts: NDArray[np.int64] | None
    encoding: str


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    # Pages that declare Latin-1 are read as Windows-1252, as browsers do (WHATWG Encoding Standard).
    return "cp1252" if name in ("iso8859-1", "ascii", "latin-1") else name


@lru_cache(maxsize=4096)
def _width(char: str, encoding: str) -> int:
    try:
        return len(char.encode(encoding))
    except UnicodeError:
        return 1


def _starts(text: str, encoding: str, skip: int) -> NDArray[np.int64] | None:
    if encoding == "utf-8":
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        widths = 1 + (points >= 0x80).astype(np.int64) + (points >= 0x800) + (points >= 0x10000)
        widths[(points >= 0xDC80) & (points <= 0xDCFF)] = 1
    elif encoding.startswith("iso2022") or encoding in ("utf-7", "hz"):
        return None  # shift states: a code point has no bytes of its own
    elif encoding.startswith(
        ("utf-16", "utf_16", "utf-32", "utf_32", "gb", "big5", "shift", "euc", "cp932", "cp949", "johab")
    ):
        widths = np.fromiter((_width(c, encoding) for c in text), np.int64, len(text))
    else:
        widths = np.ones(len(text), np.int64)
    return np.concatenate([[skip], skip + np.cumsum(widths)]).astype(np.int64)


def decode(raw: bytes, *, declared: bool = True) -> Decoded:
    """``raw`` as text: by its byte-order mark, the encoding it declares (``declared``), UTF-8, else Windows-1252.

    Bytes that the encoding does not have become U+FFFD, one for each byte.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _decode_as(raw[len(mark) :], name, len(mark))
    match = _DECLARED.search(raw[:_PRESCAN]) if declared else None
    label = _known(match[1].decode("ascii", "ignore")) if match else None
    if label and label.startswith("iso2022"):  # plain ASCII to the eye of a UTF-8 decoder
        return _decode_as(raw, label, 0)
    try:
        text = raw.decode("utf-8")
        return Decoded(text, _starts(text, "utf-8", 0), "utf-8")
    except UnicodeDecodeError:
        pass
    if label and not label.startswith("utf-16"):
        return _decode_as(raw, label, 0)
    # Mostly valid UTF-8 with a few broken bytes is UTF-8; anything else is read as Windows-1252.
    text = raw.decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED.findall(text))
    many = sum(c > "\x7f" for c in text) - broken
    return _decode_as(raw, "utf-8" if many > 4 * broken else "cp1252", 0)


def _decode_as(raw: bytes, encoding: str, skip: int) -> Decoded:
    if encoding == "utf-8":
        text = raw.decode("utf-8", "surrogateescape")
        starts = _starts(text, "utf-8", skip)
        return Decoded(_ESCAPED.sub("\ufffd", text), starts, encoding)
    try:
        text = raw.decode(encoding, "replace")
        starts = _starts(text, encoding, skip)
    except (UnicodeError, LookupError, TypeError, ValueError):
        text = raw.decode("latin-1")
        starts = _starts(text, "latin-1", skip)
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    if starts is not None and int(starts[-1]) != len(raw) + skip:
        starts = None
    return Decoded(text, starts, encoding)
