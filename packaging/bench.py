"""Measures this project on this computer: `python packaging/bench.py BENCH [options]`, with the Python of `.venv`.

Each bench is a module of `benches` beside this file, with a `main` that takes its options.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BENCHES = {
    "engine": "seconds a step and a whole fit against a textbook implementation, memory, pictures a second",
    "storage": "imports against plain Pillow, reads while others write, acts, backups, and how soon jobs stop",
    "window": "starts beside labelme and napari, ten thousand pictures, and how long the window is held up",
    "cycles": "the whole window opened, set to learn, stopped and closed 300 times: what is left of it",
    "doctor": "wrong labels, strange pictures and what to label next: how much of it is found, with the demo backbone",
    "quick": "classifiers that need no training, on concepts that the demo backbone never saw",
    "trust_strangers": "how many pictures of something else are turned away, by each score",
    "trust": "trained and typed names in one list: methods, balances, calibration, on what the backbone never saw",
    "enough": "what twice as many pictures bring, foreseen from the few, and whether the better source is chosen",
    "download": "a large file cut 20 times and finished, and a hundred servers that lie",
    "speed": "how near the catalogue's estimate of seconds a picture comes to what a model takes",
    "real_size": "a model of a real size with random weights through the window's whole job: seconds, memory, sizes",
    "shelf": "several adapters about the same pictures, in one pass and one after another",
    "layouts": "one random model from open_clip's, Hugging Face's and OpenAI's layout: fingerprints, features, memory",
    "gpu": "the same training on the processor and on a graphics card, stems there or streamed, in each precision",
    "agreement": "whether library, plain readers, ONNX, command, service and window give the same shares",
    "pointing": "whether the map of where it looked points at what it is asked about, in pictures put together",
}


def main(arguments: list[str]) -> int:
    """The exit code of the bench that the first argument names; the others are its options."""
    listed = "\n".join(f"  {name:<10} {what}" for name, what in BENCHES.items())
    parser = argparse.ArgumentParser(
        prog="bench.py",
        description="Measure this project on this computer.",
        epilog=f"benches:\n{listed}\n\n'bench.py BENCH --help' lists the options of one.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("bench", choices=BENCHES, metavar="BENCH")
    chosen = parser.parse_args(arguments[:1]).bench
    if importlib.util.find_spec("torch") is None:
        print(
            "This Python has no torch: run 'python packaging/test.py' once, which sets .venv up, and start the bench "
            "with the Python in there.",
            file=sys.stderr,
        )
        return 1
    sys.path.insert(0, str(ROOT))  # the checkout is measured, whatever is installed
    code: int = importlib.import_module(f"benches.{chosen}").main(arguments[1:])
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
