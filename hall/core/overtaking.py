"""Who went before somebody that waits, and why, for whoever waits.

Theory of operation. Lines are mixed by a rule, so people see numbers called that were taken after
theirs. Of the visits at windows, the one called last that stands later in the category's order and
went before somebody tells its reason; a clerk's own words about another person are left out.
"""

from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter

from msgspec.structs import replace

from hall.core.hall import Hall, Visit
from hall.core.stages import Stage
from hall.core.why import Why


def went_before(hall: Hall, visit: Visit) -> tuple[str, Why] | None:
    """The number that last went before a waiting visit, with the reason; None where none did."""
    if visit.stage != Stage.WAITING:
        return None
    found = max(_overtakers(hall, visit), key=itemgetter(0), default=None)
    return None if found is None else (found[1], replace(found[2], before=visit.number, words=""))


def _overtakers(hall: Hall, waiting: Visit) -> Iterator[tuple[datetime, str, Why]]:
    """Visits at windows that stand later in the same order: when called, their number, and why."""
    for window in hall.windows.values():
        called = hall.in_hand(window)
        if called is None or called.category != waiting.category:
            continue
        at, why = called.called_at, called.why
        if at is None or why is None or why.before is None:
            continue
        if called.line_key > waiting.line_key and at >= waiting.waiting_since:
            yield at, called.number, why
