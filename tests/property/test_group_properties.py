"""Whatever the reports: each has one story, each story one saga, and order does not matter."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from stemma.group import group_stories, story_tables

SENTENCES = st.sampled_from(
    [
        "The Halcyon struck a sandbank off Tarn Skerry on Tuesday, the coast guard said.",
        "Odila Brandt said that all 212 people were brought ashore at Port Ansel.",
        "Petra Moss opens the library of the choir school at Lindow in the autumn.",
        "“Nobody lost their nerve,” Brandt told reporters on the quay after dawn.",
        "Inspectors charged Ruben Fairlie with falsifying the log of the pumps.",
        "(Photo taken on May 20, 2031)", "", "12", "🙂", "\x00",
    ]
)  # fmt: skip
REPORTS = st.lists(
    st.tuples(st.lists(SENTENCES, max_size=5).map("\n".join), st.none() | st.dates(date(2031, 1, 1), date(2031, 6, 1))),
    max_size=6,
).map(lambda rows: [{"id": f"r{n}", "text": text, "published": day} for n, (text, day) in enumerate(rows)])


@given(REPORTS, st.randoms())
def test_each_report_has_one_story_and_each_story_one_saga(reports, chance):
    table = group_stories(reports)
    assert sorted(table["report_id"].to_pylist()) == sorted(one["id"] for one in reports)
    sagas = {}
    for row in table.to_pylist():
        assert sagas.setdefault(row["story_id"], row["saga_id"]) == row["saga_id"]
        assert row["reason"]
    stories, story_reports = story_tables(reports, table)
    assert sum(stories["reports"].to_pylist()) == story_reports.num_rows == len(reports)
    chance.shuffle(reports)
    assert group_stories(reports).equals(table)
