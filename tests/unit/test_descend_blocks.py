"""Reports put together from several: whole blocks of sentences from each, and what is no such thing."""

import pytest

from stemma.descend import infer_descent
from stemma.descend.blocks import split

AGENCY = [
    "The harbour board of Ardenholm closed its two northern quays on Tuesday after divers found cracks in eleven of the old piles.",
    "Board chairwoman Mira Castellan told a crowded meeting that repairs would take until the autumn and cost nine million crowns.",
    "Fishermen who land their catch at the quays have been asked to use the container terminal across the bay in the meantime.",
    "Their union called the offer useless because the terminal has neither ice nor scales and stands nine kilometres from the hall.",
    "The cracks were first reported by a schoolboy who photographed them from a rowing boat during the low water of last August.",
    "An earlier inspection, paid for by the province, had declared the whole harbour sound for at least another twenty years.",
    "The provincial engineer who signed that inspection retired in March and could not be reached at his home in Lanthorpe.",
    "Surveyors have begun to measure the older breakwater as well although the board had put off that work for three winters.",
    "A retired judge will hear both sides in the schoolhouse at Ostby and has promised to say by midsummer who has to pay.",
    "Until then the divers sleep in tents beside the brickyard and are paid by the furlong, which they say is a poor bargain.",
]
FIRST = [("crowded", "packed"), ("asked", "told"), ("useless", "worthless"), ("first", "initially"), ("earlier", "older"),
         ("signed", "approved"), ("measure", "chart"), ("hear", "listen to"), ("sleep", "stay")]  # fmt: skip
SECOND = [("closed", "shut"), ("repairs", "mending"), ("catch", "fish"), ("offer", "proposal"), ("reported", "noticed"),
          ("declared", "called"), ("retired in", "left in"), ("begun", "started"), ("promised", "vowed"), ("poor", "bad")]  # fmt: skip


def edited(sentences, swaps):
    made = []
    for sentence in sentences:
        for old, new in swaps:
            sentence = sentence.replace(f" {old} ", f" {new} ", 1)
        made.append(sentence)
    return made


def report(name, sentences):
    return {"id": name, "text": "\n\n".join(sentences)}


def parents(reports, child):
    return {row["parent"] for row in infer_descent(reports).descents.to_pylist() if row["child"] == child}


@pytest.fixture
def copies():
    return [
        {**report("agency", AGENCY), "outlet": "Reuters"},
        report("first", edited(AGENCY[:8], FIRST)),
        report("second", edited(AGENCY[3:], SECOND)),
    ]


def test_a_report_put_together_from_two_copies_of_one_text_has_both_for_parents(copies):
    both = edited(AGENCY[:4], FIRST) + edited(AGENCY[6:], SECOND)
    assert parents([*copies, report("both", both)], "both") == {"first", "second"}


def test_a_copy_goes_over_from_its_own_source_to_another_copy_of_it(copies):
    rewritten = edited(AGENCY[1:], FIRST + SECOND)
    reports = [
        copies[0],
        {**report("rewritten", rewritten), "published": "2021-05-03T09:00:00+00:00"},
        {**report("both", AGENCY[:2] + rewritten[4:]), "published": "2021-05-03T21:00:00+00:00"},
    ]
    assert parents(reports, "both") == {"agency", "rewritten"}


def test_a_copy_that_hits_upon_single_words_of_another_here_and_there_has_one_parent(copies):
    here_and_there = AGENCY[:9]
    for place in (1, 4, 7):
        here_and_there[place] = edited(AGENCY, FIRST)[place]
    assert parents([*copies, report("other", here_and_there)], "other") == {"agency"}


def test_a_copy_that_alters_every_sentence_hits_upon_the_words_of_others_by_chance(copies):
    own = [("told", "assured"), ("asked", "begged"), ("whole", "entire"), ("could not", "cannot"), ("although", "though"),
           ("both", "the two"), ("brickyard", "kiln"), ("nine", "some nine"), ("twenty", "20")]  # fmt: skip
    both = edited(AGENCY[:4], FIRST) + edited(AGENCY[6:], SECOND)
    altered = edited(both, own)
    assert all(one != other for one, other in zip(both[1:], altered[1:], strict=True))
    assert parents([*copies, report("both", altered)], "both") == {"agency"}


def test_of_two_that_a_report_may_be_from_the_one_that_has_its_headline_is_the_likelier():
    texts = {"one": AGENCY, "two": AGENCY, "copy": AGENCY[:6]}
    for source in ("one", "two"):
        reports = [report(name, text) for name, text in texts.items()]
        for row in reports:
            own = row["id"] in (source, "copy")
            row["title"] = "Cracks found: two quays shut" if own else f"Divers at work in {row['id']} harbours"
        found = infer_descent(reports).descents.to_pylist()
        (told,) = [row for row in found if row["child"] == "copy"]
        assert told["parent"] == source
        assert "Both stand under the same headline." in told["reasons"]


def test_a_headline_of_few_words_says_nothing(copies):
    bare = infer_descent(copies).descents.to_pylist()
    titled = infer_descent([{**row, "title": "Harbour closed"} for row in copies]).descents.to_pylist()
    told = ("parent", "child", "confidence")
    assert [[row[name] for name in told] for row in titled] == [[row[name] for name in told] for row in bare]
    assert not any("headline" in reason for row in titled for reason in row["reasons"])


def test_a_report_that_has_the_headline_of_another_is_rather_a_copy_of_one(copies):
    both = edited(AGENCY[:3], FIRST) + AGENCY[3:4] + edited(AGENCY[5:9], SECOND)
    own = {**report("both", both), "title": "Schoolboy saw the cracks from his boat"}
    assert parents([*copies, own], "both") == {"first", "second"}
    copies[0]["title"] = own["title"]
    assert len(parents([*copies, own], "both")) == 1


def test_a_copy_of_what_a_report_has_from_a_lost_source_that_it_names_is_a_copy_of_that_source():
    named = [*AGENCY, "Source: Reuters"]
    reports = [
        {**report("named", named), "outlet": "Bay Herald"},
        {**report("other", AGENCY[:7]), "outlet": "Dune Post"},
    ]
    stemma = infer_descent(reports)
    lost = {row["witness_id"] for row in stemma.witnesses.to_pylist() if row["report_id"] is None}
    assert len(lost) == 1
    assert {(row["parent"], row["child"]) for row in stemma.descents.to_pylist()} == {
        (*lost, "named"),
        (*lost, "other"),
    }


def test_blocks_are_as_long_as_what_a_change_costs_has_them():
    costs = [[0.0, 0.0, 0.0, 2.0, 2.0, 2.0], [2.0, 2.0, 2.0, 0.0, 0.0, 0.0]]
    assert split(costs, 1.0) == (1.0, [0, 0, 0, 1, 1, 1])
    assert split(costs, 7.0) == (6.0, [0] * 6)


def test_one_sentence_in_the_middle_does_not_pay_for_two_changes():
    costs = [[0.0, 2.0, 0.0], [9.0, 0.0, 9.0]]
    assert split(costs, 1.5) == (2.0, [0, 0, 0])
    assert split(costs, 0.5) == (1.0, [0, 1, 0])


def test_where_all_cost_the_same_all_is_from_the_first():
    assert split([[1.0, 1.0], [1.0, 1.0]], 0.5) == (2.0, [0, 0])
