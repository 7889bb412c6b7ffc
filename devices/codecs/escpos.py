"""ESC/POS status of ticket printers: what the host asks, what the printer answers; pure.

Source: Epson's public ESC/POS command reference (DLE EOT, GS r, GS a, GS ( H, GS I). Replies
carry no length and may interleave, so each is known by its fixed bits:

    real-time status, DLE EOT n   0xx1xx10
    paper sensor, GS r 1          0xx0xxxx
    automatic status, GS a        0xx1xx00, then three of 0xx0xxxx
    block, GS ( H and GS I        37h or 5Fh, text, 00h
    flow control                  11h go on, 13h wait

What must not live here: printing itself (see `escpos_job`), ports and clocks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Final

from devices.errors import WireError


class Condition(Enum):
    """One thing that a printer says about itself."""

    OFFLINE = "offline"
    """It does not print now, whatever the reason."""
    WAITING = "waiting"
    """It waits to be switched on line again after an error."""
    COVER_OPEN = "cover_open"
    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    ERROR = "error"
    """Some error; the error status says which."""
    RECOVERABLE = "recoverable"
    """An error that a person can clear."""
    CUTTER = "cutter"
    UNRECOVERABLE = "unrecoverable"
    """Only a repair helps."""
    HEAD_HOT = "head_hot"
    """The head's temperature; it goes on by itself."""


class Status(IntEnum):
    """The parameter of DLE EOT."""

    PRINTER = 1
    OFFLINE = 2
    ERROR = 3
    PAPER = 4


Bits = Mapping[Condition, int]
"""Which bits must all be set for a condition."""

REAL_TIME_BITS: Final[Mapping[Status, Bits]] = {
    Status.PRINTER: {Condition.OFFLINE: 0x08, Condition.WAITING: 0x20},
    Status.OFFLINE: {Condition.COVER_OPEN: 0x04, Condition.PAPER_OUT: 0x20, Condition.ERROR: 0x40},
    Status.ERROR: {
        Condition.RECOVERABLE: 0x04,
        Condition.CUTTER: 0x08,
        Condition.UNRECOVERABLE: 0x20,
        Condition.HEAD_HOT: 0x40,
    },
    Status.PAPER: {Condition.PAPER_NEAR_END: 0x0C, Condition.PAPER_OUT: 0x60},
}
SENSOR_BITS: Final[Bits] = {Condition.PAPER_NEAR_END: 0x03, Condition.PAPER_OUT: 0x0C}
AUTOMATIC_BITS: Final[tuple[Bits, ...]] = (
    {Condition.OFFLINE: 0x08, Condition.COVER_OPEN: 0x20},
    REAL_TIME_BITS[Status.ERROR],
    SENSOR_BITS,
    {},
)

_REAL_TIME: Final = 0x12
_AUTOMATIC: Final = (0x10, 0x00, 0x00, 0x00)
_SENSOR: Final = 0x00


def _read(byte: int, bits: Bits) -> frozenset[Condition]:
    return frozenset(each for each, mask in bits.items() if byte & mask == mask)


def _write(fixed: int, bits: Bits, conditions: Iterable[Condition]) -> int:
    for each in conditions:
        fixed |= bits.get(each, 0)
    return fixed


# --- host to printer --------------------------------------------------------------------------


def ask_status(status: Status) -> bytes:
    """DLE EOT n: answered at once, even when off line."""
    return bytes((0x10, 0x04, status))


