"""What holds for claims, wordings, counts and differences whatever the reports say."""

import re
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from reckon_pile import Pile

from stemma import find_differences, schema
from stemma.model import Claims, Span
from stemma.reckon import recount, unanswered
from stemma.reckon.count import Line, count_lines
from stemma.reckon.join import Node, compare, compare_nodes, weigh_pair
from stemma.reckon.units import Terms, find_terms
from stemma.reckon.worth import may_count
from stemma.schema import SCHEMAS
from stemma.settings import ClaimSettings

WORDS = [
    "the",
    "ferry",
    "bridge",
    "dam",
    "Norland",
    "Brask",
    "Vell",
    "sank",
    "fell",
    "burnt",
    "24",
    "26",
    "three",
    "not",
    "never",
    "on",
    "Monday,",
    "of",
    "US",
    "U.S.",
    "defence",
    "defense",
    "allegedly",
    "said",
    "accused",
    "denied",
    "accusations",
    "(Vell)",
    "[sic]",
    "😀",
    "é",
    "…",
    "'gate'",
    "harbour",
    "1,000",
    "million",
]
NAMES = {"Norland": "Zubova", "Brask": "Quillon", "Vell": "Ottumdorp"}
contents = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
cues = st.sampled_from(["said", "denied", "claimed", "accused", "declined"])
speakers = st.sampled_from([None, "brask", "lund"])
sayings = st.tuples(contents, cues, speakers, st.sampled_from(["direct", "indirect", "mixed"]))
piles = st.lists(st.lists(sayings, max_size=3), min_size=1, max_size=4)


def made(spec: list[list[tuple]], rename: bool = False) -> Pile:
    """A pile of one report for each list of sayings."""

    def new(text: str) -> str:
        return re.sub("|".join(NAMES), lambda m: NAMES[m.group()], text) if rename else text

    pile = Pile({}, names={new(name): name for name in NAMES})
    for number, sayings_of in enumerate(spec):
        text, rows = "", []
        for content, cue, speaker, kind in sayings_of:
            begin = len(text) + len("Ida Moor ") + len(cue) + 1 + (kind != "indirect")
            mark = '"' if kind != "indirect" else ""
            text += f"Ida Moor {cue} {mark}{new(content)}{mark}. "
            rows.append((begin, begin + len(new(content)), cue, speaker, kind))
        report = f"r{number}"
        pile.texts[report] = text
        for place, (begin, end, cue, speaker, kind) in enumerate(rows):
            cue_begin = text.rindex(cue, 0, begin)
            pile.rows.append({
                "attribution_id": f"{report}-{place}", "report_id": report, "kind": kind,
                "source": [{"begin": cue_begin - 9, "end": cue_begin - 1}],
                "cue": [{"begin": cue_begin, "end": cue_begin + len(cue)}], "content": [{"begin": begin, "end": end}],
                "speaker_id": speaker, "negated": False, "hedged": False, "confidence": 0.9,
            })  # fmt: skip
    return pile


def found_differences(pile: Pile, claims: Claims) -> list[dict]:
    return find_differences(
        pile.reports, reuse=schema.empty("reuse"), story_reports=pile.story_reports, descent=pile.descent,
        variants=schema.empty("variants"), times=schema.empty("times"), claims=claims, entities=pile.entities,
        segments=pile.segments, parses={},
    ).to_pylist()  # fmt: skip


@given(piles)
def test_every_row_points_into_the_texts_and_every_content_is_in_a_claim(spec):
    pile = made(spec)
    claims = pile.claims()
    for name in Claims.__dataclass_fields__:
        assert getattr(claims, name).schema == SCHEMAS[name]
    reports = {row["attribution_id"]: row["report_id"] for row in pile.rows}
    for row in claims.wordings.to_pylist():
        text = pile.texts[reports[row["attribution_id"]]]
        assert 0 <= row["begin"] <= row["end"] <= len(text)
        if row["kind"] != "cue":
            assert text[row["begin"] : row["end"]] == row["reading"]
    ids = set(claims.claims.column("claim_id").to_pylist())
    for name in ("claim_attributions", "wordings", "replies"):
        assert set(getattr(claims, name).column("claim_id").to_pylist()) <= ids
    assert set(unanswered(claims)) <= ids
    for row in found_differences(pile, claims):
        for side in row["sides"]:
            if side["begin"] is not None:
                assert 0 <= side["begin"] <= side["end"] <= len(pile.texts[side["report_id"]])


