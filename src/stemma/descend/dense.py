"""The tree of a dense tradition: copies that all have the whole text and differ a little everywhere.

The tree is the cheapest of those over witnesses, extant or lost, each of which may have any number of copies: parsimony
after Sankoff ("Minimal mutation trees of sequences", SIAM Journal on Applied Mathematics 28, 1975) over the readings
of each place, with what a lost witness costs on top; started from neighbour joining (Saitou and Nei, Molecular Biology
and Evolution 4, 1987) and made better by moving branches (as in Roos and Heikkila, "Evaluating methods for
computer-assisted stemmatology", Literary and Linguistic Computing 24, 2009). That extant copies may stand
inside the tree is from Roos and Zou ("Analysis of textual variation by latent tree structures", ICDM 2011). Places that
fit the tree badly count less, after Goloboff ("Estimating character weights during tree search", Cladistics 9, 1993).
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stemma.descend.cost import Node, credit_cost, date_cost
from stemma.descend.family import Family
from stemma.descend.lost import lost_node
from stemma.descend.places import MISSING, Costs, Numbers, Places, align, find_places, is_dense
from stemma.descend.sentences import Sentences
from stemma.descend.tree import NO_PARENT
from stemma.settings import DescendSettings

Tree = dict[int, int]
Running = Sequence[tuple[int, int]]
FAR = 1e6
LEAST_GAIN = 1e-6
MOST_SWEEPS = 60


def dense_family(
    nodes: Sequence[Node], sentences: Sentences, texts: Sequence[tuple[str, Running]], settings: DescendSettings
) -> Family | None:
    """The family of a dense tradition, None if it is none: ``texts`` has for each node its text and the stretches of
    running words in it, as (begin, end) in code points."""
    count = len(nodes)
    if not settings.dense_fewest <= count <= settings.dense_most or not _alike(nodes, settings):
        return None
    aligned = align(texts)
    if not is_dense(aligned.word, settings):
        return None
    prior = np.zeros((count + 1, count + 1))
    for parent, one in enumerate(nodes):
        for child, other in enumerate(nodes):
            prior[parent, child] = date_cost(other, one, settings) + credit_cost(other, one, settings)
    tree, margins = dense_tree(find_places(aligned, settings), prior, settings)
    children = _children(tree)
    empty = Node(None, nodes[0].grams[:0], nodes[0].spoken[:0], nodes[0].version[:0], np.zeros_like(nodes[0].has))
    # All are weighed against all: what the lost ones hold is not known yet.
    every = replace(settings, most_neighbours=len(tree))
    family = Family([*nodes, *[empty] * (len(tree) - count)], sentences, every)
    for node in reversed(_order(tree)):
        family.hang(node, () if tree[node] == NO_PARENT else (tree[node],))
        if node >= count:
            made = lost_node(family, children[node], tree[node] if tree[node] < count else NO_PARENT, None)
            if made is None:
                return None
            family.replace(node, made)
            family.extra[node] = settings.cost_lost_ancestor
    family.open = {node for node, margin in margins.items() if margin < settings.dense_decided}
    return family


def _alike(nodes: Sequence[Node], settings: DescendSettings) -> bool:
    """Whether the texts are of one length and few are another's word for word: what alignment would tell, in no time."""
    length = np.array([len(node.grams) for node in nodes])
    half = float(np.median(length))
    if length.min() < settings.dense_held * half or length.max() * settings.dense_held > half:
        return False
    apart = [min(float(np.mean(~other.has[node.grams])) for other in nodes if other is not node) for node in nodes]
    return float(np.median(apart)) >= settings.dense_apart


def dense_tree(places: Places, prior: Costs, settings: DescendSettings) -> tuple[Tree, dict[int, float]]:
    """The parent of each node, NO_PARENT for the root: extant witnesses are 0 to n - 1, lost ones n and above.

    ``prior[parent, child]`` is what speaks against a descent besides the text (dates, credits), with a row and a column
    more at the end for lost witnesses. Every lost witness has at least two children. Also, for each node but the root, what
    the tree would cost more if the edge above it were turned round (in changed words): the root being somewhere below.
    """
    search = _Search(places, prior, settings)
    tree = min((search.improve(start) for start in search.starts()), key=search.price)
    for _ in range(settings.dense_rounds):
        search.weigh(tree)
        tree = search.improve(tree)
    tree = _numbered(tree, search.count)
    return tree, _margins(search, tree)


