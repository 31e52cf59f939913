"""Where something is said to be, in a phrase of whatever words: "at the old brickworks", "in a quarry outside Vell", "had left Vell".

``setting.py`` reads what stands at a place under a name for it; here a phrase is kept with its whole sentence, for the network
that reads two sentences (``same_thing.py``) to say whether they tell of one thing.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stemma.attribute.lexicon import SPEECH_VERBS
from stemma.model import Report, Segments, Token
from stemma.parse import Parses
from stemma.reckon.figure import ANOTHER, tells_of_games
from stemma.reckon.lexicon import read_words, stem
from stemma.reckon.same_thing import Masked
from stemma.reckon.setting import kin
from stemma.words import fold

_WAY = {
    word: way for way, words in (
        ("in", "in within inside at on upon by beside beneath under below above along behind opposite aboard through over"),
        ("near", "near outside off around"), ("from", "from"), ("to", "to into towards toward onto for"),
    ) for word in words.split()
}  # fmt: skip
_REACHED = {"leave": "from", "depart": "from", "reach": "to"}
# Before a name that is no place's these tell of a deed's doer, its matter or whom it is for.
_SELDOM = frozenset(("by", "over", "through", "along"))
_BOUND_FOR = frozenset(stem(word) for word in ("bound", "leave", "sail", "head", "set", "depart"))
SIZES = {
    stem(word): size
    for size, label in enumerate(("room", "house", "site", "land", "town"))
    for line in read_words(f"where {label}")
    for word in line
}
_NO_PLACE = frozenset(("DATE", "TIME", "NORP", "LANGUAGE", "LAW", "MONEY", "PERCENT", "QUANTITY", "WORK_OF_ART", "EVENT"))  # fmt: skip
# What a part of a place, or the way through it, is called.
_PARTS = frozenset(["edge", "end", "middle", "heart", "side", "step", "straight", "top", "bottom", "foot", "corner", "way", "back", "front", "rim", "bank"])  # fmt: skip
_TOWN = 4
_POINTS = frozenset(("the", "this", "that", "its", "his", "her", "their", "our"))
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))
_SPEECH = frozenset(stem(verb) for verb in (*SPEECH_VERBS, "speak", "talk", "write"))
_NOUNS = frozenset(("NOUN", "PROPN"))
_BEFORE = frozenset(("det", "amod", "compound", "nmod", "poss", "nummod"))
_NOT_BELOW = frozenset(("relcl", "acl", "advcl", "conj", "cc", "punct", "appos"))
_MOST_UP = 8  # steps up to the verb


class Stand(NamedTuple):
    """A phrase that says where: its span; ``way``: in, near, from or to; its head's stem and ``size``, -1 for one of no known kind;
    the names in it as printed, and folded without what only says of what kind a place is ("Hill", "Bay"); the stems of its words; whether it points at what is known; ``verb``: the stem of the
    verb over it; ``company``: those of the other words of its sentence; ``masked``: it in its sentence; ``another``: the sentence
    tells of another thing of the kind; ``label``: what the parser takes a name for ("" for none); ``done``: a deed is said to be done
    there, nothing to be from there; ``bearer``: what is said to be there, under one name for all its names, "" for a deed;
    ``leads``: whether that is its clause's subject; ``kept``: whether it is known; ``sort``: the nouns before it; ``owner``: the pronoun before it or before the phrase's head; ``denied``: the
    sentence says that it was not there.
    """

    report_id: str
    begin: int
    end: int
    way: str
    head: str
    size: int
    surface: tuple[str, ...]
    names: frozenset[str]
    words: frozenset[str]
    known: bool
    verb: str
    company: frozenset[str]
    masked: Masked
    another: bool
    label: str
    done: bool
    bearer: str
    leads: bool
    kept: bool
    sort: frozenset[str]
    owner: str
    denied: bool


def find_stands(report: Report, segments: Segments, parses: Parses) -> list[Stand]:
    """The phrases of a report that say where, in order; captions and datelines are left out, and reports of games, of
    which each has its place.
    """
    if tells_of_games(report.text):
        return []
    out = [(block.begin, block.end) for block in report.blocks if block.kind in {"caption", "dateline"}]
    found: list[Stand] = []
    before = ""
    for begin, end, _ in segments.sentences:
        text = report.text[begin:end]
        tokens = parses.get(text, ())
        if tokens and not any(first <= begin < last for first, last in out):
            found.extend(_Reader(report.id, begin, before, text, tokens).read())
        before = text
    return found


class _Found(NamedTuple):
    """A phrase as tokens: its head, way and size, its tokens, which of them are names, and what it stands by."""

    head: int
    way: str
    size: int
    phrase: list[int]
    names: list[int]
    above: int


class _Reader:
    """The phrases of one parsed sentence."""

    def __init__(self, report_id: str, begin: int, before: str, text: str, tokens: Sequence[Token]) -> None:
        self.report_id, self.begin, self.before, self.text, self.tokens = report_id, begin, before, text, tokens
        self.below: list[list[int]] = [[] for _ in tokens]
        for n, token in enumerate(tokens):
            if token.head != n:
                self.below[token.head].append(n)

    def read(self) -> Iterator[Stand]:
        """Each phrase that says where; one within another is a part of it."""
        inside: set[int] = set()
        found: list[_Found] = []
        for n, token in enumerate(self.tokens):
            above = self.tokens[token.head]
            if n in inside or token.pos not in _NOUNS or any(self.tokens[m].dep == "conj" for m in self.below[n]):
                continue
            if token.dep == "pobj" and token.head < n and above.text.lower() in _WAY:
                way, up = _WAY[above.text.lower()], above.head
            elif token.dep == "dobj" and above.lemma.lower() in _REACHED:
                way, up = _REACHED[above.lemma.lower()], token.head
            else:
                continue
            size = self._size(n)
            phrase = self._phrase(n)
            names = [m for m in phrase if self._is_name(m)]
            if token.entity[2:] in _NO_PLACE or (size < 0 and n not in names) or not self._says_where(n, up, size):
                continue
            if way == "from" and (self.tokens[up].pos == "PROPN" or self.tokens[up].dep == "appos"):
                continue  # "Ida Moor, a teacher from Vell": whoever else comes from elsewhere is somebody else
            inside.update(phrase)
            last = found[-1] if found else None
            if last and token.dep == "pobj" and token.head == last.phrase[-1] + 1 and way in {"in", "near"}:
                # "Beside the lake at Vell", where the parser hangs both on the verb.
                found[-1] = last._replace(phrase=[*last.phrase, token.head, *phrase], names=[*last.names, *names])
            else:
                found.append(_Found(n, way, size, phrase, names, up))
        for one in found:
            yield self._stand(one)

    def _size(self, n: int) -> int:
        """Of what size a noun's place is; of "the edge of", "the middle of" that of the place of which it is a part."""
        size = SIZES.get(stem(self.tokens[n].lemma), -1)
        if size < 0 and self.tokens[n].lemma.lower() in _PARTS:
            for m in self.below[n]:
                if self.tokens[m].text.lower() == "of":
                    below = (k for k in self.below[m] if self.tokens[k].dep == "pobj")
                    size = max((_TOWN if self._is_name(k) else self._size(k) for k in below), default=-1)
        return size

    def _is_name(self, n: int) -> bool:
        text = self.tokens[n].text
        return self.tokens[n].pos == "PROPN" and text[:1].isupper() and any(c.islower() for c in text)

    def _says_where(self, n: int, up: int, size: int) -> bool:
        """Whether a preposition says where, before a noun of that size: not "by Ida Moor", not "for the clinic", not "according to"."""
        prep = self.tokens[self.tokens[n].head].text.lower()
        if prep == "for":
            return stem(self.tokens[up].lemma) in _BOUND_FOR
        if (
            self.tokens[up].dep == "appos"
            and self.tokens[up].pos == "NOUN"
            and self.tokens[self.tokens[up].head].entity[2:] == "PERSON"
        ):
            return False  # "Ida Moor, head of research at Vell Savings": what somebody is, not where
        if prep == "to" and size < 0 and stem(self.tokens[self._verb(up)].lemma) in _SPEECH:
            return False  # "told The Heron", "said to Ida Moor"
        return (
            not (prep in _SELDOM and (size < 0 or self.tokens[n].entity[2:] == "PERSON"))
            and self.tokens[up].text.lower() != "according"
        )

    def _phrase(self, n: int) -> list[int]:
        """The tokens of the phrase of a noun in a row: what stands before it, and where that is ("a quarry outside Vell")."""
        own = {n}
        for m in self.below[n]:
            token = self.tokens[m]
            after = token.dep == "nummod" or (
                token.dep == "prep" and (token.text.lower() in _WAY or token.text.lower() == "of")
            )
            if (m < n and token.dep in _BEFORE) or (m > n and after):
                own.update(self._all_below(m))
        first = last = n
        while first - 1 in own:
            first -= 1
        while last + 1 in own:
            last += 1
        return list(range(first, last + 1))

    def _all_below(self, n: int) -> Iterator[int]:
        yield n
        for m in self.below[n]:
            if self.tokens[m].dep not in _NOT_BELOW:
                yield from self._all_below(m)

    def _verb(self, at: int) -> int:
        for _ in range(_MOST_UP):
            if self.tokens[at].pos in {"VERB", "AUX"} or self.tokens[at].head == at:
                break
            at = self.tokens[at].head
        return at

    def _stand(self, one: _Found) -> Stand:
        tokens = self.tokens
        n, way, size, phrase, names, up = one
        verb = self._verb(up)
        within = set(phrase)
        first, last = tokens[phrase[0]].begin, tokens[phrase[-1]].end
        called = [fold(tokens[m].text) for m in names]
        bears = tokens[up].pos == "NOUN"
        owner = next((tokens[m].text.lower() for k in (n, up) for m in self.below[k] if tokens[m].pos == "PRON" and tokens[m].dep == "poss"), "")  # fmt: skip
        points = {tokens[m].text.lower() for m in self.below[n]}
        return Stand(
            self.report_id, self.begin + first, self.begin + last, way, stem(tokens[n].lemma), size,
            tuple(tokens[m].text for m in names), frozenset([name for name in called if stem(name) not in SIZES] or called),
            frozenset(stem(tokens[m].text) for m in phrase if tokens[m].pos in _CONTENT),
            n in names or bool(points & _POINTS), stem(tokens[verb].lemma),
            frozenset(stem(t.text) for m, t in enumerate(tokens) if m not in within and t.pos in _CONTENT),
            Masked(self.before, self.text, first, last), bool(ANOTHER.search(self.text)),
            tokens[n].entity[2:] if n in names else "",
            up == verb and stem(tokens[verb].lemma) not in _SPEECH,
            kin(tokens[up].lemma.lower()) if bears else "",
            bears and tokens[up].dep in {"nsubj", "nsubjpass"},
            any(tokens[m].text.lower() in _POINTS or tokens[m].dep == "poss" for m in self.below[up]),
            frozenset(stem(tokens[m].text) for m in self.below[up] if bears and tokens[m].dep == "compound"), owner,
            any(tokens[m].dep == "neg" for m in self.below[verb]),
        )  # fmt: skip
