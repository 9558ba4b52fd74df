"""The process in which the window of the bench of real sizes lives.

It imports nothing up here: the processes that it starts load this module too, and they know no window.
"""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> None:
    """`model` pictures work rounds figures: does the steps that are not done, and writes their figures."""
    from pathlib import Path

    from benches.real_size_job import Given, opened_job
    from benches.real_size_kept import Kept
    from benches.real_size_watch import Watch

    model, pictures, work, rounds, figures = arguments
    kept = Kept(Path(figures))
    with Watch() as watch, opened_job(Given(Path(model), Path(pictures), Path(work), int(rounds))) as job:
        for name, step in job.steps().items():
            kept.do(name, watch, step)
    if "torch" in sys.modules:
        raise RuntimeError("the window's process has loaded torch")


if __name__ == "__main__":
    main(sys.argv[1:])
