"""When a thing happened, by several reports: times under one verb, in sentences alike, that can't both be right."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any, NamedTuple

from stemma.attribute.lexicon import SPEECH_VERBS
from stemma.model import Report, Segments, Span, Token
from stemma.parse import Parses
from stemma.reckon.event import names_a_thing, noun_by, phrase_at, verb_above
from stemma.reckon.join import compare
from stemma.reckon.lexicon import stem
from stemma.reckon.reading import tells_of_markets
from stemma.reckon.same_thing import sentence_before
from stemma.reckon.units import Mentions, Terms, find_terms, pick_terms
from stemma.settings import DifferenceSettings

# What points from the moment of writing or speaking, or counts roughly back: it shifts with who says it and when.
_POINTING = re.compile(
    r"\b(?:today|tonight|now|yesterday|tomorrow|this\s(?:morning|afternoon|evening|week|month|year)|last\s(?:month|year)|ago|recent(?:ly)?|earlier|later|next)\b",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?:GMT|UTC|E[SD]T|ET|C[SED]T|CT|B[SD]?T|P[SD]T|PT|MSK|(?!Local\b)[A-Z][a-z]+ time)\b|\d\d:\d\dZ"
)  # an hour in local time is what one without a zone is
_ZONE_NEAR = 16  # code points after an hour in which its zone stands
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
# What parts a date that a page set before a sentence, as of a picture, from what the sentence says.
_SET_APART = re.compile(r"\s{2}|[\n\u00a0]")
# Minutes between two hours of the day: nearer ones are rounded (a full hour more), farther ones are of two things.
_CLOCK_NEAR, _FULL_HOUR_NEAR, _CLOCK_FAR = 10, 25, 90
_TO_THE_MINUTE = 4  # the same where neither is rounded to five minutes
_CLOCK_FARTHEST = 150  # the same where the words around them are weighed too
_A_MONTH, _A_DAY = timedelta(days=25), timedelta(days=1)
_MONTHS_NEAR = timedelta(days=62)  # between two times of which the year alone names neither
_OWN_DAYS = timedelta(days=7)  # between a report and a day of its own
_DAYS_NEAR = timedelta(days=31)  # between two days of one event: farther ones are mostly of two
_MONTHS_FAR = timedelta(days=400)  # between two months of one event
_YEARS_FAR = 50  # years between two that are told of one thing
# What names the day of an hour in the hour's own words: else it is the one spoken of last.
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_YEAR = re.compile(r"\d{4}")
DATED = re.compile(rf"day\b|{_MONTH.pattern}|tonight|tomorrow|\d[./-]\d+[./-]\d")
MOST_COMPARED = 1500  # distinct times of a story that are held against each other: those that most reports print
MOST_VALUES = 3  # times of one thing that are told: what has more of them was done more than once
# Verbs that bring words now and then ("began", "went on"), but mostly tell of a deed.
_DEEDS = frozenset(
    ("begin", "charge", "continue", "fire", "go", "nod", "offer", "post", "put", "read", "shoot", "volunteer")
)
# Prepositions between a verb of speech and a time that is no time of speaking.
_AHEAD = frozenset(("for", "by", "until", "till", "before", "from"))
_SAYS = frozenset(("add", "announce", "comment", "note", "report", "say", "state", "tell", "tweet", "write"))
_HALF_A_DAY = 720  # minutes
# What says of which half of the day an hour is: "3 p.m.", "15:40", "03:10", "four in the afternoon".
_TELLS_HALF = re.compile(
    r"[ap]\.?m\b|morning|afternoon|evening|night|noon|midday|\b0\d[:.]?\d\d|\bhours\b", re.IGNORECASE
)
_NOBODY: tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]] = ((), (), ())


class Happening(NamedTuple):
    """A time in a sentence: the stem of the verb over it, and the sentence's other words. ``clock``: minutes of the day;
    ``zoned``: its zone is named; ``half``: it may be of either half of the day; ``before``: the sentence before; ``dated``: an hour names its day.
    """

    report_id: str
    begin: int
    end: int
    value: str
    earliest: datetime | None
    latest: datetime | None
    clock: int | None
    verb: str
    context: Terms
    sentence: tuple[int, int] = (0, 0)
    zoned: bool = False
    half: bool = False
    before: str = ""
    dated: bool = False


def find_happenings(
    report: Report, segments: Segments, parses: Parses, mentions: Mentions, times: Sequence[Mapping[str, Any]]
) -> list[Happening]:
    """The times of a report under a verb that is no verb of speech, in order; what points from the moment is left out.

    So are captions, as two of them are seldom of the same picture, dates that a page set before a sentence, years that only say
    which season or law is meant, and what markets did on a day, which is another thing every hour.
    """
    found: list[Happening] = []
    captions = [(block.begin, block.end) for block in report.blocks if block.kind == "caption"]
    for number, (begin, end, _) in enumerate(segments.sentences):
        here = [
            time
            for time in times
            if begin <= time["begin"]
            and time["end"] <= end
            and time["type"] in {"DATE", "TIME"}
            and not any(first <= time["begin"] < last for first, last in captions)
        ]
        text = report.text[begin:end]
        if tells_of_markets(text):
            here = [time for time in here if _is_long(time)]
        tokens = parses.get(text, ()) if here else ()
        if not tokens:
            continue
        terms = find_terms(report.text, [Span(begin, end)], mentions.get(report.id, _NOBODY))
        context = pick_terms(terms, [
            n for n, term in enumerate(terms.term)
            if not term.startswith("#") and not any(t["begin"] <= terms.begin[n] < t["end"] for t in here)
        ])  # fmt: skip
        for time in here:
            printed = report.text[time["begin"] : time["end"]]
            clock = _CLOCK.search(time["value"] or "")
            verb = _verb_over(tokens, time["begin"] - begin, time["end"] - begin, is_hour=clock is not None)
            stamp = time["begin"] == begin and _SET_APART.match(report.text, time["end"])
            if (
                not verb
                or stamp
                or names_a_thing(tokens, time["begin"] - begin, time["end"] - begin)
                or (clock is None and _POINTING.search(printed) and not _MONTH.search(printed))
                or (time["earliest"] is None and clock is None)
            ):
                continue
            minutes = int(clock.group(1)) * 60 + int(clock.group(2)) if clock else None
            half = minutes is not None and 0 < minutes < _HALF_A_DAY + 60 and not _TELLS_HALF.search(printed)
            found.append(
                Happening(report.id, time["begin"], time["end"], time["value"], time["earliest"], time["latest"], minutes, verb, context, (begin, end),
                          bool(_ZONE.search(report.text, time["begin"], time["end"] + _ZONE_NEAR)), half,
                          sentence_before(report, segments, number),
                          DATED.search(printed) is not None)
            )  # fmt: skip
    return found


def settle_halves(happenings: Sequence[Happening]) -> list[Happening]:
    """The times of a story, an hour that may be of either half of the day ("ten past eleven") put into that in which it is
    nearer to an hour that another report tells for sure; where none is near it stays in the first.
    """
    sure = [(one.report_id, one.clock) for one in happenings if one.clock is not None and not one.half]
    settled = []
    for one in happenings:
        clock = one.clock
        if clock is not None and one.half:
            hours = [clock, (clock + _HALF_A_DAY) % (2 * _HALF_A_DAY)]
            near = [
                (abs(hour - c), hour)
                for r, c in sure
                if r != one.report_id
                for hour in hours
                if abs(hour - c) <= _CLOCK_FARTHEST
            ]
            one = one._replace(clock=min(near)[1] if near else clock)
        settled.append(one)
    return settled


def _is_long(time: Mapping[str, Any]) -> bool:
    """Whether a time is a month or a year: when a share was first listed is another matter than where it closed."""
    return bool(time["earliest"] and time["latest"] and time["latest"] - time["earliest"] >= _A_MONTH)


def _verb_over(tokens: Sequence[Token], begin: int, end: int, *, is_hour: bool) -> str:
    """The stem of the verb nearest above a time, or of the event's noun that it stands by; "" where it has neither, or where
    it is the time at which something was said.
    """
    inside = {n for n, token in enumerate(tokens) if begin <= token.begin < end}
    first = next((n for n in sorted(inside) if tokens[n].head not in inside), None)
    noun = noun_by(tokens, first)
    at = verb_above(tokens, first)
    if not is_hour and _is_said_then(tokens, min(inside, default=0)):
        return ""
    if first is None or at is None or tokens[at].pos not in {"VERB", "AUX"} or _is_owner(tokens, max(inside)):
        return noun  # "Friday's report shows ..." tells when the report is
    if tokens[at].lemma.lower() not in SPEECH_VERBS - _DEEDS or phrase_at(tokens, at):
        return stem(tokens[at].text)  # who "reported him missing" did more than speak
    if noun:
        return noun
    # "Promised for 2025" is what is to come; "called at 7.42 a.m." and "the clock said ten past five" tell of a deed.
    above = tokens[tokens[first].head]
    ahead = above.pos in {"ADP", "SCONJ"} and above.text.lower() in _AHEAD
    deed = is_hour and (tokens[at].lemma.lower() not in _SAYS or above.pos not in {"ADP", "SCONJ"})
    return stem(tokens[at].text) if ahead or deed else ""


def _is_owner(tokens: Sequence[Token], last: int) -> bool:
    """Whether a time whose last token is ``last`` stands in the possessive."""
    return any(token.tag == "POS" for token in tokens[last : last + 2])


def _is_said_then(tokens: Sequence[Token], first: int) -> bool:
    """Whether a time from a token on stands right behind a verb of saying, "said on Tuesday", whatever a parser puts above it."""
    before = first - 2 if first and tokens[first - 1].text.lower() == "on" else first - 1
    return before >= 0 and tokens[before].pos == "VERB" and tokens[before].lemma.lower() in _SAYS


def dates_apart(
    story_id: str,
    happenings: Sequence[Happening],
    times: Mapping[str, Sequence[Mapping[str, Any]]],
    reports: Mapping[str, Report],
    settings: DifferenceSettings,
) -> Iterable[dict[str, Any]]:
    """A difference for each thing that reports put at times which can't both be right, neither report naming the other's."""
    distinct: dict[tuple[Any, ...], list[Happening]] = {}
    for happening in happenings:
        distinct.setdefault((happening.verb, happening.value, happening.context.term), []).append(happening)
    kinds = sorted(distinct.values(), key=lambda found: (-len(found), found[0].report_id, found[0].begin))[
        :MOST_COMPARED
    ]
    weights = [_weights(found[0].context) for found in kinds]
    whole = [sum(found[0].context.weight) for found in kinds]
    joined: dict[int, set[int]] = {}
    most = settings.most_sides
    under: dict[str, dict[str, list[Happening]]] = {}
    for happening in happenings:
        under.setdefault(happening.verb, {}).setdefault(happening.report_id, []).append(happening)
    for x, y in combinations(range(len(kinds)), 2):
        one, other = kinds[x][0], kinds[y][0]
        if not _apart(one, other, settings):
            continue
        # No comparison scores higher than twice what both weigh in common over what they weigh together.
        least = settings.clock_context if one.clock is not None else settings.date_context
        if 2 * _shared(weights[x], weights[y]) < least * (whole[x] + whole[y]):
            continue
        if not _of_one_thing(one, other, settings) or _told_apart(one, other, under):
            continue
        pairs = [(a, b) for a in kinds[x][:most] for b in kinds[y][:most] if disagree(a, b, reports, times)]
        if pairs:
            group = joined.get(x, {x}) | joined.get(y, {y})
            for n in group:
                joined[n] = group
    for numbers in sorted({tuple(sorted(group)) for group in joined.values()}):
        members = sorted((h for n in numbers for h in kinds[n][:most]), key=lambda h: (h.report_id, h.begin))
        members = [
            h for h in members if any(disagree(h, o, reports, times) and _apart(h, o, settings) for o in members)
        ]
        if len({h.value for h in members}) > MOST_VALUES:
            continue
        yield {
            "story_id": story_id, "kind": "date", "subject": subject_of(members[0], reports),
            "sides": [
                {"value": reports[h.report_id].text[h.begin : h.end], "report_id": h.report_id, "begin": h.begin, "end": h.end}
                for h in members
            ],
        }  # fmt: skip


def _told_apart(one: Happening, other: Happening, under: Mapping[str, Mapping[str, Sequence[Happening]]]) -> bool:
    """Whether some report of the story has both times under the verbs of the two: it knows that this was done twice."""
    told: dict[str, list[Happening]] = {}
    for verb in {one.verb, other.verb}:
        for report_id, found in under.get(verb, {}).items():
            told.setdefault(report_id, []).extend(found)
    return any(any(_is_of(h, one) for h in found) and any(_is_of(h, other) for h in found) for found in told.values())


def _is_of(happening: Happening, other: Happening) -> bool:
    """Whether two times are the same, or one lies in the other."""
    if happening.clock is not None or other.clock is not None:
        return happening.clock == other.clock
    if happening.earliest is None or happening.latest is None or other.earliest is None or other.latest is None:
        return False
    return happening.earliest < other.latest and other.earliest < happening.latest


def _weights(terms: Terms) -> dict[str, float]:
    """What each term weighs in all."""
    weights: dict[str, float] = {}
    for term, weight in zip(terms.term, terms.weight, strict=True):
        weights[term] = weights.get(term, 0.0) + weight
    return weights


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(min(weight, other[term]) for term, weight in one.items() if term in other)


def disagree(
    one: Happening, other: Happening, reports: Mapping[str, Report], times: Mapping[str, Sequence[Mapping[str, Any]]]
) -> bool:
    """Whether two times of two reports stand against each other: neither report names the other's, or only tells of its own day."""
    if one.report_id == other.report_id:
        return False
    if (
        one.earliest
        and other.earliest
        and each_its_day(reports, one.report_id, one.earliest, other.report_id, other.earliest)
    ):
        return False
    return not _names(times.get(one.report_id, ()), other, one) and not _names(
        times.get(other.report_id, ()), one, other
    )


