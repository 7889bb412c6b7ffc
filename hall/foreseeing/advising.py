"""The adviser beside a running hall: looks every few minutes, says it, and acts where it may.

Moves of the last hour count, whoever made them. Automatic moves are orders like everybody's: the
rules decide, and the journal names the adviser and its reason.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from hall.controller.foresight import Seen
from hall.controller.foretold import Foretold, Move
from hall.controller.orders import Actor, ActorKind, Order
from hall.controller.premises import Premises
from hall.core.adviser import AdviserSettings, Mode
from hall.core.commands import SetPlan
from hall.core.hall import Hall
from hall.core.plan_checks import check_entries
from hall.core.refusals import Refused
from hall.forecast.advice.adviser import advise
from hall.forecast.advice.counsel import Suggestion
from hall.forecast.advice.moves import AdviceRules
from hall.forecast.waits.forecaster import WaitForecaster
from hall.foreseeing.present_state import state_at
from hall.foreseeing.wording import Wording

ADVISER: Final = Actor(ActorKind.PROGRAM, "adviser")
_HOUR: Final = timedelta(hours=1)


def rules_of(
    settings: AdviserSettings, hall: Hall, aside: frozenset[frozenset[Move]] = frozenset()
) -> AdviceRules:
    """What a manager allows and has not put aside, with what the clerks there now can serve."""
    refused = {move for moves in aside if len(moves) == 1 for move in moves}
    sitting = {no: each.skills for no, each in hall.windows.items() if each.skills is not None}
    return AdviceRules(
        moves_an_hour=settings.moves_an_hour,
        fixed_windows=settings.fixed_windows,
        least_windows=settings.least_windows,
        most_categories=settings.most_categories,
        skills={**settings.skills, **sitting},
        threshold=settings.threshold,
        proposals=settings.proposals,
        fits=lambda no, codes: (
            (no, codes) not in refused
            and _fits(hall, no, codes, across_floors=settings.across_floors)
        ),
    )


def _fits(hall: Hall, no: int, codes: tuple[str, ...], *, across_floors: bool) -> bool:
    """Whether the rules take a plan, and nobody is sent to another floor than where they wait."""
    try:
        check_entries(hall, {no: codes}, {})
    except Refused:
        return False
    return across_floors or all(_on_one_floor(hall, no, code) for code in codes)


def _on_one_floor(hall: Hall, no: int, code: str) -> bool:
    """Where a window serves a category already, its people find their way."""
    traits, rule = hall.traits(no), hall.category(code)
    if code in hall.windows[no].categories or traits is None or rule is None:
        return True
    return None in {traits.floor, rule.floor} or traits.floor == rule.floor


@dataclass(slots=True)
class Counsellor:
    """Advises every few minutes, as a companion of the looks."""

    forecaster: WaitForecaster
    foretold: Foretold
    premises: Callable[[], Premises]
    give: Callable[[Order], None]
    """Hands an order to the hall."""
    moved_before: Callable[[date], Sequence[datetime]] = lambda _day: ()
    """When windows were moved on a day, as far as that is on record."""
    _day: date | None = None
    _bounds: tuple[AdviserSettings, frozenset[frozenset[Move]]] | None = None
    """The rules and what was put aside, at the last look."""
    _next: datetime | None = None
    _plan: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _moved: deque[datetime] = field(default_factory=deque)

    def __call__(self, seen: Seen) -> None:
        """Count moves; look when it is time, and at once under other rules."""
        settings = seen.hall.settings.adviser
        self.foretold.mode = settings.mode
        self._count_moves(seen)
        if seen.hall.day is None or settings.mode is Mode.OFF:
            self.foretold.counsel, self._next = None, None
            return
        bounds = (settings, self.foretold.aside(seen.now))
        if self._next is None or seen.now >= self._next or self._bounds != bounds:
            self._next = seen.now + timedelta(minutes=settings.every_min)
            self._bounds = bounds
            self._advise(seen, *bounds)

    def _count_moves(self, seen: Seen) -> None:
        if seen.hall.day != self._day:
            self._begin(seen.hall.day)
        plan = {no: window.categories for no, window in seen.hall.windows.items()}
        moved = [no for no, codes in plan.items() if self._plan.get(no, codes) != codes]
        self._moved.extend(seen.now for _ in moved)
        self._plan = plan
        while self._moved and self._moved[0] <= seen.now - _HOUR:
            self._moved.popleft()

    def _begin(self, day: date | None) -> None:
        """Another day, or a start in its middle: moves of the last hour are on record."""
        self._day = day
        self._plan.clear()
        self._moved = deque(self.moved_before(day) if day else ())

    def _advise(
        self, seen: Seen, settings: AdviserSettings, aside: frozenset[frozenset[Move]]
    ) -> None:
        figures, premises = self.forecaster.figures, self.premises()
        state = state_at(seen.hall, seen.now, figures, premises)
        left = max(settings.moves_an_hour - len(self._moved), 0)
        rules = rules_of(settings, seen.hall, aside)
        advice = advise(state, rules, moves_left=left, rest=self.forecaster.rest)
        wording = Wording(figures.categories, premises.catalogue, seen.now)
        self.foretold.counsel = wording.counsel(advice, left)
        proposals = self.foretold.proposals
        if settings.mode is Mode.AUTOMATIC and proposals:
            self.give(order_of(max(proposals, key=lambda each: each.gain), seen))


def order_of(suggestion: Suggestion, seen: Seen) -> Order:
    """The order that carries a suggestion out, in the adviser's name and with its reason."""
    reason, reason_en = suggestion.reason
    command = SetPlan(
        windows={each.window: each.after for each in suggestion.moves},
        reason=reason,
        reason_en=reason_en,
    )
    return Order(
        id=f"adviser/{seen.hall.day}/{suggestion.id}",
        fingerprint=sha256(repr(command).encode()).hexdigest(),
        by=ADVISER,
        make=lambda _hall, _now: command,
    )
