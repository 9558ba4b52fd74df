"""Runs the recipe: `python -m demo_backbone WORK`, from the folder `packaging`. See README.md beside this file."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from demo_backbone.make import STEP_NAMES, Work, make
from demo_backbone.pictures import STEPS as PICTURES_STEPS
from demo_backbone.words import STEPS as WORDS_STEPS


def main() -> None:
    """Read the command line and run the steps."""
    parser = argparse.ArgumentParser(prog="python -m demo_backbone", description=__doc__)
    parser.add_argument("work", type=Path, help="work folder, outside the repository, with node_modules in it")
    parser.add_argument("--steps", nargs="+", choices=STEP_NAMES, default=STEP_NAMES, help="only these, in order")
    parser.add_argument("--words-until", type=int, default=WORDS_STEPS, help="stop the words after this step")
    parser.add_argument("--pictures-until", type=int, default=PICTURES_STEPS, help="stop the pictures after this step")
    parser.add_argument("--bfloat16", action="store_true", help="for the pictures, on a processor that computes it")
    parser.add_argument("--threads", type=int, default=2, help="threads that torch may use (default 2)")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    make(Work(chosen.work, chosen.words_until, chosen.pictures_until, chosen.bfloat16), chosen.steps)


if __name__ == "__main__":
    main()