class _Search:
    """The readings of a tradition, and the moves that make a tree over its witnesses cheaper."""

    def __init__(self, places: Places, prior: Costs, settings: DescendSettings) -> None:
        self.settings = settings
        self.prior = prior
        self.count = places.reading.shape[1]
        self.reading, step, self.fewest, self.times = _patterns(places)
        self.weight = self.times
        self.lost = settings.dense_lost
        real = np.isfinite(step).any(axis=1)
        self.free: Costs = np.where(real, 0.0, FAR)
        self.step: Costs = np.where(np.isfinite(step), step, FAR)
        self.unit: Costs = np.where(np.isfinite(step), step, 0.0).max(axis=(0, 1))
        self.own = np.full((self.count, *self.free.shape), FAR)
        for witness in range(self.count):
            read = self.reading[:, witness]
            known = np.flatnonzero(read != MISSING)
            self.own[witness][:, read == MISSING] = self.free[:, read == MISSING]
            self.own[witness][read[known], known] = 0.0

    def mine(self, node: int) -> Costs:
        """What each reading costs at a node by itself."""
        made: Costs = self.own[node] if node < self.count else self.free
        return made

    def handed(self, below: Costs) -> Costs:
        """What the readings from a node down cost, by the reading of its parent."""
        made: Costs = (self.step + below).min(axis=1)
        return made

    def taken(self, above: Costs) -> Costs:
        """What the readings above a node cost, by its own, given what they cost by its parent's."""
        made: Costs = (self.step + above[:, None]).min(axis=0)
        return made

    def before(self, parent: int, child: int) -> float:
        return float(self.prior[min(parent, self.count), min(child, self.count)])

    def least(self, costs: Costs) -> Costs:
        """The cost with the best reading at each place, weighted."""
        made: Costs = costs.min(axis=-2) @ self.weight
        return made

    def upward(self, tree: Tree, order: list[int]) -> tuple[dict[int, Costs], dict[int, Costs]]:
        """The cost of each node and all below it, by its own reading and by its parent's."""
        below = {node: self.mine(node).copy() for node in order}
        up: dict[int, Costs] = {}
        for node in reversed(order):
            if tree[node] != NO_PARENT:
                up[node] = self.handed(below[node])
                below[tree[node]] += up[node]
        return below, up

    def aside(self, tree: Tree) -> float:
        """The cost of a tree apart from its readings."""
        lost = sum(node >= self.count for node in tree)
        prior: float = sum(self.before(p, c) for c, p in tree.items() if p != NO_PARENT)
        return float(self.lost * lost + prior)

    def price(self, tree: Tree) -> float:
        """The cost of a whole tree."""
        order = _order(tree)
        below, _ = self.upward(tree, order)
        made: float = self.aside(tree) + float(self.least(below[order[0]]))
        return made

    def weigh(self, tree: Tree) -> None:
        """Weigh each place by how well it fits the tree, and lost witnesses by how much a copy changes in it."""
        order = _order(tree)
        below, _ = self.upward(tree, order)
        spent = below[order[0]].min(axis=0)
        more = np.maximum(spent / self.unit - self.fewest, 0.0)
        self.weight = self.times * self.settings.dense_fit / (self.settings.dense_fit + more)
        length = float(self.weight @ spent) / max(len(tree) - 1, 1)
        self.lost = max(self.settings.dense_lost, self.settings.dense_lost_share * length)

    def starts(self) -> list[Tree]:
        """Trees to begin with: of neighbour joining, and of the nearest witnesses, each with its best root."""
        apart = np.zeros((self.count, self.count))
        every = np.arange(len(self.reading))
        for one in range(self.count):
            a = self.reading[:, one]
            for other in range(one):
                b = self.reading[:, other]
                both = (a != MISSING) & (b != MISSING)
                cost = np.minimum(self.step[a, b, every], self.step[b, a, every])
                apart[one, other] = apart[other, one] = float((cost * both) @ self.times) / max(self.times @ both, 1.0)
        apart *= float(self.times.sum())
        trees = (_joined(apart), _nearest(apart))
        return [min((_rooted(tree, node) for node in sorted(tree)), key=self.price) for tree in trees]

    def improve(self, tree: Tree) -> Tree:
        """Move branches, stand witnesses in for others and turn the tree, until nothing gets cheaper."""
        best = self.price(tree)
        for _ in range(MOST_SWEEPS):
            before = best
            for node in sorted(tree):
                if node in tree and tree[node] != NO_PARENT:
                    best, tree = self.move(tree, node, best)
            for offer in _offers(tree, self.count):
                made = _tidied(offer, self.count)
                price = self.price(made)
                if price < best - LEAST_GAIN:
                    best, tree = price, made
                    break
            if best > before - LEAST_GAIN:
                break
        return tree

    def move(self, tree: Tree, node: int, best: float) -> tuple[float, Tree]:
        """Hang ``node`` and all below it where that is cheapest: under another node, or under a new lost one on an edge."""
        order = _order(tree)
        branch = {node}
        for other in order:
            if tree[other] in branch:
                branch.add(other)
        below, _ = self.upward(tree, order)
        hung = self.handed(below[node])
        cut = _tidied({n: p for n, p in tree.items() if n not in branch}, self.count)
        aside = self.aside(cut) + self.aside({n: NO_PARENT if n == node else tree[n] for n in branch})
        order = _order(cut)
        below, up = self.upward(cut, order)
        rest: dict[int, Costs] = {}
        offers: list[tuple[int, bool]] = []
        costs: list[Costs] = []
        extra: list[float] = []
        for other in order:
            parent = cut[other]
            if parent == NO_PARENT:
                full, between = below[other], self.free + self.handed(below[other])
            else:
                rest[other] = below[parent] - up[other]
                if cut[parent] != NO_PARENT:
                    rest[other] = rest[other] + self.taken(rest[parent])
                above = self.taken(rest[other])
                full, between = below[other] + above, self.free + up[other] + above
            offers += [(other, False), (other, True)]
            costs += [full, between]
            on_edge = self.before(parent, self.count) - self.before(parent, other) if parent != NO_PARENT else 0.0
            extra += [
                self.before(other, node),
                self.lost + on_edge + self.before(self.count, other) + self.before(self.count, node),
            ]
        prices = self.least(np.array(costs) + hung) + np.array(extra) + aside
        at = int(np.argmin(prices))
        if prices[at] >= best - LEAST_GAIN:
            return best, tree
        other, between_them = offers[at]
        made = {**cut, **{n: tree[n] for n in branch}}
        if between_them:
            new = max(*made, self.count - 1) + 1
            made[new], made[other], made[node] = cut[other], new, new
        else:
            made[node] = other
        return float(prices[at]), made


