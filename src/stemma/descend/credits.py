"""Which agency or outlet a report itself names as the source of its text.

The rules rest on the shape of a credit (a name in brackets after a dateline's place, a line "Source: ...",
a name with a date), so that they find a name that nobody ever heard of. Credits of photographs are not credits
of text.
"""

import re
from typing import NamedTuple

from stemma.descend.agencies import canonical, is_agency, same_name
from stemma.model import Report
from stemma.name.gazetteer import cities_named, is_common
from stemma.name.keys import fold_name


class Credit(NamedTuple):
    """A name given as source: ``kind`` is copy (the text is theirs), part (some of it is) or heard (they are cited).

    A name that may as well be a town's or a signature is ``maybe``: a copy's source if another report names it too, or
    is of a house of that name.
    """

    name: str
    kind: str
    begin: int
    end: int


PHOTO = re.compile(
    r"photo|image|picture|getty|\bpool\b|file\b|caption|video|footage|\bvia\b|credit:|/\s*(?:AP|AFP)\b", re.IGNORECASE
)
FILM = re.compile(r"\b(?:Videos?|Photos?|Images?|Footage)\b", re.IGNORECASE)
NAME = r"(?:[A-Z][\w&.'’-]*|dpa)(?:[ /-](?:of |de )?[A-Z][\w&.'’-]*){0,4}"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
DATE = rf"(?:\d{{1,2}}\s+{MONTH},?\s+\d{{4}}|{MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
ORGANISATION = re.compile(
    r"\b(?:News|Newswire|Agency|Agence|Press|Wire|Wires|Service|Services|Media|Times|Post|Herald|Bureau|Radio|TV|"
    r"Network|Associated|International|Desk|Telegraph|Tribune|Journal|Gazette|Courier)\b"
)
NOT_NAMES = re.compile(
    r"^(?:By|The|A|An|In|On|At|It|He|She|They|We|This|That|Staff|Editor|Updated?|Published|Photo|File|Video|Local|"
    r"World|News|Home|Politics|Sports?|Business|Opinion|More|Share|Save|Live|Mr|Mrs|Ms|Dr|President|Associated|"
    r"CET|GMT|EST|EDT|PDT|PST|BST|UTC|CEST|AM|PM|D|R|L|C|U|"
    rf"{MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$"
)
WRITER = r"(?:\s+(?:[A-Z][a-z]+\s+){0,3}(?:Writers?|Correspondents?|Staff|Reporters?|Editor))?"
PLACE = r"[A-Z][A-Z.'’/-]{2,}(?:[ ,/]+[A-Z][\w.'’/-]*){0,6}"

