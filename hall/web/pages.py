"""The pages themselves: who may open them, and what their scripts are given."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from hall.catalogue.site import DeviceKind
from hall.catalogue.text import Language
from hall.supervision.warnings import WarningKind
from hall.web.caller import Caller
from hall.web.language import language_of, told, translations
from hall.web.ordering import In, Rooms
from hall.web.page_texts import CLASS_REASONS, CLASSES, N_, NEEDS, OUTCOMES
from hall.web.permissions import Permission
from hall.web.problems import Details, Problem
from hall.web.rendering import for_script, render
from hall.web.signing_in import go_to, pages_of, signed_in

router = APIRouter(include_in_schema=False)

PAUSE_REASONS: Final = (N_("休息"), N_("打印、复印"), N_("设备故障"), N_("内部协调"))
_CITIZENS: Final = "/t/"
"""Below here nobody has an account; a way to sign in would lead them nowhere."""
_PRACTISED: Final = 12
"""How many matters the made-up citizens come for."""
_BY_PAD: Final = N_("在叫号器上按的")
"""The reason of a pause whose pad can say no more."""
PARK_REASONS: Final = (N_("去补材料"), N_("去复印"), N_("等部门答复"), N_("去缴费"))


def problem_page(request: Request, details: Details) -> Response:
    """A problem, for people who browse."""
    text = details.text[language_of(request) == "en"]
    way_home = not request.url.path.startswith(_CITIZENS)
    return render(
        request,
        "message.html",
        status=details.status,
        title=details.title,
        text=text,
        way_home=way_home,
    )


async def _person(request: Request, *any_of: Permission) -> Caller | None:
    """Who is signed in and may open a page; None when nobody is; raises `Problem`."""
    caller = await signed_in(request)
    if caller is not None and not any(map(caller.may, any_of)):
        raise Problem("not_allowed", permission=any_of[0])
    return caller


def names(wired: Rooms, language: Language) -> dict[str, Any]:
    """What categories, matters, areas, windows and the offered reasons are called."""
    translate = translations(language).gettext
    catalogue, site = wired.controller.catalogue, wired.controller.site
    return {
        "categories": {
            each.code: told(each.title, language) for each in catalogue.categories.values()
        },
        "matters": {each.id: told(each.title, language) for each in catalogue.matters.values()},
        "areas": {each.code: told(each.name, language) for each in site.areas.values()},
        "windows": {
            str(each.no): {"name": told(each.name, language), "area": each.area}
            for each in site.windows.values()
        },
        "reasons": {
            "pad": translate(_BY_PAD),
            **{each: translate(each) for each in (*PAUSE_REASONS, *PARK_REASONS)},
        },
    }


@router.get("/clerk")
async def clerk(request: Request, wired: In) -> Response:
    """A clerk's window."""
    return await _clerk(request, wired, practice=False)


@router.get("/clerk/practice")
async def practice(request: Request, wired: In) -> Response:
    """A window with made-up citizens, in the browser alone; nothing of it reaches the hall."""
    return await _clerk(request, wired, practice=True)


async def _clerk(request: Request, wired: Rooms, *, practice: bool) -> Response:
    caller = await _person(request, Permission.WORK, Permission.WORK_ANY)
    if caller is None:
        return go_to(f"/sign-in?to={request.url.path}")
    known = names(wired, language_of(request))
    settings = wired.controller.hall.settings
    matters = {"matters": list(wired.controller.catalogue.matters)[:_PRACTISED]}
    page = {
        **known,
        "people": dict(wired.accounts.names),
        "user": caller.id,
        "csrf": caller.csrf,
        "likely_outcomes": _likely_outcomes(wired),
        "rules": {"recall_limit": settings.recall_limit, "undo_s": settings.undo_s},
        "practice": matters if practice else None,
    }
    return render(
        request,
        "clerk.html",
        person=caller,
        pages=pages_of(caller),
        practice=practice,
        outcomes=OUTCOMES,
        pause_reasons=PAUSE_REASONS,
        park_reasons=PARK_REASONS,
        categories=known["categories"],
        matters=known["matters"],
        windows=known["windows"],
        printers=[each.id for each in wired.controller.site.devices_of(DeviceKind.PRINTER)],
        page=for_script(request, "clerk", page),
    )


