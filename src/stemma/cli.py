"""The command line: each command is one call of the library.

Exit codes: 0 done; 1 nothing to do, or partly failed (something was skipped); 2 wrong use.
"""

import json
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from stemma.errors import NotACase, NothingToDo, StemmaError, UsageError

Command = Callable[..., Any]
MOST_ALIKE = 3  # things skipped for one reason that are named
MOST_SKIPPED = 20  # lines about what was skipped
NAME_KINDS = ("person", "organisation", "place", "group", "other")  # written out: commands load nothing before they run


@contextmanager
def plainly() -> Iterator[None]:
    """Say what went wrong in one line and end with its exit code, without a traceback."""
    try:
        yield
    except NothingToDo as error:
        click.echo(f"Nothing to do: {error}", err=True)
        sys.exit(1)
    except (UsageError, NotACase) as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    except StemmaError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
    except PermissionError as error:
        click.echo(f"Error: {error.filename} may not be read or written by you", err=True)
        sys.exit(1)
    except BrokenPipeError:
        raise  # whoever read has enough: click ends quietly
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"Error: {place}{error.strerror or error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("Stopped. The case is as it was; the same command takes the run up again.", err=True)
        sys.exit(1)


def plain_errors(command: Command) -> Command:
    """A command whose errors are said plainly."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        with plainly():
            return command(*args, **options)

    return run


as_json = click.option("--json", "json_wanted", is_flag=True, help="Print JSON instead of a table.")
the_case = click.argument("case", type=click.Path(path_type=Path))


def print_json(value: Any) -> None:
    """Print plain data as JSON; times in ISO form."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=lambda v: v.isoformat()))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88})
@click.version_option(package_name="stemma-news", prog_name="stemma")
def main() -> None:
    """Read a pile of news reports and see how each story travelled.

    Begin with `stemma demo`, or `stemma read FOLDER` and then `stemma report`.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a letter shows a question mark in its place
            stream.reconfigure(errors="replace")


@main.command("read", short_help="Read files, folders and tables into a case.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--case", type=click.Path(path_type=Path), help="The case folder; by default NAME.stemma, here.")
@click.option("--processes", type=click.IntRange(1), help="How many work at a time; by default one for each core.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True, help="What works.")
@click.option("--master", metavar="URL", help="The cluster that Spark works on, as spark://HOST:7077.")
@click.option("--memory", metavar="SIZE", help="A bound, as 2GB: of this process, or of each executor of the cluster.")
@click.option("--until", metavar="STAGE", help="Stop after this stage: trace, if only shared passages are wanted.")
@click.option("--text", "text_column", help="The column of a table that holds the text.")
@click.option("--title", "title_column", help="The column that holds the title.")
@click.option("--outlet", "outlet_column", help="The column that holds the outlet.")
@click.option("--date", "date_column", help="The column that holds the day of publication.")
@click.option("--url", "url_column", help="The column that holds the address.")
@plain_errors
def read_command(
    paths: tuple[Path, ...],
    case: Path | None,
    processes: int | None,
    engine: str,
    master: str | None,
    memory: str | None,
    until: str | None,
    text_column: str | None,
    title_column: str | None,
    outlet_column: str | None,
    date_column: str | None,
    url_column: str | None,
) -> None:
    """Read files, folders and tables into a case.

    Texts and pages (.txt .md .html .htm) are one report each; tables (.jsonl .csv .parquet) have one in each row. Read
    into a case that is there and it grows.
    """
    from stemma.case import read
    from stemma.ingest import Columns
    from stemma.progress import plain_progress, terminal_progress
    from stemma.show import of

    columns = Columns(text=text_column, title=title_column, outlet=outlet_column, published=date_column, url=url_column)
    with terminal_progress() if sys.stderr.isatty() else plain_progress(sys.stderr) as tell:
        made = read(
            paths,
            case,
            columns=columns,
            processes=processes,
            engine=engine,
            master=master,
            memory=memory,
            until=until,
            tell=tell,
        )
    skipped = made.table("skipped")
    until = made.manifest["until"]
    found = f", read until {until}" if until else f" in {of(made.table('stories').num_rows, 'story')}"
    click.echo(f"{made.folder}: {of(made.table('reports').num_rows, 'report')}{found}.")
    for line in tell_skipped(skipped.to_pylist(), shlex.quote(str(made.folder))):
        click.echo(f"  {line}", err=True)
    name = shlex.quote(str(made.folder))
    for line in tell_unknown(made.table("reports"), name):
        click.echo(line)
    following = f"stemma export {name} FOLDER" if until else f"stemma stories {name}, or stemma report {name}"
    click.echo(f"Next: {following}")
    if skipped.num_rows:
        sys.exit(1)


def tell_unknown(reports: Any, case: str) -> list[str]:
    """Of how many reports the day or the outlet is not known, and how to say it; nothing where both are known of all."""
    from stemma.show import of

    many = {what: reports.column(column).null_count for what, column in (("day", "published"), ("outlet", "outlet"))}
    told = [f"the {what} of {of(count, 'report')}" for what, count in many.items() if count]
    if not told:
        return []
    how = f"stemma correct {case} FILE --published 2017-10-11 --outlet NAME"
    return [f"Not known: {' and '.join(told)}. Where you know better: {how}"]


def tell_skipped(rows: Sequence[Mapping[str, Any]], case: str) -> list[str]:
    """What was skipped and why, in lines; more than a few that have one reason are told in one."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        member = f" ({row['member']})" if row["member"] else ""
        by_reason.setdefault(row["reason"], []).append(f"{row['path']}{member}")
    told = []
    for reason, names in by_reason.items():
        if len(names) > MOST_ALIKE:
            told.append(f"skipped {', '.join(names[:MOST_ALIKE])} and {len(names) - MOST_ALIKE:,} more: {reason}")
        else:
            told += [f"skipped {name}: {reason}" for name in names]
    if len(told) > MOST_SKIPPED or any(len(names) > MOST_ALIKE for names in by_reason.values()):
        told = [
            *told[:MOST_SKIPPED],
            f"all that was skipped: `stemma export {case} FOLDER --format csv`, file skipped.csv",
        ]
    return told