def each_its_day(reports: Mapping[str, Report], one: str, at: datetime, other: str, then: datetime) -> bool:
    """Whether two times lie as far from the publication of their reports, which are of different days: each tells of its own."""
    published, published_other = reports[one].published, reports[other].published
    if published is None or published_other is None or published.date() == published_other.date():
        return False
    since, since_other = published.date() - at.date(), published_other.date() - then.date()
    return max(abs(since), abs(since_other)) <= _OWN_DAYS and abs(since - since_other) <= timedelta(days=1)


def _apart(one: Happening, other: Happening, settings: DifferenceSettings) -> bool:
    """Whether two times can't both be right, though they lie so near that they may be of one thing."""
    if one.clock is not None and other.clock is not None:
        return _hours_apart(one, other, _CLOCK_FAR)
    if (
        one.clock is not None
        or other.clock is not None
        or one.earliest is None
        or other.earliest is None
        or one.latest is None
        or other.latest is None
    ):
        return False
    first, second = (one, other) if one.earliest <= other.earliest else (other, one)
    if first.latest is None or second.earliest is None:
        return False
    gap = second.earliest - first.latest
    if max(one.latest - one.earliest, other.latest - other.earliest) > timedelta(days=370):
        return False
    coarse = min(one.latest - one.earliest, other.latest - other.earliest) >= _A_MONTH
    # The night from one day to the next, or another time zone, sets no two days apart; for months and years neither matters.
    return timedelta(hours=-1 if coarse else settings.apart_hours) < gap <= timedelta(days=settings.near_days)


