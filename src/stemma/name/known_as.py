"""Two names that a report itself says are one thing's: "X (Y)", "X, also known as Y", "X, formerly Y or Z"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stemma.name import gazetteer
from stemma.name.candidates import Mention
from stemma.name.keys import fold_name
from stemma.name.match import is_acronym, match_names

BODY_KINDS = frozenset({"organisation", "group", "other"})
HOW = (
    r"(?:also|better|formerly|previously|otherwise|commonly|widely|popularly|locally|generally|officially|sometimes|often|"
    r"once|originally|simply|formally)"
)
BY = (
    r"(?: (?:officially|simply|locally|commonly|collectively|in (?:English|Arabic|Russian|French)))?"
    r"(?: by (?:its|his|her|their)(?: [a-z]+){1,3}| under the (?:name|title))?(?: (?:as|of))?"
)
# "Holt called Varga" is no name of hers: a bare verb needs a bracket before it, an adverb or "is".
KNOWN = (
    rf"(?:{HOW} )*known{BY}|(?:{HOW} )+(?:called|named|referred to|abbreviated|nicknamed|dubbed|styled){BY}|"
    rf"(?<=\()(?:called|named|abbreviated|nicknamed|dubbed){BY}|(?:is|was|are|were) (?:called|named|nicknamed|dubbed){BY}"
)
MEANT = (
    r"(?:officially|formally|formerly|previously|originally|alias|aka|a\.k\.a\.|nom de guerre|real name|born|née|né|"
    r"or simply|or|in full|short for|abbreviated|acronym)"
)
WHOSE = (
    r"(?:whose (?:real|full|birth|official|former) name (?:is|was)|"
    r"(?:which|who) (?:calls|call|styles) (?:itself|himself|themselves))"
)
LEAD = r"[\"“”‘’']?(?:the )?[\"“‘']?"
OWN = r"(?:['’]s)?[\"”’']?"
# What stands between two names of one thing where the words say so.
SAID = re.compile(
    rf"{OWN}\s*(?:,|\(|–|—)?\s*(?:(?:which|who|that) )?(?:(?:is|was|are|were) )?(?:{KNOWN}|{WHOSE}),? {LEAD}"
    rf"|{OWN}\s*[,(]\s*{MEANT},?:? {LEAD}"
)
BRACKET = re.compile(rf"{OWN}\s*\({LEAD}")
# "also known as X, Y or Z": what parts one further name from the next.
FURTHER = re.compile(rf"[\"”’']?(?:,|/|,? (?:and|or)(?: (?:as|also|simply))?| /) ?{LEAD}")
CLOSED = frozenset(",.;:)")


def known_as(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, bool]]:
    """The pairs of neighbouring mentions (by their numbers) that the words between hold for one thing.

    Third: whether words say it ("also known as"); otherwise the second stands in brackets by itself.
    """
    naming: int | None = None
    for i, (left, right) in enumerate(pairwise(mentions)):
        between = text[left.end : right.begin]
        if len(between) > 80 or "\n" in between:
            naming = None
        elif SAID.fullmatch(between) and ends_name(text, right.end, alone=" or " in between[-8:]):
            naming = i
            yield i, i + 1, True
        elif naming is not None and FURTHER.fullmatch(between):
            yield naming, i + 1, True
        else:
            naming = None
            if BRACKET.fullmatch(between) and text[right.end : right.end + 2].lstrip("\"”’'")[:1] == ")":
                yield i, i + 1, False


def ends_name(text: str, end: int, *, alone: bool) -> bool:
    """Whether a name is the whole of what "or" puts beside another: "X, or Y," and not "in X, or Y could ..."."""
    return not alone or text[end : end + 2].lstrip("\"”’'")[:1] in CLOSED


def find_pairs(
    text: str, mentions: Sequence[Mention], keys: Sequence[str], evidence: list[str]
) -> list[tuple[str, str, str]]:
    """(key of the second name, key of the first, evidence) where both can be one thing; ``evidence`` changes in place."""
    pairs: list[tuple[str, str, str]] = []
    for i, j, said in known_as(text, mentions):
        left, right = mentions[i], mentions[j]
        if keys[i] == keys[j] or not could_be_one(left, right, said=said):
            continue
        why = "short form" if is_acronym(right.name, left.name) else "apposition"
        pairs.append((keys[j], keys[i], why))
        if evidence[j] == "spelling":
            evidence[j] = why
    return pairs


def could_be_one(left: Mention, right: Mention, *, said: bool) -> bool:
    """Whether two names can be of one thing by their kinds; ``said``: the words between leave no doubt that they are."""
    if left.listed and right.listed:
        return left.listed == right.listed
    if is_agency(right.name) and not said:
        return False  # "CITY (Agency)" is a dateline
    kinds = {left.kind, right.kind}
    if left.site is not None or right.site is not None:
        # "Elmford (Varland)" lies in it.
        return said and kinds == {"place"} and not any(m.site is not None and m.site.demonym for m in (left, right))
    if "person" in kinds:
        return kinds == {"person"} and (said or match_names(left.name, right.name, "person") >= 0.5)
    return kinds <= BODY_KINDS or len(kinds) == 1 or is_acronym(right.name, left.name) or "group" in kinds or said


def is_agency(name: str) -> bool:
    return gazetteer.load_groups().get(fold_name(name), ("", ""))[0] == "agency"
