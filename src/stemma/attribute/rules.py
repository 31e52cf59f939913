"""Candidates for attributions in one parsed sentence: who, by which cue, what.

Rules over dependencies in the manner of Krestel et al. (LREC 2008) and Pareti (LREC 2016): a cue with the clause,
phrase or name that hangs on it. Nothing is decided here; ``weigh`` says how far each is to be believed.
"""

from typing import NamedTuple

from stemma.attribute.lexicon import (
    CALENDAR,
    CHARGES,
    CITES,
    CUE_NOUNS,
    HEADLINE_SPEAKERS,
    HEARD,
    LIGHT_VERBS,
    PHASE_VERBS,
    QUOTERS,
    SPEECH_PLACES,
    SPEECH_VERBS,
)
from stemma.attribute.tree import (
    Tree,
    child,
    find_subject,
    is_passive,
    is_verb,
    make_tree,
    noun_phrase,
    under,
    verb_group,
)
from stemma.model import Token


class Candidate(NamedTuple):
    """One possible attribution; ``source``, ``cue`` and ``content`` are indexes of the sentence's tokens, in order.

    ``rule`` names the construction, ``lemma`` the cue word, ``head`` its token.
    """

    rule: str
    lemma: str
    head: int
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]


def find_candidates(tokens: tuple[Token, ...]) -> tuple[Candidate, ...]:
    """Every candidate of a sentence, in order of its cue."""
    tree = make_tree(tokens)
    found: list[Candidate] = []
    for index, token in enumerate(tokens):
        candidate = None
        if token.text.lower() == "according":
            candidate = _according(tree, index)
        elif token.pos in ("VERB", "AUX"):
            if token.dep not in ("aux", "auxpass", "amod", "compound"):
                candidate = _of_verb(tree, index)
        elif token.pos == "NOUN" and token.lemma in CUE_NOUNS:
            candidate = _of_noun(tree, index)
        if candidate is not None:
            found.append(candidate)
    if not found or found[0].rule != "colon":
        colon = _colon(tree)
        if colon is not None:
            found.insert(0, colon)
    return tuple(found)


def _of_verb(tree: Tree, verb: int) -> Candidate | None:
    tokens = tree.tokens
    token = tokens[verb]
    if token.lemma in ("be", "have", "do") and token.dep != "ROOT":
        return None
    if _only_cites(tree, verb) or (token.dep == "relcl" and token.lemma in ("call", "dub", "name", "nickname")):
        # "the movement, which its opponents call the Moths": a name is told, nothing is said.
        return None
    subject = find_subject(tree, verb)
    quoted = _quoted_person(tree, verb)
    noun = quoted if quoted is not None else subject.noun
    if noun is not None and child(tree, noun, "case") is not None:
        # "the coalition's declared aim": a genitive says nothing.
        return None
    source = noun_phrase(tree, noun) if noun is not None and noun != verb else []
    if any(tokens[p].lemma in CHARGES for p in subject.passed) and not any(
        tokens[c].dep == "aux" and tokens[c].text.lower() == "to" for c in tree.children[verb]
    ):
        return None
    cue = _with_place(tree, verb, verb_group(tree, verb, subject.passed))
    if noun is not None and any(i in cue for i in source):
        cue = verb_group(tree, verb)
    if source and source[0] < verb and all(i in source for i in cue):
        # A parse that took the cue into the name before it.
        cut = [w for w in source if w < min(cue)]
        while cut and tokens[cut[-1]].pos in ("PUNCT", "SPACE"):
            cut = cut[:-1]
        source = cut if not any(is_verb(tree, w) for w in cut) else source
    rule, content = _content(tree, verb)
    if [tokens[w].text.lower() for w in content[:2]] == ["as", "much"]:
        # "had said as much": what was said stands elsewhere.
        return None
    behind = _said_after(tree, verb)
    if behind:
        around = _parenthesis(tree, sorted({verb, *behind}))
        if around:
            return Candidate("aside", token.lemma.lower(), verb, tuple(behind), (verb,), tuple(around))
    if source and token.lemma in SPEECH_VERBS:
        around = _parenthesis(tree, sorted({*source, *cue}))
        if around:
            rule, content = "aside", around
    if noun is None and rule == "inverted":
        # `..., asked the mayor.`: what stands after a verb that its speech comes before is who speaks.
        after = child(tree, verb, "dobj", "oprd", "attr") if token.lemma not in HEARD else None
        if after is not None and after > verb:
            noun = after
            source = noun_phrase(tree, noun)
    content = _whole(tree, verb, content, {*source, *cue})
    taken = set(source) | set(cue)
    if rule == "object" and noun is not None and noun in content:
        return None
    return Candidate(
        rule,
        token.lemma.lower(),
        verb,
        tuple(source),
        tuple(i for i in cue if i not in set(source)),
        tuple(i for i in content if i not in taken),
    )


