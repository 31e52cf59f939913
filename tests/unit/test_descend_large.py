"""Families too large for weighing everybody against everybody, and the cheapest tree over lists of edges."""

from dataclasses import replace

import numpy as np
from benchmarks.descent_growth import plant_story

from stemma.descend import infer_descent
from stemma.descend.cost import Node
from stemma.descend.near import nearest
from stemma.descend.tree import arborescence
from stemma.settings import DescendSettings

FEW = DescendSettings(most_neighbours=2)


def node(place, grams, size, **more):
    """A text of these grams of a family's vocabulary."""
    has = np.zeros(size + 1, np.bool_)
    has[grams] = True
    plain = np.array(grams, np.int32)
    return Node(place, plain, np.zeros(len(grams), np.bool_), np.zeros(len(grams), np.int32), has, **more)


def test_in_a_small_family_everybody_is_a_neighbour():
    assert nearest([node(i, [0, 1, 2], 3) for i in range(4)], FEW) is None


def test_neighbours_are_those_who_share_most_and_go_both_ways():
    nodes = [node(i, list(range(10 * (i // 3), 10 * (i // 3) + 10)), 20) for i in range(6)]
    assert nearest(nodes, FEW) == [[1, 2], [0, 2], [0, 1], [4, 5], [3, 5], [3, 4]]


def test_the_house_that_a_report_credits_is_its_neighbour_however_little_they_share():
    nodes = [node(i, list(range(10 * (i // 3), 10 * (i // 3) + 10)), 20) for i in range(6)]
    nodes[0] = replace(nodes[0], credits=("The Bay Herald",))
    nodes[5] = replace(nodes[5], outlet="Bay Herald")
    near = nearest(nodes, FEW)
    assert near is not None
    assert 5 in near[0]
    assert 0 in near[5]


def test_a_family_of_many_has_nearly_the_descents_that_it_has_where_all_are_weighed():
    story = plant_story(11, 40)
    found, every = (
        {(r["parent"], r["child"]) for r in infer_descent(story, settings=settings).descents.to_pylist()}
        for settings in (DescendSettings(most_neighbours=12), DescendSettings())
    )
    assert len(found & every) >= 0.9 * len(every)


def test_the_order_of_a_large_pile_changes_nothing():
    story = plant_story(12, 30)
    settings = DescendSettings(most_neighbours=8)
    one, other = (infer_descent(pile, settings=settings) for pile in (story, story[::-1]))
    assert one.descents.equals(other.descents)
    assert one.rivals.equals(other.rivals)


def test_the_cheapest_tree_breaks_the_cheaper_ring():
    edges = [(0, 1, 10.0), (0, 2, 8.0), (0, 3, 20.0), (1, 2, 1.0), (2, 1, 1.5), (2, 3, 1.0), (3, 1, 0.5)]
    assert arborescence(4, edges) == [-1, 3, 0, 2]


def test_ties_go_to_the_lower_parent_and_no_node_to_no_tree():
    assert arborescence(3, [(0, 1, 1.0), (0, 2, 9.0), (1, 2, 9.0)]) == [-1, 0, 0]
    assert arborescence(1, []) == [-1]
    assert arborescence(0, []) == []
