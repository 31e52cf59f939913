"""What the command line prints: tables and trees that fit 80 columns."""

import re
import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from stemma.case import Case
from stemma.outlets import Habit, Outlet
from stemma.page.differences import same_words
from stemma.page.outlets import how_often, how_surely
from stemma.page.phrase import as_name, begin_upper, in_doubt, listed, names_no_one, plain, shorten
from stemma.query import Row, Story, only, report_labels, stories, words_of
from stemma.reckon.refusal import matter_in
from stemma.reckon.speakers import names_nobody
from stemma.steps import number_steps

PIPED_WIDTH = 80
GUESSED = "declines, on what is not said"
DOUBTED = "denies, perhaps something else"
REPLIED = {
    "denies": "denied by",
    "confirms": "confirmed by",
    "declines": "no comment from",
    DOUBTED: "perhaps denied by",
    GUESSED: "perhaps no comment on it from",
}
EVIDENCE = {
    "correction": "a correction",
    "table": "list of names",
    "gazetteer": "list of places",
    "apposition": "set side by side",
    "collation": "copies’ wording",
    "office": "the office",
    "short form": "shorter form",
    "spelling": "same or alike",
    "forces": "one state's",
    "description": "stands for it there",
}
_UNIT = re.compile(r"(?:-[\w-]+|[a-z]+\b|\s?%|\s[a-z]+\b)")  # behind a number
LEAST_TOLD = 0.15  # confidence below which another explanation is not told
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # all but tabs and line ends


class PlainConsole(Console):
    """A console on which what reports say cannot move the cursor, colour the terminal or turn the line around."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """The segments to print, those of text without signs that a terminal obeys."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(OBEYED.sub("", segment.text), segment.style)


def console() -> Console:
    """Where to print: as wide as the terminal, 80 columns where there is none."""
    plain = PlainConsole(highlight=False, markup=False)
    return plain if plain.is_terminal else PlainConsole(highlight=False, markup=False, width=PIPED_WIDTH)


