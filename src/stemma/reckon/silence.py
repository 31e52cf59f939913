"""Which reports leave out the reply to a claim that they carry.

That a report leaves something out is held against it, so it is said only where nothing in it looks like the reply: not
where the one who replies, or his side, denies there what another wording says, and not where the reply itself is printed
and only tied to another claim. A confirmation is nothing that a report would have to print.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

LEFT_OUT = frozenset({"denies", "declines"})


class Voice(NamedTuple):
    """An attribution as a reply: its report, what kind of reply it is (None: none), on whose side, and its claims.

    ``sides`` are ids of the speaker and of the bodies that he speaks for, and the states that he is said to be of.
    """

    report_id: str
    kind: str | None
    sides: frozenset[str]
    claims: frozenset[str]


def find_silent(
    carrying: Iterable[str], replies: Sequence[Voice], heard: Mapping[str, Sequence[Voice]]
) -> tuple[str, ...]:
    """The reports of ``carrying`` that print no reply to a claim, in the order given.

    ``replies`` are those to the claim; ``heard`` what is said in each report, as far as it may be such a reply.
    """
    answering = {reply.report_id for reply in replies}
    wanted = [reply for reply in replies if reply.kind in LEFT_OUT]
    if not wanted:
        return ()
    return tuple(
        report for report in carrying
        if report not in answering
        and not any(_may_be(voice, reply) for voice in heard.get(report, ()) for reply in wanted)
    )  # fmt: skip


def _may_be(voice: Voice, reply: Voice) -> bool:
    """Whether what is said in another report may be the same reply: the same words, or the same side and kind of reply.

    Who "the company" or "officials" are that would not comment may be open: then it may be the same side.
    """
    if voice.claims & reply.claims:
        return True
    open_side = reply.kind == "declines" and not (voice.sides and reply.sides)
    return voice.kind == reply.kind and (open_side or bool(voice.sides & reply.sides))
