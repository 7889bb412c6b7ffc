"""What the holder of a ticket can do after the day: read the answer, rate, appeal."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from hall.controller.premises import Premises
from hall.core.hall import Hall
from hall.storage.past_tickets import PastService, PastTicket, past_ticket
from hall.web.documents.tickets import ticket_document
from hall.web.documents.values import Document, moment
from hall.web.follow_ups import FollowUpDesk
from hall.web.problems import Problem


async def ticket_of_before(desk: FollowUpDesk, token: str) -> PastTicket:
    """The ticket of an earlier day; raises `Problem` when there never was one."""
    if desk.archive is None:
        raise Problem("unknown_ticket")
    found = await desk.read(partial(past_ticket, token=token))
    if found is None:
        raise Problem("unknown_ticket")
    return found


def rating_until(hall: Hall, premises: Premises, day: date) -> datetime:
    """When a service of a day can be rated no longer: at the end of the last working day."""
    days = hall.settings.rating_days
    last = premises.open_days.after(day, days)[-1] if days else day
    return datetime.combine(last + timedelta(days=1), time(), premises.zone).astimezone(UTC)


async def _answers_of(desk: FollowUpDesk, visit: str) -> list[Document]:
    """What was answered to the bad ratings of a visit."""
    return [
        {
            "service": each.follow_up.service,
            "state": each.follow_up.state,
            "reply": each.reply,
            "due": each.follow_up.due.isoformat(),
            "may_appeal": desk.may_appeal(each),
        }
        for each in await desk.of_visit(visit)
    ]


async def shown_ticket(desk: FollowUpDesk, token: str) -> Document:
    """What the holder of a token sees; raises `Problem` when there never was such a ticket."""
    wired = desk.wired
    hall, premises = wired.controller.hall, wired.premises
    known = hall.tokens.get(token)
    if known is None:
        past = await ticket_of_before(desk, token)
        until = rating_until(hall, premises, past.day)
        area = premises.area_of(past.category)
        answers = await _answers_of(desk, past.visit)
        return {**_past_document(past, until, answers, area), **_return(hall, token)}
    visit = hall.visits[known]
    followed_up = desk.archive and any(hall.services[each].followed_up for each in visit.services)
    return {
        **ticket_document(hall, visit, premises, wired.controller.foretold.latest),
        "answers": await _answers_of(desk, visit.id) if followed_up else [],
        **_return(hall, visit.return_code or ""),
    }


def _return(hall: Hall, code: str) -> Document:
    """The last day on which a code to come back with can be used, as long as it can; or was."""
    given = hall.returns.get(code)
    over = given is None or (hall.day is not None and hall.day > given.valid_until)
    until = None if given is None or over else given.valid_until.isoformat()
    return {"return_until": until, "return_used": code in hall.spent}


def _past_document(
    ticket: PastTicket, until: datetime, answers: list[Document], area: str
) -> Document:
    """A ticket of an earlier day, in the fields that one of today has."""
    return {
        "visit": ticket.visit,
        "number": ticket.number,
        "token": ticket.token,
        "category": ticket.category,
        "matter": ticket.matter,
        "stage": "ended",
        "ending": ticket.ending,
        "ahead": 0,
        "wait": None,
        "area": area,
        "window": None,
        "calls": ticket.calls,
        "back": None,
        "late_until": None,
        "paper": None,
        "printer": None,
        "issued_at": ticket.issued_at,
        "called_at": None,
        "services": [_service(each) for each in ticket.services],
        "day": ticket.day.isoformat(),
        "rate_until": moment(until),
        "answers": answers,
    }


def _service(service: PastService) -> Document:
    return {
        "service": service.service,
        "window": service.window,
        "matter": service.matter,
        "finished_at": service.finished_at,
        "outcome": service.outcome,
        "rated": service.rated,
        "claim": service.called_at is not None,
    }
