"""Whether two names are names of the same thing: a figure from 0 to 1, with 0.5 the line.

Words of the two names are paired one to one by a weighted edit distance (vowels, doubled letters and consonants that
transliterations confuse cost less), after titles, legal forms and articles are set apart. What is left unpaired
decides more than what is paired: two persons with one surname and different first names are two persons.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import permutations

from anyascii import anyascii

from stemma.errors import UsageError
from stemma.name import gazetteer
from stemma.name.keys import ARTICLES, fold_name, skeleton, spelling_key

KINDS = ("person", "organisation", "place", "group", "other")
LINE = 0.5
# The similarity of two words from which they count as one: tuned on the pairs whose names' SHA-256 is even.
SAME_WORD = 0.74
CLASSES = ("aeiouyw", "bpvf", "dt", "gkqcxj", "szcx", "mn", "lr", "iyj", "vfwu", "hx")
LIGHT = (
    frozenset(
        [
            "bin",
            "ibn",
            "ben",
            "bint",
            "bar",
            "von",
            "van",
            "der",
            "den",
            "de",
            "del",
            "da",
            "di",
            "dos",
            "du",
            "la",
            "le",
            "el",
            "al",
            "y",
            "e",
            "und",
            "and",
            "ul",
            "ud",
            "uz",
            "ad",
            "af",
            "ur",
            "oul",
            "ould",
        ]
    )
    | ARTICLES
)
CAMEL = re.compile(r"(?<=[a-z])(?<!\bMc)(?<!\bMac)(?=[A-Z])")  # "AlSharif", but "McBride" is one word
LEET = str.maketrans("0134579", "oleasyg")
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
BRACKET = re.compile(r"\(([^()]*)\)")
ROMAN = re.compile(r"^(?:x{0,3})(?:ix|iv|v?i{0,3})$")


@lru_cache(maxsize=1)
def variants() -> Mapping[str, Mapping[str, str]]:
    """Words that stand for one another, by kind: each to the first of its row (blanks in phrases)."""
    table: dict[str, dict[str, str]] = {}
    for row in gazetteer.read_rows("variants.csv"):
        words = [word.replace("_", " ") for word in row["words"].split()]
        kind = row["kind"]
        for word in words:
            table.setdefault(kind, {}).setdefault(word, words[0] if kind in ("first", "legal", "number") else word)
    return table


def cheap(a: str, b: str) -> float:
    """What it costs to read one letter for another."""
    return 0.5 if any(a in letters and b in letters for letters in CLASSES) else 1.0


def drop(word: str, at: int) -> float:
    """What it costs to leave out a letter: a doubled one, a silent h or a vowel costs less."""
    letter = word[at]
    if at and word[at - 1] == letter:
        return 0.3
    if letter == "h" and at:
        return 0.4
    return 0.6 if letter in "aeiouyw" and at else 1.0


@lru_cache(maxsize=1 << 16)
def word_distance(a: str, b: str) -> float:
    """Edit distance with the costs above; two letters swapped cost one."""
    before: list[float] = []
    row = [0.0]
    for j in range(len(b)):
        row.append(row[-1] + drop(b, j))
    for i, letter in enumerate(a):
        earlier, before, row = before, row, [row[0] + drop(a, i)]
        for j, other in enumerate(b):
            best = min(
                before[j + 1] + drop(a, i),
                row[j] + drop(b, j),
                before[j] + (0.0 if letter == other else cheap(letter, other)),
            )
            if i and j and letter == b[j - 1] and a[i - 1] == other and letter != other:
                best = min(best, earlier[j - 1] + 1.0)
            row.append(best)
    return row[-1]


@lru_cache(maxsize=1 << 16)
def word_likeness(a: str, b: str) -> float:
    """How alike two folded words are, 0 to 1."""
    if a == b:
        return 1.0
    longer = max(len(a), len(b))
    if min(len(a), len(b)) < 2 or abs(len(a) - len(b)) > longer / 2:
        return 0.0
    alike = 1.0 - word_distance(a, b) / longer
    if longer >= 4 and a[0] == b[0] and spelling_key(a) == spelling_key(b):
        alike = max(alike, 0.95)
    return max(0.0, alike)


def is_foreign(name: str) -> bool:
    """Whether a name is mostly in a script other than Latin."""
    letters = [c for c in name if c.isalpha()]
    return sum(ord(c) > 0x24F and not 0x1E00 <= ord(c) < 0x1F00 for c in letters) * 2 > len(letters)


def match_names(a: str, b: str, kind: str | None = None) -> float:
    """How likely ``a`` and ``b`` name the same thing, 0 to 1; 0.5 is the line. The order of the two makes no difference.

    ``kind`` is person, organisation, place, group or other; without it, it is told from the names.
    Raises UsageError for another kind.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of name: give one of {', '.join(KINDS)}")
    one, other = sorted((a, b))
    return matched(one, other, kind or guess_kind(one, other))