def _whole(tree: Tree, verb: int, content: list[int], taken: set[int]) -> list[int]:
    """Content without the next thing said ("..., adding that ...") and without small holes that a parse left in it."""
    tokens = tree.tokens
    for index in content:
        token = tokens[index]
        if (
            token.tag == "VBG"
            and index > max(verb, content[0])
            and tokens[index - 1].text == ","
            and token.lemma in SPEECH_VERBS
        ):
            if any(tokens[i].tag in ("``", "''") for i in range(verb, index)):
                break
            next_said = set(under(tree, index))
            content = [w for w in content if w not in next_said]
            break
    whole: list[int] = []
    for index in content:
        if whole and whole[-1] > verb and 1 < index - whole[-1] <= 7:
            hole = range(whole[-1] + 1, index)
            if not taken.intersection(hole):
                whole.extend(hole)
        whole.append(index)
    return whole


def _quoted_person(tree: Tree, verb: int) -> int | None:
    """The person quoted in "the agency quoted the minister as saying", "the minister was quoted as saying"."""
    tokens = tree.tokens
    if tokens[verb].dep not in ("pcomp", "advcl", "xcomp", "prep"):
        return None
    head = tokens[verb].head
    if tokens[head].text.lower() == "as" and tokens[head].pos in ("ADP", "SCONJ"):
        head = tokens[head].head
    elif not any(tokens[c].text.lower() == "as" for c in tree.children[verb]):
        return None
    if tokens[head].lemma not in QUOTERS:
        return None
    return child(tree, head, "nsubjpass") if is_passive(tree, head) else child(tree, head, "dobj")


def _with_place(tree: Tree, verb: int, cue: list[int]) -> list[int]:
    """The cue with "in a statement", "in an interview" where that follows at once."""
    tokens = tree.tokens
    for index in tree.children[verb]:
        if (
            tokens[index].dep == "prep"
            and index == cue[-1] + 1
            and tokens[index].text.lower() in ("in", "on", "at", "during")
        ):
            noun = child(tree, index, "pobj")
            if noun is not None and tokens[noun].lemma in SPEECH_PLACES and noun - index <= 3:
                return [*cue, *range(index, noun + 1)]
    return cue