def _margins(search: _Search, tree: Tree) -> dict[int, float]:
    """For each node but the root, the least cost of the tree with its root there or below, less that of the tree."""
    held = search.price(tree)
    least = {node: search.price(_rooted(tree, node)) - held for node in tree}
    for node in reversed(_order(tree)):
        if tree[node] != NO_PARENT:
            least[tree[node]] = min(least[tree[node]], least[node])
    return {node: least[node] for node in tree if tree[node] != NO_PARENT}


def _patterns(places: Places) -> tuple[Numbers, Costs, Costs, Costs]:
    """Places that have the same readings and costs taken together: readings, costs, fewest changes, how many of each."""
    found: dict[bytes, int] = {}
    first: list[int] = []
    times: list[float] = []
    for place in range(len(places.reading)):
        key = places.reading[place].tobytes() + places.cost[:, :, place].tobytes() + places.fewest[place].tobytes()
        number = found.setdefault(key, len(first))
        if number == len(first):
            first.append(place)
            times.append(0.0)
        times[number] += 1.0
    return places.reading[first], places.cost[:, :, first], places.fewest[first], np.array(times)


def _children(tree: Tree) -> dict[int, list[int]]:
    made: dict[int, list[int]] = {node: [] for node in tree}
    for node in sorted(tree):
        if tree[node] != NO_PARENT:
            made[tree[node]].append(node)
    return made


