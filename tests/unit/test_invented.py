"""The invented stories are read as they were marked, and scored as real ones are."""

import pytest
from benchmarks import invented
from benchmarks.differences import count


@pytest.mark.parametrize("part", invented.PARTS)
def test_every_slot_is_stated_where_it_is_said_to_be(part):
    for story in invented.read_stories(part):
        texts = {report["id"]: report["text"] for report in story.reports}
        assert not any("{" in text or "}" in text for text in texts.values())
        for slot in story.slots:
            values = {stated["value"] for stated in slot["stated"]}
            assert len({stated["report_id"] for stated in slot["stated"]}) > 1
            assert (len(values) > 1) == (slot["verdict"] in ("differs", "grew"))
            for stated in slot["stated"]:
                assert all(texts[stated["report_id"]][begin:end].strip() for begin, end in stated["spans"])


def test_what_is_told_at_a_slot_counts(tmp_path):
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "# story: a boat\n## report outlet=A; published=2021-05-04T10:00\nThe boat sank with {s1=4|four} men.\n"
        "## report outlet=B; published=2021-05-04T12:00\n{s1=5|Five} men were in the boat.\n## slots\ns1; differs; number; men\n",
        "utf-8",
    )
    (story,) = invented.read_stories("one", tmp_path)
    assert [report["text"] for report in story.reports] == [
        "The boat sank with four men.",
        "Five men were in the boat.",
    ]
    side = (
        {"report_id": "a-1", "value": "four", "begin": 19, "end": 23},
        {"report_id": "a-2", "value": "five", "begin": 0, "end": 4},
    )
    told = count(story, [{"kind": "number", "sides": list(side)}])
    assert (told.slots, told.slots_found, told.right) == (1, 1, 1)


def test_a_slot_that_is_not_declared_is_an_error(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("# story: x\n## report outlet=A; published=2021-05-04T10:00\n{s1=4|four} men.\n## slots\n", "utf-8")
    with pytest.raises(ValueError, match="does not declare"):
        invented.read_story(path)
