"""Commands about appointments."""

from datetime import datetime

from hall.core.hall import Wait
from hall.core.value import Value


class BookAppointment(Value, frozen=True, kw_only=True):
    """Book a time for a matter, or for a category without matters; `replaces` moves one."""

    appointment: str
    token: str
    starts_at: datetime
    matter: str | None = None
    category: str | None = None
    person: str | None = None
    replaces: str | None = None


class CancelAppointment(Value, frozen=True, kw_only=True):
    """Give an appointment up in time."""

    appointment: str


class CheckIn(Value, frozen=True, kw_only=True):
    """Come to an appointment and take its number; late, as a walk-in if one wants to."""

    appointment: str
    visit: str
    token: str
    language: str = "zh"
    needs: tuple[str, ...] = ()
    kiosk: str | None = None
    printer: str | None = None
    as_walk_in: bool = False
    wait: Wait | None = None
