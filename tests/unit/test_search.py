"""Search: words, phrases, what is shown, and odd queries."""

import pytest

from stemma import schema
from stemma.errors import UsageError
from stemma.search import build_index, search_index, update_index


@pytest.fixture
def index(tmp_path):
    texts = {
        "a": "The harbour board met on Monday. Nobody spoke of the old lighthouse.",
        "b": "A lighthouse keeper's tale; the board was not asked.",
        "c": "Café prices rose again.",
    }
    rows = [
        {"report_id": key, "outlet": f"{key}.example", "title": key.upper(), "text": text}
        for key, text in texts.items()
    ]
    build_index(schema.table("reports", rows), tmp_path / "search.sqlite")
    return tmp_path / "search.sqlite"


def found(index, words):
    return set(search_index(index, words, 10).column("report_id").to_pylist())


def test_all_words_must_stand_in_the_report(index):
    assert found(index, "board lighthouse") == {"a", "b"}
    assert found(index, "harbour lighthouse") == {"a"}


def test_a_phrase_stands_together(index):
    assert found(index, '"old lighthouse"') == {"a"}
    assert found(index, "“lighthouse keeper”") == {"b"}


def test_accents_and_case_do_not_matter(index):
    assert found(index, "CAFE") == {"c"}


def test_the_span_opens_the_words_that_were_found(index):
    row = search_index(index, "lighthouse harbour", 10).to_pylist()[0]
    text = "The harbour board met on Monday. Nobody spoke of the old lighthouse."
    assert text[row["begin"] : row["end"]].lower() in {"harbour", "lighthouse"}


@pytest.mark.parametrize("odd", ["NEAR(board", "lighth* OR", "board AND", "- board -", "';--board", "text:board"])
def test_signs_of_a_query_language_are_plain_words(index, odd):
    assert found(index, odd) <= {"a", "b"}


@pytest.mark.parametrize("empty", ["  ", '"', "- -", "';--"])
def test_an_empty_query_is_refused(index, empty):
    with pytest.raises(UsageError, match="nothing to search for"):
        search_index(index, empty, 10)


def test_an_index_brought_up_to_date_answers_as_one_made_anew(tmp_path):
    texts = {
        "a": "The harbour board met on Monday. The harbour was calm.",
        "b": "A lighthouse keeper's tale; the board was not asked, the harbour neither.",
        "c": "The board of the lighthouse harbour board.",
        "d": "Nothing of the kind.",
    }

    def table(names):
        return schema.table("reports", [{"report_id": n, "title": n.upper(), "text": texts[n]} for n in names])

    build_index(table("abd"), tmp_path / "first.sqlite")
    for after, gone, new in [("abcd", "", "c"), ("bc", "ad", "c"), ("abd", "", ""), ("abd", "b", "b"), ("", "abd", "")]:
        build_index(table(after), tmp_path / "anew.sqlite")
        update_index(tmp_path / "first.sqlite", set(gone), table(new), tmp_path / "grown.sqlite")
        for words in ("harbour", "board", "lighthouse board", '"harbour board"', "nothing"):
            one, other = (search_index(tmp_path / f"{kind}.sqlite", words, 10) for kind in ("anew", "grown"))
            assert one.equals(other), (after, words)


def test_the_words_around_what_is_found_are_whole(tmp_path):
    text = " ".join(f"lantern{number}" for number in range(40)) + " harbour " + " ".join(["quayside"] * 40)
    build_index(schema.table("reports", [{"report_id": "a", "title": "A", "text": text}]), tmp_path / "i.sqlite")
    (row,) = search_index(tmp_path / "i.sqlite", "harbour", 5).to_pylist()
    assert "harbour" in row["words"]
    assert set(row["words"].split()) <= set(text.split())
    text = "x" * 300 + "harbour"  # a word without an end is cut all the same
    build_index(
        schema.table("reports", [{"report_id": "a", "title": "A", "text": f"harbour {text}"}]), tmp_path / "j.sqlite"
    )
    (row,) = search_index(tmp_path / "j.sqlite", "harbour", 5).to_pylist()
    assert len(row["words"]) < 300
