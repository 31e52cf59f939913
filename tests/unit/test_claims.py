"""Which attributions are one claim, in whose words, and how many sources it has."""

import re

import pytest
from reckon_pile import Pile, claim_of, quoted, together, two

from stemma import find_claims
from stemma.reckon import recount
from stemma.settings import ClaimSettings

DAM = "Everyone sees that Norland is only pretending to guard the dam, above all at night, and lets the river rise"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the harbour at Vell sharply reduced its ferry traffic in winter", "that ferry traffic at Vell harbour was cut sharply in winter"),
        ("the defence ministry will close both airfields near Vell", "the defense ministry will close both airfields near Vell"),
        ("twenty-four boats were lost off the northern cape", "24 boats were lost off the northern cape"),
        ("her loss at 400 sheep", "she had lost about 400 sheep, most of them lambs"),
        ("the town had once more closed its lock at dawn and had alerted nobody", "the lock was again closed by the town at dawn without a word of warning"),
        ("the bridge will be rebuilt before the harvest", "the bridge will be rebuilt before the harvest by two engineering companies"),
    ],
)  # fmt: skip
def test_same_thing_in_other_words_is_one_claim(first, second):
    pile, one, other = two(first, second)
    assert together(pile.claims()) == [sorted([one, other])]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("24 boats were lost off the northern cape", "26 boats were lost off the northern cape"),
        ("her loss at 400 sheep", "she had lost about 500 sheep, most of them lambs"),
        (
            "nobody was warned of the wave and a boat sank at Vell",
            "everybody was warned of the wave and no boat sank at Vell",
        ),
        ("the army attacked the old bridge at Vell", "the army did not attack the old bridge at Vell"),
        ("no grain ship left the harbour of Vell", "a grain ship left the harbour of Vell"),
        ("the harbour at Vell will close", "the airfield at Sund has reopened"),
    ],
)
def test_other_figures_and_contradictions_stay_apart(first, second):
    pile, one, other = two(first, second)
    assert together(pile.claims()) == sorted([[one], [other]])


def test_a_denied_content_is_not_the_content():
    pile = Pile(
        {"a": "Brask said the army had shelled the bridge.", "b": "Brask denied the army had shelled the bridge."}
    )
    one = pile.said("a", "Brask", "said", "the army had shelled the bridge", by="brask")
    other = pile.said("b", "Brask", "denied", "the army had shelled the bridge", by="brask")
    assert together(pile.claims()) == sorted([[one], [other]])


def test_two_speakers_are_two_claims_and_an_unknown_one_joins_only_equal_words():
    assert len(together(two(DAM, DAM, a="brask", b="lund")[0].claims())) == 2
    assert len(together(two(DAM, DAM, a="brask", b=None)[0].claims())) == 1
    loose = "Norland only pretends to guard a dam, he thinks, while waters keep rising"
    assert len(together(two(DAM, loose, a="brask", b=None)[0].claims())) == 2


def test_names_of_one_thing_are_one_word():
    pile, one, other = two("the Grey Brigade took Port Ansel at dawn", "the Coast Legion took Anselhaven at dawn")
    assert len(together(pile.claims())) == 2
    pile.names = {"Grey Brigade": "brigade", "Coast Legion": "brigade", "Port Ansel": "ansel", "Anselhaven": "ansel"}
    assert together(pile.claims()) == [sorted([one, other])]
    kinds = {(row["reading"], row["against_reading"], row["kind"]) for row in pile.claims().wordings.to_pylist()}
    assert kinds == {("Coast Legion", "Grey Brigade", "name"), ("Anselhaven", "Port Ansel", "name")}


def test_a_body_and_its_spokesman_are_one_source():
    pile = Pile(
        {
            "a": "The harbour office said the ferry was overloaded with timber.",
            "b": "The ferry was overloaded with timber, said Ida Moor of the harbour office.",
        }
    )
    one = pile.said("a", "The harbour office", "said", "the ferry was overloaded with timber", by="office")
    other = pile.said("b", "Ida Moor of the harbour office", "said", "The ferry was overloaded with timber", by="moor")
    assert len(together(pile.claims())) == 2
    pile.speaks_for(other, "b", ("office", "harbour office"), ("moor", "Ida Moor"))
    claims = pile.claims()
    assert together(claims) == [sorted([one, other])]
    row = claim_of(claims, one)
    assert (row["speaker_id"], row["original_sources"], row["sources_least"], row["sources_most"]) == ("moor", 1, 1, 1)


