"""Properties of names and places: spans inside the text, figures in range, no order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.name import find_entities, find_places, match_names
from stemma.name.keys import skeleton, spelling_key

WORDS = st.sampled_from(
    [
        "the",
        "of",
        "in",
        "near",
        "said",
        "town",
        "Lisbon",
        "Peru",
        "Norwegian",
        "U.S.",
        "al-Raqqa",
        "St.",
        "Georgia,",
        "(ILC)",
        "Holt",
        "Anna",
        "Lorn",
        "Council's",
        "12",
        "—",
        "“",
        "”",
        "\n",
        ".",
        ",",
        "🙂",
    ]
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80)
NAMES = st.text(max_size=30) | st.lists(WORDS, max_size=4).map(" ".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_places_stand_in_order_inside_the_text(text: str) -> None:
    end = 0
    for place in find_places(text):
        assert end <= place.begin < place.end <= len(text)
        assert not text[place.begin].isspace()
        end = place.end


@given(NAMES, NAMES, st.sampled_from([None, "person", "organisation", "place", "group", "other"]))
@settings(max_examples=200, deadline=None)
def test_matching_is_a_figure_without_direction(one: str, other: str, kind: str | None) -> None:
    figure = match_names(one, other, kind)
    assert 0.0 <= figure <= 1.0
    assert figure == match_names(other, one, kind)


@given(NAMES)
@settings(max_examples=150, deadline=None)
def test_keys_are_stable_under_case_and_blanks(name: str) -> None:
    if name.isascii():
        assert spelling_key(name.upper().lower()) == spelling_key(name.lower())
        assert skeleton(f" {name.lower()} ") == skeleton(name.lower())


@given(st.lists(TEXTS, min_size=1, max_size=3), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_entities_do_not_depend_on_the_order_of_reports(texts: list[str], chance: object) -> None:
    reports = [{"id": f"r{i}", "text": text, "outlet": "Lorn Post"} for i, text in enumerate(texts)]
    shuffled = list(reports)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = find_entities(reports), find_entities(shuffled)
    assert one.entities.equals(other.entities)
    assert one.mentions.equals(other.mentions)
    assert one.names.equals(other.names)
    known = {report["id"]: len(report["text"]) for report in reports}
    entities = set(one.entities["entity_id"].to_pylist())
    for mention in one.mentions.to_pylist():
        assert 0 <= mention["begin"] < mention["end"] <= known[mention["report_id"]]
        assert mention["entity_id"] in entities
