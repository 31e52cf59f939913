"""Which reports share names: counted and grouped as by looking at each two of them."""

from hypothesis import given
from hypothesis import strategies as st

from stemma.name.near import count_near, group_near

NAMES = st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=12)
APART = st.frozensets(st.sampled_from("abc"), max_size=1)
LEAST = st.integers(1, 3)


@given(NAMES, NAMES, APART, LEAST)
def test_as_many_are_near_as_share_so_many_names(rows, others, apart, least):
    sided = [("even" if n % 2 == 0 else "odd", own) for n, own in enumerate(others)]
    expected = [
        {
            side: sum(len((own & other) - apart) >= least for told, other in sided if told == side)
            for side in dict.fromkeys(side for side, _ in sided)
        }
        for own in rows
    ]
    assert count_near(rows, sided, apart, least) == expected


@given(NAMES, APART, LEAST)
def test_a_group_is_all_that_each_next_one_is_near_to(names, apart, least):
    groups = group_near(names, apart, least)
    place = {n: number for number, group in enumerate(groups) for n in group}
    assert sum(map(len, groups)) == len(place)
    for n, one in enumerate(names):
        near = [m for m, other in enumerate(names) if m != n and len((one & other) - apart) >= least]
        assert bool(near) == (n in place)
        assert all(place[m] == place[n] for m in near)


def test_a_group_is_tied_from_one_to_the_next():
    names = [frozenset("ab"), frozenset("xy"), frozenset("cd"), frozenset("abcd"), frozenset("yz")]
    assert group_near(names, frozenset(), 2) == [[0, 2, 3]]
