"""The witnesses of a story side by side: where they differ, what only some have, and the whole text with notes."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.page.data import Row, StoryRows, group_by
from stemma.page.lost import starts_sentence
from stemma.page.phrase import Mark, Piece, clipped, in_context, listed, of, plain, tidy
from stemma.words import WORD, fold

FIRST_KINDS = ("name", "number", "date", "negation", "attribution", "hedge", "sense")
KINDS: Mapping[str, str] = {
    "name": "another name for the same",
    "number": "another figure",
    "date": "another day or time",
    "negation": "a word of denial that only one side has",
    "attribution": "another word for who says it, or how",
    "hedge": "more or less certain",
    "sense": "other words",
    "wording": "other words",
    "spelling": "the same words, spelt otherwise",
    "addition": "words that few have",
    "omission": "words that few lack",
    "move": "the same passage at another place",
    "cut": "words left out",
    "cue": "another verb of saying",
}
NAMES: Mapping[str, str] = {
    "attribution": "who says it",
    "hedge": "how certain",
    "negation": "denial",
    "sense": "other words",
    "move": "moved",
    "cut": "left out",
    "cue": "word of saying",
}
"""What a kind is called where its own name is a word of the trade."""
PASSAGE_WORDS = 8  # words from which what only some have is shown as a passage
MOST_PASSAGES = 12  # shown at once, the longest
MOST_FIRST = 60  # places of the kinds that come first
MOST_REST = 150  # of the others
MOST_NOTES = 500  # numbered places in the whole text of a story
AROUND = 36
REST = 160  # code points of the rest of a sentence that are shown beside a passage
MOST_MOVED = 4  # words by which a passage is moved back to where its sentence begins
SENTENCE_HEAD = re.compile(r"(?:[.!?][\"'”’)]*\s+|\n\s*)")
SENTENCE_TAIL = re.compile(r"[.!?][\"'”’)]*|(?=\n)")
BESIDE = 4  # code points between two segments that read on
SHORT = 50  # code points: a shorter segment does not begin a row of its own


class Reading(NamedTuple):
    """What some reports have at a place: the words in context (empty: nothing), and who they are."""

    pieces: tuple[Piece, ...]
    words: str
    who: tuple[str, ...]


class Site(NamedTuple):
    """A place where the reports differ. ``number`` is its number in the whole text; ``more`` how often the same readings,
    of the same reports, stand at other places too.
    """

    number: int
    kind: str
    readings: tuple[Reading, ...]
    more: int = 0


class Passage(NamedTuple):
    """Words that only some have, or have at another place; ``pieces`` show them amid the words around, where these are

    of the same sentence.
    """

    words: str
    pieces: tuple[Piece, ...]
    only_in: tuple[str, ...]
    not_in: tuple[str, ...]
    moved: bool


class Run(NamedTuple):
    """A stretch of the whole text: who has it, whose words are shown, the words with numbered places, and the notes."""

    who: str
    base: str
    pieces: tuple[Piece, ...]
    notes: tuple[Site, ...]


class Apparatus(NamedTuple):
    """All of a story's collation. ``unshown`` counts the places that are not listed for want of room."""

    first: tuple[Site, ...]
    rest: tuple[Site, ...]
    passages: tuple[Passage, ...]
    shorter: tuple[Passage, ...]
    runs: tuple[Run, ...]
    kinds: tuple[tuple[str, int], ...]
    unshown: int
    reports: int


class _Place(NamedTuple):
    site_id: str
    kind: str
    rows: tuple[Row, ...]
    lead: Row


