"""Serving: a service begins, ends with an outcome, or is supposed to have begun.

Theory of operation. A service is one serving of a visit at one window. Where there is a key, the
clerk starts it; else the clock supposes it a set time after the last call, and a finish supposes
it at once. Service time leaves out what the visit was parked. What a finish leads to is in
`finishing`.
"""

from datetime import datetime, timedelta

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Outcome, Visit
from hall.core.lookups import known_window, only_called, signed_in
from hall.core.stages import Stage
from hall.core.unfolding import Unfolding

__all__ = ["end_service", "known_window", "start", "start_service", "suppose_starts"]


def start(hall: Hall, command: c.StartService, now: datetime) -> tuple[e.Event, ...]:
    """Begin to serve the called visit, because somebody said so."""
    unfolding = Unfolding(hall, now)
    window = signed_in(hall, command.window)
    start_service(unfolding, only_called(hall, window), inferred=False)
    return unfolding.done()


def start_service(unfolding: Unfolding, visit: Visit, *, inferred: bool) -> None:
    """A new service of a visit at the window where it is."""
    window = unfolding.hall.windows[visit.window or 0]
    unfolding.add(
        e.ServiceStarted(
            at=unfolding.now,
            visit=visit.id,
            window=window.no,
            service=f"{visit.id}.{len(visit.services) + 1}",
            clerk=window.clerk or "",
            category=visit.category,
            matter=visit.matter,
            inferred=inferred,
        )
    )


def end_service(
    unfolding: Unfolding, visit: Visit, outcome: Outcome, *, ends_visit: bool = True
) -> None:
    """The service going on is over; it has lasted without the time the visit was parked."""
    service = unfolding.hall.services[visit.service or ""]
    until = visit.parked_at or unfolding.now
    unfolding.add(
        e.ServiceFinished(
            at=unfolding.now,
            visit=visit.id,
            window=service.window,
            service=service.id,
            outcome=outcome,
            service_s=(until - service.started_at).total_seconds() - service.parked_s,
            ends_visit=ends_visit,
        )
    )


def cut_service(unfolding: Unfolding, visit: Visit, until: datetime) -> None:
    """End a service and its visit as of the last moment that is known of the day."""
    service = unfolding.hall.services[visit.service or ""]
    unfolding.add(
        e.ServiceFinished(
            at=unfolding.now,
            visit=visit.id,
            window=service.window,
            service=service.id,
            outcome=Outcome.UNFINISHED,
            service_s=(until - service.started_at).total_seconds() - service.parked_s,
            cut_short=True,
        )
    )


def suppose_starts(unfolding: Unfolding) -> None:
    """Infer the starts that nobody keyed, a set time after the last call."""
    after = timedelta(seconds=unfolding.hall.settings.infer_start_after_s)
    for window in unfolding.hall.windows.values():
        visit = unfolding.hall.in_hand(window)
        if visit is None or visit.stage != Stage.CALLED or visit.last_call_at is None:
            continue
        if unfolding.now >= visit.last_call_at + after:
            start_service(unfolding, visit, inferred=True)
