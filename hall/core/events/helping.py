"""What happened about people at a kiosk who need a person."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAsked:
    """Somebody at a kiosk asked for a person."""

    at: datetime
    kiosk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpGiven:
    """A person went to the kiosk; `wait_s` is how long they were awaited."""

    at: datetime
    kiosk: str
    wait_s: float
