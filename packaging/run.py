"""Sets the project up in `.venv`, if that is not done yet, and does the sample job in this terminal.

python packaging/run.py [--torch-index URL] [options of `mmrl sample`]
"""

from __future__ import annotations

import sys

import project_env

DESCRIPTION = "Set MMRL Studio up in .venv and do the sample job; further options go to `mmrl sample`."


def run_sample(environment: project_env.ProjectEnv, arguments: list[str]) -> int:
    """The exit code of `mmrl sample`."""
    environment.prepare()
    return project_env.run_through([environment.command("mmrl"), "sample", *arguments])


if __name__ == "__main__":
    sys.exit(project_env.start(DESCRIPTION, run_sample, sys.argv[1:]))
