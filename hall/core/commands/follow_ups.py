"""Commands about services that are over: rated on a later day, and answered when rated badly."""

from datetime import date, datetime

from hall.core.value import Value


class RateEarlierService(Value, frozen=True, kw_only=True):
    """Say what a service of an earlier day was like; what is known of it comes from the records."""

    day: date
    service: str
    visit: str
    window: int
    clerk: str
    level: int
    until: datetime
    """From when it is too late."""
    followed_up: bool
    """Whether a bad rating of it has been taken up already."""
    category: str = ""
    matter: str | None = None
    called_at: datetime | None = None
    """When the visit was called there, if no service was recorded: then it is claimed."""
    reasons: tuple[str, ...] = ()
    words: str = ""
    channel: str = "phone"


class MoveFollowUp(Value, frozen=True, kw_only=True):
    """Do one thing about a follow-up; whether it may be done is known where its state is."""

    service: str
    visit: str
    step: int
    act: str
    state: str
    due: date
    owner: str | None = None
    result: str | None = None
    words: str = ""
