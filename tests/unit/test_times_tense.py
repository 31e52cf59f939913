"""Which way a bare weekday points, and what "two days earlier" counts from. All texts are invented."""

from datetime import UTC, date, datetime

import pytest

from stemma.model import Block, Report
from stemma.name.times import find_times, time_tables

# A Wednesday; 18 to 23 March are the days to come, 12 to 16 March those just gone.
DAY = date(2021, 3, 17)

FERRY = (
    "The port blamed the crew on Tuesday for the loss of the ferry. The crew denied it. No buoy was lit on "
    "Friday, it said, and none had been since January. Most of those on board were on their way home from the "
    "market. The port has been short of staff for years, and its master has twice asked for help. The ferry "
    "had been halfway over when it sank two days earlier."
)


def values(text, published=DAY):
    return [t.value for t in find_times(text, published) if t.type in ("DATE", "TIME")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # What the verb before the day says holds, whatever stands after it.
        ("The choir sang in the square on Sunday and will sing again in the hall.", "2021-03-14"),
        # Words that only begin like "can", "may" and "will" promise nothing.
        ("The line cancelled 40 sailings on Friday.", "2021-03-12"),
        ("Talks with the mayor on Friday.", "2021-03-12"),
        ("The keeper seemed willing on Friday.", "2021-03-12"),
        ("The group filmed the bridge on Sunday night and will show the pictures.", "2021-03-14TNI"),
        ("“Nothing was moved on Sunday, by hand or by crane,” he said.", "2021-03-14"),
        ("The mayor, who was ill last week, will open the fair on Friday.", "2021-03-19"),
        ("Drivers have been told that the road, closed by snow, will open on Friday.", "2021-03-19"),
        ("The clerk said later on Tuesday that nobody was hurt.", "2021-03-16"),
        # Without a verb before it, the one after it.
        ("On Friday, the council will vote.", "2021-03-19"),
        ("On Friday, the council voted to adjourn.", "2021-03-12"),
        ("Sunday’s concert will be free.", "2021-03-21"),
        ("Sunday’s concert was free.", "2021-03-14"),
        # Until and by.
        ("The barge was kept in port until Monday evening with its crew.", "2021-03-15TEV"),
        ("He had given the tenants until Friday, he said.", "2021-03-19"),
        ("The court extended the deadline until Friday.", "2021-03-19"),
        ("The pool is closed until Friday.", "2021-03-19"),
        ("Flags will fly at half-mast until Friday, the council announced.", "2021-03-19"),
        ("Another nine inches of rain fell by Sunday night.", "2021-03-14TNI"),
        ("The union demanded an answer by Friday.", "2021-03-19"),
        ("She had ordered the keys to be handed to the clerk by Friday.", "2021-03-19"),
        ("Anglers have been pulling them out since Monday, she said.", "2021-03-15"),
        # What is set for a day.
        ("She has ordered a test of the whole line for Friday.", "2021-03-19"),
        ("The judge called a hearing for later Friday to discuss it.", "2021-03-19"),
        ("They apologised for Sunday’s noise.", "2021-03-14"),
        # Forms that look ahead.
        ("The council is to meet on Friday.", "2021-03-19"),
        ("Divers were to go down to the wreck again on Friday, a pilot said.", "2021-03-19"),
        ("He said the vote would be held on Friday.", "2021-03-19"),
        ("The band agreed to play on Friday.", "2021-03-19"),
        ("The result is expected to be announced on Friday.", "2021-03-19"),
        ("They announced three days of mourning, starting on Friday.", "2021-03-19"),
        ("Council to vote on Friday", "2021-03-19"),
        ("The council meets on Friday.", "2021-03-19"),
        ("The minister will visit the flooded town on Friday.", "2021-03-19"),
        ("The lane is expected to remain closed on Friday.", "2021-03-19"),
        ("It is to open soon, but on Sunday the doors were shut.", "2021-03-14"),
        ("She said that on Friday the council will vote.", "2021-03-19"),
        ("The fair hopes to draw 500, but as of Monday only 20 had signed.", "2021-03-15"),
        ("The march is billed for Friday.", "2021-03-19"),
        # The present: the nearer day.
        ("The two sides meet Friday in the old town hall.", "2021-03-19"),
        ("The port is holding a fair on Friday.", "2021-03-19"),
        ("Police are looking into a fire on Monday.", "2021-03-15"),
        ("Boats on Sunday at the quay before the race", "2021-03-14"),
        ("A concert in the old harbour on Friday will be free.", "2021-03-19"),
        ("Though they will meet again, on Sunday he was silent.", "2021-03-14"),
        ("They will meet in port, on Friday, the mayor said.", "2021-03-19"),
        ("The mayor may resign after Sunday’s verdict.", "2021-03-14"),
        ("The sale will resume after Friday’s vote.", "2021-03-19"),
        # Forms that only seem to.
        ("The mayor has sought to calm them, saying in an interview on Sunday that he would stay.", "2021-03-14"),
        ("What lay behind the long delay of the ferry on Sunday, and how the port can do better", "2021-03-14"),
        ("They boarded a boat bound for the islands on Sunday.", "2021-03-14"),
        ("A guest to discuss the reasons for the long delay of the ferry on Sunday", "2021-03-14"),
        ("The captain gave the word to lower the boats on Sunday.", "2021-03-14"),
        ("Guests told us to look inside. Sunday night’s play was the last.", "2021-03-14TNI"),
        ("The chest held some 40 coins by Sunday night.", "2021-03-14TNI"),
        ("The runner failed to finish on Sunday.", "2021-03-14"),
        ("The family could not be reached on Sunday.", "2021-03-14"),
        ("The train was late due to snow on Sunday.", "2021-03-14"),
        ("It would have opened on Sunday but for the rain.", "2021-03-14"),
        ("A man is in hospital after a fall on Sunday and will be kept there.", "2021-03-14"),
    ],
)  # fmt: skip
def test_the_nearest_verb_of_the_sentence_says_which_way_a_weekday_points(text, value):
    assert [v for v in values(text) if v[0] == "2" and "W" not in v] == [value]