def _hours_apart(one: Happening, other: Happening, far: int) -> bool:
    """Whether two hours of one day are farther apart than a rounded one, and no more than ``far`` minutes; no zone is named."""
    if one.clock is None or other.clock is None:
        return False
    if one.zoned or other.zoned or (one.dated and other.dated and one.value[:10] != other.value[:10]):
        return False
    least = _FULL_HOUR_NEAR if 0 in {one.clock % 60, other.clock % 60} else _CLOCK_NEAR
    if one.clock % 5 and other.clock % 5:
        least = _TO_THE_MINUTE
    return least < abs(one.clock - other.clock) <= far


def are_told_apart(one: Happening, other: Happening, reports: Mapping[str, Report]) -> bool:
    """Whether two times can't both be right: two hours of one day, two days, months or years (or a year and a month of a
    year) that lie near; both to come or both gone.
    """
    if one.clock is not None and other.clock is not None:
        return _hours_apart(one, other, _CLOCK_FARTHEST)
    if one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return False
    spans = [one.latest - one.earliest, other.latest - other.earliest]
    first, second = (one.latest, other.earliest) if one.earliest <= other.earliest else (other.latest, one.earliest)
    if _is_to_come(one, reports) != _is_to_come(other, reports):
        return False  # what is still to come is not what has been
    if max(spans) <= _A_DAY:
        near = abs(one.earliest.date() - other.earliest.date()) <= _DAYS_NEAR
        return near and first < second
    if min(spans) < _A_MONTH or max(spans) > timedelta(days=370):
        return False
    lengths = [span >= timedelta(days=300) for span in spans]
    if lengths[0] != lengths[1] and not all(
        _YEAR.search(reports[h.report_id].text, h.begin, h.end) for h in (one, other)
    ):
        return False  # "in August" and "in 2018" are seldom said of one thing
    far = timedelta(days=_YEARS_FAR * 366) if any(lengths) else _MONTHS_FAR
    return timedelta(hours=-1) < second - first <= far