def _content(tree: Tree, verb: int) -> tuple[str, list[int]]:
    """What hangs on a verb as the thing said, and the construction by which it does."""
    tokens = tree.tokens
    kids = tree.children[verb]
    passive = is_passive(tree, verb)
    by_dep: dict[str, list[int]] = {}
    for index in kids:
        by_dep.setdefault(tokens[index].dep, []).append(index)

    clauses = by_dep.get("ccomp", []) if tokens[verb].lemma not in CHARGES else []
    if clauses:
        clause = max(clauses, key=lambda c: len(under(tree, c)))
        words = under(tree, clause)
        if clause < verb:
            return ("inverted", words)
        if tokens[verb].dep == "relcl" and child(tree, clause, "nsubj", "nsubjpass") is None:
            # "the men (whom) the mayor said were late": the noun before is what is spoken of.
            spoken_of = tokens[verb].head
            if tokens[spoken_of].pos in ("NOUN", "PROPN", "PRON"):
                words = sorted({*noun_phrase(tree, spoken_of), *words})
        # A clause put last that takes a second one with it: "said A and that B".
        return ("passive clause" if passive else "clause", words)
    for index in kids:
        # "said, citing the ferry company, that ...": a parse may hang what is said on who is cited.
        cited = child(tree, index, "dobj") if tokens[index].lemma in CITES and tokens[index].tag == "VBG" else None
        hung = child(tree, cited, "acl", "ccomp", "relcl") if cited is not None else None
        if hung is not None and tokens[under(tree, hung)[0] - 1].text == "," and _is_that_clause(tree, hung):
            return ("clause", under(tree, hung))
    for index in by_dep.get("prep", []):
        # "said in a statement that ...": the clause hangs on the noun, the verb says it.
        noun = child(tree, index, "pobj")
        if noun is not None and tokens[noun].lemma in SPEECH_PLACES and tokens[verb].lemma in SPEECH_VERBS:
            clause_of_noun = child(tree, noun, "acl", "ccomp", "relcl")
            if clause_of_noun is not None and _is_that_clause(tree, clause_of_noun):
                return ("clause", under(tree, clause_of_noun))
    aside = _aside(tree, verb)
    if aside:
        return aside
    charged = _charge(tree, verb)
    if charged:
        return ("object of", charged)
    objects = by_dep.get("dobj", []) + by_dep.get("oprd", [])
    infinitive = by_dep.get("xcomp", [])
    parts: list[int] = []
    if passive and "nsubjpass" in by_dep:
        # "what are said to be ..." names nothing that is said.
        if tokens[by_dep["nsubjpass"][0]].text.lower() == "what":
            return ("bare", [])
        parts += under(tree, by_dep["nsubjpass"][0])
    if infinitive and tokens[verb].lemma in PHASE_VERBS:
        return ("bare", [])
    if infinitive:
        parts += [w for o in by_dep.get("dobj", []) for w in under(tree, o)]
        parts += [w for c in infinitive for w in under(tree, c)]
        return ("passive infinitive" if passive else "infinitive", sorted(parts))
    prepositions = [
        p
        for p in by_dep.get("prep", [])
        if p > verb and tokens[p].text.lower() not in ("in", "on", "at", "during", "after", "before", "by")
    ]
    if objects:
        parts += [w for o in objects for w in under(tree, o)]
        kept = [
            p
            for p in prepositions
            if tokens[p].text.lower() in ("of", "for", "as", "about", "over", "against", "with", "to")
        ]
        if not kept and tokens[verb].lemma == "blame":
            kept = [p for p in by_dep.get("prep", []) if p > objects[0] and tokens[p].text.lower() == "on"]
        parts += [w for p in kept for w in under(tree, p)]
        return ("object " + tokens[kept[0]].text.lower() if kept else "object", sorted(parts))
    about = by_dep.get("prep", [])
    about = [p for p in about if p > verb]
    if about:
        first = about[0]
        words = under(tree, first)
        inner = child(tree, first, "pobj", "pcomp")
        if inner is not None:
            # The preposition belongs to the cue ("called for", "spoke about"), what follows is the content.
            words = parts + under(tree, first) if parts else under(tree, inner)
        return (("passive " if passive else "") + "about " + tokens[first].text.lower(), sorted(words))
    adjective = by_dep.get("acomp", [])
    if adjective:
        return ("adjective", [w for a in adjective for w in under(tree, a)])
    if parts:
        return ("passive", parts)
    return ("bare", [])


def _charge(tree: Tree, verb: int) -> list[int]:
    """All that follows in "accused neighbouring Brell of closing the locks that ...", where a parse took it apart."""
    tokens = tree.tokens
    kids = tree.children[verb]
    apart = [c for c in kids if tokens[c].dep in ("ccomp", "xcomp") and c > verb]
    if tokens[verb].lemma not in CHARGES or is_passive(tree, verb) or not apart:
        return []
    words = sorted({w for c in kids if c > verb and tokens[c].dep != "conj" for w in under(tree, c)})
    words = words[: next((n for n, w in enumerate(words) if n and w != words[n - 1] + 1), len(words))]
    return words if any(tokens[w].text.lower() in ("of", "for") for w in words) else []


