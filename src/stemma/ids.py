"""Identifiers that depend on content alone, never on order, path or process."""

import hashlib
from collections.abc import Iterable
from itertools import islice

import numpy as np
import pyarrow as pa

AT_ONCE = 1 << 16  # digests put together at a time


def content_id(*parts: str | int | bytes | None) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of ``parts``, each kept apart from the next."""
    return hashlib.sha256(b"".join(map(kept_apart, parts))).hexdigest()[:16]


def content_ids(first: str, *columns: Iterable[str | int]) -> list[str]:
    """``content_id`` of ``first`` and each row of the columns. What stands in many rows is put into bytes once."""
    known = KeptApart()
    made: list[str] = ids_of_rows(first, *(map(known.__getitem__, column) for column in columns)).to_pylist()
    return made


def ids_of_rows(first: str, *columns: Iterable[bytes]) -> pa.StringArray:
    """``content_ids`` as an Arrow array, of columns whose values are bytes already, as ``kept_apart`` makes them.

    Raises ArrowInvalid for more than such an array can hold (134 million).
    """
    beginning = kept_apart(first)
    digests = (hashlib.sha256(beginning + b"".join(row)).digest() for row in zip(*columns, strict=True))
    some = iter(lambda: b"".join(islice(digests, AT_ONCE)), b"")
    written = "".join(np.frombuffer(own, np.uint8).reshape(-1, 32)[:, :8].tobytes().hex() for own in some)
    edges = np.arange(0, len(written) + 1, 16, dtype=np.int64)
    made = pa.LargeStringArray.from_buffers(len(edges) - 1, pa.py_buffer(edges), pa.py_buffer(written.encode()))
    return made.cast(pa.string())


def kept_apart(part: str | int | bytes | None) -> bytes:
    """The bytes of a part, with their number before them; nothing is told from an empty text."""
    data = part if isinstance(part, bytes) else (b"" if part is None else str(part).encode())
    return len(data).to_bytes(8, "little") + (b"\0" if part is None else b"\1") + data


class KeptApart(dict[str | int, bytes]):
    """``kept_apart`` of each value that was asked for, made once."""

    def __missing__(self, part: str | int) -> bytes:
        self[part] = made = kept_apart(part)
        return made
