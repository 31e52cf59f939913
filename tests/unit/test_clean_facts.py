"""What a report says of itself: only what the page supports. All texts are invented."""

from datetime import UTC, datetime

import pytest

from stemma.clean import clean
from stemma.clean.dates import find_days, read_moment
from stemma.clean.facts import agency_name, host_of, infer_year
from stemma.reports import as_report

BODY = (
    "The northern canal will be closed to all ships for three weeks while its oldest lock is rebuilt, the port said.\n\n"
    "Barges that carry grain to the coast must take the longer way round, which adds two days to each voyage.\n\n"
    '"We know what this costs the farmers," said the harbour master, Ines Valdo, who has asked the state for help.'
)
TITLE = "Northern canal closes for three weeks"


def day(year, month, number):
    return datetime(year, month, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("March 4, 2021", day(2021, 3, 4)),
        ("4 March 2021", day(2021, 3, 4)),
        ("- 04.03.2021", day(2021, 3, 4)),
        ("Publish Date: 4 March 2021", day(2021, 3, 4)),
        ("2021-03-04", day(2021, 3, 4)),
        ("Thursday, Mar. 4th, 2021", day(2021, 3, 4)),
        ("2:21 PM 03/14/2021", day(2021, 3, 14)),
        ("Thursday, 3/4/2021", day(2021, 3, 4)),
        ("Thu Mar 4, 2021 5:46pm EST", datetime(2021, 3, 4, 22, 46, tzinfo=UTC)),
        ("7:20 a.m. ET, July 4, 2021", datetime(2021, 7, 4, 11, 20, tzinfo=UTC)),
        ("2021-03-04T09:15:00+01:00", datetime(2021, 3, 4, 8, 15, tzinfo=UTC)),
        ("4:35 PM, March 4, 2021", day(2021, 3, 4)),
    ],
)
def test_dates_in_many_shapes(line, when):
    assert read_moment(line).when == when


@pytest.mark.parametrize(
    "line", ["10/11/2021", "October 5", "5 October", "March 4, 2021 and March 9, 2021", "31.02.2021", "no date"]
)
def test_dates_that_can_be_read_in_two_ways_are_none(line):
    assert read_moment(line) is None


def test_a_month_and_day_are_found_without_a_year():
    assert [(d.year, d.month, d.day) for d in find_days("Northport, October 5 (NPA)")] == [(None, 10, 5)]


def test_the_date_line_over_the_body_is_when_it_was_published():
    cleaned = clean(f"{TITLE}\n\nBy Petra Lindqvist\n\nMarch 4, 2021\n\n{BODY}")
    assert (cleaned.published, cleaned.published_precision, cleaned.published_from) == (day(2021, 3, 4), "day", "text")
    assert cleaned.byline == "Petra Lindqvist"


def test_dates_in_captions_body_and_teasers_are_never_the_reports():
    caption = "A barge waits below the old lock of the northern canal on June 7, 2020. (NPA photo)"
    video = "Minister thanks the engineers\n\nMinister thanks the engineers\n\n2:36 PM ET Thu, 4 Feb 2021 | 01:55"
    cleaned = clean(
        f"{TITLE}\n\n{caption}\n\n{BODY}\n\n{video}\n\nThe lock broke on March 1, 2021, and has leaked ever since, it said."
    )
    assert cleaned.published is None
    assert cleaned.published_from is None


def test_posted_and_updated_are_told_apart():
    cleaned = clean(f"{TITLE}\n\nPosted: 4:29 AM, March 4, 2021\n\nUpdated: 8:45 AM, March 6, 2021\n\n{BODY}")
    assert (cleaned.published, cleaned.updated) == (day(2021, 3, 4), day(2021, 3, 6))


def test_the_date_of_the_source_is_not_the_reports():
    cleaned = clean(f"{TITLE}\n\n- 05.03.2021\n\nDBC, 4 Mar 2021\n\n{BODY}")
    assert (cleaned.published, cleaned.credit) == (day(2021, 3, 5), "DBC")


def test_two_days_without_a_label_are_no_date():
    assert clean(f"{TITLE}\n\nMarch 4, 2021\n\nMarch 9, 2021\n\n{BODY}").published is None


def test_a_dateline_without_a_year_gives_no_day():
    assert clean(f"{TITLE}\n\nNORTHPORT, March 4 (NPA) - {BODY}").published is None


