"""What changes when numbers are taken for something else."""

from immutables import Map
from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.hall import Hall


def _changed(hall: Hall, event: e.OfferChanged) -> Hall:
    windows = {
        no: replace(window, categories=event.plan[no], secondary=event.secondary.get(no, ()))
        for no, window in hall.windows.items()
    }
    return replace(hall, offer=event.offer, windows=Map(windows))


CHANGES: Changes = {e.OfferChanged: _changed}
