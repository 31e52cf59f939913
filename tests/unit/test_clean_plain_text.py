"""Plain-text dumps of pages told apart. All texts are invented."""

import pytest

from stemma.clean import find_blocks
from stemma.model import BLOCK_KINDS

LEAD = "The northern canal will be closed to all ships for three weeks while its oldest lock is rebuilt, the port said."
SECOND = "Barges that carry grain to the coast must take the longer way round, which adds two days to each voyage."
THIRD = '"We know what this costs the farmers," said the harbour master, Ines Valdo, who has asked the state for help.'
FOURTH = "The lock was built ninety years ago and has been repaired eleven times since the great flood of the delta."
BODY = [LEAD, SECOND, THIRD, FOURTH]


def told(text, title=None):
    return [(block.kind, " ".join(text[block.begin : block.end].split())) for block in find_blocks(text, title)]


def kind_of(text, line):
    return next(kind for kind, said in told(text) if said == line)


def page(*before, body=(), after=()):
    return "\n\n".join([*before, *(body or BODY), *after])


def assert_tiles(text):
    blocks = find_blocks(text)
    assert "".join(text[b.begin : b.end] for b in blocks) == text
    assert all(b.kind in BLOCK_KINDS and b.begin < b.end for b in blocks)


def test_no_text_has_no_blocks():
    assert find_blocks("") == ()


@pytest.mark.parametrize("text", [" \n ", "word", "....", "\x00\x01", "🙂🙂", "\n\n\nA\r\nB", "x" * 10000])
def test_odd_texts_are_tiled(text):
    assert_tiles(text)


@pytest.mark.parametrize(
    "piece",
    ["1", "A", " ", "a@", "of ", "By Ann Lee, ", "May 1 ", "{", "http://", "reporting by ", '"', "(photo ", "a\n", "<"],
)
def test_lines_made_to_stall_a_pattern_are_tiled(piece):
    assert_tiles(piece * 5000 + "x")


def test_a_title_a_byline_and_a_date_stand_before_the_body():
    text = page("Canal closes for three weeks", "By Petra Lindqvist", "March 4, 2021")
    assert told(text)[:3] == [
        ("title", "Canal closes for three weeks"),
        ("byline", "By Petra Lindqvist"),
        ("date", "March 4, 2021"),
    ]
    assert [said for kind, said in told(text) if kind == "body"] == BODY


def test_a_standfirst_stands_between_title_and_date():
    standfirst = "Port says the lock of the northern canal must be rebuilt before the grain harvest."
    text = page("Canal closes for three weeks", standfirst, "4 March 2021")
    assert kind_of(text, standfirst) == "standfirst"


def test_a_title_that_is_printed_twice_is_one_title():
    text = page("Canal closes for three weeks", "Canal closes for three weeks", "4 March 2021")
    assert [kind for kind, said in told(text) if said == "Canal closes for three weeks"] == ["title", "furniture"]


@pytest.mark.parametrize(
    "opening",
    [
        "NORTHPORT, March 4 (Agency) -- ",
        "Northport, March 4 (NPA)-- ",
        "NORTHPORT (Agency) - ",
        "NORTHPORT/EASTHAVEN, Delta — ",
        "SAINT HELM, Delta (NPA) – ",
        "(NPA) - ",
        "NORTHPORT — ",
    ],
)
def test_a_dateline_is_cut_from_its_paragraph(opening):
    text = page("Canal closes for three weeks", body=[opening + LEAD, SECOND, THIRD])
    assert ("dateline", opening.strip()) in told(text)
    assert ("body", LEAD) in told(text)


def test_letters_in_brackets_that_shorten_the_words_before_them_are_no_dateline():
    text = page(
        body=["Northern Port Authority (NPA) - which runs the canal - said that it will close for three weeks.", SECOND]
    )
    assert "dateline" not in [kind for kind, _ in told(text)]


@pytest.mark.parametrize(
    "caption",
    [
        "A barge waits below the old lock of the northern canal on June 7, 2020. (NPA photo)",
        "Barges lie along the quay at Northport, in this picture of the flood. (Photo by Jo Menk)",
        "FILE - In this June 7, 2020, file photo, a barge waits below the old lock of the canal.",
        "The harbour master speaks at a briefing in the port on June 7, 2020. (File Photo NPA) / NPA",
        "Harbour master Ines Valdo, left, greets the minister at the lock.",
        "Jo Menk/NPA via Getty Images",
    ],
)
def test_captions_inside_the_body_are_not_body(caption):
    text = page("Canal closes for three weeks", body=[LEAD, SECOND, caption, THIRD, FOURTH])
    assert kind_of(text, caption) == "caption"
    assert [said for kind, said in told(text) if kind == "body"] == BODY


