"""A folder in the temporary directory for as long as a program runs.

A program that is killed cannot clear up after itself, so the next one of its kind does. Each folder
is held by a lock that dies with its process: what somebody still uses is left alone. What must not
live here: what is in such a folder.
"""

import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_LOCK: Final = "lock"
_OWNER_ONLY: Final = 0o600
_NEW_S: Final = 60.0
"""A folder younger than this may not be held yet."""


class HeldFolder:
    """A new folder, held until it is given up; raises `OSError` where there is no room for one."""

    def __init__(self, prefix: str, within: Path | None = None) -> None:
        within = within or Path(tempfile.gettempdir())
        for left in _left_behind(within, prefix):
            shutil.rmtree(left, ignore_errors=True)
        self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=within))
        self._lock = _held(self.path)

    def give_up(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _left_behind(within: Path, prefix: str) -> Iterator[Path]:
    """Our own folders of that kind whose program is gone."""
    for folder in filter(_may_be_left, within.glob(f"{prefix}*")):
        lock = _held(folder)
        if lock is not None:
            yield folder
            os.close(lock)


def _may_be_left(folder: Path) -> bool:
    try:
        known = folder.lstat()
    except OSError:
        return False
    is_ours = known.st_uid == os.getuid() and stat.S_ISDIR(known.st_mode)
    return is_ours and time.time() - known.st_mtime >= _NEW_S


def _held(folder: Path) -> int | None:
    """The lock of a folder; None when a running program has it, or nobody can take it."""
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _OWNER_ONLY)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
