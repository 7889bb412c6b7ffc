"""Answers what would be, with the figures that the forecaster uses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Final

from hall.controller.premises import Premises
from hall.core.hall import Hall
from hall.forecast.advice.counsel import Roster, Trial, Wish
from hall.forecast.advice.staffing import QUARTER_S, Target, staff
from hall.forecast.advice.what_if import Change, compare
from hall.forecast.engine.state import Counter, State
from hall.forecast.figures import Figures
from hall.forecast.waits.forecaster import WaitForecaster
from hall.foreseeing.present_state import length_s, opening, state_at, usual_day
from hall.foreseeing.wording import Wording

_LEAST_AHEAD_S: Final = 1800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineLookout:
    """Runs the hall forward under what somebody tries."""

    forecaster: WaitForecaster
    premises: Callable[[], Premises]

    def try_out(self, hall: Hall, now: datetime, wish: Wish) -> Trial:
        """What is, and what would be under a change."""
        figures, premises = self.forecaster.figures, self.premises()
        state = state_at(hall, now, figures, premises)
        change = _change(hall, wish, state, figures)
        found = compare(state, change, max(wish.ahead_min * 60, _LEAST_AHEAD_S))
        return Wording(figures.categories, premises.catalogue, now).trial(found)

    def staff(self, hall: Hall, day: date, part: float, within_s: float) -> Roster | None:
        """Clerks that a usual day needs; None while too few days are on record."""
        figures, premises = self.forecaster.figures, self.premises()
        if not figures.profile.rates:
            return None
        opens = opening(day, premises)
        quarters = ceil(length_s(day, premises) / QUARTER_S)
        target = Target(part=part, within_s=within_s)
        found = staff(usual_day(hall, day, figures, premises), target, quarters)
        return Wording(figures.categories, premises.catalogue, opens).roster(found, opens)


def _change(hall: Hall, wish: Wish, state: State, figures: Figures) -> Change:
    place = {code: at for at, code in enumerate(figures.categories)}
    plan = {
        no: tuple(place[code] for code in codes if code in place) for no, codes in wish.plan.items()
    }
    there = {each.no for each in state.windows}
    opened = tuple(
        Counter(
            no=no,
            categories=plan.get(no)
            or tuple(place[code] for code in hall.windows[no].categories if code in place),
        )
        for no in sorted(wish.opened)
    )
    return Change(
        plan=plan,
        opened=opened,
        closed=wish.closed | (wish.opened & there),
        many=wish.many,
    )
