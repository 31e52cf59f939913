"""Identifiers that depend on content alone, never on order, path or process."""

import hashlib


def content_id(*parts: str | int | bytes | None) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of ``parts``, each kept apart from the next."""
    held = []
    for part in parts:
        data = part if isinstance(part, bytes) else (b"" if part is None else str(part).encode())
        held.append(len(data).to_bytes(8, "little") + (b"\0" if part is None else b"\1") + data)
    return hashlib.sha256(b"".join(held)).hexdigest()[:16]
