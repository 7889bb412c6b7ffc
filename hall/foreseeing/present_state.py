"""The running hall as the advisers see it: its state now, and a usual day from its opening."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from hall.controller.premises import Premises
from hall.core.hall import Hall
from hall.forecast.engine.state import Arrivals, Counter, State
from hall.forecast.figures import Figures
from hall.forecast.present import LATELY_S, Present, state_of, with_announced
from hall.forecast.snapshot import rule_of, seconds_of_day, take

_WITHOUT_HOURS_S: Final = 3600.0


def state_at(hall: Hall, now: datetime, figures: Figures, premises: Premises) -> State:
    """The hall now; without records, people go on coming as they came lately."""
    present = take(hall, figures, now, premises.zone)
    state = state_of(present, figures)
    if figures.profile.rates:
        return state
    lately = _as_lately(present, hall, now, figures)
    return replace(state, arrivals=with_announced(present, lately))


def _as_lately(present: Present, hall: Hall, now: datetime, figures: Figures) -> Arrivals:
    """Until numbers end, as many as in the last while."""
    hours = hall.offer.number_hours if hall.offer else ()
    ends_s = (hours[-1].end - now).total_seconds() if hours else _WITHOUT_HOURS_S
    rates = tuple(present.came.get(at, 0) / LATELY_S for at in range(len(figures.categories)))
    return Arrivals(
        edges_s=(0.0, max(ends_s, 0.0)), rates=(rates,), class_shares=figures.class_shares
    )


def usual_day(hall: Hall, day: date, figures: Figures, premises: Premises) -> State:
    """A day from its opening, with nobody there yet and no window open."""
    opens = opening(day, premises)
    present = Present(
        now_s=seconds_of_day(opens, premises.zone), rule=rule_of(hall), standing=(), desks=()
    )
    return replace(
        state_of(present, figures),
        services=figures.services,
        arrivals=figures.arrivals(present.now_s),
        habits=figures.habits,
    )


def rostered_day(hall: Hall, day: date, figures: Figures, premises: Premises) -> State:
    """A day from its opening under the plan of now, its windows staffed as they usually are."""
    state = usual_day(hall, day, figures, premises)
    at_s = seconds_of_day(opening(day, premises), premises.zone)
    place = {code: at for at, code in enumerate(figures.categories)}
    traits = {no: hall.traits(no) for no in hall.windows}
    return replace(
        state,
        windows=tuple(
            Counter(
                no=no,
                categories=_places(place, window.categories),
                helps=_places(place, window.secondary),
                suits=frozenset(known.suits) if (known := traits[no]) else None,
                pace=figures.paces.get(no, 1.0),
                free_s=-1.0,
                calls_in=figures.calls_in(no, at_s),
            )
            for no, window in sorted(hall.windows.items())
        ),
    )


def _places(place: Mapping[str, int], codes: Sequence[str]) -> tuple[int, ...]:
    return tuple(place[code] for code in codes if code in place)


def opening(day: date, premises: Premises) -> datetime:
    """When the hall opens on a day."""
    hours = premises.site.hours
    return datetime.combine(day, hours[0].opens, premises.zone).astimezone(UTC)


def length_s(day: date, premises: Premises) -> float:
    """From opening to closing."""
    closes = datetime.combine(day, premises.site.hours[-1].closes, premises.zone)
    return (closes - opening(day, premises)).total_seconds()
