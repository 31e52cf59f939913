"""What a report says of itself: title, outlet, byline, credit, and when it was published.

Each is given only where the page supports it. A date in a caption, a teaser or the body is never the report's.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from stemma.clean.blocks import dateline
from stemma.clean.cues import AGENCY
from stemma.clean.dates import MONTH, WEEKDAY, Moment, find_days, read_moment, weekday_number
from stemma.clean.masthead import in_title_case, read_house, read_masthead, read_own_line
from stemma.clean.runon import hosts
from stemma.model import Block

_SPACES = re.compile(r"\s+")
_AGENCY = re.compile(AGENCY, re.IGNORECASE)
_SHORT_NAMES = {
    "associated press": "AP", "ap": "AP", "reuters": "Reuters", "thomson reuters": "Reuters", "agence france-presse": "AFP",
    "agence france presse": "AFP", "afp": "AFP", "united press international": "UPI", "press association": "PA",
    "deutsche presse-agentur": "dpa", "deutsche presse agentur": "dpa", "bloomberg news": "Bloomberg", "xinhua": "Xinhua",
    "anadolu": "Anadolu", "anadolu agency": "Anadolu", "interfax": "Interfax", "bloomberg": "Bloomberg", "kyodo": "Kyodo",
    "kyodo news": "Kyodo", "yonhap": "Yonhap",
}  # fmt: skip
_SOURCE_LINE = re.compile(
    r"^\W*(?:\w+\s*/\s*)?(?:sources?|via|courtesy(?:\s+of)?|credit|quelle|fuente|fonte|kaynak)\s*:\s*(?P<who>[^()]{2,60}?)\W*(?:\(.*)?$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"^\W*(?P<who>[A-Z][\w.&'’ -]{1,40}?)\s*[,|/–-]\s*(?:\w{3,9},?\s+)?(?:\d{1,2}\s+[A-Za-z]{3,9}\.?|[A-Za-z]{3,9}\.?\s+\d{1,2}),?\s+(?:19|20)\d\d\W*$"
)
_WITH = re.compile(
    r"^\W*(?:with\s+)?(?:inputs?|files|material|reports?|information|wires?)\s+from\s+(?P<who>[A-Z][\w.&' -]{1,40}?)\W*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"\b(?:originally|first|re)\s?-?(?:appeared|published|printed)\s+(?:on|in|at|by|from|with\s+permission\s+(?:of|from))\s+(?P<who>(?:the\s+)?[A-Z][\w.&'’-]*(?:\s+[A-Z][\w.&'’-]*){0,4})",
    re.IGNORECASE,
)
_AUTHORED = re.compile(r"\bvia\s+(?P<who>(?:the\s+)?[A-Z][\w.&'’-]*(?:\s+[A-Z][\w.&'’-]*){0,4})\W*$")
_CONTRIBUTED = re.compile(
    r"^\W*(?P<who>(?:The\s+)?[A-Z][\w.&'’-]*(?:\s+[A-Z][\w.&'’-]*){0,4})\s+(?:also\s+)?contributed\s+to\b"
)
_REPORTING = re.compile(r"\b(?:reporting|writing|editing|report)\b", re.IGNORECASE)
_PARENTHESIS = re.compile(r"[(\[]\s*([A-Z][\w./&' -]{1,40}?)\s*[)\]]")
_BY = re.compile(r"^\W*(?:by|written\s+by|story\s+by|from|author|analysis\s+by)\b\s*:?\s*", re.IGNORECASE)
_BYLINE_END = re.compile(
    rf"\s*(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\b|\||•|·|\s[-–—]\s|\bon\b\s*$|\bupdated\b|\bposted\b|\bpublished\b|\bfollow\s+@|@\w+|\bemail\s+the\s+author|\d{{1,2}}[:/]\d\d|\d{{4}}"
    rf"|\b{WEEKDAY},|\b{MONTH}\.?\s+\d).*$|\s*,?\s*\S+@\S+.*$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:19|20)?\d{0,2}(?:\s*[-–]\s*(?:19|20)\d\d)?,?\s*(?:by\s+)?(?P<who>(?:the\s+)?[A-Z][\w.&'’-]*(?:\s+(?:of\s+)?[A-Z][\w.&'’-]*){0,5})",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    r"^\W*(?P<who>[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){0,4})['’]s\s+(?:web\s?site|site|app|apps|newsletters?|channels?)\b"
)
_ADDRESS = re.compile(r"^[<(\[]?\s*((?:https?://|www\.)[^\s<>\])]+)\s*[>)\]]?$", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:publish(?:ed)?|posted|publication|first\s+published|created|released?|issued)\b", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated?|modified|revised)\b", re.IGNORECASE)
_LABELS = re.compile(r"(?=\b(?:publish(?:ed)?|posted|updated?|last\s+updated|modified|created)\b)", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:on\s+)?(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")
_YEAR = re.compile(
    r"\b((?:January|February|March|April|May|June|July|August|September|October|November|December))\s+(20\d\d|19\d\d)\b"
)
_ANY_YEAR = re.compile(r"\b(20\d\d|19\d\d)\b")
_SPAN_OF_YEARS = re.compile(
    r"\b(?:past|last)\s+(two|three|four|five|six|seven|eight|nine|ten)\s+years\b", re.IGNORECASE
)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Facts(NamedTuple):
    """What a report says of itself; None is "not known"."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    credit: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    url: str | None = None


