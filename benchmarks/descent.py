"""Wire truth: credits are taken out of real reports, descents inferred, and both held against each other.

Two reports that credit one agency and share text should stand under one ancestor; a parent and its child, or two
children of one lost ancestor, should share text and credit no different agencies. The labelling and stripping of
credits is the data's own (``baselines/credits.py`` beside it), so that it knows nothing of the method.
"""

import importlib.util
import itertools
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

import stemma.descend as descend_part
from stemma.model import Stemma

Places = Mapping[int, frozenset[int]]
RUN = 8
WORD = re.compile(r"\w+(?:['’]\w+)*")
QUOTED = re.compile(r"[“\"][^”\"\n]*(?:[”\"]|$)", re.MULTILINE)


def load_credits(data: Path) -> ModuleType:
    """The data's own tool that labels and strips credits. Raises FileNotFoundError where it is absent."""
    path = data / ".." / "baselines" / "credits.py"
    if not path.exists():
        raise FileNotFoundError(path)
    spec = importlib.util.spec_from_file_location("data_credits", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def runs_of(text: str, quoted: bool = True) -> dict[str, list[int]]:
    """Each run of eight words with the numbers of the words it begins at; without ``quoted``, outside quotations only."""
    found: dict[str, list[int]] = {}
    at = 0
    pieces = [text] if quoted else QUOTED.sub("\n\0\n", text).split("\0")
    for piece in pieces:
        words = WORD.findall(piece.lower())
        for place in range(len(words) - RUN + 1):
            found.setdefault(" ".join(words[place : place + RUN]), []).append(at + place)
        at += len(words)
    return found


def shared_words(one: Mapping[str, list[int]], other: Mapping[str, list[int]]) -> int:
    """The words of ``one`` that stand in a run of eight that ``other`` has too."""
    return len({place + step for run in one.keys() & other.keys() for place in one[run] for step in range(RUN)})


def ancestors(stemma: Stemma) -> dict[str, frozenset[str]]:
    """Each witness with all above it, itself included."""
    above: dict[str, set[str]] = {}
    for row in stemma.descents.to_pylist():
        above.setdefault(row["child"], set()).add(row["parent"])
    made = {}
    for witness in stemma.witnesses["witness_id"].to_pylist():
        found, todo = {witness}, [witness]
        while todo:
            more = above.get(todo.pop(), set()) - found
            found |= more
            todo += sorted(more)
        made[witness] = frozenset(found)
    return made


def next_of_kin(stemma: Stemma) -> set[tuple[str, str]]:
    """Pairs of extant witnesses that are parent and child, or children of one lost ancestor."""
    extant = {row["witness_id"] for row in stemma.witnesses.to_pylist() if row["report_id"] is not None}
    pairs = set()
    children: dict[str, list[str]] = {}
    for row in stemma.descents.to_pylist():
        if row["parent"] in extant and row["child"] in extant:
            pairs.add((min(row["parent"], row["child"]), max(row["parent"], row["child"])))
        elif row["child"] in extant:
            children.setdefault(row["parent"], []).append(row["child"])
    for of_one in children.values():
        pairs.update(itertools.combinations(sorted(set(of_one)), 2))
    return pairs


def score(stemma: Stemma, texts: Mapping[str, str], agencies: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """The figures of a stemma inferred from ``texts`` (without credits) against the credits taken out."""
    above = ancestors(stemma)
    outside = {name: runs_of(text, quoted=False) for name, text in texts.items()}
    every = {name: frozenset(runs_of(text)) for name, text in texts.items()}
    holders: dict[str, list[str]] = {}
    single = [name for name in sorted(texts) if len(agencies[name]) == 1]
    for name in single:
        for run in outside[name]:
            holders.setdefault(run, []).append(name)
    candidates = {pair for names in holders.values() for pair in itertools.combinations(names, 2)}
    counts = {30: [0, 0], 100: [0, 0]}
    for one, other in sorted(candidates):
        if agencies[one] != agencies[other]:
            continue
        words = min(shared_words(outside[one], outside[other]), shared_words(outside[other], outside[one]))
        for least, count in counts.items():
            if words >= least:
                count[1] += 1
                count[0] += bool(above[one] & above[other])
    kin = sorted(next_of_kin(stemma))
    strange = sum(not every[one] & every[other] for one, other in kin)
    against = sum(bool(agencies[one] and agencies[other]) and not agencies[one] & agencies[other] for one, other in kin)
    wrong = sum(
        not every[one] & every[other]
        or (bool(agencies[one] and agencies[other]) and not agencies[one] & agencies[other])
        for one, other in kin
    )
    return {
        "under_one_30": counts[30][0] / max(counts[30][1], 1),
        "under_one_100": counts[100][0] / max(counts[100][1], 1),
        "wrong_kin_without_text": strange / max(len(kin), 1),
        "wrong_kin_other_credit": against / max(len(kin), 1),
        "wrong_kin": wrong / max(len(kin), 1),
    }


def named(stemma: Stemma, agencies: Mapping[str, frozenset[str]]) -> float:
    """The share of credited agencies that a witness above the report names, or the report's own row."""
    above = ancestors(stemma)
    names: dict[str, set[str]] = {}
    for row in stemma.witnesses.to_pylist():
        names.setdefault(row["witness_id"], set()).add(row["agency"] or "")
        names[row["witness_id"]].add(row["label"] or "")
    asked = [(report, agency) for report in sorted(agencies) for agency in sorted(agencies[report])]
    found = sum(any(agency in name for w in above[report] for name in names[w]) for report, agency in asked)
    return found / max(len(asked), 1)


def rows_of(data: Path) -> list[dict[str, Any]]:
    path = data / "helsinki" / "articles.jsonl"
    if not path.exists():
        raise FileNotFoundError(path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(data: Path, reuse: Sequence[pa.Table | None] = (None, None)) -> dict[str, float]:
    """All figures; ``reuse`` may give the reuse tables of the texts without and with credits, to save their making."""
    tool = load_credits(data)
    rows = rows_of(data)
    found = {row["id"]: tool.find_credits(row["text"]) for row in rows}
    agencies = {row["id"]: tool.agencies(found[row["id"]]) for row in rows}
    copied = {row["id"]: tool.agencies(found[row["id"]], "copy") for row in rows}
    bare = [{**row, "text": tool.strip_credits(row["text"], found[row["id"]])} for row in rows]
    stemma = descend_part.infer_descent(
        [{"id": r["id"], "outlet": r["outlet"], "text": r["text"]} for r in bare], reuse=reuse[0]
    )
    figures = score(stemma, {row["id"]: row["text"] for row in bare}, agencies)
    credited = descend_part.infer_descent(
        [{"id": r["id"], "outlet": r["outlet"], "text": r["text"]} for r in rows], reuse=reuse[1]
    )
    figures["agencies_named"] = named(credited, copied)
    return figures


if __name__ == "__main__":
    for name, value in measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")).items():
        print(f"{name}\t{value:.4f}")