def test_a_dateline_with_a_year_gives_its_day():
    assert clean(f"{TITLE}\n\nNORTHPORT, March 4, 2021 (NPA) - {BODY}").published == day(2021, 3, 4)


OPENING = "The port said on Wednesday that the canal would close."
SINCE = "Its engineers have asked for money over the past two years, beginning in February 2019."


def test_a_year_is_inferred_where_two_signs_agree():
    assert infer_year(3, 4, [OPENING, SINCE]) == 2021


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        [OPENING],
        [SINCE],
        [OPENING, "The money was asked for in February 2019."],
        ["The port said on Monday that the canal would close.", SINCE],
        [OPENING, SINCE, "The plan is for May 2023."],
        ["The port said that the canal would close.", SINCE],
    ],
)
def test_a_year_is_not_inferred_from_less(paragraphs):
    assert infer_year(3, 4, paragraphs) is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("SOURCE:Reuters", "Reuters"),
        ("Source: Delta News Agency", "Delta News Agency"),
        ("(AP)", "AP"),
        ("The Associated Press contributed to this report.", "AP"),
        ("With inputs from AFP", "AFP"),
        ("Additional reporting by Jo Menk", None),
        ("Photo: Jo Menk, AP", None),
        ("Kaynak/Source:", None),
    ],
)
def test_credits(line, credit):
    assert clean(f"{TITLE}\n\nMarch 4, 2021\n\n{BODY}\n\n{line}").credit == credit


def test_the_agency_of_a_dateline_and_of_a_byline_is_the_credit():
    assert clean(f"{TITLE}\n\nNORTHPORT (AP) - {BODY}").credit == "AP"
    assert clean(f"{TITLE}\n\nBy Reuters\n\nMarch 4, 2021\n\n{BODY}").credit == "Reuters"


def test_an_outlet_is_not_its_own_credit():
    text = f"{TITLE}\n\nNorthport, March 4 (RDN)-- {BODY}\n\n<https://www.radiodn.example/news/4411-northern-canal-closes-for-three-weeks>\n\nRadio Delta North"
    cleaned = clean(text)
    assert cleaned.outlet == "Radio Delta North"
    assert cleaned.url == "https://www.radiodn.example/news/4411-northern-canal-closes-for-three-weeks"
    assert cleaned.credit is None


def test_an_address_that_tells_another_title_is_not_the_reports():
    assert clean(f"{TITLE}\n\n{BODY}\n\nhttps://www.example.org/bakers-end-strike").url is None


def test_an_outlet_is_named_only_where_the_page_bears_it():
    assert clean(f"{TITLE}\n\n{BODY}").outlet is None
    assert clean(f"{TITLE}\n\n{BODY}\n\nCopyright 2021 by DBC NewsSource. All rights reserved.").outlet is None
    assert (
        clean(
            f"{TITLE}\n\n{BODY}\n\nDelta TV's website can also be accessed at the following addresses:\n\nDelta TV Live"
        ).outlet
        == "Delta TV"
    )
    assert (
        clean(f"DELTA\n\nINSTITUTE FOR\n\nWATER STUDIES\n\n{TITLE.upper()}\n\n- 04.03.2021\n\n{BODY}").outlet
        == "Delta Institute for Water Studies"
    )


def test_names_of_agencies_and_hosts():
    assert agency_name("The Associated Press") == "AP"
    assert agency_name("Delta News") == "Delta News"
    assert host_of("https://www.example.org/a") == "example.org"
    assert host_of("example.org/a") == "example.org"
    assert host_of("http://[broken") is None
    assert host_of(None) is None


def test_the_language_is_named_where_there_is_enough_text():
    assert clean(f"{TITLE}\n\n{BODY}").language == "en"
    assert clean("Canal closes.").language is None
    german = "Der nördliche Kanal bleibt drei Wochen lang für alle Schiffe gesperrt, weil die alte Schleuse neu gebaut wird, sagte der Hafen am Mittwoch."
    assert clean(german).language == "de"


def test_a_masthead_with_a_subtitle_gives_the_name_alone():
    head = f"HARBOUR\n\nGAZETTE\n\nREVIEW OF THE\n\nCANALS AND LOCKS\n\n{TITLE.upper()}\n\n- 04.03.2021\n\n{BODY}"
    assert clean(head).outlet == "Harbour Gazette"
    assert clean(f"{head}\n\nDues rose, brokers told the Gazette on Monday.").outlet == "Harbour Gazette"


