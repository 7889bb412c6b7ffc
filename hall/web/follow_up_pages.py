"""The pages of bad ratings: what is owed to citizens, and one follow-up from its rating to its end.

What must not live here: who may do what when (see `hall.supervision.follow_ups`).
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import sha256
from typing import Annotated, Any, Final
from uuid import uuid4

from fastapi import APIRouter, Depends, Form, Request, Response

from hall.core.refusals import Refused
from hall.storage.follow_ups import Case, Done, Said
from hall.supervision.follow_ups import AFTER, RESULTS, Asked, FollowUpAct, FollowUpState, Profile
from hall.web.caller import Caller
from hall.web.follow_ups import AtDesk, CaseFile, FollowUpDesk, today_of
from hall.web.language import language_of, told, translations
from hall.web.ordering import Envelope, check_origin
from hall.web.page_texts import CHANNELS, FOLLOW_UP, LEVELS, REASONS
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.signing_in import go_to, pages_of, signed_in

router = APIRouter(include_in_schema=False, prefix="/follow-ups")

_LEVELS: Final = dict(LEVELS)
_REASONS: Final = {code: text for code, text, _ in REASONS}
_OVER: Final = frozenset({FollowUpState.CLOSED, FollowUpState.REVIEWED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An act that can be done now, as the page offers it."""

    act: FollowUpAct
    results: tuple[str, ...]
    words: bool


async def _reader(request: Request) -> Caller | None:
    """Whoever may see follow-ups; None when nobody is signed in; raises `Problem`."""
    caller = await signed_in(request)
    if caller is not None and not caller.may(Permission.RATINGS):
        raise Problem("not_allowed", permission=Permission.RATINGS)
    return caller


@router.get("")
async def list_page(request: Request, desk: AtDesk) -> Response:
    """All follow-ups, what is owed first."""
    caller = await _reader(request)
    if caller is None:
        return go_to("/sign-in?to=/follow-ups")
    today = today_of(desk.wired)
    cases = await desk.cases(caller)
    overdue = [each for each in cases if each.follow_up.is_overdue(today)]
    going = [each for each in cases if each.follow_up.state not in _OVER]
    return render(
        request,
        "follow_ups.html",
        person=caller,
        pages=pages_of(caller),
        texts=FOLLOW_UP,
        levels=_LEVELS,
        overdue={each.follow_up.service for each in overdue},
        counts=(len(going), len(overdue)),
        sees_counts=caller.may(Permission.JOURNAL),
        going=[_line(desk, request, each) for each in going],
        over=[_line(desk, request, each) for each in cases if each.follow_up.state in _OVER],
    )


def _line(desk: FollowUpDesk, request: Request, case: Case) -> dict[str, Any]:
    """A follow-up with the name of what was done for the citizen."""
    catalogue, language = desk.wired.controller.catalogue, language_of(request)
    named = catalogue.matters.get(case.matter or "") or catalogue.categories.get(case.category)
    return {
        "case": case,
        "follow_up": case.follow_up,
        "matter": told(named.title, language) if named else case.category,
    }


@router.get("/{service}")
async def one_page(service: str, request: Request, desk: AtDesk) -> Response:
    """One follow-up."""
    caller = await _reader(request)
    if caller is None:
        return go_to(f"/sign-in?to=/follow-ups/{service}")
    return await _page(request, desk, caller, await desk.file(service, caller))


async def _page(
    request: Request, desk: FollowUpDesk, caller: Caller, file: CaseFile, said: str = ""
) -> Response:
    follow_up, zone = file.case.follow_up, desk.wired.premises.zone
    translate = translations(language_of(request)).gettext
    return render(
        request,
        "follow_up.html",
        person=caller,
        pages=pages_of(caller),
        texts=FOLLOW_UP,
        levels=_LEVELS,
        said=said,
        line=_line(desk, request, file.case),
        follow_up=follow_up,
        case=file.case,
        overdue=follow_up.is_overdue(today_of(desk.wired)),
        ratings=[_rating(each, zone, translate) for each in file.said],
        acts=[_act(each, zone, translate) for each in file.done],
        offered=_offered(file.case, caller, desk.wired.profile)
        if caller.may(Permission.ANSWER)
        else [],
        key=uuid4().hex,
    )


