"""Stories: B-cubed F on two sets of labelled reports, and how sibling events of one topic are told apart.

Thresholds were chosen on the half of the events (of ECB+: of the topics) that ``is_tuning`` names; the figures
without ``_tuning`` are those of the other half. ECB+'s reports are given without dates, as the set has none.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from stemma.group import group_stories

Labels = Mapping[str, str]


def is_tuning(name: str) -> bool:
    """Whether an event (or topic) belongs to the half on which thresholds were chosen: by a hash of its name."""
    return int(hashlib.md5(name.encode()).hexdigest(), 16) % 2 == 0


def b_cubed(predicted: Labels, gold: Labels) -> tuple[float, float, float]:
    """Precision, recall and F of ``predicted`` over the items of ``gold`` (Bagga and Baldwin 1998)."""
    groups: dict[str, set[str]] = {}
    events: dict[str, set[str]] = {}
    for item in gold:
        groups.setdefault(predicted[item], set()).add(item)
        events.setdefault(gold[item], set()).add(item)
    both = [len(groups[predicted[item]] & events[gold[item]]) for item in gold]
    if not both:
        return 1.0, 1.0, 1.0
    precision = sum(n / len(groups[predicted[item]]) for n, item in zip(both, gold, strict=True)) / len(both)
    recall = sum(n / len(events[gold[item]]) for n, item in zip(both, gold, strict=True)) / len(both)
    return precision, recall, 2 * precision * recall / (precision + recall)


def siblings(predicted: Labels, gold: Labels, topic: Labels) -> tuple[float, float]:
    """(share of pairs of one topic's different events put together; share of pairs of one event kept together)."""
    apart, kept = [], []
    for one, other in combinations(sorted(gold), 2):
        together = predicted[one] == predicted[other]
        if gold[one] == gold[other]:
            kept.append(together)
        elif topic[one] == topic[other]:
            apart.append(together)
    return sum(apart) / max(1, len(apart)), sum(kept) / max(1, len(kept))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file with one JSON object a line. Raises FileNotFoundError where it is absent."""
    with path.open(encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


def join_words(text: str) -> str:
    """The text of ECB+, which comes cut into words, put together again."""
    text = text.replace(" - - ", " — ")
    for pattern, into in (
        (r" ([.,;:!?%)\]])", r"\1"), (r"([(\[$£€]) ", r"\1"), (r"(\d) ?, ?(\d{3})\b", r"\1,\2"), (r"(\d)\. (\d)", r"\1.\2"),
        (r" (['’](?:s|re|ve|ll|d|m|t)\b)", r"\1"), (r" n't\b", "n't"), (r"(\w) - (\w)", r"\1-\2"),
        (r"(\b[A-Z]\.) (?=[A-Z]\.)", r"\1"), (r"\n+", "\n\n"),
    ):  # fmt: skip
        text = re.sub(pattern, into, text)
    return text


def tell_stories(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The story of each row, by its id."""
    made = group_stories(
        [{key: row.get(key) for key in ("id", "text", "title", "outlet", "published")} for row in rows]
    )
    return dict(zip(made["report_id"].to_pylist(), made["story_id"].to_pylist(), strict=True))


def measure(data: Path) -> dict[str, float]:
    """The figures of both sets. Raises FileNotFoundError where the data is absent."""
    figures: dict[str, float] = {}
    rows = read_rows(data / "stories" / "g5w1h.jsonl")
    predicted = tell_stories(rows)
    for suffix, tuning in (("", False), ("_tuning", True)):
        gold = {row["id"]: row["event"] for row in rows if is_tuning(row["event"]) == tuning}
        figures["g5w1h_f" + suffix] = b_cubed(predicted, gold)[2]
    rows = read_rows(data / "stories" / "ecb.jsonl")
    predicted = tell_stories(rows)
    for suffix, tuning in (("", False), ("_tuning", True)):
        part = [row for row in rows if is_tuning("t" + row["topic"]) == tuning]
        gold, topic = {row["id"]: row["event"] for row in part}, {row["id"]: row["topic"] for row in part}
        figures["ecb_f" + suffix] = b_cubed(predicted, gold)[2]
        figures["wrong_ecb_siblings" + suffix], figures["ecb_kept" + suffix] = siblings(predicted, gold, topic)
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    print(json.dumps({name: round(value, 4) for name, value in measure(parser.parse_args().data).items()}, indent=1))
