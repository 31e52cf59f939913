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