def test_what_was_photographed_by_somebody_without_a_name_is_no_caption():
    line = "The council kept the chamber open through the night, and the gates were photographed by the builders before a storm."
    assert kind_of(page("Canal closes for three weeks", body=[LEAD, SECOND, line, THIRD, FOURTH]), line) == "body"


def test_a_sentence_in_the_present_tense_about_a_past_moment_under_the_title_is_a_caption():
    caption = "Harbour master Ines Valdo gives a talk on the old lock of the northern canal last June."
    assert kind_of(page("Canal closes for three weeks", "4.3.2021", caption), caption) == "caption"


def test_body_paragraphs_that_speak_of_pictures_and_dates_stay_body():
    spoken = (
        "In June 2020 the harbour master showed the minister the cracks in the lock and asked for money to mend it."
    )
    assert kind_of(page(body=[LEAD, spoken, THIRD]), spoken) == "body"


def test_lists_of_other_headlines_after_the_body_are_teasers():
    others = [
        "Explore",
        "Bakers of the old town end their strike",
        "By Olga Marsh, Tim Fenn",
        "Three held after fire in a mill",
    ]
    text = page("Canal closes for three weeks", after=["SOURCE:Agency", *others])
    kinds = {said: kind for kind, said in told(text)}
    assert kinds["SOURCE:Agency"] == "credit"
    assert [kinds[line] for line in others] == ["furniture", "teaser", "teaser", "teaser"]


def test_a_video_teaser_in_the_middle_is_no_body():
    video = [
        "Minister: We thank the engineers of the delta",
        "Minister: We thank the engineers of the delta",
        "2:36 PM ET Thu, 4 Feb 2021 | 01:55",
    ]
    text = page("Canal closes for three weeks", body=[LEAD, SECOND, *video, THIRD, FOURTH])
    assert [kind for kind, said in told(text) if said in video] == ["teaser"] * 3
    assert [said for kind, said in told(text) if kind == "body"] == BODY


def test_headlines_run_together_behind_their_rubric_are_no_body():
    rubric = (
        "MOST READ IN NEWS LAKE OF GOLD How a village by the lake became rich in a year BAKER'S DOZEN Baker reveals the secret of "
        "his bread after ten years MILL FIRE Crews race to the old mill as sparks fly over the town ROOF OFF Storm takes the roof of the school while all the children are away for the day HARBOUR ROW Ferrymen and "
        "fishermen quarrel over who may use the new quay before the summer begins and the boats come back"
    )
    first = "The council opened the new bridge on Monday, and the boats sailed under it all day. Nobody was late."
    last = "It said the old bridge would stay open until the end of the year, which is when the works are to begin."
    text = f"{first}\n{rubric}\n{last}"
    assert [text[b.begin : b.end].strip() for b in find_blocks(text) if b.kind == "body"] == [first, last]


def test_links_to_related_items_do_not_end_the_body():
    text = page(
        body=[LEAD, "Related content", "Bakers of the old town end their strike", SECOND, "Recommended", THIRD, FOURTH]
    )
    assert [said for kind, said in told(text) if kind == "body"] == BODY
    assert kind_of(text, "Bakers of the old town end their strike") == "teaser"


@pytest.mark.parametrize(
    "line",
    [
        "News ID: 4411", "Hits: 98", "3 MIN READ", "Share on Facebook", "Advertisement", "Sign up for our daily newsletter",
        "Copyright 2021 The Delta Courier. All rights reserved.", "* Comment:", "View Comments", "42 comments",
        "The Delta Courier's website can also be accessed at the following addresses:", "https://www.example.org/canal",
        "Sign up for the Delta's morning letter and never miss a lock.", "Members can listen to this story.", "Got a picture? Send it to us.",
        "Liked this article? The port letter goes out on Mondays.", "Cookie settings", "Fuente/Source:",
        "Unlimited digital access. $2 for 6 weeks.",
        "window.load = window.load || []; load.push({mode: 'thumbnails', container: 'below'});",
    ],
)  # fmt: skip
def test_counters_buttons_and_boilerplate_are_furniture(line):
    assert kind_of(page("Canal closes for three weeks", body=[LEAD, SECOND, THIRD], after=[line]), line) == "furniture"


def test_an_outlets_name_torn_over_lines_is_furniture():
    text = page(
        "DELTA", "INSTITUTE FOR", "WATER STUDIES", "CANAL CLOSES FOR THREE WEEKS WHILE LOCK IS REBUILT", "- 04.03.2021"
    )
    assert told(text)[:5] == [
        ("furniture", "DELTA"),
        ("furniture", "INSTITUTE FOR"),
        ("furniture", "WATER STUDIES"),
        ("title", "CANAL CLOSES FOR THREE WEEKS WHILE LOCK IS REBUILT"),
        ("date", "- 04.03.2021"),
    ]