def _only_cites(tree: Tree, verb: int) -> bool:
    """Whether a verb only says whom a speaker leans on: "said, citing the ferry company, that ..."."""
    tokens = tree.tokens
    if tokens[verb].tag != "VBG" or tokens[verb].lemma not in CITES or tokens[verb].dep not in ("advcl", "acl"):
        return False
    if child(tree, verb, "dobj") is None or any(tokens[w].tag == "``" for w in under(tree, verb)):
        return False
    above = tokens[verb].head
    return tokens[above].lemma in SPEECH_VERBS or tokens[tokens[above].head].lemma in SPEECH_VERBS


def _is_that_clause(tree: Tree, clause: int) -> bool:
    """Whether "that" only opens the clause; in "an interview that aired on Sunday" it is the subject."""
    first = tree.tokens[min(under(tree, clause))]
    return first.text.lower() == "that" and first.dep == "mark"


def _aside(tree: Tree, verb: int) -> tuple[str, list[int]] | None:
    """The clause that a verb stands in or after without governing it: "The bridge, he said, is closed", "As he said, ..."."""
    tokens = tree.tokens
    relation, head = tokens[verb].dep, tokens[verb].head
    if head == verb:
        return None
    if relation == "parataxis":
        return ("aside", under(tree, head, without=(verb,)))
    if relation == "advcl" and is_verb(tree, head):
        first = min(under(tree, verb))
        if tokens[first].text.lower() == "as" and child(tree, verb, "nsubj") is not None:
            return ("as", under(tree, head, without=(verb,)))
    return None


def _said_after(tree: Tree, verb: int) -> list[int]:
    """The speaker after a verb that a comma comes before: "The road, said the mayor, a keen walker, is closed"."""
    tokens = tree.tokens
    if (
        tokens[verb].lemma not in SPEECH_VERBS
        or tokens[verb].lemma in HEARD
        or tokens[verb].tag not in ("VBD", "VBZ", "VBP")
        or verb + 1 >= len(tokens)
    ):
        return []
    at = verb + 1
    if verb == 0 or tokens[verb - 1].text != "," or tokens[at].pos not in ("PROPN", "NOUN", "PRON", "DET"):
        return []
    if tokens[at].text.lower() in CALENDAR:
        return []
    while tokens[at].dep in ("compound", "det", "amod", "poss", "nmod", "nummod") and tokens[at].head > at:
        at = tokens[at].head
    return [w for w in noun_phrase(tree, at) if w > verb] if tokens[at].pos in ("PROPN", "NOUN", "PRON") else []


def _parenthesis(tree: Tree, words: list[int]) -> list[int]:
    """All else of a sentence in which "he said" stands between commas, or after the last one."""
    tokens = tree.tokens
    low, high = words[0], words[-1]
    if high - low > 14 or low == 0 or tokens[low - 1].text != ",":
        return []
    if any(tokens[i].tag in ("``", "''") for i in range(low, high)):
        return []
    while high + 1 < len(tokens) and (
        tokens[high + 1].dep in ("npadvmod", "advmod")
        or tokens[high + 1].text.lower() in CALENDAR
        or (tokens[high + 1].text == "on" and high + 2 < len(tokens) and tokens[high + 2].text.lower() in CALENDAR)
    ):
        high += 1
    after = tokens[high + 1].text if high + 1 < len(tokens) else "."
    if after not in (",", ".") or (after == "." and high + 2 < len(tokens)):
        return []
    before = range(low - 1)
    if after == "," and high + 2 < len(tokens) and _only_cites(tree, high + 2):
        return list(before)
    # "On Monday, he said, ...": too little before it for the clause to be cut in two is still the clause's beginning.
    return [*before, *range(high + 2, len(tokens))]


