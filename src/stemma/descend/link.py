"""One parent and one child of a family, before it is put into words and rows."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Link(NamedTuple):
    """``parent`` and ``child`` are nodes of the family; ``main`` marks the tree's own; ``has`` the grams handed on."""

    parent: int
    child: int
    main: bool
    has: NDArray[np.bool_]
