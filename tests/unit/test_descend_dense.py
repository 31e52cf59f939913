"""Trees of texts that were copied out by hand, every copy different all over; the texts are made here."""

import random

from stemma.descend import infer_descent
from stemma.descend.dense import dense_tree
from stemma.descend.places import align, find_places, is_dense
from stemma.descend.tree import NO_PARENT
from stemma.settings import DescendSettings

SYLLABLES = [
    "bar",
    "del",
    "fin",
    "gos",
    "hul",
    "kem",
    "lor",
    "mav",
    "nis",
    "pol",
    "rud",
    "sat",
    "tev",
    "wim",
    "yar",
    "zon",
]
SETTINGS = DescendSettings()


def first_text(words=240, seed="first"):
    dice = random.Random(seed)
    made = ["".join(dice.choices(SYLLABLES, k=dice.choice([1, 2, 2, 3]))) for _ in range(words)]
    return [word + ("." if i % 13 == 12 else "," if i % 7 == 6 else "") for i, word in enumerate(made)]


def copy(text, name, changes=9, mends=()):
    """A copy with words altered at places that the name decides; ``mends`` gives words back as they were first."""
    dice = random.Random(name)
    made = list(text)
    for place in dice.sample(range(len(made)), changes):
        made[place] = "".join(dice.choices(SYLLABLES, k=2))
    for place, word in mends:
        made[place] = word
    return made


def reports(texts, **more):
    return [{"id": name, "text": " ".join(words), **more} for name, words in texts.items()]


def links(stemma):
    return {frozenset((row["parent"], row["child"])) for row in stemma.descents.to_pylist()}


def parents(stemma):
    return {row["child"]: row["parent"] for row in stemma.descents.to_pylist()}


def tradition():
    """anna is copied by bert and carl, bert by dora and emil, carl by finn."""
    texts = {"anna": first_text()}
    for child, parent in (("bert", "anna"), ("carl", "anna"), ("dora", "bert"), ("emil", "bert"), ("finn", "carl")):
        texts[child] = copy(texts[parent], child)
    return texts


CHAIN = {
    frozenset(pair)
    for pair in (("anna", "bert"), ("anna", "carl"), ("bert", "dora"), ("bert", "emil"), ("carl", "finn"))
}


def test_copies_that_were_copied_again_stand_inside_the_tree():
    assert links(infer_descent(reports(tradition()))) == CHAIN


def test_the_order_of_reports_changes_nothing():
    given = reports(tradition())
    for name in ("descents", "witnesses", "rivals", "lost_texts"):
        one, other = (getattr(infer_descent(pile), name) for pile in (given, given[::-1]))
        assert one.equals(other)


def test_a_text_that_is_lost_is_put_in_where_three_copies_meet():
    texts = tradition()
    del texts["bert"]
    texts["gero"] = copy(copy(tradition()["bert"], "gero"), "gero again", 3)
    found = parents(infer_descent(reports(texts)))
    stemma = infer_descent(reports(texts))
    lost = [row["witness_id"] for row in stemma.witnesses.to_pylist() if row["report_id"] is None]
    assert len(lost) == 1
    near = {next(iter(link - {lost[0]})) for link in links(stemma) if lost[0] in link}
    assert near == {"anna", "dora", "emil", "gero"}
    assert "finn" in found


def test_marks_and_capitals_tell_copies_apart_where_words_hardly_do():
    text = first_text()
    marked = [word.rstrip(".,") + ";" if i % 17 == 3 else word for i, word in enumerate(text)]
    texts = {"anna": copy(text, "anna", 4), "bert": copy(text, "bert", 4)}
    texts |= {"carl": copy(marked, "carl", 4), "dora": copy(marked, "dora", 4)}
    order = sorted(texts)
    aligned = align([(" ".join(texts[name]), [(0, len(" ".join(texts[name])))]) for name in order])
    places = find_places(aligned, SETTINGS)
    count = len(order)
    tree, _ = dense_tree(places, _no_prior(count), SETTINGS)
    # Between the two with the new marks and the two without is the longest way.
    ways = _distances(tree)
    assert ways[0, 1] < ways[0, 2]
    assert ways[2, 3] < ways[1, 3]


def test_a_slip_that_a_copyist_mends_does_not_make_the_model_a_mere_sibling():
    first = first_text()
    model = copy(first, "model", 8)
    slips = {
        place: first[place].replace("a", "x").replace("o", "x").replace("i", "x").replace("u", "x").replace("e", "x")
        for place in range(1, 200, 60)
    }
    slipped = [slips.get(place, word) for place, word in enumerate(model)]
    mended = [(place, first[place]) for place in slips]
    texts = {"anna": first, "bert": slipped}
    for turn, name in enumerate(("carl", "dora", "emil")):
        texts[name] = copy(slipped, name, 8, [mended[turn], mended[turn + 1]])
    assert {frozenset(("bert", name)) for name in ("anna", "carl", "dora", "emil")} == links(
        infer_descent(reports(texts))
    )


def test_dates_are_heeded():
    texts = tradition()
    days = dict(zip(["finn", "carl", "anna", "bert", "dora", "emil"], range(1, 7), strict=True))
    given = [
        {"id": name, "text": " ".join(words), "published": f"2031-05-{days[name]:02}T00:00:00Z"}
        for name, words in texts.items()
    ]
    stemma = infer_descent(given)
    assert links(stemma) == CHAIN
    assert parents(stemma).get("finn") is None


def test_texts_with_the_same_words_or_of_other_lengths_are_no_dense_tradition():
    text = first_text()
    whole = " ".join(text)
    cut = " ".join(text[:120])
    for pile in ([whole] * 5, [whole, whole, whole, cut, cut], [" ".join(copy(text, str(i)))[:300] for i in range(5)]):
        aligned = align([(words, [(0, len(words))]) for words in pile])
        assert not is_dense(aligned.word, SETTINGS)
    dense = [" ".join(copy(text, str(i))) for i in range(5)]
    assert is_dense(align([(words, [(0, len(words))]) for words in dense]).word, SETTINGS)


def test_a_tree_is_whole_whatever_the_texts():
    piles = [
        ["", "", ""],
        ["one", "two", "three", "four"],
        [" ".join(first_text(120, str(i))) for i in range(4)],
        ["\x00 \u200b", "…", "🦜 🦜", "word " * 150],
    ]
    for pile in piles:
        count = len(pile)
        places = find_places(align([(words, [(0, len(words))]) for words in pile]), SETTINGS)
        tree, _ = dense_tree(places, _no_prior(count), SETTINGS)
        assert set(range(count)) <= tree.keys()
        assert sum(parent == NO_PARENT for parent in tree.values()) == 1
        assert all(sum(p == lost for p in tree.values()) >= 2 for lost in tree if lost >= count)
        assert len(_distances(tree)) == len(tree) ** 2


def _no_prior(count):
    import numpy as np

    return np.zeros((count + 1, count + 1))


def _distances(tree):
    def path(node):
        made = [node]
        while tree[made[-1]] != NO_PARENT:
            made.append(tree[made[-1]])
        return made

    found = {}
    for one in tree:
        for other in tree:
            a, b = path(one), path(other)
            found[one, other] = len(set(a) ^ set(b))
    return found
