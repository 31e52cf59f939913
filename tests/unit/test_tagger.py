"""The tagger's parts: a passage as pieces, numbers to attributions, and what happens where its file is absent."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import stemma
from stemma.attribute import attribute_reports
from stemma.attribute.decode import Linked, link_words
from stemma.attribute.passages import MOST_WORDS, cut_passages
from stemma.attribute.pieces import QUOTED, cut_pieces, load_vocabulary
from stemma.attribute.tagger import has_model, tag_passages
from stemma.reports import as_report
from stemma.segment import segment
from stemma.settings import AttributeSettings, TaggerSettings

MODEL = pytest.mark.skipif(not has_model(), reason="the model's file is not in this checkout")
TEXTS = st.text(st.sampled_from("abcXYZ é’'\"“” .,;:-1290ß漢\n\t\u200b\U0001f600"), max_size=80)


def pieces_in_words(passage: str) -> list[list[str]]:
    names = {number: piece for piece, number in load_vocabulary().items()}
    cut = cut_pieces(passage)
    bounds = [*cut.first.tolist(), len(cut.ids) - 1]
    return [[names[n] for n in cut.ids[a:b].tolist()] for a, b in pairwise(bounds)]


def test_a_passage_becomes_pieces_without_capitals_and_accents() -> None:
    assert pieces_in_words("Café's, ok") == [["cafe"], ["'"], ["s"], [","], ["ok"]]


def test_a_long_word_is_cut_longest_piece_first_and_an_unknown_one_is_said_to_be_unknown() -> None:
    (word,) = pieces_in_words("harbourmaster")
    assert word[0] == "harbour"
    assert "".join(piece.removeprefix("##") for piece in word) == "harbourmaster"
    assert pieces_in_words("\u0e01\u0e02\u200b" * 60)[0] == ["[UNK]"]


def test_words_in_quotation_marks_are_told_from_those_outside() -> None:
    cut = cut_pieces("He said “we ‘won’ it” then")
    quoted = (cut.kinds[cut.first] % QUOTED).tolist()
    words = ["He said “we ‘won’ it” then"[b:e] for b, e in zip(cut.begins, cut.ends, strict=True)]
    assert dict(zip(words, quoted, strict=True)) | {"“": 0, "”": 0, "‘": 1, "’": 1} == {
        "He": 0, "said": 0, "“": 0, "we": 1, "‘": 1, "won": 2, "’": 1, "it": 1, "”": 0, "then": 0,
    }  # fmt: skip


@given(TEXTS)
def test_pieces_cover_every_word_in_order(passage: str) -> None:
    cut = cut_pieces(passage)
    assert len(cut.ids) == len(cut.kinds) >= 2
    assert len(cut.first) == len(cut.begins) == len(cut.ends)
    assert all(b < e for b, e in zip(cut.begins, cut.ends, strict=True))
    assert all(e <= b for e, b in zip(cut.ends[:-1], cut.begins[1:], strict=True))
    left = "".join(
        c for i, c in enumerate(passage) if not any(b <= i < e for b, e in zip(cut.begins, cut.ends, strict=True))
    )
    assert not left.strip()


def passages_of(text: str) -> list[str]:
    report = as_report({"id": "a", "text": text})
    return [report.text[b:e] for b, e in cut_passages(report, segment(report))]


def test_a_paragraph_is_a_passage_and_a_long_one_is_cut_where_a_sentence_ends() -> None:
    assert passages_of("The lock was shut on Monday.\n\nIt will be opened in May.\n") == [
        "The lock was shut on Monday.",
        "It will be opened in May.",
    ]
    sentence = "The boats waited below the second lock for most of the day. "
    parts = passages_of(sentence * 40)
    assert len(parts) > 1
    assert all(part.startswith("The boats") and part.endswith("day.") for part in parts)
    assert all(len(part.split()) <= MOST_WORDS for part in parts)
    assert " ".join(parts).split() == (sentence * 40).split()


def test_a_quotation_in_a_paragraph_of_its_own_is_read_with_the_paragraph_that_says_whose_it_is() -> None:
    first = "The lock was shut on Monday, and nobody in the town knew why it was."
    lead, quotation = "The keeper of the lock told the crowd this:", "“The gate stays shut. We wait.”"
    assert passages_of(f"{first}\n\n{lead}\n\n{quotation}\n") == [first, f"{lead}\n\n{quotation}"]
    more = "“It was shut last year too.”"
    assert passages_of(f"{first}\n\n{quotation}\n\n{more}\n") == [f"{first}\n\n{quotation}\n\n{more}"]
    # With words of the report's own in it, it goes with what a colon leads in, and with nothing else.
    mixed = "“The gate stays shut,” she said, and left."
    assert passages_of(f"{first}\n\n{lead}\n\n{mixed}\n") == [first, f"{lead}\n\n{mixed}"]
    assert passages_of(f"{first}\n\n{mixed}\n") == [first, mixed]


def test_paragraphs_are_not_joined_to_more_than_a_passage_may_hold() -> None:
    waits = ["“" + f"The boats waited {hour} hours below the lock. " * 12 + "We wait.”" for hour in range(2, 6)]
    parts = passages_of("\n\n".join(["The keeper spoke of it at noon.", *waits]) + "\n")
    assert 1 < len(parts) < 5
    assert all(len(part.split()) <= MOST_WORDS for part in parts)
    assert " ".join(parts).split() == " ".join(["The keeper spoke of it at noon.", *waits]).split()


def numbers(roles: dict[str, list[int]], words: int) -> np.ndarray:
    """Scores that are sure of the roles' words; a negative number begins a span (as ``~word``)."""
    tags = np.zeros((words, 3, 3), np.float32)
    tags[:, :, 0] = 4.0
    for role, number in (("source", 0), ("cue", 1), ("content", 2)):
        for word in roles.get(role, ()):
            at, tag = (~word, 1) if word < 0 else (word, 2)
            tags[at, number] = 0.0
            tags[at, number, tag] = 8.0
    return tags.reshape(words, 9)