DATELINE = re.compile(
    rf"^[ \t]*(?:{PLACE}|[A-Z][\w.'’-]+(?:[ ,]+[A-Z][\w.'’-]*){{0,4}})[ ,]*(?:[—–-]\s*)?(?:{MONTH}\s+\d{{1,2}},?\s*(?:\d{{4}})?\s*)?"
    rf"\((?P<name>{NAME})\)\s*(?P<dash>[-–—]+)?",
    re.MULTILINE,
)
BRACKET_DASH = re.compile(rf"\((?P<name>{NAME})\)\s*(?:[-–—]+)\s*(?=\S)")
NAME_DASH = re.compile(rf"^[ \t]*(?P<name>{NAME})\s+[-–—]+\s+(?=[A-Z])", re.MULTILINE)
# A name on a line of its own may follow the word; the beginning of a longer line there is something else.
SOURCE_LINE = re.compile(
    rf"(?:^|[\s/])(?:Source|SOURCE|Via|Read more at)[^\S\n]*:(?:[^\S\n]*|\s*\n[^\S\n]*(?={NAME}\W*(?:\n|\Z)))(?P<name>{NAME})",
    re.MULTILINE,
)
# Words in small letters that may follow the name of a house.
_JOINS = frozenset({"and", "at", "by", "editor", "from", "in", "on", "via", "with"})
NAME_DATE = re.compile(rf"^[ \t]*(?P<name>{NAME})\s*[,|•·]\s*{DATE}[ \t]*$", re.MULTILINE)
BYLINE = re.compile(r"^[ \t]*(?:By|BY|From|FROM)\s*:?\s+(?P<rest>[^\n]{2,160})$", re.MULTILINE)
# "Orient Wire | Updated: 2021-05-04 17:52", a line that a page has above the text.
UPDATED = re.compile(
    rf"^[ \t]*(?P<name>{NAME})\s*\|\s*(?:Updated|Published)\s*:?\s*{DATE}(?:\s+\d{{1,2}}:\d\d)?[ \t]*$", re.MULTILINE
)
BYLINE_WITHIN = re.compile(r"\b(?:By|BY) [A-Z]")
PERSON = r"[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]*|de|van|der|den|al|bin)){1,4}"
PEOPLE_NAME = re.compile(
    rf"^\W*{PERSON}(?:\s*,\s*{PERSON})*(?:,?\s*(?:and|AND|&)\s+{PERSON})?\s*[,/|•—–-]+\s*(?P<name>{NAME}?){WRITER}\s*[•|]?[ \t]*(?:{DATE})?[ \t]*$",
    re.MULTILINE,
)
ALONE = re.compile(
    rf"^\W*(?P<name>{NAME})\W*(?:\|?\s*(?:[A-Z][a-z]+day,?\s*)?(?:{DATE}).*|Published.*)?$", re.MULTILINE
)
# A single uncommon name before the word may be a house's.
STAFF = re.compile(r"[A-Z][\w&'’-]+\s+(?:Staff|STAFF)")
# "Castell News•" or "castell.example•": so a page that gathers reports puts whose one is below the headline.
GATHERED = re.compile(rf"^[ \t]*(?P<name>{NAME}|[a-z\d-]+(?:\.[a-z]{{2,}})+)\s*•[ \t]*$", re.MULTILINE)
# "Reuters - AP - AFP": several names on a line of their own, and nothing else.
LISTED = re.compile(rf"^[ \t]*{NAME}(?:\s*(?:\s[–—-]|[,;|&]|\band\b)\s*{NAME})+\.?[ \t]*$", re.MULTILINE)
BETWEEN = re.compile(r"\s+[–—-]\s+|\s*[,;|&]\s*|\s+and\s+")
BRACKETS = re.compile(rf"^[ \t]*[(\[](?P<name>{NAME})[)\]][ \t]*$", re.MULTILINE)
DASH_NAME = re.compile(rf"^[ \t]*(?:[—–]|--?)\s*(?P<name>{NAME})\.?[ \t]*$", re.MULTILINE)
BY_AT = re.compile(rf"\d{{1,2}}:\d\d[^\n]{{0,40}}\bby\s+(?P<name>{NAME})[ \t]*$", re.MULTILINE)
COPYRIGHT = re.compile(
    rf"(?:©|Copyright|COPYRIGHT|\(c\))\s*(?:©|Copyright)?\s*(?:\d{{4}}\s*)?(?:by\s+)?(?P<name>{NAME})", re.MULTILINE
)
REPORTED_BY = re.compile(r"\(?(?:Additional\s+)?[Rr]eporting\s+by\s.{3,500}?(?:[Ee]diting|[Ww]riting)\s+by\s")
CONTRIBUTED = re.compile(
    r"\bcontributed\b|\b(?:material|information|reporting|reports?)\s+from\b|\bwith\s+(?:files|additional reporting)\b"
)
WRITERS_OF = re.compile(rf"(?P<name>{NAME}?)(?:['’]s)?\s+(?:[a-z]+\s+){{0,2}}(?:writers?|reporters?|journalists?)\b")
REPORTED = re.compile(
    rf"(?P<name>{NAME})\s+(?:first\s+)?(?:reported|reports?)\b|\b[Aa]ccording to (?:the )?(?P<name2>{NAME})\b|\btold (?:the )?(?P<name3>{NAME})\b"
)