@lru_cache(maxsize=1 << 15)
def matched(a: str, b: str, kind: str) -> float:
    first, second = fold_name(a), fold_name(b)
    if not first or not second:
        return 1.0 if a.strip() == b.strip() and a.strip() else 0.0
    if first == second:
        return 1.0
    if kind == "person":
        score = match_persons(a, b)
    elif kind == "place":
        score = match_places(a, b)
    else:
        score = match_bodies(a, b, group=kind == "group")
    return round(min(1.0, max(0.0, score)), 4)


def guess_kind(a: str, b: str) -> str:
    """What the names are most likely names of."""
    table = variants()
    for name in (a, b):
        words = fold_name(name).split()
        if any(
            word in table["organisation"] or (word in table["legal"] and len(word) > 1)
            for word in words[-1:] + words[:1]
        ):
            return "organisation"
        if fold_name(name) in gazetteer.load_groups():
            return "organisation"
    if any(fold_name(name) in gazetteer.load_tables() for name in (a, b)):
        return "place"
    if all(1 <= len(name.split()) <= 2 and gazetteer.cities_named(fold_name(name)) for name in (a, b)):
        return "place"
    long = max(len(fold_name(a).split()), len(fold_name(b).split()))
    words_of = gazetteer.load_words()
    if any(
        word in words_of["first"] or word in table["first"] for name in (a, b) for word in fold_name(name).split()[:1]
    ):
        return "person"
    return "person" if 2 <= long <= 3 and not any(c.isdigit() for c in a + b) else "other"


# Persons


def person_words(name: str) -> list[str]:
    """A person's names in order, folded: "Family, Given" turned, titles and offices dropped, articles dropped."""
    return list(read_person(name))


@lru_cache(maxsize=1 << 15)
def read_person(name: str) -> tuple[str, ...]:
    head, comma, tail = name.partition(",")
    if comma and tail.strip() and tail.strip().lower().rstrip(".") not in {"jr", "sr", "phd", "md"}:
        name = f"{tail} {head}"
    name = CAMEL.sub(" ", name if name.isascii() else anyascii(name))
    if any(c.isdigit() for c in name):
        name = re.sub(r"\S*[A-Za-z]\S*", lambda m: m.group().translate(LEET), name)
    words = gazetteer.load_words()
    titles = words["honorific"] | words["rank"] | words["office"]
    found = [w for w in fold_name(name.replace(".", ". ")).split() if w]
    kept = list(found)
    while len(kept) > 1 and kept[0] in titles:
        kept.pop(0)
    kept = [w for w in kept if w not in {"jr", "sr", "ii", "iii", "phd", "md", "haji", "hajji", "mullah"}] or kept
    bare = [w for w in kept if w not in LIGHT or len(kept) == 1]
    if len(bare) == 1 and len(kept) == 2 and kept[0] in LIGHT and (kept[0] not in ARTICLES or kept[0] == "ed"):
        bare = kept  # "Ben Holt" is a first name
    out: list[str] = []
    for word in bare or kept:
        if word not in out[-1:]:
            out.append(word)
    return tuple(out)