def build(story: StoryRows) -> Apparatus:
    """The apparatus of a story; empty where nothing was collated."""
    rank = base_order(story)
    places = [_place(rows, rank) for rows in group_by(story.tables["variants"], "site_id").values()]
    places.sort(key=lambda p: (rank.get(p.lead["report_id"], len(rank)), p.lead["begin"], p.lead["end"], p.site_id))
    number = {place.site_id: index for index, place in enumerate(places, start=1)}
    long = [place for place in places if is_passage(place)]
    short = [place for place in places if not is_passage(place)]
    passages = list(dict.fromkeys(_passage(story, place) for place in long))
    longest = set(sorted(passages, key=lambda p: (-len(p.words), p))[:MOST_PASSAGES])
    first = [place for kind in FIRST_KINDS for place in short if place.kind == kind]
    rest = [place for place in short if place.kind not in FIRST_KINDS]
    counts = {kind: sum(1 for place in places if place.kind == kind) for kind in KINDS}
    first_sites = together([_site(story, place, number) for place in first])
    rest_sites = together([_site(story, place, number) for place in rest])
    return Apparatus(
        first=tuple(first_sites[:MOST_FIRST]),
        rest=tuple(rest_sites[:MOST_REST]),
        passages=tuple(passage for passage in passages if passage in longest),
        shorter=tuple(passage for passage in passages if passage not in longest)[:MOST_REST],
        runs=tuple(make_runs(story, places, number, rank)),
        kinds=tuple((kind, count) for kind, count in counts.items() if count),
        unshown=max(0, len(passages) - len(longest) - MOST_REST)
        + max(0, len(first_sites) - MOST_FIRST)
        + max(0, len(rest_sites) - MOST_REST),
        reports=len({row["report_id"] for row in story.tables["collation"]}),
    )


def base_order(story: StoryRows) -> dict[str, int]:
    """The reports in the order in which their words stand for all: those with most of the text first."""
    held: dict[str, int] = {}
    for row in story.tables["collation"]:
        held[row["report_id"]] = held.get(row["report_id"], 0) + row["end"] - row["begin"]
    ranked = sorted(held, key=lambda report: (-held[report], story.order(report)))
    return {report: index for index, report in enumerate(ranked)}


def _place(rows: Sequence[Row], rank: Mapping[str, int]) -> _Place:
    ordered = sorted(rows, key=lambda r: (rank.get(r["report_id"], len(rank)), r["report_id"]))
    return _Place(rows[0]["site_id"], rows[0]["kind"], tuple(ordered), ordered[0])


def is_passage(place: _Place) -> bool:
    """Whether a place is a whole passage that some lack, or that stands elsewhere."""
    if place.kind == "move":
        return True
    longest = max(len((row["reading"] or "").split()) for row in place.rows)
    lacking = any(row["begin"] == row["end"] for row in place.rows)
    return place.kind in ("addition", "omission") and lacking and longest >= PASSAGE_WORDS


def readings_of(story: StoryRows, place: _Place, *, around: int = AROUND) -> list[Reading]:
    """The distinct readings of a place, those that most have first; each in the words around it in one of its reports."""
    groups: dict[str, list[Row]] = {}
    for row in place.rows:
        groups.setdefault(plain(row["reading"]), []).append(row)
    order = sorted(groups, key=lambda words: (-len(groups[words]), story.order(groups[words][0]["report_id"]), words))
    made = []
    for words in order:
        row = groups[words][0]
        text = story.text(row["report_id"])
        begin, end = clipped(text, row["begin"], row["end"])
        pieces = in_context(text, [Mark(begin, end, f"v v-{place.kind}")], around)
        who = sorted((r["report_id"] for r in groups[words]), key=story.order)
        made.append(Reading(tuple(pieces), words, tuple(plain(story.label(one)) for one in who)))
    return made


def _site(story: StoryRows, place: _Place, number: Mapping[str, int]) -> Site:
    return Site(number[place.site_id], place.kind, tuple(readings_of(story, place)))


def together(sites: Sequence[Site]) -> list[Site]:
    """The sites in order, those at which the same reports have the same readings told once."""
    groups: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], list[Site]] = {}
    for site in sites:
        told = tuple((reading.words, reading.who) for reading in site.readings)
        groups.setdefault((site.kind, told), []).append(site)
    return [found[0]._replace(more=len(found) - 1) for found in groups.values()]


