"""The page where a manager tries: windows dragged, opened, closed, a roster, more people.

Nothing is changed by it. What must not live here: running the hall forward (see
`hall.forecast.advice.what_if`); the script asks `/what-if` of the API.
"""

from datetime import date, datetime, timedelta
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from hall.catalogue.text import Language
from hall.core.hall import WindowStatus
from hall.web.days import AskedDay
from hall.web.language import language_of
from hall.web.ordering import In, Rooms
from hall.web.pages import names
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.rendering import for_script, render
from hall.web.signing_in import go_to, pages_of, signed_in
from hall.web.why_not_foreseen import why_not_foreseen

router = APIRouter(include_in_schema=False)

_AHEAD_MIN: Final = (60, 600)
"""At least so much of today is looked at, and at most."""


@router.get("/what-if")
async def what_if_page(request: Request, wired: In, day: AskedDay | None = None) -> Response:
    """The hall from now on, or a whole coming day; or why nothing can be tried."""
    caller = await signed_in(request)
    if caller is None:
        return go_to("/sign-in?to=/what-if")
    if not caller.may(Permission.SET_PLAN):
        raise Problem("not_allowed", permission=Permission.SET_PLAN)
    language, today = language_of(request), _today(wired)
    coming = day if day is not None and day > today else None
    page = {**names(wired, language), "csrf": caller.csrf, "tried": _tried(wired, coming)}
    return render(
        request,
        "what_if.html",
        person=caller,
        pages=pages_of(caller),
        categories=page["categories"],
        why_not=_why_not(wired, language),
        day=coming,
        tomorrow=wired.premises.open_days.after(today, 1)[0],
        first=today + timedelta(days=1),
        page=for_script(request, "what_if", page),
    )


def _why_not(wired: Rooms, language: Language) -> str:
    if wired.controller.foretold.lookout is not None:
        return ""
    return why_not_foreseen(wired.controller.foretold.state.state, language)


def _today(wired: Rooms) -> date:
    zone = wired.premises.zone
    return wired.controller.hall.day or wired.controller.clock.now().astimezone(zone).date()


def _tried(wired: Rooms, day: date | None) -> dict[str, Any]:
    """Every window as it is now, or as it usually is on a day."""
    hall, lookout = wired.controller.hall, wired.controller.foretold.lookout
    roster = lookout.usual_roster(hall, day) if lookout and day else {}
    return {
        "day": day.isoformat() if day else None,
        "ahead_min": _ahead_min(wired),
        "windows": [
            {
                "no": no,
                "categories": window.categories,
                "open": bool(roster.get(no)) if day else window.status != WindowStatus.CLOSED,
                "hours": [_clock(wired, stretch) for stretch in roster.get(no, ())],
            }
            for no, window in sorted(hall.windows.items())
        ],
    }


def _clock(wired: Rooms, stretch: tuple[datetime, datetime]) -> list[str]:
    """To five minutes: nobody plans a roster by the minute."""
    zone = wired.premises.zone
    return [f"{_even(each.astimezone(zone)):%H:%M}" for each in stretch]


def _even(moment: datetime) -> datetime:
    off = timedelta(minutes=moment.minute % 5, seconds=moment.second)
    return moment - off + timedelta(minutes=5 * (off >= timedelta(minutes=2, seconds=30)))


def _ahead_min(wired: Rooms) -> int:
    """Until the hall closes."""
    now = wired.controller.clock.now().astimezone(wired.premises.zone)
    closes = datetime.combine(now.date(), wired.premises.site.hours[-1].closes, now.tzinfo)
    least, most = _AHEAD_MIN
    return min(max(int((closes - now).total_seconds() // 60), least), most)
