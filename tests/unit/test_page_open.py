"""The page says no more than the tables support: what is open is said to be open, who is named is whom the words name."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from page_made import LOST, OTHER, STORY, TEXTS, at, made_case, rows_of_reports, rows_of_words, write_case
from test_page import Page

from stemma.page import changes, differences, draw_stemma, names, phrasings, render_case
from stemma.page import map as maps
from stemma.page.claims import reference
from stemma.page.data import case_rows, story_rows
from stemma.page.differences import same_words
from stemma.page.names import only_shorter
from stemma.page.passages import marked_pair
from stemma.page.phrase import as_name
from stemma.page.summary import change_points, difference_points, several
from stemma.page.wordings import Change, stands_in, there


def rows():
    return rows_of_reports() | rows_of_words()


def words_of_page(tmp_path, given, name="made"):
    return Page(render_case(write_case(tmp_path / f"{name}.stemma", given))).words()


def test_a_claim_is_headed_by_whom_the_shown_words_name(tmp_path):
    given = rows()
    given["entities"].append({"entity_id": "e-office", "kind": "organisation", "name": "Harbour Office"})
    given["attributions"][0] |= {"speaker_id": "e-office", "source": [at("r1", "the office")]}
    words = words_of_page(tmp_path, given)
    assert "Harbour Office said Nobody has been hurt and the work takes four days" in words
    assert "Ada Renn said Nobody" not in words
    assert "a statement of the Harbour Office, here as Basin Herald has it" in words
    assert "Counted as one source with Harbour Office, which some of these reports give instead" in words


def test_a_statement_is_printed_where_all_of_it_is_what_is_said():
    """Not where its end is said by somebody else: "The jurors recommended thirty years"."""
    texts = {
        "a": "The jurors recommended thirty years.",
        "b": "The Ledger reports that jurors recommended thirty years.",
    }
    said = [
        {
            "report_id": key,
            "attribution_id": key,
            "source": [],
            "cue": [],
            "content": [{"begin": text.index(words), "end": len(text) - 1}],
        }
        for key, text, words in (("a", texts["a"], "thirty"), ("b", texts["b"], "that"))
    ]
    story = SimpleNamespace(text=texts.__getitem__, order=lambda key: key)
    shown = reference(story, {"statement": "jurors recommended thirty years"}, said)
    assert shown is not None
    assert shown["report_id"] == "b"


@pytest.mark.parametrize("source", ["They", "The keeper", ""])
def test_a_pronoun_that_nobody_could_resolve_is_whom_the_other_reports_name(tmp_path, source):
    given = rows()
    report = given["reports"][0]
    begin = len(report["text"]) + 2
    report["text"] += f"\n\n{source} left."
    given["blocks"][0]["end"] = len(report["text"])
    spans = [{"begin": begin, "end": begin + len(source)}] if source else []
    given["attributions"][0] |= {"speaker_id": None, "source": spans}
    assert "Ada Renn said Nobody has been hurt and the work takes four days" in words_of_page(tmp_path, given)


def test_a_body_called_after_whom_it_belongs_to_takes_no_article(tmp_path):
    given = rows()
    given["entities"].append({"entity_id": "e-office", "kind": "organisation", "name": "Ulmen's Harbour Office"})
    given["attributions"][0] |= {"speaker_id": "e-office", "source": [at("r1", "the office")]}
    words = words_of_page(tmp_path, given)
    assert "a statement of Ulmen's Harbour Office, here as" in words


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "headed"),
    [
        ("The keepers warned of it", "The keepers", "warned", "Ada Renn warned"),
        ("So said the keepers", "the keepers", "said", "Ada Renn said"),
        ("The keepers left, warning of it", "The keepers", "warning", "Ada Renn: “warning”"),
        ("The keepers’ fears are old", "The keepers", "fears", "Ada Renn: “fears”"),
        ("It grew on fears in the mill", "the mill", "fears", "Ada Renn: “fears”"),
        ("It is so according to the keepers", "the keepers", "according to", "Ada Renn: “according to”"),
    ],
)
def test_a_word_of_saying_follows_the_name_only_where_it_is_a_verb(tmp_path, sentence, source, cue, headed):
    given = rows()
    report = given["reports"][0]
    report["text"] += f"\n\n{sentence}."
    given["blocks"][0]["end"] = len(report["text"])
    spans = [(report["text"].rindex(words), len(words)) for words in (source, cue)]
    said, verb = ({"begin": begin, "end": begin + length} for begin, length in spans)
    given["attributions"][0] |= {"source": [said], "cue": [verb]}
    assert f"{headed} Nobody has been hurt" in words_of_page(tmp_path, given)


def test_sources_that_nobody_identifies_are_not_said_to_be_one(tmp_path):
    given = rows()
    for row in (*given["attributions"], *given["claims"]):
        row["speaker_id"] = None
    words = words_of_page(tmp_path, given)
    assert "who that is could not be told" in words
    assert "all give the same one" not in words
    # And no sentence at the head of the page rests on it.
    assert "a statement of" not in words


def test_several_who_are_not_named_are_not_counted_as_one_source(tmp_path):
    given = rows()
    for row in (*given["attributions"], *given["claims"]):
        row["speaker_id"] = None
    for row in given["attributions"]:
        row["source"] = []
    words = words_of_page(tmp_path, given)
    assert "at least 1 original source: nobody is named" in words
    assert "1 original source: who" not in words


def test_some_that_name_nobody_leave_that_open(tmp_path):
    given = rows()
    given["attributions"][1] |= {"speaker_id": None, "source": []}
    assert "all that can be told give the same one" in words_of_page(tmp_path, given)


def test_a_step_without_direction_shows_of_nobody_that_it_copied(tmp_path):
    words = words_of_page(tmp_path, rows())
    assert "Two of 4 reports have text from another; of one more it is open" in words


def test_a_doubtful_source_may_have_been_there(tmp_path):
    given = rows()
    for row in given["descents"]:
        row["confidence"] = 0.2
    words = words_of_page(tmp_path, given)
    assert "Quaynews’ report may have been there" in words
    assert "must have been there and" not in words


def test_what_may_have_copied_is_not_said_to_have_copied_nothing(tmp_path):
    given = rows()
    given["rivals"].append({"story_id": STORY, "parent": "r1", "child": "r4", "confidence": 0.4, "reasons": ["Alike."]})
    case = write_case(tmp_path / "open.stemma", given)
    words = Page(render_case(case)).words()
    assert "Whether Reed Gazette copied or was copied is open." in words
    assert "Reed Gazette is linked with none" not in words
    drawn = draw_stemma(case.story("1"))
    assert "copying open" in drawn
    assert "nothing shows that these copied" not in drawn
    assert "Linked with none: whether there was copying is open" in drawn


def test_words_in_which_the_copies_of_a_lost_text_differ_are_marked(tmp_path):
    html = render_case(made_case(tmp_path))
    part = html[html.index("What it must at least have held") :]
    part = part[: part.index("</details>")]
    assert '<mark class="differs">Ulmen</mark>' in part
    assert "which of them it had is open" in part


def test_a_piece_that_begins_or_ends_within_a_sentence_says_so(tmp_path):
    given = rows()
    given["variants"] = []
    begin, end = TEXTS["r1"].index("at Ulmen"), TEXTS["r1"].index(" on Tuesday")
    given["lost_texts"] = [{"witness_id": LOST, "position": 0, "report_id": "r1", "begin": begin, "end": end}]
    assert "… at Ulmen was shut … held by Basin Herald" in words_of_page(tmp_path, given)


def test_who_only_credits_a_lost_text_is_not_said_to_have_copied_it(tmp_path):
    given = rows()
    given["descents"][0] |= {"by": "credit", "share": 0.0}
    words = words_of_page(tmp_path, given)
    assert "copied by Lantern Post; credited by Basin Herald: which words it has from there is not known" in words


def test_a_share_of_a_lost_text_is_of_what_is_known_of_it(tmp_path):
    given = rows()
    given["descents"].append(
        {
            "story_id": STORY, "parent": "r4", "child": LOST, "share": 1.0, "confidence": 0.9, "by": "passages",
            "direction": "decided", "reasons": [],
        }
    )  # fmt: skip
    assert "100% of what is known of it" in words_of_page(tmp_path, given)


def test_who_was_first_is_open_where_no_direction_is_decided(tmp_path):
    given = rows()
    given["claim_attributions"] = [
        {"claim_id": "c1", "attribution_id": f"a-{key}", "line_id": "r2"} for key in ("r2", "r3")
    ]
    assert "Line 1: Lantern Post; whether it or another of these had the words first is open" in words_of_page(
        tmp_path, given
    )


def test_a_likely_step_that_leaves_a_count_open_is_not_called_open(tmp_path):
    given = rows()
    for row in given["descents"]:
        row["confidence"] = 0.7
    given["rivals"] = []
    words = words_of_page(tmp_path, given)
    assert "That Basin Herald has text from Quaynews’ report is likely, not sure; so it is with 2 other pairs" in words


def saga_rows():
    """The story of x1 with a passage of r1 in it, and a claim of the bridge that it carries."""
    given = rows()
    text = f"{TEXTS['r1'].splitlines()[0]} It was on Sunday or so, he said."
    next(row for row in given["reports"] if row["report_id"] == "x1").update(
        text=text, outlet="Park Letter", title="A letter", byline=None
    )
    given["blocks"] = [row for row in given["blocks"] if row["report_id"] != "x1"]
    given["mentions"] = [row for row in given["mentions"] if row["report_id"] != "x1"]
    given["attributions"] = [row for row in given["attributions"] if row["report_id"] != "x1"]
    given["claims"], given["skipped"] = given["claims"][:1], []
    span = {"begin": 0, "end": text.index(" It was")}
    given["attributions"].append({"attribution_id": "a-x", "report_id": "x1", "kind": "indirect", "content": [span]})
    given["claim_attributions"][-1] = {"claim_id": "c1", "attribution_id": "a-x", "line_id": "x1"}
    given["descents"].append(
        {
            "story_id": OTHER, "parent": "r1", "child": "x1", "share": 0.4, "confidence": 0.7, "by": "passages",
            "direction": "undecided", "reasons": ["They share a passage."],
        }
    )  # fmt: skip
    given["witnesses"].append({"story_id": OTHER, "witness_id": "r1", "report_id": "r1", "label": "r1"})
    given["descent_passages"].append(
        {"story_id": OTHER, "parent": "r1", "child": "x1", "child_begin": 0, "child_end": span["end"]}
    )
    sunday = text.index("Sunday")
    given["times"].append(
        {"time_id": "t-x", "report_id": "x1", "type": "DATE", "value": "XXXX-WXX-7", "begin": sunday, "end": sunday + 6}
    )
    return given


@pytest.fixture(scope="module")
def saga(tmp_path_factory):
    return render_case(write_case(tmp_path_factory.mktemp("saga") / "saga.stemma", saga_rows()))


def test_a_story_of_one_report_shows_what_it_shares(saga):
    part = Page(saga[saga.index('id="singles"') : saga.index('id="outlets"')]).words()
    assert "2.1 Park Letter and Basin Herald 40% of its words; confidence 0.70, likely; direction open" in part
    assert "They share a passage." in part
    assert "No day can be given (1)" in part


def test_a_story_leads_to_the_claims_of_others_that_it_carries(saga):
    part = saga[saga.index('id="singles"') : saga.index('id="outlets"')]
    assert "Claims of other stories that are carried here too (1)" in Page(part).words()
    assert 'href="#s1-claim-1"' in part
    page = Page(saga)
    assert not page.crossed
    assert not page.open


def test_what_a_side_lacks_has_a_sign(tmp_path):
    one, other = marked_pair("a fight with the Old Guard, above all", "a fight with the Guard, above all", gaps=True)
    assert [piece.text for piece in one if piece.role] == ["Old"]
    assert [piece.role for piece in other if piece.role] == ["gap"]
    one, other = marked_pair("a fight", "a fight at dawn", gaps=True)
    assert not [piece for piece in one if piece.role == "differs"]
    assert [piece.text for piece in other if piece.role] == ["at dawn"]


def test_only_kin_are_said_to_leave_out(tmp_path):
    given = rows()
    given["differences"][1]["sides"].append({"value": None, "report_id": "r4", "begin": None, "end": None})
    words = words_of_page(tmp_path, given)
    assert "Left out by: Mill Echo." in words
    assert "Nothing of it found in: Reed Gazette." in words


def test_the_same_readings_at_two_places_are_told_once(tmp_path):
    given = rows()
    twice = [row | {"site_id": "a4"} for row in given["variants"] if row["site_id"] == "a1"]
    given["variants"] += twice
    html = render_case(write_case(tmp_path / "twice.stemma", given))
    part = html[html.index('id="s1-words"') : html.index('id="s1-names"')]
    assert part.count('<li class="site"><div><span class="tag t-name">') == 1
    assert "at 2 places" in part


def test_a_country_and_its_people_are_no_two_names():
    assert only_shorter({"Varnia", "Varnian", "Varnians"})
    assert only_shorter({"Tolmak", "Tolmaki", "TOLMAK"})
    assert only_shorter({"Varnia", "Varnian", "Varnian Republic"})
    assert not only_shorter({"Odrava", "Odrova"})
    assert not only_shorter({"Varnia", "Northland"})
    assert not only_shorter({"Deir Tol", "Dayr Tol"})


def test_what_changed_as_time_passed_is_told_in_order_of_days(tmp_path):
    story = story_rows(write_case(tmp_path / "made.stemma", rows()).story("1"))
    sides = [
        {"value": "five", "report_id": "r2", **at("r2", "five")},
        {"value": "four", "report_id": "r1", **at("r1", "four")},
    ]
    row = {"update_id": "u", "story_id": STORY, "kind": "number", "subject": "days of work", "sides": sides}
    (change,) = changes.build(replace(story, tables={**story.tables, "updates": [row]}))
    assert [stage.value for stage in change.stages] == ["four", "five"]
    assert change.subject == "Days of work"
    (point,) = change_points(story, [change])
    assert point.text.startswith("Days of work: “four” (")
    assert ", then “five” (" in point.text
    assert change_points(story, []) == []
    assert changes.build(replace(story, tables={**story.tables, "updates": []})) == []


def test_what_is_put_otherwise_stands_side_by_side_and_names_do_not(tmp_path):
    given = rows()
    site = {"story_id": STORY, "site_id": "p1", "kind": "speech", "outlet": None}
    given["phrasings"] = [
        site | {"report_id": "r1", "reading": "said", **at("r1", "said")},
        site | {"report_id": "r2", "reading": "denied", **at("r2", "denied")},
        site | {"report_id": "r3", "reading": "", "begin": 10, "end": 10},
        site | {"site_id": "p2", "kind": "name", "report_id": "r1", "reading": "Ulmen", **at("r1", "Ulmen")},
        site | {"site_id": "p2", "kind": "name", "report_id": "r2", "reading": "Ulm-on-Sea", **at("r2", "Ulm-on-Sea")},
    ]
    case = write_case(tmp_path / "made.stemma", given)
    (kind,) = phrasings.build(story_rows(case.story("1")))
    ((one, other, nothing),) = kind.places
    assert kind.head == "Verbs of speech"
    assert [reading.words for reading in (one, other, nothing)] == ["said", "denied", ""]
    assert "".join(piece.text for piece in other.pieces if piece.role) == "denied"
    html = render_case(case)
    part = html[html.index('id="s1-otherwise"') : html.index('id="s1-names"')]
    assert part.count('<ul class="readings">') == 1
    assert '<b class="val">nothing</b>' in part
    assert 'id="s1-otherwise"' not in render_case(write_case(tmp_path / "none.stemma", rows()))


def test_what_stands_for_a_thing_without_naming_it_is_no_name_of_it(tmp_path):
    story = story_rows(write_case(tmp_path / "made.stemma", rows()).story("1"))
    more = [
        {"report_id": "r2", "entity_id": "e-ulmen", "form": "description", **at("r2", "the office")},
        {"report_id": "r3", "entity_id": "e-ulmen", "form": "pronoun", **at("r3", "It opens")},
    ]
    mentions = [*({**row, "form": "name"} for row in story.tables["mentions"]), *more]
    told = replace(story, tables={**story.tables, "mentions": mentions})
    (row,) = names.build(told).rows
    assert row.described == (("the office", (("Lantern Post", 1),)),)
    assert {name for cell in row.cells for name, _ in cell} == {"Ulmen", "Ulm-on-Sea"}
    (place,) = maps.places(told)
    assert {name for name, _ in place.names} == {"Ulmen", "Ulm-on-Sea"}


def test_a_report_that_has_both_names_is_not_told_to_have_one_only(tmp_path):
    given = rows()
    r2 = next(row for row in given["reports"] if row["report_id"] == "r2")
    begin = len(r2["text"]) + 1
    r2["text"] += " Ulmen is quiet."
    given["mentions"].append(
        {"mention_id": "m-r2-x", "report_id": "r2", "entity_id": "e-ulmen", "begin": begin, "end": begin + 5}
    )
    sides = [
        {"value": "Ulmen", "report_id": "r1", **at("r1", "Ulmen")},
        {"value": "Ulm-on-Sea", "report_id": "r2", **at("r2", "Ulm-on-Sea")},
    ]
    given["differences"] = [
        {"difference_id": "n", "story_id": STORY, "kind": "name", "subject": "name of Ulmen", "sides": sides}
    ]
    words = words_of_page(tmp_path, given)
    assert "Lantern Post has elsewhere also “Ulmen”." in words
    assert "Basin Herald has elsewhere" not in words


def test_whole_words_are_marked_where_a_wording_differs():
    text = '"The plates would not last a winter, and a plate fell," he said.'
    content = {"begin": 0, "end": text.index(" he said")}
    story = SimpleNamespace(text=lambda report: text)
    attribution = {"report_id": "r", "content": [content]}
    pieces = there(story, attribution, [Change("sense", "another", "a"), Change("sense", "the", "a")], ["last", "and"])
    marked = [n for n, piece in enumerate(pieces) if piece.role]
    assert [pieces[n].text for n in marked] == ["a", "a"]
    assert [pieces[n - 1].text.split()[-1] for n in marked] == ["last", "and"]


@pytest.mark.parametrize(("quoting", "told"), [({"a-r1", "a-r3"}, True), ({"a-r1"}, False)])
def test_a_claim_is_called_verbatim_where_two_reports_quote_it(tmp_path, quoting, told):
    given = rows()
    given["wordings"] = []
    next(row for row in given["claims"] if row["claim_id"] == "c1")["verbatim"] = True
    for row in given["attributions"]:
        row["kind"] = "direct" if row["attribution_id"] in quoting else "indirect"
    assert ("verbatim wherever it is quoted" in words_of_page(tmp_path, given)) == told


def test_words_are_known_again_at_another_place_whatever_their_marks():
    text = "It held. “We had not thought of it,” she said. “But we will look.”"
    assert stands_in(text, "We had not thought of it.")
    assert not stands_in(text, "had not heard of it")
    assert not stands_in(text, "held we")  # too few to be there for a reason
    assert not stands_in("", "we had not")


def test_a_number_in_words_and_in_digits_is_one_side():
    assert same_words("number", "three") == same_words("number", "3")
    assert same_words("number", "2,000") == same_words("number", "2000")
    assert same_words("number", "three") != same_words("number", "four")
    assert same_words("number", "at least 3") != same_words("number", "3")
    assert same_words("number", "no number") == "no number"


def test_a_source_is_called_without_what_is_told_of_it():
    assert as_name("The official, who spoke on condition of anonymity,") == "The official"
    assert as_name("Ida Moor, mayor of Tarn,") == "Ida Moor, mayor of Tarn"
    assert as_name("Keepers from Tarn, meanwhile,") == "Keepers from Tarn"
    assert as_name("who") == "who"


def test_a_report_in_which_the_same_side_denies_something_is_not_told_to_leave_the_reply_out(tmp_path):
    given = rows()
    given["entities"] += [
        {"entity_id": "e-guild", "kind": "organisation", "name": "Boat Guild"},
        {"entity_id": "e-brask", "kind": "person", "name": "Otto Brask"},
    ]
    next(row for row in given["attributions"] if row["attribution_id"] == "a-no")["speaker_id"] = "e-brask"
    assert "No reply found in" in words_of_page(tmp_path, given)
    # Brask speaks for the guild, which calls something false in the other reports.
    given["chains"] = [
        {"attribution_id": "a-no", "position": n, "entity_id": one, "begin": 0, "end": 3}
        for n, one in enumerate(("e-guild", "e-brask"))
    ]
    for report in ("r1", "r3"):
        given["attributions"].append(
            {
                "attribution_id": f"a-{report}-no", "report_id": report, "kind": "indirect", "source": [at(report, "Ada Renn")],
                "cue": [at(report, "said Ada") | {"end": at(report, "said Ada")["begin"] + 4}],
                "content": [at(report, "Nobody has been hurt")], "speaker_id": "e-guild", "confidence": 0.9,
            }
        )  # fmt: skip
    assert "No reply found in" not in words_of_page(tmp_path, given, "again")


@pytest.mark.parametrize(
    ("name", "many"),
    [("Quaynews’ report", "reports of Quaynews"), ("QN’s report", "reports of QN"), ("a source", "sources")],
)
def test_lost_texts_of_one_name_are_counted_as_several(name, many):
    assert several(name) == many


@pytest.mark.parametrize(("confidence", "unsure"), [(None, False), (0.9, False), (0.4, True)])
def test_what_may_be_of_two_things_is_told_as_such_and_does_not_lead(tmp_path, confidence, unsure):
    given = rows()
    given["differences"][0]["confidence"] = confidence
    story = next(one for one in case_rows(write_case(tmp_path / "told.stemma", given)) if one.tables["differences"])
    told = differences.build(story)
    assert [one.unsure for _, found in told for one in found] == [unsure, False]
    assert ("Perhaps of two things" in words_of_page(tmp_path, given)) == unsure
    assert len(difference_points(told)) == 1 - unsure


def sides_of_times(texts, told):
    """The sides that are shown of a difference in time; ``told``: by report the words, which begin at the 11th letter, and their value."""
    times = [
        {"report_id": key, "begin": 11, "end": 11 + len(words), "value": value} for key, (words, value) in told.items()
    ]
    sides = [{**time, "value": told[time["report_id"]][0]} for time in times]
    row = {"kind": "date", "subject": "time after “sank”", "sides": sides, "difference_id": "d"}
    story = SimpleNamespace(
        anchor="s", tables={"times": times, "descents": [], "differences": [row]}, text=texts.__getitem__,
        label=str.upper, order=lambda key: key,
    )  # fmt: skip
    ((_, (found,)),) = differences.build(story)
    return found.sides


def test_one_hour_written_in_two_ways_is_one_side():
    texts = {"a": "It sank at 2:30 a.m. in rain.", "b": "It sank at 2.30am in rain.", "c": "It sank at 4 a.m. in rain."}
    hours = {
        "a": ("2:30 a.m.", "2021-03-04T02:30"),
        "b": ("2.30am", "XXXX-XX-XXT02:30"),
        "c": ("4 a.m.", "XXXX-XX-XXT04:00"),
    }
    sides = sides_of_times(texts, hours)
    assert [(side.value, side.who) for side in sides] == [("2:30 a.m.", ("A", "B")), ("4 a.m.", ("C",))]


def test_the_same_hour_of_two_days_is_two_sides():
    texts = {"a": "It sank on Monday at 9 a.m. in rain.", "b": "It sank on Tuesday at 9 a.m. in rain."}
    told = {"a": ("Monday at 9 a.m.", "2021-03-01T09:00"), "b": ("Tuesday at 9 a.m.", "2021-03-02T09:00")}
    assert [side.who for side in sides_of_times(texts, told)] == [("A",), ("B",)]
