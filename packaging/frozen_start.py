"""Where the built program starts: the window, and each process that it starts, which is the same program again."""

from __future__ import annotations

import multiprocessing
import os
import sys

LIBRARIES = "LD_LIBRARY_PATH"
START_ANEW = "PYINSTALLER_RESET_ENVIRONMENT"  # else a process started from here takes it that LIBRARIES is set


def leave_the_systems_libraries() -> None:
    """Lets programs of the system that are started from here, such as the one that shows a folder, find the libraries
    that they were built with, and not those in here. The program's own processes set that up again for themselves.
    """
    if LIBRARIES not in os.environ:  # only Linux has it
        return
    os.environ[START_ANEW] = "1"
    original = os.environ.pop(f"{LIBRARIES}_ORIG", None)
    if original is not None:
        os.environ[LIBRARIES] = original
    else:
        del os.environ[LIBRARIES]


if __name__ == "__main__":
    multiprocessing.freeze_support()  # a child process goes no further
    leave_the_systems_libraries()
    from app.compute.standard_streams import fill_standard_streams

    fill_standard_streams()  # Windows gives a program with a window none, and libraries print
    from app.__main__ import main

    sys.exit(main())
