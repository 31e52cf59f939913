"""How many words a second it takes to find who said what, who the speaker is and what is claimed, parsing included.

    python -m benchmarks.attribution_speed [DATA] [WORDS]

Reports are read into a case until descent, then as far as the claims: the seconds of the stages between are counted
(parsing, tagging, attributions, speakers, claims), and half of those of dates and names: these are measured by themselves, but while
one process works at them another parses and tags, on two cores. ``new`` are
reports as they are; ``copied`` are as many words in which three of four paragraphs stand in another report too.
"""

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.growing import run
from stemma.pipeline import STAGES

COUNTED = ("parse", "tag", "attribute", "speakers", "claims")
BESIDE = ("times", "name")  # beside which others parse and tag


def read_texts(data: Path, words: int) -> list[str]:
    """Texts of PolNeAR's train part, of so many words together or all there are."""
    texts, left = [], words
    with (data / "polnear" / "train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            texts.append(json.loads(line)["text"])
            left -= len(texts[-1].split())
            if left <= 0:
                break
    return texts


def with_copies(texts: Sequence[str], words: int, rng: random.Random) -> list[str]:
    """Reports of four paragraphs or eight: a quarter of them new, the others from reports before, in runs as desks copy."""
    paragraphs = [[p for p in text.splitlines() if len(p.split()) > 5] for text in texts]
    made: list[str] = []
    before: list[list[str]] = [[]]
    count = 0
    for source in paragraphs:
        for at in range(0, len(source), 2):
            own = source[at : at + 2]
            donor = before[-1 - rng.randrange(min(40, len(before)))]
            start = rng.randrange(max(1, len(donor) - 3 * len(own) + 1))
            text = "\n\n".join([*own, *donor[start : start + 3 * len(own)]])
            made.append(text)
            before.append([*own, *donor[start : start + 3 * len(own)]])
            count += len(text.split())
            if count >= words:
                return made
    return made


def words_a_second(texts: Sequence[str], folder: Path, name: str) -> dict[str, float]:
    """Read the texts as far as descent, then as far as the claims; figures of the stages that are counted."""
    rows = folder / f"{name}.jsonl"
    with rows.open("w", encoding="utf-8") as out:
        for number, text in enumerate(texts):
            out.write(json.dumps({"id": str(number), "outlet": f"Outlet {number % 40}", "text": text}) + "\n")
    run(rows, folder / f"{name}.stemma", "descend")
    took = run(rows, folder / f"{name}.stemma", "claims")
    words = sum(len(text.split()) for text in texts)
    seconds = {stage.name: took[f"seconds of {stage.doing}"] for stage in STAGES if stage.name in (*COUNTED, *BESIDE)}
    figures = {f"{name}_seconds_{stage}": round(value, 2) for stage, value in seconds.items()}
    counted = sum(seconds[stage] for stage in COUNTED) + 0.5 * sum(seconds[stage] for stage in BESIDE)
    return figures | {f"{name}_words": float(words), f"{name}_words_a_second": round(words / counted, 1)}


def measure(data: Path, words: int = 200_000) -> dict[str, float]:
    """Both piles. Raises FileNotFoundError where the data is absent."""
    texts = read_texts(data, words)
    with tempfile.TemporaryDirectory() as place:
        figures = words_a_second(texts, Path(place), "new")
        figures |= words_a_second(with_copies(texts, words, random.Random(1)), Path(place), "copied")
    figures["times_faster_copied"] = round(figures["copied_words_a_second"] / figures["new_words_a_second"], 2)
    return figures


if __name__ == "__main__":
    given = sys.argv[1:]
    found = measure(Path(given[0] if given else "../shared/data"), int(given[1]) if len(given) > 1 else 200_000)
    for figure, value in found.items():
        print(f"{figure:<32} {value:>10g}")
