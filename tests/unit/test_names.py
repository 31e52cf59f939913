"""Names matched: the line of 0.5 for persons, bodies, places and groups."""

import pytest
from benchmarks.names import score

from stemma.errors import UsageError
from stemma.name import match_names

SAME = [
    ("Oleg Trevanov", "Oleg Trevanof", "person"),
    ("Trevanov, Oleg", "Oleg Trevanov", "person"),
    ("Maj. Gen. Oleg Trevanov", "Oleg Trevanov", "person"),
    ("Trevanov", "Oleg Trevanov", "person"),
    ("O. Trevanov", "Oleg Trevanov", "person"),
    ("Bill Marrow", "William Marrow", "person"),
    ("Олег Треванов", "Oleg Trevanov", "person"),
    ("Anna-Maria Holt", "Anna Maria Holt", "person"),
    ("Mohammed al-Tarifi", "Muhammad Tarifi", "person"),
    ("International Lorn Council", "ILC", "organisation"),
    ("Lorn Shipping Ltd", "Lorn Shipping Limited", "organisation"),
    ("OOO Lornflot", "Lornflot LLC", "organisation"),
    ("First Lorn Bank", "1st Lorn Bank", "organisation"),
    ("Bank of Lorn", "Lorn Bank", "organisation"),
    ("Lisbon", "Lisboa", "place"),
    ("Qashmir al-Zur", "Qashmir az-Zawr", "place"),
    ("North Atlantic Treaty Organization", "NATO", "organisation"),
]
APART = [
    ("Anna Holt", "Peter Holt", "person"),
    ("Anna Holt", "Anna Varga", "person"),
    ("Anna", "Anna Holt", "person"),
    ("Karim bin Salim", "Salim bin Karim", "person"),
    ("Lorn Shipping", "Lorn Fishing", "organisation"),
    ("4th Lorn Brigade", "5th Lorn Brigade", "group"),
    ("Lornflot AG", "Lornflot GmbH", "organisation"),
    ("Homs", "Hama", "place"),
    ("North Lorn", "South Lorn", "place"),
    ("Washington", "Washington State", "place"),
    ("Red Banner", "Green Banner", "group"),
]


@pytest.mark.parametrize(("one", "other", "kind"), SAME)
def test_the_same(one: str, other: str, kind: str) -> None:
    assert match_names(one, other, kind) >= 0.5


@pytest.mark.parametrize(("one", "other", "kind"), APART)
def test_apart(one: str, other: str, kind: str) -> None:
    assert match_names(one, other, kind) < 0.5


def test_the_kind_is_told_from_the_names() -> None:
    assert match_names("Anna Holt", "Anna Hollt") >= 0.5
    assert match_names("Lorn Trading Ltd", "Lorn Trading Limited") >= 0.5
    assert match_names("Lisbon", "Lisboa") >= 0.5
    assert match_names("Oslo", "Bergen") < 0.5


def test_equal_empty_and_odd_names() -> None:
    assert match_names("Lorn", "LORN") == 1.0
    assert match_names("", "") == 0.0
    assert match_names("", "Lorn") == 0.0
    assert match_names("🙂", "🙂") == 1.0


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="no kind of name"):
        match_names("a", "b", "river")


def test_the_measure() -> None:
    figures = score([(0.9, True), (0.4, True), (0.6, False), (0.1, False)])
    assert figures == {"precision": 0.5, "recall": 0.5, "f1": pytest.approx(0.5)}
