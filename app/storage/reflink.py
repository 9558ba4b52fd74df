"""Copies that share their bytes with the file they come from ("reflink"): made at once, and taking no room."""

from __future__ import annotations

import sys

if sys.platform == "linux":
    import fcntl

_FICLONE = 0x40049409  # from linux/fs.h; the same number on x86, ARM and RISC-V


def clone(source: int, target: int) -> bool:
    """Makes the empty, writable file `target` share all bytes of `source`; both are descriptors of open files.

    False, and `target` is still empty, where that cannot be done: btrfs, XFS and bcachefs can on Linux, within one
    file system. What the bytes are is to be read from `target`: `source` may have been changed by then.
    """
    if sys.platform != "linux":
        return False
    try:
        fcntl.ioctl(target, _FICLONE, source)
    except OSError:  # whatever the reason, an ordinary copy may still succeed, or says better what is wrong
        return False
    return True