def test_two_people_side_by_side_are_two_sources():
    pile = Pile(
        {"a": "The ferry was overloaded with timber, said Ida Moor, Otto Brask.", "b": "Ida Moor said the ferry was overloaded with timber."},
        kinds={"moor": "person", "brask": "person"}, names={"Ida Moor": "moor", "Otto Brask": "brask"},
    )  # fmt: skip
    one = pile.said("a", "Otto Brask", "said", "The ferry was overloaded with timber", by="brask")
    pile.said("b", "Ida Moor", "said", "the ferry was overloaded with timber", by="moor")
    pile.speaks_for(one, "a", ("moor", "Ida Moor"), ("brask", "Otto Brask"))
    assert len(together(pile.claims())) == 2


def test_an_agency_that_passes_words_on_is_no_spokesman():
    text = "The ferry was overloaded, Ida Moor said in the evening after the rescue had come to its end, the Coast Wire agency reported."
    pile = Pile({"a": text, "b": "Coast Wire said the ferry was overloaded with timber and men."})
    one = pile.said("a", "Ida Moor", "said", "The ferry was overloaded", by="moor")
    pile.speaks_for(one, "a", ("wire", "Coast Wire"), ("moor", "Ida Moor"))
    pile.said("b", "Coast Wire", "said", "the ferry was overloaded with timber and men", by="wire")
    assert len(together(pile.claims())) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("has often criticised", "praised", False),
        ("has often criticised", "went on about", False),
        ("has often criticised", "slammed", True),
        ("has often criticised", "mocked", True),
        ("has often praised", "hailed", True),
        ("has often criticised", "criticised", True),
    ],
)
def test_of_what_is_only_spoken_about_the_verb_is_the_statement(one, other, same):
    pile = Pile({"a": f"Brask {one} the inquiry.", "b": f"Brask {other} the inquiry."})
    for report, cue in (("a", one), ("b", other)):
        pile.said(report, "Brask", cue, "the inquiry", by="brask")
    assert len(together(pile.claims())) == (1 if same else 2)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("mending the lower weir is a wise step, not a foolish one", True),
        ("mending the lower weir is a wise step, no doubt", True),
        ("mending the lower weir is not a wise step", False),
    ],
)
def test_what_is_added_with_a_negation_behind_a_comma_is_no_contradiction(other, same):
    pile = Pile({"a": "Brask said mending the lower weir is a wise step.", "b": f"Brask said {other}."})
    pile.said("a", "Brask", "said", "mending the lower weir is a wise step", by="brask")
    pile.said("b", "Brask", "said", other, by="brask")
    assert len(together(pile.claims())) == (1 if same else 2)


def test_what_something_is_called_is_the_statement_whatever_the_verb():
    pile = Pile({"a": "Brask called the inquiry a toy.", "b": "Brask branded the inquiry a toy."})
    pile.said("a", "Brask", "called", "the inquiry a toy", by="brask")
    pile.said("b", "Brask", "branded", "the inquiry a toy", by="brask")
    assert len(together(pile.claims())) == 1


def test_statements_of_one_report_are_not_chained_together():
    pile = Pile(
        {
            "a": "Brask said the ferry left Vell overloaded. Brask said the captain of the ferry was drunk at Vell.",
            "b": "Brask said the ferry left Vell overloaded and the captain of the ferry was drunk at Vell.",
        }
    )
    one = pile.said("a", "Brask", "said", "the ferry left Vell overloaded", by="brask")
    other = pile.said("a", "Brask", "said", "the captain of the ferry was drunk at Vell", by="brask")
    pile.said(
        "b",
        "Brask",
        "said",
        "the ferry left Vell overloaded and the captain of the ferry was drunk at Vell",
        by="brask",
    )
    assert not any({one, other} <= set(group) for group in together(pile.claims()))


def test_a_quotation_that_another_report_prints_in_two_lines_up():
    pile = Pile(
        {
            "a": '"The dam must be explained to us all. Is it a plan to flood the lower fields before the harvest?" Brask asked.',
            "b": '"The dam must be explained to us all," Brask said. "Is it a plan to flood the lower fields before the harvest?"',
        }
    )
    whole = pile.said(
        "a", "Brask", "asked",
        "The dam must be explained to us all. Is it a plan to flood the lower fields before the harvest?",
        by="brask", kind="direct",
    )  # fmt: skip
    first = pile.said("b", "Brask", "said", "The dam must be explained to us all", by="brask", kind="direct")
    second = pile.said(
        "b", "", "", "Is it a plan to flood the lower fields before the harvest?", by="brask", kind="direct"
    )
    assert together(pile.claims()) == [sorted([whole, first, second])]


