"""Words that many contents of a saga have say less of any two of them."""

from hypothesis import given
from hypothesis import strategies as st
from reckon_pile import Pile, together

from stemma.reckon.rarity import weigh_by_rarity
from stemma.reckon.units import Terms
from stemma.settings import ClaimSettings

SETTINGS = ClaimSettings()
words = st.lists(st.sampled_from(["ferry", "dam", "lock", "lamp", "harvest", "toll"]), min_size=1, max_size=5)


def terms_of(content: list[str]) -> Terms:
    return Terms(tuple(range(len(content))), tuple(range(1, len(content) + 1)), tuple(content), (1.0,) * len(content))


@given(st.lists(words, max_size=200))
def test_no_weight_rises_or_is_lost_and_the_order_does_not_matter(contents):
    given_terms = [terms_of(content) for content in contents]
    weighed = weigh_by_rarity(given_terms, SETTINGS)
    assert [one.term for one in weighed] == [one.term for one in given_terms]
    assert all(SETTINGS.common_least <= weight <= 1.0 for one in weighed for weight in one.weight)
    assert weigh_by_rarity(given_terms[::-1], SETTINGS)[::-1] == weighed


def test_what_everybody_speaks_of_counts_less_than_what_two_speak_of():
    contents = [terms_of(["ferry", f"word{n}"]) for n in range(60)] + [terms_of(["lamp"]), terms_of(["lamp"])]
    weighed = weigh_by_rarity(contents, SETTINGS)
    assert weighed[0].weight[0] < 0.6 < weighed[-1].weight[0] == 1.0


def test_what_a_whole_saga_is_about_joins_no_two_contents():
    first, second = "the old ferry at Vell needs a pilot", "the old ferry at Vell will carry grain"
    rest = [f"the old ferry at Vell is topic{n} of thing{n}" for n in range(60)]
    for others, joined in ((rest, False), ([], True)):
        pile = Pile({str(n): f"Brask said {content}." for n, content in enumerate([first, second, *others])})
        ids = [
            pile.said(str(n), "Brask", "said", content, by="brask")
            for n, content in enumerate([first, second, *others])
        ]
        assert any(set(ids[:2]) <= set(group) for group in together(pile.claims())) is joined