def test_of_a_masthead_in_two_languages_the_name_in_the_reports_is_taken():
    head = f"DELTA\n\nVESI\n\nLAITOS\n\nINSTITUTE FOR\n\nWATER STUDIES\n\n{TITLE.upper()}\n\n- 04.03.2021\n\n{BODY}"
    assert clean(head).outlet == "Institute for Water Studies"


def test_a_name_that_goes_with_the_address_at_the_foot_is_the_outlet():
    assert (
        clean(f"DELTA COURIER\n\n{TITLE}\n\n4 March 2021\n\n{BODY}\n\ndelta-courier.example").outlet == "Delta Courier"
    )


def test_who_wrote_in_capitals_before_a_day_is_no_town():
    assert clean(f"{TITLE}\n\nANNA HOLT, Staff Writer - March 4, 2021\n\n{BODY}").byline == "ANNA HOLT, Staff Writer"


@pytest.mark.parametrize(
    "line",
    [
        "LINDOW, NF, March 4, 2021",
        "MOUNT LINDOW, Northfolk -- March 4, 2021",
        "OSLO, March 4, 2021",
        "ST. LOUIS, March 4, 2021",
    ],
)
def test_a_dateline_on_a_line_of_its_own_gives_the_day_and_credits_nobody(line):
    cleaned = clean(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert cleaned.published == day(2021, 3, 4)
    assert cleaned.credit is None
    assert clean(f"{TITLE}\n\nREUTERS, March 4, 2021\n\n{BODY}").credit == "Reuters"


def test_a_source_line_with_nothing_behind_it_credits_nobody():
    foot = "Alle Rechte vorbehalten. Nachdruck nur mit Genehmigung des Verlags und mit Angabe der Quelle."
    assert clean(f"{TITLE}\n\n4 March 2021\n\n{BODY}\n\nQuelle/Source:\n\n{foot}").credit is None


def test_a_plain_mapping_is_read_for_what_it_leaves_open():
    text = f"{TITLE}\n\nBy Petra Lindqvist\n\nMarch 4, 2021\n\n{BODY}\n\nSource: Delta News Agency"
    report = as_report({"id": "a", "text": text, "byline": "Jo Menk"})
    assert (report.title, report.credit, report.byline) == (TITLE, "Delta News Agency", "Jo Menk")
    assert (report.published, report.published_from) == (day(2021, 3, 4), "text")
    given = as_report({"id": "a", "text": text, "published": "2021-03-05"})
    assert (given.published, given.published_from) == (day(2021, 3, 5), "metadata")


PIER = (
    "Pier to close for repairs\n\n{}\n\nThe harbour board of Lindow said on Tuesday that the old ferry pier would close on 1 June for "
    "repairs.\n\n“The pier is safe today, but it will not be safe in a year,” the harbour master, Mara Lindt, said.\n"
)


@pytest.mark.parametrize(
    ("line", "outlet", "byline", "credit", "day"),
    [
        # A house with the report's only day is whose report it is, not a source that the report names.
        ("Lindow Courier, 3 May 2023", "Lindow Courier", None, None, "2023-05-03"),
        ("Shore Times, 3 May 2023", "Shore Times", None, None, "2023-05-03"),
        ("*Radio Lindow, May 3, 2023*", "Radio Lindow", None, None, "2023-05-03"),
        # Beside another day it is where the text appeared before.
        ("Shore Times, 3 May 2023\n\n5 May 2023", None, None, "Shore Times", "2023-05-05"),
        ("Reuters, 3 May 2023", None, None, "Reuters", None),
        # A person's name is one, and the day is no part of it.
        ("Anna Veld, 3 May 2023", None, "Anna Veld", None, "2023-05-03"),
    ],
)
def test_a_name_with_a_day_over_the_text_is_told_by_what_it_names(line, outlet, byline, credit, day):
    found = clean(PIER.format(line))
    assert (found.outlet, found.byline, found.credit) == (outlet, byline, credit)
    assert (found.published and found.published.date().isoformat()) == day


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("NORTH COUNTY BULLETIN", "North County Bulletin"),
        ("Radio Lindow", "Radio Lindow"),
        ("World News", None),
        ("Guest Post", None),
        ("Local Weekly", None),
        ("Back to the harbour", None),
    ],
)
def test_a_house_on_the_first_line_is_whose_report_it_is(line, outlet):
    assert clean(f"{line}\n\n{PIER.format('3 May 2023')}").outlet == outlet
