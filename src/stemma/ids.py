"""Identifiers that depend on content alone, never on order, path or process."""

import hashlib


def content_id(*parts: str | int | bytes | None) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of ``parts``, each kept apart from the next."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else ("" if part is None else str(part)).encode()
        digest.update(len(data).to_bytes(8, "little") + (b"\0" if part is None else b"\1") + data)
    return digest.hexdigest()[:16]
