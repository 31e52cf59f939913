"""What reports of one matter tell together of names that each of them alone leaves open, and what a stranger in the pile does not."""

from test_names_joined import report, together

from stemma.model import Entities
from stemma.name import find_entities
from stemma.name.across import agree
from stemma.name.candidates import Mention
from stemma.name.join import Named, body_key, key_of
from stemma.name.kindred import call_firms_short

# Names by which two reports are told to be of one matter.
MATTER = "Anna Holt and Karl Voss met at the Lorn Institute. Oleg Quill of the Harbour Workers Union was there."


def of_matter(*texts: str) -> Entities:
    """The names of reports of one matter, each with its own words before what they share."""
    return find_entities([report(f"r{n}", f"{text} {MATTER}") for n, text in enumerate(texts)])


def kinds_of(found: Entities, name: str) -> list[str]:
    """The kinds of the things that go by a name, each once."""
    named = {row["entity_id"] for row in found.names.to_pylist() if row["name"] == name}
    return sorted(row["kind"] for row in found.entities.to_pylist() if row["entity_id"] in named)


def test_somebody_known_by_one_name_is_one_over_reports_of_one_matter():
    texts = (
        "On Monday the singer Zorika sang, and Zorika was glad.",
        "On Tuesday Mr. Zorika told Zorika's friends a tale.",
    )
    assert len(kinds_of(of_matter(*texts), "Zorika")) == 1
    apart = find_entities([report(f"r{n}", text) for n, text in enumerate(texts)])
    assert len(kinds_of(apart, "Zorika")) == 2


def test_a_bare_surname_whose_bearer_a_report_names_in_full_is_not_joined_by_the_bare_word():
    found = of_matter(
        "Brask said the mill was old. Brask left at noon.",
        "Dov Brask said the weir was new. Later Brask left.",
        "Mira Brask said the weir was her own. Later Brask left.",
    )
    assert not together(found, "Dov Brask", "Mira Brask")


def test_a_longer_name_that_ends_with_the_full_name_of_a_report_of_the_matter_is_his():
    texts = ("Mallin Dov Brask said the mill was old.", "Dov Brask said the weir was new.")
    assert together(of_matter(*texts), "Mallin Dov Brask", "Dov Brask")
    assert not together(
        find_entities([report(f"r{n}", text) for n, text in enumerate(texts)]), "Mallin Dov Brask", "Dov Brask"
    )


def test_a_report_that_has_both_tells_two_persons_apart():
    found = of_matter("Mallin Dov Brask met Dov Brask.", "Dov Brask said the weir was new.")
    assert not together(found, "Mallin Dov Brask", "Dov Brask")


def test_a_firm_goes_by_its_name_with_and_without_its_legal_form():
    found = of_matter(
        "Lehmark Lindow Group Inc. said profit rose. The bank Lehmark fell.", "Lehmark Lindow said profit rose."
    )
    assert together(found, "Lehmark Lindow Group Inc.", "Lehmark Lindow", "Lehmark")
    assert kinds_of(found, "Lehmark Lindow") == ["organisation"]
    second = of_matter(
        "Lehmark Lindow Inc. said profit rose.", "Lehmark Lindow said profit rose. The bank Lehmark fell."
    )
    assert together(second, "Lehmark Lindow Inc.", "Lehmark")
    other = of_matter("Lehmark Lindow Group Inc. said profit rose. Lehmark Inc. fell. The bank Lehmark fell.")
    assert not together(other, "Lehmark Lindow Group Inc.", "Lehmark")


def test_what_one_report_writes_longer_is_not_the_name_of_what_more_reports_call_so():
    plain = "The Lindow Zoo was shut on Monday. The Lindow Zoo is old."
    found = of_matter("Lindow Zoo Spokesman Ida Moor spoke. The Lindow Zoo was shut on Monday.", plain, plain, plain)
    assert len(kinds_of(found, "Lindow Zoo")) == 1


def test_a_stranger_that_has_the_longer_name_changes_nothing_of_what_kindred_reports_tell():
    text = "{} spoke. The Lindow Zoo was shut on Monday."
    plain = "The Lindow Zoo was shut on Monday. The Lindow Zoo is old."
    pile = [
        report(f"r{n}", f"{told} {MATTER}")
        for n, told in enumerate((text.format("Lindow Zoo Spokesman Ida Moor"), *[plain] * 3))
    ]
    strangers = [
        report(f"s{n}", text.format(f"Lindow Zoo Spokesman {name}"))
        for n, name in enumerate(("Ulf Tarn", "Pia Vell", "Jon Rusk"))
    ]

    def meant(found: Entities) -> set[tuple[str, int]]:
        """The mentions of what the first report's "Lindow Zoo" means, in the reports of the matter."""
        rows = [row for row in found.mentions.to_pylist() if row["report_id"].startswith("r")]
        (zoo,) = (
            row["entity_id"]
            for row in rows
            if (row["report_id"], row["begin"]) == ("r0", pile[0]["text"].index("Lindow Zoo was"))
        )
        return {(row["report_id"], row["begin"]) for row in rows if row["entity_id"] == zoo}

    assert len(meant(find_entities(pile))) == 7
    assert meant(find_entities([*pile, *strangers])) == meant(find_entities(pile))