def _offered(case: Case, caller: Caller, profile: Profile) -> list[Offered]:
    """The acts that somebody can do now; a citizen's are on the phone."""
    follow_up = case.follow_up
    acts = [act for state, act in AFTER if state is follow_up.state]
    is_owner = caller.id == follow_up.owner
    if follow_up.state is FollowUpState.APPEALED:
        acts = [] if is_owner else acts
    elif not is_owner:
        acts = [act for act in acts if act is FollowUpAct.TAKE]
    if profile.call_back and not follow_up.called_back:
        acts = [act for act in acts if act is not FollowUpAct.REPLY]
    return [
        Offered(act=act, results=RESULTS.get(act, ()), words=act is not FollowUpAct.TAKE)
        for act in acts
        if act is not FollowUpAct.APPEAL and not (act is FollowUpAct.TAKE and is_owner)
    ]


def _moment(at: str, zone: tzinfo) -> str:
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}"


def _rating(each: Said, zone: tzinfo, translate: Any) -> dict[str, Any]:
    return {
        "at": _moment(each.at, zone),
        "level": each.level,
        "reasons": [translate(_REASONS.get(reason, reason)) for reason in each.reasons],
        "words": each.words,
        "channel": translate(CHANNELS.get(each.channel, each.channel)),
    }


def _act(each: Done, zone: tzinfo, translate: Any) -> dict[str, Any]:
    by_citizen = each.act == FollowUpAct.APPEAL
    return {
        "at": _moment(each.at, zone),
        "by": translate(FOLLOW_UP["citizen"]) if by_citizen else each.by,
        "what": translate(FOLLOW_UP[f"did_{each.act}"]),
        "result": translate(FOLLOW_UP[f"result_{each.result}"]) if each.result else "",
        "words": each.words,
    }


async def answerer(request: Request, csrf: Annotated[str, Form(max_length=64)]) -> Caller:
    """Whoever answers bad ratings from our own page, and may; raises `Problem`."""
    check_origin(request)
    caller = await signed_in(request)
    if caller is None:
        raise Problem("sign_in_needed")
    if csrf != caller.csrf:
        raise Problem("foreign_page")
    if not caller.may(Permission.ANSWER):
        raise Problem("not_allowed", permission=Permission.ANSWER)
    return caller


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A form of the page, and who sent it."""

    caller: Caller
    asked: Asked
    envelope: Envelope


async def filled_in(
    act: FollowUpAct,
    caller: Annotated[Caller, Depends(answerer)],
    key: Annotated[str, Form(min_length=8, max_length=64, pattern="^[0-9a-f]+$")],
    result: Annotated[str, Form(max_length=32)] = "",
    words: Annotated[str, Form(max_length=500)] = "",
) -> FilledIn:
    """The act as the form says it; an appeal is the citizen's alone."""
    if act is FollowUpAct.APPEAL:
        raise Problem("not_found")
    asked = Asked(act=act, by=caller.id, result=result or None, words=words)
    return FilledIn(caller, asked, Envelope(key, sha256(f"{asked}".encode()).hexdigest()))


@router.post("/{service}/{act}")
async def move(
    service: str,
    request: Request,
    desk: AtDesk,
    form: Annotated[FilledIn, Depends(filled_in)],
) -> Response:
    """Do one thing about a follow-up; the same form sent twice does it once."""
    file = await desk.file(service, form.caller)
    try:
        await desk.move(service, form.asked, form.caller, form.envelope)
    except Refused as refusal:
        zh, en = refusal.sentence(desk.wired.premises.zone)
        said = en if language_of(request) == "en" else zh
        return await _page(request, desk, form.caller, file, said)
    return go_to(f"/follow-ups/{service}")