def linked(tags: np.ndarray, to_cue: np.ndarray, to_source: np.ndarray, quoted: Sequence[int] = ()) -> list[Linked]:
    """The attributions, where the words ``quoted`` stand in quotation marks."""
    marked = np.isin(np.arange(len(tags)), quoted)
    return link_words(tags, to_cue, to_source, marked, TaggerSettings())


def pointing(words: int, pairs: dict[int, int | None]) -> np.ndarray:
    scores = np.zeros((words, words + 1), np.float32)
    for word, target in pairs.items():
        scores[word, words if target is None else target] = 9.0
    return scores


def test_contents_go_to_the_cue_they_point_at_and_cues_to_their_source() -> None:
    # Six words, "Otto said A, Ida said B": each role one word, told by the pointers alone.
    tags = numbers({"source": [~0, ~3], "cue": [~1, ~4], "content": [~2, ~5]}, 6)
    plain = linked(tags, pointing(6, {2: 1, 5: 4}), pointing(6, {1: 0, 4: 3}))
    crossed = linked(tags, pointing(6, {2: 4, 5: 1}), pointing(6, {1: 3, 4: 0}))

    def triples(found):
        return [(one.source.begin, one.cue.begin, [c.begin for c in one.contents]) for one in found]

    assert triples(plain) == [(0, 1, [2]), (3, 4, [5])]
    assert triples(crossed) == [(3, 1, [5]), (0, 4, [2])]


def test_a_content_in_two_pieces_is_one_attribution_and_a_cue_without_content_is_none() -> None:
    tags = numbers({"source": [~2], "cue": [~3, ~7], "content": [~0, 1, ~4, 5]}, 8)
    found = linked(tags, pointing(8, {0: 3, 4: 3}), pointing(8, {3: 2, 7: None}))
    assert [(one.cue.begin, [(c.begin, c.end) for c in one.contents]) for one in found] == [(3, [(0, 2), (4, 6)])]


def test_a_cue_that_points_at_nobody_has_no_source() -> None:
    tags = numbers({"source": [~0], "cue": [~1], "content": [~2]}, 3)
    (found,) = linked(tags, pointing(3, {2: 1}), pointing(3, {1: None}))
    assert found.source is None


def test_a_doubtful_cue_is_one_where_a_quotation_points_to_it_and_not_where_plain_words_do() -> None:
    tags = numbers({"content": [~2]}, 3)
    tags[1, 3:6] = (1.0, 0.0, 0.0)
    to_cue, to_source = pointing(3, {2: 1}), pointing(3, {1: None})
    assert [one.cue[:2] for one in linked(tags, to_cue, to_source, quoted=[2])] == [(1, 2)]
    assert not linked(tags, to_cue, to_source)


def test_a_doubtful_source_is_one_where_a_cue_points_to_it() -> None:
    tags = numbers({"cue": [~1], "content": [~2]}, 3)
    tags[0, 0:3] = (2.0, 0.0, 0.0)
    (pointed,) = linked(tags, pointing(3, {2: 1}), pointing(3, {1: 0}))
    assert pointed.source is not None
    assert pointed.source[:2] == (0, 1)
    (alone,) = linked(tags, pointing(3, {2: 1}), pointing(3, {1: None}))
    assert alone.source is None


