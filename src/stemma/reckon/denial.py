"""What a reply shows itself that it answers: the clause that tells whose word it is about, or words of another that it takes up
("that is no 'paper storm'").
"""

import re
from collections.abc import Callable, Mapping, Sequence

from stemma.reckon.said import RELATIVE, Said

_RELATIVES = re.compile(r"who|which|that", re.IGNORECASE)
Another = Callable[[Said, Said], bool]


def answered_in_clause(reply: Said, here: Sequence[Said]) -> list[Said]:
    """What stands in the relative clause that tells which report or whose claim is meant: "denied the reports, which said
    that ...", "claims by Brask, who said that ..."."""
    clause = RELATIVE.match(reply.tail)
    if clause is None:
        return []
    begin = reply.inside[1] + clause.end()
    return [
        s for s in here if s.begin == begin and s is not reply and s.claims and _RELATIVES.fullmatch(s.source.strip())
    ]


def answered_by_quote(reply: Said, quoting: Mapping[tuple[str, ...], Sequence[Said]], another: Another) -> list[Said]:
    """Whose words a statement takes up in quotation marks to deny them ("is not a 'paper storm'"): one other's alone."""
    found = [
        said for words in sorted(reply.denied_quotes) for said in quoting.get(words, ())
        if said.speaker is not None and another(said, reply)
    ]  # fmt: skip
    return found if len({said.speaker for said in found}) == 1 else []