def test_a_sentence_broken_over_lines_is_one_block():
    broken = "Barges that carry grain to the coast must take the longer way and\n\nround the cape, which adds two days."
    assert kind_of(page(body=[LEAD, broken, THIRD]), " ".join(broken.split())) == "body"


def test_text_wrapped_at_a_width_is_joined_into_paragraphs():
    wrapped = (
        "The northern canal will be closed to all ships for three\nweeks while its oldest lock is rebuilt, the port said, and\n"
        "barges must take the longer way round the cape meanwhile.\n\nThe lock was built ninety years ago and was repaired often\n"
        "since the great flood of the delta, when the old gates\nbroke and the lower town stood under water for a month."
    )
    assert [kind for kind, _ in told(wrapped)] == ["body", "body"]


def test_a_text_without_line_breaks_is_dateline_body_and_credit():
    text = f"NORTHPORT (Agency) - {LEAD} {SECOND} {THIRD} (Reporting by Jo Menk; Editing by Olga Marsh)"
    assert [kind for kind, _ in told(text)] == ["dateline", "body", "credit"]


def test_crossheads_and_short_sentences_stay_with_the_body():
    text = page(body=[LEAD, "THE LONGER WAY", SECOND, "They agreed.", THIRD])
    assert kind_of(text, "THE LONGER WAY") == "body"
    assert kind_of(text, "They agreed.") == "body"


def test_a_note_on_the_author_at_the_end_is_furniture_but_its_like_in_the_middle_is_body():
    note = "Jo Menk is a reporter for the Delta Courier."
    assert kind_of(page(after=[note]), note) == "furniture"
    assert kind_of(page(body=[LEAD, note, SECOND, THIRD, FOURTH]), note) == "body"


def test_items_with_dates_of_their_own_before_the_body_are_teasers():
    head = [
        "by Delta Metals - Feb 3, 2021 7:00 am", "The price of tin has not moved for a month in any of the markets.", "Feb 3, 2021 7:00 AM",
        "by Tim Fenn - Feb 4, 2021 2:45 pm", "After one bad harvest the mills of the lower town fear another.", "Feb 4, 2021 2:45 PM",
    ]  # fmt: skip
    text = page(*head)
    assert {kind for kind, said in told(text) if said in head} == {"teaser"}


def test_tokenised_text_is_told_apart_too():
    text = (
        "Canal closes for three weeks\nPUBLISHED : THURSDAY , MARCH 4 , 2021 , 1 : 32 PM\n"
        "The northern canal will be closed to all ships for three weeks , the port said .\nIt 's the longest closure in ninety years ."
    )
    assert [kind for kind, _ in told(text)] == ["title", "date", "body", "body"]


def test_a_given_title_is_found_where_it_stands():
    text = page("Bakers of the old town end their strike", "Lock rebuilt", "March 4, 2021")
    assert ("title", "Lock rebuilt") in told(text, "Lock  rebuilt")


def test_markdown_marks_are_layout():
    text = "# Canal closes for three weeks\n\n" + "\n\n".join(BODY)
    assert told(text)[0] == ("title", "# Canal closes for three weeks")


def test_replacing_every_name_changes_no_kind():
    text = page("Canal of Northport closes", "By Petra Lindqvist", "NORTHPORT (Agency) - " + LEAD, THIRD, FOURTH)
    other = (
        text.replace("Ines Valdo", "Ugo Brandt")
        .replace("Northport", "Westmouth")
        .replace("NORTHPORT", "WESTMOUTH")
        .replace("Petra Lindqvist", "Olaf Sandberg")
    )
    assert [b.kind for b in find_blocks(text)] == [b.kind for b in find_blocks(other)]


@pytest.mark.parametrize(
    "line",
    ["Sign here, the notice said, or lose your berth.", '"Follow us," the pilot called.', "Members can vote on the harbour dues until Friday evening."],
)  # fmt: skip
def test_sentences_of_the_report_that_resemble_appeals_stay_body(line):
    assert kind_of(page("Canal closes for three weeks", body=[LEAD, SECOND, line, THIRD]), line) == "body"


def test_a_scene_of_an_earlier_year_under_the_date_is_a_caption():
    scene = "The keeper's house of the northern canal during the regatta of 2016."
    assert kind_of(page("Canal closes for three weeks", "4.3.2021", scene), scene) == "caption"


