"""Answers what would be, with the figures that the forecaster uses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Final

from hall.controller.premises import Premises
from hall.core.hall import Hall
from hall.forecast.advice.counsel import Roster, Stretch, Trial, Wish
from hall.forecast.advice.staffing import QUARTER_S, Target, staff
from hall.forecast.advice.what_if import Change, compare
from hall.forecast.engine.state import FOREVER, Counter, State
from hall.forecast.figures import Figures
from hall.forecast.waits.forecaster import WaitForecaster
from hall.foreseeing.present_state import (
    length_s,
    opening,
    rostered_day,
    state_at,
    usual_day,
)
from hall.foreseeing.wording import Wording

_LEAST_AHEAD_S: Final = 1800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineLookout:
    """Runs the hall forward under what somebody tries."""

    forecaster: WaitForecaster
    premises: Callable[[], Premises]

    def try_out(self, hall: Hall, now: datetime, wish: Wish) -> Trial | None:
        """What is, and what would be; None for a coming day while too few days are on record."""
        figures, premises = self.forecaster.figures, self.premises()
        begins, ahead_s = now, max(wish.ahead_min * 60, _LEAST_AHEAD_S)
        if wish.day is None:
            state = state_at(hall, now, figures, premises)
        elif figures.profile.rates:
            state = rostered_day(hall, wish.day, figures, premises)
            begins, ahead_s = opening(wish.day, premises), length_s(wish.day, premises)
        else:
            return None
        found = compare(state, _change(hall, wish, state, figures, begins), ahead_s)
        return Wording(figures.categories, premises.catalogue, begins).trial(found)

    def usual_roster(self, hall: Hall, day: date) -> Mapping[int, tuple[Stretch, ...]]:
        """When windows call on a usual day, as far as that is known; else all day."""
        premises, stretches = self.premises(), self.forecaster.figures.stretches
        midnight = datetime.combine(day, time(), premises.zone)
        opens = opening(day, premises)
        all_day = ((opens, opens + timedelta(seconds=length_s(day, premises))),)
        return {
            no: tuple(
                (midnight + timedelta(seconds=start), midnight + timedelta(seconds=end))
                for start, end in stretches[no]
            )
            if no in stretches
            else all_day
            for no in hall.windows
        }

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


def _change(hall: Hall, wish: Wish, state: State, figures: Figures, begins: datetime) -> Change:
    place = {code: at for at, code in enumerate(figures.categories)}
    plan = {
        no: tuple(place[code] for code in codes if code in place) for no, codes in wish.plan.items()
    }
    roster = {
        no: tuple(
            ((start - begins).total_seconds(), (end - begins).total_seconds())
            for start, end in stretches
        )
        for no, stretches in wish.roster.items()
    }
    there = {each.no for each in state.windows}
    opened = tuple(
        Counter(
            no=no,
            categories=plan.get(no)
            or tuple(place[code] for code in hall.windows[no].categories if code in place),
            calls_in=roster.get(no, ((0.0, FOREVER),)),
        )
        for no in sorted(wish.opened | (roster.keys() - there))
    )
    return Change(
        plan=plan,
        opened=opened,
        closed=wish.closed | (wish.opened & there),
        roster=roster,
        many=wish.many,
        starts_s=max((wish.starts_at - begins).total_seconds(), 0.0) if wish.starts_at else 0.0,
    )
