"""The contract: the functions, their parameters and what they give; the tables and their columns; the case."""

import inspect
import json
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

import stemma
from stemma import Claims, Collation, Entities, Span, Stemma, open_case, read, schema
from stemma.errors import CaseError, CaseTooNew, NotACase, UsageError

SENTENCES = (
    "The northern ferry line will close in June after ninety years, its owners said on Tuesday. "
    "“Too few people cross to pay for the fuel,” said Oda Brannick, who runs the company. "
    "The last boat will leave from the old quay in Norwich at noon with a band and the mayor on board. "
)
REPORTS = [
    {"id": "b", "text": SENTENCES + "Islanders denied that nobody crosses."},
    {"id": "a", "text": SENTENCES, "published": date(2021, 5, 4), "outlet": "The Harbour Letter"},
    {"id": "c", "text": "Snow fell on the upper pass.", "published": "2021-05-05", "title": None, "url": None},
    {"id": "d", "text": SENTENCES, "published": datetime(2021, 5, 6, 9, tzinfo=UTC), "fetched": "2021-05-07"},
]
IDS = {"a", "b", "c", "d"}
COLUMNS = """
reports: report_id path url outlet title byline credit published published_precision published_from updated fetched language text raw_sha256 version_of
blocks: report_id begin end kind raw_begin raw_end
reuse: reuse_id kind a_report a_begin a_end b_report b_begin b_end words identity
stories: story_id saga_id title begins ends reports
story_reports: story_id report_id reason
witnesses: story_id witness_id report_id label agency
descents: story_id parent child confidence share by direction reasons
rivals: story_id parent child confidence reasons
descent_passages: story_id parent child child_begin child_end parent_begin parent_end reuse_id
lost_texts: witness_id position report_id begin end
collation: story_id segment_id position report_id begin end moved
variants: story_id site_id report_id begin end reading kind
attributions: attribution_id report_id kind source cue content speaker_id tense negated hedged confidence
chains: attribution_id position entity_id begin end
claims: claim_id story_id statement speaker_id reports lines lines_least lines_most original_sources sources_least sources_most first_report verbatim
claim_attributions: claim_id attribution_id line_id
wordings: claim_id attribution_id against begin end reading against_reading kind
replies: claim_id attribution_id kind
mentions: mention_id report_id begin end entity_id
entities: entity_id kind name latitude longitude geonames_id
names: entity_id name outlet count evidence
habits: outlet kind writes for count stories log_odds low high
times: time_id report_id begin end type value earliest latest anchor anchor_from
differences: difference_id story_id kind subject claim_id sides
skipped: path member reason
"""


def test_every_table_has_the_columns_of_the_contract():
    wanted = dict(line.split(": ") for line in COLUMNS.strip().splitlines())
    assert set(wanted) <= set(schema.SCHEMAS)
    for name, columns in wanted.items():
        assert set(columns.split()) <= set(schema.SCHEMAS[name].names), name


def test_columns_of_one_name_are_of_one_type():
    types: dict[str, set[str]] = {}
    for columns in schema.SCHEMAS.values():
        for field in columns:
            types.setdefault(field.name, set()).add(str(field.type))
    assert {name for name, found in types.items() if len(found) > 1} == set()


@pytest.mark.parametrize(
    ("name", "parameters"),
    {
        "read": "paths case columns settings processes tell", "open_case": "folder", "clean": "text_or_bytes",
        "find_reuse": "reports", "group_stories": "reports", "infer_descent": "reports", "collate": "texts",
        "find_attributions": "text", "find_claims": "reports", "find_entities": "reports", "find_times": "text published",
        "find_places": "text", "match_names": "a b kind", "find_differences": "reports",
    }.items(),
)  # fmt: skip
def test_the_functions_are_there_with_their_parameters_and_say_what_they_do(name, parameters):
    function = getattr(stemma, name)
    assert list(inspect.signature(function).parameters)[: len(parameters.split())] == parameters.split()
    assert function.__doc__
    assert name in dir(stemma)


def columns_of(name, table):
    assert isinstance(table, pa.Table)
    assert table.column_names[: len(schema.SCHEMAS[name].names)] == schema.SCHEMAS[name].names


PILES = pytest.mark.parametrize(
    "reports", [REPORTS, [], REPORTS[:1], [REPORTS[2]], [{"id": "a", "text": ""}]], ids=("several", "none", "one", "short", "empty")
)  # fmt: skip