def grid(*columns: str, right: tuple[str, ...] = ()) -> Table:
    """An empty table with these columns; those in ``right`` hold numbers."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        numeric = column in right
        table.add_column(column, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold")
    return table


def of(number: int, what: str) -> str:
    """A number with its word: 1 report, 2 reports, 2 stories."""
    many = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number:,} {what if number == 1 else many}"


def day(moment: datetime | None) -> str:
    """A day, or that there is none."""
    return f"{moment.day} {moment:%b %Y}" if moment else "no day"


def days(begins: datetime | None, ends: datetime | None) -> str:
    """A day, or the first and the last of several."""
    return day(begins) if day(begins) == day(ends) else f"{day(begins)} to {day(ends)}"


def interval(least: int, most: int) -> str:
    """A count, or the least and the most that it can be."""
    return str(least) if least == most else f"{least}–{most}"


def show_stories(case: Case) -> None:
    """Every story, a line each, sagas apart."""
    table = grid("no", "reports", "when", "story", right=("no", "reports"))
    last = None
    for story in stories(case):
        row = story.rows("stories")[0]
        if last is not None and last != story.saga_id:
            table.add_section()
        last = story.saga_id
        table.add_row(str(story.number), str(row["reports"]), days(row["begins"], row["ends"]), story.title)
    out = console()
    out.print(table)
    out.print(f"stemma story {shlex.quote(str(case.folder))} NO shows one of them. Lines part the sagas.")


def show_story(story: Story) -> None:
    """A story's reports, its tree, its claims, its differences."""
    out = console()
    row = story.rows("stories")[0]
    out.print(f"{story.number}. {story.title}", style="bold")
    out.print(
        f"{of(row['reports'], 'report')}, {days(row['begins'], row['ends'])}. "
        f"In the exported tables this is story {story.id} of saga {story.saga_id}.\n"
    )
    labels = report_labels(story.rows("reports"))
    reasons = {r["report_id"]: r["reason"] for r in story.rows("story_reports")}
    table = grid("report", "published", "credit", "why it is here")
    for report in sorted(
        story.rows("reports"), key=lambda r: (r["published"] is None, str(r["published"]), r["report_id"])
    ):
        key = report["report_id"]
        table.add_row(labels[key], day(report["published"]), report["credit"] or "–", reasons.get(key) or "")
    out.print(table)
    if story.table("descents").num_rows:
        out.print("\nWho copied whom", style="bold")
        show_tree(story)
    claims = story.table("claims")
    if claims.num_rows:
        out.print("\nClaims", style="bold")
        show_claims(story.case, claims, all_wanted=claims.num_rows <= 12)
    differences = story.rows("differences")
    # A side may stand in a report of another story.
    sides = {side["report_id"] for one in differences for side in one["sides"]}
    told_of = only(story.case.table("reports"), "report_id", sides).to_pylist()
    labels |= report_labels([report for report in told_of if report["report_id"] not in labels])
    texts = {report["report_id"]: report["text"] or "" for report in told_of}
    if differences:
        out.print("\nDifferences", style="bold")
        for one in differences:
            out.print(f"- {one['kind']}: {one['subject']}{' (perhaps of two things)' if in_doubt(one) else ''}")
            by_value: dict[str, tuple[str, list[str]]] = {}
            for side in one["sides"]:
                value = plain(side["value"])
                shown = with_unit(texts[side["report_id"]], side) if one["kind"] == "number" else value
                _, by = by_value.setdefault(same_words(one["kind"], value), (shown, []))
                if labels[side["report_id"]] not in by:
                    by.append(labels[side["report_id"]])
            for value, by in by_value.values():
                out.print(Padding(Text(f"{listed(by)}: {f'“{value}”' if value else 'nothing of it'}"), (0, 0, 0, 4)))
    show_changes(story)


def with_unit(text: str, side: Row) -> str:
    """A number with the word behind it, which mostly says what it counts or measures: "12 feet", "4-year-old"."""
    if side["begin"] is None:
        return ""
    behind = _UNIT.match(text, side["end"])
    return plain(text[side["begin"] : behind.end() if behind else side["end"]])


def show_changes(story: Story) -> None:
    """Figures that changed from report to report as time passed: no disagreement."""
    out = console()
    updates = story.rows("updates")
    told_of = sorted({side["report_id"] for one in updates for side in one["sides"]})
    # A toll may have risen from an earlier story of the saga.
    rows = only(story.case.table("reports"), "report_id", told_of).to_pylist()
    labels = report_labels(rows)
    order = {r["report_id"]: (r["published"] is None, str(r["published"])) for r in rows}
    if updates:
        out.print("\nWhat changed as time passed", style="bold")
    for one in updates:
        told = sorted(one["sides"], key=lambda side: (order[side["report_id"]], side["report_id"]))
        by_value: dict[str, list[str]] = {}
        for side in told:
            by_value.setdefault(side["value"].lower(), []).append(labels[side["report_id"]])
        out.print(
            f"- {one['subject']}: " + ", then ".join(f"{value} ({', '.join(by)})" for value, by in by_value.items())
        )


