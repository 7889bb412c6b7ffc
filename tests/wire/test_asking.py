"""What a gateway does with a press before and while the hall is there, on a hand-set clock."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.asking import PRESS_TTL_S, Asking
from devices.outbox import Outbox
from hall.bus.hearing import STALE_AFTER_S
from hall.bus.messages import Accepted, Beat, Key, Request
from hall.bus.topics import Channel, Kind, Topic

NOW = datetime(2026, 3, 2, tzinfo=UTC)
BEAT = Beat(epoch=1, utc=NOW, hall_time=NOW, rate=1.0)


@dataclass(slots=True)
class Desk:
    """A gateway's asking, and what comes of it."""

    folder: Path
    now_s: float = 100.0
    sent: list[Request] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        self.asking = Asking(
            Outbox(self.folder / "g.ratings"),
            lambda device: Topic("h1", Kind.PAD, device, Channel.REQUEST),
            lambda _topic, request: self.sent.append(request),
            self.told.append,
            clock=lambda: self.now_s,
        )

    def press(self) -> None:
        self.asking.press("pad-1", Key.CALL, "")

    def wait(self, seconds: float) -> None:
        self.now_s += seconds
        self.asking.tick()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_press_before_the_first_beat_waits_for_it(desk: Desk) -> None:
    """A gateway that has just begun does not yet know that the hall is there."""
    desk.press()
    desk.wait(0.9)
    assert (desk.sent, desk.told, desk.asking.pressed) == ([], [], 1)
    desk.asking.beat(BEAT)
    desk.asking.beat(BEAT)
    assert len(desk.sent) == 1
    assert desk.told == []


def test_a_press_to_which_no_beat_comes_is_told(desk: Desk) -> None:
    """Once, after as long as a hall may be silent; from then on at once."""
    desk.press()
    desk.wait(STALE_AFTER_S)
    desk.wait(STALE_AFTER_S)
    assert desk.told == ["pad-1"]
    desk.press()
    assert desk.told == ["pad-1", "pad-1"]
    desk.asking.beat(BEAT)
    assert desk.sent == []


def test_a_press_without_an_answer_is_told_when_its_time_is_over(desk: Desk) -> None:
    """It was sent and repeated, and the hall may have gone meanwhile."""
    desk.asking.beat(BEAT)
    desk.press()
    desk.wait(PRESS_TTL_S / 2)
    assert len(desk.sent) == 2
    desk.wait(PRESS_TTL_S / 2)
    assert desk.told == ["pad-1"]


def test_a_gateway_that_ends_tells_whose_press_has_no_answer(desk: Desk) -> None:
    """Held or sent; what the hall has answered is told to nobody."""
    desk.press()
    desk.asking.beat(BEAT)
    desk.press()
    desk.asking.replied(Accepted(request=desk.sent[0].id))
    assert desk.asking.pressed == 1
    assert desk.asking.give_up() == 1
    assert desk.told == ["pad-1"]
    assert desk.asking.pressed == 0
