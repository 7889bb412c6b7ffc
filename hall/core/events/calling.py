"""What happened at a window with a visit in hand."""

from datetime import datetime

from hall.core.hall import Outcome
from hall.core.value import Value
from hall.core.why import Why


class VisitCalled(Value, frozen=True, kw_only=True):
    """A visit was called to a window; `wait_s` is without parked time."""

    at: datetime
    visit: str
    number: str
    category: str
    window: int
    clerk: str
    wait_s: float
    reason: str
    finished: str | None = None
    """The visit that the same press finished."""
    why: Why | None = None


class VisitRecalled(Value, frozen=True, kw_only=True):
    """A called visit was called once more."""

    at: datetime
    visit: str
    window: int
    calls: int


class ServiceStarted(Value, frozen=True, kw_only=True):
    """The serving of a visit began; `inferred` when no key said so."""

    at: datetime
    visit: str
    window: int
    service: str
    clerk: str
    category: str
    matter: str | None = None
    inferred: bool


class ServiceWithdrawn(Value, frozen=True, kw_only=True):
    """A start turned out not to have been one: the service never was, and counts nowhere."""

    at: datetime
    visit: str
    window: int
    service: str


class ServiceFinished(Value, frozen=True, kw_only=True):
    """The serving of a visit ended, and with it the visit unless it goes on elsewhere.

    `service_s` is without parked time.
    """

    at: datetime
    visit: str
    window: int
    service: str
    outcome: Outcome
    service_s: float
    ends_visit: bool = True
    cut_short: bool = False
    """Whether nobody saw its end, because the day was left open."""


class VisitMarkedNoShow(Value, frozen=True, kw_only=True):
    """A called visit did not come."""

    at: datetime
    visit: str
    window: int


class RatingAsked(Value, frozen=True, kw_only=True):
    """The citizen at a window was asked to rate a service, until a time."""

    at: datetime
    service: str
    window: int
    until: datetime


class ServiceRated(Value, frozen=True, kw_only=True):
    """A citizen rated a service; supersedes what was said of it before."""

    at: datetime
    service: str
    visit: str
    window: int
    clerk: str
    level: int
    reasons: tuple[str, ...]
    words: str
    channel: str
    superseded: bool


class CallShown(Value, frozen=True, kw_only=True):
    """A call was shown and spoken where its citizen waits."""

    at: datetime
    visit: str
    window: int


class VisitCallWithdrawn(Value, frozen=True, kw_only=True):
    """A call was taken back; the visit stands where it stood."""

    at: datetime
    visit: str
    number: str
    window: int


class ServiceReopened(Value, frozen=True, kw_only=True):
    """A finish was taken back; the visit is being served again."""

    at: datetime
    visit: str
    window: int
    service: str


class NoShowUndone(Value, frozen=True, kw_only=True):
    """A no-show was taken back; the visit is called as before."""

    at: datetime
    visit: str
    window: int


class VisitMissed(Value, frozen=True, kw_only=True):
    """A called visit did not come; it may come back later in the day."""

    at: datetime
    visit: str
    window: int