@main.command("stories", short_help="List the stories of a case.")
@the_case
@as_json
@plain_errors
def stories_command(case: Path, json_wanted: bool) -> None:
    """List the stories of a case, saga by saga."""
    from stemma import show
    from stemma.case import open_case
    from stemma.query import stories

    opened = open_case(case)
    opened.need("descend")
    if json_wanted:
        rows = {row["story_id"]: row for row in opened.table("stories").to_pylist()}
        print_json([{"number": story.number, **rows[story.id]} for story in stories(opened)])
    else:
        show.show_stories(opened)


@main.command("story", short_help="Show one story: its reports, tree, claims, differences.")
@the_case
@click.argument("story")
@click.option("--tree", is_flag=True, help="Only who copied whom, as a tree.")
@as_json
@plain_errors
def story_command(case: Path, story: str, tree: bool, json_wanted: bool) -> None:
    """Show one story: STORY is its number in `stemma stories`, or its id."""
    from stemma import show
    from stemma.case import open_case

    found = open_case(case).story(story)
    if json_wanted:
        names = (
            "stories",
            "story_reports",
            "witnesses",
            "descents",
            "rivals",
            "claims",
            "replies",
            "differences",
            "updates",
        )
        print_json({name: found.rows(name) for name in names})
    elif tree:
        show.show_tree(found)
    else:
        show.show_story(found)


