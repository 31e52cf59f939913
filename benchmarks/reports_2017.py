"""What is known of the five reports that the project began from, held against a case of them.

Reports are named by the first three characters of their file's name, places in them by their line: no text of theirs
stands here. Every figure is 1 (all of it right) or the share that is.
"""

import re
import tempfile
from pathlib import Path
from typing import Any

from stemma.case import Case, read

Row = dict[str, Any]

BODY = {
    "000": (9, 11, 13, 15),
    "001": (7, 9, 11, 13, 15, 17, 21, 23, 25, 27),
    "002": (6, 8, 10, 12, 16, 18, 20, 22, 24),
    "003": (9, 11, 13, 15, 17, 21, 23, 25, 27, 29),
    "004": (21, 23, 25, 33, 35, 37, 39, 41),
}
NO_BODY = {
    "000": (17, 21),
    "001": (1, 3, 5, 19, 29, 31),
    "002": (1, 3, 4, 14, 26),
    "003": (1, 2, 3, 5, 6, 7, 19, *range(31, 51)),
    "004": (3, 5, 7, 9, 11, 13, 15, 17, 19, 27, 29, 31, 43),
}
PUBLISHED = {"000": "2017-10-05", "001": None, "002": "2017-10-10", "003": "2017-10-11", "004": "2017-10-11"}
QUOTED = {"002": 10, "003": 15, "004": 25}  # the line of the quotation that three print
DENIAL = ("003", (11, 25))  # the lines of the denial
WEEKDAYS = {"000": "2017-10-04", "002": "2017-10-10", "003": "2017-10-10", "004": "2017-10-10", "001": None}
TOWN = re.compile(r"D[ae][iy]r\s*(?:[Ee]z|[ae]l-?)\s*-?\s*[Zz]\w+")
# What is named in several ways, and must be one thing each: the group, the second town, the ministry, the two forces.
NAMED = {
    "group": re.compile(r"\bDaesh\b|\bIslamic State\b|\bIS\b"),
    "second_town": re.compile(r"[Aa]l[- ]May\w+n\b"),
    "ministry": re.compile(r"Russia(?:n|['’]s)\s+[Dd]efen[cs]e [Mm]inistry"),
    "forces": re.compile(r"Syrian (?:government |regime )?(?:forces|troops|army)\b"),
    "coalition": re.compile(r"U\.?S\.?-led coalition"),
}
TOWN_AT = (35.3, 40.1)


