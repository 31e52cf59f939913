"""Who the speaker of an attribution is: names, titles, pronouns and common nouns resolved to entities.

A speaker that the text does not support stays unknown: where two could be meant, none is given. Nothing but the
report itself decides, so a report added to the pile changes no speaker of another.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from stemma import schema
from stemma.attribute.chains import find_chain
from stemma.attribute.offices import Known, learn, of_noun, surname_of
from stemma.attribute.phrases import (
    Mention,
    Page,
    Person,
    Phrase,
    learn_people,
    learn_sexes,
    mention_at,
    named_in,
    phrase_at,
    phrase_of,
    token_span,
)
from stemma.attribute.pronouns import HE, Before, Spoken, of_it, of_pronoun, of_they, only, position_of
from stemma.attribute.tree import Tree
from stemma.model import Entities, Report, Segments, Span
from stemma.name.gazetteer import load_tables
from stemma.name.keys import fold_name
from stemma.parse import Parses, distinct_sentences, parse_sentences
from stemma.reports import as_reports
from stemma.segment import segment
from stemma.settings import AttributeSettings
from stemma.words import fold

NEAR = 60  # attributions before and after that are looked at; keeps a page of a hundred thousand words quick
REPEATED = 5  # words in a row, in quotation marks, that nobody says by chance as somebody else did
WORD = re.compile(r"\w+")
FAR_NAME = 80  # code points: no name is longer
RELATIVE = frozenset({"who", "which", "that"})
PLURAL = frozenset({"we", "our", "us", "you", "some", "many", "others", "both", "most", "several"})


def link_speakers(
    reports: Iterable[Report | Mapping[str, Any]],
    attributions: pa.Table,
    entities: Entities,
    *,
    segments: Mapping[str, Segments] | None = None,
    parses: Parses | None = None,
    settings: AttributeSettings | None = None,
) -> tuple[pa.Table, pa.Table]:
    """``attributions`` with ``speaker_id`` filled where the text supports one, and the table ``chains``.

    A chain runs from the nearest to the report to the farthest: who passed the words on, the body that a spokesman
    speaks for, the person, whom the person cites. Position 0 is the nearest; the last is where the words are said to come from.
    """
    chosen = settings or AttributeSettings()
    pile = as_reports(reports)
    cut = segments if segments is not None else {report.id: segment(report) for report in pile}
    parsed = parses if parses is not None else parse_sentences(distinct_sentences(pile, cut))
    kinds = dict(zip(entities.entities["entity_id"].to_pylist(), entities.entities["kind"].to_pylist(), strict=True))
    mentions: dict[str, list[Mention]] = {}
    for row in entities.mentions.to_pylist():
        if row.get("form") not in (None, "name"):
            continue
        kind = kinds.get(row["entity_id"]) or "other"
        mentions.setdefault(row["report_id"], []).append(Mention(row["begin"], row["end"], row["entity_id"], kind))
    by_report: dict[str, list[dict[str, Any]]] = {}
    for row in attributions.to_pylist():
        by_report.setdefault(row["report_id"], []).append(row)
    linked: list[dict[str, Any]] = []
    chains: list[dict[str, Any]] = []
    trees: dict[str, Tree] = {}
    for report in pile:
        rows = by_report.pop(report.id, [])
        page = Page(report, cut[report.id], parsed, sorted(mentions.get(report.id, [])), trees)
        for spoken in resolve_report(page, rows, chosen):
            linked.append({**spoken.row, "speaker_id": spoken.mention.entity_id if spoken.mention else None})
            chains += [
                {
                    "attribution_id": spoken.row["attribution_id"],
                    "position": position,
                    "entity_id": link.entity_id or None,
                    "begin": link.begin,
                    "end": link.end,
                }
                for position, link in enumerate(spoken.through)
            ]
    linked += [row for rows in by_report.values() for row in rows]
    return (
        schema.ordered("attributions", schema.table("attributions", linked)),
        schema.ordered("chains", schema.table("chains", chains)),
    )


def resolve_report(page: Page, rows: Sequence[Mapping[str, Any]], settings: AttributeSettings) -> list[Spoken]:
    """The attributions of one report, in order of their cues, with speakers and chains."""
    said = [Spoken(dict(row), _spans(row["source"]), _spans(row["cue"]), _spans(row["content"])) for row in rows]
    said.sort(key=lambda s: (position_of(s), s.row["attribution_id"]))
    learnt = learn_people(page)
    known = learn(page, learnt)
    ends = [end for end, _, _ in learnt]
    # An office given later does not name "the minister" above it, but who is called "she" below is no "he" above.
    people = {entity_id: Person(sex=sex) for entity_id, sex in learn_sexes(page).items()}
    read = 0

    def name(phrase: Phrase, before: Before) -> Mention | None:
        return _resolve(page, phrase, before, known)

    for number, one in enumerate(said):
        # A title given in the sentence itself counts, one that comes later in the report does not.
        sentence = page.sentence_at(position_of(one))
        until = bisect_left(ends, (sentence.end if sentence else position_of(one)) + 1)
        for _, entity_id, about in learnt[read:until]:
            people.setdefault(entity_id, Person()).merge(about)
        read = max(read, until)
        for whole in one.source:
            part = _in_one_line(page, whole)
            phrase = phrase_of(page, part)
            if phrase is None:
                one.mention = _of_letters(page, part, known)
            else:
                earlier = said[max(0, number - NEAR) : number]
                others = _spoken_of(page, one, phrase) | _speaking(page, phrase, earlier)
                before = Before(earlier, people, name, settings, others)
                one.mention = name(phrase, before)
            if one.mention is not None:
                word = "" if phrase is None else fold(phrase.tree.tokens[phrase.head].text)
                about = people.setdefault(one.mention.entity_id, Person())
                if word == "it":
                    # What was "it" is no "he", even where a lone name might be a person's.
                    about.sex = "it"
                elif word in HE and about.sex is None:
                    about.sex = HE[word]  # who was "she" is no "he" further down
                break
    give_repeated(page, said)
    outside = Before((), people, name, settings)
    for number, one in enumerate(said):
        one.through = find_chain(page, one, said[max(0, number - NEAR) : number + NEAR], people, outside.resolve)
    return said


def _in_one_line(page: Page, part: Span) -> Span:
    """The last line of a source that runs over a line break: what stands above it, a dateline, does not speak."""
    text = page.report.text[part.begin : part.end]
    head, _, last = text.rpartition("\n")
    return Span(part.begin + len(head) + 1, part.end) if head.strip() and last.strip() else part


def _spoken_of(page: Page, one: Spoken, phrase: Phrase) -> frozenset[str]:
    """Who is named in what a pronoun says, outside quotation marks: "He said Lang would go" is not Lang's."""
    if phrase.tree.tokens[phrase.head].pos != "PRON" or phrase.tree.tokens[phrase.head].tag == "WP":
        return frozenset()
    begin, end = phrase.span.end, phrase.sentence.end
    return frozenset(
        m.entity_id
        for part in one.content
        for m in page.mentions_in(max(begin, part.begin), min(end, part.end))
        if not page.is_quoted(m.begin)
    )


