"""Shuts every socket to the outside, in the test process and, by way of PYTHONPATH, in every process it starts."""

import sys

INSIDE = ("127.", "::1", "localhost", "/")


def refuse(event: str, args: tuple[object, ...]) -> None:
    """Raise when code reaches for an address that is not on this machine."""
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto", "socket.bind"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else address
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if not name.startswith(INSIDE):
        raise OSError(f"the tests run with every socket to the outside shut: {event} {name}")


sys.addaudithook(refuse)
