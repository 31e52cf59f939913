"""Pages run together into one line: the head and the tail of a giant line cut off as lines of their own.

Blocks may begin and end inside a line. At its head a date or byline, or a dateline in capitals, shows where the title
ends; what stands before the title is the outlet's name and its menu. At its foot stand sentences said to the reader,
rights, owners, settings. Where nothing of the kind is found the line stays whole.
"""

import re
from collections.abc import Callable
from itertools import takewhile

from stemma.clean.appeals import SETTINGS, is_appeal, is_owned
from stemma.clean.cues import read_shape
from stemma.clean.dates import MONTH, WEEKDAY
from stemma.clean.units import Unit

GIANT = 80  # words from which a line is looked into; set by hand: few paragraphs are longer
_HEAD = 700  # code points in which the title must have ended
_LEAST_TITLE, _MOST_TITLE = 3, 32  # words
_MOST_NAME = 6  # words of an outlet's name
_MOST_FRAGMENT = 12  # words of a foot without a full stop

_DAY = rf"(?:{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\.?,?\s+(?:19|20)\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
_HOUR = r"(?:\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)(?:\s*(?:(?-i:(?!BY\b)[A-Z]{2,4})\b|[+-]\d\d:?\d\d))?"
_LABEL = (
    r"(?:(?:last\s+|first\s+|originally\s+)?(?:published|posted|updated|modified|created)(?:\s+(?:on|at))?\s*[:|]?\s*)"
)
_DATE = re.compile(
    rf"(?P<label>{_LABEL})?(?:{_HOUR}\s*,?\s*)?(?:{WEEKDAY}\b\.?,?\s+)?{_DAY}(?:\s*,?\s*(?:at\s+)?{_HOUR})?(?!\S*\w)",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-Þ][\w'’À-ÿ-]*"
_PERSON = (
    rf"{_CAPITAL}(?:\s+(?:[A-ZÀ-Þ]\.|de|da|do|van|von|der|den|al|el|bin|la|di|du))*\s+(?:(?:O|Mc|Mac)\s?)?{_CAPITAL}"
)
_BYLINE = re.compile(
    rf"(?:By|BY|by|[Ww]ritten\s+by|[Ss]tory\s+by)\s*:?\s+{_PERSON}(?:(?:\s*,\s*|,?\s+(?:and|AND|&)\s+){_PERSON})*(?:\s*[,|]\s*(?:[A-Z][\w.]*\s+){{0,3}}(?:Writer|Reporter|Correspondent|Editor|Staff|Columnist|Producer)s?\b)?(?!['’]s\b)"
)
# "By DESK" or "By A and B, DESK", whatever it is, where a date or a dateline follows.
_BY_UNTIL = re.compile(
    r"(?:By|BY|,\s+by)\s*:?\s+(?:(?!By\b|BY\b)(?:[A-ZÀ-Þ][\w.'’À-ÿ-]*|and|AND|of|the|for|&)[\s,|/]+){1,12}"
)
_SMALL = re.compile(
    r"(?:views?|hits|reads|comments?|shares?)\s*:\s*[\d.,]+|\d+[\d.,]*\s+(?:views|comments?|shares)|(?:reading\s+time\s*:\s*)?\d+\s*-?\s*min(?:ute)?s?\.?(?:\s+read)?(?!\w)"
    r"|(?:(?:share|tweet|e-?mail|print|facebook|twitter|whatsapp|linkedin|reddit|telegram|pinterest|copy\s+link|save|listen)\b(?:\s+(?:on|via|to|this))?\s*){2,}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s|•·–—/:,-]*")
_NOT_BEFORE = re.compile(
    r"\b(?:on|in|of|since|until|till|by|from|to|and|or|the|for|at|before|after|between|through|dated|as|with|a|an|is|was|were|are|had|has|that|than)\W*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[a-zà-ÿ0-9)”\"’]{2}[.!?])[\"”’)]*\s+(?=[\"“‘'(]?[A-ZÀ-Þ\d])")
_CREDITED = re.compile(
    r"(?<=\s)\((?:[Aa]dditional\s+)?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Ee]dited)\s+by\b"
)
_RIGHTS = re.compile(r"(?<=\s)(?:©|Copyright\s+(?:©\s*)?(?:19|20)\d\d|\(c\)\s*(?:19|20)\d\d)")
_STARTS = re.compile(r"[\"“‘'(\[]?[A-ZÀ-Þ\d]")
_PLACE_DASH = re.compile(
    r"(?<!\S)(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.]{2,}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ'’.]+){0,2})(?:,\s*[A-ZÀ-Þ][\w.]+(?:\s[A-ZÀ-Þ][\w.]+)?)?"
    rf"(?:,?\s+{MONTH}\.?\s+\d{{1,2}})?\s*(?:\([A-Z][\w./& ]{{1,24}}\)\s*)?(?:--+|—|–|-)\s+(?=[\"“‘A-ZÀ-Þ])",
)
_MENU = frozenset(
    [
        "home",
        "news",
        "world",
        "local",
        "national",
        "international",
        "regional",
        "politics",
        "business",
        "economy",
        "economics",
        "markets",
        "finance",
        "money",
        "sport",
        "sports",
        "opinion",
        "opinions",
        "comment",
        "comments",
        "culture",
        "arts",
        "entertainment",
        "lifestyle",
        "life",
        "style",
        "travel",
        "weather",
        "traffic",
        "science",
        "tech",
        "technology",
        "health",
        "education",
        "environment",
        "climate",
        "video",
        "videos",
        "photos",
        "pictures",
        "gallery",
        "galleries",
        "audio",
        "podcast",
        "podcasts",
        "radio",
        "tv",
        "live",
        "listen",
        "watch",
        "schedule",
        "schedules",
        "programme",
        "programmes",
        "programs",
        "shows",
        "contact",
        "about",
        "us",
        "more",
        "menu",
        "search",
        "subscribe",
        "login",
        "log",
        "in",
        "sign",
        "up",
        "register",
        "newsletters",
        "newsletter",
        "events",
        "jobs",
        "classifieds",
        "obituaries",
        "letters",
        "shop",
        "archive",
        "latest",
        "trending",
        "topics",
        "sections",
        "features",
        "food",
        "motoring",
        "property",
        "society",
        "magazine",
        "crime",
        "courts",
        "community",
        "features",
        "columns",
        "columnists",
        "editorial",
        "editorials",
        "breaking",
        "headlines",
        "advertise",
        "donate",
    ]
)
_LISTED = re.compile(
    r"(?:Most\s+(?:read|popular|viewed|shared)|Related(?:\s+\w+)?|Read\s+(?:more|next|also)|See\s+also|More\s+(?:from|on|in|news|stories)|Recommended|Trending|You\s+may\s+also|"
    r"MOST\s+READ|RELATED|READ\s+MORE|MORE\s+FROM|Tags|Topics|Filed\s+under|Share\s+this|Comments)\b"
)
_HOST = re.compile(r"(?<![@\w.])(?:[a-z0-9-]{2,}\.)+[a-z]{2,12}(?![\w.])")
_MOST_ASKED = 8  # words of a question that an appeal answers
_FURNITURE_CUES = ("button", "copyright", "url", "counter", "section", "stop", "ago")
_WORDS = re.compile(r"\S+")
_YEAR = re.compile(r"(?:19|20)\d\d")  # stands in every date
_SPACE = re.compile(r"\s")
_ODD_CASE = re.compile("[ıſKİ]")  # letters that patterns take for i, s and k where case does not count

Piece = tuple[int, int, str]


def hosts(text: str) -> list[str]:
    """The bare addresses ("delta-courier.example") that a text names, in order."""
    return _HOST.findall(text)


def _words(text: str) -> int:
    return len(_WORDS.findall(text))


def _is_menu(word: str) -> bool:
    return word[:1].isupper() and word.strip(".,|/•·-–»>&:").casefold() in _MENU


def _name_in_foot(head: str, foot: str) -> int:
    """How many code points at the start of ``head`` are a name that the foot of the page bears too."""
    squashed = {re.sub(r"[\W_]", "", host.split(".", maxsplit=1)[0]) for host in hosts(foot)}
    longest = 0
    for match in list(_WORDS.finditer(head))[:_MOST_NAME]:
        if not (match.group()[0].isupper() or match.group().islower()):
            break
        name = head[: match.end()].strip(" |•·-–—:")
        if name[:1].isupper() and (
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", foot)
            or (re.sub(r"[\W_]", "", name).casefold() in squashed and len(name) > 3)
        ):
            longest = match.end()
    return longest


def _menu_end(head: str, begin: int) -> int:
    """Where the last run of menu words in ``head`` ends; ``begin`` where there is none."""
    words = [m for m in _WORDS.finditer(head, begin) if _BETWEEN.fullmatch(m.group()) is None]
    end, run = begin, 0
    for i, match in enumerate(words):
        run = run + 1 if _is_menu(match.group()) else 0
        if run == 0 and match.group()[:1].islower():
            break
        if run >= 2:
            following = words[i + 1].group() if i + 1 < len(words) else ""
            if not following[:1].islower():
                end = match.end()
    return end


def _over(head: str, foot: str) -> list[Piece]:
    """The pieces of what stands before the first date, byline or dateline: a name, a menu, the title."""
    name = _name_in_foot(head, foot)
    menu = _menu_end(head, name)
    first = name or (_BETWEEN.match(head).end() if menu == 0 else 0)  # type: ignore[union-attr]
    pieces: list[Piece] = []
    if name:
        pieces.append((0, name, "out"))
    if menu > first:
        before = list(takewhile(lambda m: not _is_menu(m.group()), _WORDS.finditer(head[:menu], first)))
        cut = before[-1].end() if before and not name else first
        if cut > first and len(before) <= _MOST_NAME:
            pieces.append((first, cut, "out"))
            first = cut
        pieces.append((first, menu, "out"))
    start = max(name, menu)
    said = head[start:].strip(" |•·-–—:")
    if said:
        titled = _LEAST_TITLE <= _words(said) <= _MOST_TITLE and said[0] not in "([" and not read_shape(said).cue
        pieces.append((start, len(head), "title" if titled else ""))
    return pieces


def _cue_at(text: str, at: int) -> tuple[int, str] | None:
    """The end and kind of the date, byline or button that begins at ``at``."""
    date = _DATE.match(text, at)
    if date:
        return date.end(), "date"
    until = _BY_UNTIL.match(text, at)
    whole = _by_until(text, until) if until else None
    if whole:
        return whole, ""
    for pattern, hint in ((_BYLINE, ""), (_SMALL, "out")):
        match = pattern.match(text, at)
        if match:
            return match.end(), hint
    return None


def _by_until(text: str, match: re.Match[str]) -> int | None:
    """Where the words of a ``_BY_UNTIL`` end: at the first date or dateline among or behind them."""
    for word in _WORDS.finditer(text, match.start() + 2, match.end() + 1):
        rest = word.start()
        if word.group()[:1].isalnum() and (_DATE.match(text, rest) or _PLACE_DASH.match(text, rest)):
            return match.start() + len(text[match.start() : rest].rstrip(" |•·-–—/,"))
    rest = _BETWEEN.match(text, match.end()).end()  # type: ignore[union-attr]
    return match.start() + len(match.group().rstrip(" |/,")) if _DATE.match(text, rest) else None


def _first_cue(head: str) -> int | None:
    """Where the title ends: before the first date or byline, or dateline in capitals, that goes on with none of its words."""
    spots = []
    for match in _DATE.finditer(head) if _YEAR.search(head) else ():
        before = head[: match.start()]
        if not match["label"] and _NOT_BEFORE.search(before):
            continue
        spots.append((match.start(), match.end()))
    by = "by" in head.lower()
    for match in _BYLINE.finditer(head) if by else ():
        rest = _BETWEEN.match(head, match.end()).end()  # type: ignore[union-attr]
        told = head[: match.start()].split()[-3:]
        marked = _DATE.match(head, rest) or _PLACE_DASH.match(head, rest) or _SMALL.match(head, rest)
        if match.group()[0] in "BWS" and (marked or any(word.islower() and len(word) > 3 for word in told)):
            spots.append((match.start(), match.end()))
    for match in _BY_UNTIL.finditer(head) if by else ():
        whole = _by_until(head, match)
        if whole:
            spots.append((match.start(), whole))
    for start, end in sorted(spots):
        after = head[end:].lstrip(" |•·-–—/:,")
        if start == 0 or (
            (_STARTS.match(after) or re.match(r"by\s+[A-ZÀ-Þ]", after)) and not _SENTENCE_END.search(head[:start])
        ):
            return start
    place = _PLACE_DASH.search(head)
    if place and not _SENTENCE_END.search(head[: place.start()]):
        before = head[: place.start()]
        last = before.split()[-1:] or [""]
        if _words(before) > _LEAST_TITLE and not last[0].isupper() and not _NOT_BEFORE.search(before):
            return None if before.rstrip().endswith(",") else place.start()
    return None


def _given_title(text: str, title: str | None) -> tuple[int, int] | None:
    if not title or _words(title) <= _LEAST_TITLE:
        return None
    span = _find_words(title.split(), text[:_HEAD])
    if not span or not _STARTS.match(text[span[1] :].lstrip(" |•·-–—/:")):
        return None
    return None if _SENTENCE_END.search(text[: span[0]]) else span


def _find_words(words: list[str], head: str) -> tuple[int, int] | None:
    """Where words stand first, one after another, whatever their case and the white space between them."""
    lowered = _SPACE.sub(" ", head.lower())
    wanted = " ".join(words)
    if wanted.isascii() and len(lowered) == len(head) and "  " not in lowered and not _ODD_CASE.search(head):
        at = lowered.find(wanted.lower())
        return (at, at + len(wanted)) if at >= 0 else None
    # Compiling a pattern for each title takes longer than all that is done with it.
    match = re.search(r"\s+".join(map(re.escape, words)), head, re.IGNORECASE)
    return match.span() if match else None


def cut_head(text: str, title: str | None = None, foot: str = "") -> list[Piece]:
    """The pieces [begin, end, hint] of the head of a giant line; empty where nothing tells it from the body."""
    known = _given_title(text, title)
    start = known[0] if known else _first_cue(text[:_HEAD])
    if start is None:
        return []
    pieces = _over(text[:start], foot) if start else []
    if known:
        pieces = [(b, e, "out") for b, e, _ in pieces] + [(*known, "title")]
    at = known[1] if known else start
    while True:
        begin = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        cue = _cue_at(text, begin)
        if cue is None or cue[0] >= len(text):
            break
        pieces.append((begin, cue[0], cue[1]))
        at = cue[0]
    return pieces


def _is_foot(sentence: str, *, below: bool) -> bool:
    """Whether a sentence at the end is furniture; ``below`` whether furniture follows it."""
    if is_appeal(sentence) or read_shape(sentence).cue in _FURNITURE_CUES:
        return True
    if below and sentence.endswith("?") and len(sentence.split()) <= _MOST_ASKED and sentence[0].isalpha():
        return True
    return is_owned(sentence) and (below or len(sentence.split()) <= 20)


def _is_fragment(rest: str) -> bool:
    """Whether what is left at the end of a line without a full stop is furniture."""
    if _LISTED.match(rest) or SETTINGS.fullmatch(rest) or hosts(rest):
        return len(rest) < 3000
    words = rest.split()
    shape = read_shape(rest)
    return len(words) <= _MOST_FRAGMENT and (
        shape.cue in _FURNITURE_CUES or (len(words) > 1 and sum(map(_is_menu, words)) * 2 > len(words))
    )


def cut_foot(text: str) -> list[Piece]:
    """The pieces of furniture at the end of a giant line, in order; empty where it ends with the report."""
    begin = max(0, len(text) - 3000)
    starts = [begin, *(match.end() for match in _SENTENCE_END.finditer(text, begin))]
    starts = sorted(
        {
            *starts,
            *(match.start() for match in _RIGHTS.finditer(text, begin)),
            *(match.start() for match in _CREDITED.finditer(text, begin)),
        }
    )
    pieces: list[Piece] = []
    stop = len(text)
    for start in reversed(starts[1:]):
        sentence = text[start:stop].strip()
        if _CREDITED.match(" " + sentence, 1):
            pieces.insert(0, (start, stop, ""))
            stop = start
            continue
        ended = bool(re.search(r"[.?!][\"”’)]*$", sentence))
        below = any(hint for _, _, hint in pieces)
        if not (_is_foot(sentence, below=below) if ended else not below and _is_fragment(sentence)):
            break
        pieces.insert(0, (start, stop, "out"))
        stop = start
    return pieces if any(hint for _, _, hint in pieces) else []  # a closing credit alone is cut with the body's pieces


def _make(text: str, unit: Unit, pieces: list[Piece]) -> list[Unit]:
    made = []
    for begin, end, hint in pieces:
        said = text[begin:end]
        bare = said.strip()
        if bare:
            first = unit.begin + begin + said.index(bare)
            made.append(Unit(first, first + len(bare), bare, read_shape(bare), 1, hint))
    return made


def cut_giants(text: str, units: list[Unit], is_prose: Callable[[Unit], bool], title: str | None = None) -> list[Unit]:
    """``units`` with the head of the first running one and the foot of the last cut off, where these are giant lines."""
    running = [i for i, unit in enumerate(units) if is_prose(unit)]
    if not running:
        return units
    made = list(units)
    for i in sorted({running[-1], running[0]}, reverse=True):
        unit = units[i]
        raw = text[unit.begin : unit.end]
        if unit.shape.words < GIANT or "\n" in raw or "\r" in raw:
            continue
        foot = cut_foot(raw) if i == running[-1] else []
        stop = foot[0][0] if foot else len(raw)
        below = raw[stop:] + text[unit.end :][:_HEAD]
        head = cut_head(raw[:stop], title, below) if i == running[0] else []
        if foot or head:
            start = head[-1][1] if head else 0
            start = _BETWEEN.match(raw, start).end() if head else start  # type: ignore[union-attr]
            made[i : i + 1] = _make(raw, unit, [*head, (start, stop, "in"), *foot])
    return made