def _likely_outcomes(wired: Rooms) -> dict[str, str]:
    """What a service of each matter, or of a category without matters, usually comes to."""
    catalogue = wired.controller.catalogue
    matters = {
        each.id: "done" if each.instant else "accepted" for each in catalogue.matters.values()
    }
    usual = {"enquiry": "advice", "unresolved": "advice", "pick_up": "done"}
    kinds = {each.code: usual.get(each.kind, "done") for each in catalogue.categories.values()}
    return {**kinds, **matters}


@router.get("/manager")
async def manager(request: Request, wired: In) -> Response:
    """The hall as it is now; with the right to, its plan can be changed."""
    caller = await _person(request, Permission.READ)
    if caller is None:
        return go_to("/sign-in?to=/manager")
    may_plan = caller.may(Permission.SET_PLAN)
    topics = ["queue", "windows", "hall"]
    topics += ["devices"] if caller.may(Permission.DEVICES) else []
    topics += ["plan", "warnings", "advice"] if may_plan else []
    topics += ["window-help"] if caller.may(Permission.WORK_ANY) else []
    known = names(wired, language_of(request))
    rule = wired.controller.watch.settings.rules[WarningKind.LONG_WAIT]
    page = {
        **known,
        "people": dict(wired.accounts.names),
        "csrf": caller.csrf,
        "may_plan": may_plan,
        "may_run": caller.may(Permission.RUN_HALL),
        "topics": topics,
        "levels": {"yellow": rule.yellow, "orange": rule.orange, "red": rule.red},
    }
    return render(
        request,
        "manager.html",
        person=caller,
        pages=pages_of(caller),
        may_plan=may_plan,
        may_run=page["may_run"],
        categories=known["categories"],
        target_min=f"{rule.yellow:g}",
        page=for_script(request, "manager", page),
    )


@router.get("/devices")
async def devices(request: Request, wired: In) -> Response:
    """Every device with its state, its faults and its counters."""
    caller = await _person(request, Permission.DEVICES)
    if caller is None:
        return go_to("/sign-in?to=/devices")
    page = {"areas": names(wired, language_of(request))["areas"]}
    return render(
        request,
        "devices.html",
        person=caller,
        pages=pages_of(caller),
        page=for_script(request, "devices", page),
    )


@router.get("/desk")
async def desk(request: Request, wired: In) -> Response:
    """The service desk."""
    caller = await _person(request, Permission.ISSUE)
    if caller is None:
        return go_to("/sign-in?to=/desk")
    language = language_of(request)
    known = names(wired, language)
    places = _places(wired, known["areas"])
    page = {**known, "csrf": caller.csrf, "offers": _offers(wired, known), "places": places}
    printers = wired.controller.site.devices_of(DeviceKind.PRINTER)
    return render(
        request,
        "desk.html",
        person=caller,
        pages=pages_of(caller),
        needs=NEEDS,
        classes=CLASSES,
        class_reasons=CLASS_REASONS,
        printers=[each.id for each in printers],
        page=for_script(request, "desk", page),
    )


def _places(wired: Rooms, areas: Mapping[str, str]) -> dict[str, str]:
    """The area of each kiosk and of its printer, as the page calls it."""
    kiosks = wired.controller.site.devices_of(DeviceKind.KIOSK)
    stand = [(name, each.area) for each in kiosks for name in (each.id, each.printer) if name]
    return {name: areas[area] for name, area in stand if area}


def _offers(wired: Rooms, known: dict[str, Any]) -> list[dict[str, Any]]:
    """All that a number can be taken for, with the words it is found by."""
    catalogue = wired.controller.catalogue
    matters = [
        {
            "title": known["matters"][each.id],
            "category_title": known["categories"][each.category],
            "words": [each.id, *each.name, *each.title, *each.aliases.zh, *each.aliases.en],
            "order": {"matter": each.id},
        }
        for each in catalogue.matters.values()
    ]
    alone = [
        {
            "title": known["categories"][each.code],
            "category_title": "",
            "words": [each.code, *each.name, *each.title],
            "order": {"category": each.code},
        }
        for each in catalogue.categories.values()
        if not catalogue.matters_of(each.code)
    ]
    return matters + alone
