"""An outlet's name from a masthead torn over lines, with a subtitle or a second name under it."""

import re
from collections.abc import Sequence

HOUSE = re.compile(
    r"\b(?:times|post|news|herald|tribune|journal|daily|gazette|press|agency|cent(?:er|re)|institute|studies|radio|television|tv|today|review|observer|telegraph|"
    r"chronicle|broadcasting|media|network|digest|courier|record|standard|bulletin|monitor|mail|guardian|mirror|express|dispatch|register|examiner|sentinel|"
    r"letter|report|reporter|weekly|monthly|quarterly|magazine|inquirer|advertiser|argus|echo|independent|sun|star|globe|voice|wire|argus)\b",
    re.IGNORECASE,
)
"""Words that name a kind of house."""

_NAMES_A_HOUSE = re.compile(
    r"(?:[A-ZÀ-Þ][\w&.'’-]*\s+(?:(?:of|the|and|de|du|la|&)\s+)*){1,4}"
    r"(?:Times|Herald|Tribune|Journal|Gazette|Courier|Telegraph|Chronicle|Observer|Bulletin|Guardian|Mirror|Dispatch|Examiner|Sentinel|Inquirer|"
    r"Advertiser|Argus|Echo|Star|Globe|Daily|Weekly|Radio|TV)"
    r"|(?:The\s+)?[A-ZÀ-Þ][\w&.'’-]*\s+Post|Radio(?:\s+[A-ZÀ-Þ][\w&.'’-]*){1,3}",
    re.IGNORECASE,
)
"""What has the form of such a house's name as a whole: narrower than HOUSE, whose words name much else too."""
_NO_HOUSE = re.compile(
    r"\b(?:guest|blog|job|sponsored|new|last|next|previous|first|related|latest|photo|live|local|smart|web|prime|car|our|your|my|this|see|on|all|more)\b",
    re.IGNORECASE,
)
_OWN_LINE = re.compile(
    r"[\W_]*(?P<who>[^\d|•·]{3,50}?)\s*[,|•·–—-]\s*(?:[A-Za-z]{3,9},?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?|[A-Za-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.)[\s,]*(?:\d{4})?\W*"
)

_JOINING = re.compile(r"\b(?:of|for|the|and|on|in|de|du|des|der|für|et|y|e)\b|&", re.IGNORECASE)
_SMALL = frozenset(["of", "for", "the", "and", "on", "in", "at", "to", "de", "du", "des", "der", "et", "y", "e"])
_ORDINARY = 5  # letters from which a word in capitals is taken for a word and not for a set of initials


def in_title_case(name: str) -> str:
    """A name printed all in capitals as it is commonly written; short words that may be initials stay as they are."""
    if name.upper() != name or len(name.split()) < 2:
        return name
    made = []
    for i, word in enumerate(name.split()):
        lower = word.lower()
        if lower in _SMALL:
            made.append(lower if i else lower.capitalize())
        else:
            made.append(lower.capitalize() if len(word) >= _ORDINARY or HOUSE.fullmatch(word) else word)
    return " ".join(made)


def read_house(line: str) -> str | None:
    """A line that is the name of a house of news and nothing else, as that is written; None for any other."""
    if not _NAMES_A_HOUSE.fullmatch(line) or _NO_HOUSE.search(line):
        return None
    small = [word for word in line.split() if word.lower() not in _SMALL]
    return in_title_case(line) if all(word[0].isupper() for word in small) else None


def read_own_line(line: str) -> str | None:
    """The house in a line "HOUSE, DATE"; None where the line is another or its name is none of a house."""
    match = _OWN_LINE.fullmatch(line)
    if not match or "," in match["who"]:
        return None
    return read_house(match["who"].strip())


def _phrases(lines: list[str]) -> list[str]:
    """The lines joined into phrases: a line with a small joining word opens a new one, which the lines after it go on.

    One word alone over such a line belongs to it ("DELTA / INSTITUTE FOR / WATER STUDIES").
    """
    phrases: list[list[str]] = []
    for i, line in enumerate(lines):
        fresh = i == 0 or (_JOINING.search(line) and not any(_JOINING.search(one) for one in phrases[-1]))
        if fresh and not (i and _JOINING.match(line)):
            phrases.append([line])
        else:
            phrases[-1].append(line)
    if len(phrases) > 1 and phrases[0] == lines[:1] and " " not in lines[0]:
        phrases[:2] = [phrases[0] + phrases[1]]
    return [" ".join(phrase) for phrase in phrases]


def read_masthead(lines: Sequence[str], running: str) -> str | None:
    """The outlet's name in lines in capitals at the head of a page; None where they name no house.

    Of several phrases it is the one whose last word the running text uses as a name ("the Digest"), else the first
    that names a kind of house, so that the second name of a masthead in two languages is the one in the report's.
    """
    phrases = _phrases(list(lines))
    for phrase in phrases:
        short = phrase.split()[-1].capitalize()
        if (
            len(phrase.split()) > 1
            and HOUSE.fullmatch(short)
            and re.search(rf"\b[Tt]he\s+{re.escape(short)}\b", running)
        ):
            return in_title_case(phrase)
    housed = [phrase for phrase in phrases if HOUSE.search(phrase)]
    return in_title_case(housed[0]) if housed else None
