"""The demo's reports and their hand-written truth agree with each other. Nothing of Stemma is run on the reports here."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stemma.demo import demo_folder, write_demo
from stemma.errors import UsageError

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "src" / "stemma" / "demo" / "reports"
TRUTH = json.loads((HERE / "truth.json").read_text(encoding="utf-8"))
RENAMING = json.loads((HERE / "renaming.json").read_text(encoding="utf-8"))
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Visible(HTMLParser):
    """What a page shows, an element's text to a line; inline elements do not break the line."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "head")
        if tag not in ("em", "b", "span", "a"):
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "head")
        if tag not in ("em", "b", "span", "a"):
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def visible(page: str) -> str:
    parser = Visible()
    parser.feed(page)
    return "".join(parser.parts)


def read_all() -> dict[str, str]:
    texts = {}
    for path in sorted(REPORTS.iterdir()):
        raw = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            for line in raw.splitlines():
                row = json.loads(line)
                texts[f"{path.name}#{row['id']}"] = row["text"]
        else:
            texts[path.name] = visible(raw) if path.suffix == ".html" else raw
    return texts


TEXTS = read_all()
RAW = {path.name: path.read_text(encoding="utf-8") for path in sorted(REPORTS.iterdir())}


def quoted_strings() -> Iterator[tuple[str, str, str]]:
    """Every (section, report, string) of which the truth says that the report prints it."""
    for claim in TRUTH["claims"]:
        for name, words in [*claim["carried_by"].items(), *claim.get("may_also_carry", {}).items()]:
            yield f"claim {claim['key']}", name, words
        for name, chain in claim.get("chains", {}).items():
            for one in chain:
                yield f"chain {claim['key']}", name, one
    for reply in TRUTH["replies"]:
        for name, words in [*reply["strings"].items(), *reply.get("may_also_be_in", {}).items()]:
            yield "reply", name, words
    for section in ("furniture", "body", "captions"):
        for name, strings in TRUTH[section].items():
            for words in strings:
                yield section, name, words
    for name, words in TRUTH["titles"].items():
        yield "title", name, words
    for one in TRUTH["speakers"]:
        yield "speaker", one["file"], one["content"]
        if one["printed"]:
            yield "speaker", one["file"], one["printed"]
    for one in TRUTH["names"]:
        for name, spellings in one["spellings"].items():
            for words in spellings:
                yield f"name {one['entity']}", name, words
    for one in TRUTH["times"]:
        yield "time", one["file"], one["expression"]
    for one in TRUTH["places"]:
        for name in one["in"]:
            yield "place", name, one["name"]
    for one in [*TRUTH["differences"], *TRUTH["not_differences"]]:
        for name, words in one["sides"].items():
            for each in [words] if isinstance(words, str) else words or ():
                yield f"difference {one['about']}", name, each
    for one in TRUTH["kin"]:
        for name, words in one["shared"].items():
            yield "kin", name, words
    for one in TRUTH["cross_story_copies"]:
        yield "copy over stories", one["child"], one["child_has"]
        yield "copy over stories", one["parent"], one["parent_has"]
    for one in TRUTH["quotations_altered"]:
        for name, words in zip(one["between"], one["words"], strict=True):
            if words:
                yield "quotation", name, words


def test_every_string_of_the_truth_stands_in_its_report():
    missing = [each for each in quoted_strings() if each[2] not in TEXTS[each[1]]]
    assert missing == []


def test_a_time_expression_stands_there_as_often_as_the_truth_counts():
    short = [one for one in TRUTH["times"] if TEXTS[one["file"]].count(one["expression"]) < one["nth"]]
    assert short == []


def test_every_report_is_in_one_story_and_every_story_in_one_saga():
    assert sorted(name for story in TRUTH["stories"] for name in story["reports"]) == sorted(TEXTS)
    assert sorted(TRUTH["reports"]) == sorted(TEXTS)
    names = [name for saga in TRUTH["sagas"] for name in saga["stories"]]
    assert sorted(names) == sorted(story["name"] for story in TRUTH["stories"])


def test_edges_join_reports_or_declared_lost_texts():
    known = set(TEXTS) | {f"lost:{one['name']}" for one in TRUTH["lost"]}
    assert {one[end] for one in TRUTH["descents"] for end in ("child", "parent")} <= known
    copies = {frozenset((one["child"], one["parent"])) for one in TRUTH["descents"]}
    assert copies.isdisjoint(frozenset(pair) for pair in TRUTH["not_copies"])
    assert {name for pair in TRUTH["not_copies"] for name in pair} <= set(TEXTS)


def test_a_reply_that_is_left_out_is_not_there():
    for reply in TRUTH["replies"]:
        assert set(reply["in"]) == set(reply["strings"])
        for words in reply["strings"].values():
            assert [name for name in reply["absent_in"] if words in TEXTS[name]] == []


