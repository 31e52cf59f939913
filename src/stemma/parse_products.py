"""The layers of spaCy's networks, worked out by onnxruntime: five times as fast as by the routines that spaCy brings.

A row that comes out is the same, bit by bit, whatever other rows it is made with, as those of spaCy's routines are;
products by numpy are not on every processor. So what a sentence becomes does not depend on how sentences are batched.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
FLOAT, NUMBER, WHOLE = 1, 1, 2  # how ONNX numbers the type of a tensor's values, and those of an attribute
EPSILON = 1e-8  # what thinc adds to a variance


def multiply(rows: Numbers, weights: Numbers) -> Numbers:
    """float32[n, k] by float32[m, k], over their columns: float32[n, m]."""
    made: Numbers = _run(_load_product(), rows, weights=np.ascontiguousarray(weights))
    return made


def quicken(model: Any) -> None:
    """Let every layer of a network of thinc's be worked out so, where it only reads; nothing else of it changes."""
    operations = _make_operations()
    for layer in model.walk():
        layer.ops = operations
    for layer in model.walk():
        if [inner.name for inner in layer.layers] == ["maxout", "layernorm"]:
            layer._func = partial(_read_cell, _weigh_cell(*layer.layers))  # noqa: SLF001  (thinc has no setter)


def _run(session: Any, rows: Numbers, **weights: Numbers) -> Any:
    """What a network with one output makes of rows. A single one would go through another routine, with other roundings."""
    several = rows if len(rows) > 1 else np.repeat(rows, 2, axis=0)
    return session.run(None, {"rows": np.ascontiguousarray(several), **weights})[0][: len(rows)]


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


def _weigh_cell(maxout: Any, norm: Any) -> dict[str, Numbers]:
    """The weights of a cell: the largest of some products for each number, then all numbers of a row evened out."""
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    return {
        "weights": np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])),
        "bias": np.ascontiguousarray(bias.T.reshape(-1)),
        "scale": norm.get_param("G"),
        "shift": norm.get_param("b"),
    }


def _read_cell(
    weights: dict[str, Numbers], _model: Any, rows: Numbers, **_: bool
) -> tuple[Numbers, Callable[..., Any]]:
    """A cell's rows, and what would learn from them, as a layer of thinc gives both."""
    pieces = len(weights["weights"]) // len(weights["scale"])
    if not len(rows):
        return np.zeros((0, len(weights["scale"])), np.float32), _learn_nothing
    return _run(_load_cell(pieces), rows, **weights), _learn_nothing


def _learn_nothing(*_: Any) -> Any:
    raise NotImplementedError("the networks only read here")


@lru_cache(maxsize=1)
def _load_product() -> Any:
    """A network of one product, loaded once in each process."""
    return _load([_product("rows", "weights", "made")], {"rows": "nk", "weights": "mk"}, {"made": "nm"})


@lru_cache(maxsize=4)
def _load_cell(pieces: int) -> Any:
    """A network of one cell with so many products for each number, loaded once in each process."""
    parts = [f"part_{number}" for number in range(pieces)]
    nodes = [
        _product("rows", "weights", "products"),
        _node("Add", ["products", "bias"], ["sums"]),
        _node("Split", ["sums"], parts, axis=1),
        _node("Max", parts, ["largest"]),
        _node("LayerNormalization", ["largest", "scale", "shift"], ["made"], axis=1, epsilon=EPSILON),
    ]
    given = {"rows": "nk", "weights": "mk", "bias": "m", "scale": "w", "shift": "w"}
    return _load(nodes, given, {"made": "nw"})


def _load(nodes: Sequence[bytes], given: dict[str, str], made: dict[str, str]) -> Any:
    """A network of some nodes; of what is ``given`` and ``made`` each letter names the size of a dimension.

    Its ONNX file is written field by field (onnx.proto of https://github.com/onnx/onnx): no package is needed for a few names.
    """
    import onnxruntime

    graph = b"".join(_field(1, node) for node in nodes) + _field(2, b"network")
    graph += b"".join(_field(11, _tensor(*one)) for one in given.items())
    graph += b"".join(_field(12, _tensor(*one)) for one in made.items())
    network = _field(1, 8) + _field(7, graph) + _field(8, _field(1, b"") + _field(2, 17))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _product(rows: str, weights: str, made: str) -> bytes:
    """Rows by weights, over the columns of both."""
    return _node("Gemm", [rows, weights], [made], transB=1)


def _node(operation: str, given: Sequence[str], made: Sequence[str], **attributes: float) -> bytes:
    fields = [_field(1, name.encode()) for name in given] + [_field(2, name.encode()) for name in made]
    fields.append(_field(4, operation.encode()))
    for name, value in attributes.items():
        told = _field(3, value) + _field(20, WHOLE) if isinstance(value, int) else _float(2, value) + _field(20, NUMBER)
        fields.append(_field(5, _field(1, name.encode()) + told))
    return b"".join(fields)


def _tensor(name: str, sizes: str) -> bytes:
    """The declaration of numbers of any size."""
    shape = b"".join(_field(1, _field(2, size.encode())) for size in sizes)
    return _field(1, name.encode()) + _field(2, _field(1, _field(1, FLOAT) + _field(2, shape)))


def _field(number: int, value: int | bytes) -> bytes:
    """A field of a protocol buffer."""
    if isinstance(value, int):
        return _varying(number << 3) + _varying(value)
    return _varying(number << 3 | 2) + _varying(len(value)) + value


def _float(number: int, value: float) -> bytes:
    return _varying(number << 3 | 5) + np.float32(value).tobytes()


def _varying(number: int) -> bytes:
    """A whole number in as many bytes as it needs, seven bits in each."""
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])