class Known:
    """A case of the five reports, rows by the short names of the reports."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.reports = {row["path"].rsplit("/", 1)[-1][:3]: row for row in self.rows("reports")}
        self.short = {row["report_id"]: name for name, row in self.reports.items()}

    def rows(self, table: str) -> list[Row]:
        """The rows of a table."""
        rows: list[Row] = self.case.table(table).to_pylist()
        return rows

    def line(self, name: str, number: int) -> tuple[int, int]:
        """The span of a line of a report, counted from 1."""
        lines = self.reports[name]["text"].split("\n")
        begin = sum(len(line) + 1 for line in lines[: number - 1])
        return begin, begin + len(lines[number - 1])

    def kinds(self, name: str, number: int) -> set[str]:
        """The kinds of the blocks that hold a line."""
        begin, end = self.line(name, number)
        text = self.reports[name]["text"]
        return {
            row["kind"]
            for row in self.rows("blocks")
            if self.short[row["report_id"]] == name and text[max(begin, row["begin"]) : min(end, row["end"])].strip()
        }

    def blocks(self) -> dict[str, float]:
        """How much of the body is body, and of the rest is not."""
        body = [self.kinds(name, n) <= {"body", "dateline"} for name, lines in BODY.items() for n in lines]
        rest = ["body" not in self.kinds(name, n) for name, lines in NO_BODY.items() for n in lines]
        return {"body_kept": sum(body) / len(body), "rest_kept_out": sum(rest) / len(rest)}

    def stories(self) -> dict[str, float]:
        """Three stories of one saga, the undated one without a day; the reports' own days."""
        story = {self.short[row["report_id"]]: row["story_id"] for row in self.rows("story_reports")}
        parts = {frozenset(n for n in story if story[n] == s) for s in story.values()}
        stories = {row["story_id"]: row for row in self.rows("stories")}
        days = {n: r["published"].date().isoformat() if r["published"] else None for n, r in self.reports.items()}
        return {
            "stories": float(parts == {frozenset({"000"}), frozenset({"001"}), frozenset({"002", "003", "004"})}),
            "one_saga": float(len({row["saga_id"] for row in stories.values()}) == 1),
            "open_day": float(stories[story["001"]]["begins"] is None),
            "published": sum(days[name] == day for name, day in PUBLISHED.items()) / len(PUBLISHED),
        }

    def descent(self) -> dict[str, float]:
        """The two under the lost reports that they name, and kin to each other."""
        lost = {
            row["witness_id"]: row["agency"] or row["label"] for row in self.rows("witnesses") if not row["report_id"]
        }
        parents: dict[str, set[str]] = {}
        for row in self.rows("descents"):
            parents.setdefault(row["child"], set()).add(row["parent"])

        def above(child: str) -> set[str]:
            direct = parents.get(child, set())
            return direct.union(*(above(parent) for parent in direct))

        one, other = (self.reports[name]["report_id"] for name in ("003", "004"))
        named = {
            n: {lost[p] for p in parents.get(self.reports[n]["report_id"], ()) if p in lost} for n in ("003", "004")
        }
        open_one = self.reports["002"]["report_id"]
        family = above(one) | above(other) | {one, other}
        joined = any(
            row["confidence"] >= 0.5
            and open_one in (row["parent"], row["child"])
            and {row["parent"], row["child"]} & family
            for row in self.rows("descents")
        )
        return {
            "agency_named": float("Reuters" in named["003"]),
            "outlet_named": float("CNBC" in named["004"]),
            "kin": float(bool((above(one) | {one}) & (above(other) | {other}))),
            "open_one_left_open": float(not joined),
        }

    def claims(self) -> dict[str, float]:
        """The quotation as one claim, altered, of one or two lines; the denial tied to it, and missed in the twin."""
        attributions = {row["attribution_id"]: row for row in self.rows("attributions")}
        carried: dict[str, set[str]] = {}
        for row in self.rows("claim_attributions"):
            at = attributions[row["attribution_id"]]
            name = self.short[at["report_id"]]
            if name in QUOTED and any(within(span, self.line(name, QUOTED[name])) for span in at["content"]):
                carried.setdefault(row["claim_id"], set()).add(name)
        best = max(sorted(carried), key=lambda claim: len(carried[claim]))
        claim = next(row for row in self.rows("claims") if row["claim_id"] == best)
        denials = {
            row["attribution_id"] for row in self.rows("replies") if row["claim_id"] == best and row["kind"] == "denies"
        }
        tied = any(
            self.short[attributions[d]["report_id"]] == DENIAL[0]
            and any(within(s, self.line("003", n)) for s in attributions[d]["cue"] for n in DENIAL[1])
            for d in denials
        )
        left_out = any(
            {self.short[s["report_id"]] for s in row["sides"] if s["begin"] is None} >= {"004"}
            and any(self.short[s["report_id"]] == "003" and s["begin"] is not None for s in row["sides"])
            for row in self.rows("differences")
            if row["kind"] == "omission"
        )
        return {
            "quotation_one_claim": float(carried[best] == set(QUOTED)),
            "quotation_not_verbatim": float(claim["verbatim"] is False),
            "quotation_one_to_two_lines": float((claim["lines_least"], claim["lines_most"]) == (1, 2)),
            "denial_tied": float(tied),
            "denial_missed_in_twin": float(left_out),
        }

    def town(self) -> dict[str, float]:
        """Every spelling of the town at one entity, on the map where the town is."""
        entities = {row["entity_id"]: row for row in self.rows("entities")}
        mentions = self.rows("mentions")
        at: list[set[str]] = []
        for identifier, text in ((row["report_id"], row["text"]) for row in self.reports.values()):
            there = [m for m in mentions if m["report_id"] == identifier]
            at += [
                {m["entity_id"] for m in there if m["begin"] < match.end() and match.start() < m["end"]}
                for match in TOWN.finditer(text)
            ]
        found = [one for ids in at for one in sorted(ids)]
        home = max(sorted(set(found)), key=found.count)
        row = entities[home]
        near = (
            row["latitude"] is not None
            and max(abs(row["latitude"] - TOWN_AT[0]), abs(row["longitude"] - TOWN_AT[1])) < 1
        )
        spelt = {name["name"] for name in self.rows("names") if name["entity_id"] == home and TOWN.match(name["name"])}
        return {
            "town_one_entity": sum(home in ids for ids in at) / len(at),
            "town_on_the_map": float(near),
            "town_spellings": float(len(spelt)),
        }

    def names(self) -> dict[str, float]:
        """Of the places in the body where each is named, the share that is of one thing; and how many names it has."""
        mentions = self.rows("mentions")
        figures = {}
        for called, pattern in NAMED.items():
            at: list[set[str]] = []
            for name, row in self.reports.items():
                spans = [self.line(name, number) for number in BODY[name]]
                there = [m for m in mentions if m["report_id"] == row["report_id"] and m["form"] == "name"]
                at += [
                    {m["entity_id"] for m in there if m["begin"] < match.end() and match.start() < m["end"]}
                    for begin, end in spans
                    for match in pattern.finditer(row["text"], begin, end)
                ]
            found = [one for ids in at for one in sorted(ids)]
            home = max(sorted(set(found)), key=found.count, default="")
            figures[f"{called}_one_entity"] = sum(home in ids for ids in at) / max(1, len(at))
            figures[f"{called}_names"] = float(
                len(
                    {
                        n["name"].lower().replace("’", "'")
                        for n in self.rows("names")
                        if n["entity_id"] == home and n["form"] == "name"
                    }
                )
            )
        return figures

    def weekdays(self) -> dict[str, float]:
        """The first weekday of each report as the right day, and the undated report's as none."""
        right = []
        for name, day in WEEKDAYS.items():
            text = self.reports[name]["text"]
            begin = min(m.start() for m in re.finditer(r"(?:Tues|Wednes)day", text))
            rows = [
                r for r in self.rows("times") if self.short[r["report_id"]] == name and r["begin"] <= begin < r["end"]
            ]
            if day is None:
                right.append(all(row["earliest"] is None or row["latest"] is None for row in rows))
            else:
                right.append(any(row["value"] == day for row in rows))
        return {"weekdays": sum(right) / len(right)}


def within(span: Row, line: tuple[int, int]) -> bool:
    """Whether a span lies in a line, marks at its ends apart."""
    return bool(line[0] <= span["begin"] and span["end"] <= line[1])


def measure(data: Path) -> dict[str, float]:
    """The figures for ``data / reports-2017``. Raises FileNotFoundError where it is absent."""
    folder = data / "reports-2017"
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    with tempfile.TemporaryDirectory() as place:
        known = Known(read(folder, Path(place) / "a.stemma", processes=1))
        parts = (known.blocks, known.stories, known.descent, known.claims, known.town, known.names, known.weekdays)
        return {figure: value for part in parts for figure, value in part().items()}


if __name__ == "__main__":
    import sys

    for figure, value in measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")).items():
        print(f"{figure:<32} {value:.3f}")
