"""What the rules would refuse on a day, found at the start: numbers, plan, and the week.

Theory of operation. A hall is opened in memory as it would be on its next day, and asked what it
would say to its own plan and to each tide. So the start and the day cannot disagree.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from hall.controller.premises import Premises
from hall.controller.timetable import EVERY_DAY, Timetable, Weekly, WeeklySlots, WeeklyTide
from hall.core import commands as c
from hall.core.apply import apply_all
from hall.core.decide import decide
from hall.core.hall import Hall
from hall.core.plan_checks import check_digits, check_entries
from hall.core.refusals import Refused
from hall.core.settings import Settings
from hall.errors import ConfigError

ANY_MONDAY = date(2026, 3, 2)


def check_opening(premises: Premises, settings: Settings) -> None:
    """Raise `ConfigError` with everything that the hall would be refused on a day."""
    entries = tuple(_entries(premises.timetable))
    wrong = [f"{where}: {what}" for where, each in entries for what in _shape(each)]
    wrong += list(_numbers(premises))
    wrong = wrong or list(_found(premises, settings))
    if wrong:
        raise ConfigError("\n".join(wrong))


def _found(premises: Premises, settings: Settings) -> Iterator[str]:
    hall = _opened(premises, settings)
    for no, window in hall.windows.items():
        ask = partial(check_digits, hall, no, window.categories)
        yield from _refused(f"windows: {no}", premises, ask)
    for where, each in _entries(premises.timetable):
        yield from _refused(where, premises, partial(_ask, hall, each))


def _numbers(premises: Premises) -> Iterator[str]:
    """What is wrong with what is said of the numbers of single categories."""
    for code, numbers in premises.numbers.items():
        if code not in premises.catalogue.categories:
            yield f"numbers.{code}: expected the code of a category"
        yield from (f"numbers.{code}.{wrong}" for wrong in numbers.wrongs())


def _entries(week: Timetable) -> Iterator[tuple[str, Weekly]]:
    """Every entry of the week, with its place in the configuration."""
    named: dict[str, tuple[Weekly, ...]] = {
        "quotas": week.quotas,
        "appointments": week.appointments,
        "tides": week.tides,
    }
    for name, entries in named.items():
        for place, each in enumerate(entries, start=1):
            yield f"timetable.{name}.{place}", each


def _opened(premises: Premises, settings: Settings) -> Hall:
    opening = c.OpenDay(
        day=ANY_MONDAY, offer=premises.offer(ANY_MONDAY), settings=settings, plan=premises.plan
    )
    (moment, *_) = premises.offer(ANY_MONDAY).window_hours
    return apply_all(Hall(), decide(Hall(), opening, moment.start))


def _ask(hall: Hall, weekly: Weekly) -> None:
    """What the rules say to one entry of the week."""
    if isinstance(weekly, WeeklyTide):
        check_entries(hall, weekly.windows, weekly.secondary)
    elif hall.category(weekly.category) is None:
        raise ConfigError(f"{weekly.category}: expected the code of a category")


def _refused(where: str, premises: Premises, ask: Callable[[], None]) -> Iterator[str]:
    try:
        ask()
    except Refused as refused:
        yield f"{where}: {refused.code}: {refused.sentence(premises.zone, premises.spoken)[1]}"
    except ConfigError as error:
        yield f"{where}: {error}"


def _shape(weekly: Weekly) -> Iterator[str]:
    """What is wrong with an entry by itself."""
    if weekly.closes <= weekly.opens:
        yield "closes: expected after opens"
    if not weekly.weekdays or not set(weekly.weekdays) <= set(EVERY_DAY):
        yield "weekdays: expected days from 1 (Monday) to 7"
    if isinstance(weekly, WeeklyTide):
        if not weekly.reason.strip():
            yield "reason: expected why, for the record"
        if not weekly.windows and not weekly.secondary:
            yield "windows: expected what at least one window serves"
        return
    if weekly.maximum < 1:
        yield "maximum: expected at least 1"
    if isinstance(weekly, WeeklySlots) and weekly.minutes < 1:
        yield "minutes: expected at least 1"
