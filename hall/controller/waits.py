"""The wait that people are told, from the hall's state and the catalogue's figures; pure."""

from hall.controller.premises import Premises
from hall.core.hall import Hall, Wait, WindowStatus
from hall.forecast.queue_length import forecast


def windows_open(hall: Hall, category: str) -> float:
    """The open windows of a category; one that serves k categories counts as 1/k."""
    return sum(
        1 / len(window.categories)
        for window in hall.windows.values()
        if window.status == WindowStatus.OPEN and category in window.categories
    )


def expected_wait(hall: Hall, premises: Premises, category: str, ahead: int) -> Wait | None:
    """The wait behind `ahead` people of a category; None while no window serves it."""
    found = forecast(
        ahead=ahead,
        windows=windows_open(hall, category),
        service_min=premises.mean_service_min[category],
    )
    if found is None:
        return None
    return Wait(low_min=found.low_min, high_min=found.high_min, method=found.method)


def promise(
    hall: Hall, premises: Premises, *, matter: str | None, category: str | None
) -> Wait | None:
    """What somebody who takes a number now is told; None for what the hall does not know."""
    known = premises.catalogue.matters.get(matter) if matter else None
    code = known.category if known else category
    if code not in premises.mean_service_min:
        return None
    return expected_wait(hall, premises, code, hall.waiting(code))
