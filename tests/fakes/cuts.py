"""The power goes between two changes of names: what a folder holds at each such moment."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_CHANGES_NAMES: Final = (os.rename, os.replace, os.link, os.unlink)


@contextmanager
def cuts(folder: Path, into: Path) -> Iterator[list[Path]]:
    """Copies of a folder, one before each change of a name that this thread makes in the block."""
    copies: list[Path] = []

    def look(_frame: object, happens: str, called: Any) -> None:
        if happens == "c_call" and called in _CHANGES_NAMES:
            copies.append(Path(shutil.copytree(folder, into / str(len(copies)))))

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield copies
    finally:
        sys.setprofile(before)