def test_strangers_that_mean_another_thing_by_a_name_change_nothing_of_its_kind():
    matter = [Mention(n, n + 1, name, "person") for n, name in enumerate(("Anna Holt", "Karl Voss", "Oleg Quill"))]

    def with_tarn(kind: str, others: list[Mention]) -> list[Mention]:
        return [*others, Mention(9, 13, "Tarn", kind, {kind: 9.0})]

    pile = [with_tarn("organisation", matter), *(with_tarn("person", matter) for _ in range(3))]
    strangers = [with_tarn("organisation", []) for _ in range(4)]
    assert [own[-1].kind for own in agree(pile)] == ["person"] * 4
    assert [own[-1].kind for own in agree([*pile, *strangers])][:4] == ["person"] * 4


def test_a_longer_name_that_two_shorter_ones_fit_is_neithers():
    found = of_matter(
        "Orla Tamsin Brask spoke.", "Orla Tamsin said the weir was new.", "Tamsin Brask said she was glad."
    )
    assert not together(found, "Orla Tamsin", "Orla Tamsin Brask")
    assert not together(found, "Orla Tamsin", "Tamsin Brask")


def test_a_report_that_has_both_tells_them_apart_in_whatever_form_it_has_the_shorter():
    found = of_matter("Mallin Dov Brask met Dov A. Brask.", "Dov Brask said the weir was new.")
    assert together(found, "Dov Brask", "Dov A. Brask")
    assert not together(found, "Mallin Dov Brask", "Dov Brask")


def sites_of(found: Entities, name: str) -> dict[str, set[float]]:
    """By report, the latitudes of the places that a name means there."""
    latitude = {row["entity_id"]: row["latitude"] for row in found.entities.to_pylist() if row["name"] == name}
    sites: dict[str, set[float]] = {}
    for row in found.mentions.to_pylist():
        if row["entity_id"] in latitude:
            sites.setdefault(row["report_id"], set()).add(round(latitude[row["entity_id"]], 1))
    return sites


def test_a_town_is_the_one_of_the_name_that_most_reports_of_the_matter_tell_of():
    told = "The firm has a mill in Springfield, Ohio. It burnt."
    bare = "The firm has a mill in Springfield. It burnt."
    assert sites_of(of_matter(bare, told, told), "Springfield") == {key: {39.9} for key in ("r0", "r1", "r2")}
    apart = find_entities([report("a", bare), report("r1", f"{told} {MATTER}"), report("r2", f"{told} {MATTER}")])
    assert sites_of(apart, "Springfield")["a"] != {39.9}


def test_a_town_of_which_the_report_says_where_it_lies_stays_that_one():
    told = "The firm has a mill in Springfield, Illinois. It burnt."
    own = "The firm has a mill in Springfield, Ohio. Springfield is far from the sea."
    assert sites_of(of_matter(own, told, told, told), "Springfield")["r0"] == {39.9}
    both = "The firm has a mill in Springfield, Ohio, and one in Springfield, Illinois."
    assert sites_of(of_matter(both, told, told, told), "Springfield")["r0"] == {39.8, 39.9}


def test_a_firm_of_a_stranger_says_nothing_of_a_name():
    one = report("a", "At the gate Zorika wept.")
    firm = report("b", "Zorika Inc. said on Monday that profit rose.")
    assert kinds_of(find_entities([one, firm]), "Zorika") == kinds_of(find_entities([one]), "Zorika")


def test_what_only_a_stranger_says_is_a_firm_may_be_a_ware():
    def body(report_id: str, begin: int, name: str) -> Named:
        return Named(report_id, None, Mention(begin, begin + len(name), name, "organisation"))

    named = [body("a", 4, "Velora Prism"), body("a", 40, "Velora"), body("b", 0, "Velora Prism Ltd")]
    same = frozenset({"anna holt", "karl voss", "velora prism"})

    def called(kin: dict[str, frozenset[str]]) -> bool:
        keys, evidence = [key_of(one.mention) for one in named], ["spelling"] * 3
        call_firms_short(named, keys, evidence, kin)
        return keys[1] == keys[0] == keys[2]

    assert called({"a": same, "b": same})
    assert not called({"a": same, "b": frozenset({"velora prism", "anna holt"})})


def test_a_bath_is_no_legal_form():
    assert body_key("Harlow Mill Spa") != body_key("Harlow Mill") == body_key("Harlow Mill Ltd")


def test_a_little_town_by_the_name_by_which_most_reports_call_a_person_is_not_meant():
    person = "Mr. Anton Selent, 42, a baker, won on Saturday. Mr. Selent said so."
    odd = "In Selent all was quiet. The baker won in Selent."
    assert kinds_of(find_entities([report("r", odd)]), "Selent") == ["place"]
    assert kinds_of(of_matter(person, person, person, odd), "Selent") == ["person"]
    assert kinds_of(of_matter(person, odd, odd), "Selent") == ["person", "place"]


def test_a_firm_that_stands_before_a_person_is_no_part_of_his_name():
    found = of_matter("Velora Chief Executive Dov Brask said profit rose.", "Dov Brask said so on Monday.")
    assert len(kinds_of(found, "Dov Brask")) == 1
    assert not any("Executive" in row["name"] for row in found.names.to_pylist() if row["form"] == "name")
