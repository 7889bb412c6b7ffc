"""A board on an offscreen stage."""

from pathlib import Path
from typing import Final

from display.app import BoardApp
from display.config import BoardConfig, VoiceSettings
from display.settings import ScreenSettings
from hall.bus.messages import BoardView, Call, Message
from hall.bus.topics import Kind, Topic
from tests.screens.hall_messages import HALL, beat, board_view, call, view_topic, whole_hall
from tests.screens.screen_stage import BEGAN_S, ScreenStage

TELEVISION: Final = (1920, 1080)
CALLS: Final[tuple[Call, ...]] = (
    call("C014", 3, "E1", 0),
    call("H032", 7, "W1", 70),
    call("R008", 22, "E2", 95),
    call("M117", 10, "W1", 140),
    call("Y005", 16, "W2", 200),
    call("Q041", 18, "P1", 260),
    call("A003", 1, "E1", 330),
    call("W009", 15, "E2", 420),
)

RECALLED: Final[tuple[Call, ...]] = (
    CALLS[0],
    call("H032", 7, "W1", 20, times=2),
    *CALLS[2:],
)
"""The second has been called again within the last minute."""


def board_config(
    distance_mm: float = 8_000, zone: str = "main", media: Path | None = None
) -> BoardConfig:
    """A board of 55 inches, silent."""
    return BoardConfig(
        hall=HALL,
        board=zone,
        broker="mqtt://127.0.0.1:1883",
        screen=ScreenSettings(diagonal_in=55, reading_distance_mm=distance_mm, bottom_edge_mm=2200),
        voice=VoiceSettings(on=False),
        media=media,
    )


class BoardStage(ScreenStage[BoardApp]):
    """One board, its window and its bus."""

    def __init__(
        self, distance_mm: float = 8_000, zone: str = "main", media: Path | None = None
    ) -> None:
        self.app = BoardApp(board_config(distance_mm, zone, media), self.connect_bus, self.now_s)
        self._zone = zone
        self.app.start(TELEVISION)
        self.settle()

    def shows(self, view: BoardView) -> None:
        """Let the board hear a view."""
        self.hears([self._view(view)])

    def hears_hall(self, calls: tuple[Call, ...] = CALLS) -> None:
        """Let the board hear a whole hall with some calls."""
        self.hears([*whole_hall(), self._view(board_view(1, calls, self._zone))])

    def goes_on(self, seconds: float) -> None:
        """Let time pass in which the hall beats, or the board would be stale."""
        for _ in range(round(seconds)):
            self.waits(1)
            self.hears([beat(self.now_s() - BEGAN_S)])

    def _view(self, view: BoardView) -> tuple[Topic, Message]:
        return view_topic(Kind.BOARD, self._zone), view
