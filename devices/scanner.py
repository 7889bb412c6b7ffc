"""Driver of one scanner of printed codes, on a serial line or as a keyboard.

What must not live here: bytes (see the codecs), what a code means: the screen near it knows.
"""

from typing import Final

from devices.codecs.keyboard import KeyDecoder
from devices.codecs.scan import ScanDecoder
from devices.driver import Health, Outlet
from devices.link import Link
from devices.troubles import LINE_LOST, UNSUPPORTED
from hall.bus.messages import AnswerOutcome, Command

SILENCE_S: Final = 0.3
"""So long a silence ends a code without a suffix."""
REPEAT_S: Final = 2.0
"""The same code again within this time is the same paper, held still."""
LEAST_CODE: Final = 4
"""What is shorter is noise: no code of a hall is."""
IDLE_S: Final = 1.0


class ScannerDriver:
    """One scanner, alone on its line."""

    def __init__(self, outlet: Outlet, scanner: str, keyboard: KeyDecoder | None = None) -> None:
        self._outlet = outlet
        self._scanner = scanner
        self._keyboard = keyboard
        self._decoder = ScanDecoder()
        self._errors_told = 0
        self._last = ("", float("-inf"))
        self._heard_at_s = 0.0
        self._health = Health()

    @property
    def patience_s(self) -> float:
        """Short while a code has begun."""
        return SILENCE_S if self._decoder.incomplete else IDLE_S

    def opened(self, _link: Link, _now_s: float) -> None:
        """A scanner is there when its line is: it has no question to answer."""
        self._decoder.quiet()
        if self._keyboard is not None:
            self._keyboard.quiet()
        self._tell(Health(online=True, counters=self._health.counters))

    def lost(self) -> None:
        """The scanner is off line."""
        self._tell(Health(troubles=(LINE_LOST,), counters=self._health.counters))

    def received(self, data: bytes, now_s: float) -> None:
        """Codes, ended by their suffix or by silence."""
        if data:
            self._heard_at_s = now_s
        typed = self._keyboard.feed(data).encode() if self._keyboard is not None else data
        codes = self._decoder.feed(typed)
        if now_s - self._heard_at_s >= SILENCE_S:
            codes += self._decoder.quiet()
        for code in codes:
            self._scanned(code, now_s)
        if fresh := self._decoder.errors - self._errors_told:
            self._errors_told += fresh
            self._tell(self._health.counted("wire_errors", fresh))

    def _scanned(self, code: str, now_s: float) -> None:
        last, at_s = self._last
        self._last = (code, now_s)
        if len(code) < LEAST_CODE:
            return
        repeated = code == last and now_s - at_s < REPEAT_S
        self._tell(self._health.counted("repeats" if repeated else "scans"))
        if not repeated:
            self._outlet.scanned(self._scanner, code)

    def obey(self, device: str, command: Command, _now_s: float) -> None:
        """A scanner is told nothing."""
        self._outlet.answer(device, command.id, AnswerOutcome.FAILED, UNSUPPORTED.text)

    def unanswered(self, device: str, now_s: float) -> None:
        """What was read is said once."""

    def _tell(self, health: Health) -> None:
        self._health = health
        self._outlet.health(self._scanner, health)
