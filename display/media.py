"""Pictures and notices of a folder, one at a time, while nobody is called."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

EACH_S: Final = 12.0
"""How long each stays."""
LOOK_S: Final = 30.0
"""How often the folder is looked at."""
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".svg"})
_MOST_LETTERS: Final = 120


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

    def slide(self, now_s: float) -> Slide:
        """What is shown now, on the machine clock."""
        if self._folder is not None and (
            self._looked_s is None or now_s - self._looked_s >= LOOK_S
        ):
            self._looked_s = now_s
            self._slides = _slides_in(self._folder)
        return self._slides[int(now_s / EACH_S) % len(self._slides)] if self._slides else NOTHING


def _slides_in(folder: Path) -> list[Slide]:
    try:
        paths = sorted(folder.iterdir())
        slides = [_slide(path) for path in paths]
    except (OSError, UnicodeDecodeError) as error:
        log.warning("%s: %s", folder, error)
        return []
    return [slide for slide in slides if slide != NOTHING]


def _slide(path: Path) -> Slide:
    if path.suffix.lower() in _PICTURES:
        return Slide(picture=path.absolute().as_uri())
    if path.suffix.lower() == ".txt":
        return Slide(text=path.read_text(encoding="utf-8").strip()[:_MOST_LETTERS])
    return NOTHING
