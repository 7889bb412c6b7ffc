"""Whether a typed PIN opens the technician's screen; pure, on the machine clock.

After three wrong ones nothing is tried for a minute, so that nobody can try them all.
"""

from dataclasses import dataclass, replace
from hmac import compare_digest
from typing import Final

TRIES: Final = 3
LOCKED_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A PIN and how often it was missed; none locks for good."""

    pin: str | None
    missed: int = 0
    until_s: float = 0.0

    def is_held(self, now_s: float) -> bool:
        """Whether nothing is tried now."""
        return self.pin is None or now_s < self.until_s

    def tried(self, typed: str, now_s: float) -> tuple["Lock", bool]:
        """Try a PIN: the lock after it, and whether it opened."""
        if self.pin is None or self.is_held(now_s):
            return self, False
        if compare_digest(typed.encode(), self.pin.encode()):
            return replace(self, missed=0), True
        missed = self.missed + 1
        if missed < TRIES:
            return replace(self, missed=missed), False
        return replace(self, missed=0, until_s=now_s + LOCKED_S), False
