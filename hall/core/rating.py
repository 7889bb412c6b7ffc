"""Rating: one effective level for each service, freely given, never supposed.

Theory of operation. A service is rated once it is over, by the ticket's holder at any time of the
day, or on the window's pad while its question is open. A later rating supersedes; both stay in the
journal, bound to visit, window and clerk.
"""

from datetime import datetime
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
    if command.question_only and not _asked(hall.windows[service.window], service.id, now):
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


def _asked(window: Window, service: str, now: datetime) -> bool:
    until = window.question_until
    return window.question == service and until is not None and now < until