# "Order of Elmford", "Anna the Tall", "Holt's Witnesses", "Anna Holt/Pool Photo": the last word is no surname.
NO_SURNAME = re.compile(r" (?:of|the|and|for) |['’]s? |[/&\d]", re.IGNORECASE)


def has_surname(name: str) -> bool:
    """Whether a name has several words of which the last may stand for the whole."""
    return " " in name and not NO_SURNAME.search(name)


def name_likeness(a: str, b: str, *, initial: bool) -> float:
    """How alike two words of persons' names are: spellings, nicknames, initials."""
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=lambda w: (len(w), w))
    if len(short) == 1:
        return 0.85 if initial and long.startswith(short) else 0.0
    table = variants()["first"]
    if a in table and table.get(a) == table.get(b):
        return 0.92
    return word_likeness(a, b)


def match_persons(a: str, b: str) -> float:
    one, other = person_words(a), person_words(b)
    if "".join(one) == "".join(other) or sorted(one) == sorted(other):
        return 0.4 if fathered(a, b) else 0.98
    if is_foreign(a) != is_foreign(b):
        return across_scripts(one, other)
    if IDEOGRAPH.search(a) and IDEOGRAPH.search(b):
        return 0.3  # each sign is a word: another sign is another name
    joined = word_likeness("".join(one), "".join(other))
    score = max(
        pair_persons(one, other), pair_persons(spread(one, other), other), pair_persons(one, spread(other, one))
    )
    if joined >= 0.93 and len(one) != len(other):
        score = max(score, joined - 0.1)
    return min(score, 0.4) if fathered(a, b) else score


def fathered(a: str, b: str) -> bool:
    """Whether "X son of Y" stands against "Y son of X"."""
    found = [re.search(r"(\w+) (?:bin|ibn|ben) (\w+)", fold_name(name)) for name in (a, b)]
    left, right = found
    return bool(
        left
        and right
        and left.group(1) == right.group(2)
        and left.group(2) == right.group(1)
        and left.group(1) != left.group(2)
    )


def spread(words: Sequence[str], against: Sequence[str]) -> list[str]:
    """Initials written together ("JC") taken apart, where the other name has words for them."""
    out: list[str] = []
    for word in words:
        fits = 2 <= len(word) <= 3 and not any(vowel in word for vowel in "aeiou")
        out.extend(word if fits and word not in against and len(against) > len(words) else [word])
    return out


def pair_persons(one: Sequence[str], other: Sequence[str]) -> float:
    """The figure for two lists of words of persons' names."""
    pairs = pair_words(one, other)
    if not pairs:
        return 0.0
    left = [word for i, word in enumerate(one) if i not in {p[0] for p in pairs}]
    right = [word for j, word in enumerate(other) if j not in {p[1] for p in pairs}]
    quality = min(p[2] for p in pairs)
    weight = sum(p[2] * len(one[p[0]]) for p in pairs) / sum(len(one[p[0]]) for p in pairs)
    full = [p for p in pairs if min(len(one[p[0]]), len(other[p[1]])) > 1]
    if not full:
        return 0.2
    if left and right:
        return 0.3 * weight
    base = 0.5 + 0.5 * (0.5 * quality + 0.5 * weight - SAME_WORD) / (1 - SAME_WORD)
    if not left and not right:
        return base
    if len(pairs) == 1:
        return 0.58 if alone(one, other, pairs[0]) and quality > 0.9 else 0.3
    return min(base, 0.85) * (0.9 if quality >= 0.9 else 0.7)


def alone(one: Sequence[str], other: Sequence[str], pair: tuple[int, int, float]) -> bool:
    """Whether a bare name is the other's last (a surname) or its only long one."""
    short, long, at = (one, other, pair[1]) if len(one) == 1 else (other, one, pair[0])
    return len(short) == 1 and at == len(long) - 1