def test_a_doubtful_piece_beside_a_quotation_is_left_out() -> None:
    tags = numbers({"cue": [~1], "content": [~3]}, 4)
    tags[0, 6:9] = (0.6, 0.0, -4.0)
    to_cue, to_source = pointing(4, {0: 1, 3: 1}), pointing(4, {1: None})
    (beside,) = linked(tags, to_cue, to_source, quoted=[3])
    assert [piece[:2] for piece in beside.contents] == [(3, 4)]
    (plain,) = linked(tags, to_cue, to_source)
    assert [piece[:2] for piece in plain.contents] == [(0, 1), (3, 4)]


def test_what_is_quoted_is_told_by_the_signs() -> None:
    tags = numbers({"cue": [~1], "content": [~2, 3]}, 4)
    (found,) = linked(tags, pointing(4, {2: 1}), pointing(4, {1: None}), quoted=[3])
    assert found.signs[-1] == 0.5


def test_inside_is_never_told_without_a_beginning() -> None:
    tags = numbers({"cue": [~0], "content": [2, 3]}, 4)
    (found,) = linked(tags, pointing(4, {1: 0, 2: 0}), pointing(4, {}))
    # To begin a word early costs less here than to begin where the tagger is sure of being inside.
    assert [(c.begin, c.end) for c in found.contents] == [(1, 4)]


@MODEL
def test_a_passage_is_read_alike_whatever_is_read_with_it() -> None:
    passages = [
        f"Mayor Ida Brandt said the {thing} would reopen in May." for thing in ("bridge", "old swing bridge", "lock")
    ]
    together = tag_passages(passages, TaggerSettings())
    assert all(tag_passages([one], TaggerSettings())[one] == together[one] for one in passages)


@MODEL
def test_no_text_is_refused() -> None:
    for text in ("", " \n", "“", "…" * 700, "word " * 900, "\ufeff漢字", "“" * 300 + "a" + "”" * 300):
        assert isinstance(stemma.find_attributions(text), list)