def _passage(story: StoryRows, place: _Place) -> Passage:
    having = [row for row in place.rows if row["end"] > row["begin"]]
    lacking = [row for row in place.rows if row["end"] == row["begin"]]
    longest = max(having, key=lambda r: (r["end"] - r["begin"], r["report_id"]), default=place.lead)

    def labels(rows: Sequence[Row]) -> tuple[str, ...]:
        return tuple(plain(story.label(one)) for one in sorted({r["report_id"] for r in rows}, key=story.order))

    text = story.text(longest["report_id"])
    begin, end = clipped(text, longest["begin"], longest["end"])
    return Passage(
        plain(longest["reading"]),
        amid_sentence(text, begin, end),
        labels(having),
        labels(lacking),
        place.kind == "move",
    )


def amid_sentence(text: str, begin: int, end: int) -> tuple[Piece, ...]:
    """A passage with the words that its first and its last sentence have around it.

    Texts are laid beside each other word by word, so that what only one has may begin and end within a sentence.
    """
    begin, end = from_its_head(text, begin, end)
    heads = list(SENTENCE_HEAD.finditer(text, max(0, begin - REST), begin))
    cut = not heads and begin > REST
    low = heads[-1].end() if heads else text.find(" ", begin - REST, begin) + 1 if cut else 0
    tail = SENTENCE_TAIL.search(text, max(begin, end - 1), end + REST)
    more = tail is None and end + REST < len(text)
    high = tail.end() if tail else text.rfind(" ", end, end + REST) if more else len(text)
    made = (
        Piece("… " if cut else ""),
        Piece(tidy(text[low:begin])),
        Piece(tidy(text[begin:end]), "content"),
        Piece(tidy(text[end : max(end, high)])),
        Piece(" …" if more else ""),
    )
    return tuple(piece for piece in made if piece.text)


def from_its_head(text: str, begin: int, end: int) -> tuple[int, int]:
    """A passage that ends with the words which stand before it too, moved back over them where a sentence begins there.

    "… split. The" between "The" and "owner" is "The … split." as well.
    """
    before = list(WORD.finditer(text, max(0, begin - REST), begin))[-MOST_MOVED:]
    inside = list(WORD.finditer(text, begin, end))
    for many in range(1, min(len(before), len(inside) - 1) + 1):
        one, other = before[-many], inside[-many]
        if fold(one.group()) != fold(other.group()):
            break
        if starts_sentence(text, one.start()) or text[: one.start()].rstrip()[-1:] in (")", "–", "—"):
            return one.start(), inside[-many - 1].end()
    return begin, end


class _Stretch(NamedTuple):
    base: str
    begin: int
    end: int
    who: frozenset[str]


