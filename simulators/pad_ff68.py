"""Simulated calling pad and rating pad of the `FF 68` protocol.

A key's frame is sent until the host echoes it, three times at most. What must not live here:
ports, what the hall makes of a key.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import Final

from devices.codecs.ff68 import BLANK, Frame, FrameDecoder, Function, PadKey, press, rated

ECHO_S: Final = 0.3
TRIES: Final = 3
ASKS_S: Final = 60.0
"""How long a rating pad asks by itself, and thanks, on the hall clock."""
THANKS_S: Final = 8.0
_ROOM: Final = 256


@dataclass(slots=True)
class _Unechoed:
    """A frame that the host has not echoed yet."""

    frame: Frame
    tries_left: int = TRIES
    due_s: float = 0.0


class _Pad(ABC):
    """What both pads share: an address, frames in, frames out until they are echoed."""

    def __init__(self, address: int) -> None:
        self.address = address
        self.powered = True
        self.unheard = 0
        """Frames that the host never echoed."""
        self._decoder = FrameDecoder()
        self._open: list[_Unechoed] = []
        self._out = bytearray()

    def room(self) -> int:
        """A pad always takes what comes."""
        return _ROOM

    def receive(self, data: bytes) -> None:
        """Frames for other addresses are passed over."""
        for frame in self._decoder.feed(data) if self.powered else ():
            if frame.address == self.address:
                self._open = [each for each in self._open if not _echoes(frame, each.frame)]
                self.obey(frame)

    def transmit(self) -> bytes:
        """What the pad sends now."""
        sent = bytes(self._out)
        self._out.clear()
        return sent

    def tick(self, dt_s: float, _hall_dt_s: float) -> None:
        """Send again what has not been echoed."""
        for each in list(self._open):
            each.due_s -= dt_s
            if each.due_s <= 0 and each.tries_left:
                self._out += each.frame.to_bytes()
                each.tries_left -= 1
                each.due_s = ECHO_S
            elif each.due_s <= 0:
                self._open.remove(each)
                self.unheard += 1

    def send(self, frame: Frame) -> None:
        """Send a frame until it is echoed."""
        if self.powered:
            self._open.append(_Unechoed(frame))

    @abstractmethod
    def obey(self, frame: Frame) -> None:
        """A frame for this pad."""


def _echoes(frame: Frame, sent: Frame) -> bool:
    return frame == sent.acknowledgement()


class SimulatedPad(_Pad):
    """A calling pad: twelve keys, six digits, stars and a beeper."""

    def __init__(self, address: int) -> None:
        super().__init__(address)
        self.digits: tuple[int | None, ...] = (None,) * 6
        self.stars = 0
        self.beeps = 0

    @property
    def display(self) -> str:
        """The six digits, a space for a dark one."""
        return "".join(" " if digit is None else str(digit) for digit in self.digits)

    def press(self, key: PadKey, figures: str = "") -> None:
        """A finger on a key, and before it on figures."""
        self.send(press(self.address, key, figures))

    def obey(self, frame: Frame) -> None:
        """Show or beep."""
        if frame.function == Function.BEEP:
            self.beeps += 1
        elif frame.function == Function.SHOW and len(frame.data) == len(self.digits):
            self.digits = tuple(None if each >= BLANK else each for each in frame.data)
        elif frame.function == Function.SHOW and len(frame.data) == 1:
            self.stars = frame.data[0]


class RaterState(Enum):
    """What a rating pad does."""

    IDLE = "idle"
    ASKING = "asking"
    """It asks the citizen aloud and in light."""
    THANKING = "thanking"
    """The host has acknowledged the level."""


class SimulatedRater(_Pad):
    """A rating pad: five keys and a lit question."""

    def __init__(self, address: int) -> None:
        super().__init__(address)
        self.state = RaterState.IDLE
        self.last_level: int | None = None
        self.beeps = 0
        self._lit_s = 0.0

    def press(self, level: int) -> None:
        """A citizen's finger on one of the keys, whether asked or not."""
        self.last_level = level
        self.send(rated(self.address, level))

    def obey(self, frame: Frame) -> None:
        """Ask, thank or beep."""
        if frame.function == Function.BEEP:
            self.beeps += 1
        elif frame.function == Function.KEY and frame.data == PadKey.RATE.value:
            self._light(RaterState.ASKING, ASKS_S)
        elif frame.function == Function.KEY and len(frame.data) == 1:
            self._light(RaterState.THANKING, THANKS_S)

    def tick(self, dt_s: float, hall_dt_s: float) -> None:
        """Send again what has not been echoed; go dark when it has been lit long enough."""
        super().tick(dt_s, hall_dt_s)
        self._lit_s -= hall_dt_s
        if self._lit_s <= 0:
            self.state = RaterState.IDLE

    def _light(self, state: RaterState, for_s: float) -> None:
        self.state, self._lit_s = state, for_s
