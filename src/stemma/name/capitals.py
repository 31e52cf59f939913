"""Capitals that stand for governments: "Varlburg denied it" is the government of Varland, "in Varlburg" the town."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from stemma.model import Segments, Token
from stemma.name import gazetteer
from stemma.name.candidates import Mention
from stemma.name.gazetteer import Site
from stemma.name.join import key_of
from stemma.name.keys import fold_name


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What governments do and towns do not.
DEEDS = _words(
    "accuse acknowledge agree allege annex announce arm argue ask assert back ban blame call claim concede condemn confirm "
    "consider criticise criticize decline decry demand deny deploy describe dismiss dispute expel express fear flirt fund "
    "hope impose insist interfere intervene invade maintain meddle negotiate object offer oppose order pledge praise press "
    "pressure promise propose protest provide pursue push recall recognise recognize refuse regard reject reply reply "
    "respond retaliate say seek send slam stress suggest summon supply support suspect threaten try urge veto view vow want "
    "warn welcome withdraw"
)
# "Ties between Varlburg and Tolm", "talks with Varlburg".
DEALINGS = _words(
    "accord agreement alliance confrontation conflict contacts cooperation deal dialogue dispute friction negotiations pact "
    "relations relationship rift row standoff stand-off talks tension tensions ties treaty"
)
# "A request by Varlburg", "pressure from Varlburg", "Varlburg's position".
OWNED = _words(
    "accusation accusations aggression ally allies ambassador ambassadors approval assistance backing claim claims consent "
    "decision demand demands denial denials envoy envoys flirtation foreign help hostility insistence interests "
    "interference meddling objection objections offer permission policy policies position pressure proposal proposals "
    "refusal request requests response retaliation role sanctions stance statement statements support threats view views"
)


@lru_cache(maxsize=1)
def capitals() -> Mapping[str, tuple[str, Site]]:
    """Folded capital to the code of its country and the country."""
    countries = {
        entry.site.country: entry.site
        for found in gazetteer.load_tables().values()
        for entry in found
        if entry.site.kind == "country" and not entry.site.demonym
    }
    return {
        fold_name(name): (row["iso"], countries[row["iso"]])
        for row in gazetteer.read_rows("capitals.csv")
        for name in row["names"].split("|")
        if row["iso"] in countries
    }


def governments(
    text: str,
    segments: Segments,
    parses: Mapping[str, tuple[Token, ...]],
    mentions: Sequence[Mention],
    keys: list[str],
    evidence: list[str],
) -> list[Mention]:
    """The mentions, capitals that act as their governments being mentions of the country; keys and evidence change in place."""
    known = capitals()
    made = list(mentions)
    at = 0
    sentences = segments.sentences
    for i, m in enumerate(mentions):
        found = known.get(fold_name(m.name)) if m.site is not None and m.kind == "place" else None
        if found is None or m.site is None or m.site.country != found[0] or m.site.kind == "country":
            continue
        while at < len(sentences) and sentences[at].end <= m.begin:
            at += 1
        if at == len(sentences) or sentences[at].begin > m.begin:
            continue
        sentence = sentences[at]
        tokens = parses.get(text[sentence.begin : sentence.end], ())
        index = next((k for k, t in enumerate(tokens) if t.end == m.end - sentence.begin), None)
        if index is not None and acts(tokens, index):
            made[i] = m._replace(site=found[1], evidence="table")
            keys[i], evidence[i] = key_of(made[i]), "table"
    return made


def acts(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capital's name stands where only its government can: it says or does something, has a position, is party to talks."""
    token = tokens[index]
    hops = 0
    while token.dep == "conj" and hops < 3 and tokens[token.head].pos == "PROPN":
        index, token, hops = token.head, tokens[token.head], hops + 1
    above = tokens[token.head]
    if token.dep == "nsubj":
        return above.pos in ("VERB", "AUX") and above.lemma.lower() in DEEDS
    if token.dep == "poss":
        return above.text.lower() in OWNED
    if token.dep == "pobj":
        noun = tokens[above.head].text.lower()
        if above.text.lower() in ("between", "with"):
            return noun in DEALINGS
        return above.text.lower() in ("by", "from") and noun in OWNED
    return False