@given(piles)
def test_counts_are_intervals_that_hold_their_likely_value(spec):
    pile = made(spec)
    claims = pile.claims()
    for row in claims.claims.to_pylist():
        assert 1 <= row["lines_least"] <= row["lines"] <= row["lines_most"] <= row["reports"]
        assert 1 <= row["sources_least"] <= row["original_sources"] <= row["sources_most"]
    assert recount(claims, pile.descent, pile.reports) == claims.claims


@given(piles)
def test_the_order_of_reports_does_not_show(spec):
    pile = made(spec)
    names = list(pile.texts)
    one, other = pile.claims(names), pile.claims(names[::-1])
    assert all(getattr(one, name) == getattr(other, name) for name in Claims.__dataclass_fields__)


@given(piles)
def test_other_names_give_the_same_shapes(spec):
    one, other = made(spec).claims(), made(spec, rename=True).claims()
    counted = [name for name in SCHEMAS["claims"].names if name != "statement"]
    assert one.claims.select(counted) == other.claims.select(counted)
    assert one.claim_attributions == other.claim_attributions
    assert one.replies == other.replies


@given(piles, sayings)
def test_a_stranger_changes_nothing(spec, saying):
    pile, with_stranger = made(spec), made([*spec, [saying]])
    with_stranger.stories = {f"r{len(spec)}": "another"}
    before = pile.claims()
    after = with_stranger.claims()
    kept = [row for row in after.claims.to_pylist() if row["story_id"] == "story"]
    assert kept == before.claims.to_pylist()


def terms_of(text: str) -> Terms:
    return find_terms(text, [Span(0, len(text))], ((), (), ()))


@given(contents, contents)
def test_likeness_is_symmetric_and_whole_for_equals(a, b):
    one, other = compare(terms_of(a), terms_of(b)), compare(terms_of(b), terms_of(a))
    assert one == other
    assert one.contained == other.contained or abs(one.contained - other.contained) < 1e-9
    same = compare(terms_of(a), terms_of(a))
    assert same.apart == ""
    assert same.score > 0.999 or not terms_of(a).term


@given(st.text(max_size=80))
def test_terms_lie_in_order_inside_any_text(text):
    terms = terms_of(text)
    assert list(terms.begin) == sorted(terms.begin)
    assert all(0 <= b < e <= len(text) for b, e in zip(terms.begin, terms.end, strict=True))


lines = st.builds(Line, st.sampled_from("abcd"), st.booleans(), st.frozensets(st.sampled_from("abcde"), max_size=2))


@given(
    st.lists(lines, min_size=1, max_size=6),
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=2),
)
def test_lines_are_an_interval(of_reports, pairs):
    least, likely, most = count_lines(of_reports, [None] * len(of_reports), pairs)
    assert 1 <= least <= likely <= most
    assert count_lines(of_reports[::-1], [None] * len(of_reports), pairs) == (least, likely, most)
    owned = count_lines(of_reports, ["one owner"] * len(of_reports), pairs)
    assert owned[1] == 1


def content_node(words: list[str], deed: bool, quoted: bool) -> Node:
    text = " ".join(words)
    terms = find_terms(text, [Span(0, len(text))], ((), (), ()))
    deeds = frozenset({"blam"}) if deed else frozenset[str]()
    return Node(terms, None, False, (0,), frozenset(), quoted, quoted, terms, (), deeds)


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0.5, 0.75, 1.0]),
)
def test_what_is_not_worth_aligning_could_not_have_counted(one, other, deed, quoted, sure):
    settings = ClaimSettings()
    a, b = content_node(one, deed, quoted), content_node(other, deed, quoted)
    malus = settings.unknown_malus if sure < 1 else 0.0
    if not may_count(a.terms, b.terms, deed, quoted, sure, malus, settings):
        likeness = compare_nodes(a, b)
        assert likeness.apart != "figure"
        assert likeness.apart != "negation" or likeness.score < settings.contrary
        assert weigh_pair(a, b, likeness, sure, lambda *_: True, settings) < settings.beside
