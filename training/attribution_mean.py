"""The mean of the weights of taggers that were trained under several seeds, written as ONNX.

    python training/attribution_mean.py OUT FOLDER FOLDER ...

Each FOLDER is one that ``attribution_tagger.py`` has filled; what is new in its network begins alike under every seed,
so that the mean makes sense (Wortsman et al., ICML 2022). OUT gets ``tagger.onnx`` and ``weights.pt``.
"""

import argparse
from pathlib import Path

import torch
from attribution_tagger import Tagger, write_onnx


def mean_of(folders: list[Path]) -> Tagger:
    """A tagger with the mean of the weights that lie in ``folders``."""
    states = [torch.load(folder / "weights.pt", weights_only=True) for folder in folders]
    tagger = Tagger()
    tagger.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return tagger.eval()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path)
    options.add_argument("folders", type=Path, nargs="+")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    tagger = mean_of(given.folders)
    torch.save(tagger.state_dict(), given.out / "weights.pt")
    write_onnx(tagger, given.out)


if __name__ == "__main__":
    main()
