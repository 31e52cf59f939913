"""Fixed word tables: how much a word says, how it is spelt elsewhere, what denies, confirms or declines.

The weights stand in for rarity. They are fixed on purpose: a rarity counted on the pile would let an unrelated
report change what is joined. The lists hold common English only, no names.
"""

import re
from functools import lru_cache

from stemma.words import fold

# Weight of a word in a comparison of contents. Function words only break ties; common words say half of what others say.
FUNCTION, COMMON, CONTENT, NAME, NUMBER = 0.05, 0.5, 1.0, 1.0, 1.0

FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "such",
        "some",
        "any",
        "each",
        "every",
        "either",
        "all",
        "both",
        "few",
        "many",
        "much",
        "more",
        "most",
        "other",
        "another",
        "same",
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "us",
        "our",
        "ours",
        "ourselves",
        "you",
        "your",
        "yours",
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "where",
        "when",
        "why",
        "how",
        "whether",
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "do",
        "does",
        "did",
        "doing",
        "done",
        "have",
        "has",
        "had",
        "having",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "will",
        "would",
        "ought",
        "need",
        "let",
        "and",
        "or",
        "but",
        "nor",
        "so",
        "yet",
        "if",
        "then",
        "than",
        "because",
        "as",
        "while",
        "although",
        "though",
        "unless",
        "until",
        "since",
        "once",
        "of",
        "at",
        "by",
        "for",
        "with",
        "about",
        "against",
        "between",
        "among",
        "into",
        "through",
        "during",
        "before",
        "after",
        "above",
        "below",
        "to",
        "from",
        "up",
        "down",
        "in",
        "out",
        "on",
        "off",
        "over",
        "under",
        "again",
        "further",
        "upon",
        "within",
        "without",
        "toward",
        "towards",
        "across",
        "along",
        "around",
        "behind",
        "beside",
        "besides",
        "beyond",
        "per",
        "via",
        "despite",
        "except",
        "like",
        "near",
        "onto",
        "not",
        "no",
        "never",
        "none",
        "neither",
        "nothing",
        "nobody",
        "nowhere",
        "there",
        "here",
        "now",
        "also",
        "too",
        "very",
        "just",
        "only",
        "even",
        "still",
        "already",
        "almost",
        "quite",
        "rather",
        "ever",
        "often",
        "always",
        "sometimes",
        "else",
        "however",
        "therefore",
        "thus",
        "hence",
        "meanwhile",
        "moreover",
        "furthermore",
        "indeed",
        "perhaps",
        "s",
        "t",
        "d",
        "ll",
        "m",
        "re",
        "ve",
        "don",
        "isn",
        "aren",
        "wasn",
        "weren",
        "hasn",
        "haven",
        "hadn",
        "doesn",
        "didn",
        "won",
        "wouldn",
        "couldn",
        "shouldn",
        "mr",
        "mrs",
        "ms",
        "sir",
        "dr",
    ]
)

COMMON_WORDS = frozenset(
    [
        "say",
        "tell",
        "ask",
        "add",
        "speak",
        "talk",
        "call",
        "state",
        "statement",
        "report",
        "note",
        "think",
        "know",
        "believe",
        "see",
        "look",
        "show",
        "want",
        "go",
        "come",
        "get",
        "make",
        "take",
        "give",
        "put",
        "keep",
        "begin",
        "start",
        "seem",
        "become",
        "happen",
        "mean",
        "use",
        "find",
        "work",
        "try",
        "leave",
        "turn",
        "continue",
        "people",
        "person",
        "man",
        "woman",
        "group",
        "country",
        "nation",
        "state",
        "government",
        "official",
        "officer",
        "minister",
        "ministry",
        "president",
        "leader",
        "world",
        "area",
        "region",
        "part",
        "place",
        "side",
        "way",
        "thing",
        "time",
        "year",
        "month",
        "week",
        "day",
        "today",
        "yesterday",
        "tomorrow",
        "night",
        "morning",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "new",
        "old",
        "good",
        "bad",
        "big",
        "great",
        "large",
        "small",
        "long",
        "short",
        "high",
        "low",
        "first",
        "last",
        "next",
        "early",
        "late",
        "recent",
        "recently",
        "important",
        "different",
        "able",
        "own",
        "main",
        "major",
        "number",
        "lot",
        "percent",
        "case",
        "point",
        "fact",
        "issue",
        "question",
        "problem",
        "matter",
        "reason",
        "result",
        "end",
        "let",
        "help",
        "include",
        "including",
        "accord",
        "accordance",
        "base",
        "relate",
        "expect",
        "plan",
        "decision",
        "move",
        "set",
        "hold",
        "bring",
        "run",
        "live",
        "stand",
        "back",
        "well",
        "away",
        "together",
        "ahead",
        "later",
        "ago",
        "one",
        "two",
    ]
)