def test_parts_that_a_report_tells_apart_and_in_other_words_are_two_claims():
    first, second = "the dam must be explained to us all", "the lower fields will be flooded before the harvest"
    pile = Pile(
        {
            "a": f'"{first}. {second}," Brask said.',
            "b": f"Brask said {first} in the spring session. Later Brask added that {second}, all of Tarn's wheat with them.",
        },
        kinds={"brask": "person"},
    )
    whole = pile.said("a", "Brask", "said", f"{first}. {second}", by="brask", kind="direct")
    one = pile.said("b", "Brask", "said", f"{first} in the spring session", by="brask")
    other = pile.said("b", "Brask", "added", f"that {second}, all of Tarn's wheat with them", by="brask")
    assert together(pile.claims()) == sorted([sorted([whole, one]), sorted([whole, other])])


def test_what_one_tells_of_anothers_saying_is_that_saying_and_not_his():
    told = "the new lock at Tarn was paid for by the mill"
    pile = Pile(
        {
            "a": f"Ida Moor said that Otto Brask wrote that {told}, and that nobody had asked her.",
            "b": f"Otto Brask wrote that {told}.",
        },
        kinds={"brask": "person", "moor": "person"},
    )
    outer = pile.said("a", "Ida Moor", "said", f"that Otto Brask wrote that {told}, and that nobody had asked her")
    inner = pile.said("a", "Otto Brask", "wrote", f"that {told}", by="brask")
    other = pile.said("b", "Otto Brask", "wrote", f"that {told}", by="brask")
    assert together(pile.claims()) == sorted([[outer], sorted([inner, other])])


@pytest.mark.parametrize(
    ("quoted", "joined"), [("rather foolish", True), ("hadn't looked", True), ("a good thing", False)]
)
def test_a_few_quoted_words_that_say_something_join_what_is_framed_alike(quoted, joined):
    pile = Pile(
        {
            "a": f'Otto Brask said it was "{quoted}" to let the mill keep the keys of the upper lock.',
            "b": f'Otto Brask said letting anybody have the keys of that lock was "{quoted}" as the council of Tarn has no other way to the weir in spring.',
        },
        kinds={"brask": "person"},
    )
    said = [
        pile.said(r, "Otto Brask", "said", text.split(" said ")[1].rstrip("."), by="brask", kind="mixed")
        for r, text in pile.texts.items()
    ]
    assert (together(pile.claims()) == [sorted(said)]) == joined


def test_who_blames_the_same_one_blames_him_for_the_same():
    said = {
        "a": "the mill council for the gates",
        "b": "the mayor, the weir keepers, the mill council and the harbour office for gates that rust and leak all over Tarn",
    }
    for cue, joined in (("blamed", True), ("spoke of", False)):
        pile = Pile({r: f"Otto Brask {cue} {words}." for r, words in said.items()}, kinds={"brask": "person"})
        ids = [pile.said(r, "Otto Brask", cue, words, by="brask") for r, words in said.items()]
        assert (together(pile.claims()) == [sorted(ids)]) == joined


@pytest.mark.parametrize(
    ("other", "verbatim", "kinds"),
    [
        (DAM, True, set()),
        (DAM.replace("the dam", "the Dam"), True, set()),
        (DAM.replace("above all", "above [or nearly] all"), True, {"cut"}),
        (DAM.replace(" only", ""), False, {"cut"}),
        (DAM.replace(", above all at night,", " ..."), True, {"cut"}),
        (DAM.removesuffix(", and lets the river rise"), True, {"cut"}),
        (DAM.replace("guard", "repair"), False, {"sense"}),
        (DAM.replace("is only", "is not only"), False, None),
        (DAM.replace("Norland", "Nordmark"), False, {"name"}),
        (DAM.replace("Norland", "Norland (Nordmark)"), True, {"name"}),
    ],
)
def test_what_was_altered_in_a_quotation(other, verbatim, kinds):
    claims = quoted(a=DAM, b=other).claims()
    if kinds is None:  # a negation more: two statements, not one altered
        assert claims.claims.num_rows == 2
        return
    assert claims.claims.num_rows == 1
    assert claims.claims.column("verbatim").to_pylist() == [verbatim]
    assert set(claims.wordings.column("kind").to_pylist()) == kinds