def find_credits(report: Report) -> tuple[Credit, ...]:
    """The credits of a report's text, in order of place, each name once per kind."""
    text = report.text
    # A line that says whose the text is, above it, is no other report's headline.
    first = min((b.begin for b in report.blocks if b.kind == "body"), default=len(text))
    captions = [
        (b.begin, b.end)
        for b in report.blocks
        if b.kind == "caption" or (b.kind == "teaser" and not (b.end <= first and _says_whose(text, b.begin, b.end)))
    ]
    found: list[Credit] = []

    def add(name: str | None, kind: str, begin: int, end: int) -> None:
        # What the page says of itself (no span) stands in no caption.
        if name and _fit(name) and not (end and any(b <= begin < e for b, e in captions)):
            found.append(Credit(canonical(_known(name) or _plain(name)), kind, begin, end))

    for line in LISTED.finditer(text):
        for begin, end in _several(text, line):
            add(text[begin:end], "part", begin, end)
    # No other shape takes one of these for whose the whole text is.
    captions += [(credit.begin, credit.end) for credit in found if credit.end]
    if report.credit and not PHOTO.search(report.credit):
        add(report.credit, "copy", 0, 0)
    for match in DATELINE.finditer(text):
        name = match["name"]
        loud = match.group().lstrip()[:3].isupper()
        if match["dash"] or (loud and (is_agency(name) or name.isupper())):
            add(name, "copy", match.start("name"), match.end("name"))
    for match in BRACKET_DASH.finditer(text):
        if is_agency(match["name"]):
            add(match["name"], "copy", match.start("name"), match.end("name"))
    for match in NAME_DASH.finditer(text):
        if is_agency(match["name"]):
            add(match["name"], "copy", match.start("name"), match.end("name"))
    for match in SOURCE_LINE.finditer(text):
        if _names_a_thing(text, match):
            continue
        if (
            not _photo_line(text, match.start("name"))
            or match.start("name") - text.rfind("\n", 0, match.start("name")) < 12
        ):
            add(match["name"], "copy", match.start("name"), match.end("name"))
    for match in UPDATED.finditer(text):
        if is_agency(match["name"]) or _organisation(match["name"]):
            add(match["name"], "copy", match.start("name"), match.end("name"))
    for match in NAME_DATE.finditer(text):
        name = match["name"]
        if name.isupper() and not is_agency(name) and cities_named(fold_name(name)):
            continue  # the dateline of a town
        sure = is_agency(name) or ORGANISATION.search(name) or name.isupper()
        if sure or _only_here(text, name):
            add(name, "copy" if sure else "maybe", match.start("name"), match.end("name"))
    for match in BYLINE.finditer(text):
        if not PHOTO.search(match["rest"]):
            # "From Castell News:" above a passage that is quoted: only that is theirs.
            leads = match["rest"].rstrip().endswith(":")
            for name, kind, at in _of_byline(match["rest"]):
                add(name, "heard" if leads else kind, match.start("rest") + at, match.start("rest") + at + len(name))
    for match in PEOPLE_NAME.finditer(text):
        if _known(match["name"]) and not _photo_line(text, match.start()):
            add(match["name"], "copy", match.start("name"), match.end("name"))
    for match in ALONE.finditer(text):
        name = _known(match["name"]) or ""
        if (
            name
            and (len(name) > 3 or match.end("name") + 3 < match.end())
            and not match.group().rstrip().endswith(":")  # it leads in what follows
            and not _photo_line(text, match.start("name"))
        ):
            add(name, "copy", match.start("name"), match.end("name"))
    last = max((b.end for b in report.blocks if b.kind in ("body", "byline", "credit")), default=len(text))
    for match in DASH_NAME.finditer(text):
        name = match["name"]
        sure = is_agency(name) or _organisation(name)
        if match.start() > len(text) // 2 and match.end() <= last + 80 and (sure or _only_here(text, name)):
            add(name, "copy" if sure else "maybe", match.start("name"), match.end("name"))
    for match in GATHERED.finditer(text):
        name = match["name"]
        if is_agency(name) or _organisation(name) or "." in name:
            add(name, "copy", match.start("name"), match.end("name"))
    for match in BRACKETS.finditer(text):
        name = match["name"]
        # With an article it is no person's; without one only what cannot be a reporter's signature.
        if match.start() > len(text) // 2 and (name.startswith("The ") or is_agency(name) or ORGANISATION.search(name)):
            add(name, "copy", match.start("name"), match.end("name"))
    for match in BY_AT.finditer(text):
        if is_agency(match["name"]):
            add(match["name"], "copy", match.start("name"), match.end("name"))
    for match in COPYRIGHT.finditer(text):
        tail = text[match.end() : match.end() + 10]
        if _known(match["name"]) and not re.match(r"\s*(?:/|via|Getty)", tail):
            add(match["name"], "copy", match.start("name"), match.end("name"))
    for match in CONTRIBUTED.finditer(text):
        begin, end = _sentence_around(text, match.start())
        if end - begin < 400 and not PHOTO.search(text, begin, end):
            for name in re.compile(NAME).finditer(text, begin, end):
                if _known(name.group()):
                    add(name.group(), "part", name.start(), name.end())
    for match in WRITERS_OF.finditer(text):
        if is_agency(_plain(match["name"])):
            add(match["name"], "copy", match.start("name"), match.end("name"))
    for match in REPORTED.finditer(text):
        group = next(g for g in ("name", "name2", "name3") if match[g])
        if is_agency(_plain(match[group])):
            add(match[group], "heard", match.start(group), match.end(group))
    named = any(credit.kind == "copy" for credit in found) or _agency_like(report.outlet)
    for match in () if named else REPORTED_BY.finditer(text):
        # The house form of one agency, which copies of it keep where its name is taken out. Others have taken it over:
        # where another source is named, or the report is an agency's own, it says nothing.
        add("Reuters", "copy", match.start(), match.end())
    return _once([credit for credit in found if not _own_house(report, credit.name)])