def test_the_day_after_publication_told_as_past_stays_open():
    # A report's day may lag behind its text; six days back is hardly ever meant by a bare weekday.
    assert values("The clerk said on Thursday that nobody was hurt.") == ["XXXX-WXX-4"]
    assert values("The clerk said last Thursday that nobody was hurt.") == ["2021-03-11"]
    assert values("The clerk will speak on Thursday.") == ["2021-03-18"]


def test_names_of_programmes_are_no_times():
    assert values('He told "This Week" so.') == []
    assert values('He said: "This week was good."') == ["2021-W11"]


def test_named_fridays_are_no_weekdays():
    assert values("Shops were full on Black Friday.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # From the day told in the same sentence, or in the one before.
        ("The court freed him on Monday, having heard him two days earlier.", "2021-03-13"),
        ("The bell cracked on Saturday. It had been cleaned the day before.", "2021-03-12"),
        ("He was held on 2 March 2021. A week later he was freed.", "2021-W10"),
        # From the day of the news, not from any day told in between.
        (FERRY, "2021-03-14"),
        ("The port blamed the crew for the loss of the ferry, which sank two days earlier.", "2021-03-15"),
        ("It came two days earlier than the crew had hoped.", None),
        ("A week later he was freed.", "FUTURE_REF"),
        ("Two years earlier he had been freed.", "PAST_REF"),
    ],
)
def test_earlier_and_later_count_from_the_day_told_nearby_or_from_the_news(text, value):
    found = values(text)
    assert (found[-1] if found else None) == value


def test_an_undated_text_may_tell_of_the_very_day_that_it_names_and_of_the_days_before():
    # 15 March 2021 was a Monday.
    text = "The crew went home on Monday. A bell rang on Saturday. (Picture of 15 March 2021)"
    monday, saturday, _ = find_times(text)
    assert (monday.value, monday.earliest) == ("XXXX-WXX-1", datetime(2021, 3, 15, tzinfo=UTC))
    assert (saturday.value, saturday.earliest) == ("XXXX-WXX-6", datetime(2021, 3, 9, tzinfo=UTC))


def test_without_any_day_earlier_stays_open():
    assert values("The ferry sank two days earlier.", None) == ["PAST_REF"]


def test_a_caption_tells_what_was_in_the_present():
    parts = [("caption", "The mayor meets pilots on Monday."), ("body", "The mayor met pilots on Tuesday, two days earlier than planned. They had met a day earlier.")]  # fmt: skip
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(len(text), len(text) + len(part) + 1, kind))
        text += part + "\n"
    report = Report(id="a", text=text, blocks=tuple(blocks), published=datetime(2021, 3, 17, tzinfo=UTC))
    rows = [row["value"] for row in sorted(time_tables([report]).to_pylist(), key=lambda row: row["begin"])]
    assert rows == ["2021-03-15", "2021-03-16", "P2D", "2021-03-15"]


def test_an_hour_beside_a_date_is_of_that_day():
    assert values("Published: Tuesday, 9 March 2021, 16:40") == ["2021-03-09", "2021-03-09T16:40"]