def show_tree(story: Story) -> None:
    """Who copied whom in a story, roots first; below it what shares a caption only, what is open and what is linked with none."""
    out = console()
    reports = {row["report_id"]: row for row in story.case.table("reports").to_pylist()}
    labels = report_labels([r for k, r in reports.items() if k in {w["report_id"] for w in story.rows("witnesses")}])
    witnesses = {row["witness_id"]: row for row in story.rows("witnesses")}
    numbers = number_steps(story)

    def in_turn(edge: Row) -> tuple[int, str, str]:
        _, _, place = numbers.get((edge["parent"], edge["child"]), "").partition(".")
        return (int(place or 0), edge["parent"], edge["child"])

    descents = sorted(story.rows("descents"), key=in_turn)
    children: dict[str, list[Row]] = {}
    pictures: dict[str, list[Row]] = {}
    for edge in descents:
        (pictures if edge.get("part") == "caption" else children).setdefault(edge["parent"], []).append(edge)
    parents = Counter(edge["child"] for edges in children.values() for edge in edges)
    rivals: dict[str, list[Row]] = {}
    for row in story.rows("rivals"):
        if row["confidence"] >= LEAST_TOLD and row["parent"] in {*parents, *children, *labels}:
            rivals.setdefault(row["child"], []).append(row)

    def name(identifier: str) -> str:
        witness = witnesses[identifier]
        if not witness["report_id"]:
            return f"[{witness['label']}]"
        label = str(labels.get(identifier, witness["label"]))
        when = day(reports[identifier]["published"]) if identifier in reports else day(None)
        return label if label.endswith(")") and f"({when}" in label else f"{label} ({when})"

    told: set[str] = set()

    def tell(edge: Row) -> Group:
        child = edge["child"]
        much = (
            "by its credit alone"
            if edge["by"] == "credit"
            else f"{edge['share']:.0%} of {'its words' if child in labels else 'what is known of it'}"
        )
        number = numbers.get((edge["parent"], child), "")
        head = f"{number} {name(child)}: {much}, {edge['confidence']:.0%} sure".lstrip()
        if edge["direction"] == "undecided":
            head += ", direction undecided"
        if parents[child] > 1:
            head += f" (one of {parents[child]} texts that it is under)"
        why = list(edge["reasons"] or ())
        if child not in told:
            likely = sorted(rivals.get(child, ()), key=lambda r: (-r["confidence"], r["parent"]))[:1]
            why += [f"Or it is from {name(r['parent'])}, {r['confidence']:.0%} sure." for r in likely]
            told.add(child)
        return Group(Text(head), Padding(Text(" ".join(why)), (0, 0, 0, 2)))

    def grow(tree: Tree, identifier: str) -> None:
        for edge in children.get(identifier, ()):
            seen = edge["child"] in told
            branch = tree.add(tell(edge))
            if not seen:
                grow(branch, edge["child"])
            elif edge["child"] in children:
                branch.add("(what is under it stands above)")

    if children:
        out.print(
            "A copy stands under its source, with how much of the copy’s words come from there and how sure that is.\n"
            "[In square brackets] is a text that must have been there and is not in the pile.\n"
            f"`stemma claims CASE --without {story.number}.1` counts the claims as if step {story.number}.1 were none.\n"
        )
    for identifier in sorted(witnesses, key=lambda one: (name(one), one)):
        if identifier not in parents and identifier in children:
            tree = Tree(name(identifier))
            grow(tree, identifier)
            out.print(tree)
    for identifier in sorted(pictures, key=lambda one: (-len(pictures[one]), one)):
        printing = sorted(name(edge["child"]) for edge in pictures[identifier])
        agency = witnesses[identifier]["agency"]
        out.print(f"The same caption under a photograph{f' ({agency})' if agency else ''}: {'; '.join(printing)}")
    for child in sorted(rivals):
        for row in () if child in parents else rivals[child]:
            out.print(
                f"Open: whether {name(child)} has text from {name(row['parent'])}, {row['confidence']:.0%} sure that it has. "
                + " ".join(row["reasons"] or ())
            )
    alone = [
        name(i)
        for i in sorted(witnesses, key=lambda one: (name(one), one))
        if witnesses[i]["report_id"] and i not in parents and i not in children and i not in rivals
    ]
    if alone:
        out.print(f"Linked with none: {'; '.join(alone)}")