def _of_noun(tree: Tree, noun: int) -> Candidate | None:
    tokens = tree.tokens
    kids = tree.children[noun]
    source: list[int] = []
    content: list[int] = []
    rule = ""
    cue = [noun]
    for index in kids:
        token = tokens[index]
        if token.dep == "poss":
            source = [w for w in under(tree, index) if tokens[w].dep != "case"]
        elif token.dep in ("acl", "ccomp", "relcl") and index > noun and not content:
            clause = under(tree, index)
            if tokens[clause[0]].text.lower() in ("that", "to") or token.dep == "ccomp":
                rule, content = ("noun clause" if tokens[clause[0]].text.lower() != "to" else "noun infinitive"), clause
        elif token.dep == "prep" and index > noun:
            inner = child(tree, index, "pobj", "pcomp")
            if inner is None:
                continue
            if token.text.lower() in ("by", "from") and not source:
                source = noun_phrase(tree, inner)
            elif token.text.lower() in ("of", "about", "against", "on", "for", "over") and not content:
                rule, content = "noun about", under(tree, inner)
                if index == noun + 1:
                    cue = [noun, index]
    if not content:
        return None
    passed: tuple[int, ...] = ()
    if not source:
        # "made the claim that", "issued a denial of": the subject of the verb that carries the noun.
        carrier = tokens[noun].head
        if tokens[noun].dep == "dobj" and tokens[carrier].lemma in LIGHT_VERBS:
            subject = find_subject(tree, carrier)
            if subject.noun is not None:
                source = noun_phrase(tree, subject.noun)
                cue = sorted({*range(carrier, noun + 1)}) if carrier < noun and noun - carrier < 6 else cue
                passed = subject.passed
    del passed
    taken = set(source) | set(cue)
    return Candidate(
        rule,
        tokens[noun].lemma.lower(),
        noun,
        tuple(source),
        tuple(c for c in cue if c not in set(source)),
        tuple(c for c in content if c not in taken),
    )


def _according(tree: Tree, index: int) -> Candidate | None:
    tokens = tree.tokens
    to = child(tree, index, "prep", "prt", "mark", "advmod")
    if to is None and index + 1 < len(tokens) and tokens[index + 1].text.lower() == "to":
        to = index + 1
    if to is None or tokens[to].text.lower() != "to":
        return None
    noun = child(tree, to, "pobj")
    if noun is None:
        noun = child(tree, index, "pobj")
    if noun is None:
        return None
    source = noun_phrase(tree, noun)
    top = tokens[index].head
    # A whole clause is according to somebody, not the last noun in it.
    while tokens[top].head != top and not (
        is_verb(tree, top) and child(tree, top, "nsubj", "nsubjpass", "expl") is not None
    ):
        top = tokens[top].head
    inside = set(under(tree, index)) | set(source) | {to}
    content = [w for w in under(tree, top, without=(index,)) if w not in inside]
    return Candidate("according", "accord", index, tuple(source), (index, to), tuple(content))


def _colon(tree: Tree) -> Candidate | None:
    """A headline or transcript line: "Mayor: The bridge is closed", "Bridge is closed: mayor"."""
    tokens = tree.tokens
    last = max((i for i, token in enumerate(tokens) if token.text == ":"), default=0)
    if last >= 4 and 1 <= len(tokens) - 1 - last <= 4:
        named = tokens[last + 1 :]
        # "How to cross: a guide" says nothing; only a body, an office or officials can be who says it.
        if (
            named[-1].lemma.lower() in HEADLINE_SPEAKERS
            and all(t.pos in ("NOUN", "PROPN", "ADJ") for t in named)
            and any(is_verb(tree, i) for i in range(last))
        ):
            return Candidate("colon", ":", last, tuple(range(last + 1, len(tokens))), (last,), tuple(range(last)))
    for index, token in enumerate(tokens[:9]):
        if token.text == ":":
            before, after = list(range(index)), list(range(index + 1, len(tokens)))
            if 0 < len(before) <= 6 and len(after) >= 3 and any(tokens[i].pos in ("VERB", "AUX") for i in after):
                if any(tokens[i].pos in ("VERB", "AUX") for i in before):
                    return None
                return Candidate("colon", ":", index, tuple(before), (index,), tuple(after))
            return None
    return None
