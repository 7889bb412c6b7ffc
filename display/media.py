"""Pictures and notices of a folder, one at a time, where a board has no calls to show.

What cannot be shown is left out and logged once, so that one bad file spoils nothing. What must not
live here: where on the board there is room.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImageReader

log = logging.getLogger(__name__)

EACH_S: Final = 12.0
"""How long each stays."""
LOOK_S: Final = 30.0
"""How often the folder is looked at."""
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".svg"})
_MOST_LETTERS: Final = 120
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
"""What editors on the hall's machines save notices in."""
_BYTES_A_PIXEL: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A picture by its address, or else a notice in words."""

    picture: str = ""
    text: str = ""


NOTHING: Final = Slide()


class Media:
    """A folder that is looked at now and then; without one there is nothing to show."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._slides: Sequence[Slide] = ()
        self._looked_s: float | None = None
        self._faults: frozenset[str] = frozenset()

    def slide(self, now_s: float) -> Slide:
        """What is shown now, on the machine clock."""
        if self._folder is not None and (
            self._looked_s is None or now_s - self._looked_s >= LOOK_S
        ):
            self._looked_s = now_s
            self._look(self._folder)
        return self._slides[int(now_s / EACH_S) % len(self._slides)] if self._slides else NOTHING

    def _look(self, folder: Path) -> None:
        """Take in what is there now; a fault is logged when it is new."""
        found = list(_found_in(folder))
        self._slides = [each for each in found if isinstance(each, Slide)]
        faults = frozenset(each for each in found if isinstance(each, str))
        for fault in sorted(faults - self._faults):
            log.warning("%s", fault)
        self._faults = faults


def _found_in(folder: Path) -> Iterator[Slide | str]:
    """The slides of a folder by name, and what is wrong with the other files."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        yield f"{folder}: {error.strerror}"
        return
    for path in paths:
        if path.suffix.lower() in _PICTURES:
            yield _picture(path)
        elif path.suffix.lower() == ".txt":
            yield _notice(path)


def _picture(path: Path) -> Slide | str:
    """A picture whose head can be read and whose pixels have room."""
    reader = QImageReader(str(path))
    size = reader.size()
    if not reader.canRead() or not size.isValid():
        return f"{path}: {reader.errorString()}"
    most = QImageReader.allocationLimit() * 1024 * 1024
    if size.width() * size.height() * _BYTES_A_PIXEL > most:
        return f"{path}: {size.width()} by {size.height()} pixels are too many"
    return Slide(picture=path.absolute().as_uri())


def _notice(path: Path) -> Slide | str:
    try:
        content = path.read_bytes()
    except OSError as error:
        return f"{path}: {error.strerror}"
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
        return Slide(text=text[:_MOST_LETTERS]) if text else f"{path}: empty"
    return f"{path}: neither {' nor '.join(_ENCODINGS)}"
