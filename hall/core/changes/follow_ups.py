"""What changes when a bad rating is taken up; what belongs to earlier days changes nothing here."""

from dataclasses import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.changes.values import with_service
from hall.core.hall import Hall


def _opened(hall: Hall, event: e.FollowUpOpened) -> Hall:
    service = hall.services.get(event.service)
    return hall if service is None else with_service(hall, replace(service, followed_up=True))


def _nothing(hall: Hall, _event: object) -> Hall:
    return hall


CHANGES: Changes = {
    e.FollowUpOpened: _opened,
    e.FollowUpMoved: _nothing,
    e.EarlierServiceRated: _nothing,
}