def test_what_is_said_again_of_another_time_is_another_claim():
    claims = quoted(a="The gates were raised at night by the keepers of the dam and without a word of warning",
                    b="These gates were again raised at night by the keepers and again without a word of warning").claims()  # fmt: skip
    assert claims.claims.num_rows == 2


def test_spelling_alters_nothing():
    words = "The defence programme of the U.S. air force and its air strikes near Vell must end at once"
    other = "The defense program of the US air force and its airstrikes near Vell must end at once"
    claims = quoted(a=words, b=other).claims()
    assert claims.claims.column("verbatim").to_pylist() == [True]
    assert set(claims.wordings.column("kind").to_pylist()) == {"spelling"}


def test_a_wording_names_both_readings_and_where_it_stands():
    pile = quoted(a=DAM, b=DAM.replace("guard", "repair"))
    row = next(iter(pile.claims().wordings.to_pylist()))
    assert (row["reading"], row["against_reading"]) in {("repair", "guard"), ("guard", "repair")}
    report = next(r["report_id"] for r in pile.rows if r["attribution_id"] == row["attribution_id"])
    assert pile.texts[report][row["begin"] : row["end"]] == row["reading"]


def test_another_verb_of_speech_is_told():
    pile = Pile(
        {
            "a": "Brask said the ferry was overloaded with timber.",
            "b": "Brask claimed the ferry was overloaded with timber.",
        }
    )
    pile.said("a", "Brask", "said", "the ferry was overloaded with timber", by="brask")
    pile.said("b", "Brask", "claimed", "the ferry was overloaded with timber", by="brask")
    rows = pile.claims().wordings.to_pylist()
    assert [(row["kind"], {row["reading"], row["against_reading"]}) for row in rows] == [("cue", {"said", "claimed"})]


def test_the_statement_is_printed_words_of_the_fullest_quotation():
    pile = quoted(a=DAM.removesuffix(", and lets the river rise"), b=DAM)
    assert pile.claims().claims.column("statement").to_pylist() == [DAM]


def test_the_first_report_is_the_earliest_dated_one():
    pile = quoted(a=DAM, b=DAM, c=DAM)
    pile.published = {"b": "2031-05-04", "c": "2031-05-03"}
    assert pile.claims().claims.column("first_report").to_pylist() == ["c"]


def test_copies_are_one_line_and_what_is_open_is_an_interval():
    pile = quoted(a=DAM, b=DAM, c=DAM)
    pile.descents = [("lost", "a"), ("lost", "b")]
    row = pile.claims().claims.to_pylist()[0]
    counted = {key: row[key] for key in ("reports", "lines_least", "lines", "lines_most", "original_sources")}
    assert counted == {"reports": 3, "lines_least": 1, "lines": 2, "lines_most": 2, "original_sources": 1}
    lines = {r["line_id"] for r in pile.claims().claim_attributions.to_pylist()}
    assert lines == {"lost", "c"}


def test_from_whom_a_copy_was_taken_may_be_open_without_another_line():
    pile = quoted(a=DAM, b=DAM)
    pile.descents = [("lost", "a"), ("other lost", "b"), ("lost", "other lost")]
    pile.confidence = {("lost", "other lost"): 0.4}
    row = pile.claims().claims.to_pylist()[0]
    assert (row["lines_least"], row["lines"], row["lines_most"]) == (1, 1, 1)


def test_reports_that_share_no_run_of_words_are_lines_of_their_own_for_certain():
    pile, _, _ = two(
        "the harbour at Vell sharply reduced its ferry traffic in winter",
        "that ferry traffic at Vell harbour was cut sharply in winter",
    )
    row = pile.claims().claims.to_pylist()[0]
    assert (row["lines_least"], row["lines"], row["lines_most"]) == (2, 2, 2)


def test_unknown_speakers_leave_the_number_of_sources_open():
    pile = quoted(a=DAM, b=DAM, c=DAM)
    pile.rows[1]["speaker_id"] = pile.rows[2]["speaker_id"] = None
    for row in pile.rows:
        row["kind"] = "indirect"
    row = pile.claims().claims.to_pylist()[0]
    assert (row["sources_least"], row["original_sources"], row["sources_most"]) == (1, 1, 2)