def test_what_is_furniture_is_not_also_body():
    for name, strings in TRUTH["furniture"].items():
        running = "\n".join(TRUTH["body"][name])
        assert [words for words in strings if words in running] == []


def test_a_verbatim_quotation_reads_alike_everywhere():
    for claim in TRUTH["claims"]:
        plain = {words.replace("’", "'") for words in claim["carried_by"].values()}
        if claim["verbatim"]:
            assert len(plain) == 1, claim["key"]
        if claim["verbatim"] is False:
            assert len(plain) > 1, claim["key"]


def test_weekdays_are_right():
    found = 0
    for text in TEXTS.values():
        for day, number, month, year in re.findall(rf"({'|'.join(DAYS)}),? (\d+) ({'|'.join(MONTHS)}) (\d{{4}})", text):
            assert DAYS[date(int(year), MONTHS.index(month) + 1, int(number)).weekday()] == day
            found += 1
        for day, month, number, year in re.findall(
            rf"({'|'.join(DAYS)}),? ({'|'.join(MONTHS)}) (\d+), (\d{{4}})", text
        ):
            assert DAYS[date(int(year), MONTHS.index(month) + 1, int(number)).weekday()] == day
            found += 1
        for day, rest in re.findall(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (\d+ \w{3} \d{4}|\w{3} \d+, \d{4})\b", text):
            pattern = "%d %b %Y" if rest[0].isdigit() else "%b %d, %Y"
            assert DAYS[datetime.strptime(rest, pattern).weekday()].startswith(day)  # noqa: DTZ007
            found += 1
    assert found == 7
    for one in TRUTH["times"]:
        values = [] if one["value"] == "open" else one["value"]
        for day in DAYS:
            for value in values if one["expression"].startswith(day) else ():
                assert DAYS[date.fromisoformat(value[:10]).weekday()] == day, one


def test_only_one_report_is_undated_and_rows_say_their_day():
    assert [name for name, one in TRUTH["reports"].items() if one["published"] is None] == ["clip-0543.txt"]
    for line in RAW["export.jsonl"].splitlines():
        row = json.loads(line)
        assert row["published"] == TRUTH["reports"][f"export.jsonl#{row['id']}"]["published"]
        assert row["outlet"] in TRUTH["reports"][f"export.jsonl#{row['id']}"]["outlet"]


def shingles(text: str, width: int = 7) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower())
    return {tuple(words[at : at + width]) for at in range(len(words) - width + 1)}


def test_independent_reports_share_no_seven_words_but_quotations():
    """Two desks that had the same agency's text share it; all other pairs that are no copies must not."""
    children = {name for lost in TRUTH["lost"] for name in lost["children"]}
    carried: dict[str, str] = {}
    for claim in TRUTH["claims"]:
        for name, words in claim["carried_by"].items():
            carried[name] = carried.get(name, "") + " . " + words
    for one, other in [*TRUTH["not_copies"], *(pair["between"] for pair in TRUTH["open_pairs"])]:
        if {one, other} <= children:
            continue
        shared = shingles(TEXTS[one]) & shingles(TEXTS[other])
        same_outlet = TRUTH["reports"][one]["outlet"] == TRUTH["reports"][other]["outlet"]
        left = shared - shingles(carried.get(one, "")) - shingles(carried.get(other, ""))
        assert same_outlet or left == set(), (one, other, left)


def rename(text: str) -> str:
    keys = sorted(RENAMING, key=lambda key: (-len(key), key))
    return re.sub(r"\b(?:" + "|".join(map(re.escape, keys)) + r")\b", lambda hit: RENAMING[hit.group()], text)


def test_renaming_is_one_to_one_and_complete():
    everything = "\n".join(RAW.values())
    for key, new in RENAMING.items():
        assert re.search(rf"\b{re.escape(key)}\b", everything), key
        assert not re.search(rf"\b{re.escape(new)}\b", everything), new
        assert len(key.split()) == len(new.split()), key
        article = re.search(rf"(?i)\b(?:a|an) {re.escape(key)}\b", everything)
        assert not article or (key[0].lower() in "aeiou") == (new[0].lower() in "aeiou"), key
    assert len(set(RENAMING.values())) == len(RENAMING)
    renamed = rename(everything)
    left = [key for key in RENAMING if re.search(rf"(?i)(?<![a-z]){re.escape(key)}(?![a-z])", renamed)]
    assert left == []
    assert len(re.findall(r"\w+", renamed)) == len(re.findall(r"\w+", everything))


def test_the_demo_is_copied_and_nothing_is_overwritten(tmp_path):
    folder = write_demo(tmp_path / "new")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in demo_folder().iterdir() if path.is_file()
    }
    write_demo(folder)
    (folder / "export.jsonl").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"export\.jsonl"):
        write_demo(folder)
    assert (folder / "export.jsonl").read_text(encoding="utf-8") == "mine"