def pair_words(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, float]]:
    """Words paired one to one, the likest first, those under the line left out."""
    scored = sorted(
        (
            (-name_likeness(a, b, initial=len(one) > 1 and len(other) > 1), abs(i - j), i, j)
            for i, a in enumerate(one)
            for j, b in enumerate(other)
        )
    )
    taken_one: set[int] = set()
    taken_other: set[int] = set()
    pairs = []
    for minus, _, i, j in scored:
        if -minus < SAME_WORD:
            break
        if i not in taken_one and j not in taken_other:
            taken_one.add(i)
            taken_other.add(j)
            pairs.append((i, j, -minus))
    return pairs


def across_scripts(one: Sequence[str], other: Sequence[str]) -> float:
    """Names of two scripts, compared by their consonants, since vowels are often not written."""
    if abs(len(one) - len(other)) > 1:
        return 0.2
    best = 0.0
    short, long = sorted((list(one), list(other)), key=len)
    orders = permutations(long, len(short)) if len(long) <= 4 else [tuple(long[: len(short)])]
    for order in orders:
        alike = [bone_likeness(a, b) for a, b in zip(short, order, strict=True)]
        best = max(best, min(alike) * 0.5 + 0.5 * sum(alike) / len(alike))
    missing = len(long) - len(short)
    return max(0.0, 0.5 + (best - 0.62)) * (0.8 if missing else 1.0)


def bone_likeness(a: str, b: str) -> float:
    bones_a, bones_b = (loose(skeleton(w)) for w in (a, b))
    longer = max(len(bones_a), len(bones_b), 1)
    return max(word_likeness(a, b), 1.0 - word_distance(bones_a, bones_b) / longer)


def loose(bones: str) -> str:
    """Sounds that writing systems do not part: voiced and voiceless, l and r."""
    return bones.lower().translate(str.maketrans("pvzgqcldx", "bfskkkrth"))


# Places


def match_places(a: str, b: str) -> float:
    table = variants()
    one, other = fold_name(a).split(), fold_name(b).split()
    bare_one = [w for w in one if w not in table["placeword"]] or one
    bare_other = [w for w in other if w not in table["placeword"]] or other
    if (set(one) ^ set(other)) & set(table["opposite"]):
        return 0.2
    if bare_one == bare_other:
        return 0.9 if len(one) == len(other) or not {"state", "river", "county"} & (set(one) ^ set(other)) else 0.45
    if same_site(" ".join(bare_one), " ".join(bare_other)):
        return 0.95
    left, right = " ".join(bare_one), " ".join(bare_other)
    a_bare, b_bare = strip_words(a, table["placeword"]), strip_words(b, table["placeword"])
    if spelling_key(a_bare) == spelling_key(b_bare) and len(spelling_key(a_bare)) >= 4:
        return 0.9
    if skeleton(a_bare) == skeleton(b_bare) and len(skeleton(a_bare)) >= 3:
        return 0.62 if len(skeleton(a_bare)) == 3 else 0.72
    if is_foreign(a) != is_foreign(b):
        return across_scripts(bare_one, bare_other)
    if min(len(left), len(right)) < 6:
        return 0.2
    alike = word_likeness(left, right)
    return 0.5 + 0.4 * (alike - 0.84) / 0.16 if alike >= 0.84 else 0.4 * alike


def strip_words(name: str, words: Mapping[str, str]) -> str:
    return " ".join(w for w in name.split() if fold_name(w) not in words) or name


def same_site(a: str, b: str) -> bool:
    """Whether the gazetteer knows one well-known place under both names."""
    tables = gazetteer.load_tables()
    one, other = ({entry.site.number for entry in tables.get(name, ())} for name in (a, b))
    if one & other:
        return True
    cities = [{site.number for site in gazetteer.cities_named(name)[:3] if site.weight >= 4.0} for name in (a, b)]
    return bool(cities[0] & cities[1])


# Organisations, groups, anything else


