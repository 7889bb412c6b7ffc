"""Driver of one calling pad that is a keyboard to the machine: a keypad on a counter.

It has neither display nor beeper: what a pad would beep, the Num Lock lamp blinks. What must not
live here: events (see the codec), what the hall makes of a key.
"""

from collections.abc import Mapping
from typing import Final

from devices.codecs.keyboard import KeyDecoder, lamp
from devices.driver import Health, Outlet
from devices.link import Link
from devices.troubles import LINE_LOST, UNSUPPORTED
from hall.bus.messages import AnswerOutcome, Beep, Command, Key

FIGURES_S: Final = 5.0
"""Figures without a key are forgotten after this time."""
MOST_FIGURES: Final = 12
REPEAT_S: Final = 0.3
"""The same key again within this time is a finger that trembles."""
BLINK_S: Final = 0.2
WRITE_S: Final = 1.0
IDLE_S: Final = 1.0
REFUSED_BLINKS: Final = 3
KEYS: Final[Mapping[str, Key]] = {
    "\n": Key.CALL,
    "+": Key.RECALL,
    "-": Key.NO_SHOW,
    "*": Key.RATE,
    "/": Key.PAUSE,
    ".": Key.SIGN_IN,
    "\b": Key.CANCEL,
}
"""What the keys of a number pad ask for, unless the settings say otherwise."""


class KeyboardPadDriver:
    """One keypad, for one window."""

    def __init__(self, outlet: Outlet, pad: str, keys: Mapping[str, Key] = KEYS) -> None:
        self._outlet = outlet
        self._pad = pad
        self._keys = keys
        self._decoder = KeyDecoder()
        self._link: Link | None = None
        self._figures = ""
        self._touched_at_s = 0.0
        self._last = ("", float("-inf"))
        self._lamp: list[tuple[float, bool]] = []
        self._health = Health()

    @property
    def patience_s(self) -> float:
        """Short while the lamp blinks."""
        return BLINK_S / 2 if self._lamp else IDLE_S

    def opened(self, link: Link, _now_s: float) -> None:
        """A keypad is there when its file is."""
        self._link, self._figures = link, ""
        self._lamp.clear()
        self._decoder.quiet()
        self._tell(Health(online=True, counters=self._health.counters))

    def lost(self) -> None:
        """The keypad is off line."""
        self._link = None
        self._tell(Health(troubles=(LINE_LOST,), counters=self._health.counters))

    def received(self, data: bytes, now_s: float) -> None:
        """Figures are gathered; any other key ends them."""
        for character in self._decoder.feed(data):
            self._typed(character, now_s)
        due = [on for at_s, on in self._lamp if at_s <= now_s]
        self._lamp = [each for each in self._lamp if each[0] > now_s]
        if due and self._link is not None:
            self._link.write(lamp(on=due[-1]), WRITE_S)

    def _typed(self, character: str, now_s: float) -> None:
        if now_s - self._touched_at_s > FIGURES_S:
            self._figures = ""
        self._touched_at_s = now_s
        if character.isdecimal():
            self._figures = (self._figures + character)[:MOST_FIGURES]
            return
        figures, self._figures = self._figures, ""
        last, at_s = self._last
        self._last = (character, now_s)
        if character == last and now_s - at_s < REPEAT_S:
            return
        self._tell(self._health.counted("presses"))
        key = self._keys.get(character)
        if key is None:
            self._blink(REFUSED_BLINKS, now_s)
        else:
            self._outlet.press(self._pad, key, figures)

    def obey(self, device: str, command: Command, now_s: float) -> None:
        """Blink for a beep; there is no display."""
        if isinstance(command, Beep):
            self._blink(command.times, now_s)
            self._outlet.answer(device, command.id, AnswerOutcome.DONE)
        else:
            self._outlet.answer(device, command.id, AnswerOutcome.FAILED, UNSUPPORTED.text)

    def unanswered(self, _device: str, now_s: float) -> None:
        """Three blinks, as for a refusal: what was pressed has not happened."""
        self._blink(REFUSED_BLINKS, now_s)

    def _blink(self, times: int, now_s: float) -> None:
        first_s = max([now_s, *(at_s + BLINK_S for at_s, _ in self._lamp)])
        for turn in range(times):
            on_s = first_s + 2 * BLINK_S * turn
            self._lamp += [(on_s, True), (on_s + BLINK_S, False)]

    def _tell(self, health: Health) -> None:
        self._health = health
        self._outlet.health(self._pad, health)
