"""Quotations that are set apart and signed below."""

import pytest

from stemma.attribute import find_attributions
from stemma.settings import AttributeSettings

BEFORE = "The harbour board met on Monday. Chairman Ivo Brandt said the new pier would cost less than planned.\n\n"
AFTER = "\n\nThe board meets again in June, and the pier is to be finished a year later."


def read(text: str, reader: str) -> dict[str, tuple[list[str], list[str]]]:
    """Sources and cues by content, of what is told in a text."""
    return {
        " ".join(text[b:e] for b, e in one.content): (
            [text[b:e] for b, e in one.source],
            [text[b:e] for b, e in one.cue],
        )
        for one in find_attributions(text, settings=AttributeSettings(reader=reader))
    }


@pytest.mark.parametrize("reader", ["auto", "rules"])
@pytest.mark.parametrize(
    ("quotation", "signature", "source", "cue"),
    [
        (
            "“Nobody has asked the fishermen what they need.”",
            "— Mara Lindt, net maker.",
            "Mara Lindt, net maker",
            ["—"],
        ),
        ('"Nobody has asked the fishermen what they need."', "- Lindt.", "Lindt", ["-"]),
        (
            '"Nobody has asked the fishermen what they need.',
            "Mara Lindt, Fishermen's League.\"",
            "Mara Lindt, Fishermen's League",
            [],
        ),
    ],
)
def test_a_signed_quotation_is_of_who_signs_it(reader, quotation, signature, source, cue):
    told = read(f"{BEFORE}{quotation}\n\n{signature}{AFTER}", reader)
    assert told[quotation] == ([source], cue)
    assert not any("fishermen" in content for content in told if content != quotation)


@pytest.mark.parametrize("reader", ["auto", "rules"])
@pytest.mark.parametrize("dash", ["―", "—", "-"])
def test_a_quotation_is_of_whose_name_stands_behind_it_after_a_dash(reader, dash):
    quotation = "“Nobody has asked the fishermen what they need.”"
    told = read(f"{BEFORE}{quotation} {dash}Mara Lindt, net maker{AFTER}", reader)
    assert told[quotation] == (["Mara Lindt, net maker"], [dash])


@pytest.mark.parametrize("reader", ["auto", "rules"])
def test_a_dash_in_the_midst_of_what_is_told_is_no_signature(reader):
    first, second = "“Nobody has asked the fishermen,”", "“and nobody will.”"
    told = read(f"{BEFORE}{first} — Mara Lindt said — {second}{AFTER}", reader)
    assert not any(cue == ["—"] for _, cue in told.values())


@pytest.mark.parametrize("reader", ["auto", "rules"])
def test_paragraphs_of_one_quotation_are_signed_together(reader):
    first, second = "“Nobody has asked the fishermen what they need.", "“They will not leave the old pier for this.”"
    told = read(f"{BEFORE}{first}\n\n{second}\n\n– Mara Lindt{AFTER}", reader)
    assert told[f"{first} {second}"] == (["Mara Lindt"], ["–"])


@pytest.mark.parametrize("reader", ["auto", "rules"])
@pytest.mark.parametrize(
    "below",
    [
        "- The pier costs more than planned.\n\n- The ferry sails on Sundays.",  # a list
        "- Fishermen\n\n- Ferry crews",
        "Old Pier Road",  # a heading
        "— which is why the old pier is still there, and why the ferry lands beside it on every day of the summer.",
    ],
)
def test_what_is_no_signature_signs_nothing(reader, below):
    quotation = "“Nobody has asked the fishermen what they need.”"
    told = read(f"{BEFORE}{quotation}\n\n{below}{AFTER}", reader)
    assert not any(source and source[0] in below for source, _ in told.values())


POST = "Very disappointed that the fishermen of this harbour are left without a pier. Never again!"


@pytest.mark.parametrize("reader", ["auto", "rules"])
@pytest.mark.parametrize("between", [" ", "\n\n"])
@pytest.mark.parametrize("day", [" May 4, 2021", " 4 May 2021", ""])
def test_a_post_is_of_who_signs_it_without_marks(reader, between, day):
    told = read(f"{BEFORE}{POST}{between}— Mara Lindt (@maralindt){day}{AFTER}", reader)
    assert told[POST] == (["Mara Lindt"], ["—"])
    assert not any("fishermen" in content for content in told if content != POST)


@pytest.mark.parametrize("reader", ["auto", "rules"])
@pytest.mark.parametrize(
    "text",
    [
        f"{POST} The league — Mara Lindt (@maralindt) leads it — met on Sunday",
        "Later Mara Lindt wrote on her page about the pier.\n\n— Mara Lindt (@maralindt) May 4, 2021",
        "The league had more to say on the pier:\n\n— Mara Lindt (@maralindt) May 4, 2021",
        "Follow the harbour on the page of its office, Mara Lindt (@maralindt)",
    ],
)
def test_what_is_no_post_is_of_nobody_by_a_signature(reader, text):
    told = read(f"{BEFORE}{text}{AFTER}", reader)
    assert not any(cue in (["—"], ["-"]) for _, cue in told.values())