def test_words_that_one_person_is_quoted_with_have_one_source_whoever_passes_them_on():
    pile = quoted(a=DAM, b=DAM, c=DAM)
    pile.rows[1]["speaker_id"] = None
    for place, entity in enumerate(["brask", "wire"]):
        pile.chain_rows.append(
            {"attribution_id": pile.rows[2]["attribution_id"], "position": place, "entity_id": entity}
            | pile.span("c", "Otto")[0]
        )
    row = pile.claims().claims.to_pylist()[0]
    assert (row["sources_least"], row["original_sources"], row["sources_most"]) == (1, 1, 1)


def test_a_chain_that_goes_on_beyond_the_speaker_ends_at_another_source():
    pile, one, other = two("the siren at Vell did not sound", "the siren at Vell did not sound")
    for attribution, report, far in ((one, "a", "keeper"), (other, "b", "company")):
        pile.chain_rows += [
            {"attribution_id": attribution, "position": place, "entity_id": entity} | pile.span(report, "Otto")[0]
            for place, entity in enumerate(["brask", far])
        ]
    row = claim_of(pile.claims(), one)
    assert (row["original_sources"], row["sources_least"], row["sources_most"]) == (2, 2, 2)


def test_recount_without_changes_gives_the_same_and_follows_what_is_switched_off():
    pile = quoted(a=DAM, b=DAM, c=DAM)
    pile.descents = [("lost", "a"), ("lost", "b")]
    claims = pile.claims()
    assert recount(claims, pile.descent, pile.reports) == claims.claims
    apart = recount(claims, pile.descent, pile.reports, without=[("lost", "a"), ("lost", "b")]).to_pylist()[0]
    assert (apart["lines"], apart["lines_most"]) == (3, 3)
    owned = recount(claims, pile.descent, pile.reports, owners={"Outlet a": "Press Ltd", "Outlet c": "Press Ltd"})
    assert owned.column("lines_most").to_pylist() == [1]
    assert recount(claims, pile.descent, pile.reports, without=[("no", "body")], owners={"X": "Y"}) == claims.claims


def test_a_stranger_changes_no_claim():
    pile = quoted(a=DAM, b=DAM.replace("guard", "repair"))
    before = pile.claims()
    pile.texts["z"] = "Otto Brask said: it snowed in the hills of Tarn, and Norland's dam is as it was."
    pile.stories["z"] = "other"
    pile.said("z", "Otto Brask", "said", "it snowed in the hills of Tarn, and Norland's dam is as it was", by="brask")
    after = pile.claims()
    assert [r for r in after.claims.to_pylist() if r["story_id"] == "story"] == before.claims.to_pylist()
    assert after.wordings == before.wordings


def test_the_order_of_reports_does_not_show():
    pile = quoted(a=DAM, b=DAM.replace("guard", "repair"), c=DAM.replace("Norland", "Nordmark"), d=DAM)
    one, other = pile.claims(["a", "b", "c", "d"]), pile.claims(["d", "b", "a", "c"])
    assert all(getattr(one, name) == getattr(other, name) for name in type(one).__dataclass_fields__)


def test_nothing_gives_empty_tables():
    claims = find_claims([])
    assert all(getattr(claims, name).num_rows == 0 for name in type(claims).__dataclass_fields__)
    assert Pile({"a": "", "b": "😀 …"}).claims().claims.num_rows == 0


def test_settings_are_used():
    pile, _, _ = two("the bridge at Vell fell in the flood", "the bridge at Vell fell in the spring storm")
    strict = find_claims(
        pile.reports, reuse=None, story_reports=pile.story_reports, descent=pile.descent, attributions=pile.attributions,
        chains=pile.chains, entities=pile.entities, segments=pile.segments, parses={}, settings=ClaimSettings(same=0.99),
    )  # fmt: skip
    assert strict.claims.num_rows == 2


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ('"Nobody guards the dam at night," said Brask. "We ask why."', "Nobody guards the dam at night. We ask why."),
        ("Brask said that the dam is a “toy", "the dam is a “toy”"),
        ("Brask said that the dam is “a toy” at night.", "the dam is “a toy” at night."),
        ("Brask said that nobody “guards the dam”.", "nobody “guards the dam”."),
        ('"Nobody guards the dam,” said Brask.', "Nobody guards the dam"),
        ('Brask called it "a toy.', 'called it "a toy."'),
    ],
)
def test_a_statement_has_both_marks_of_a_quotation_or_none(words, shown):
    pile = Pile({"a": words})
    quoted = re.findall(r'"[^"”]*["”]', words)
    pieces = quoted if words[0] == '"' else [words.split(" ", 2)[2]]
    pile.said("a", "Brask", words.split()[1] if words[0] != '"' else "said", *pieces, by="brask")
    assert pile.claims().claims.column("statement").to_pylist() == [shown]


