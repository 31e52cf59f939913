"""Where things are and where deeds are done, as sentences tell it: a name or a floor after a preposition, and what is there.

A place is told of a thing ("the clinic in Vell", "in Vell stands the dairy", "Vell, whose clinic ...") or of a deed with
whom or what it was done by or to ("the wounded were taken to Vell"). Names are taken from the parse: no table knows every
village, and of a name that a table has as a person's it is still told that somebody set out from it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.model import Report, Segments, Token
from stemma.parse import Parses
from stemma.reckon.lexicon import read_words, stem
from stemma.words import fold

# Only what one preposition says of both is compared: who is near a town is not in it.
WAYS = {
    "in": "in", "within": "in", "inside": "in", "at": "at", "on": "on", "from": "from", "to": "to", "into": "to", "for": "to",
    "near": "near", "outside": "near", "off": "near", "above": "near",
}  # fmt: skip
_NO_PLACE = frozenset(
    ["DATE", "TIME", "EVENT", "NORP", "LANGUAGE", "LAW", "WORK_OF_ART", "PRODUCT", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"]
)  # fmt: skip
_THINGS = {stem(word): line[0] for line in read_words("spot", "item") for word in line}
_STANDS = frozenset(stem(word) for line in read_words("spot") for word in line)
_ACTS = {word.replace("_", " "): line[0] for line in read_words("act") for word in line}
_ONCE = frozenset(_ACTS.values())
_ACT_STEMS = {stem(word): first for word, first in _ACTS.items() if " " not in word}
# What a place is a part of, or the kind of place that a name is: what is there stands further up.
_GROUND = frozenset(word for line in read_words("ground") for word in line)
_IS_THERE = frozenset(("be", "stand", "lie", "locate", "situate", "base", "headquarter", "sit"))
_FLOORS = frozenset(("floor", "storey", "story", "deck", "level"))
_NUMBERED = frozenset(("platform", "gate", "terminal", "pier", "berth", "track", "room", "carriage", "lane", "ward", "hall"))  # fmt: skip
# Those of whom a story has one.
_ROLES = frozenset(
    ["driver", "pilot", "captain", "guide", "suspect", "defendant", "gunman", "attacker", "killer", "winner", "cyclist", "climber", "hiker", "skier",
     "teacher", "nurse", "doctor", "farmer", "fisherman", "painter", "singer", "keeper", "finder", "buyer", "climber", "pensioner", "teenager", "toddler"]
)  # fmt: skip
_CHILD = frozenset(("son", "daughter", "child", "native"))
_PERSON = frozenset(("PERSON", ""))
_MOST_BEFORE = 3  # tokens between a name and the thing that bears it
# Where a side lies, in degrees; of a river's banks left and right are as far apart as north and south.
SIDES = {
    word: angle for angle, words in (
        (0.0, "north northern northward upper left"), (45.0, "northeast northeastern"), (90.0, "east eastern"), (135.0, "southeast southeastern"),
        (180.0, "south southern lower right"), (225.0, "southwest southwestern"), (270.0, "west western"), (315.0, "northwest northwestern"),
    ) for word in words.split()
}  # fmt: skip
_SIDED = frozenset(("bank", "shore", "side", "edge", "end", "outskirts", "suburb", "part", "slope", "face", "flank", "entrance", "wing", "tower"))  # fmt: skip
_REACHED = {"leave": "from", "depart": "from", "reach": "to"}
_HOME = frozenset(("home", "native"))
_OWN = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "both"))
_NO_BEARER = frozenset(("people", "person", "man", "woman", "other", "thing", "one", "some", "many", "lot", "number", "part"))  # fmt: skip
_NOUNS = frozenset(("NOUN", "PROPN"))
_MOST_UP = 6  # steps up from a name to what is there


class Told(NamedTuple):
    """A thing or a deed that is told of at a place: ``what``, under one name for all its names; whether the words point at
    one that is known ("the clinic") or bring it in ("a clinic"); whose it is, where that is said ("her", a name); the noun;
    and of what sort it is, by the nouns and names before it ("university", "eye").
    """

    what: str
    known: bool
    owner: str = ""
    noun: str = ""
    sort: frozenset[str] = frozenset()


class Setting(NamedTuple):
    """A place and what is told of there: its span, its words folded, the preposition's sort (``way``, "" for one that
    only says near, for a route, and for one of several places). ``bare``: no preposition says that it is a place ("the Vell
    clinic", "the clinic of Vell", "Vell's clinic").
    """

    report_id: str
    begin: int
    end: int
    name: tuple[str, ...]
    way: str
    told: frozenset[Told]
    sentence: tuple[int, int]
    bare: bool = False


def find_settings(report: Report, segments: Segments, parses: Parses) -> list[Setting]:
    """The places told of in a report, in order; captions and datelines are left out."""
    out = [(block.begin, block.end) for block in report.blocks if block.kind in {"caption", "dateline"}]
    found: list[Setting] = []
    for begin, end, _ in segments.sentences:
        tokens = parses.get(report.text[begin:end], ())
        if not tokens or any(first <= begin < last for first, last in out):
            continue
        for first, last, way, told, bare in _Reader(tokens).read():
            name = tuple(fold(token.text) for token in tokens[first : last + 1] if token.pos != "PUNCT")
            span = begin + tokens[first].begin, begin + tokens[last].end
            found.append(Setting(report.id, *span, name, way, frozenset(told), (begin, end), bare))
    return found


class _Reader:
    """The places told of in one parsed sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.below: list[list[int]] = [[] for _ in tokens]
        for n, token in enumerate(tokens):
            if token.head != n:
                self.below[token.head].append(n)

    def read(self) -> Iterator[tuple[int, int, str, list[Told], bool]]:
        """(first token, last token, way, told, bare) of each place."""
        for n, token in enumerate(self.tokens):
            side = self._direction(n)
            if side is not None:
                yield side, n, "side", list(self._told_above(self.tokens[side].head)), False
            if token.dep == "pobj" and token.head < n and self.tokens[token.head].pos in {"ADP", "SCONJ"}:
                place = self._floor(n) or self._side(n) or self._name(n)
                if place is None:
                    continue
                prep = self._preposition(token.head)
                way = WAYS.get(self.tokens[prep].text.lower(), "")
                if self.tokens[prep].text.lower() == "of":
                    of = self.tokens[prep].head
                    if self._stands(of):
                        yield *place, "in", [self._told_of_thing(of, True)], True
                    elif self.tokens[of].tag == "NN" and self.tokens[of].lemma.lower() in {"child", "native"}:
                        yield *place, "from", [self._origin(of)], False
                    continue
                several = any(self.tokens[m].dep in {"conj", "cc"} for m in self.below[n])
                yield *place, "" if several else way, list(self._told_at(prep)), False
                # What is told of the place itself, whatever brought it in.
                if not several:
                    for told, other in self._told_of_name(n):
                        yield *place, other, told, False
            elif token.dep in {"compound", "poss"} and self._stands(token.head) and token.head - n <= _MOST_BEFORE:
                # "The Vell clinic", "Vell's clinic"; who was taken to it was taken to Vell.
                place = self._name(n)
                if place is not None:
                    yield *place, "in", [self._told_of_thing(token.head, True)], True
                    prep = self.tokens[token.head].head
                    way = WAYS.get(self.tokens[prep].text.lower(), "") if self.tokens[token.head].dep == "pobj" else ""
                    if way:
                        yield *place, way, list(self._told_at(prep)), True
            elif token.dep == "dobj" and self.tokens[token.head].lemma.lower() in _REACHED:
                # "Had left Vell for the capital".
                place = self._name(n)
                if place is not None:
                    yield *place, _REACHED[self.tokens[token.head].lemma.lower()], list(self._deeds(token.head)), True

    def _name(self, n: int) -> tuple[int, int] | None:
        """First and last token of the name that ends at a token."""
        token = self.tokens[n]
        if token.pos not in _NOUNS or not token.text[:1].isupper() or token.entity[2:] in _NO_PLACE:
            return None
        first = n
        while first and self.tokens[first - 1].text[:1].isupper() and self.tokens[first - 1].pos in {*_NOUNS, "ADJ"}:
            first -= 1
        return first, n

    def _floor(self, n: int) -> tuple[int, int] | None:
        """First and last token of "second floor", "platform 4"."""
        tokens = self.tokens
        lemma = tokens[n].lemma.lower()
        if (
            lemma in _FLOORS
            and n
            and (tokens[n - 1].entity[2:] == "ORDINAL" or tokens[n - 1].text.lower() in {"ground", "top"})
        ):
            return n - 1, n
        if lemma in _NUMBERED and n + 1 < len(tokens) and tokens[n + 1].pos == "NUM" and tokens[n + 1].head == n:
            return n, n + 1
        return None

    def _side(self, n: int) -> tuple[int, int] | None:
        """First and last token of "northern outskirts", "left bank"."""
        before = self.tokens[n - 1].text.lower() if n else ""
        return (n - 1, n) if self.tokens[n].lemma.lower() in _SIDED and before in SIDES else None

    def _direction(self, n: int) -> int | None:
        """The first token of "north of Vell", for its last."""
        of = self.tokens[n].head
        side = self.tokens[of].head
        if (
            self.tokens[n].dep != "pobj"
            or self.tokens[of].text.lower() != "of"
            or side + 1 != of
            or self.tokens[side].text.lower() not in SIDES
        ):
            return None
        return side if self.tokens[side].dep == "advmod" and self.tokens[n].pos == "PROPN" else None

    def _preposition(self, prep: int) -> int:
        """The preposition that says where: the "in" of "in the village of Vell"."""
        above = self.tokens[prep].head
        if self.tokens[prep].text.lower() == "of" and self.tokens[above].lemma.lower() in _GROUND:
            over = self.tokens[above].head
            if self.tokens[above].dep == "pobj" and self.tokens[over].pos == "ADP":
                return over
        return prep

    def _told_at(self, prep: int) -> Iterator[Told]:
        """What is told of at a preposition with its place."""
        yield from self._told_above(self.tokens[prep].head, comes=self.tokens[prep].text.lower() == "from")

    def _told_above(self, at: int, comes: bool = False) -> Iterator[Told]:
        """The thing that a word stands by, and the deed above it."""
        tokens = self.tokens
        for _ in range(_MOST_UP):
            if tokens[at].head == at or not (tokens[at].pos == "ADP" or tokens[at].lemma.lower() in _GROUND):
                break
            at = tokens[at].head
        if tokens[at].pos in _NOUNS:
            yield from self._thing(at, comes)
            for _ in range(_MOST_UP):
                if tokens[at].head == at or tokens[at].pos in {"VERB", "AUX"}:
                    break
                at = tokens[at].head
        if tokens[at].pos in {"VERB", "AUX"}:
            yield from self._deeds(at)

    def _is_thing(self, n: int) -> bool:
        return self.tokens[n].tag == "NN" and stem(self.tokens[n].lemma) in _THINGS

    def _stands(self, n: int) -> bool:
        """Whether a noun is of what stands in one place."""
        return self.tokens[n].tag == "NN" and stem(self.tokens[n].lemma) in _STANDS

    def _told_of_thing(self, n: int, known: bool) -> Told:
        noun = self.tokens[n].lemma.lower()
        sort = frozenset(stem(self.tokens[m].text) for m in self.below[n] if self.tokens[m].dep == "compound")
        return Told(f"thing {kin(noun)}", known, self._owner(n), noun, sort)

    def _thing(self, n: int, comes: bool = False) -> Iterator[Told]:
        """A thing that stands at a place; of those who come "from" it several that are known, and whoever has a role."""
        token = self.tokens[n]
        if token.pos == "PROPN":
            if comes:
                # "Ida Moor, from Vell", lives there; born she may be elsewhere.
                yield self._origin(n)._replace(what="home")
            return
        known = self._is_known(n)
        name = self._name_of(n)
        if comes and token.lemma.lower() in _CHILD:
            yield self._origin(n)
        elif comes and name:
            yield self._origin(n)._replace(what="home")
        elif name:
            return  # "Ida Moor, a teacher at the school in Vell" may be at others too, and of another teacher it is nothing
        elif self._is_thing(n) or (comes and known and stem(token.lemma) in _THINGS):
            yield self._told_of_thing(n, known)
        elif comes and token.tag == "NN" and token.lemma.lower() in _ROLES:
            yield Told(f"role {token.lemma.lower()}", known, noun=token.lemma.lower())

    def _name_of(self, n: int) -> str:
        """The last name of the person that a noun calls something: "Ida Moor, a teacher", "teacher Ida Moor"."""
        token = self.tokens[n]
        if token.dep == "appos" and self.tokens[token.head].pos == "PROPN":
            return self.tokens[token.head].text
        dep = {"appos", "compound"}
        return next(
            (
                self.tokens[m].text
                for m in self.below[n]
                if self.tokens[m].dep in dep and self.tokens[m].entity[2:] == "PERSON"
            ),
            "",
        )

    def _origin(self, n: int) -> Told:
        """That somebody comes from a place: whoever is named, or called a child of somebody."""
        name = self.tokens[n].text if self.tokens[n].pos == "PROPN" else self._name_of(n)
        return Told("origin", True, fold(name), name)

    def _told_of_name(self, n: int) -> Iterator[tuple[list[Told], str]]:
        """ "Vell, whose clinic ...", "Vell, where the clinic ...", "Vell, the students' home town", each with its way."""
        for m in self.below[n]:
            token = self.tokens[m]
            if token.dep == "relcl":
                where = any(self.tokens[j].text.lower() == "where" for j in self.below[m])
                for k in self.below[m]:
                    words = {self.tokens[j].text.lower() for j in self.below[k]}
                    subject = self.tokens[k].dep in {"nsubj", "nsubjpass"} and self._is_thing(k)
                    if subject and ("whose" in words or (where and "the" in words)):
                        yield [self._told_of_thing(k, True)], "in"
            elif token.dep == "appos" and self._is_home(m):
                for j in self.below[m]:
                    owner = self.tokens[j]
                    if owner.dep == "poss" and owner.pos in _NOUNS:
                        thing = Told(f"thing {kin(owner.lemma)}", True, noun=owner.lemma)
                        yield [self._origin(j) if owner.pos == "PROPN" else thing], "from"

    def _is_home(self, n: int) -> bool:
        """Whether a noun says that somebody comes from a place: "home town", "native village", "birthplace"."""
        lemma = self.tokens[n].lemma.lower()
        native = any(self.tokens[j].text.lower() in _HOME for j in self.below[n])
        return lemma in {"hometown", "birthplace"} or (lemma in {"town", "village", "city"} and native)

    def _deeds(self, at: int) -> Iterator[Told]:
        """A deed with each of those of whom or which it is told, and the deed that it is a part of ("found burning")."""
        token, act = self.tokens[at], self._act(at)
        if any(self.tokens[n].dep == "neg" for n in self.below[at]):
            return
        if token.lemma.lower() in _IS_THERE:
            for n in self._bearers(at):
                if self.tokens[n].pos == "NOUN":
                    yield from self._thing(n)
                elif token.lemma.lower() in {"base", "headquarter"}:
                    yield Told(f"seat {fold(self.tokens[n].text)}", True, noun=self.tokens[n].text)
            return
        acts = {act}
        bearers = self._bearers(at)
        if token.dep == "xcomp" and self.tokens[token.head].pos == "VERB":
            acts.add(self._act(token.head))
            bearers += self._bearers(token.head)
        people = [n for n in bearers if self.tokens[n].pos == "PROPN"]
        if "bear" in acts or ("come" in acts and any(self.tokens[n].entity[2:] in _PERSON for n in people)):
            yield self._origin(people[0]) if people else Told("origin", True)
        for n in bearers:
            for done in sorted(acts & _ONCE):
                yield Told(f"{done} {self._called(n)}", self._is_known(n), self._owner(n), self.tokens[n].lemma)

    def _bearers(self, at: int) -> list[int]:
        """The nouns and names of which a verb is told: its subjects and objects, the noun whose clause it is; of a second
        verb without a subject the first one's.
        """
        tokens = self.tokens
        found = [n for n in self.below[at] if tokens[n].dep in {"nsubj", "nsubjpass", "dobj"}]
        if tokens[at].dep in {"relcl", "acl"}:
            found.append(tokens[at].head)
        subject = any(tokens[n].dep in {"nsubj", "nsubjpass"} for n in self.below[at])
        if tokens[at].dep == "conj" and tokens[tokens[at].head].pos == "VERB" and not subject:
            found += [n for n in self.below[tokens[at].head] if tokens[n].dep in {"nsubj", "nsubjpass"}]
        # "Fourteen of the injured".
        found = [next(iter(self._of(n)), n) for n in found]
        return [
            n for n in found
            if (tokens[n].pos in _NOUNS or stem(tokens[n].lemma) in _THINGS) and tokens[n].lemma.lower() not in _NO_BEARER
        ]  # fmt: skip

    def _of(self, n: int) -> list[int]:
        if self.tokens[n].pos not in {"NUM", "PRON", "DET"}:
            return []
        return [
            k
            for m in self.below[n]
            if self.tokens[m].text.lower() == "of"
            for k in self.below[m]
            if self.tokens[k].dep == "pobj"
        ]

    def _act(self, at: int) -> str:
        """What a verb does, under one name for all that say it, with its particle ("set off")."""
        lemma = self.tokens[at].lemma.lower()
        for token in self.tokens[at + 1 : at + 3]:
            if f"{lemma} {token.text.lower()}" in _ACTS:
                return _ACTS[f"{lemma} {token.text.lower()}"]
        return _ACT_STEMS.get(stem(lemma), stem(lemma))

    def _called(self, n: int) -> str:
        return fold(self.tokens[n].text) if self.tokens[n].pos == "PROPN" else kin(self.tokens[n].lemma)

    def _owner(self, n: int) -> str:
        """Whose a thing is, where a pronoun or a name says so."""
        return next(
            (
                fold(self.tokens[m].text)
                for m in self.below[n]
                if self.tokens[m].dep == "poss" and self.tokens[m].pos in {"PRON", "PROPN"}
            ),
            "",
        )

    def _is_known(self, n: int) -> bool:
        """Whether a noun points at what is known already."""
        words = {self.tokens[m].text.lower() for m in self.below[n]}
        owned = any(self.tokens[m].dep == "poss" for m in self.below[n])
        return self.tokens[n].pos == "PROPN" or owned or bool(words & _OWN)


@lru_cache(maxsize=1 << 14)
def kin(lemma: str) -> str:
    """What a noun names, under one name for those that may name the same thing."""
    plain = stem(lemma)
    return _THINGS.get(plain, plain)
