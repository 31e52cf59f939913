"""Which words of a page are the article's: trafilatura, asked in a child process that can be ended.

Pages are hostile input: a parser may stall or take all memory. The child has a limit on its memory, each question a
limit in time; a child that breaks either is ended, the page is told apart by shape alone, and the next question
starts a new child.
"""

import atexit
import os
import selectors
import struct
import subprocess
import sys
import threading
import time
from functools import lru_cache

from stemma.settings import CleanSettings

_HEAD = struct.Struct("<q")
NOTHING = -1


def answer(page: str) -> str | None:
    """The text of the article of an HTML page, a paragraph a line; None where trafilatura finds none."""
    import trafilatura

    found = trafilatura.extract(
        page,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        include_links=False,
        no_fallback=True,
    )
    return str(found) if found else None


def serve() -> None:
    """The child: read a page's length and bytes, write those of the answer, until the input ends."""
    import logging

    memory = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    if memory and os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    logging.disable(logging.CRITICAL)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while head := source.read(_HEAD.size):
        page = source.read(_HEAD.unpack(head)[0]).decode("utf-8", "replace")
        try:
            found = answer(page)
        except BaseException:  # whatever a parser raises on hostile input, MemoryError and RecursionError too
            found = None
        if found is None:
            target.write(_HEAD.pack(NOTHING))
        else:
            data = found.encode("utf-8", "replace")
            target.write(_HEAD.pack(len(data)) + data)
        target.flush()


class Extractor:
    """One child process, started when first asked, ended when it breaks its limits."""

    def __init__(self, seconds: float, memory: int) -> None:
        self.seconds = seconds
        self.memory = memory
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, page: str) -> str | None:
        """The article's text, or None where there is none or the limits were broken."""
        with self._lock:
            try:
                return self._ask(page.encode("utf-8", "replace"))
            except (OSError, ValueError, EOFError):
                self.close()
                return None

    def _ask(self, data: bytes) -> str | None:
        child = self._child
        if child is None or child.poll() is not None:
            self.close()
            child = self._child = subprocess.Popen(
                [sys.executable, "-m", "stemma.clean.extract", str(self.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        if child.stdin is None or child.stdout is None:
            raise EOFError
        child.stdin.write(_HEAD.pack(len(data)) + data)
        child.stdin.flush()
        until = time.monotonic() + self.seconds
        length = _HEAD.unpack(self._read(child, _HEAD.size, until))[0]
        return None if length == NOTHING else self._read(child, length, until).decode("utf-8", "replace")

    def _read(self, child: "subprocess.Popen[bytes]", size: int, until: float) -> bytes:
        got = b""
        with selectors.DefaultSelector() as selector:
            if child.stdout is None:
                raise EOFError
            selector.register(child.stdout, selectors.EVENT_READ)
            while len(got) < size:
                left = until - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise EOFError
                part = os.read(child.stdout.fileno(), size - len(got))
                if not part:
                    raise EOFError
                got += part
        return got

    def close(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                continue
        child.wait()


@lru_cache(maxsize=4)
def _extractor(_process: int, seconds: float, memory: int) -> Extractor:
    made = Extractor(seconds, memory)
    atexit.register(made.close)
    return made


def extract_article(page: str, settings: CleanSettings) -> str | None:
    """The article's text by trafilatura, in this process's child; None where it found none within the limits."""
    if len(page) > settings.longest_page:
        return None
    return _extractor(os.getpid(), settings.extract_seconds, settings.extract_memory).ask(page)


if __name__ == "__main__":
    serve()
