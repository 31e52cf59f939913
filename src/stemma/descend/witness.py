"""The ids of witnesses: a lost one that is named is one witness to the whole story, however many families name it."""

from collections.abc import Mapping, Sequence

from stemma.descend.agencies import canonical, folded
from stemma.descend.family import Family
from stemma.ids import content_id
from stemma.model import Report


class Story:
    """The named lost witnesses of one story so far, and who descends from whom in it."""

    def __init__(self, story_id: str) -> None:
        self.story_id = story_id
        self._named: dict[str, str] = {}
        self._parents: dict[str, set[str]] = {}

    def place(self, family: Family, members: Sequence[int], pile: Sequence[Report]) -> list[str]:
        """The witness id of each node of a family, which is then part of the story.

        A lost witness takes the id of one of the same name from an earlier family, unless someone would then descend
        from itself.
        """
        own = witness_ids(family, members, pile, self.story_id)
        shared = [
            self._named.get(_key(one.name), i) if one.name else i for one, i in zip(family.nodes, own, strict=True)
        ]
        ids = shared if len(set(shared)) == len(shared) and self._sound(family, shared) else own
        for node, one in enumerate(family.nodes):
            self._parents.setdefault(ids[node], set()).update(ids[p] for p in family.parents[node])
            if one.report is None and one.name:
                self._named.setdefault(_key(one.name), ids[node])
        return ids

    def _sound(self, family: Family, ids: Sequence[str]) -> bool:
        above = {child: set(parents) for child, parents in self._parents.items()}
        for node, parents in enumerate(family.parents):
            above.setdefault(ids[node], set()).update(ids[p] for p in parents)
        return not _circular(above)


def _key(name: str) -> str:
    return folded(canonical(name))


def _circular(above: Mapping[str, set[str]]) -> bool:
    waiting = {witness: len(parents) for witness, parents in above.items()}
    below: dict[str, list[str]] = {}
    for child, parents in above.items():
        for parent in parents:
            below.setdefault(parent, []).append(child)
    ready = [witness for witness, count in waiting.items() if not count]
    done = 0
    while ready:
        done += 1
        for child in below.get(ready.pop(), []):
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    return done < len(waiting)


def witness_ids(family: Family, members: Sequence[int], pile: Sequence[Report], story: str) -> list[str]:
    """The id of each node: a report's own, a lost one's from its name and the reports below it."""
    ids: list[str] = []
    for node, one in enumerate(family.nodes):
        if one.report is not None:
            ids.append(pile[members[one.report]].id)
            continue
        below = sorted(
            pile[members[report]].id for n in family.below(node) if (report := family.nodes[n].report) is not None
        )
        own = content_id("lost", story, one.name, *below)
        while own in ids:
            own = content_id("lost", own)
        ids.append(own)
    return ids
