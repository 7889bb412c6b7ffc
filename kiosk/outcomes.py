"""What a reply, or that none came, does to where the citizen is; pure, on the machine clock."""

from dataclasses import replace
from typing import Final

from hall.bus.messages import (
    PrintProgress,
    Refused,
    Reply,
    Request,
    SlotsAnswer,
    TimeBooked,
)
from kiosk.errand import Errand, answered
from kiosk.places import Flow, Help, Page
from kiosk.taking import Taking, with_reply

DOUBTFUL: Final = "doubtful_number"
"""The hall's code for a number that may not be reached before closing."""
TOO_LATE: Final = "appointment_too_late"
"""The hall's code for an appointment whose time has passed."""
TOO_EARLY: Final = "appointment_too_early"
"""The hall's code for a check-in that has not opened yet."""
UNKNOWN_APPOINTMENT: Final = "unknown_appointment"
"""The hall's code for a code that is no appointment's."""
_REFUSED_ONTO: Final = {DOUBTFUL: Page.DOUBT, TOO_LATE: Page.LATE}


def is_not_in_time(flow: Flow) -> bool:
    """Whether an appointment was refused as too late or too early."""
    refused = flow.taking.refused if flow.taking else None
    return refused is not None and refused.code in {TOO_LATE, TOO_EARLY}


def replied(flow: Flow, reply: Reply, now_s: float) -> Flow:
    """Take in a reply; one that nobody waits for any more changes nothing."""
    after = _with_help(flow, reply) if reply.request == flow.help_id else flow
    if after.errand is not None:
        after = _with_errand(after, after.errand, reply, now_s)
    if after.taking is None:
        return after
    taking = with_reply(after.taking, reply, now_s)
    if taking == after.taking:
        return after
    touched_s = after.touched_s if isinstance(reply, PrintProgress) else now_s
    page = _page_after(taking, after.page)
    return replace(after, taking=taking, page=page, touched_s=touched_s)


def _with_errand(flow: Flow, errand: Errand, reply: Reply, now_s: float) -> Flow:
    """What was asked beside a number; times and a booking outlast the page that asked."""
    if reply.request == errand.request.id:
        match reply:
            case SlotsAnswer():
                return replace(flow, slots=reply, errand=None, touched_s=now_s)
            case TimeBooked():
                return replace(flow, booked=reply, errand=None, touched_s=now_s)
    return replace(flow, errand=answered(errand, reply))


def _with_help(flow: Flow, reply: Reply) -> Flow:
    if isinstance(reply, Refused):
        return replace(flow, help=Help.REFUSED, help_refused=reply.text)
    return replace(flow, help=Help.CALLED)


def with_calls(flow: Flow, *, waits: bool) -> Flow:
    """Whether this kiosk is among those at which somebody waits for a person, as last heard."""
    if waits and flow.help is Help.CALLED:
        return replace(flow, help=Help.AWAITED)
    if not waits and flow.help is Help.AWAITED:
        return replace(flow, help=Help.COMING)
    return flow


def _page_after(taking: Taking, page: Page) -> Page:
    if page is not Page.TAKING:
        return page
    if taking.issued is not None:
        return Page.ISSUED
    if taking.refused is None:
        return page
    return _REFUSED_ONTO.get(taking.refused.code, Page.REFUSED)


def expired(flow: Flow, request: Request) -> Flow:
    """Nothing was answered to a request in its time."""
    if request.id == flow.help_id:
        return replace(flow, help=Help.UNHEARD)
    if flow.errand is not None and flow.errand.request.id == request.id:
        return replace(flow, errand=replace(flow.errand, unanswered=True))
    if flow.taking is not None and flow.taking.request.id == request.id:
        return replace(flow, taking=replace(flow.taking, unanswered=True))
    return flow
