"""What the bus brings, handed to people, visitors and the picture; and the picture drawn.

Used on one event loop's thread. What must not live here: the bus itself, configuration (see
`fleet`).
"""

import asyncio
from typing import Final

from hall.bus.messages import (
    Beat,
    BoardView,
    DeviceState,
    Message,
    NumberIssued,
    PrintProgress,
    QueueView,
    Refused,
    SiteView,
    SlotsAnswer,
    TimeBooked,
    WindowView,
)
from hall.bus.topics import Kind, Topic
from simulators.cast import Cast
from simulators.crowd.world import World
from simulators.hall_time import HallTime
from simulators.kiosks import VISITOR, Kiosks
from simulators.lines import Lines
from simulators.virtual_hall.drawing import catalogue_piece, state_piece, view_piece
from simulators.virtual_hall.picture import Picture
from simulators.virtual_hall.visitors import Visitors

MAIN_BOARD: Final = "main"


class Stage:
    """The virtual hall's world: `hear` takes messages in, `tick` acts, `draw` shows."""

    def __init__(
        self,
        *,
        time: HallTime,
        world: World,
        lines: Lines,
        cast: Cast,
        kiosks: Kiosks,
        picture: Picture,
    ) -> None:
        self._time = time
        self._world = world
        self._lines = lines
        self._cast = cast
        self._kiosks = kiosks
        self._picture = picture
        self._visitors = Visitors()
        self.known = asyncio.Event()
        """Set when the hall has told all that a picture needs."""

    def hear(self, topic: Topic, message: Message) -> None:
        """Take in one message of the bus."""
        self._world.hear(topic, message)
        self._visitors.hear(topic, message)
        match message:
            case Beat():
                self._time.hear(message)
            case NumberIssued() | SlotsAnswer() | TimeBooked():
                self._kiosks.hear(message)
            case Refused() if topic.kind is Kind.KIOSK:
                self._kiosks.hear(message)
            case PrintProgress(request=request) if request.startswith(VISITOR):
                progress = {"request": request, "outcome": message.outcome.value}
                self._picture.put(f"print/{request}", progress)
            case DeviceState():
                self._picture.put(f"state/{topic.kind}/{topic.id}", state_piece(message))
            case BoardView(zone=zone) if zone != MAIN_BOARD:
                pass
            case BoardView() | WindowView() | QueueView() | SiteView():
                self._picture.put(_name(topic), view_piece(message))
            case _:
                pass

    def tick(self) -> None:
        """Let people act; a silent hall has no people."""
        self._kiosks.tick()
        now = self._time.now()
        if now is not None and not self._time.is_silent:
            self._cast.tick(now)

    def draw(self) -> None:
        """Show everything as it is now."""
        now = self._time.now()
        self._picture.put_all(self._lines.look())
        self._picture.put("people", self._visitors.look())
        self._picture.put("crowd", self._cast.piece())
        self._picture.put(
            "clock",
            {
                "time": now.replace(microsecond=0).isoformat() if now else None,
                "rate": self._world.rate,
                "silent": self._time.is_silent,
            },
        )
        if self._world.complete:
            catalogue = catalogue_piece(self._world.categories, self._world.matters)
            self._picture.put("catalogue", catalogue)
            self.known.set()


def _name(topic: Topic) -> str:
    """How a view's piece is named."""
    return f"window/{topic.id}" if topic.kind is Kind.WINDOW else topic.kind.value