def make_runs(
    story: StoryRows, places: Sequence[_Place], number: Mapping[str, int], rank: Mapping[str, int]
) -> list[Run]:
    """The whole text: every segment in the words of the report that holds most, places numbered, notes below."""
    by_segment = group_by(
        sorted(story.tables["collation"], key=lambda r: (r["position"], rank.get(r["report_id"], 0))), "segment_id"
    )
    stretches: list[_Stretch] = []
    for rows in by_segment.values():
        base = next((row for row in rows if not row["moved"]), rows[0])
        who = frozenset(row["report_id"] for row in rows)
        add_stretch(stretches, _Stretch(base["report_id"], base["begin"], base["end"], who))
    at_base: dict[str, list[tuple[int, int, str, Row, _Place]]] = {}
    for place in places:
        for row in place.rows:
            entry = (row["begin"], row["end"], place.site_id, row, place)
            at_base.setdefault(row["report_id"], []).append(entry)
    for entries in at_base.values():
        entries.sort(key=lambda entry: entry[:3])
    told: set[str] = set()
    every = frozenset(rank)
    made = []
    covered: dict[str, list[tuple[int, int]]] = {}
    for stretch in stretches:
        # What a note has given whole already, as one of its readings, is no stretch to read again.
        if any(begin <= stretch.begin and stretch.end <= end for begin, end in covered.get(stretch.base, ())):
            continue
        entries = at_base.get(stretch.base, [])
        first = bisect_left(entries, stretch.begin, key=lambda entry: entry[0])
        last = bisect_right(entries, stretch.end, key=lambda entry: entry[0])
        inside = [
            (row, place)
            for _, end, site, row, place in entries[first:last]
            if end <= stretch.end and site not in told
        ][: max(0, MOST_NOTES - len(told))]  # fmt: skip
        told.update(place.site_id for _, place in inside)
        for _, place in inside:
            for row in place.rows:
                if row["end"] > row["begin"]:
                    covered.setdefault(row["report_id"], []).append((row["begin"], row["end"]))
        made.append(
            Run(
                who_has(story, stretch.who, every),
                plain(story.label(stretch.base)),
                tuple(numbered(story.text(stretch.base), stretch, inside, number)),
                tuple(
                    Site(number[place.site_id], place.kind, tuple(short_readings(story, place))) for _, place in inside
                ),
            )
        )
    return made


def short_readings(story: StoryRows, place: _Place) -> list[Reading]:
    """The readings of a place without the words around them."""
    made = []
    for reading in readings_of(story, place, around=0):
        words = reading.words if len(reading.words) <= 300 else reading.words[:300].rsplit(" ", 1)[0] + " […]"
        made.append(Reading((Piece(words, ""),) if words else (), words, reading.who))
    return made


def add_stretch(stretches: list[_Stretch], new: _Stretch) -> None:
    """Put a segment at the end, as part of the last stretch where its words read on from there."""
    last = stretches[-1] if stretches else None
    if last and last.base == new.base and 0 <= new.begin - last.end <= BESIDE:
        short = new.end - new.begin < SHORT
        if new.who == last.who or short or last.end - last.begin < SHORT:
            stretches[-1] = last._replace(end=new.end, who=last.who if short else new.who)
            return
    stretches.append(new)


def who_has(story: StoryRows, who: frozenset[str], every: frozenset[str]) -> str:
    """Who has a stretch, in few words."""
    lacking = sorted(every - who, key=story.order)
    if not lacking:
        return f"all {len(every)}"
    if len(lacking) <= 3 and len(who) > len(lacking):
        return f"all but {listed([plain(story.label(one)) for one in lacking])}"
    having = [plain(story.label(one)) for one in sorted(who, key=story.order)]
    return (
        f"only {having[0]}"
        if len(having) == 1
        else listed(having, 5) + (f" ({of(len(having), 'report')})" if len(having) > 5 else "")
    )


def numbered(
    text: str, stretch: _Stretch, inside: Sequence[tuple[Row, _Place]], number: Mapping[str, int]
) -> list[Piece]:
    """The words of a stretch, each place marked and followed by its number."""
    made: list[Piece] = []
    at = stretch.begin
    for row, place in inside:
        begin, end = max(row["begin"], at), max(row["end"], at)
        made.append(Piece(tidy(text[at:begin])))
        if end > begin:
            made.append(Piece(tidy(text[begin:end]), f"v v-{place.kind}"))
        made.append(Piece(str(number[place.site_id]), "no"))
        at = end
    made.append(Piece(tidy(text[at : stretch.end])))
    return [piece for piece in made if piece.text]


def collation_sentence(made: Apparatus) -> str:
    """What the collation says, in a sentence."""
    if not made.reports:
        return ""
    if not made.kinds:
        return f"{of(made.reports, 'report')} share text and do not differ in it."
    total = sum(count for _, count in made.kinds)
    return f"{of(made.reports, 'report')} share text. They differ at {of(total, 'place')}."
