"""The wait that people are told: the last forecast, else the length of the queue; pure."""

from hall.catalogue.text import Text
from hall.controller.premises import Premises
from hall.core.hall import Hall, Visit, Wait, WindowStatus
from hall.forecast.queue_length import WaitForecast, forecast
from hall.forecast.ranges import Forecasts, WaitRange


def windows_open(hall: Hall, category: str) -> float:
    """The open windows of a category; one that serves k categories counts as 1/k."""
    return sum(
        1 / len(window.categories)
        for window in hall.windows.values()
        if window.status == WindowStatus.OPEN and category in window.categories
    )


def expected_wait(
    hall: Hall, premises: Premises, category: str, ahead: int, forecasts: Forecasts | None = None
) -> Wait | None:
    """The wait behind `ahead` people of a category; None while no window serves it.

    The forecast is for somebody who took a number now: `ahead` counts where there is none.
    """
    known = forecasts.categories.get(category) if forecasts else None
    if known is not None and _is_served(hall, category):
        return _told(known)
    found = forecast(
        ahead=ahead,
        windows=windows_open(hall, category),
        service_min=premises.mean_service_min[category],
    )
    return _told(found) if found else None


def wait_of_visit(
    hall: Hall, premises: Premises, visit: Visit, ahead: int, forecasts: Forecasts | None = None
) -> Wait | None:
    """The wait of somebody who waits behind `ahead` people; None while no window serves it.

    Until the next forecast, who has just taken a number waits like the next one.
    """
    known = forecasts.visits.get(visit.id) if forecasts else None
    if known is not None and _is_served(hall, visit.category):
        return _told(known)
    return expected_wait(hall, premises, visit.category, ahead, forecasts)


def promise(
    hall: Hall,
    premises: Premises,
    *,
    matter: str | None,
    category: str | None,
    forecasts: Forecasts | None = None,
) -> Wait | None:
    """What somebody who takes a number now is told; None for what the hall does not know."""
    known = premises.catalogue.matters.get(matter) if matter else None
    code = known.category if known else category
    if code not in premises.mean_service_min:
        return None
    return expected_wait(hall, premises, code, hall.waiting(code), forecasts)


def said(wait: Wait) -> Text:
    """How long it will take, in words; nobody is told of nought minutes, or of a range of one."""
    if wait.high_min <= 1:
        return Text("很快轮到您", "very soon")
    if wait.low_min <= 0:
        return Text(f"{wait.high_min}分钟以内", f"within {wait.high_min} minutes")
    if wait.low_min >= wait.high_min:
        return Text(f"约等{wait.high_min}分钟", f"about {wait.high_min} minutes")
    minutes = f"{wait.low_min}–{wait.high_min}"
    return Text(f"约等{minutes}分钟", f"about {minutes} minutes")


def _is_served(hall: Hall, category: str) -> bool:
    """Whether any open window calls a category; a forecast may be older than the plan."""
    return any(
        window.status == WindowStatus.OPEN and category in window.serves
        for window in hall.windows.values()
    )


def _told(known: WaitRange | WaitForecast) -> Wait:
    return Wait(low_min=known.low_min, high_min=known.high_min, method=known.method)
