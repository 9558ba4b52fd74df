"""Sets the project up in `.venv`, if that is not done yet, and opens the window.

python packaging/run.py [--with EXTRA] [--torch-index URL] [options of `mmrl-studio`, files]

Where there is no screen it does the sample job in this terminal instead; further options then go to `mmrl sample`.
"""

from __future__ import annotations

import os
import sys

import project_env
import screen

DESCRIPTION = (
    "Set MMRL Studio up in .venv and open it; further options and files go to it. Where there is no screen, "
    "do the sample job in this terminal; further options go to `mmrl sample`."
)
SELF_TEST = "--self-test"  # of the program; it needs no screen
NO_SCREEN = "There is no screen here for a window: doing the sample job in this terminal."


def start_program(environment: project_env.ProjectEnv, arguments: list[str]) -> int:
    """The exit code of the program, or of `mmrl sample`."""
    if "camera" in environment.extras:
        screen.check_camera_libraries()
    if SELF_TEST not in arguments and not screen.has_screen(os.environ):
        environment.prepare()
        print(NO_SCREEN, flush=True)
        return project_env.run_through([environment.command("mmrl"), "sample", *arguments])
    screen.check_window_libraries(os.environ)
    environment.prepare()
    # Not from this folder (-P): somebody may be in one that has an `app` of its own.
    return project_env.run_through([environment.python, "-P", "-m", "app", *arguments])


if __name__ == "__main__":
    sys.exit(project_env.start(DESCRIPTION, start_program, sys.argv[1:]))