@main.command("claims", short_help="List who says what, and how many sources it has.")
@the_case
@click.option("--story", help="Only the claims of this story (its number or id).")
@click.option("--all", "all_wanted", is_flag=True, help="Claims of a single report too.")
@click.option("--without", metavar="STEP", multiple=True, help="Count as if this step of copying were none, as 1.3.")
@click.option("--owner", metavar="OUTLET=OWNER", multiple=True, help="Count outlets of one owner as one line.")
@as_json
@plain_errors
def claims_command(
    case: Path, story: str | None, all_wanted: bool, without: tuple[str, ...], owner: tuple[str, ...], json_wanted: bool
) -> None:
    """List the claims: who says what, in how many reports, along how many lines, from how many sources.

    --without and --owner may be given several times; the figures are counted anew at once, and nothing in the case
    changes. A step's number stands before it in `stemma story CASE NO --tree`, and in the report.
    """
    from stemma import show
    from stemma.case import open_case
    from stemma.query import only
    from stemma.steps import find_steps, read_owners

    opened = open_case(case)
    opened.need("claims")
    claims = opened.story(story).table("claims") if story else opened.table("claims")
    anew = None
    if without or owner:
        opened.need()
        everything = opened.recount(find_steps(opened, without), read_owners(opened, owner))
        anew = only(everything, "claim_id", claims.column("claim_id").to_pylist())
    if json_wanted:
        print_json((claims if anew is None else anew).to_pylist())
    else:
        show.show_claims(opened, claims, all_wanted, anew)


@main.command("names", short_help="Show what each outlet calls things.")
@the_case
@click.argument("name", required=False)
@as_json
@plain_errors
def names_command(case: Path, name: str | None, json_wanted: bool) -> None:
    """Show what each outlet calls things; with NAME, only what goes by that name."""
    from stemma import show
    from stemma.case import open_case

    opened = open_case(case)
    opened.need("name")
    if json_wanted:
        print_json(opened.table("names").to_pylist())
    elif not show.show_names(opened, name):
        sys.exit(1)


@main.command("outlets", short_help="Show whom each outlet copies and what it habitually writes.")
@the_case
@click.argument("name", required=False)
@as_json
@plain_errors
def outlets_command(case: Path, name: str | None, json_wanted: bool) -> None:
    """Show from whom each outlet has text, whom it credits, and what it writes where its sources have other words.

    With NAME, only the outlets whose name holds that, and also what was seen of them too seldom to be a habit.
    """
    from stemma import show
    from stemma.case import open_case
    from stemma.outlets import outlets_of

    opened = open_case(case)
    opened.need("habits")
    found = [one for one in outlets_of(opened) if not name or name.casefold() in one.name.casefold()]
    if json_wanted:
        print_json([asdict(one) for one in found])
    else:
        show.show_outlets(found, name)
    if not found:
        sys.exit(1)


@main.command("search", short_help="Find the reports that have all the words.")
@the_case
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many reports at the most.")
@as_json
@plain_errors
def search_command(case: Path, words: tuple[str, ...], limit: int, json_wanted: bool) -> None:
    """Find the reports that have all the WORDS; a phrase stands in double quotes."""
    from stemma import show
    from stemma.case import open_case

    found = open_case(case).search(" ".join(words), limit)
    if json_wanted:
        print_json(found.to_pylist())
    else:
        show.show_found(found)
    if not found.num_rows:
        sys.exit(1)