@PILES
def test_functions_over_reports_give_tables_of_the_contract(reports):
    given = {report["id"] for report in reports}
    reuse = stemma.find_reuse(iter(reports))
    columns_of("reuse", reuse)
    grouped = stemma.group_stories(iter(reports))
    assert grouped.column_names[:4] == ["story_id", "saga_id", "report_id", "reason"]
    assert set(grouped.column("report_id").to_pylist()) == given
    for made, kind in (
        (stemma.infer_descent(iter(reports)), Stemma),
        (stemma.find_claims(iter(reports)), Claims),
        (stemma.find_entities(iter(reports)), Entities),
    ):
        assert isinstance(made, kind)
        for name in kind.__dataclass_fields__:
            columns_of(name, getattr(made, name))
    columns_of("differences", stemma.find_differences(iter(reports)))


def test_the_ids_given_are_the_ids_returned():
    reuse = stemma.find_reuse(REPORTS).to_pylist()
    assert {row["a_report"] for row in reuse} | {row["b_report"] for row in reuse} == {"a", "b", "d"}
    witnesses = stemma.infer_descent(REPORTS).witnesses.to_pylist()
    extant = {row["witness_id"] for row in witnesses if row["report_id"]}
    assert {"a", "b", "d"} <= extant <= IDS
    claims = stemma.find_claims(REPORTS)
    assert set(claims.attributions.column("report_id").to_pylist()) == {"a", "b", "d"}
    assert set(stemma.find_entities(REPORTS).mentions.column("report_id").to_pylist()) <= IDS


def test_two_identical_texts_under_two_ids_are_two_reports():
    twins = [{"id": "x", "text": SENTENCES}, {"id": "y", "text": SENTENCES}]
    (row,) = [row for row in stemma.find_reuse(twins).to_pylist() if row["kind"] == "text"]
    assert (row["identity"], SENTENCES[row["a_begin"] : row["a_end"]]) == (
        1.0,
        SENTENCES[row["b_begin"] : row["b_end"]],
    )
    (claim,) = [c for c in stemma.find_claims(twins).claims.to_pylist() if "Too few" in c["statement"]]
    assert (claim["reports"], claim["lines_least"]) == (2, 1)
    assert stemma.infer_descent(twins).descents.column("direction").to_pylist() == ["undecided"]


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "", "b": ""}, {"a": SENTENCES}, {"a": SENTENCES, "b": SENTENCES[:90]}]
)
def test_a_collation_has_tables_and_tei(texts):
    done = stemma.collate(texts)
    assert isinstance(done, Collation)
    columns_of("collation", done.table)
    columns_of("variants", done.variants)
    assert set(done.table.column("report_id").to_pylist()) <= set(texts)
    assert done.to_tei().startswith("<?xml")


def test_attributions_times_and_places_are_lists_of_plain_objects():
    (said,) = [one for one in stemma.find_attributions(SENTENCES) if one.kind == "direct"]
    assert [SENTENCES[span.begin : span.end] for span in said.cue] == ["said"]
    assert all(isinstance(span, Span) and span == (span.begin, span.end) for span in (*said.source, *said.content))
    assert 0 <= said.confidence <= 1
    (tuesday, june) = sorted(stemma.find_times(SENTENCES, published=date(2021, 5, 4)), key=lambda t: t.value)[:2]
    assert {tuesday.type, june.type} == {"DATE"}
    assert {"2021-05-04", "2021-06"} == {tuesday.value, june.value}
    place = next(one for one in stemma.find_places("The boat left Norwich, Russian sailors said."))
    assert (place.begin, place.end) == (14, 21)
    assert isinstance(place.latitude, float)
    assert isinstance(place.geonames_id, int)
    assert [stemma.find_attributions(""), stemma.find_times(""), stemma.find_places("")] == [[], [], []]


@pytest.mark.parametrize("kind", [None, "person", "organisation", "place", "group", "other"])
def test_names_are_matched_from_0_to_1_both_ways(kind):
    assert stemma.match_names("Oda Brannick", "Oda Brannick", kind=kind) > 0.5
    assert stemma.match_names("Oda Brannick", "Per Solheim", kind=kind) < 0.5
    for a, b in (("", ""), ("", "Oda"), ("!!", "??")):
        assert 0 <= stemma.match_names(a, b, kind) == stemma.match_names(b, a, kind) <= 1