def _is_to_come(one: Happening, reports: Mapping[str, Report]) -> bool:
    """Whether a day lies after the publication of its report."""
    published = reports[one.report_id].published
    return published is not None and one.earliest is not None and one.earliest.date() > published.date()


def _names(times: Sequence[Mapping[str, Any]], other: Happening, one: Happening) -> bool:
    """Whether the report of one time names the other too, of whatever: then it says more than the other, not another thing. Of
    two that lie near it must do so about as narrowly: "in 2012" does not name a day in May.
    """
    if other.clock is not None:
        return any(
            clock and int(clock.group(1)) * 60 + int(clock.group(2)) == other.clock
            for clock in (_CLOCK.search(t["value"] or "") for t in times)
        )
    long = other.latest - other.earliest if other.latest and other.earliest else _A_DAY
    near = (
        one.earliest is not None and other.earliest is not None and abs(one.earliest - other.earliest) <= _MONTHS_NEAR
    )
    widest = (
        timedelta(days=370) if not near or long > _A_MONTH * 2 else _A_MONTH * 1.3 if long > _A_DAY * 2 else _A_DAY * 2
    )
    return any(
        t["earliest"] is not None and t["latest"] is not None and t["type"] in {"DATE", "TIME"}
        and t["earliest"] <= other.latest and other.earliest <= t["latest"] and t["latest"] - t["earliest"] <= widest
        for t in times
    )  # fmt: skip


def _of_one_thing(one: Happening, other: Happening, settings: DifferenceSettings) -> bool:
    likeness = compare(one.context, other.context)
    if likeness.apart:
        return False
    if one.clock is not None:
        least, weight = (
            (settings.clock_context, settings.clock_weight) if one.verb == other.verb
            else (settings.clock_other_verb, settings.clock_other_weight)
        )  # fmt: skip
    else:
        least = settings.date_context if one.verb == other.verb else settings.date_other_verb
        weight = settings.date_weight
    return likeness.score >= least and likeness.shared >= weight


def subject_of(happening: Happening, reports: Mapping[str, Report]) -> str:
    """What a time is of, by the words before it, back to where a comma or a sentence ends."""
    before = reports[happening.report_id].text[max(0, happening.begin - 60) : happening.begin].split()[-4:]
    cut = max((n for n, word in enumerate(before, start=1) if word[-1] in ",;:.—–"), default=0)
    what = "date" if happening.clock is None else "hour"
    return f"{what} in “{' '.join(before[cut:])} …”" if before[cut:] else what
