"""The family tree as a graph for other tools: GEXF 1.3, the same graph as the GraphML."""

import xml.etree.ElementTree as ET

import pytest
from page_made import LOST, made_case, rows_of_reports

from stemma.export import gexf, graphml

GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return made_case(tmp_path_factory.mktemp("graphs")).story("1")


@pytest.fixture(scope="module")
def root(story):
    return ET.fromstring(gexf(story))


def values(element):
    return {v.get("for"): v.get("value") for v in element.iter(f"{GEXF}attvalue")}


def test_gexf_is_built_as_its_schema_asks(root):
    assert root.tag == f"{GEXF}gexf"
    assert root.get("version") == "1.3"
    graph = root.find(f"{GEXF}graph")
    assert graph.get("defaultedgetype") == "directed"
    assert [child.tag.removeprefix(GEXF) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    for kind, part in (("node", "nodes"), ("edge", "edges")):
        (declared,) = [one for one in graph.iter(f"{GEXF}attributes") if one.get("class") == kind]
        names = [one.get("id") for one in declared]
        assert len(names) == len(set(names))
        assert {one.get("type") for one in declared} <= {"string", "double"}
        for element in graph.find(f"{GEXF}{part}"):
            assert set(values(element)) <= set(names)


def test_every_witness_is_a_node_and_every_descent_an_edge(root):
    nodes = {node.get("id"): node for node in root.iter(f"{GEXF}node")}
    assert set(nodes) == {"r1", "r2", "r3", "r4", LOST}
    assert nodes["r1"].get("label") == "Basin Herald"
    assert values(nodes["r1"]) == {"type": "report", "report_id": "r1"}
    assert values(nodes[LOST]) == {"type": "lost", "agency": "Quaynews"}
    edges = list(root.iter(f"{GEXF}edge"))
    assert len({edge.get("id") for edge in edges}) == len(edges)
    told = {(edge.get("source"), edge.get("target")): values(edge) for edge in edges}
    for row in rows_of_reports()["descents"]:
        one = told.pop((row["parent"], row["child"]))
        assert (float(one["confidence"]), float(one["share"])) == (row["confidence"], row["share"])
        assert (one["direction"], one["by"], one["part"]) == (row["direction"], "passages", "text")
        assert one["reasons"] == row["reasons"][0]
    assert not told


def test_graphml_holds_the_same_graph(story, root):
    other = ET.fromstring(graphml(story))
    assert {n.get("id") for n in other.iter(f"{GRAPHML}node")} == {n.get("id") for n in root.iter(f"{GEXF}node")}
    ends = {(e.get("source"), e.get("target")) for e in other.iter(f"{GRAPHML}edge")}
    assert ends == {(e.get("source"), e.get("target")) for e in root.iter(f"{GEXF}edge")}


def test_signs_that_xml_cannot_hold_are_left_out(tmp_path):
    hostile = made_case(tmp_path).story("2")
    assert [n.get("id") for n in ET.fromstring(gexf(hostile)).iter(f"{GEXF}node")] == ["x1"]
    assert ET.fromstring(graphml(hostile)) is not None
