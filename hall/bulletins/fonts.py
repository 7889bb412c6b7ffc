"""Finds a font with Chinese among those that are installed.

What must not live here: drawing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hall.errors import HallError


class NoChineseFont(HallError):
    """No font with Chinese is installed; on Debian, install fonts-noto-cjk."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font and, in a collection, which of its faces."""

    path: Path
    face: int = 0


_FOLDER: Final = Path("/usr/share/fonts")
_SIMPLIFIED: Final = 2
"""The face of Noto's collections that draws characters as the mainland does."""
REGULAR: Final = (
    FontFile(_FOLDER / "opentype/noto/NotoSansCJK-Regular.ttc", _SIMPLIFIED),
    FontFile(_FOLDER / "truetype/wqy/wqy-microhei.ttc"),
    FontFile(_FOLDER / "truetype/wqy/wqy-zenhei.ttc"),
    FontFile(_FOLDER / "truetype/droid/DroidSansFallbackFull.ttf"),
)
BOLD: Final = (FontFile(_FOLDER / "opentype/noto/NotoSansCJK-Bold.ttc", _SIMPLIFIED), *REGULAR)


def first_installed(known: Iterable[FontFile]) -> FontFile:
    """The first that is there; raises `NoChineseFont`."""
    for font in known:
        if font.path.is_file():
            return font
    raise NoChineseFont("no font with Chinese is installed; on Debian: fonts-noto-cjk")