ASK_PAPER: Final = b"\x1dr\x01"
"""GS r 1: answered in its turn, after what was sent before has been worked off."""
AUTOMATIC_ON: Final = b"\x1da\x0f"
"""GS a: tell every change of drawer, off line, error and paper."""
ASK_FIRMWARE: Final = b"\x1dIA"
"""GS I 65: the firmware's version, as a block."""
NO_REAL_TIME: Final = b"\x1d(D\x05\x00\x14\x01\x00\x02\x00"
"""GS ( D: picture data may contain DLE DC4; do not open a drawer or switch off because of it."""
CLEAR_BUFFER: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: obeyed at once; what has not been printed never will be. Answered by `Cleared`."""
JOB_ID_LETTERS: Final = "ABCDEFGHIJKLMNO"
"""40h-4Fh: no byte of an id can be taken for a status with a fault in it."""
_JOB_ID_SIZE: Final = 4


def ask_done(job: str) -> bytes:
    """GS ( H function 48: answered with the id when all that was sent before is printed."""
    name = job.encode("ascii")
    if len(name) != _JOB_ID_SIZE or not all(byte in _BLOCK_TEXT for byte in name):
        raise WireError(f"job id {job!r}: expected four printable characters")
    return b"\x1d(H\x06\x0000" + name


def job_id(count: int) -> str:
    """The id of a counted job; they repeat after 50,625."""
    letters = ""
    for _ in range(_JOB_ID_SIZE):
        count, letter = divmod(count, len(JOB_ID_LETTERS))
        letters = JOB_ID_LETTERS[letter] + letters
    return letters


# --- printer to host --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RealTimeStatus:
    """One answer to DLE EOT; which one it answers is known from the order of asking."""

    byte: int

    def to_bytes(self) -> bytes:
        """The byte itself."""
        return bytes((self.byte,))

    @classmethod
    def of(cls, status: Status, conditions: Iterable[Condition]) -> "RealTimeStatus":
        """The answer that these conditions give."""
        return cls(byte=_write(_REAL_TIME, REAL_TIME_BITS[status], conditions))

    def conditions(self, status: Status) -> frozenset[Condition]:
        """What it says when it answers this question."""
        return _read(self.byte, REAL_TIME_BITS[status])


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSensor:
    """The answer to GS r 1."""

    conditions: frozenset[Condition]

    def to_bytes(self) -> bytes:
        """One byte."""
        return bytes((_write(_SENSOR, SENSOR_BITS, self.conditions),))


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticStatus:
    """What GS a makes the printer tell by itself."""

    conditions: frozenset[Condition]

    def to_bytes(self) -> bytes:
        """Four bytes."""
        pairs = zip(_AUTOMATIC, AUTOMATIC_BITS, strict=True)
        return bytes(_write(fixed, bits, self.conditions) for fixed, bits in pairs)

    @classmethod
    def from_bytes(cls, raw: bytes) -> "AutomaticStatus":
        """Read four bytes whose fixed bits are right."""
        pairs = zip(raw, AUTOMATIC_BITS, strict=True)
        return cls(conditions=frozenset().union(*(_read(byte, bits) for byte, bits in pairs)))


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDone:
    """All that was sent before `ask_done` has been printed."""

    job: str

    def to_bytes(self) -> bytes:
        """Seven bytes."""
        return b"\x37\x22" + self.job.encode("ascii") + b"\x00"


@dataclass(frozen=True, slots=True)
class Cleared:
    """What had not been printed has been thrown away."""

    def to_bytes(self) -> bytes:
        """Three bytes."""
        return b"\x37\x25\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """The answer to GS I."""

    text: str

    def to_bytes(self) -> bytes:
        """A block."""
        return b"\x5f" + self.text.encode("ascii") + b"\x00"


class Flow(Enum):
    """Software flow control."""

    GO_ON = 0x11
    WAIT = 0x13

    def to_bytes(self) -> bytes:
        """One byte."""
        return bytes((self.value,))


Reply = RealTimeStatus | PaperSensor | AutomaticStatus | JobDone | Cleared | Information | Flow

_BLOCK_TEXT: Final = range(0x20, 0x7F)
_BLOCK_HEADS: Final = frozenset(b"\x37\x5f")
_FLOWS: Final = {flow.value: flow for flow in Flow}
_MAX_BLOCK: Final = 82


class ReplyDecoder:
    """Replies out of a stream with noise; never raises, never holds more than one reply."""

    def __init__(self) -> None:
        self._block = bytearray()
        self._automatic = bytearray()
        self.errors = 0
        """Bytes that belong to no reply, and replies broken off."""

    def feed(self, data: bytes) -> list[Reply]:
        """The replies that are complete with these bytes, in order."""
        return [reply for byte in data if (reply := self._step(byte)) is not None]

    def quiet(self) -> None:
        """The line has been silent for longer than a reply may pause: give up a broken one."""
        self.errors += bool(self._block) + bool(self._automatic)
        self._block.clear()
        self._automatic.clear()

    def _step(self, byte: int) -> Reply | None:
        if byte in _FLOWS:
            return _FLOWS[byte]
        if self._block:
            return self._in_block(byte)
        if byte in _BLOCK_HEADS:
            self._block.append(byte)
            return None
        return self._status(byte)

    def _in_block(self, byte: int) -> Reply | None:
        if byte == 0:
            raw = bytes(self._block)
            self._block.clear()
            return self._block_reply(raw)
        if byte in _BLOCK_TEXT and len(self._block) < _MAX_BLOCK:
            self._block.append(byte)
            return None
        if _is_real_time(byte):
            return RealTimeStatus(byte=byte)
        self.errors += 1
        self._block.clear()
        return self._step(byte)

    def _block_reply(self, raw: bytes) -> Reply | None:
        text = raw.decode("ascii")
        if text.startswith("_"):
            return Information(text=text[1:])
        if text.startswith('7"') and len(text) == 2 + _JOB_ID_SIZE:
            return JobDone(job=text[2:])
        if text == "7%":
            return Cleared()
        self.errors += 1
        return None

    def _status(self, byte: int) -> Reply | None:
        if _is_real_time(byte):
            return RealTimeStatus(byte=byte)
        if byte & 0x93 == _AUTOMATIC[0]:
            self.errors += bool(self._automatic)
            self._automatic = bytearray((byte,))
            return None
        if byte & 0x90:
            self.errors += 1
            return None
        return self._sensor(byte)

    def _sensor(self, byte: int) -> Reply | None:
        if not self._automatic:
            return PaperSensor(conditions=_read(byte, SENSOR_BITS))
        self._automatic.append(byte)
        if len(self._automatic) < len(_AUTOMATIC):
            return None
        raw = bytes(self._automatic)
        self._automatic.clear()
        return AutomaticStatus.from_bytes(raw)


def _is_real_time(byte: int) -> bool:
    return byte & 0x93 == _REAL_TIME
