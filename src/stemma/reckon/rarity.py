"""How much less a word says in a comparison of contents where many of the contents at hand have it.

That two people speak of "the summit" is no likeness where everybody does. Inverse document frequency (Sparck Jones 1972)
over the different contents of one saga, on top of the fixed weights of ``lexicon``: reports that have nothing to do with the saga change nothing.
"""

from collections import Counter
from collections.abc import Sequence
from math import log

from stemma.reckon.lexicon import FUNCTION
from stemma.reckon.units import Terms
from stemma.settings import ClaimSettings


def weigh_by_rarity(contents: Sequence[Terms], settings: ClaimSettings) -> list[Terms]:
    """The contents with the weight of each term lowered by how many of them have it: full weight up to a share of
    ``common_share``, then falling with the logarithm, never below ``common_least`` of it. Words that say nothing stay.

    A few contents tell little of how common a word is: ``common_prior`` of them are taken to lack every word.
    """
    having = Counter(term for terms in contents for term in set(terms.term))
    total = len(contents) + settings.common_prior
    factor: dict[str, float] = {}
    for term, count in having.items():
        share = (count - 2) / total  # two contents that are alike make no word common
        if share > settings.common_share:
            factor[term] = max(settings.common_least, log(share) / log(settings.common_share))
    return [
        terms.reweighed(
            tuple(
                [
                    round(weight * factor.get(term, 1.0), 4) if weight > FUNCTION else weight
                    for term, weight in zip(terms.term, terms.weight, strict=True)
                ]
            )
        )
        for terms in contents
    ]
