"""Stories joined into sagas: those whose texts are alike, or that share names or passages and are alike besides."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from stemma.group.likeness import Shared
from stemma.group.profile import Profile
from stemma.group.vectors import ONE, Whole, pair_products, pairs_over, sums
from stemma.settings import GroupSettings


def join_sagas(
    story: Whole,
    profiles: Sequence[Profile],
    shared: Mapping[tuple[int, int], Shared],
    plain: csr_array,
    settings: GroupSettings,
) -> Whole:
    """For each report the number of its saga: that of the saga's first report.

    ``plain`` holds the vectors of whole texts: the mean likeness of two stories is the product of their means.
    """
    numbers, place = np.unique(story, return_inverse=True)
    size = np.bincount(place)
    mean = sums(plain, place, len(numbers)).multiply(1 / size[:, None]).tocsr()
    one, other, _ = pairs_over(mean, settings.saga_likeness * ONE)
    tied = sorted(
        {
            (min(int(place[a]), int(place[b])), max(int(place[a]), int(place[b])))
            for (a, b), words in shared.items()
            if place[a] != place[b]
            and (words.text >= settings.saga_words or len(profiles[a].names & profiles[b].names) >= settings.saga_names)
        }
    )
    asked = np.array(tied, np.int64).reshape(-1, 2)
    alike = pair_products(mean, asked[:, 0], asked[:, 1]) >= settings.saga_least_likeness * ONE
    ends = np.concatenate([one, asked[alike, 0]]), np.concatenate([other, asked[alike, 1]])
    linked = csr_array((np.ones(len(ends[0])), ends), shape=(len(numbers), len(numbers)))
    _, label = connected_components(linked, directed=False)
    first = np.full(len(numbers), len(story), np.int64)
    np.minimum.at(first, label, numbers)
    return np.asarray(first[label][place], np.int64)
