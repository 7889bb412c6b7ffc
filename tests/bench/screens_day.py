"""A kiosk and a board through eight hours of a hall's day, as a process of their own.

The screens are real, on an offscreen stage; the hall is played, and time passes as it is told to.
"""

import json
import resource
import sys
import time
from dataclasses import asdict
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from hall.bus.messages import PrintOutcome
from hall.bus.topics import Kind
from tests.bench.figures import Figure, percentiles
from tests.screens.board_stage import CALLS, BoardStage
from tests.screens.hall_messages import beat, board_view, queue_view, view_topic
from tests.screens.kiosk_stage import PORTRAIT, KioskStage

HOURS: Final = 8
AN_HOUR: Final = 60
"""How many numbers are taken, and how many calls are made."""
WARM_HOURS: Final = 1
"""What is filled once is filled by then."""


def main() -> None:
    """Both screens through their day."""
    qt = QApplication([])
    figures = [*_kiosk_day(), *_board_day()]
    qt.quit()
    sys.stdout.write(json.dumps([asdict(each) for each in figures]))


def sweep() -> None:
    """Let go what a running event loop would have let go."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def resident_mb() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _kiosk_day() -> list[Figure]:
    """A number a minute."""
    taken_s: list[float] = []
    sequence = count(2)
    with TemporaryDirectory() as cache:
        stage = KioskStage(Path(cache), PORTRAIT)
        stage.hears_hall()
        before_mb, begun_s = resident_mb(), time.process_time()
        for at in range(HOURS * AN_HOUR):
            if at == WARM_HOURS * AN_HOUR:
                before_mb = resident_mb()
            stage.hears([beat(at), (view_topic(Kind.QUEUE), queue_view(next(sequence)))])
            started_s = time.perf_counter()
            stage.touch("matter:GA01")
            stage.touch("take")
            stage.gets_number(PrintOutcome.PRINTED)
            stage.app.stage.grabWindow()
            taken_s.append(time.perf_counter() - started_s)
            stage.touch("home")
            sweep()
        used_s = time.process_time() - begun_s
        stage.close()
    return [
        *percentiles("two touches to a number drawn, the hall's answer at once", taken_s),
        _growth("kiosk", before_mb),
        Figure(what="kiosk, processor for a number", value=_ms(used_s / at), unit="ms"),
    ]


def _board_day() -> list[Figure]:
    """A call a minute."""
    drawn_s: list[float] = []
    stage = BoardStage()
    stage.hears_hall()
    before_mb, begun_s = resident_mb(), time.process_time()
    for at in range(HOURS * AN_HOUR):
        if at == WARM_HOURS * AN_HOUR:
            before_mb = resident_mb()
        turned = at % len(CALLS)
        started_s = time.perf_counter()
        stage.hears([beat(at)])
        stage.shows(board_view(at + 2, (*CALLS[turned:], *CALLS[:turned])))
        stage.app.stage.grabWindow()
        drawn_s.append(time.perf_counter() - started_s)
        stage.waits(1)
        sweep()
    used_s = time.process_time() - begun_s
    stage.close()
    return [
        *percentiles("a view heard to the board drawn", drawn_s),
        _growth("board", before_mb),
        Figure(what="board, processor for a call", value=_ms(used_s / at), unit="ms"),
    ]


def _growth(screen: str, before_mb: float) -> Figure:
    """What the day after its first hour has added."""
    grown_mb = resident_mb() - before_mb
    return Figure(what=f"{screen}, memory grown in {HOURS} hours", value=grown_mb, unit="MB")


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


if __name__ == "__main__":
    main()