@pytest.mark.parametrize(
    "line",
    ["The keeper's house of the northern canal was sold in 2016.", "The port plans a second canal for barges in 2024.", "A book tells of the flood in 1931."],
)  # fmt: skip
def test_what_happened_in_a_year_is_no_caption(line):
    assert kind_of(page("Canal closes for three weeks", "4.3.2021", line), line) != "caption"


def test_a_line_in_another_language_at_the_foot_is_furniture():
    foot = "Alle Rechte vorbehalten. Nachdruck nur mit Genehmigung des Verlags und mit Angabe der Quelle."
    text = page("Canal closes for three weeks", "4 March 2021", after=["Quelle/Source:", foot])
    assert kind_of(text, foot) in ("furniture", "teaser")
    assert kind_of(text, "Quelle/Source:") == "furniture"
    assert [said for kind, said in told(text) if kind == "body"] == BODY


def test_speech_in_another_language_is_body():
    spoken = '"Alle Schleusen bleiben bis zum Sommer geschlossen", sagte Frau Brandt am Mittwoch im Hafen.'
    assert kind_of(page("Canal closes for three weeks", body=[*BODY, spoken]), spoken) == "body"


def test_a_link_that_stands_twice_is_a_teaser_after_its_rubric():
    link = "Bakers of the old town end their strike after the mill fire…"
    text = page(
        "Canal closes for three weeks",
        "4 March 2021",
        "Related content",
        link,
        body=[LEAD, SECOND, "Related content", link, THIRD],
    )
    assert {kind for kind, said in told(text) if said == link} == {"teaser"}


def test_a_link_under_its_rubric_is_not_the_title():
    link = "Harbour master says oldest lock of canal must be rebuilt"
    text = page(
        "The week on the water", "By Petra Lindqvist", "4 March 2021", "Related content", link, body=[*BODY, link]
    )
    assert kind_of(text, link) == "teaser"


def test_a_place_on_a_line_of_its_own_is_a_dateline():
    text = page("Canal closes for three weeks", "4 March 2021", "NORTHPORT, Delta")
    assert kind_of(text, "NORTHPORT, Delta") == "dateline"


RUN = " ".join(BODY)


def test_a_page_on_one_line_is_told_apart():
    text = (
        "Delta Radio HEAR US NOW Home News Sport Weather Harbour: the canal closes for three weeks Thu Mar 4, 2021 5:46pm By Petra Lindqvist "
        f"NORTHPORT - {RUN} Got a picture? Send it to the newsroom. Follow us on Telegram. "
        "Delta Radio is owned by the Delta Trust. delta-radio.example Privacy settings"
    )
    kinds = told(text)
    assert ("title", "Harbour: the canal closes for three weeks") in kinds
    assert ("date", "Thu Mar 4, 2021 5:46pm") in kinds
    assert ("byline", "By Petra Lindqvist") in kinds
    assert ("dateline", "NORTHPORT -") in kinds
    assert [said for kind, said in kinds if kind == "body"] == [RUN]
    assert ("furniture", "Delta Radio") in kinds
    assert_tiles(text)


@pytest.mark.parametrize(
    ("head", "kinds"),
    [
        ("Canal closes for three weeks By Petra Lindqvist March 4, 2021", ["title", "byline", "date"]),
        ("Canal Closes By Order Of The Port By Petra Lindqvist and Jo Menk Published: 4 March 2021 3 min read", ["title", "byline", "date", "furniture"]),
        ("Canal closes for three weeks NORTHPORT (NPA) -", ["title", "dateline"]),
        ("Canal closes for three weeks Posted 6:08 am, March 4, 2021, by Delta Wires", ["title", "date", "byline"]),
        ("The treaty of March 4, 2021", []),
        ("On March 4, 2021 nobody came.", []),
    ],
)  # fmt: skip
def test_the_head_of_a_giant_line(head, kinds):
    assert [kind for kind, _ in told(f"{head} {RUN}")] == [*kinds, "body"]


def test_the_foot_of_a_giant_line():
    credited = (
        f"{RUN} (Reporting by Jo Menk; Editing by Olga Marsh) Copyright 2021 The Delta Courier. All rights reserved."
    )
    assert [kind for kind, _ in told(credited)] == ["body", "credit", "furniture", "furniture"]
    listed = f"{RUN} Most read Bakers of the old town end strike Three held after mill fire"
    assert [kind for kind, _ in told(listed)] == ["body", "teaser"]
    assert [kind for kind, _ in told(f"{RUN} Nobody answered.")] == ["body"]


def test_a_known_title_is_cut_from_a_giant_line():
    title = "Why the Northern Canal Closes"
    assert [block.kind for block in find_blocks(f"{title} {RUN}", title)] == ["title", "body"]