@pytest.mark.parametrize(
    "given", ["", b"", SENTENCES, SENTENCES.encode(), "<html><body><p>" + SENTENCES + "</p></body></html>"]
)
def test_cleaning_gives_text_and_blocks(given):
    cleaned = stemma.clean(given)
    assert isinstance(cleaned.text, str)
    columns = [name for name in schema.SCHEMAS["blocks"].names if name != "report_id"]
    assert [name for name in cleaned.blocks.column_names if name != "report_id"][: len(columns)] == columns
    assert cleaned.published is None


def test_a_case_has_what_the_contract_says(demo_case, tmp_path):
    case = open_case(demo_case.folder)
    story = case.story(case.table("stories").column("story_id")[0].as_py())
    for part in (story.stemma, story.collation, story.claims, story.timeline):
        assert part._repr_html_()
    assert story.stemma.descents.schema.equals(schema.SCHEMAS["descents"])
    assert case.search("the").num_rows
    assert case.recount().equals(case.table("claims"))
    edge = case.table("descents").to_pylist()[0]
    again = case.recount(without=[(edge["parent"], edge["child"])], owners={"No such outlet": "Owner"})
    assert again.schema.equals(schema.SCHEMAS["claims"])
    assert case.report(tmp_path).name == "demo.html"
    assert case.report(tmp_path / "new" / "page.html").is_file()


def test_times_and_paths_stand_in_a_section_of_the_manifest_of_their_own(demo_case):
    manifest = json.loads((demo_case.folder / "manifest.json").read_text(encoding="utf-8"))
    run = manifest.pop("run")
    assert {"finished", "folder"} <= set(run)
    assert str(demo_case.folder) not in json.dumps(manifest)
    assert manifest["stemma"]
    assert all(len(digest) == 64 for digest in manifest["models"].values())


TEXT = (
    "Mill reopens\n\nThe old mill at the lower bridge reopened on Saturday with bread for everyone, its keeper said.\n\n"
    "The wheel had stood still for eleven years, and most of those who came had never heard it turn.\n"
)


@pytest.fixture
def small(tmp_path):
    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    return read(tmp_path / "mill.txt", tmp_path / "mill.stemma", processes=1)


def test_a_file_of_the_state_that_is_gone_is_said_and_made_again(small, tmp_path):
    claims = small.table("claims")
    state = small.folder / "states" / small.manifest["state"]
    for name in ("claims.parquet", "parses.parquet", "search.sqlite"):
        (state / name).unlink()
    with pytest.raises(CaseError, match=r"claims\.parquet is gone"):
        small.table("claims")
    again = read(tmp_path / "mill.txt", small.folder, processes=1)
    assert again.table("claims").equals(claims)
    assert again.search("mill").num_rows == 1
    (state / "claims.parquet").write_bytes(b"PAR1")
    with pytest.raises(CaseError, match="damaged"):
        small.table("claims")


def test_a_case_is_no_pile_and_a_pile_no_case(small, tmp_path):
    with pytest.raises(UsageError, match="is a case"):
        read(small.folder, small.folder)
    with pytest.raises(UsageError, match="is a file"):
        read(tmp_path / "mill.txt", tmp_path / "mill.txt")
    with pytest.raises(UsageError, match="holds other things"):
        read(tmp_path / "mill.txt", tmp_path)
    with pytest.raises(UsageError, match="holds other things"):
        small.export(tmp_path)
    with pytest.raises(UsageError, match="or in one"):
        small.export(small.folder / "out")
    with pytest.raises(NotACase, match="is a file"):
        open_case(tmp_path / "mill.txt")


def test_a_second_export_leaves_nothing_of_the_first(small, tmp_path):
    small.export(tmp_path / "out", "csv")
    small.export(tmp_path / "out", "jsonl")
    assert {path.suffix for path in (tmp_path / "out").iterdir() if path.is_file()} == {".jsonl"}


def test_a_corrected_case_keeps_the_settings_it_was_made_with(tmp_path):
    from dataclasses import replace

    from stemma import Settings

    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    plain = Settings()
    made = read(
        tmp_path / "mill.txt", tmp_path / "a.stemma", settings=replace(plain, trace=replace(plain.trace, least_words=9)), processes=1
    )  # fmt: skip
    again = made.correct("mill.txt", outlet="The Mill Post")
    assert again.manifest["settings"] == made.manifest["settings"]
    with pytest.raises(UsageError, match="give text"):
        again.correct("mill.txt", title=5)


def test_a_case_of_a_later_version_is_refused(small):
    manifest = dict(small.manifest) | {"format": 99}
    (small.folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(CaseTooNew):
        read(small.folder.parent / "mill.txt", small.folder, processes=1)
