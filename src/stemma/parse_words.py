"""Parts of speech and lemmas of parsed words: spaCy's own rules, asked once for each kind of word rather than each time.

What its attribute ruler makes of a word depends on the word's tag and relation, and on the word where a rule names it;
its lemmatizer goes by the word, its part of speech and its form. Both are run on a text of the one word, and what they
say is kept. Where a rule looks at two words together, they are run on the sentence.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

READ = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What a rule may look at for its outcome to be kept."""


class WordReader:
    """Gives tokens their part of speech and lemma as the components "attribute_ruler" and "lemmatizer" of a pipeline do.

    It keeps what it was told, which changes how long an answer takes and never the answer.
    """

    def __init__(self, pipeline: Any) -> None:
        self._vocab = pipeline.vocab
        self._ruler, self._lemmatizer = pipeline.get_pipe("attribute_ruler"), pipeline.get_pipe("lemmatizer")
        _index_forms(self._lemmatizer.lookups)
        self._named: set[str] = set()
        patterns: list[re.Pattern[str]] = []
        opens_words: set[str] = set()
        opens_patterns: list[re.Pattern[str]] = []
        self._opens_relations: set[str] = set()
        self._by_sentence = False
        for rule in (rule for entry in self._ruler.patterns for rule in entry["patterns"]):
            for part in rule:
                self._by_sentence |= not READ.issuperset(part)
                words, forms = _words_of(part.get("LOWER"))
                self._named |= words
                patterns += forms
            if len(rule) > 1:
                words, forms = _words_of(rule[0].get("LOWER"))
                relation = rule[0].get("DEP")
                opens_words |= words
                opens_patterns += forms
                if isinstance(relation, str):
                    self._opens_relations.add(relation)
                self._by_sentence |= not (words or forms or isinstance(relation, str))
        self._patterns, self._opens = patterns, opens_words
        self._opens_patterns = opens_patterns
        self._kinds: dict[str, tuple[str, bool]] = {}
        self._ruled: dict[tuple[str, str, str, bool], tuple[str, str, str, str, str]] = {}
        self._lemmas: dict[tuple[str, str, str], str] = {}

    def read(self, doc: Any, texts: Sequence[str], tags: Sequence[str], relations: Sequence[str]) -> Iterator[Any]:
        """(tag, relation, part of speech, lemma) of each token of a parsed text, on which neither component has been run."""
        kinds = [self._kinds.get(text) or self._kind(text) for text in texts]
        if self._by_sentence or any(opens for _, opens in kinds) or not self._opens_relations.isdisjoint(relations):
            self._lemmatizer(self._ruler(doc))
            yield from ((token.tag_, token.dep_, token.pos_, token.lemma_) for token in doc)
            return
        for text, tag, relation, (word, _) in zip(texts, tags, relations, kinds, strict=True):
            key = word, tag, relation, text.isspace()
            tag, relation, pos, form, lemma = self._ruled.get(key) or self._rule(key, text)
            yield tag, relation, pos, lemma or self._lemmas.get((text, pos, form)) or self._lemma(text, pos, form)

    def _kind(self, text: str) -> tuple[str, bool]:
        """The word as far as the rules tell it from others, and whether one begins with it that looks at two words."""
        lower = text.lower()
        named = lower in self._named or any(pattern.search(lower) for pattern in self._patterns)
        opens = lower in self._opens or any(pattern.search(lower) for pattern in self._opens_patterns)
        self._kinds[text] = kind = (lower if named else "", opens)
        return kind

    def _rule(self, key: tuple[str, str, str, bool], text: str) -> tuple[str, str, str, str, str]:
        """(tag, relation, part of speech, form, lemma or "") as the ruler has them."""
        _, tag, relation, _ = key
        token = self._one_word(text)
        token.tag_, token.dep_ = tag, relation
        self._ruler(token.doc)
        self._ruled[key] = made = token.tag_, token.dep_, token.pos_, str(token.morph), token.lemma_
        return made

    def _lemma(self, text: str, pos: str, form: str) -> str:
        token = self._one_word(text)
        token.pos_ = pos
        token.set_morph(form)
        self._lemmas[text, pos, form] = lemma = self._lemmatizer.lemmatize(token)[0]
        return str(lemma)

    def _one_word(self, text: str) -> Any:
        from spacy.tokens import Doc

        return Doc(self._vocab, words=[text], spaces=[False])[0]


def _index_forms(lookups: Any) -> None:
    """Make sets of the lists of base forms in a lemmatizer's tables: it only asks whether a word is among thousands."""
    if lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for part_of_speech, forms in list(table.items()):
            table[part_of_speech] = frozenset(forms)


def _words_of(asked: Any) -> tuple[set[str], list[re.Pattern[str]]]:
    """The words, and the patterns of words, that a rule asks for."""
    if asked is None:
        return set(), []
    if isinstance(asked, str):
        return {asked}, []
    words = {word for key in ("IN", "NOT_IN") for word in asked.get(key, ())}
    return words, [re.compile(asked["REGEX"])] if "REGEX" in asked else []
