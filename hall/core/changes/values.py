"""The hall with one visit, service, window or place in a line changed."""

from typing import Any

from immutables import Map
from msgspec.structs import replace

from hall.core.hall import Hall, LineKey, Service, Visit, Window
from hall.core.line import EMPTY, Line
from hall.core.stages import following
from hall.core.window import Press


def with_visit(hall: Hall, visit: Visit) -> Hall:
    """The hall with a visit as it is now."""
    return replace(hall, visits=hall.visits.set(visit.id, visit))


def moved(visit: Visit, name: str, **changes: Any) -> Visit:
    """A visit one step on, in the stage that follows the event named."""
    after: Visit = replace(
        visit, stage=following(visit.stage, name), step=visit.step + 1, **changes
    )
    return after


def with_service(hall: Hall, service: Service) -> Hall:
    """The hall with a service as it is now."""
    return replace(hall, services=hall.services.set(service.id, service))


def with_window(hall: Hall, no: int, **changes: Any) -> Hall:
    """The hall with some fields of a window changed."""
    window: Window = replace(hall.windows[no], **changes)
    return replace(hall, windows=hall.windows.set(no, window))


def entered(hall: Hall, visit: Visit) -> Hall:
    """The hall with a visit added to its line."""
    return replace(hall, lines=lines_with(hall, visit))


def lines_with(hall: Hall, visit: Visit) -> Map[LineKey, Line]:
    """All lines, with a visit added to its own."""
    key = (visit.category, visit.group)
    return hall.lines.set(key, hall.lines.get(key, EMPTY).add(visit.line_key))


def left(hall: Hall, visit: Visit) -> Hall:
    """The hall with a visit taken out of its line."""
    key = (visit.category, visit.group)
    line = hall.lines[key].remove(visit.line_key)
    return replace(hall, lines=hall.lines.set(key, line) if line else hall.lines.delete(key))


def pressed(hall: Hall, no: int, press: Press | None) -> Hall:
    """The hall with the last press at a window; None when nothing can be undone any more."""
    if hall.windows[no].last_press == press:
        return hall
    return with_window(hall, no, last_press=press)