@main.command("correct", short_help="Set right what was read wrongly of a report, or of names.")
@the_case
@click.argument("report", required=False)
@click.option("--outlet", help="Who published it.")
@click.option("--title", help="Its title.")
@click.option("--published", help="Its day or time of publication, as 2017-10-11; an empty text takes it away.")
@click.option("--url", help="Its address.")
@click.option("--credit", help="The agency or outlet that it names as its source.")
@click.option("--same", multiple=True, metavar="NAME", help="Give it for each name of one thing, its own name first.")
@click.option("--kind", type=click.Choice(NAME_KINDS), help="With --same: what is named.")
@click.option("--apart", nargs=2, metavar="NAME NAME", help="Two names that are not of one thing.")
@click.option("--no-name", metavar="WORDS", help="Words that are no name.")
@click.option("--names", type=click.Path(path_type=Path), help="A table of your own: CSV with kind,names (a|b|c).")
@click.option("--undo", is_flag=True, help="Take the last correction back; again, the one before it.")
@plain_errors
def correct_command(
    case: Path,
    report: str | None,
    same: tuple[str, ...],
    kind: str | None,
    apart: tuple[str, str] | None,
    no_name: str | None,
    names: Path | None,
    undo: bool,
    **fields: str | None,
) -> None:
    """Set right what was read wrongly, and work everything out anew: of a REPORT (the name of its file, its
    path or its id), or of names.

    Names: stemma correct CASE --same "Elm Ferries" --same EFL, --apart "North Bank" "South Bank", or --names FILE.
    """
    from stemma.case import open_case
    from stemma.corrections import read_corrections, read_name_table, said
    from stemma.model import NameCorrection
    from stemma.name.own import absent_names
    from stemma.show import of

    opened = open_case(case)
    given = {name: value or None for name, value in fields.items() if value is not None}
    told = [NameCorrection("same", same, kind)] if same else []
    told += [NameCorrection("apart", apart)] if apart else []
    told += [NameCorrection("none", (no_name,))] if no_name else []
    told += read_name_table(names) if names else []
    if undo:
        if report or given or told:
            raise UsageError("--undo stands alone: it takes the last correction back")
        made = read_corrections(opened.folder)
        opened.undo()
        left = (
            f" {of(len(made) - 1, 'correction')} before it {'stands' if len(made) == 2 else 'stand'}."
            if made[1:]
            else ""
        )
        click.echo(f"Taken back: {said(made[-1])}.{left}")
    elif told and not report and not given:
        opened.correct_names(told)
        texts = [text or "" for text in opened.table("reports").column("text").to_pylist()]
        for absent in absent_names([*same, *(apart or ()), *([no_name] if no_name else [])], texts):
            click.echo(f"  {absent!r} stands in no report: check how it is written", err=True)
        click.echo(f"Corrected: names. {how_to_undo(case, len(told))}")
    elif not report or not given or told:
        raise UsageError(
            "say which report, and what is right: stemma correct CASE REPORT --outlet NAME; "
            "or what names are one: stemma correct CASE --same NAME --same NAME"
        )
    else:
        opened.correct(report, **given)
        click.echo(f"Corrected: {', '.join(given)}. {how_to_undo(case, len(given))}")


def how_to_undo(case: Path, many: int) -> str:
    """How corrections just made are taken back: one at a time."""
    back = f"`stemma correct {shlex.quote(str(case))} --undo` takes"
    return f"{back} it back." if many == 1 else f"{back} back one of the {many} at a time, the last first."


@main.command("export", short_help="Write every table to a folder, for other tools.")
@the_case
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["parquet", "csv", "jsonl"]), default="parquet", show_default=True,
    help="How the tables are written.",
)  # fmt: skip
@plain_errors
def export_command(case: Path, folder: Path, form: str) -> None:
    """Write every table to FOLDER, with the collations as TEI and the family trees as GraphML and GEXF beside."""
    from stemma.case import open_case

    made = open_case(case).export(folder, form)
    click.echo(f"Written to {made}")


@main.command("report", short_help="Write one page that a person can read.")
@the_case
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The page; by default NAME.html beside the case.")
@plain_errors
def report_command(case: Path, output: Path | None) -> None:
    """Write one page that a person can read, print and send."""
    from stemma.case import open_case

    click.echo(f"The report is at {open_case(case).report(output).resolve()}")


@main.command("demo", short_help="Run the whole way on an invented affair.")
@click.option("--folder", type=click.Path(path_type=Path), default="stemma-demo", show_default=True, help="Where to.")
@click.option("--processes", type=click.IntRange(1), help="How many work at a time; by default one for each core.")
@plain_errors
def demo_command(folder: Path, processes: int | None) -> None:
    """Run the whole way on reports of an invented affair, and write their report page."""
    from stemma.case import read
    from stemma.demo import write_demo
    from stemma.progress import plain_progress, terminal_progress
    from stemma.show import of

    reports = write_demo(folder / "reports")
    with terminal_progress() if sys.stderr.isatty() else plain_progress(sys.stderr) as tell:
        made = read(reports, folder / "demo.stemma", processes=processes, tell=tell)
    page = made.report(folder / "demo.html")
    click.echo(
        f"{of(made.table('reports').num_rows, 'report')} in {of(made.table('stories').num_rows, 'story')}. "
        f"The files are in {reports}, the case is {made.folder}."
    )
    click.echo(f"The report is at {page.resolve()}")
