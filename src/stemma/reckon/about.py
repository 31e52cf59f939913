"""What somebody spoke about, as against what was said of it: "criticised | the inquiry" is no clause, its verb is the
statement.
"""

import re

from stemma.reckon.event import event_of
from stemma.reckon.lexicon import FUNCTION, base, read_words, stem, weigh, words_of
from stemma.words import WORD

_TAKES_SENTENCE = frozenset(base(word) for word in words_of("plain"))
# What tells that words are a sentence: it begins with who does it, or has a verb that cannot be a noun.
_CLAUSE = re.compile(
    r"^(?:he|she|it|they|we|i|you|there|what|how|why|whether|if|when|where|who)\b"
    r"|\b(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did|cannot)\b"
    r"|n['’]t\b|['’](?:re|ve|ll|m|d)\b",
    re.IGNORECASE,
)
# "Called it a toy", "described it as a toy": what it is called is the statement.
_NAMES = frozenset(
    base(word)
    for word in ["call", "describe", "label", "brand", "dub", "name", "portray", "depict", "characterise", "consider"]
)
_AS = re.compile(r"\bas\s", re.IGNORECASE)
_TO_DO = re.compile(r"(?:not\s+)?to\s", re.IGNORECASE)
_ADVERB = re.compile(r"(?!(?:re|ap|rel|impl|supp|rall|all|fl)y$)\w{3,}ly$", re.IGNORECASE)


# Verbs that do the same to what they are about, more or less of it: who blasts the inquiry is against it as who mocks it is.
_STANCES = {stem(word): f"~{line[0]}" for line in read_words("stance") for word in line}


def is_object(cue: str, words: str) -> bool:
    """Whether a content is whom or what a cue is about, as far as its words tell: the cue takes no sentences, and the words
    need not be one.
    """
    takes_sentence = any(base(word) in _TAKES_SENTENCE for word in WORD.findall(cue))
    return bool(WORD.search(cue)) and not takes_sentence and not _CLAUSE.search(words)


def deeds_of(cue: str, words: str) -> frozenset[str]:
    """The stems of the words of a cue that say what was done to a content that is only its object, those that do the same as
    one of them; else none.
    """
    named = any(base(word) in _NAMES for word in WORD.findall(cue)) or _AS.search(words)
    if named or not is_object(cue, words) or _TO_DO.match(words):
        return frozenset()
    stems = [stem(word) for word in WORD.findall(cue) if weigh(word) > FUNCTION and not _ADVERB.match(word)]
    return frozenset(_STANCES.get(word, word) for word in stems)


def verbs_that_tell(object_of: frozenset[str], *, light: bool) -> frozenset[str]:
    """Of the verbs of a content that is only what they are about those by which it differs from another: all of a ``light``
    one; of one with more words the events ("convicted | a man of arson", "charged | a man with arson"), by one name each.
    """
    events = {verb: event_of(verb) for verb in object_of}
    return frozenset(event or verb for verb, event in events.items() if event or light)
