"""What the API answers, as plain JSON values made from a hall; pure.

What must not live here: HTTP, orders, texts for people. Times are ISO 8601 UTC of the hall clock.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from hall.bus.messages import DeviceState, Fault
from hall.catalogue.model import Catalogue, Matter
from hall.catalogue.site import DeviceSite, Site
from hall.controller.premises import Premises
from hall.controller.waits import expected_wait
from hall.core import events as e
from hall.core.choosing import upcoming
from hall.core.hall import Hall, Service, Visit, Wait, Window
from hall.core.no_shows import no_show_at
from hall.core.stages import Stage

NEXT_SHOWN = 3

Document = dict[str, Any]


Found = TypeVar("Found")


def once_per_hall(look: Callable[[Hall], Found]) -> Callable[[Hall], Found]:
    """Look through a whole hall once, however many of its windows are written."""
    last: list[tuple[Hall, Found]] = []

    def found(hall: Hall) -> Found:
        for known, answer in last:
            if known is hall:
                return answer
        answer = look(hall)
        last[:] = [(hall, answer)]
        return answer

    return found


def moment(at: datetime | None) -> str | None:
    """A moment as it is written."""
    return None if at is None else at.isoformat().replace("+00:00", "Z")


# --- windows --------------------------------------------------------------------------------------


def window_document(hall: Hall, no: int, now: datetime) -> Document:
    """A window with the visit in hand and the next that wait; nothing of ratings, ever."""
    window = hall.windows[no]
    in_hand = hall.in_hand(window)
    return {
        "window": no,
        "status": window.status,
        "clerk": window.clerk,
        "reason": window.reason,
        "categories": list(window.categories),
        "waiting": hall.waiting_for(window),
        "visit": None if in_hand is None else visit_at_window(hall, in_hand),
        "next": [waiting_visit(each) for each in upcoming(hall, window, now, NEXT_SHOWN)],
        "parked": [parked_visit(each) for each in parked_for(hall, window)],
        "last_press": _last_press(hall, window),
    }


def parked_for(hall: Hall, window: Window) -> list[Visit]:
    """Visits put aside here, or whose category this window serves; those that missed not."""
    return [
        visit
        for visit in _parked(hall)
        if visit.window == window.no or visit.category in window.categories
    ]


@once_per_hall
def _parked(hall: Hall) -> list[Visit]:
    parked = (visit for visit in hall.visits.values() if visit.stage == Stage.PARKED)
    return sorted((each for each in parked if not each.missed), key=lambda visit: visit.order)


def parked_visit(visit: Visit) -> Document:
    """A visit that stepped aside."""
    return {
        "number": visit.number,
        "category": visit.category,
        "matter": visit.matter,
        "reason": visit.reason,
        "parked_at": moment(visit.parked_at),
    }


def _last_press(hall: Hall, window: Window) -> Document | None:
    """What may still be taken back; the visit must not have moved on."""
    press = window.last_press
    if press is None or hall.visits[press.visit].step != press.step:
        return None
    return {
        "kind": press.kind,
        "number": hall.visits[press.visit].number,
        "at": moment(press.at),
    }


def act_document(hall: Hall, no: int, events: tuple[e.Event, ...]) -> Document:
    """A window after an act, with the visits that the act ended."""
    ended = [
        visit_at_window(hall, hall.visits[event.visit])
        for event in events
        if isinstance(event, e.ServiceFinished | e.VisitMarkedNoShow | e.VisitMissed)
    ]
    return {**window_document(hall, no, events[-1].at), "ended": ended}


def visit_at_window(hall: Hall, visit: Visit) -> Document:
    """A visit as its window needs it."""
    service = hall.services[visit.services[-1]] if visit.services else None
    current = service is not None and visit.stage in {Stage.SERVING, Stage.ENDED}
    again_at = visit.last_call_at and visit.last_call_at + _recall_pause(hall)
    return {
        "visit": visit.id,
        "number": visit.number,
        "category": visit.category,
        "matter": visit.matter,
        "note": visit.reason,
        "language": visit.language,
        "needs": list(visit.needs),
        "receipt": visit.receipt,
        "stage": visit.stage,
        "ending": visit.ending,
        "issued_at": moment(visit.issued_at),
        "called_at": moment(visit.called_at),
        "recall_from": moment(again_at),
        "recalls_left": max(0, hall.settings.recall_limit + 1 - visit.calls),
        "no_show_from": moment(no_show_at(hall, visit)) if visit.called_at else None,
        "calls": visit.calls,
        "inferred_start": bool(service and current and service.inferred_start),
        "service": service.id if service and current else None,
        "started_at": moment(service.started_at) if service and current else None,
    }


def _recall_pause(hall: Hall) -> timedelta:
    return timedelta(seconds=hall.settings.recall_pause_s)


def waiting_visit(visit: Visit) -> Document:
    """A waiting visit as a window that may call it sees it."""
    return {
        "number": visit.number,
        "category": visit.category,
        "matter": visit.matter,
        "entered_at": moment(visit.entered_at),
    }


def question_document(hall: Hall, no: int) -> Document:
    """The open question of a window, as its rating tablet needs it."""
    window = hall.windows[no]
    service = hall.services.get(window.question or "")
    return {
        "window": no,
        "question": None if service is None else _question(hall, window, service),
    }


def _question(hall: Hall, window: Window, service: Service) -> Document:
    return {
        "service": service.id,
        "number": hall.visits[service.visit].number,
        "language": hall.visits[service.visit].language,
        "category": hall.visits[service.visit].category,
        "matter": service.matter,
        "clerk": service.clerk,
        "finished_at": moment(service.finished_at),
        "until": moment(window.question_until),
    }


# --- tickets --------------------------------------------------------------------------------------


def issued_document(events: tuple[e.Event, ...], premises: Premises) -> Document:
    """A number just taken."""
    issued = next(event for event in events if isinstance(event, e.VisitIssued))
    return {
        "visit": issued.visit,
        "number": issued.number,
        "token": issued.token,
        "category": issued.category,
        "ahead": issued.ahead,
        "wait": wait_document(issued.wait),
        "area": premises.areas_of[issued.category],
    }


def wait_document(wait: Wait | None) -> Document | None:
    """A wait as an honest range."""
    if wait is None:
        return None
    return {"low_min": wait.low_min, "high_min": wait.high_min, "method": wait.method}


def ticket_document(hall: Hall, visit: Visit, premises: Premises) -> Document:
    """A ticket as its holder sees it: the number, where it stands, where to go."""
    waiting = visit.stage == Stage.WAITING
    ahead = ahead_of(hall, visit) if waiting else 0
    wait = expected_wait(hall, premises, visit.category, ahead) if waiting else None
    return {
        "visit": visit.id,
        "number": visit.number,
        "token": visit.token,
        "category": visit.category,
        "matter": visit.matter,
        "stage": visit.stage,
        "ending": visit.ending,
        "ahead": ahead,
        "wait": wait_document(wait),
        "area": premises.areas_of[visit.category],
        "window": visit.window,
        "calls": visit.calls,
        "issued_at": moment(visit.issued_at),
        "called_at": moment(visit.called_at),
        "services": [_service_of_ticket(hall.services[each]) for each in visit.services],
    }


def ahead_of(hall: Hall, visit: Visit) -> int:
    """How many stand before a waiting visit in its category, whatever their class."""
    return sum(
        line.ahead_of(visit.line_key)
        for (category, _), line in hall.lines.items()
        if category == visit.category
    )


def _service_of_ticket(service: Service) -> Document:
    return {
        "service": service.id,
        "window": service.window,
        "matter": service.matter,
        "finished_at": moment(service.finished_at),
        "outcome": service.outcome,
        "rated": service.rating is not None,
    }


# --- the hall -------------------------------------------------------------------------------------


def plan_document(hall: Hall, site: Site) -> Document:
    """Which window serves what now."""
    return {
        "version": hall.plan_version,
        "windows": [_plan_entry(window, site) for window in windows_in_order(hall)],
    }


def _plan_entry(window: Window, site: Site) -> Document:
    built = site.windows.get(window.no)
    return {
        "no": window.no,
        "categories": list(window.categories),
        "status": window.status,
        "area": built.area if built else None,
    }


def windows_in_order(hall: Hall) -> Iterator[Window]:
    """All windows by their number."""
    return (hall.windows[no] for no in sorted(hall.windows))


def matters_document(catalogue: Catalogue) -> Document:
    """What numbers are taken for."""
    return {
        "version": catalogue.version,
        "categories": [
            {
                "code": each.code,
                "name": text_document(each.name),
                "kind": each.kind,
                "prefix": each.prefix,
            }
            for each in catalogue.categories.values()
        ],
        "matters": [_matter_in_short(each) for each in catalogue.matters.values()],
    }


def _matter_in_short(matter: Matter) -> Document:
    return {
        "id": matter.id,
        "name": text_document(matter.name),
        "title": text_document(matter.title),
        "category": matter.category,
        "instant": matter.instant,
    }


def matter_document(matter: Matter) -> Document:
    """A matter with its guide."""
    guide = matter.guide
    return {
        **_matter_in_short(matter),
        "departments": [text_document(each.name) for each in matter.departments],
        "applicants": [text_document(each) for each in guide.applicants],
        "conditions": [text_document(each) for each in guide.conditions],
        "materials": [
            {
                "name": text_document(each.name),
                "form": each.form,
                "source": each.source,
                "deferrable": each.deferrable,
            }
            for each in guide.materials
        ],
        "steps": [text_document(each) for each in guide.steps],
        "time_limit": {
            "statutory_working_days": guide.time_limit.statutory_working_days,
            "promised_working_days": guide.time_limit.promised_working_days,
        },
        "fees": [text_document(each) for each in matter.fees],
    }


def text_document(text: tuple[str, str]) -> Document:
    """A text in both languages."""
    zh, en = text
    return {"zh": zh, "en": en}


def devices_document(
    site: Site, states: Mapping[str, DeviceState], *, window: int | None = None
) -> Document:
    """Every device, or those at one window, with its place and what it last said of itself."""
    devices = [
        _device(each, states)
        for each in site.devices.values()
        if window is None or each.window == window
    ]
    return {"devices": devices}


def _device(device: DeviceSite, states: Mapping[str, DeviceState]) -> Document:
    state = states.get(f"{device.kind}/{device.id}")
    return {
        "id": device.id,
        "kind": device.kind,
        "window": device.window,
        "area": device.area,
        "online": is_online(state, states),
        "heard": state is not None,
        "faults": [_fault(each) for each in state.faults] if state else [],
        "firmware": state.firmware if state else "",
    }


def is_online(state: DeviceState | None, states: Mapping[str, DeviceState]) -> bool:
    """A device is online when it and its gateway are."""
    if state is None or not state.online:
        return False
    if state.gateway is None:
        return True
    gateway = states.get(f"gateway/{state.gateway}")
    return gateway is not None and gateway.online


def _fault(fault: Fault) -> Document:
    since = moment(fault.since)
    return {"code": fault.code, "text": text_document(fault.text), "since": since}
