"""Blind calling: what a clerk may see of a visit before calling it.

Theory of operation. Before the call a clerk sees number, matter, wait and the reason of the choice,
never the person nor the class, so that nobody is picked or avoided. A hall may show the class.
"""

from dataclasses import dataclass
from datetime import datetime

from hall.core.choosing import Choice, choices
from hall.core.hall import Hall, Window
from hall.core.settings import VisitClass
from hall.core.why import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What is shown of a visit that a window would call."""

    number: str
    category: str
    matter: str | None
    entered_at: datetime
    """When its waiting began."""
    wait_s: float
    why: Why
    visit_class: VisitClass | None = None
    """Only where the hall does not call blindly."""


def glance(hall: Hall, window: Window, now: datetime, count: int) -> tuple[Glance, ...]:
    """What a clerk sees of the next few."""
    return tuple(_seen(hall, each, now) for each in choices(hall, window, now, count))


def _seen(hall: Hall, choice: Choice, now: datetime) -> Glance:
    visit = choice.visit
    return Glance(
        number=visit.number,
        category=visit.category,
        matter=visit.matter,
        entered_at=visit.waiting_since,
        wait_s=(now - visit.waiting_since).total_seconds(),
        why=choice.why,
        visit_class=None if hall.settings.call_blind else visit.visit_class,
    )
