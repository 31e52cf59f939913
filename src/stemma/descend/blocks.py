"""A report put together from several: which of its sentences come from which of them, in blocks."""

from collections.abc import Sequence


def split(costs: Sequence[Sequence[float]], change: float) -> tuple[float, list[int]]:
    """The cheapest way to take each sentence from one of several parents: the cost, and the parent of each sentence.

    ``costs`` has for each parent what each sentence costs if it is from there; to go from one parent to another between
    two sentences costs ``change`` (Viterbi). Ties stay, then go to the first.
    """
    count = len(costs)
    best = [own[0] for own in costs]
    back: list[list[int]] = []
    for place in range(1, len(costs[0])):
        least = min(range(count), key=best.__getitem__)
        over = best[least] + change
        came = [one if best[one] <= over else least for one in range(count)]
        best = [min(best[one], over) + costs[one][place] for one in range(count)]
        back.append(came)
    last = min(range(count), key=best.__getitem__)
    total = best[last]
    taken = [last]
    for came in reversed(back):
        taken.append(came[taken[-1]])
    return total, taken[::-1]
