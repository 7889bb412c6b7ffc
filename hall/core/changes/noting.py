"""What changes when something is noted: nothing but the moment of the last event."""

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.hall import Hall


def _unchanged(hall: Hall, _event: object) -> Hall:
    return hall


CHANGES: Changes = {
    e.AccessChanged: _unchanged,
    e.CatalogueDrafted: _unchanged,
    e.CataloguePublished: _unchanged,
    e.WarningAcknowledged: _unchanged,
}
