"""Why a report stands in its story, in an editor's words, and what the story is called."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from stemma.group.likeness import Shared
from stemma.group.profile import TOKEN, Profile, rarity, stem
from stemma.model import Report
from stemma.segment import segment

WORTH_NAMING = 12  # shared words from which a reason names them
NAMED = 3  # names that a reason gives at most
LONGEST_SHORT_FORM = 4  # letters up to which a name in capitals is taken for a short form
LONGEST_NAME = 4  # words of a name
LONGEST_LABEL = 60  # code points of an outlet or title in a reason
HONORIFICS = frozenset(("mr", "mrs", "ms", "dr"))
POSSESSIVE = re.compile(r"['’]s$")
LONGEST_TITLE = 160  # code points of a first sentence that stands in for a title


def label(report: Report, *, sole: bool) -> str:
    """A report as a reason names it: by its outlet, else its title or file, and by its title or day where it is not the ``sole`` one of it."""
    title = own_title(report)
    named = f"“{shorten(title)}”" if title else ""
    day = f" of {spell(report.day)}" if report.day else ""
    if report.outlet and sole:
        return f"the report of {shorten(report.outlet)}"
    if report.outlet:
        return (
            f"the report of {shorten(report.outlet)}, {named}"
            if title
            else f"the report of {shorten(report.outlet)}{day}"
        )
    if title:
        return f"the report {named}"
    if report.file:
        return f"the report {shorten(report.file)}"
    return f"an untitled report{day}" if day else "an untitled, undated report"


def shorten(words: str) -> str:
    """Words cut at a space where they are too long for a reason."""
    return (
        words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–—") + "…"
    )


def spell(day: date) -> str:
    """A day as one writes it: 9 March 2021."""
    return f"{day.day} {day:%B} {day.year}"


def own_title(report: Report) -> str | None:
    """The title given with the report, or the one that its text has."""
    found = report.title or next((report.text[b.begin : b.end] for b in report.blocks if b.kind == "title"), "")
    return " ".join(found.split()) or None


def give_reasons(
    reports: Sequence[Report],
    profiles: Sequence[Profile],
    shared: Mapping[tuple[int, int], Shared],
    nearest: NDArray[np.int64],
    story: NDArray[np.int64],
    saga: NDArray[np.int64],
) -> list[str]:
    """A reason for each report: what ties it to the one of its story that it is most like, or why it is alone.

    ``nearest`` is that report, or of one that is alone the one of its saga; -1 where there is none.
    """
    size = np.bincount(story, minlength=len(reports))
    outlets = [Counter(zip(of.tolist(), (report.outlet for report in reports), strict=True)) for of in (story, saga)]
    reasons = []
    for index, near in enumerate(nearest.tolist()):
        if near < 0:
            reasons.append("alone: no other report tells of this event")
            continue
        alone = bool(size[story[index]] == 1)
        pair = profiles[index], profiles[near]
        words = shared.get((min(index, near), max(index, near)), Shared(0, 0, 0))
        group = int(saga[near] if alone else story[near])
        whom = label(reports[near], sole=outlets[alone][group, reports[near].outlet] == 1)
        reasons.append("alone: " + apart(*pair, words, whom) if alone else together(reports[index], *pair, words, whom))
    return reasons


def together(report: Report, one: Profile, other: Profile, words: Shared, whom: str) -> str:
    """What a report has in common with the nearest of its story."""
    signs = []
    if words.text >= WORTH_NAMING:
        signs.append(f"shares {words.text} words with {whom}")
    if words.quoted >= WORTH_NAMING:
        signs.append(f"quotes the same {words.quoted} words" + ("" if signs else f" as {whom}"))
    names = common_names(report, one, other)
    both = ["day"] * same_day(one, other) + [f"name{'s' * (len(names) > 1)} ({', '.join(names)})"] * bool(names)
    if both:
        signs.append(f"tells of the same {' and '.join(both)}" + ("" if signs else f" as {whom}"))
    if not signs:
        return f"begins with the same words as {whom}"
    return " and ".join([", ".join(signs[:-1]), signs[-1]] if len(signs) > 1 else signs)


def same_day(one: Profile, other: Profile) -> bool:
    """Whether two leads tell of one day: by what they say, or by when they were published if one does not say."""
    if one.told is not None and other.told is not None:
        return one.told == other.told
    return one.published is not None and one.published == other.published


def apart(one: Profile, other: Profile, words: Shared, whom: str) -> str:
    """Why a report tells another event than the one of its saga that it is most like."""
    if one.told and other.told and one.told != other.told:
        return f"like {whom}, but it tells of {spell(one.told)}, not of {spell(other.told)}"
    if one.published and other.published and one.published != other.published:
        between = (one.published - other.published).days
        days = f"{abs(between)} day{'s' * (abs(between) > 1)}"
        return f"like {whom}, but published {days} {'after' if between > 0 else 'before'} it and with another lead"
    if one.not_before and other.published and one.not_before > other.published:
        return f"like {whom}, but it shows a photograph of {spell(one.not_before)}, which is later"
    if words.text >= WORTH_NAMING:
        return f"shares {words.text} words of background with {whom}, but the leads tell of different events"
    return f"of one saga with {whom}, but the leads tell of different events"


def common_names(report: Report, one: Profile, other: Profile) -> list[str]:
    """The first names in both leads, whole, as the report writes them, in its order; of a headline in which every word has
    a capital, where nobody can tell which of them are names, only if there are no others.
    """
    both = one.names & other.names
    loud = [span for span in one.lead if is_loud(report.text[span.begin : span.end])]
    written: dict[str, str] = {}
    for span in [span for span in one.lead if span not in loud] or loud:
        run: list[str] = []
        end = span.begin
        for match in TOKEN.finditer(report.text, *span):
            between, word = report.text[end : match.start()], match.group()
            if run and (between not in (" ", "-") or not word[0].isupper() or POSSESSIVE.search(run[-1])):
                note(written, run, one, both, report.text)
                run.clear()
            if word[0].isupper():
                run.append((between if run else "") + word)
            end = match.end()
        note(written, run, one, both, report.text)
    if not written and loud and len(loud) < len(one.lead):
        return common_names(report, one._replace(lead=tuple(loud)), other)
    return list(written.values())[:NAMED]


def is_loud(sentence: str) -> bool:
    """Whether most words of a sentence that could do without a capital have one, as in headlines: "Mill Burns Down in Tarn"."""
    words = [match.group() for match in TOKEN.finditer(sentence)][1:]
    long = [word for word in words if len(word) > LONGEST_SHORT_FORM]
    return len(long) > 1 and sum(word[0].isupper() for word in long) * 4 > 3 * len(long)


def note(written: dict[str, str], run: Sequence[str], one: Profile, both: frozenset[str], text: str) -> None:
    """Writes down the name in a run of words with capitals, if both reports have the whole of it and it is new."""
    terms = [stem(word.lstrip(" -")) for word in run]
    names = [term for term in terms if term in one.names]
    while terms and (
        not rarity(terms[0])
        or terms[0] in HONORIFICS
        or (terms[0] not in one.names and one.has_small(terms[0]))
    ):  # fmt: skip
        run, terms = run[1:], terms[1:]
    if not terms or not names or not both.issuperset(names) or len(terms) > LONGEST_NAME:
        return
    met = [key for key in written if set(key.split()) & set(names)]
    if len(met) > 1 or (met and not set(met[0].split()) < set(terms)):
        return
    name = POSSESSIVE.sub("", "".join(run).lstrip(" -"))
    if name.isupper() and (len(name) > LONGEST_SHORT_FORM or name.title() in text):
        name = name.title()
    written[met[0] if met else " ".join(terms)] = name


def title_of(told: Sequence[Report]) -> str | None:
    """The title most like the others' titles; without any, the first sentence of a report; None for no text.

    One that is not all in capitals comes first: capitals hide the names.
    """
    titles = sorted({title for report in told if (title := own_title(report))})
    if titles:
        terms = [{t for m in TOKEN.finditer(title) if rarity(t := stem(m.group()))} for title in titles]
        liking = [0.0] * len(titles)
        for (i, one), (j, other) in combinations(enumerate(terms), 2):
            value = len(one & other) / max(1, len(one | other))
            liking[i] += value
            liking[j] += value
        return titles[
            max(range(len(titles)), key=lambda i: (not titles[i].isupper(), liking[i], -len(titles[i]), titles[i]))
        ]
    for report in told:
        for sentence in segment(report).sentences:
            words = " ".join(report.text[sentence.begin : sentence.end].split())
            return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return None
