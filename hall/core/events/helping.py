"""What happened about people at a kiosk who need a person."""

from datetime import datetime

from hall.core.value import Value


class HelpAsked(Value, frozen=True, kw_only=True):
    """Somebody at a kiosk asked for a person."""

    at: datetime
    kiosk: str


class HelpGiven(Value, frozen=True, kw_only=True):
    """A person went to the kiosk; `wait_s` is how long they were awaited."""

    at: datetime
    kiosk: str
    wait_s: float
