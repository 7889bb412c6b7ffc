"""What changes when a bad rating is taken up; what belongs to earlier days changes nothing here."""

from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.changes.values import with_service, with_visit
from hall.core.hall import Hall, Outcome, Service


def _opened(hall: Hall, event: e.FollowUpOpened) -> Hall:
    service = hall.services.get(event.service)
    return hall if service is None else with_service(hall, replace(service, followed_up=True))


def _nothing(hall: Hall, _event: object) -> Hall:
    return hall


def _claimed(hall: Hall, event: e.ServiceClaimed) -> Hall:
    visit = hall.visits.get(event.visit)
    if visit is None:  # of an earlier day
        return hall
    service = Service(
        id=event.service,
        visit=event.visit,
        window=event.window,
        clerk=event.clerk,
        matter=event.matter,
        started_at=event.started_at,
        inferred_start=True,
        finished_at=event.at,
        outcome=Outcome.UNFINISHED,
    )
    known = replace(visit, services=(*visit.services, service.id))
    return with_service(with_visit(hall, known), service)


CHANGES: Changes = {
    e.ServiceClaimed: _claimed,
    e.FollowUpOpened: _opened,
    e.FollowUpMoved: _nothing,
    e.EarlierServiceRated: _nothing,
}