def test_a_clause_is_shown_rather_than_of_what_somebody_was_accused():
    contents = {
        "a": ("accused neighbouring", "Norland of opening the gates of the old dam at night and flooding three farms"),
        "b": ("said", "Norland had opened the gates of the old dam at night and had flooded three farms"),
        "c": ("accused", "Norland of opening the gates of the old dam at night and flooding three farms"),
    }
    for given, shown in (
        ("ab", contents["b"][1]), ("ac", " ".join(contents["a"])), ("a", " ".join(contents["a"])),
    ):  # fmt: skip
        pile = Pile({r: f"The ministry {contents[r][0]} {contents[r][1]}." for r in given})
        for report in given:
            pile.said(report, "The ministry", *contents[report], by="ministry")
        assert pile.claims().claims.column("statement").to_pylist() == [shown]


@pytest.mark.parametrize(
    ("cue", "content", "shown"),
    [
        ("has repeatedly accused", "Norland of opening the gates", "repeatedly accused Norland of opening the gates"),
        ("is blaming", "the council for the flood", "blaming the council for the flood"),
        ("called for", "the bridge to be closed", "called for the bridge to be closed"),
        ("vowed", "to close the bridge at Vell", "vowed to close the bridge at Vell"),
        ("called", "the lock “a toy", "called the lock “a toy”"),
        ("denied", "that the keepers had opened the gates", "denied that the keepers had opened the gates"),
        ("denied", "opening the gates", "denied opening the gates"),
        ("did not accuse", "Norland of opening the gates", "did not accuse Norland of opening the gates"),
        ("announced", "that the bridge would close", "the bridge would close"),
        ("said", "the bridge would close", "the bridge would close"),
    ],
)  # fmt: skip
def test_what_is_no_clause_is_shown_with_its_verb(cue, content, shown):
    pile = Pile({"a": f"The ministry {cue} {content}."})
    pile.said("a", "The ministry", cue, content, by="ministry")
    assert pile.claims().claims.column("statement").to_pylist() == [shown]


def test_who_was_charged_stands_before_the_verb_and_what_is_far_from_it_stands_alone():
    pile = Pile({"a": "Two keepers of the lock were charged with theft at Vell."})
    pile.said("a", "", "were charged", "Two keepers of the lock", "with theft at Vell")
    assert pile.claims().claims.column("statement").to_pylist() == [
        "Two keepers of the lock were charged with theft at Vell"
    ]
    pile = Pile({"a": "The mayor made his accusation. The rain went on all day. Of stealing boats, no less."})
    pile.said("a", "The mayor", "accusation", "Of stealing boats", by="mayor")
    assert pile.claims().claims.column("statement").to_pylist() == ["Of stealing boats"]


@pytest.mark.parametrize(("speakers", "named"), [("bbp", "b"), ("bpp", "p"), ("bp", "p"), ("bbbpp", "b")])
def test_the_speaker_is_whom_most_reports_name_of_equals_the_person(speakers, named):
    words = "the keepers of the dam had opened its gates at night"
    pile = Pile({str(n): f"Ida Moor of the Rivers Ministry said {words}." for n in range(len(speakers))})
    names = {"p": "Ida Moor", "b": "the Rivers Ministry"}
    pile.names = {words: one for one, words in names.items()}
    pile.kinds = {"p": "person", "b": "organisation"}
    for number, one in enumerate(speakers):
        said = pile.said(str(number), names[one], "said", words, by=one)
        if one == "p":
            pile.speaks_for(said, str(number), ("b", names["b"]), ("p", names["p"]))
    claims = pile.claims()
    (claim,) = claims.claims.to_pylist()
    assert claim["speaker_id"] == named
    # Both stay to be seen.
    assert {row["entity_id"] for row in claims.chains.to_pylist()} >= {"b", "p"}
