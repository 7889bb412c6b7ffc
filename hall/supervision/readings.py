"""Takes the readings that warnings are made of, from the hall as it is now. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from hall.catalogue.model import Catalogue
from hall.catalogue.text import Text
from hall.core.hall import Hall, WindowStatus
from hall.core.stages import Ending, Stage
from hall.supervision.figures import Thresholds
from hall.supervision.warnings import Reading, WarningKind, WarningSettings

_IN_THE_HALL = frozenset({Stage.WAITING, Stage.CALLED, Stage.SERVING})
_GIVEN_UP = frozenset({Ending.NO_SHOW, Ending.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a reading needs besides the hall itself."""

    catalogue: Catalogue
    thresholds: Thresholds = field(default_factory=Thresholds)
    settings: WarningSettings = field(default_factory=WarningSettings)
    open_since: Mapping[int, datetime] = field(default_factory=lambda: MappingProxyType({}))
    """Since when each open window has been working without a pause."""


def readings(hall: Hall, now: datetime, here: Circumstances) -> tuple[Reading, ...]:
    """Everything that can be warned of now; nothing between two days."""
    if hall.day is None:
        return ()
    return (
        *_of_categories(hall, now, here),
        *_of_the_hall(hall, now, here),
        *_of_windows(hall, now, here),
    )


def _of_categories(hall: Hall, now: datetime, here: Circumstances) -> Iterator[Reading]:
    waited: dict[str, list[float]] = {}
    for visit in hall.visits.values():
        if visit.stage is Stage.WAITING:
            minutes = (now - visit.waiting_since).total_seconds() / 60
            waited.setdefault(visit.category, []).append(minutes)
    target_min = here.thresholds.wait_target_s / 60
    for code, waits in waited.items():
        name = _category_name(here.catalogue, code)
        overdue = sum(each > target_min for each in waits)
        windows = sum(
            window.status is WindowStatus.OPEN and code in window.serves
            for window in hall.windows.values()
        )
        for kind, value in (
            (WarningKind.LONG_WAIT, max(waits)),
            (WarningKind.OVERDUE_SHARE, 100 * overdue / len(waits)),
            (WarningKind.WINDOW_LOAD, len(waits) / max(windows, 1)),
        ):
            yield Reading(kind=kind, value=value, subject=code, name=name)


def _category_name(catalogue: Catalogue, code: str) -> Text:
    category = catalogue.categories.get(code)
    return category.name if category else Text(code, code)


def _of_the_hall(hall: Hall, now: datetime, here: Circumstances) -> Iterator[Reading]:
    visits = hall.visits.values()
    inside = sum(visit.stage in _IN_THE_HALL for visit in visits)
    given_up = sum(visit.ending in _GIVEN_UP for visit in visits)
    services = [each for each in hall.services.values() if not each.withdrawn]
    late = sum(
        ((each.finished_at or now) - each.started_at).total_seconds()
        > here.thresholds.service_target_s
        for each in services
    )
    bad = sum(
        each.rating is not None and each.rating.level <= here.thresholds.bad_level
        for each in services
    )
    yield Reading(kind=WarningKind.HALL_LOAD, value=100 * inside / here.settings.capacity)
    yield Reading(kind=WarningKind.LATE_SERVICES, value=late)
    yield Reading(kind=WarningKind.BAD_RATINGS, value=bad)
    if services:
        yield Reading(kind=WarningKind.LATE_SHARE, value=100 * late / len(services))
    if hall.order:
        yield Reading(kind=WarningKind.GIVEN_UP, value=100 * given_up / hall.order)


def _of_windows(hall: Hall, now: datetime, here: Circumstances) -> Iterator[Reading]:
    for no, since in here.open_since.items():
        window = hall.windows.get(no)
        if window is None or window.status is not WindowStatus.OPEN:
            continue
        yield Reading(
            kind=WarningKind.WORK_WITHOUT_PAUSE,
            value=(now - since).total_seconds() / 60,
            subject=str(no),
            name=Text(f"{no}号窗口", f"window {no}"),
        )
