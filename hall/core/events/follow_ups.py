"""What happened after a service was over: a rating on a later day, and how a bad one is answered.

None of it changes the hall of the open day; the journal keeps it, and the records follow.
"""

from datetime import date, datetime

from hall.core.value import Value


class EarlierServiceRated(Value, frozen=True, kw_only=True):
    """A citizen said on a later day what a service was like; the last one counts."""

    at: datetime
    day: date
    """The business day of the service."""
    service: str
    visit: str
    window: int
    clerk: str
    level: int
    reasons: tuple[str, ...]
    words: str
    channel: str


class ServiceClaimed(Value, frozen=True, kw_only=True):
    """A citizen rates a meeting at a window of which no service was recorded; it counts as one."""

    at: datetime
    service: str
    visit: str
    window: int
    clerk: str
    category: str
    started_at: datetime
    """When the visit was called there."""
    matter: str | None = None
    day: date | None = None
    """The business day of the meeting, where it is an earlier one."""


class FollowUpOpened(Value, frozen=True, kw_only=True):
    """A service was rated badly for the first time; somebody has to answer until a day."""

    at: datetime
    day: date
    """The business day of the service."""
    service: str
    visit: str
    window: int
    clerk: str
    level: int
    due: date


class FollowUpMoved(Value, frozen=True, kw_only=True):
    """One act on a follow-up, and where it stands after it; who did it is the row's author."""

    at: datetime
    service: str
    visit: str
    step: int
    """1 for the first act."""
    act: str
    state: str
    owner: str | None = None
    due: date
    result: str | None = None
    words: str = ""