def _speaking(page: Page, phrase: Phrase, earlier: Sequence[Spoken]) -> frozenset[str]:
    """Who says the quotation in which a phrase stands, and in a conversation who else speaks: nobody is "he" there who is "I"
    or "you".
    """
    if not page.is_quoted(phrase.span.begin):
        return frozenset()
    around = [s for s in earlier if any(c.begin <= phrase.span.begin < c.end for c in s.content)]
    if any(_takes_turn(page, s) for s in around):
        around = [s for s in earlier if _takes_turn(page, s)]
    return frozenset(s.mention.entity_id for s in around if s.mention is not None)


def _takes_turn(page: Page, one: Spoken) -> bool:
    """Whether a name with a colon leads in what is said."""
    return bool(one.cue) and page.report.text[one.cue[0].begin : one.cue[0].end] == ":"


def _of_letters(page: Page, span: Span, known: Known) -> Mention | None:
    """The one of the names in the running text that a source outside it is written like: a headline's, a caption's."""
    found = known.letters.get(page.report.text[span.begin : span.end].strip(" ,:;."), [])
    return only(found, {m.entity_id for m in found})


def give_repeated(page: Page, said: Sequence[Spoken]) -> None:
    """Give an attribution without a speaker the one to whom the report gives the same words further on, or gave them before."""
    owners: dict[tuple[str, ...], set[tuple[int, str]]] = {}
    mentions: dict[str, Mention] = {}
    nobodys = [one for one in said if one.mention is None and one.source and not _is_pronoun(page, one)]
    for one in said:
        if one.mention is not None:
            mentions.setdefault(one.mention.entity_id, one.mention)
            for begin, run in _runs(page, one) if nobodys else ():
                owners.setdefault(run, set()).add((begin, one.mention.entity_id))
    for one in nobodys:
        # The very same place is told by two, one within the other, and is no repetition.
        told = [(at == begin, entity_id) for begin, run in _runs(page, one) for at, entity_id in owners.get(run, ())]
        found = {entity_id for here, entity_id in told if not here}
        if len(found) == 1 and not any(here for here, _ in told):
            one.mention = mentions[min(found)]
    described: dict[str, set[str]] = {}
    for one in said:
        if one.mention is not None and one.source:
            described.setdefault(_description(page, one), set()).add(one.mention.entity_id)
    for one in said:
        if one.mention is None and one.source:
            found = described.get(_description(page, one), set())
            if len(found) == 1 and _description(page, one):
                one.mention = mentions[min(found)]


