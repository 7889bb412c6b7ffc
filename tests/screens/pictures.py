"""Writes a picture of every state of the screens: `python -m tests.screens.pictures [FOLDER]`."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication

from hall.bus.messages import PrintOutcome, PrintProgress, Refused
from tests.screens.hall_messages import CLOSED
from tests.screens.kiosk_stage import LANDSCAPE, PORTRAIT, KioskStage, issued_for, open_hall


def _request(stage: KioskStage) -> str:
    """The id of the kiosk's last request."""
    return str(stage.bus.published[-1][1].id)


def _guide(stage: KioskStage) -> None:
    open_hall(stage)
    stage.touch("matter:BD01")


def _issued(stage: KioskStage, outcome: PrintOutcome) -> None:
    open_hall(stage)
    stage.touch("matter:GA01")
    stage.touch("take")
    request = _request(stage)
    stage.replied(issued_for(request))
    stage.replied(PrintProgress(request=request, outcome=outcome))


def _refused(stage: KioskStage) -> None:
    open_hall(stage)
    stage.touch("matter:SS01")
    stage.touch("take")
    stage.replied(Refused(request=_request(stage), code="full", text=CLOSED))


def _search(stage: KioskStage) -> None:
    open_hall(stage)
    stage.touch("search")
    for key in "SF":
        stage.touch(f"type:{key}")


def _touches(*names: str) -> Callable[[KioskStage], None]:
    def play(stage: KioskStage) -> None:
        open_hall(stage)
        for name in names:
            stage.touch(name)

    return play


def _closed(stage: KioskStage) -> None:
    open_hall(stage, closed=("SS",))


def _closed_guide(stage: KioskStage) -> None:
    _closed(stage)
    stage.touch("matter:SS01")


KIOSK: dict[str, Callable[[KioskStage], None]] = {
    "connecting": lambda stage: stage.settle(),
    "start": open_hall,
    "start-closed": _closed,
    "start-english": _touches("language"),
    "start-large": _touches("large"),
    "categories": _touches("all"),
    "matters": _touches("all", "category:ZH"),
    "matters-2": _touches("all", "category:ZH", "turn:on"),
    "search": _search,
    "guide": _guide,
    "guide-english": _touches("language", "matter:BD01"),
    "guide-large": _touches("large", "matter:BD01"),
    "guide-long": _touches("all", "category:ZH", "matter:ZH02"),
    "guide-closed": _closed_guide,
    "pick-up": _touches("category:CJ"),
    "taking": _touches("matter:GA01", "take"),
    "issued-printing": lambda stage: _issued(stage, PrintOutcome.PRINTING),
    "issued-printed": lambda stage: _issued(stage, PrintOutcome.PRINTED),
    "issued-failed": lambda stage: _issued(stage, PrintOutcome.FAILED),
    "refused": _refused,
    "help": _touches("help"),
}


def kiosk_pictures(folder: Path) -> None:
    """Every state of the kiosk upright, and a few lying."""
    for name, play in KIOSK.items():
        _picture(folder / f"kiosk-{name}.png", PORTRAIT, play)
    for name in ("start", "guide", "issued-printed"):
        _picture(folder / f"kiosk-lying-{name}.png", LANDSCAPE, KIOSK[name])


def _picture(path: Path, size: tuple[int, int], play: Callable[[KioskStage], None]) -> None:
    with tempfile.TemporaryDirectory() as cache:
        stage = KioskStage(Path(cache), size)
        play(stage)
        stage.save(path)
        stage.close()


def main() -> None:
    """Write all pictures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens")
    folder.mkdir(parents=True, exist_ok=True)
    qt = QGuiApplication.instance() or QGuiApplication([])
    kiosk_pictures(folder)
    qt.quit()


if __name__ == "__main__":
    main()
