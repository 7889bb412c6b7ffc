"""Alpha protocol of Alpha and BetaBrite signs: one text that takes the screen; pure.

A transmission is five NULs or more, SOH, type, address in two hex digits, STX, command, EOT; a
checked one has ETX and four hex digits before EOT: the sum of all from STX to ETX. Source: "Alpha
Sign Communications Protocol" (pn 9708-8061), sections 5.1 and 6.1. Text is ASCII. The priority
file `0` is there on every sign, holds 125 bytes, and is shown instead of all else; written with a
mode but without text it takes the screen and shows nothing.

What must not live here: turns on the line, ports and clocks.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from devices.errors import WireError

WAKE_UP: Final = bytes(6)
ANY_TYPE: Final = b"Z"
EVERYONE: Final = 0x00
MOST_TEXT: Final = 125
"""What the priority file holds."""
ADDRESSES: Final = range(0x01, 0x100)
_SOH, _STX, _ETX, _EOT, _ESC = b"\x01", b"\x02", b"\x03", b"\x04", b"\x1b"
_WRITE_TEXT: Final = b"A"
_PRIORITY: Final = b"0"
_MIDDLE: Final = b" "
_PRINTABLE: Final = range(0x20, 0x7F)
_HEAD: Final = 3
"""Type and address."""
_OPENING: Final = _WRITE_TEXT + _PRIORITY + _ESC + _MIDDLE
_SUM_SIZE: Final = 4
_LONGEST: Final = 256
_HEX: Final = 16


class Mode(Enum):
    """How a text is shown."""

    HOLD = b"b"
    FLASH = b"c"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPriority:
    """Show one text instead of all else; an empty one shows nothing."""

    address: int
    text: str
    mode: Mode = Mode.HOLD
    type: bytes = ANY_TYPE
    checked: bool = False
    """Whether a sum goes with it, so that a sign leaves a damaged text alone."""

    def to_bytes(self) -> bytes:
        """The transmission; raises `WireError` when a field does not fit."""
        text = self.text.encode("ascii", errors="replace")
        if len(text) > MOST_TEXT or any(byte not in _PRINTABLE for byte in text):
            raise WireError(f"text {self.text!r}: expected {MOST_TEXT} printable characters")
        if self.address not in range(0x100) or len(self.type) != 1:
            raise WireError(f"address {self.address}, type {self.type!r}: expected 0-255, one byte")
        body = _STX + _OPENING + self.mode.value + text
        check = _sum(body + _ETX) if self.checked else b""
        head = WAKE_UP + _SOH + self.type + f"{self.address:02X}".encode("ascii")
        return head + body + (_ETX if self.checked else b"") + check + _EOT

    @classmethod
    def from_bytes(cls, raw: bytes) -> "ShowPriority":
        """Read what stands between SOH and EOT; raises `WireError`."""
        head, mark, body = raw.partition(_STX)
        command, etx, check = body.partition(_ETX)
        if etx and check.upper() != _sum(mark + command + etx):
            raise WireError(f"sum {check!r}, expected {_sum(mark + command + etx)!r}")
        if len(head) != _HEAD or not command.startswith(_OPENING) or len(command) == len(_OPENING):
            raise WireError("not a text for the priority file")
        return cls(
            type=head[:1],
            address=_address(head[1:]),
            mode=_mode(command[len(_OPENING) : len(_OPENING) + 1]),
            text=command[len(_OPENING) + 1 :].decode("ascii", errors="replace"),
            checked=bool(etx),
        )


def _sum(body: bytes) -> bytes:
    return f"{sum(body) % 0x10000:04X}".encode("ascii")


def _address(digits: bytes) -> int:
    if not digits.isalnum():
        raise WireError(f"address {digits!r}: expected two hex digits")
    try:
        return int(digits, _HEX)
    except ValueError as error:
        raise WireError(f"address {digits!r}: expected two hex digits") from error


def _mode(raw: bytes) -> Mode:
    try:
        return Mode(raw)
    except ValueError as error:
        raise WireError(f"mode {raw!r}: expected hold or flash") from error


class Decoder:
    """Texts out of a stream with noise, as a sign hears it; never raises, holds 256 bytes at most.

    SOH occurs in no text, so that every SOH begins anew.
    """

    def __init__(self) -> None:
        self._held: bytearray | None = None
        self.errors = 0
        """Transmissions broken off, damaged, too long, or of another command."""

    def feed(self, data: bytes) -> list[ShowPriority]:
        """The texts that are complete with these bytes, in order."""
        return [text for byte in data if (text := self._step(byte)) is not None]

    def _step(self, byte: int) -> ShowPriority | None:
        if byte == _SOH[0]:
            self.errors += bool(self._held)
            self._held = bytearray()
        elif self._held is not None and byte == _EOT[0]:
            return self._finish(bytes(self._held))
        elif self._held is not None and len(self._held) >= _LONGEST:
            self.errors += 1
            self._held = None
        elif self._held is not None:
            self._held.append(byte)
        return None

    def _finish(self, raw: bytes) -> ShowPriority | None:
        self._held = None
        try:
            return ShowPriority.from_bytes(raw)
        except WireError:
            self.errors += 1
            return None
