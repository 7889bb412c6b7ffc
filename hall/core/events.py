"""What has happened, in the past tense; the only thing the journal keeps.

An event carries everything it decided, so that applying it needs neither settings nor catalogue.
`at` is on the hall clock, in UTC. A change of a payload's shape raises its version in `VERSIONS`
and adds a step to the upcasters of the storage.
"""

from dataclasses import dataclass
from datetime import date, datetime

from hall.core.hall import Offer, Outcome, PrintState, Wait
from hall.core.settings import Settings, VisitClass


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A business day began; it carries over what outlives a day."""

    at: datetime
    day: date
    offer: Offer
    settings: Settings
    plan_version: int
    plan: dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """The business day is over; nobody waits any more."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReopened:
    """A day closed by mistake goes on; its numbers continue where they stopped."""

    at: datetime
    day: date
    offer: Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitIssued:
    """A number was taken; it is callable whatever becomes of the paper."""

    at: datetime
    visit: str
    number: str
    ordinal: int
    order: int
    token: str
    category: str
    ahead: int
    matter: str | None = None
    receipt: str | None = None
    visit_class: VisitClass = VisitClass.ORDINARY
    language: str = "zh"
    needs: tuple[str, ...] = ()
    kiosk: str | None = None
    printer: str | None = None
    wait: Wait | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReported:
    """The paper of a number went one step further, or failed."""

    at: datetime
    visit: str
    state: PrintState


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCalled:
    """A visit was called to a window; `wait_s` is without parked time."""

    at: datetime
    visit: str
    number: str
    category: str
    window: int
    clerk: str
    wait_s: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecalled:
    """A called visit was called once more."""

    at: datetime
    visit: str
    window: int
    calls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted:
    """The serving of a visit began; `inferred` when no key said so."""

    at: datetime
    visit: str
    window: int
    service: str
    clerk: str
    category: str
    matter: str | None = None
    inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceWithdrawn:
    """A start turned out not to have been one: the service never was, and counts nowhere."""

    at: datetime
    visit: str
    window: int
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFinished:
    """The serving of a visit ended, and with it the visit."""

    at: datetime
    visit: str
    window: int
    service: str
    outcome: Outcome
    service_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMarkedNoShow:
    """A called visit did not come."""

    at: datetime
    visit: str
    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCancelled:
    """A visit was given up by the citizen, or for them."""

    at: datetime
    visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitNotReached:
    """The day was closed before the visit was called."""

    at: datetime
    visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAsked:
    """The citizen at a window was asked to rate a service, until a time."""

    at: datetime
    service: str
    window: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRated:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOpened:
    """A clerk sat down at a window, or came back from a pause."""

    at: datetime
    window: int
    clerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPaused:
    """A window stopped calling for a while."""

    at: datetime
    window: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowClosed:
    """A window was left."""

    at: datetime
    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSet:
    """Which window serves which categories changed; windows not named stay as they were."""

    at: datetime
    version: int
    windows: dict[int, tuple[str, ...]]
    reason: str


Event = (
    DayOpened
    | DayClosed
    | DayReopened
    | VisitIssued
    | TicketReported
    | VisitCalled
    | VisitRecalled
    | ServiceStarted
    | ServiceWithdrawn
    | ServiceFinished
    | VisitMarkedNoShow
    | VisitCancelled
    | VisitNotReached
    | RatingAsked
    | ServiceRated
    | WindowOpened
    | WindowPaused
    | WindowClosed
    | PlanSet
)

VERSIONS: dict[type[Event], int] = {
    DayOpened: 1,
    DayClosed: 1,
    DayReopened: 1,
    VisitIssued: 1,
    TicketReported: 1,
    VisitCalled: 1,
    VisitRecalled: 1,
    ServiceStarted: 1,
    ServiceWithdrawn: 1,
    ServiceFinished: 1,
    VisitMarkedNoShow: 1,
    VisitCancelled: 1,
    VisitNotReached: 1,
    RatingAsked: 1,
    ServiceRated: 1,
    WindowOpened: 1,
    WindowPaused: 1,
    WindowClosed: 1,
    PlanSet: 1,
}
"""The payload version that is written today."""
