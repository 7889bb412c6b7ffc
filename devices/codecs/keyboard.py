"""Keyboards as Linux tells of them: events of keys, and lamps; pure.

A keypad on a counter and a scanner that types are keyboards to the machine. An event is 24 bytes:
time (two longs), type, code, value. Source: the kernel's `Documentation/input/input.rst` and
`include/uapi/linux/input-event-codes.h`. What must not live here: files, what a key asks for.
"""

import struct
from collections.abc import Mapping
from typing import Final

_EVENT: Final = struct.Struct("llHHi")
EVENT_BYTES: Final = _EVENT.size
_KEY: Final = 0x01
_LED: Final = 0x11
_NUM_LOCK_LAMP: Final = 0
_DOWN: Final = 1
_SHIFTS: Final = frozenset({42, 54})
_ROWS: Final = (
    (1, "\x1b1234567890-=\b\tqwertyuiop[]\n", "\x1b!@#$%^&*()_+\b\tQWERTYUIOP{}\n"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (55, "*", "*"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
    (96, "\n", "\n"),
    (98, "/", "/"),
)
"""First code, what the keys from there on type, and what they type with shift: a US keyboard."""
CHARACTERS: Final[Mapping[int, tuple[str, str]]] = {
    first + at: both
    for first, plain, shifted in _ROWS
    for at, both in enumerate(zip(plain, shifted, strict=True))
}


class KeyDecoder:
    """Characters out of events; never raises, holds less than one event."""

    def __init__(self) -> None:
        self._held = b""
        self._shifted: set[int] = set()

    def feed(self, data: bytes) -> str:
        """What was typed; keys that are held down type once."""
        held = self._held + data
        whole = len(held) - len(held) % EVENT_BYTES
        self._held = held[whole:]
        return "".join(self._typed(*each[2:]) for each in _EVENT.iter_unpack(held[:whole]))

    def quiet(self) -> None:
        """The keyboard was plugged in again: half an event, and a shift held down, are gone."""
        self._held = b""
        self._shifted.clear()

    def _typed(self, kind: int, code: int, value: int) -> str:
        if kind == _KEY and code in _SHIFTS:
            (self._shifted.add if value else self._shifted.discard)(code)
        if kind != _KEY or value != _DOWN or code not in CHARACTERS:
            return ""
        return CHARACTERS[code][bool(self._shifted)]


def typed(text: str) -> bytes:
    """The events of somebody who types; what no key has is left out."""
    codes = {
        character: (code, at == 1)
        for code, both in reversed(list(CHARACTERS.items()))
        for at, character in reversed(tuple(enumerate(both)))
    }
    return b"".join(_stroke(*codes[each]) for each in text if each in codes)


def _stroke(code: int, shifted: bool) -> bytes:
    shift = min(_SHIFTS)
    strokes = [(shift, 1), (code, 1), (code, 0), (shift, 0)] if shifted else [(code, 1), (code, 0)]
    return b"".join(_EVENT.pack(0, 0, _KEY, each, value) for each, value in strokes)


def lamp(*, on: bool) -> bytes:
    """The event that lights or darkens the Num Lock lamp."""
    return _EVENT.pack(0, 0, _LED, _NUM_LOCK_LAMP, int(on))


def lamps(data: bytes) -> list[bool]:
    """Which lamps a keyboard is told to light or to darken, in order."""
    whole = len(data) - len(data) % EVENT_BYTES
    events = _EVENT.iter_unpack(data[:whole])
    return [bool(value) for _, _, kind, code, value in events if (kind, code) == (_LED, 0)]
