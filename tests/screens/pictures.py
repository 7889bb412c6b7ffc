"""Writes a picture of every state of the screens: `python -m tests.screens.pictures [FOLDER]`."""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication

from hall.bus.messages import PrintOutcome, Refused
from tests.screens.board_stage import BoardStage
from tests.screens.hall_messages import CLOSED
from tests.screens.kiosk_stage import LANDSCAPE, PORTRAIT, KioskStage

Play = Callable[[KioskStage], None]


def _touches(*names: str, closed: tuple[str, ...] = ()) -> Play:
    def play(stage: KioskStage) -> None:
        stage.hears_hall(*closed)
        for name in names:
            stage.touch(name)

    return play


def _issued(outcome: PrintOutcome, *first: str) -> Play:
    def play(stage: KioskStage) -> None:
        _touches(*first, "matter:GA01", "take")(stage)
        stage.gets_number(outcome)

    return play


def _refused(stage: KioskStage) -> None:
    _touches("matter:SS01", "take")(stage)
    stage.replied(Refused(request=stage.last_take().id, code="full", text=CLOSED))


KIOSK: Final[Mapping[str, Play]] = {
    "connecting": lambda stage: stage.settle(),
    "start": _touches(),
    "start-closed": _touches(closed=("SS",)),
    "start-english": _touches("language"),
    "start-large": _touches("large"),
    "start-large-english": _touches("large", "language"),
    "categories": _touches("all"),
    "matters": _touches("all", "category:ZH"),
    "matters-2": _touches("all", "category:ZH", "turn:on"),
    "search": _touches("search", "type:S", "type:F", "type:Z"),
    "search-empty": _touches("search"),
    "search-nothing": _touches("search", "type:Q", "type:Q"),
    "guide": _touches("matter:BD01"),
    "guide-english": _touches("language", "matter:BD01"),
    "guide-large": _touches("large", "matter:BD01"),
    "guide-long": _touches("all", "category:ZH", "matter:ZH02"),
    "guide-closed": _touches("matter:SS01", closed=("SS",)),
    "pick-up": _touches("category:CJ"),
    "taking": _touches("matter:GA01", "take"),
    "issued-printing": _issued(PrintOutcome.PRINTING),
    "issued-printed": _issued(PrintOutcome.PRINTED),
    "issued-failed": _issued(PrintOutcome.FAILED),
    "issued-failed-english": _issued(PrintOutcome.FAILED, "language"),
    "issued-large": _issued(PrintOutcome.PRINTED, "large"),
    "refused": _refused,
    "help": _touches("help"),
}
LYING: Final = ("start", "guide", "search", "issued-printed")


def kiosk_pictures(folder: Path) -> None:
    """Every state of the kiosk upright, and a few lying."""
    for name, play in KIOSK.items():
        _kiosk_picture(folder / f"kiosk-{name}.png", PORTRAIT, play)
    for name in LYING:
        _kiosk_picture(folder / f"kiosk-lying-{name}.png", LANDSCAPE, KIOSK[name])


def _kiosk_picture(path: Path, size: tuple[int, int], play: Play) -> None:
    with tempfile.TemporaryDirectory() as cache:
        stage = KioskStage(Path(cache), size)
        play(stage)
        stage.save(path)
        stage.close()


def board_pictures(folder: Path) -> None:
    """The board at three distances, empty, and before anything is heard."""
    for metres in (5, 8, 15):
        stage = BoardStage(distance_mm=metres * 1000)
        stage.hears_hall()
        stage.save(folder / f"board-{metres}m.png")
        stage.close()
    stage = BoardStage()
    stage.save(folder / "board-connecting.png")
    stage.hears_hall(calls=())
    stage.save(folder / "board-empty.png")
    stage.close()


def main() -> None:
    """Write all pictures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens")
    folder.mkdir(parents=True, exist_ok=True)
    qt = QGuiApplication([])
    kiosk_pictures(folder)
    board_pictures(folder)
    qt.quit()


if __name__ == "__main__":
    main()