def test_without_the_file_the_rules_do_the_work_and_the_model_cannot_be_asked_for(tmp_path: Path) -> None:
    package = tmp_path / "stemma"
    shutil.copytree(Path(stemma.__file__).parent, package, ignore=shutil.ignore_patterns("tagger.onnx", "__pycache__"))
    script = (
        "import stemma\n"
        "from stemma.errors import UsageError\n"
        "from stemma.settings import AttributeSettings\n"
        "text = 'The bridge is shut, said Mayor Ida Brandt.'\n"
        "one, = stemma.find_attributions(text)\n"
        "print(stemma.__file__, '|', *(text[b:e] for b, e in one.source), '|', *(text[b:e] for b, e in one.content))\n"
        "try:\n"
        "    stemma.find_attributions(text, settings=AttributeSettings(reader='model'))\n"
        "except UsageError as error:\n"
        "    print(error)\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ["PYTHONPATH"]])
    made = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    where, source, content, *_ = made.stdout.replace("\n", "|").split("|")
    assert str(tmp_path) in where
    assert "Ida Brandt" in source
    assert content.strip() == "The bridge is shut"
    assert "is not there" in made.stdout


def test_who_asks_for_the_rules_gets_them() -> None:
    text = "Ida Brandt said the lock was shut."
    (one,) = stemma.find_attributions(text, settings=AttributeSettings(reader="rules"))
    assert text[slice(*one.source[0])] == "Ida Brandt"


@MODEL
def test_who_cites_somebody_speaks_and_whom_he_cites_makes_no_claim() -> None:
    text = "Mayor Ilse Brandt, citing the toll-keeper at Osk, Pavel Mora, said the horn had not sounded."
    said = [one for one in stemma.find_attributions(text) if one.said]
    assert [text[slice(*one.source[0])] for one in said] == ["Mayor Ilse Brandt"]
    assert "the horn had not sounded" in text[slice(*said[0].content[0])]


@MODEL
def test_a_quotation_goes_on_in_the_next_paragraph_and_is_the_same_speakers() -> None:
    text = "“We shut the lock at nine,” said Ilse Brandt. “Nobody was told.\n\n“It will be opened in May.”\n"
    (one,) = stemma.find_attributions(text)
    held = " ".join(text[b:e] for b, e in one.content)
    assert "Nobody was told." in held
    assert "It will be opened in May." in held


@MODEL
def test_who_said_what_is_found_in_one_report_as_in_a_pile() -> None:
    texts = [
        "The council denied that the lock had been shut. “It was open,” said its clerk, Otto Lang.",
        "Ilse Brandt wants a new bridge. The harbour company confirmed the plan and declined to name a price.",
    ]
    pile = attribute_reports([{"id": str(n), "text": text} for n, text in enumerate(texts)]).to_pylist()
    for number, text in enumerate(texts):
        alone = {(one.kind, one.cue, one.content, one.tense, one.said) for one in stemma.find_attributions(text)}
        rows = [row for row in pile if row["report_id"] == str(number)]

        def spans(row: dict, name: str) -> tuple:
            return tuple((s["begin"], s["end"]) for s in row[name])

        assert alone == {(r["kind"], spans(r, "cue"), spans(r, "content"), r["tense"], r["said"]) for r in rows}


@MODEL
def test_a_quotation_that_a_verb_follows_is_said_with_its_clause() -> None:
    text = 'Mayor Ilse Brandt says "low water ... maybe some rain" will come to the lower harbour in May.'
    (one,) = stemma.find_attributions(text)
    assert text[slice(*one.content[-1])].endswith("in May")
    text = "“The bridge is shut,” Mayor Ilse Brandt said. Nobody answered."
    assert all("Nobody" not in text[b:e] for one in stemma.find_attributions(text) for b, e in one.content)


@MODEL
def test_what_stands_before_the_speaker_of_a_that_clause_is_the_reports_own() -> None:
    text = "In the latest sign of haste at the harbour, the council said in a statement that the lock would be shut in May."
    (one,) = stemma.find_attributions(text)
    assert " ".join(text[b:e] for b, e in one.content).startswith("that the lock")


@MODEL
def test_by_what_name_others_go_is_nothing_that_is_said() -> None:
    text = (
        "The Upper Weir League, which its opponents call the Weir Wreckers, was founded in 2018 by keepers from both banks "
        "after three dry springs."
    )
    assert not [one for one in stemma.find_attributions(text) if one.said]


@MODEL
@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            (
                "The harbour master also told Harbour News that she “had no plans” to close the ferry for the winter, but said that “we are "
                "watching the ice.”"
            ),
            "The harbour master",
        ),
        (
            (
                "Asked by the Tarn Letter, Brandt refused to say who would run the mill — “Wait until Friday,” he said — but said he hopes it "
                "stays open."
            ),
            "he",
        ),
    ],
)
def test_a_verb_joined_to_another_has_its_subject(text: str, source: str) -> None:
    last = stemma.find_attributions(text)[-1]
    assert [text[begin:end] for begin, end in last.source] == [source]


@MODEL
@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "When Mr. Oster spoke, he said the destination was “Green Harbour.” The boat will not enter the harbour.",
            "the destination was “Green Harbour.”",
        ),
        ("Mr. Oster said: The shop is fine. It will stay open.", "The shop is fine. It will stay open"),
        (
            "“We are proud of the shop. We do all we can for our customers,” Mr. Oster said.",
            "“We are proud of the shop. We do all we can for our customers,”",
        ),
    ],
)
def test_a_sentence_of_the_reports_own_is_no_part_of_what_somebody_says_before_it(text: str, content: str) -> None:
    said = max(stemma.find_attributions(text), key=lambda one: one.content[-1].end)
    assert [text[begin:end] for begin, end in said.content] == [content]


@MODEL
def test_what_a_court_or_council_does_is_told_of_and_not_said() -> None:
    deed = "A court in Brell has convicted a ferryman of two counts of arson in the burning of the mill."
    assert [one.said for one in stemma.find_attributions(deed)] == [False]


@MODEL
def test_a_quotation_that_the_next_paragraph_closes_is_whose_that_says_it_is() -> None:
    text = (
        "A survey of the Morning Ledger said 61 percent of residents were unhappy with the fee.\n\n"
        '"My oven has been cold since the bridge was shut.\n\n'
        'They promise us flour and none ever comes," said Anna Velden, who keeps a bakery.\n'
    )
    for one in stemma.find_attributions(text):
        held = " ".join(text[begin:end] for begin, end in one.content)
        assert ("oven" in held) == text[slice(*one.source[0])].startswith("Anna Velden")
    text = (
        '"The goats ate my hat," Otto Lang said in the letter. "I shall buy another one at the fair next week.\n\n'
        'If it rains, the fair will be held in the barn. Nobody needs to bring a goat."\n'
    )
    first = stemma.find_attributions(text)[0]
    assert "buy another one" in " ".join(text[begin:end] for begin, end in first.content)
