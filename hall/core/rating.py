"""Rating: one effective level for each service, freely given, never supposed.

Theory of operation. A service is rated once it is over, by the ticket's holder at any time of the
day, or on the window's pad while its question is open. What a pad could not deliver at once counts
if the question was open when it was given. A later rating supersedes; both stay in the journal,
bound to visit, window and clerk.
"""

from datetime import datetime, timedelta
from typing import Final

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Service, Window
from hall.core.refusals import LevelOutOfRange, NoOpenQuestion, ServiceNotFinished, UnknownService

BEST_LEVEL: Final = 5


def rate(hall: Hall, command: c.RateService, now: datetime) -> tuple[e.Event, ...]:
    """Rate a finished service."""
    service = _rateable(hall, command.service)
    if not 1 <= command.level <= BEST_LEVEL:
        raise LevelOutOfRange(level=command.level)
    if command.question_only and not _was_asked(hall, service, command.given_at, now):
        raise NoOpenQuestion(service=service.id)
    return (
        e.ServiceRated(
            at=now,
            service=service.id,
            visit=service.visit,
            window=service.window,
            clerk=service.clerk,
            level=command.level,
            reasons=command.reasons,
            words=command.words,
            channel=command.channel,
            superseded=service.rating is not None,
        ),
    )


def _rateable(hall: Hall, service: str) -> Service:
    known = hall.services.get(service)
    if known is None:
        raise UnknownService(service=service)
    if known.finished_at is None:
        raise ServiceNotFinished(service=service)
    return known


def _was_asked(hall: Hall, service: Service, given_at: datetime | None, now: datetime) -> bool:
    """Whether the question is open, or was when the rating was given.

    A rating that came meanwhile on another way is the newer one and stands.
    """
    if _asked(hall.windows[service.window], service.id, now):
        return True
    since = service.finished_at
    if given_at is None or since is None or service.rating is not None:
        return False
    open_then = since <= given_at < since + timedelta(seconds=hall.settings.rating_open_s)
    return open_then and not any(
        other.window == service.window and since <= other.started_at <= given_at
        for other in hall.services.values()
        if other.id != service.id
    )


def _asked(window: Window, service: str, now: datetime) -> bool:
    until = window.question_until
    return window.question == service and until is not None and now < until
