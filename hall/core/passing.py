"""What time alone brings: supposed starts, the tides of the plan, the end of an announcement."""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall
from hall.core.planning import turn_tides
from hall.core.serving import suppose_starts
from hall.core.unfolding import Unfolding


def let_time_pass(hall: Hall, _command: c.LetTimePass, now: datetime) -> tuple[e.Event, ...]:
    """Do what is due by the clock; nothing of it can be refused."""
    unfolding = Unfolding(hall, now)
    if hall.announcement is not None and not hall.announcement.holds(now):
        unfolding.add(e.AnnouncementWithdrawn(at=now))
    if hall.emergency is None:
        suppose_starts(unfolding)
    turn_tides(unfolding)
    return unfolding.done()
