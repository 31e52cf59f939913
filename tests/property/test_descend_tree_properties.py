"""The cheapest tree is as cheap as any that is found by trying all."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.descend.tree import NO_PARENT, arborescence

COSTS = st.one_of(st.none(), st.integers(0, 9))


def reaches_root(parents, node):
    seen = set()
    while node and node not in seen:
        seen.add(node)
        node = parents[node]
    return node == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=4), st.data())
def test_no_tree_is_cheaper(afresh, data):
    size = len(afresh) + 1
    costs = {(0, child + 1): float(cost) for child, cost in enumerate(afresh)}
    for parent, child in product(range(1, size), repeat=2):
        cost = data.draw(COSTS)
        if parent != child and cost is not None:
            costs[parent, child] = float(cost)
    parents = arborescence(size, [(parent, child, cost) for (parent, child), cost in costs.items()])
    assert parents[0] == NO_PARENT
    assert all(reaches_root(parents, node) for node in range(1, size))
    total = sum(costs[parents[node], node] for node in range(1, size))
    for choice in product(range(size), repeat=size - 1):
        tried = [NO_PARENT, *choice]
        if all((tried[n], n) in costs and reaches_root(tried, n) for n in range(1, size)):
            assert total <= sum(costs[tried[n], n] for n in range(1, size))
