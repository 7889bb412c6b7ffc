"""What scanners of printed codes send: the code and an end of line; pure.

Scanners send the bytes of the code and a suffix that can be set; the makers' default is a carriage
return, a line feed or both. One without a suffix ends with silence. What must not live here: what
a code means, ports and clocks.
"""

from typing import Final

MOST_CODE: Final = 512
_ENDS: Final = b"\r\n\t\0"


class ScanDecoder:
    """Codes out of bytes; never raises, holds one code at most."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._spoilt = False
        """Whether what comes until the next end is of no code."""
        self.errors = 0
        """How often bytes came that are of no code."""

    @property
    def incomplete(self) -> bool:
        """Whether a code has begun."""
        return bool(self._held)

    def feed(self, data: bytes) -> list[str]:
        """The codes that are complete with these bytes, in order."""
        codes: list[str] = []
        for byte in data:
            if byte in _ENDS:
                codes += self.quiet()
            elif len(self._held) < MOST_CODE:
                self._held.append(byte)
            else:
                self._spoilt = True
        return codes

    def quiet(self) -> list[str]:
        """The line is silent: what has come so far is a code."""
        raw, spoilt = bytes(self._held), self._spoilt
        self._held.clear()
        self._spoilt = False
        if not raw:
            return []
        code = raw.decode("utf-8", errors="replace").strip()
        if spoilt or "\ufffd" in code or not code.isprintable():
            self.errors += 1
            return []
        return [code] if code else []