def _said(text: str, block: Block) -> str:
    return _SPACES.sub(" ", text[block.begin : block.end]).strip()


def host_of(url: str | None) -> str | None:
    """The host of an address without "www.": an outlet's name where it gives no other."""
    if not url:
        return None
    try:
        host = urlsplit(url if "://" in url else f"https://{url}").hostname
    except ValueError:
        return None
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", host) or None if host and "." in host else None


def agency_name(name: str) -> str:
    """A credit as it is commonly written: "The Associated Press" and "AP" are both "AP"; others stay as they are."""
    bare = _SPACES.sub(" ", name).strip(" .,;:()[]<>|•*-–—/")
    return _SHORT_NAMES.get(re.sub(r"^the\s+", "", bare.casefold()), bare)


def _agencies(line: str) -> list[str]:
    return [agency_name(m.group()) for m in re.finditer(rf"(?<![\w]){AGENCY}(?![\w])", line, re.IGNORECASE)]


def _credit_of(line: str) -> str | None:
    for pattern in (_SOURCE_LINE, _DATED, _WITH, _ORIGINAL, _CONTRIBUTED, _AUTHORED):
        match = pattern.search(line)
        if match:
            who = match["who"].strip()
            return agency_name(who) if not who.lower().startswith(("http", "www.")) else host_of(who)
    bare = line.strip(" .,()[]•*-–—")
    if _AGENCY.fullmatch(bare):
        return agency_name(bare)
    return None if _REPORTING.search(line) else next(iter(_agencies(line)), None)


def _find_credit(text: str, blocks: Sequence[Block], outlet: str | None) -> str | None:
    """The agency or outlet that the report names as its source; never the outlet itself."""
    own = "".join(word[0] for word in (outlet or "").split() if word[0].isalpha()).casefold()
    candidates: list[str] = []
    for block in blocks:
        if block.kind == "credit" and not _CONTRIBUTED.search(_said(text, block)):
            found = _credit_of(_said(text, block))
            if found:
                candidates.append(found)
    for block in blocks:
        if block.kind == "dateline":
            match = _PARENTHESIS.search(_said(text, block))
            if match:
                candidates.append(agency_name(match[1]))
    for block in blocks:
        if block.kind == "byline":
            candidates += _agencies(_said(text, block))[:1]
    for block in blocks:
        if block.kind == "credit" and _CONTRIBUTED.search(_said(text, block)):
            found = _credit_of(_said(text, block))
            if found and _AGENCY.fullmatch(found):
                candidates.append(found)
    for block in blocks:
        match = _COPYRIGHT.search(_said(text, block)) if block.kind == "furniture" else None
        if match and _AGENCY.fullmatch(_named(match["who"])):
            candidates.append(agency_name(_named(match["who"])))
    label = (outlet or "").rsplit(".", 1)[0] if outlet and " " not in outlet else outlet or ""
    return next((one for one in candidates if _squash(one) not in (own, _squash(outlet or ""), _squash(label))), None)


