"""The small screen of a window on an offscreen stage."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from display.config import BoardConfig
from display.counter_app import CounterApp
from display.settings import ScreenSettings
from hall.bus.messages import HallWide, Stage, VisitInHand, WindowStatus, WindowView
from hall.bus.topics import Kind
from tests.screens.hall_messages import HALL, ORDINARY, START, version, view_topic
from tests.screens.hall_words import ANNOUNCEMENT, DRILL, EMERGENCY, PAUSED, REHEARSAL
from tests.screens.screen_stage import ScreenStage


class CounterStage(ScreenStage[CounterApp]):
    """The screen of window 3, its window and its bus."""

    def __init__(self) -> None:
        screen = ScreenSettings(diagonal_in=10.1, reading_distance_mm=1500, bottom_edge_mm=1100)
        config = BoardConfig(hall=HALL, window=3, broker="mqtt://127.0.0.1:1883", screen=screen)
        self.app = CounterApp(config, self.connect_bus, self.now_s)
        self.app.start((1280, 800))
        self.settle()

    def shows(self, view: WindowView) -> None:
        """Let the screen hear a view."""
        self.hears([(view_topic(Kind.WINDOW, "3"), view)])


def window_view(
    sequence: int = 1,
    stage: Stage | None = None,
    status: WindowStatus = WindowStatus.OPEN,
    reason: str | None = None,
    hall_wide: HallWide = ORDINARY,
) -> WindowView:
    """What stands at window 3."""
    visit = VisitInHand(
        visit="v1",
        number="C014",
        category="SS",
        stage=stage or Stage.CALLED,
        issued_at=START - timedelta(minutes=30),
        called_at=START,
    )
    return WindowView(
        version=version(sequence),
        window=3,
        status=status,
        categories=("SS", "GJ", "TZ", "BD", "GA"),
        waiting=4,
        clerk="w1",
        reason=reason,
        in_hand=visit if stage else None,
        hall_wide=hall_wide,
    )


COUNTER_VIEWS: Final[Mapping[str, WindowView | None]] = {
    "called": window_view(stage=Stage.CALLED),
    "serving": window_view(stage=Stage.SERVING),
    "paused": window_view(status=WindowStatus.PAUSED, reason="系统维护，约10分钟"),
    "waiting": window_view(),
    "hall-paused": window_view(hall_wide=PAUSED),
    "announcement": window_view(hall_wide=ANNOUNCEMENT),
    "rehearsal": window_view(stage=Stage.CALLED, hall_wide=REHEARSAL),
    "emergency": window_view(hall_wide=EMERGENCY),
    "drill": window_view(hall_wide=DRILL),
    "connecting": None,
}
