"""Identifiers that depend on content alone, never on order, path or process."""

import hashlib
from collections.abc import Iterable


def content_id(*parts: str | int | bytes | None) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of ``parts``, each kept apart from the next."""
    return hashlib.sha256(b"".join(map(kept_apart, parts))).hexdigest()[:16]


def content_ids(first: str, *columns: Iterable[str | int]) -> list[str]:
    """``content_id`` of ``first`` and each row of the columns. What stands in many rows is put into bytes once."""
    known = _Known()
    beginning = kept_apart(first)
    held = [map(known.__getitem__, column) for column in columns]
    return [hashlib.sha256(beginning + b"".join(row)).digest()[:8].hex() for row in zip(*held, strict=True)]


def kept_apart(part: str | int | bytes | None) -> bytes:
    """The bytes of a part, with their number before them; nothing is told from an empty text."""
    data = part if isinstance(part, bytes) else (b"" if part is None else str(part).encode())
    return len(data).to_bytes(8, "little") + (b"\0" if part is None else b"\1") + data


class _Known(dict[str | int, bytes]):
    def __missing__(self, part: str | int) -> bytes:
        self[part] = made = kept_apart(part)
        return made
