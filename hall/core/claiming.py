"""Claims: who was met at a window can rate it, also where no service was recorded.

Theory of operation. A clerk may send somebody away without pressing a key, mark them as a no-show,
park or transfer them before the start. What is certain is that they were called. So the holder of
the ticket may rate the last call if it led to no service: the claim makes a service of no length,
which the inspector sees among the quick ones.
"""

from datetime import datetime

from hall.core import events as e
from hall.core.hall import Hall, Visit
from hall.core.stages import Stage


def claimable(hall: Hall, visit: Visit) -> str | None:
    """The id that a claim's service would have; None when there is nothing to claim."""
    meeting = visit.meeting
    if meeting is None or visit.stage in {Stage.CALLED, Stage.SERVING}:
        return None
    services = (hall.services[each] for each in visit.services)
    if any(not each.withdrawn and each.started_at >= meeting.at for each in services):
        return None
    return f"{visit.id}.met{len(visit.services) + 1}"


def claim(hall: Hall, service: str, now: datetime) -> tuple[e.Event, ...]:
    """The claim of a service by its id; nothing when it is known, or cannot be claimed."""
    visit = hall.visits.get(service.rpartition(".")[0])
    if visit is None or visit.meeting is None or claimable(hall, visit) != service:
        return ()
    window, clerk, at = visit.meeting
    return (
        e.ServiceClaimed(
            at=now,
            service=service,
            visit=visit.id,
            window=window,
            clerk=clerk,
            category=visit.category,
            matter=visit.matter,
            started_at=at,
        ),
    )
