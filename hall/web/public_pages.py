"""Pages without sign-in: the board of a zone, a ticket on a phone, the rating tablet."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Request, Response

from hall.catalogue.text import Text
from hall.core.hall import Hall
from hall.core.refusals import UnknownWindow
from hall.web.api.reading import WHOLE_HALL
from hall.web.documents.values import Document
from hall.web.follow_ups import AtDesk
from hall.web.language import language_of, told, translations
from hall.web.later import shown_ticket
from hall.web.noted import noted_by
from hall.web.ordering import TABLET_COOKIE, In, Rooms, check_origin, is_confirmed, paced
from hall.web.page_texts import BOARD, LEVELS, REASONS
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.rendering import for_script, render
from hall.web.signing_in import end_session, go_to, set_cookie, signed_in

router = APIRouter(include_in_schema=False, dependencies=[Depends(paced)])

LOW_LEVEL: Final = 2
CHANGE_MS: Final = 60_000


BOARD_WIDE: Final = {
    "emergency": Text("紧急情况", "Emergency"),
    "drill": Text("演练：紧急情况", "Drill: emergency"),
    "exit": Text("安全出口", "Exit"),
    "rehearsal": Text("演练：今天叫号不算数", "Rehearsal: today's calls do not count"),
}
"""What a board or a phone says beside the hall's words when something holds for the whole hall."""


# --- board ----------------------------------------------------------------------------------------


@router.get("/board")
async def main_board() -> Response:
    """The board of the whole hall."""
    return go_to(f"/board/{WHOLE_HALL}")


@router.get("/board/{zone}")
async def board(zone: str, request: Request, wired: In) -> Response:
    """The board of a zone, for any television browser: Chinese with English beside it."""
    catalogue, site = wired.controller.catalogue, wired.controller.site
    english = translations("en").gettext
    if zone != WHOLE_HALL and zone not in site.areas:
        raise Problem("unknown_zone", zone=zone)
    name = site.name if zone == WHOLE_HALL else site.areas[zone].name
    page = {
        "zone_code": zone,
        "categories": {each.code: _both(each.title) for each in catalogue.categories.values()},
        "english": {key: english(text) for key, text in BOARD.items()},
        "wide": {key: _both(text) for key, text in BOARD_WIDE.items()},
    }
    return render(
        request,
        "board.html",
        language="zh",
        zone_name=name,
        english=english,
        page=for_script(request, "board", page, "zh"),
    )


# --- ticket ---------------------------------------------------------------------------------------


@router.get("/t/{token}")
async def ticket(token: str, request: Request, desk: AtDesk) -> Response:
    """A ticket on its holder's phone, on its day and on later ones."""
    wired, language = desk.wired, language_of(request)
    hall, catalogue, site = wired.controller.hall, wired.controller.catalogue, wired.controller.site
    shown = await shown_ticket(desk, token)
    matter = catalogue.matters.get(shown["matter"] or "")
    offered = matter or catalogue.categories.get(shown["category"])
    what = offered.title if offered else Text(shown["category"], shown["category"])
    area = site.areas.get(shown["area"])
    zone = area.code if area else WHOLE_HALL
    page = {
        "token": token,
        "low_level": hall.settings.bad_level,
        "area": told(area.name if area else site.name, language),
        "areas_of_windows": {
            each.no: told(site.areas[each.area].name, language) for each in site.windows.values()
        },
        "what": told(what, language),
        "matters": {
            each: told(catalogue.matters[each].title, language)
            for each in _matters_of(hall, shown)
            if each in catalogue.matters
        },
        "wide": {key: told(text, language) for key, text in BOARD_WIDE.items()},
        "wide_topic": f"wide/{zone}",
        "ticket": shown,
    }
    return render(
        request,
        "ticket.html",
        token=token,
        number=shown["number"],
        what=told(what, language),
        guided=matter is not None,
        past="day" in shown,
        levels=LEVELS,
        reasons=REASONS,
        page=for_script(request, "ticket", page),
    )


def _matters_of(hall: Hall, shown: Document) -> set[str]:
    """What a visit came for and was served for."""
    named = (shown["matter"], *(each["matter"] for each in shown["services"]))
    visit = hall.visits.get(shown["visit"])
    return {each for each in named if each} | {
        each.matter for each in (visit.further if visit else ())
    }


# --- rating tablet --------------------------------------------------------------------------------


@router.get("/rate/{window}")
async def rate(window: int, request: Request, wired: In) -> Response:
    """The rating tablet of a window; first it is bound to the window by somebody who may."""
    _check_window(wired, window)
    if not await _is_paired(request, wired, window):
        person = await signed_in(request)
        may = person is not None and person.may(Permission.PAIR)
        csrf = person.csrf if person is not None and may else None
        return render(request, "pair.html", window=window, csrf=csrf)
    english = translations("en").gettext
    return render(
        request,
        "rate.html",
        levels=LEVELS,
        reasons=REASONS,
        english=english,
        window=window,
        page=for_script(request, "rate", _for_tablet(wired, window)),
    )


def _check_window(wired: Rooms, window: int) -> None:
    if window not in wired.controller.site.windows:
        raise UnknownWindow(window=window)


async def _is_paired(request: Request, wired: Rooms, window: int) -> bool:
    if not wired.settings.tablets_need_pairing:
        return True
    token = request.cookies.get(TABLET_COOKIE)
    caller = await wired.accounts.sessions.of(token) if token else None
    return caller is not None and caller.window == window


def _for_tablet(wired: Rooms, window: int) -> dict[str, Any]:
    catalogue = wired.controller.catalogue
    return {
        "window": window,
        "low_level": LOW_LEVEL,
        "change_ms": CHANGE_MS,
        "categories": {each.code: _both(each.title) for each in catalogue.categories.values()},
        "matters": {each.id: _both(each.title) for each in catalogue.matters.values()},
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


@router.post("/rate/{window}/pair")
async def pair(
    window: int, request: Request, wired: In, csrf: Annotated[str, Form(max_length=64)]
) -> Response:
    """Bind this browser to a window as its rating tablet, and sign the person out."""
    check_origin(request)
    _check_window(wired, window)
    person = await signed_in(request)
    if person is None:
        return go_to(f"/sign-in?to=/rate/{window}")
    if csrf != person.csrf:
        raise Problem("foreign_page")
    if not person.may(Permission.PAIR):
        raise Problem("not_allowed", permission=Permission.PAIR)
    if not is_confirmed(request):
        return go_to(f"/confirm?to=/rate/{window}")
    await noted_by(person.actor, wired.controller)("tablet_paired", f"rate/{window}", "")
    token, _ = await wired.accounts.sessions.pair_tablet(window)
    answer = go_to(f"/rate/{window}")
    lasts_s = wired.settings.tablet_lasts.total_seconds()
    set_cookie(answer, wired, TABLET_COOKIE, token, lasts_s)
    await end_session(request, wired, answer)
    return answer
