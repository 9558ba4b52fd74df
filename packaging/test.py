"""Sets the project up in `.venv` with all that the tests need, if that is not done yet, and runs them.

python packaging/test.py [--torch-index URL] [options of pytest]
"""

from __future__ import annotations

import sys

import project_env

DESCRIPTION = "Set MMRL Studio up in .venv and run its tests; further options go to pytest."

# Every extra but `demo-recipe`, which serves only to make the demo backbone again (see pyproject.toml).
EXTRAS = ("build", "camera", "heic", "onnx", "serve", "sklearn", "test")


def run_tests(environment: project_env.ProjectEnv, arguments: list[str]) -> int:
    """The exit code of pytest."""
    environment.prepare(EXTRAS)
    return project_env.run_through([environment.python, "-m", "pytest", *arguments], environment.root)


if __name__ == "__main__":
    sys.exit(project_env.start(DESCRIPTION, run_tests, sys.argv[1:]))
