"""Writes a picture of every state of the screens: `python -m tests.screens.pictures [FOLDER]`."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication

from display.notices import EACH_S
from tests.screens.board_stage import CALLS, RECALLED, BoardStage
from tests.screens.counter_stage import COUNTER_VIEWS, CounterStage
from tests.screens.hall_messages import ORDINARY, board_view, whole_hall
from tests.screens.hall_words import ANNOUNCEMENT, DRILL, EMERGENCY, PAUSED, REHEARSAL
from tests.screens.kiosk_stage import LANDSCAPE, PORTRAIT, KioskStage
from tests.screens.kiosk_states import LYING, STATES, Play

HALL_WIDE: Final = {
    "recalled": ORDINARY,
    "paused": PAUSED,
    "announcement": ANNOUNCEMENT,
    "rehearsal": REHEARSAL,
    "emergency": EMERGENCY,
    "drill": DRILL,
}


def kiosk_pictures(folder: Path) -> None:
    """Every state of the kiosk upright, and a few lying."""
    for name, play in STATES.items():
        _kiosk_picture(folder / f"kiosk-{name}.png", PORTRAIT, play)
    for name in LYING:
        _kiosk_picture(folder / f"kiosk-lying-{name}.png", LANDSCAPE, STATES[name])


def _kiosk_picture(path: Path, size: tuple[int, int], play: Play) -> None:
    with tempfile.TemporaryDirectory() as cache:
        stage = KioskStage(Path(cache), size)
        play(stage)
        stage.save(path)
        stage.close()


def board_pictures(folder: Path) -> None:
    """The board at three distances, stale, empty, and before anything is heard."""
    for metres in (5, 8, 15):
        stage = BoardStage(distance_mm=metres * 1000)
        stage.hears_hall()
        stage.save(folder / f"board-{metres}m.png")
        stage.waits(4)
        stage.save(folder / f"board-stale-{metres}m.png")
        stage.close()
    stage = BoardStage()
    stage.save(folder / "board-connecting.png")
    stage.hears_hall(calls=())
    stage.save(folder / "board-empty.png")
    stage.close()
    stage = BoardStage(distance_mm=6_000, zone="E1")
    stage.hears_hall(tuple(call for call in CALLS if call.area == "E1"))
    stage.save(folder / "board-zone.png")
    stage.close()
    for name, wide in HALL_WIDE.items():
        for metres in (8, 15):
            stage = BoardStage(distance_mm=metres * 1000)
            stage.hears_hall()
            stage.shows(board_view(2, RECALLED, hall_wide=wide))
            _sheets(stage, folder / f"board-{name}-{metres}m")
            stage.close()


def _sheets(stage: BoardStage, path: Path) -> None:
    """What follows each other beneath the calls or in an emergency, until it comes again."""
    seen: list[list[str]] = []
    while (said := _said_to_all(stage)) not in seen:
        seen.append(said)
        stage.save(path.with_name(f"{path.name}-{len(seen)}.png"))
        stage.goes_on(EACH_S)


def _said_to_all(stage: BoardStage) -> list[str]:
    names = {"strip", "emergency"}
    return [item.property("text") for item in stage.items() if item.objectName() in names]


def counter_pictures(folder: Path) -> None:
    """A window's small screen: calling, serving, paused, and before anything is heard."""
    for name, shown in COUNTER_VIEWS.items():
        stage = CounterStage()
        if shown is not None:
            stage.hears(whole_hall())
            stage.shows(shown)
        stage.save(folder / f"window-{name}.png")
        if shown is not None and shown.hall_wide.emergency:
            stage.waits(8)
            stage.save(folder / f"window-{name}-english.png")
        stage.close()


def main() -> None:
    """Write all pictures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens")
    folder.mkdir(parents=True, exist_ok=True)
    qt = QGuiApplication([])
    kiosk_pictures(folder)
    board_pictures(folder)
    counter_pictures(folder)
    qt.quit()


if __name__ == "__main__":
    main()