NEGATIONS = frozenset(("not", "no", "never", "none", "neither", "nor", "nobody", "nothing", "cannot", "without"))

# The one list of hedges that matters here: words by which a report keeps its distance.
HEDGES = frozenset(
    [
        "allegedly",
        "reportedly",
        "apparently",
        "purportedly",
        "supposedly",
        "possibly",
        "probably",
        "perhaps",
        "likely",
        "alleged",
        "suspected",
        "reported",
        "purported",
        "claimed",
        "so-called",
        "seemingly",
    ]
)

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
NUMBER_WORDS = {word: float(value) for value, word in enumerate(_UNITS)} | {
    word: 10.0 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}

_IRREGULAR = {
    form: lemma
    for line in """
    be am is are was were been being
    say said says saying
    tell told
    take took taken
    begin began begun
    come came
    go went gone
    give gave given
    get got gotten
    make made
    know knew known
    see saw seen
    think thought
    leave left
    hold held
    bring brought
    buy bought
    fight fought
    find found
    lose lost
    send sent
    spend spent
    build built
    kill killed kills killing
    die died dies dying dead death deaths
    speak spoke spoken
    break broke broken
    choose chose chosen
    fall fell fallen
    fly flew flown
    rise rose risen
    steal stole stolen
    write wrote written
    drive drove driven
    grow grew grown
    show showed shown
    throw threw thrown
    shoot shot
    sell sold
    stand stood
    win won
    meet met
    pay paid
    lead led
    lie lied lies lying
    keep kept
    feel felt
    run ran
    strike struck strikes striking
    man men
    woman women
    child children
    person persons people
    """.strip().splitlines()
    for lemma, *forms in [line.split()]
    for form in forms
}

# Words that name the same deed in news; a small hand-made list, so that a paraphrase by one desk is seen as one.
_SAME_DEED = {
    word: group[0]
    for group in (
        line.split()
        for line in """
        reduce decrease cut lower curb
        begin start
        airstrike airraid
        attack raid assault strike
        injure wound hurt
        say tell state declare
        hinder hamper impede obstruct
        regain retake recapture
        big large huge
        assist help aid support
        need require
        end finish stop halt
        purchase buy acquire
        rise increase grow climb
        flee escape
        provide give supply
        talk negotiate
        troop soldier
        militant fighter
        """.strip().splitlines()
    )
    for word in group
}

DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing|al)?|refut(?:e|es|ed|ing)"
    r"|rebut(?:s|ted|ting)?|repudiat(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|contradict(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# What is said of a claim to deny it: "described the accusations as absolutely false".