def _order(tree: Tree) -> list[int]:
    """The nodes, parents before children."""
    children = _children(tree)
    order = [node for node, parent in tree.items() if parent == NO_PARENT]
    for node in order:
        order.extend(children[node])
    return order


def _tidied(tree: Tree, count: int) -> Tree:
    """The tree without lost witnesses of less than two children."""
    made = dict(tree)
    while True:
        children = _children(made)
        idle = next((node for node in sorted(made) if node >= count and len(children[node]) < 2), None)
        if idle is None:
            return made
        for child in children[idle]:
            made[child] = made[idle]
        del made[idle]


def _offers(tree: Tree, count: int) -> list[Tree]:
    """Trees like this one but for one witness that stands in for its parent, a lost one more or less, or the root."""
    children = _children(tree)
    made = []
    new = max(*tree, count - 1) + 1
    for node in sorted(tree):
        parent = tree[node]
        if parent != NO_PARENT:
            turned = {**tree, node: tree[parent], parent: node}
            siblings = dict.fromkeys((child for child in children[parent] if child != node), node)
            if parent >= count:
                # What stood in the lost witness stands in this one, or the two lost ones are one.
                made.append({n: p for n, p in (tree | siblings | {node: tree[parent]}).items() if n != parent})
            elif node < count:
                made.append(turned | siblings)
            made += [_rooted(tree, node), _rooted({**tree, node: new, new: parent}, new)]
        if node < count and children[node]:
            made.append(tree | dict.fromkeys(children[node], new) | {new: parent, node: new})
    return made


def _rooted(tree: Tree, root: int) -> Tree:
    """The same tree with the edges from ``root`` up turned round."""
    made = dict(tree)
    node, above = root, NO_PARENT
    while node != NO_PARENT:
        made[node], above, node = above, node, tree[node]
    return made


def _nearest(apart: Costs) -> Tree:
    """The minimum spanning tree, grown from the witness that is nearest to all."""
    root = int(np.argmin(apart.sum(axis=1)))
    tree = {root: NO_PARENT}
    while len(tree) < len(apart):
        _, parent, node = min((apart[p, n], p, n) for p in tree for n in range(len(apart)) if n not in tree)
        tree[int(node)] = int(parent)
    return tree


def _joined(apart: Costs) -> Tree:
    """The tree of neighbour joining, rooted at the last witness joined."""
    count = len(apart)
    table = {(i, j): float(apart[i, j]) for i in range(count) for j in range(count)}
    left = list(range(count))
    tree: Tree = {}
    new = count
    while len(left) > 2:
        total = {i: sum(table[i, j] for j in left) for i in left}
        size = len(left)
        _, one, other = min(((size - 2) * table[i, j] - total[i] - total[j], i, j) for i in left for j in left if i < j)
        left = [i for i in left if i not in (one, other)]
        for i in left:
            table[i, new] = table[new, i] = (table[one, i] + table[other, i] - table[one, other]) / 2
        table[new, new] = 0.0
        tree[one] = tree[other] = new
        left.append(new)
        new += 1
    tree[left[-1]] = NO_PARENT
    if len(left) > 1:
        tree[left[0]] = left[-1]
    return _tidied(tree, count)


def _numbered(tree: Tree, count: int) -> Tree:
    """The same tree with its lost witnesses numbered from ``count``, parents first."""
    lost = [node for node in _order(tree) if node >= count]
    name = {node: count + i for i, node in enumerate(lost)} | {node: node for node in range(count)}
    return {name[node]: NO_PARENT if parent == NO_PARENT else name[parent] for node, parent in tree.items()}