def show_claims(case: Case, claims: pa.Table, all_wanted: bool, counted_anew: pa.Table | None = None) -> None:
    """Claims with their counts, those that most reports carry first; where they were ``counted_anew``, what changed beside."""
    names = {row["entity_id"]: row["name"] for row in case.table("entities").to_pylist()}
    replies = repliers(case, names)
    before = {row["claim_id"]: row for row in claims.to_pylist()}
    anew = counted_anew if counted_anew is not None else claims
    rows = [row for row in anew.to_pylist() if row["claim_id"] in before]
    first = claim_places(case, [row["claim_id"] for row in rows])
    rows.sort(
        key=lambda r: (
            -r["reports"], -r["lines_least"], r["claim_id"] not in replies, r["verbatim"] is not False,
            first.get(r["claim_id"], ("", 0)), r["claim_id"],
        )
    )  # fmt: skip
    shown = [row for row in rows if all_wanted or row["reports"] > 1 or row["claim_id"] in replies]
    unnamed = printed_sources(case, [row["claim_id"] for row in shown if row["speaker_id"] not in names])
    table = grid("reports", "lines", "sources", "who", "says", right=("reports", "lines", "sources"))
    changed = 0
    for row in shown:
        kinds = replies.get(row["claim_id"], {})
        answered = [f"{said} {listed(kinds[kind], 2)}" for kind, said in REPLIED.items() if kind in kinds]
        notes = [f"({'; '.join(answered)})"] if answered else []
        notes += [] if row["verbatim"] is not False else ["(its quotation differs)"]
        uncounted = row["speaker_id"] not in names and names_nobody(unnamed.get(row["claim_id"], "").strip("“”"))
        lines, sources = figures(row, uncounted)
        was_lines, was_sources = figures(before[row["claim_id"]], uncounted)
        changed += (lines, sources) != (was_lines, was_sources)
        table.add_row(
            str(row["reports"]),
            lines if lines == was_lines else f"{lines}, was {was_lines}",
            sources if sources == was_sources else f"{sources}, was {was_sources}",
            names.get(row["speaker_id"]) or unnamed.get(row["claim_id"], "nobody named"),
            " ".join([shorten(row["statement"]), *notes]),
        )
    out = console()
    if shown:
        out.print(table)
    if counted_anew is not None:
        out.print(f"Counted anew: of {of(len(shown), 'claim')} shown, {changed} {'has' if changed == 1 else 'have'} other figures. Nothing in the case has changed.")  # fmt: skip
    if not rows:
        out.print("Nobody is found to say anything.")
    elif len(shown) < len(rows):
        left = len(rows) - len(shown)
        single = "1 claim stands" if left == 1 else f"{left:,} claims stand"
        out.print(f"{single} in a single report; --all lists {'it' if left == 1 else 'them'}.")


