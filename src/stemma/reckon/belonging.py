"""What is denied with an accusation: what the same side says of the one who denies it, and what says the same."""

from collections.abc import Mapping, Sequence

from stemma.reckon.aim import one_name
from stemma.reckon.said import Said
from stemma.reckon.speakers import Compatible

SAME_SHARE = 0.4  # of the words of the shorter of two statements that are one charge, by judgement


def find_belonging(main: Said, others: Sequence[Said], reply: Said, compatible: Compatible, least: float) -> list[Said]:
    """Those of ``others`` that are a part of an accusation ``main``: they repeat its words (of a weight of ``least`` and more), or
    come from the same side and name who replies.
    """
    side = _side(main, others, compatible)
    return [one for one in others if one is not main and _belongs(one, main, reply, side, least)]


def shared(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[float, float]:
    """The weight of the words that two contents share, over the lighter one's, and as it is."""
    weight = sum(much for term, much in one.items() if term in other)
    lighter = min(sum(one.values()), sum(other.values()))
    return (weight / lighter if lighter else 0.0), weight


def _side(main: Said, others: Sequence[Said], compatible: Compatible) -> frozenset[str]:
    """The speakers of a report that speak for who made the main claim: named with it ("Norland", "Norland's ministry")."""
    side = {s.speaker for s in others if s.speaker is not None and (s.own & main.own or _akin(s.proper, main.proper))}
    side |= {main.speaker} if main.speaker is not None else set()
    # Whoever speaks for one of them speaks for that side too.
    known = {s.speaker for s in others if s.speaker is not None}
    return frozenset(side | {one for one in known if any(compatible(one, other) == 1 for other in side)})


def _akin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sources share a name, in any of its forms ("Norland", "Norlandish")."""
    return any(one_name(a, b) for a in one for b in other if min(len(a), len(b)) >= 5)


def _belongs(said: Said, main: Said, reply: Said, side: frozenset[str], least: float) -> bool:
    share, weight = shared(said.says, main.says)
    if share >= SAME_SHARE and weight >= least:
        return True
    named = reply.speaker is not None and reply.speaker in said.names
    named = named or bool(reply.own & said.names)
    named = named or (bool(reply.proper) and 2 * len(reply.proper & said.words) >= len(reply.proper))
    # The same side on the same matter: a deed or a thing in common.
    return named and (said.accuses or (said.speaker in side and shared(said.does, main.does)[1] >= 1))
