"""Small trained networks on the processor, and the table of word pieces that they share.

A network is run by onnxruntime on one thread, a text or a pair at a time: its scale in eight bits, and so its numbers, must
not depend on what is run beside it. The vectors of word pieces are MiniLM-L6's (Wang et al., NeurIPS 2020), in 8 bits with one
scale; training leaves them as they are, so that one table serves all networks.
"""

from functools import lru_cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

WIDTH = 384  # numbers of a vector


class Table(NamedTuple):
    """The vectors in 8 bits, uint8[pieces, WIDTH]: a number is ``scale`` times what lies above ``zero``."""

    rows: NDArray[np.uint8]
    scale: np.float32
    zero: int


def words_file() -> Traversable:
    """The file of the table, which need not be there."""
    return files("stemma.attribute").joinpath("model", "words.arrow")


@lru_cache(maxsize=1)
def load_table() -> Table:
    """The table, read once in each process."""
    with as_file(words_file()) as path, pa.memory_map(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    column = table.column("piece").combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0)
    rows = np.frombuffer(column.buffers()[1], np.uint8).reshape(-1, WIDTH)
    about = table.schema.metadata
    return Table(rows, np.float32(float.fromhex(about[b"scale"].decode())), int(about[b"zero"]))


def vectors_of(ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """The vectors of p word pieces, float32[p, WIDTH]."""
    table = load_table()
    found: NDArray[np.float32] = (table.rows[ids].astype(np.float32) - np.float32(table.zero)) * table.scale
    return found


def load_network(file: Traversable) -> Any:
    """A network as a session of onnxruntime."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Processors with AVX2 alone add products of 8 bits in 16, and what does not fit is cut off: with weights without a sign nothing is.
    options.add_session_config_entry("session.x64quantprecision", "1")
    with as_file(file) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