def repliers(case: Case, names: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
    """For each claim by kind of reply who answers: by name, else as the report has it, else "somebody not named"."""
    rows = case.table("replies").to_pylist()
    replying = {r["attribution_id"] for r in rows}
    made = only(case.table("attributions"), "attribution_id", sorted(replying)).to_pylist()
    kept = only(case.table("reports"), "report_id", [r["report_id"] for r in made]).to_pylist()
    texts = {r["report_id"]: r["text"] or "" for r in kept}
    printed = {r["attribution_id"]: words_of(texts[r["report_id"]], r["source"] or ()) for r in made}
    speakers = {
        r["attribution_id"]: names.get(r["speaker_id"]) or _as_printed(printed[r["attribution_id"]]) for r in made
    }
    matters = {
        r["attribution_id"]: matter_in(" ".join(words_of(texts[r["report_id"]], r[role] or ()) for role in ("cue", "content")))
        for r in made
    }  # fmt: skip
    found: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        guessed = row["kind"] == "declines" and (not matters[row["attribution_id"]] or in_doubt(row))
        kind = GUESSED if guessed else DOUBTED if row["kind"] == "denies" and in_doubt(row) else row["kind"]
        found.setdefault(row["claim_id"], {}).setdefault(kind, set()).add(speakers[row["attribution_id"]])
    for kinds in found.values():  # who surely replies is not named as perhaps replying too
        for open_kind, sure in ((DOUBTED, "denies"), (GUESSED, "declines")):
            kinds[open_kind] = kinds.get(open_kind, set()) - kinds.get(sure, set())
    return {
        claim: {
            kind: [*sorted(who - {""}), *(["somebody not named"] if "" in who else [])]
            for kind, who in kinds.items()
            if who
        }
        for claim, kinds in found.items()
    }


def claim_places(case: Case, claims: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Where each claim (an id) stands first: its first report, and where in that."""
    heads = {r["claim_id"]: r["first_report"] for r in only(case.table("claims"), "claim_id", claims).to_pylist()}
    carried = only(case.table("claim_attributions"), "claim_id", claims).to_pylist()
    said = {
        row["attribution_id"]: (row["report_id"], min((s["begin"] for s in row["content"] or ()), default=0))
        for row in only(
            case.table("attributions"), "attribution_id", [r["attribution_id"] for r in carried]
        ).to_pylist()
    }
    found: dict[str, tuple[str, int]] = {}
    for row in carried:
        place = said.get(row["attribution_id"])
        if place and place[0] == heads[row["claim_id"]]:
            found[row["claim_id"]] = min(place, found.get(row["claim_id"], place))
    return found


def printed_sources(case: Case, claims: Sequence[str]) -> dict[str, str]:
    """For claims (ids) of somebody not identified the words that a report has for the source, in quotation marks."""
    carried: dict[str, set[str]] = {}
    for row in only(case.table("claim_attributions"), "claim_id", claims).to_pylist():
        carried.setdefault(row["attribution_id"], set()).add(row["claim_id"])
    rows = [row for row in only(case.table("attributions"), "attribution_id", carried).to_pylist() if row["source"]]
    texts = {r["report_id"]: r["text"] for r in only(case.table("reports"), "report_id", [r["report_id"] for r in rows]).to_pylist()}  # fmt: skip
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda r: (r["report_id"], r["source"][0]["begin"], r["attribution_id"])):
        words = words_of(texts.get(row["report_id"]) or "", row["source"])
        for claim in () if names_no_one(words) else carried[row["attribution_id"]]:
            found.setdefault(claim, _as_printed(words))
    return found


def _as_printed(words: str) -> str:
    """A source in a report's own words, in quotation marks; "" where these name no one."""
    return "" if not words or names_no_one(words) else f"“{shorten(as_name(words), 60)}”"


def figures(row: Row, uncounted: bool) -> tuple[str, str]:
    """How many lines and sources a claim has, each perhaps an interval; sources ``uncounted`` are one or more."""
    sources = "1 or more" if uncounted else interval(row["sources_least"], row["sources_most"])
    return interval(row["lines_least"], row["lines_most"]), sources


def show_names(case: Case, wanted: str | None) -> bool:
    """What each outlet calls things, and why that is told, the most named first; with a name wanted, descriptions too.

    Returned is whether there was anything to show.
    """
    rows = [row for row in case.table("names").to_pylist() if wanted or (row.get("form") or "name") == "name"]
    entities: Mapping[str, Row] = {row["entity_id"]: row for row in case.table("entities").to_pylist()}
    by_entity: dict[str, list[Row]] = {}
    for row in rows:
        # Two outlets' typesetting makes no two names.
        row["name"] = row["name"].replace("’", "'")
        same = [
            r
            for r in by_entity.setdefault(row["entity_id"], [])
            if all(r.get(k) == row.get(k) for k in ("name", "outlet", "form"))
        ]
        if same:
            same[0]["count"] += row["count"]
        else:
            by_entity[row["entity_id"]].append(row)
    if wanted:
        low = wanted.casefold()
        by_entity = {k: v for k, v in by_entity.items() if any(low in r["name"].casefold() for r in v)}
    else:
        by_entity = {k: v for k, v in by_entity.items() if len({r["name"] for r in v}) > 1}
    if not by_entity:
        console().print(f"Nothing goes by {wanted!r}." if wanted else "Nothing goes by more than one name.")
        return False
    table = grid("what", "kind", "called", "by", "times", "why", right=("times",))

    def weight(item: tuple[str, list[Row]]) -> tuple[int, str]:
        return (-sum(r["count"] for r in item[1]), item[0])

    def place(row: Row) -> tuple[bool, str, str]:
        return ((row.get("form") or "name") != "name", row["name"], row["outlet"] or "")

    for identifier, found in sorted(by_entity.items(), key=weight)[: None if wanted else 40]:
        entity = entities[identifier]
        for number, row in enumerate(sorted(found, key=place)):
            head = (entity["name"], entity["kind"]) if number == 0 else ("", "")
            table.add_row(
                *head, row["name"], row["outlet"] or "–", str(row["count"]), EVIDENCE.get(row["evidence"], "–")
            )
        table.add_section()
    out = console()
    out.print(table)
    out.print("“why” says by what a name is held for one of this thing; – is a report whose outlet is not known.")
    return True


def show_outlets(found: Sequence[Outlet], wanted: str | None) -> None:
    """From whom outlets have text and whom they credit; their habits; for a ``wanted`` one also what may be none."""
    out = console()
    if not found:
        out.print(f"No outlet goes by {wanted!r}." if wanted else "Of no report it is known who published it.")
        return
    table = grid("outlet", "reports", "copies", "open", "has text from", "credits", right=("reports", "copies", "open"))
    for one in found:
        figures = (str(one.reports), str(one.copies), str(one.open))
        table.add_row(one.name, *figures, counted(one.parents), counted(one.credited))
    out.print(table)
    out.print("“copies”: how many of its reports likely have text from another; “open”: of how many that is open.")
    habits = [(one, habit) for one in found for habit in one.habits if habit.shown or wanted]
    if habits:
        out.print("\nHabits" + (", and what may be none" if wanted else ""), style="bold")
    for outlet, habit in habits:
        out.print(f"- {outlet.name} {habit_said(habit)}: {how_often(habit)}. {begin_upper(how_surely(habit))}.")
    left = sum(len(one.habits) for one in found) - len(habits)
    if not habits:
        out.print("\nNo habit is found of any of them." if len(found) > 1 else "\nNo habit is found of it.")
    if left:
        out.print(
            f"{left} more seen twice only, or of others as much: `stemma outlets CASE NAME` shows those of one outlet."
        )


def counted(names: Sequence[tuple[str, int]], most: int = 4) -> str:
    """Names with their counts, or a dash; the rest counted."""
    shown = [name if count == 1 else f"{name} ({count})" for name, count in names[:most]]
    return ", ".join(shown) + (f" and {len(names) - most} more" if len(names) > most else "") or "–"


def habit_said(habit: Habit) -> str:
    """What an outlet does, for the middle of a sentence."""
    if habit.writes and habit.instead_of:
        return f"writes “{habit.writes}” where its source has “{habit.instead_of}”"
    return f"adds “{habit.writes}”" if habit.writes else f"leaves out “{habit.instead_of}”"


def show_found(found: pa.Table) -> None:
    """What a search found: the report and the words around."""
    out = console()
    for row in found.to_pylist():
        out.print(f"{row['outlet'] or '–'}: {row['title'] or 'untitled'} [{row['report_id']}]", style="bold")
        out.print(f"  … {row['words']} …")
    if not found.num_rows:
        out.print("No report has all of these words.")


def quoted(report: Mapping[str, Any], spans: list[Mapping[str, int]]) -> str:
    """The words of a report that the spans hold, in quotation marks."""
    return f"“{words_of(report['text'], spans)}”"