def _description(page: Page, one: Spoken) -> str:
    """ "the Osk driver": the same three words or more are the same person all through a report; fewer are not compared."""
    words = page.report.text[one.source[0].begin : one.source[-1].end].lower().split()
    return " ".join(words) if len(words) > 2 and words[0] == "the" else ""


def _is_pronoun(page: Page, one: Spoken) -> bool:
    phrase = phrase_of(page, one.source[0])
    return phrase is not None and phrase.tree.tokens[phrase.head].pos == "PRON"


def _runs(page: Page, one: Spoken) -> Iterable[tuple[int, tuple[str, ...]]]:
    """Where a run of so many quoted words begins that only a repetition has it again, and the run."""
    for begin, end in one.content:
        found = [m for m in WORD.finditer(page.report.text, begin, end) if page.is_quoted(m.start())]
        words = [fold(m[0]) for m in found]
        for first in range(len(words) - REPEATED + 1):
            yield found[first].start(), tuple(words[first : first + REPEATED])


def _spans(values: Iterable[Mapping[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(value["begin"], value["end"]) for value in values)


def _resolve(page: Page, phrase: Phrase, before: Before, known: Known) -> Mention | None:
    tokens = phrase.tree.tokens
    head = tokens[phrase.head]
    word = fold(head.text)
    if word in RELATIVE:
        beside = _named_right_before(page, phrase) if word == "who" else None
        if beside is not None:
            return beside
        antecedent = _antecedent(phrase)
        if antecedent is None:
            return None
        named = _resolve(page, phrase_at(page, phrase.sentence, antecedent), before, known)
        return None if named is not None and named.kind == "place" and word == "who" else named
    if word in HE:
        return of_pronoun(page, phrase, HE[word], before)
    if word in ("it", "its"):
        return of_it(page, phrase, before)
    if word in ("they", "their", "them"):
        return of_they(page, phrase, before)
    if word in ("i", "me", "my"):
        return _of_first_person(phrase, before.earlier)
    if head.pos == "PRON" or word in PLURAL:
        return None
    named = named_in(page, phrase)
    if named is not None:
        return _of_surname(page, named, phrase, known) or _named(page, named, phrase)
    if head.pos == "PROPN" and len(phrase.words) == 1:
        short = _of_short_name(page, phrase, known)
        if short is not None:
            return short
    if head.pos in ("NOUN", "PROPN"):
        return of_noun(page, phrase, before, known)
    return None


def _of_short_name(page: Page, phrase: Phrase, known: Known) -> Mention | None:
    """The one person named in full before of whose name a lone word that was read as no name is the last or, where the
    family's stands first, the first.
    """
    word = surname_of([page.report.text[phrase.span.begin : phrase.span.end].strip(" ,;:")])
    bearers = [*known.surnames.get(word, ()), *known.families.get(word, ())]
    earlier = sorted(m for m in bearers if m.begin < phrase.span.begin)
    return only(earlier, {m.entity_id for m in bearers})


def _named(page: Page, named: Mention, phrase: Phrase) -> Mention | None:
    """The mention, unless the head of the phrase is only part of a name that stands for something else."""
    if named.kind == "place":
        # "Aldova said" is its government; "Aldova residents" are not, and are not headed by the place; nor are "many Aldovans".
        tokens = phrase.tree.tokens
        if mention_at(page, phrase, phrase.head) != named:
            return None
        some = any(
            tokens[c].dep in ("amod", "compound", "nmod", "nummod")
            and token_span(phrase.sentence, tokens[c]).end <= named.begin
            for c in phrase.tree.children[phrase.head]
        )
        if some and tokens[phrase.head].text.endswith("s"):
            return None
        return None if _is_of_people(page, named, phrase, some) else named
    return named


def _of_surname(page: Page, named: Mention, phrase: Phrase, known: Known) -> Mention | None:
    """Of several of one surname the one whom the paragraph names before: "Pavel Ruda said ... "No," Ruda said." A report
    that has two goes on so only right after it gave the name in full.
    """
    words = page.report.text[named.begin : named.end].split()
    if named.kind != "person" or len(words) != 1:
        return None
    bearers = known.surnames.get(surname_of(words), [])
    if len({m.entity_id for m in bearers}) < 2:
        return None
    begin = page.start_of(page.paragraph_of(phrase.span.begin))
    here = [m for m in bearers if begin <= m.begin < phrase.span.begin]
    if not here:
        return None
    # "President Lang and his son Pavel Lang": both are named.
    before = page.mentions_in(begin, here[0].begin)
    alone = {m.entity_id for m in before if m.kind == "person"} & {m.entity_id for m in bearers}
    return only(here, {m.entity_id for m in here} | alone)


def _is_of_people(page: Page, named: Mention, phrase: Phrase, told_apart: bool) -> bool:
    """Whether a place's name is that of one or some of its people: "an Aldovan", "the young Aldovan", "Aldovans", where "the
    Aldovans" may be their state.
    """
    entries = load_tables().get(fold_name(page.report.text[named.begin : named.end]), ())
    if not entries or not all(entry.site.demonym for entry in entries):
        return False
    determiners = {
        phrase.tree.tokens[c].text.lower()
        for c in phrase.tree.children[phrase.head]
        if phrase.tree.tokens[c].dep == "det"
    }
    if not determiners:
        return phrase.tree.tokens[phrase.head].tag in ("NNS", "NNPS")
    return told_apart or bool(determiners & {"a", "an", "another", "one"})


def _named_right_before(page: Page, phrase: Phrase) -> Mention | None:
    """The person whose name "who" follows, whatever the parse hung it on."""
    at = page.report.text.rfind("who", phrase.span.begin, phrase.span.end)
    at = at if at >= 0 else phrase.span.begin
    found = [m for m in page.mentions_in(max(phrase.sentence.begin, at - FAR_NAME), at) if m.kind == "person"]
    return found[-1] if found and page.report.text[found[-1].end : at].strip() in ("", ",") else None


def _antecedent(phrase: Phrase) -> int | None:
    """The noun that a relative pronoun stands for."""
    tokens = phrase.tree.tokens
    at = tokens[phrase.head].head
    for _ in range(6):
        if tokens[at].dep == "relcl":
            return tokens[at].head
        if tokens[at].dep not in ("xcomp", "conj", "ccomp", "aux", "advcl") or tokens[at].head == at:
            return None
        at = tokens[at].head
    return None


def _of_first_person(phrase: Phrase, earlier: Sequence[Spoken]) -> Mention | None:
    """ "I" inside what somebody says is that somebody; the innermost content around it decides."""
    around = [s for s in earlier if any(c.begin <= phrase.span.begin < c.end for c in s.content)]
    return around[-1].mention if around else None