FALSE = re.compile(
    r"\b(?:(?:absolutely|totally|completely|entirely|utterly|categorically|simply|patently)\s+(?:false|untrue|wrong)"
    r"|false|untrue|baseless|groundless|unfounded|fabricat(?:ed|ion|ions)|nonsense|not\s+true|no\s+truth"
    r"|without\s+(?:any\s+)?(?:foundation|basis|merit))\b",
    re.IGNORECASE,
)
CONFIRMS = re.compile(
    r"\b(?:confirm(?:s|ed|ing|ation)?|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?|conced(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
DECLINES = re.compile(
    r"\b(?:(?:declin|refus)(?:e|es|ed|ing)\s+to\s+(?:\w+\s+)?(?:comment|answer|discuss|respond|say)"
    r"|(?:did|do|does|has|have|had)(?:\s+not|n[’']t)\s+(?:immediately\s+|yet\s+)?(?:respond|repl(?:y|ied)|comment|return|answer)\w*"
    r"|no\s+(?:immediate\s+)?comment|not\s+(?:immediately\s+)?(?:available|reachable)\s+for\s+comment"
    r"|(?:could|can)\s*not\s+(?:immediately\s+)?be\s+reached)\b",
    re.IGNORECASE,
)
# What a reply points back with, and whether it means one claim or several.
ANSWERED = re.compile(
    r"\b(?P<noun>accusations?|allegations?|claims?|charges?|assertions?|reports?|statements?|remarks?|suggestions?"
    r"|comments?|criticisms?|findings?)\b",
    re.IGNORECASE,
)
ACCUSES = re.compile(
    r"\b(?:accus(?:e|es|ed|ing|ations?)|alleg(?:e|es|ed|ing|ations?)|blam(?:e|es|ed|ing)|charg(?:e|es|ed)\s+that"
    r"|claim(?:s|ed|ing)?|condemn(?:s|ed|ing)?|criticis(?:e|es|ed|ing)|criticiz(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)

_SPELLINGS = (
    (re.compile(r"(?<=\w{2})our(?=s?$|ed$|ing$|able$|ite)"), "or"),
    (re.compile(r"(?<=\w{2})is(?=e[ds]?$|ing$|ation)"), "iz"),
    (re.compile(r"(?<=\w{2})ys(?=e[ds]?$|ing$)"), "yz"),
    (re.compile(r"(?<=[fc]en)ce(?=s?$)"), "se"),
    (re.compile(r"(?<=\w[bt])re(?=s?$|d$)"), "er"),
    (re.compile(r"ll(?=ed$|ing$|er$)"), "l"),
    (re.compile(r"(?<=\w{2})ogue(?=s?$)"), "og"),
    (re.compile(r"mme(?=s?$)"), "m"),
)


@lru_cache(maxsize=1 << 16)
def spell(word: str) -> str:
    """A folded word in one spelling, British and American alike: only for comparing, never for showing."""
    plain = fold(word).replace("'s", "").replace("'", "")
    for pattern, shorter in _SPELLINGS:
        plain = pattern.sub(shorter, plain)
    return plain


@lru_cache(maxsize=1 << 16)
def base(word: str) -> str:
    """A word without its endings: irregular forms by a table, plural and verb endings by rule."""
    plain = spell(word)
    plain = _IRREGULAR.get(plain, plain)
    if len(plain) <= 4 or not plain.isascii() or not plain.isalpha():
        return plain
    for ending, least in (("ing", 6), ("ied", 5), ("ed", 5), ("ies", 5), ("es", 5), ("s", 4), ("ly", 6)):
        if plain.endswith(ending) and len(plain) >= least and not plain.endswith("ss"):
            plain = plain[: -len(ending)] + ("y" if ending in {"ies", "ied"} else "")
            break
    if len(plain) > 4 and plain[-1] == plain[-2] and plain[-1] not in "ls":
        plain = plain[:-1]
    return plain[:-1] if len(plain) > 3 and plain.endswith("e") else plain


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word's base, a few deeds that have several names under one of them."""
    plain = base(word)
    return _DEEDS.get(plain, plain)


@lru_cache(maxsize=1 << 16)
def weigh(word: str) -> float:
    """How much a word says in a comparison (see the head of this module)."""
    plain = fold(word)
    if plain in FUNCTION_WORDS or plain.replace("'", "") in FUNCTION_WORDS or "n't" in plain:
        # "US" folds like "us": the capitals tell them apart.
        return NAME if word.isupper() and len(word) > 1 else FUNCTION
    return COMMON if plain in COMMON_WORDS or _IRREGULAR.get(plain, plain) in COMMON_WORDS else CONTENT


_DEEDS = {base(word): base(first) for word, first in _SAME_DEED.items()}
