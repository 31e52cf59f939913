"""A user's own names: what is one thing, what is not, what is no name. They go before the tables and every rule."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from stemma.errors import UsageError
from stemma.model import NameCorrection
from stemma.name.candidates import Mention
from stemma.name.gazetteer import Site
from stemma.name.join import Named
from stemma.name.keys import fold_name

ACTIONS = ("same", "apart", "none")
KINDS = ("person", "organisation", "place", "group", "other")
FIRST_NUMBER = -10_000_000  # of a user's places: apart from all numbers of the tables


def check_name(correction: NameCorrection) -> NameCorrection:
    """The correction itself, its texts without blanks around them. Raises UsageError for one that says nothing."""
    action, kind = correction.action, correction.kind
    names = tuple(dict.fromkeys(" ".join(name.split()) for name in correction.names))
    if action not in ACTIONS:
        raise UsageError(f"{action!r} is nothing that can be said of names: say {', '.join(ACTIONS)}")
    if not all(fold_name(name) for name in names) or not names:
        raise UsageError("a name without a letter cannot be looked for")
    if action == "apart" and (len(names) != 2 or fold_name(names[0]) == fold_name(names[1])):
        raise UsageError("say of two names that they are apart")
    if kind is not None and kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of name: give one of {', '.join(KINDS)}")
    if action == "same" and len(names) == 1 and kind is None:
        raise UsageError("give a second name for the same thing, or its kind")
    lies = (correction.latitude, correction.longitude)
    if lies != (None, None):
        if kind != "place" or action != "same":
            raise UsageError("only a place has degrees")
        if lies[0] is None or lies[1] is None or not (abs(lies[0]) <= 90 and abs(lies[1]) <= 180):
            raise UsageError("a place lies at two degrees: latitude from -90 to 90, longitude from -180 to 180")
    return correction._replace(names=names)


def own_spans(text: str, corrections: Sequence[NameCorrection]) -> list[Mention]:
    """Where ``text`` has a user's names, letter by letter but for blanks."""
    found: list[Mention] = []
    for correction in corrections:
        if correction.action != "same":
            continue
        for name in correction.names:
            # Where no kind is given, any other finding of the name goes before: it may know the kind.
            kind, votes, rank = (correction.kind, 20.0, 3000.0) if correction.kind else ("other", 0.4, -2.0)
            found.extend(
                Mention(m.start(), m.end(), name, kind, {kind: votes}, evidence="correction", rank=rank)
                for m in as_printed(name).finditer(text)
            )
    return found


def as_printed(name: str) -> re.Pattern[str]:
    """What finds a user's name in a text, letter by letter but for blanks."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def absent_names(names: Iterable[str], texts: Sequence[str]) -> list[str]:
    """Those of a user's names, in order, that stand in none of the texts, capitals or not."""
    given = [name for name in dict.fromkeys(names) if name.strip()]
    wanted = {name: re.compile(as_printed(name).pattern, re.IGNORECASE) for name in given}
    return [name for name in given if not any(wanted[name].search(text) for text in texts)]


def without_none(mentions: Iterable[Mention], corrections: Sequence[NameCorrection]) -> list[Mention]:
    """The mentions but those that a user says are none."""
    none = {fold_name(name) for one in corrections if one.action == "none" for name in one.names}
    return [m for m in mentions if fold_name(m.name) not in none]


def apply_names(
    named: list[Named], keys: list[str], evidence: list[str], corrections: Sequence[NameCorrection]
) -> dict[str, str]:
    """Join and part what a user has, in the order of the corrections; ``named``, ``keys`` and ``evidence`` change in place.

    Returned are the names that the user gives things, by key.
    """
    called = {}
    for number, correction in enumerate(corrections):
        if correction.action == "same":
            called[join_same(named, keys, evidence, correction, FIRST_NUMBER - number)] = correction.names[0]
        elif correction.action == "apart":
            part(named, keys, evidence, correction.names)
    return called


def chief_names(named: Sequence[Named], keys: Sequence[str]) -> dict[str, str]:
    """The commonest name of each key, folded."""
    counts: dict[str, Counter[str]] = {}
    for one, key in zip(named, keys, strict=True):
        counts.setdefault(key, Counter())[fold_name(one.mention.name)] += 1
    return {key: min(found, key=lambda name: (-found[name], name)) for key, found in counts.items()}


def join_same(named: list[Named], keys: list[str], evidence: list[str], correction: NameCorrection, number: int) -> str:
    """Make one thing of a user's names: whole things that go by them most, of others the mentions with such a name. Its key."""
    names = {fold_name(name) for name in correction.names}
    chiefs = chief_names(named, keys)
    whole = {key for key, name in chiefs.items() if name in names}
    target = f"own:{fold_name(correction.names[0])}"
    site = None
    if correction.latitude is not None and correction.longitude is not None:
        site = Site(number, "city", correction.names[0], correction.latitude, correction.longitude, None, "", "", 9.0)
    for i, one in enumerate(named):
        own = fold_name(one.mention.name) in names
        if own:
            evidence[i] = "correction"
        if own or keys[i] in whole:
            keys[i] = target
            mention = one.mention if correction.kind is None else one.mention._replace(kind=correction.kind)
            if site is not None or (correction.kind not in (None, "place") and mention.site is not None):
                mention = mention._replace(site=site)
            named[i] = one._replace(mention=mention)
    return target


def part(named: Sequence[Named], keys: list[str], evidence: list[str], names: Sequence[str]) -> None:
    """Take the one of two names that a thing goes by less out of every thing that has both."""
    one, other = (fold_name(name) for name in names)
    held: dict[str, Counter[str]] = {}
    for item, key in zip(named, keys, strict=True):
        held.setdefault(key, Counter())[fold_name(item.mention.name)] += 1
    for key, counts in sorted(held.items()):
        if counts[one] and counts[other]:
            less = min(one, other, key=lambda name: (counts[name], name))
            for i, item in enumerate(named):
                if keys[i] == key and fold_name(item.mention.name) == less:
                    keys[i], evidence[i] = f"apart:{less}", "correction"