def _says_whose(text: str, begin: int, end: int) -> bool:
    """Whether a stretch has a byline, or an agency with the day of the last update."""
    return any(pattern.search(text, begin, end) for pattern in (BYLINE_WITHIN, UPDATED))


def _several(text: str, line: re.Match[str]) -> list[tuple[int, int]]:
    """Where the names of a line stand, if every one is an agency's; none else."""
    cuts = [(m.start(), m.end()) for m in BETWEEN.finditer(text, line.start(), line.end())]
    begins, ends = [line.start(), *(end for _, end in cuts)], [*(begin for begin, _ in cuts), line.end()]
    spans = []
    for begin, end in zip(begins, ends, strict=True):
        name = text[begin:end].strip(" \t.")
        if not is_agency(name):
            return []
        at = text.index(name, begin)
        spans.append((at, at + len(name)))
    return spans if len(spans) > 1 else []


def _names_a_thing(text: str, source: re.Match[str]) -> bool:
    """Whether what stands after "Source:" only begins with a capital: "Source: Harbour filings, estimates of the board" is
    below a chart, and no house's name.
    """
    if _known(source["name"]) or ORGANISATION.search(source["name"]):
        return False
    after = re.match(r" (?P<word>[a-z]+)\b", text[source.end("name") :])
    return after is not None and after["word"] not in _JOINS


def _only_here(text: str, name: str) -> bool:
    """Whether a name is one uncommon word that is no known place's and stands nowhere else in the text."""
    if not re.fullmatch(r"[A-Z][\w&'’-]{3,}", name) or len(re.findall(rf"\b{re.escape(name)}\b", text)) > 1:
        return False
    return not is_common(name.lower()) and not cities_named(fold_name(name))


def _agency_like(outlet: str | None) -> bool:
    """Whether an outlet is an agency, by the table or by its name."""
    return bool(outlet) and (is_agency(str(outlet)) or bool(re.search(r"\b(?:Agency|Newswire|Wire)\b", str(outlet))))


