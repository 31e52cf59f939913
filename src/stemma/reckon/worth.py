"""Whether two contents are worth being aligned: a bound on what their likeness can come to, by the words that both have."""

from stemma.reckon.lexicon import CONTENT
from stemma.reckon.speakers import OF_ONE_NAME
from stemma.reckon.units import Terms
from stemma.settings import ClaimSettings


def have_other_figures(a: Terms, b: Terms) -> bool:
    """Whether each of two contents has a number that the other lacks."""
    return not (a.figures <= b.figures or b.figures <= a.figures)


def may_count(a: Terms, b: Terms, deed: bool, quoted: bool, sure: float, malus: float, settings: ClaimSettings) -> bool:
    """Whether a closer look at two contents that quote nothing alike can come to anything: a score that counts, or a figure or
    negation that sets them apart.

    No alignment can exceed the weight of the terms that both have: most pairs that share a few words are done with at a
    tenth of the cost. ``deed``: their cues say the same; ``quoted``: both are quotations; ``sure``: how surely their
    speakers are one; ``malus``: what is taken off for that.
    """
    both, lighter = a.total + b.total, min(a.total, b.total)
    if not lighter or have_other_figures(a, b):
        return True
    common = a.masses.keys() & b.masses.keys()
    # What is counted is counted by the weights of the one whose terms come first.
    counted = b.masses if b.term < a.term else a.masses
    most = sum(map(counted.__getitem__, common)) + 1e-6
    score, contained, shared = 2 * most / both, most / lighter, most
    if deed:
        score, contained = (2 * most + 2 * CONTENT) / (both + 2 * CONTENT), (most + CONTENT) / (lighter + CONTENT)
        shared += CONTENT
    if score >= settings.contrary and (a.negations or b.negations):
        return True
    if sure >= OF_ONE_NAME and shared >= settings.least_weight:
        return True  # their kernels or a deed in common may count for more
    reach = score
    if contained >= settings.whole_share or min(a.content, b.content) >= settings.cut_weight:
        reach = max(reach, settings.cut_share * contained)
    if quoted and len(common) == min(len(a.masses), len(b.masses)):
        reach = max(reach, settings.whole_quotation)
    if score >= settings.copied_least:
        reach += settings.copied_bonus
    return reach - malus >= settings.beside
