"""A plain-text dump of a page told apart: which stretch is body, and what all the rest is.

The method is that of boilerplate detection by shallow features (Kohlschütter, Fankhauser, Nejdl 2010: words per
block and their neighbours), with the report's core as the stretch of greatest sum (Kadane): running sentences
weigh for it, buttons, dates, bylines and lists against it. What stands before the core is head matter, what
stands after it is tail; inside it a line is body unless its own shape or its neighbours say otherwise.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from stemma.clean.cues import AGENCY, AGENCY_LINE, FULL_DATE, names_a_scene, shows_a_picture
from stemma.clean.dates import MONTH, find_days
from stemma.clean.language import find_language, is_foreign
from stemma.clean.masthead import HOUSE
from stemma.clean.runon import cut_giants
from stemma.clean.units import Unit, find_units, plain
from stemma.model import Block

# Weights of the core, in words, by cue; set by hand on pages written for the tests and on every tenth Helsinki page.
_WEIGHT = {
    "empty": 0, "clock": 0, "tweet": 2, "caption": -3, "photo": -3, "code": -3, "url": -2, "button": -4, "counter": -5,
    "ago": -4, "lead-in": -4, "section": -8, "stop": -12, "date": -12, "byline": -12, "video": -6, "credit": -8,
    "copyright": -30, "note": -20, "correction": 0,
}  # fmt: skip
_LONGEST_COUNTED = 60  # words: a longer paragraph weighs no more
_PROSE_WORDS = 6  # words: a shorter line that ends in a full stop is no evidence of a core
_LONG_WORDS = 25  # words: a line this long is running text even without its full stop
_TITLE_SHARE = 0.3  # of the longer words of a title stand in the text under it, at the least
_CUT_SHORT = 60  # code points that a caption and its shortened twin share at the least
_LEAST_FOREIGN = 6  # words from which the language of a line is looked at
_LEAST_BESIDE = 4  # units of body beside which a foreign line is told
_MARGIN = 3  # units at each end of the body that are looked at
_LIVELY = ("?", "!", '"', "”", "’", "'")
_TITLE_CASE = 0.85  # share of longer words with a capital from which a line is a headline in title case, stop or not
_HEADLINE = -5  # words: what a line without a full stop weighs

_PLACE = (
    r"(?:[A-ZÀ-Þ][\w'’À-ÿ.]*|d[eu]|la|al|el|of|the|St\.)(?:[ -](?:[A-ZÀ-Þ][\w'’À-ÿ.]*|de|la|al|el|of|the|upon|on))*"
)
_DASH = r"\s*(?:--+|—|–|-|:|―)+\s*"
_WHEN = rf"(?i:,?\s*(?:{MONTH}\.?\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH}\.?)(?:,?\s*(?:19|20)\d\d)?)"
_DATELINE = re.compile(
    rf"""(?:
      (?:{_PLACE})(?:\s*[/,]\s*{_PLACE}){{0,4}}{_WHEN}?\s*[(\[][A-Z][^()\[\]]{{1,40}}[)\]]{_DASH}(?=\S)   # PLACE, date (AGENCY) -
    | [(\[][A-Z][\w./& ]{{1,24}}[)\]]\s*(?:--+|—|–|-)\s*(?=\S)                                            # (AGENCY) -
    | (?:{_PLACE})(?:\s*[/,]\s*{_PLACE}){{0,3}}{_WHEN}\s*(?:--+|—|–|-|:)\s*(?=\S)                          # PLACE, date -
    | [A-ZÀ-Þ][A-ZÀ-Þ'’.]+(?:[ -][A-ZÀ-Þ][A-ZÀ-Þ'’.]*){{0,3}}(?:\s*[/,]\s*{_PLACE}){{0,3}}\s*(?:--+|—|–|\s-)\s*(?=["“‘'\w])  # PLACE -
    | {_PLACE}(?:,\s*{_PLACE}){{0,2}}\s*(?:--+|—)\s+(?=["“‘A-ZÀ-Þ])                                        # Place —
    )""",
    re.VERBOSE,
)
_PLACE_LINE = re.compile(
    rf"{_PLACE}(?:,\s*{_PLACE}){{0,2}}\s*\([A-Z][\w./& ]{{1,24}}\)\s*[-–—]*|[A-ZÀ-Þ][A-ZÀ-Þ'’. ]{{2,}},\s*{_PLACE}"
)
_DATELINE_MOST = 90  # code points
_TRAILING_CREDIT = re.compile(
    rf"(?:\(\s*(?:additional\s+|with\s+)?(?:reporting|writing|editing|compiled|reported|report|edited|produced|with\s+inputs?|inputs?|source)\b[^()]*\)?(?:\s*\([^()]{{1,80}}\))?\s*"
    rf"|(?<=[.?!\"”’)])\s+(?:additional\s+)?reporting\s+by\s[^\"“”]{{3,260}}"
    rf"|[(\[]\s*{AGENCY}\s*[)\]]\s*|(?<=[.?!\"”])\s+[-–—]+\s*{AGENCY}\s*(?:/\s*{AGENCY})?\s*)$",
    re.IGNORECASE,
)
_TWEET = re.compile(r"[—–-]{1,2}\s*\S.{0,60}\(\s*@\w+\s*\).{0,60}")
_LIST_MARK = re.compile(r"(?:[•*▪●·–-]|\d{1,2}[.)])\s*\S")
_CONTENT = re.compile(r"\w[\w'’]{3,}")


def _prose(unit: Unit) -> bool:
    shape = unit.shape
    if unit.hint in ("out", "caption", "title", "date"):
        return False
    if unit.hint == "in" and shape.cue == "" and shape.words >= _PROSE_WORDS:
        return True
    if shape.raised >= _TITLE_CASE and shape.words <= _LONG_WORDS and not unit.text.endswith(":"):
        return False
    return shape.cue == "" and ((shape.ends and shape.words >= _PROSE_WORDS) or shape.words >= _LONG_WORDS)


def _weigh(unit: Unit) -> int:
    shape = unit.shape
    if unit.hint == "out":
        return _HEADLINE
    if shape.cue:
        return _WEIGHT.get(shape.cue, _HEADLINE)
    if _prose(unit):
        return min(shape.words, _LONGEST_COUNTED) if unit.times == 1 else 0
    if _TWEET.fullmatch(unit.text):
        return _WEIGHT["tweet"]
    told = shape.ends and not unit.text.endswith(":") and shape.raised < _TITLE_CASE
    return 2 if told else 0 if unit.hint == "in" else _HEADLINE


def _core(units: list[Unit]) -> tuple[int, int]:
    """The stretch ``[first, last)`` of units that is the report's core; empty where no line runs as text."""
    total = sum(u.shape.words for u in units if _prose(u))
    seen = 0
    best = (0, 0, 0)
    here, first = 0, 0
    for i, unit in enumerate(units):
        if unit.shape.cue == "stop" and seen * 2 > total > 0:
            break
        if _prose(unit):
            seen += unit.shape.words
        if here <= 0:
            here, first = 0, i
        here += _weigh(unit)
        if here > best[0]:
            best = (here, first, i + 1)
    return best[1], best[2]


def _body_begins(units: list[Unit], first: int, last: int) -> int:
    """Where in the core the body begins: after a byline or date that only a sentence or two precede, or at a dateline."""
    total = sum(u.shape.words for u in units[first:last] if _prose(u))
    before, prose_before = 0, 0
    begins = first
    for i in range(first, min(last, first + 12)):
        unit = units[i]
        if prose_before > 2 or before * 2 > total:
            break
        if unit.shape.cue in ("byline", "date", "copyright") and i + 1 < last:
            begins = i + 1
        elif _prose(unit):
            if dateline(unit.text):
                return i
            before += unit.shape.words
            prose_before += 1
    return begins


def dateline(text: str) -> int:
    """How many code points of ``text`` are its dateline ("CITY, July 1 (AGENCY) - "); 0 where it has none."""
    match = _DATELINE.match(text[: _DATELINE_MOST + 1])
    if not match or match.end() > _DATELINE_MOST or match.end() >= len(text):
        return 0
    bracketed = re.search(r"([^()]+)\(([A-Z]{2,8})\)", match.group())
    if bracketed and "".join(re.findall(r"\b[A-Z]", bracketed[1])) == bracketed[2]:
        return 0  # "Northern River Authority (NRA) - " explains its letters
    return match.end()


def _content(text: str) -> set[str]:
    # The first five letters join "closes" with "closed", well enough to see whether two lines tell of the same.
    return {word.casefold()[:5] for word in _CONTENT.findall(text)}


def _told(units: list[Unit]) -> Callable[[], set[str]]:
    """The content of some units, worked out when it is first asked for: most pages need it never."""
    return lru_cache(maxsize=1)(lambda: set().union(*(_content(unit.text) for unit in units)))


def _find_title(units: list[Unit], body: int, last: int, given: str | None) -> int | None:
    """Which unit is the title: the one given, or the head line that best agrees with the text after it."""
    if given:
        wanted = plain(given)
        for i, unit in enumerate(units):
            if plain(unit.text) == wanted:
                return i
    for i, unit in enumerate(units[:body]):
        if unit.hint == "title":
            return i
    after = _told(units[body:last])
    best, chosen = 0.0, None
    for i, unit in enumerate(units[:body]):
        shape = unit.shape
        if shape.cue or not 3 <= shape.words <= 32 or unit.text.endswith(("•", "|", "»")):
            continue
        if i and units[i - 1].shape.cue in ("section", "lead-in"):
            continue  # a link under its rubric
        dotted = shape.ends and not unit.text.endswith(_LIVELY) and shape.raised < _TITLE_CASE
        if dotted and not (shape.words <= 20 and units[i + 1 : i + 2] and units[i + 1].shape.cue == "byline"):
            continue
        words = _content(unit.text)
        share = len(words & after()) / len(words) if words else 0.0
        marked = any(u.shape.cue in ("byline", "date") for u in units[i + 1 : i + 4])
        if share < _TITLE_SHARE and not (i == 0 and marked and shape.words >= 4):
            continue
        score = 6.0 * share + min(shape.words, 10) * 0.2 + (1.5 if unit.times > 1 else 0.0) + (1.0 if i == 0 else 0.0)
        score += 1.0 if units[i + 1 : i + 2] and units[i + 1].shape.cue == "byline" else 0.0
        score += (1.0 if marked else 0.0) + (0.5 if shape.shout or shape.raised > 0.7 else 0.0)
        score -= 4.0 if dotted else 0.0  # a sentence over the byline is a title only where nothing else is
        if score > best:
            best, chosen = score, i
    if chosen is None:
        return None
    return next(i for i, unit in enumerate(units) if plain(unit.text) == plain(units[chosen].text))


def _late_title(units: list[Unit], body: int, last: int) -> int | None:
    """A title that only a sentence of another item stands before: marked off by a rubric, a byline or a date."""
    for i in range(body + 1, min(last, body + 4)):
        shape = units[i].shape
        before, after = units[i - 1].shape, units[i + 1 : i + 2]
        rubric = before.cue in ("", "section") and before.words <= 3 and not before.ends
        marked = bool(after) and after[0].shape.cue in ("byline", "date")
        if shape.cue or shape.ends or not 5 <= shape.words < _LONG_WORDS or not (rubric or marked):
            continue
        words = _content(units[i].text)
        told = set().union(*(_content(u.text) for u in units[i + 1 : last]), set())
        if words and len(words & told) * 2 >= len(words):
            return i
    return None


_HEAD_KIND = {
    "date": "date", "byline": "byline", "credit": "credit", "caption": "caption", "photo": "caption",
    "lead-in": "teaser", "video": "teaser", "correction": "furniture",
}  # fmt: skip


def _near_photo(units: list[Unit], i: int) -> bool:
    return any(0 <= j < len(units) and units[j].shape.cue == "photo" for j in (i - 1, i + 1))


def _head(units: list[Unit], title: int | None, body: int) -> list[str]:
    kinds = []
    told = _told(units[body : body + 8])
    name = plain(units[title].text) if title is not None else None
    for i, unit in enumerate(units[:body]):
        shape = unit.shape
        if i == title:
            kind = "title"
        elif plain(unit.text) == name:
            kind = "furniture"
        elif shape.cue in _HEAD_KIND:
            kind = _HEAD_KIND[shape.cue]
        elif shape.cue:
            kind = "furniture"
        elif _near_photo(units, i) and shape.words >= 5:
            kind = "caption"
        elif _prose(unit):
            kind = "standfirst" if (title is None or i > title) and unit.times == 1 else "teaser"
        elif (
            title is not None
            and i in (title + 1, title + 2)
            and len(_content(unit.text) & told()) >= 2
            and shape.words >= 5
        ):
            kind = "standfirst"
        else:
            kind = "teaser" if shape.words >= 5 else "furniture"
        kinds.append(kind)
    if body and title is not None and title < body - 1:
        before = units[body - 1].shape
        place = (before.shout and before.words <= 4) or _PLACE_LINE.fullmatch(units[body - 1].text)
        if before.cue == "" and place and units[body - 1].times == 1:
            # A place on a line of its own; a house with its agency in brackets is whose report it is.
            kinds[-1] = "credit" if "(" in units[body - 1].text and HOUSE.search(units[body - 1].text) else "dateline"
    for i in range(1, body):
        if units[i].shape.cue == "credit" and AGENCY_LINE.fullmatch(units[i].text):
            if kinds[i - 1] in ("teaser", "caption") and (title is None or i < title):
                kinds[i - 1] = kinds[i] = "caption"  # the credit of a picture that stands over the title
            elif kinds[i - 1] == "furniture" and units[i - 1].shape.raised == 1 and 2 <= units[i - 1].shape.words <= 4:
                kinds[i - 1] = "byline"
    # Sentences that each have a date or byline of their own are other items, not this one's standfirst.
    marks = [i for i, unit in enumerate(units[:body]) if unit.shape.cue in ("date", "byline")]
    early = [i for i, unit in enumerate(units[:body]) if kinds[i] in ("standfirst", "teaser") and _prose(unit)]
    woven = len(early) > 1 and len(marks) > 2 and any(a < m < b for a, b in pairwise(early) for m in marks)
    dated = [i for i in marks if units[i].shape.cue == "byline" and FULL_DATE.search(units[i].text)]
    if woven or len(dated) > 1:
        over = early[-1] if woven else dated[-1]
        own = title if title is not None and title > over else body
        kinds[:own] = ["teaser" if k in ("title", "standfirst", "date", "byline") else k for k in kinds[:own]]
    return kinds


_FURNISHING = frozenset(
    ["button", "section", "lead-in", "video", "counter", "ago", "copyright", "photo", "code", "stop"]
)
_INNER_KIND = {
    "caption": "caption", "photo": "caption", "lead-in": "teaser", "video": "teaser", "byline": "byline", "credit": "credit",
    "clock": "body", "tweet": "body",
}  # fmt: skip


def _printed_twice(units: list[Unit], i: int) -> str | None:
    """What a sentence is that stands twice in a row: a caption, or of a paragraph and its shortened twin the twin."""
    here = units[i].text
    for j in (i - 1, i + 1):
        if not 0 <= j < len(units):
            continue
        there = units[j].text
        if plain(there) == plain(here):
            return "caption"
        short, long = sorted((here.rstrip(" .…"), there.rstrip(" .…")), key=len)
        if len(short) >= _CUT_SHORT and long.startswith(short):
            if units[j].shape.cue == "caption":
                return "caption"
            if short == here.rstrip(" .…"):
                return "teaser"
    return None


def _year_over(units: list[Unit], i: int) -> int | None:
    """The year of the date or credit line right over a unit."""
    if not i or units[i - 1].shape.cue not in ("date", "byline", "credit"):
        return None
    years = {day.year for unit in units[max(0, i - 3) : i] for day in find_days(unit.text) if day.year}
    return min(years) if years else None


def _inner(units: list[Unit], body: int, last: int) -> list[str]:
    kinds: list[str] = []
    teasing, listing = False, False
    furnished = any(unit.shape.cue in _FURNISHING for unit in units)
    for i in range(body, last):
        unit = units[i]
        shape = unit.shape
        if shape.cue:
            kind = _INNER_KIND.get(shape.cue, "furniture")
            if shape.cue == "note" and sum(map(_prose, units[i + 1 : last])) >= 3:
                kind = "body"  # said of somebody in the middle of a report, not of its author at the end
            if shape.cue in ("section", "video"):
                teasing = True
            if kinds and shape.cue in ("date", "byline") and kinds[-1] == "teaser":
                kind = "teaser"
        elif _prose(unit) or shape.ends:
            boxed = shape.words <= 12 and all(
                0 <= j < len(units) and units[j].shape.cue == "button" and "advert" not in units[j].text.lower()
                for j in (i - 1, i + 1)
            )
            listed = unit.times > 1 and i > 0 and units[i - 1].shape.cue in ("section", "lead-in", "video")
            kind = _printed_twice(units, i) or ("furniture" if boxed else "teaser" if listed else "body")
            opening = i == body and i + 1 < last and _prose(units[i + 1])
            pictured = opening and (shows_a_picture(unit.text) or names_a_scene(unit.text, _year_over(units, i)))
            if kind == "body" and pictured and not dateline(unit.text):
                kind = "caption"
            if kind == "body" and i + 1 < len(units) and units[i + 1].shape.cue == "photo":
                # Under a photograph's credit, or between the marks of a gallery, a sentence is its caption.
                inside = i > 0 and units[i - 1].shape.cue in ("button", "photo", "counter", "caption", "section")
                kind = "caption" if shape.words <= 60 and (inside or FULL_DATE.search(unit.text)) else "body"
            teasing = False
            listing = unit.text.endswith(":") or (listing and _LIST_MARK.match(unit.text) is not None)
        else:
            kind = _bare_line(units, i, teasing=teasing, listing=listing, furnished=furnished)
            if kind == "teaser":
                teasing = True
        kinds.append(kind)
    return kinds


def _bare_line(units: list[Unit], i: int, *, teasing: bool, listing: bool, furnished: bool) -> str:
    """What a line inside the body is that does not end as a sentence and gives no cue."""
    unit = units[i]
    shape = unit.shape
    if _TWEET.fullmatch(unit.text):
        return "body"
    if unit.times > 1:
        return "teaser" if shape.words >= 3 else "furniture"
    if listing or _LIST_MARK.match(unit.text):
        return "body"
    if teasing:
        return "teaser"
    if unit.text[0] in "\"“‘'«" or unit.text[0].islower():
        return "body"
    if shape.words >= 14 and shape.raised < 0.5:
        return "body"  # a sentence that lost its full stop
    if shape.words <= (7 if furnished else 14):
        # A crosshead stands alone between paragraphs; two short lines in a row are more likely a list of links. On a
        # page without any button or link list it may be longer.
        beside = [units[j] for j in (i - 1, i + 1) if 0 <= j < len(units)]
        return (
            "body"
            if all(_prose(u) or u.shape.ends or u.shape.cue == "empty" for u in beside) and shape.words
            else "furniture"
        )
    return "teaser"


_TAIL_KIND = {
    "caption": "caption", "photo": "caption", "lead-in": "teaser", "video": "teaser", "ago": "teaser",
}  # fmt: skip


def _tail(units: list[Unit], last: int) -> list[str]:
    kinds: list[str] = []
    own = True  # until a list of other things begins, a credit or date line is still this report's
    for unit in units[last:]:
        shape = unit.shape
        if shape.cue in ("section", "stop", "lead-in"):
            own = False
        if shape.cue in ("credit", "byline", "date"):
            kind = shape.cue if own else "teaser"
        elif shape.cue:
            kind = _TAIL_KIND.get(shape.cue, "furniture")
        elif shape.words >= 5:
            kind = "teaser"
            own = own and (shape.ends or unit.shape.words < 5)
        else:
            kind = "furniture"
        kinds.append(kind)
    return kinds


def cut_pieces(units: list[Unit], kinds: list[str], text: str) -> list[tuple[int, int, str]]:
    """The units with their kinds, datelines and closing credits cut from the paragraphs they stand in."""
    bodies = [i for i, kind in enumerate(kinds) if kind == "body"]
    opening, closing = set(bodies[:3]), set(bodies[-4:])
    pieces: list[tuple[int, int, str]] = []
    for i, (unit, kind) in enumerate(zip(units, kinds, strict=True)):
        begin, end = unit.begin, unit.end
        if i in opening:
            length = dateline(text[begin:end])
            if length:
                pieces.append((begin, begin + length, "dateline"))
                begin += length
        tail = _TRAILING_CREDIT.search(text, max(begin, end - 600), end) if i in closing else None
        if tail and tail.start() > begin:
            pieces.append((begin, tail.start(), kind))
            pieces.append((tail.start(), end, "credit"))
        else:
            pieces.append((begin, end, kind))
    return pieces


def tile(pieces: list[tuple[int, int, str]], length: int) -> tuple[Block, ...]:
    """Pieces grown so that they tile ``[0, length)``: the space after one is its own, the space before all the first's."""
    blocks = []
    for i, (begin, _, kind) in enumerate(pieces):
        stop = pieces[i + 1][0] if i + 1 < len(pieces) else length
        blocks.append(Block(0 if i == 0 else begin, stop, kind))
    return tuple(blocks)


# What the markup says overrules what the shape suggests, where the two cannot both be right.
_HINTED = {
    ("out", "body"): "furniture", ("out", "standfirst"): "teaser", ("caption", "body"): "caption", ("caption", "teaser"): "caption",
    ("caption", "standfirst"): "caption", ("caption", "furniture"): "caption", ("date", "furniture"): "date", ("date", "teaser"): "date",
}  # fmt: skip


def tell_apart(units: list[Unit], title: str | None = None) -> list[str]:
    """The kind of each unit of a page; ``title`` is the report's title where it is known from elsewhere."""
    if not units:
        return []
    first, last = _core(units)
    if first == last:
        chosen = max(range(len(units)), key=lambda i: (units[i].shape.cue == "", units[i].shape.words, -i))
        if units[chosen].shape.words and units[chosen].shape.cue == "" and len(units) <= 3:
            first, last = chosen, chosen + 1
    body = _body_begins(units, first, last) if first < last else first
    heading = _find_title(units, body, last, title)
    if heading is not None and heading >= body:
        heading = None
    if heading is None:
        heading = _late_title(units, body, last)
        body = body if heading is None else heading + 1
    kinds = _head(units, heading, body) + _inner(units, body, last) + _tail(units, last)
    _drop_foreign(units, kinds)
    if "body" not in kinds and len(units) == 1 and units[0].shape.words > _LONG_WORDS:
        kinds = ["body"]  # one long line is the text itself, whatever it resembles
    return [_HINTED.get((unit.hint, kind), kind) for unit, kind in zip(units, kinds, strict=True)]


def _drop_foreign(units: list[Unit], kinds: list[str]) -> None:
    """A line at the margin of the body in another language than the body's is the page's, not the report's."""
    bodies = [i for i, kind in enumerate(kinds) if kind == "body"]
    if len(bodies) < _LEAST_BESIDE:
        return
    language: str | None = ""
    for order in (bodies[::-1], bodies):
        for i in order[:_MARGIN]:
            unit = units[i]
            if not (_LEAST_FOREIGN <= unit.shape.words <= _LONG_WORDS) or unit.text[0] in "\"“‘'«":
                break
            language = find_language(" ".join(units[j].text for j in bodies), 20) if language == "" else language
            if language is None or not is_foreign(unit.text, language):
                break
            kinds[i] = "furniture"


@lru_cache(maxsize=256)
def find_blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of a plain text, in order; they tile it: every code point stands in exactly one.

    ``title`` is the report's title where it is known from elsewhere. Kinds are those of ``model.BLOCK_KINDS``.
    Empty text gives no block; text without anything that runs as sentences gives furniture, and a short text
    that is one line only gives body.
    """
    if not text:
        return ()
    units = cut_giants(text, find_units(text), _prose, title)
    if not units:
        return (Block(0, len(text), "furniture"),)
    return tile(cut_pieces(units, tell_apart(units, title), text), len(text))