def _find_byline(text: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        if block.kind == "byline":
            who = _BYLINE_END.sub("", _BY.sub("", _said(text, block))).replace(" ,", ",").strip(" ,;:|•-–—")
            if len(who) > 1 and not who[0].isdigit() and not who.lower().startswith(("credit", "photo")):
                return who
    return None


def _find_url(lines: Sequence[str], title: str | None) -> str | None:
    """The report's own address, where a line is one whose last part tells the title."""
    if not title:
        return None
    words = set(re.findall(r"\w{3,}", title.casefold()))
    found = set()
    for line in lines:
        match = _ADDRESS.match(line)
        if match and words:
            slug = set(
                re.findall(
                    r"[^\W_]{3,}", urlsplit(match[1] if "://" in match[1] else f"https://{match[1]}").path.casefold()
                )
            )
            if len(words & slug) * 2 >= len(words):
                found.add(match[1])
    return found.pop() if len(found) == 1 else None


def _squash(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _goes_with_host(name: str, host: str) -> bool:
    """Whether a name agrees with a host: "Example Daily News" with exampledaily.org, or by its initials."""
    label = _squash(
        host.rsplit(".", 1)[0].rsplit(".", maxsplit=1)[-1] if host.count(".") == 1 else host.split(".", maxsplit=1)[0]
    )
    words = [_squash(word) for word in name.split() if _squash(word)]
    if not words or not label:
        return False
    initials = "".join(word[0] for word in words)
    joined = "".join(words)
    starts = {"".join(words[:i]) + "".join(w[0] for w in words[i:]) for i in range(len(words) + 1)}
    return (
        label in starts
        or label == joined
        or (len(initials) > 2 and label == initials)
        or (len(joined) > 5 and joined in label)
    )


def _named(who: str) -> str:
    return re.split(r"\.\s|\s+All\s+[Rr]ights", who)[0].strip(" .,")


def _find_outlet(text: str, blocks: Sequence[Block], url: str | None, title: str | None) -> str | None:
    furniture = [_said(text, b) for b in blocks if b.kind in ("furniture", "teaser")]
    host = host_of(url)
    if host:
        # The page's own name for itself may lack the last words of the host's: initials count ("Radio X Y" and radioxy.org).
        named = [
            line
            for line in furniture
            if 1 <= len(line.split()) <= 6 and not _ADDRESS.match(line) and _goes_with_host(line, host)
        ]
        return named[0] if named else host
    for line in furniture:
        match = _POSSESSIVE.match(line)
        if match and sum(match["who"] in other for other in furniture) > 1:
            return match["who"]
    for line in furniture:
        match = _COPYRIGHT.search(line)
        # Rights in a copy are its maker's: the name is the outlet's only where the page bears it elsewhere too.
        who = _named(match["who"]) if match else ""
        if who and not _AGENCY.fullmatch(who) and sum(who in other for other in furniture) > 1:
            return who
    addresses = [name for line in furniture for name in hosts(line)]
    for line in furniture:
        # A line that is nothing but a name, and the bare address at the foot of the page goes with it.
        bare = 1 <= len(line.split()) <= 6 and line[0].isupper() and not hosts(line) and not line.endswith((".", ":"))
        if bare and any(_goes_with_host(line, address) for address in addresses):
            return in_title_case(line)
    head: list[str] = []
    for block in blocks:
        line = _said(text, block)
        if block.kind == "title":
            break
        if (
            block.kind == "furniture"
            and line
            and line.upper() == line
            and line.lower() != line
            and len(line.split()) <= 4
        ):
            head.append(line)
        elif line:
            head = []
            break
    # A masthead torn over lines: short lines in capitals before the title, one of them naming what kind of house it is.
    running = " ".join(_said(text, b) for b in blocks if b.kind == "body")
    return read_masthead(head, running) if title and len(head) >= 2 else None


def _find_own_line(text: str, blocks: Sequence[Block]) -> tuple[str, Moment] | None:
    """A line "HOUSE, DATE" over the body, where it alone dates the report: who published it, and when.

    Beside another date it is the credit of a text that appeared elsewhere before. An agency's is one anyway.
    """
    found: list[tuple[str, Moment]] = []
    for block in blocks:
        if block.kind == "body":
            break
        line = _said(text, block)
        moment = read_moment(line) if block.kind in ("byline", "credit", "date") else None
        if moment is None:
            continue
        name = read_own_line(line)
        found.append((name if name and not _AGENCY.fullmatch(name) else "", moment))
    return found[0] if len(found) == 1 and found[0][0] else None


def _find_head_line(text: str, blocks: Sequence[Block]) -> str | None:
    """The name of a house on the first line of a text, alone over the title."""
    first = blocks[0] if blocks else None
    if (
        first is None
        or first.kind not in ("furniture", "teaser")
        or "title" not in {block.kind for block in blocks[1:3]}
    ):
        return None
    return read_house(_said(text, first))


def _dates(text: str, blocks: Sequence[Block]) -> tuple[Moment | None, Moment | None]:
    """(published, updated) from the date lines around the body."""
    labelled: list[Moment] = []
    bare: list[Moment] = []
    updated: list[Moment] = []
    label = ""
    bodies = [i for i, block in enumerate(blocks) if block.kind == "body"]
    first = bodies[0] if bodies else len(blocks)
    for i, block in enumerate(blocks):
        line = _said(text, block)
        if block.kind == "furniture" and (
            _PUBLISHED.fullmatch(line.strip(" :;")) or _UPDATED.fullmatch(line.strip(" :;"))
        ):
            label = line
            continue
        if block.kind not in ("date", "byline"):
            if line:
                label = ""
            continue
        for part in [p for p in _LABELS.split(line) if p.strip()]:
            told = f"{label} {part}"
            moment = read_moment(part.strip())
            if moment is None:
                if _PUBLISHED.search(part) or _UPDATED.search(part):
                    label = part
                continue
            if _UPDATED.search(told) and not _PUBLISHED.search(part):
                updated.append(moment)
            elif _PUBLISHED.search(told):
                labelled.append(moment)
            elif i < first:
                bare.append(moment)
            label = part if re.search(r"(?:posted|published|updated)\W*$", part, re.IGNORECASE) else ""
    return _agreed(labelled) or _agreed(bare), max(updated, key=lambda m: m.when) if updated else None


def _agreed(moments: list[Moment]) -> Moment | None:
    """The one day that all name, by its most exact naming; None where they name several."""
    days = {m.when.date() for m in moments}
    if not moments or (len(days) > 1 and (max(days) - min(days)).days > 1):
        return None
    exact = [m for m in moments if m.precision == "minute"]
    if len(days) > 1 and not exact:
        return None
    return min(exact or moments, key=lambda m: m.when)


def infer_year(month: int, day: int, paragraphs: Sequence[str]) -> int | None:
    """The year of a dateline that leaves it out, where the text's own words leave exactly one.

    Two independent signs must agree. A paragraph with the latest year that the text names, in "MONTH YEAR", also says
    "the past N years": the year is the one at which N years, to the nearest half, have gone by since. And every weekday
    in the opening paragraph must be the day of the dateline or the one before it in that year, as reports name them. Either sign alone leaves
    several years, and then none is given: a wrong day is worse than none.
    """
    text = " ".join(paragraphs)
    named = [int(y) for y in _ANY_YEAR.findall(text)]
    if not named:
        return None
    years: set[int] = set()
    for paragraph in paragraphs:
        spans = _SPAN_OF_YEARS.findall(paragraph)
        starts = [(m, int(y)) for m, y in _YEAR.findall(paragraph)]
        if len(spans) != 1 or len(starts) != 1 or starts[0][1] != max(named):
            continue
        wanted = _NUMBERS.index(spans[0].lower()) + 2
        begin = find_days(f"{starts[0][0]} 1, {starts[0][1]}")[0]
        years |= {
            year
            for year in range(starts[0][1], starts[0][1] + 12)
            if abs(year + (month - 1) / 12 - begin[2] - (begin.month - 1) / 12 - wanted) < 0.5  # type: ignore[operator]
        }
    weekdays = {weekday_number(w) for w in _WEEKDAY.findall(paragraphs[0])} if paragraphs else set()
    if len(years) != 1 or not weekdays:
        return None
    year = years.pop()
    try:
        here = date(year, month, day).weekday()
    except ValueError:
        return None
    return year if all((here - weekday) % 7 <= 1 for weekday in weekdays) else None


def _dateline_day(text: str, blocks: Sequence[Block]) -> Moment | None:
    for block in blocks:
        if block.kind == "dateline":
            days = find_days(_said(text, block))
            if len(days) != 1:
                return None
            _, _, year, month, day = days[0]
            if year is None:
                year = infer_year(month, day, [_said(text, b) for b in blocks if b.kind == "body"])
            return Moment(datetime(year, month, day, tzinfo=UTC), "day") if year else None
    return None


def read_facts(text: str, blocks: Sequence[Block], *, url: str | None = None, outlet: str | None = None) -> Facts:
    """What ``text``, told apart into ``blocks``, says of itself; ``url`` and ``outlet`` where they are known already."""
    title = next((_said(text, b) for b in blocks if b.kind == "title"), None)
    title = re.sub(r"^#+\s*", "", title).strip("*_ ") if title else None
    lines = [_said(text, b) for b in blocks if b.kind == "furniture"]
    url = url or _find_url(lines, title)
    outlet = outlet or _find_outlet(text, blocks, url, title)
    byline = _find_byline(text, blocks)
    published, updated = _dates(text, blocks)
    own = None if outlet else _find_own_line(text, blocks)
    if own:
        outlet, published = own[0], published or own[1]
        byline = None if byline and _squash(byline) == _squash(outlet) else byline
    outlet = outlet or _find_head_line(text, blocks)
    return Facts(
        title=title,
        outlet=outlet,
        byline=byline,
        credit=_find_credit(text, blocks, outlet),
        published=published or _dateline_day(text, blocks),
        updated=updated,
        url=url,
    )


__all__ = ["Facts", "agency_name", "dateline", "host_of", "infer_year", "read_facts"]