def _own_house(report: Report, name: str) -> bool:
    """Whether ``name`` is the report's own outlet: by name, or as the initials of a name that the page gives as its own."""
    if report.outlet and same_name(report.outlet, name):
        return True
    if not re.fullmatch(r"[A-Z]{2,6}", name) or is_agency(name):
        return False
    lines = [report.outlet or "", *(line.strip() for line in report.text.split("\n") if len(line) < 60)]
    return any("".join(word[0] for word in re.findall(r"[A-Z][\w'’-]*", line)) == name for line in lines if " " in line)


def _once(found: list[Credit]) -> tuple[Credit, ...]:
    # What the page as a whole is said to credit is for a part only where the text itself says so.
    in_text = {(c.name, c.kind) for c in found if c.end}
    found = [c for c in found if c.end or (c.name, "copy") in in_text or (c.name, "part") not in in_text]
    seen: dict[tuple[str, str], Credit] = {}
    for credit in sorted(found, key=lambda c: (c.begin, c.end, c.name, c.kind)):
        seen.setdefault((credit.name, credit.kind), credit)
    return tuple(seen.values())


def _plain(name: str) -> str:
    return re.sub(
        r"\s+(?:Staff|Writers?|Reporters?)$", "", re.sub(r"['’]s$", "", re.sub(r"\s+", " ", name)).strip(" .,")
    )


def _known(name: str) -> str | None:
    """The agency of the table that a run of capitalised words begins or ends with ("ANN LEE Associated Press")."""
    words = _plain(name).split()
    for size in range(len(words), 0, -1):
        for part in (words[-size:], words[:size]):
            if is_agency(" ".join(part)) and (size == len(words) or len(" ".join(part)) > 2):
                return " ".join(part)
    return None


def _fit(name: str) -> bool:
    plain = _plain(name)
    if re.match(r"[A-Z]-[A-Z]", plain):  # a party and a state: (D-Va.)
        return False
    if FILM.search(plain):  # the channel of a film that stands beside the text
        return False
    return len(plain) > 1 and not NOT_NAMES.match(plain) and not re.fullmatch(DATE + r"|\d+", plain)


def _organisation(name: str) -> bool:
    """A name without the shape of a person's: one word in capitals, or with a word such as Agency in it."""
    return bool(ORGANISATION.search(name)) or (name.isupper() and " " not in name and len(name) > 1)


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    begin = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at)) + 1
    ends = [e for e in (text.find("\n", at), text.find(". ", at)) if e >= 0]
    return begin, min(ends, default=len(text))


def _photo_line(text: str, at: int) -> bool:
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[begin : end if end >= 0 else len(text)]
    return len(line) < 200 and bool(PHOTO.search(line))


def _before_staff(part: str) -> list[str]:
    """What stands before the word for the writers, the longest stretch of names first, if that word is there."""
    match = re.match(rf"(?P<names>{NAME})\s+(?:Writers?|Correspondents?|Staff|Reporters?|Editor)\b", part)
    words = match["names"].split() if match else []
    return [" ".join(words[:size]) for size in range(len(words), 0, -1)]


def _of_byline(rest: str) -> list[tuple[str, str, int]]:
    """The names in a byline's rest that are no person's, each with the kind of credit and where it stands in the rest."""
    found = []
    at = 0
    for part in re.split(r"(\s*(?:[,/|•;]|\s[—–-]\s|\band\b|\bof\b)\s*)", rest):
        match = re.fullmatch(rf"\s*(?P<name>{NAME}?){WRITER}(?:\s+{DATE}|\s+on)?\s*", part)
        if match:
            begin = match.start("name")
            for name in _before_staff(part[begin:]) or [match["name"]]:
                if _known(name) or _organisation(name):
                    found.append((name, "copy", at + begin))
                    break
            else:
                if STAFF.fullmatch(part.strip()) and not is_common(match["name"].lower()):
                    found.append((match["name"], "maybe", at + begin))
        at += len(part)
    if not found:
        head = re.match(rf"(?:the |The |THE )?(?P<name>{NAME})", rest)
        if head and is_agency(_plain(head["name"])):
            found.append((head["name"], "copy", head.start("name")))
    return found