def body_words(name: str) -> tuple[list[str], frozenset[str], frozenset[str]]:
    """An organisation's words, its legal forms (by class), its numbers."""
    table = variants()
    folded = fold_name(
        re.sub(r"\b(?:[A-Za-z]\s?\.\s?){2,}(?:[A-Za-z]\b)?", lambda m: re.sub(r"[.\s]", "", m.group()) + " ", name)
    )
    folded = f" {folded} "
    forms: set[str] = set()
    for phrase in sorted((p for p in table["legal"] if " " in p), key=lambda p: (-len(p), p)):
        if f" {phrase} " in folded:
            folded = folded.replace(f" {phrase} ", " ")
            forms.add(table["legal"][phrase])
    folded = re.sub(r" s a r l ", " sarl ", folded)
    folded = re.sub(r" a s $", " as ", folded)
    folded = re.sub(r" (?:sp|spolka) z ?o ?o ", " spzoo ", folded)
    words, numbers = [], set()
    tokens = folded.split()
    for position, word in enumerate(tokens):
        if word in table["legal"] and len(tokens) > 1 and (position in (0, len(tokens) - 1) or len(word) > 2):
            forms.add(table["legal"][word])
        elif (word.isdigit() or (word in table["number"] and (position or word not in "iv"))) or ROMAN.fullmatch(word):
            numbers.add(table["number"].get(word, word))
        elif word != "s":
            words.append(word)
    kept = [word for word in words if word not in table["generic"]]
    return kept or words or tokens, frozenset(forms), frozenset(numbers)


def match_bodies(a: str, b: str, *, group: bool = False) -> float:
    listed = [gazetteer.load_groups().get(fold_name(name)) for name in (a, b)]
    if all(listed):
        return 0.97 if listed[0] == listed[1] else 0.1
    one, forms_one, numbers_one = body_words(a)
    other, forms_other, numbers_other = body_words(b)
    if numbers_one != numbers_other:
        return 0.2
    if "".join(one) == "".join(other):
        serious = (forms_one - {"co", "inc"}, forms_other - {"co", "inc"})
        clash = bool(serious[0] and serious[1] and not serious[0] & serious[1])
        return 0.45 if clash else 0.95
    if is_acronym(a, b) or is_acronym(b, a):
        return 0.85
    if is_foreign(a) != is_foreign(b):
        return across_scripts(one, other)
    pairs = pair_words(one, other)
    if not pairs:
        return 0.0
    left = [word for i, word in enumerate(one) if i not in {p[0] for p in pairs}]
    right = [word for j, word in enumerate(other) if j not in {p[1] for p in pairs}]
    weight = sum(p[2] * len(one[p[0]]) for p in pairs) / sum(len(one[p[0]]) for p in pairs)
    quality = min(p[2] for p in pairs)
    base = 0.5 + 0.5 * (0.5 * quality + 0.5 * weight - SAME_WORD) / (1 - SAME_WORD)
    if left and right:
        return 0.3 * weight
    if left or right:
        extra = {fold_name(word) for name in (a, b) for part in BRACKET.findall(name) for word in part.split()}
        if set(left) | set(right) <= extra and len(pairs) > 1:
            return 0.7
        return 0.45 if group else 0.4
    return base


def is_acronym(short: str, long: str) -> bool:
    """Whether one name is the initials of the other ("IAEA"), with or without its small words."""
    letters = re.sub(r"[.\s&-]", "", short)
    if not 2 <= len(letters) <= 8 or not letters.isupper() or " " in short.strip().replace(". ", ""):
        return False
    words = [w for w in re.split(r"[\s\-–—/]+", long.strip()) if w and w[0].isalpha()]
    if len(words) < 2:
        return False
    every = "".join(w[0] for w in words).upper()
    capitals = "".join(w[0] for w in words if w[0].isupper())
    heavy = "".join(
        w[0] for w in words if w.lower() not in {"of", "the", "and", "for", "in", "on", "to", "de", "la"}
    ).upper()
    return letters.upper() in (every, capitals, heavy)
