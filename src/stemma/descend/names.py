"""What a witness is called in a sentence: a report by its outlet, its title or its day, never by its id."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from stemma.model import Report

TITLE_LENGTH = 60  # code points, the marks around it apart


def call_reports(reports: Iterable[Report]) -> dict[str, str]:
    """A name for each report id: its outlet, else its title, else its file, else that it is untitled.

    Names that several have are told apart by the day, then by the title, then by a number in the order of time.

    >>> call_reports([Report("a", "", outlet="Bay Herald"), Report("b", "", title="Plums early")])
    {'a': 'Bay Herald', 'b': '“Plums early”'}
    """
    ordered = sorted(reports, key=lambda r: (r.published is None, str(r.published), r.id))
    names = {report.id: _plain_name(report) for report in ordered}
    for widen in (_with_day, _with_title):
        twice = _doubled(names.values())
        names.update({r.id: widen(r, names[r.id]) for r in ordered if names[r.id] in twice})
    twice, seen = _doubled(names.values()), dict[str, int]()
    for report in ordered:
        name = names[report.id]
        if name in twice:
            seen[name] = seen.get(name, 0) + 1
            names[report.id] = f"{name} ({seen[name]})"
    return names


def _doubled(names: Iterable[str]) -> set[str]:
    listed = sorted(names)
    return {one for one, other in pairwise(listed) if one == other}


def _plain_name(report: Report) -> str:
    if report.outlet and report.outlet.strip():
        return report.outlet.strip()
    if report.title and report.title.strip():
        return in_marks(report.title)
    return report.file or _with_day(report, "an untitled report")


def _with_day(report: Report, name: str) -> str:
    if report.published is None or name.endswith(_day(report)):
        return name
    return f"{name} of {_day(report)}"


def _day(report: Report) -> str:
    return f"{report.published.day} {report.published:%B %Y}" if report.published is not None else ""


def _with_title(report: Report, name: str) -> str:
    if not report.title or not report.title.strip() or name.startswith("“"):
        return name
    return f"{name} ({in_marks(report.title)})"


def in_marks(title: str) -> str:
    """A title in quotation marks, shortened at a word where it is long.

    >>> in_marks('He said "no"')
    '“He said ‘no’”'
    """
    words = " ".join(title.split())
    if len(words) > TITLE_LENGTH:
        cut = words[:TITLE_LENGTH].rsplit(" ", 1)[0] if " " in words[:TITLE_LENGTH] else words[: TITLE_LENGTH - 1]
        words = cut.rstrip(" ,.;:–—-") + "…"
    opened = False
    made = []
    for mark in words:
        if mark in '"“”':
            opened = mark == "“" or (mark == '"' and not opened)
            made.append("‘" if opened else "’")
        else:
            made.append(mark)
    return f"“{''.join(made)}”"


def owned(name: str) -> str:
    """The possessive of a name.

    >>> owned("Reuters"), owned("CNBC")
    ('Reuters’', 'CNBC’s')
    """
    return f"{name}’" if name.endswith(("s", "S")) and not name.isupper() else f"{name}’s"


def lost_label(name: str | None) -> str:
    """A lost ancestor as it stands alone."""
    return f"{owned(name)} report, not in the pile" if name else "A common source, not in the pile"


def lost_name(name: str | None) -> str:
    """A lost ancestor in a sentence."""
    return f"{owned(name)} lost report" if name else "a lost common source"


def begin_sentence(text: str) -> str:
    """``text`` with its first letter large, marks before it left as they are."""
    return text[:1].upper() + text[1:] if text.startswith(("an untitled", "a lost")) else text


def listed(names: Sequence[str]) -> str:
    """Names in a row, up to three of them."""
    shown = list(names[:3])
    if len(names) > 3:
        more = len(names) - 3
        shown.append(f"{spoken(more)} {'other' if more == 1 else 'others'}")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


SPOKEN = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def spoken(number: int) -> str:
    """A small number in words, a large one in figures."""
    return SPOKEN[number] if number < len(SPOKEN) else str(number)
