"""The made stories by which the growth of descent is measured."""

from benchmarks.descent_growth import plant_story

from stemma.descend import infer_descent


def test_a_made_story_is_the_same_each_time_and_mostly_one_family():
    story = plant_story(3, 14)
    assert story == plant_story(3, 14)
    assert len({row["id"] for row in story}) == len({row["outlet"] for row in story}) == 14
    assert 0 < sum(row["published"] is None for row in story) < 14
    linked = set(infer_descent(story).descents.column("child").to_pylist())
    assert len(linked & {row["id"] for row in story}) >= 11
