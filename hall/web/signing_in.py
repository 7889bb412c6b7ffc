"""The pages of signing in and out, of the first administrator, and of the language."""

import re
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from hall.controller.orders import Actor, ActorKind
from hall.web.account_refusals import AccountLocked, AccountRefused, SignInRefused
from hall.web.accounts import LEAST_PASSWORD
from hall.web.answering import zone_of
from hall.web.caller import Caller, CallerKind
from hall.web.demo_accounts import DEMO_PASSWORD
from hall.web.language import LANGUAGE_COOKIE, LANGUAGES, language_of, translations
from hall.web.noted import noted_by
from hall.web.ordering import SESSION_COOKIE, In, Rooms, check_origin, rooms
from hall.web.page_texts import N_
from hall.web.permissions import Permission, Role
from hall.web.problems import Details, Problem, details_of
from hall.web.rendering import render

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=200)]
_YEAR_S: Final = 365 * 24 * 3600
_OUR_PATH: Final = re.compile(r"/(?!/)[^\\\x00-\x1f]*")
"""No backslash and no control character: browsers read the one as a slash, and skip the others."""

HOMES: Final[dict[Role, str]] = {
    Role.CLERK: "/clerk",
    Role.MANAGER: "/manager",
    Role.SERVICE_DESK: "/desk",
    Role.AUDITOR: "/manager",
    Role.TECHNICIAN: "/devices",
    Role.ADMINISTRATOR: "/accounts",
}
"""Where each role begins; of several roles the first that is named here counts."""

PAGES: Final = (
    ("/clerk", N_("窗口办理"), Permission.WORK),
    ("/my-ratings", N_("我的评价"), Permission.WORK),
    ("/desk", N_("服务台"), Permission.ISSUE),
    ("/manager", N_("大厅"), Permission.READ),
    ("/reports", N_("统计"), Permission.JOURNAL),
    ("/foresight", N_("预测"), Permission.JOURNAL),
    ("/catalogue", N_("目录"), Permission.CATALOGUE),
    ("/follow-ups", N_("差评"), Permission.RATINGS),
    ("/rules", N_("规则"), Permission.RULES),
    ("/devices", N_("设备"), Permission.DEVICES),
    ("/journal", N_("记录"), Permission.JOURNAL),
    ("/accounts", N_("账号管理"), Permission.ACCOUNTS),
)
"""The pages that somebody is shown the way to, and what each needs."""

REFUSED: Final = {
    "nobody_of_that_name": N_("没有这个账号。"),
    "last_administrator": N_("这是最后一个系统管理员，不能停用或改掉。请先另设一个。"),
    "wrong_code": N_("一次性代码不对，或已用过。请看启动时显示的代码。"),
    "name_is_taken": N_("这个账号已有人用。请换一个。"),
    "unknown_category": N_("目录里没有这个类别。请刷新本页再选。"),
    "password_too_short": N_("密码太短。请至少用{least}个字符。"),
}


def pages_of(caller: Caller) -> list[tuple[str, str]]:
    """The pages that somebody may open, each with what it is called."""
    return [(path, text) for path, text, needed in PAGES if caller.may(needed)]


def home_of(caller: Caller) -> str:
    """Where somebody begins."""
    return next((path for role, path in HOMES.items() if role in caller.roles), "/sign-in")


def _first_page_of(caller: Caller, to: str) -> str:
    """Where a session begins: where somebody wanted to go, unless the page is for others."""
    staff = {path for path, _, _ in PAGES}
    if not to or (to in staff and to not in dict(pages_of(caller))):
        return home_of(caller)
    return safe_path(to)


def safe_path(path: str) -> str:
    """A path of our own pages; anything else is the start."""
    return path if _OUR_PATH.fullmatch(path) else "/"


def go_to(path: str) -> RedirectResponse:
    """Have the browser go to a page of ours."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


async def signed_in(request: Request) -> Caller | None:
    """Who is signed in at this browser."""
    token = request.cookies.get(SESSION_COOKIE)
    caller = await rooms(request).accounts.sessions.of(token) if token else None
    return caller if caller is not None and caller.kind is CallerKind.PERSON else None


@router.get("/")
async def start(request: Request) -> Response:
    """Where somebody begins."""
    caller = await signed_in(request)
    return go_to("/sign-in" if caller is None else home_of(caller))


@router.get("/sign-in")
async def sign_in_page(request: Request, to: str = "") -> Response:
    """Name and password."""
    return _sign_in_page(request, to=to)


def _sign_in_page(
    request: Request, *, to: str, name: str = "", problem: Details | None = None
) -> Response:
    wired = rooms(request)
    return render(
        request,
        "sign_in.html",
        status=problem.status if problem else HTTPStatus.OK,
        to=to,
        name=name,
        problem=problem.text[language_of(request) == "en"] if problem else None,
        demo_password=DEMO_PASSWORD if wired.settings.demo else None,
        windows=f"{max(wired.controller.site.windows):02d}",
    )


@router.post("/sign-in")
async def sign_in(
    request: Request, wired: In, name: Text, password: Text, to: Text = ""
) -> Response:
    """Begin a session."""
    check_origin(request)
    try:
        token, caller = await wired.accounts.sign_in(name.strip(), password)
    except SignInRefused as refusal:
        await _note_lock(wired, name.strip(), refusal)
        details = details_of(_problem_of(refusal), zone_of(request))
        return _sign_in_page(request, to=to, name=name, problem=details)
    answer = go_to(_first_page_of(caller, to))
    set_cookie(answer, wired, SESSION_COOKIE, token, wired.settings.session_lasts.total_seconds())
    return answer


async def _note_lock(wired: Rooms, name: str, refusal: SignInRefused) -> None:
    """Have it in the journal that an account was locked by wrong passwords."""
    if isinstance(refusal, AccountLocked) and refusal.just_now:
        note = noted_by(Actor(ActorKind.PERSON, name), wired.controller)
        await note("account_locked", name, "")


@router.get("/confirm")
async def confirm_page(request: Request, to: str = "/") -> Response:
    """The password once more, before something dangerous."""
    caller = await signed_in(request)
    if caller is None:
        return go_to("/sign-in")
    return _confirm_page(request, caller, to)


def _confirm_page(
    request: Request, caller: Caller, to: str, problem: Details | None = None
) -> Response:
    return render(
        request,
        "confirm.html",
        status=problem.status if problem else HTTPStatus.OK,
        person=caller,
        to=to,
        problem=problem.text[language_of(request) == "en"] if problem else None,
    )


@router.post("/confirm")
async def confirm(
    request: Request, wired: In, csrf: Text, password: Text, to: Text = "/"
) -> Response:
    """Hear the password once more and go on; too many wrong ones lock, as at the sign-in."""
    check_origin(request)
    caller = await signed_in(request)
    if caller is None:
        return go_to("/sign-in")
    if csrf != caller.csrf:
        raise Problem("foreign_page")
    try:
        await wired.accounts.confirm(request.cookies[SESSION_COOKIE], caller.id, password)
    except SignInRefused as refusal:
        await _note_lock(wired, caller.id, refusal)
        details = details_of(_problem_of(refusal), zone_of(request))
        return _confirm_page(request, caller, to, details)
    return go_to(safe_path(to))


def _problem_of(refusal: SignInRefused) -> Problem:
    if isinstance(refusal, AccountLocked):
        return Problem("account_locked", until=refusal.until)
    return Problem("wrong_name_or_password")


def set_cookie(answer: Response, wired: Rooms, name: str, value: str, lasts_s: float) -> None:
    """A cookie that scripts cannot read and other sites cannot send."""
    answer.set_cookie(
        name,
        value,
        max_age=int(lasts_s),
        httponly=True,
        secure=wired.settings.secure_cookies,
        samesite="lax",
    )


@router.post("/sign-out")
async def sign_out(request: Request, wired: In, csrf: Text) -> Response:
    """End the session."""
    check_origin(request)
    caller = await signed_in(request)
    if caller is not None and csrf != caller.csrf:
        raise Problem("foreign_page")
    answer = go_to("/sign-in")
    await end_session(request, wired, answer)
    return answer


async def end_session(request: Request, wired: Rooms, answer: Response) -> None:
    """Forget who is signed in at this browser."""
    token = request.cookies.get(SESSION_COOKIE)
    if token:
        await wired.accounts.sessions.end(token)
    answer.delete_cookie(SESSION_COOKIE)


@router.get("/first")
async def first_page(request: Request, wired: In) -> Response:
    """The first administrator, while nobody has an account."""
    if await wired.accounts.users():
        return go_to("/sign-in")
    return _first_administrator_page(request)


def _first_administrator_page(
    request: Request, *, code: str = "", name: str = "", problem: str | None = None
) -> Response:
    return render(
        request,
        "first.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        code=code,
        name=name,
        problem=problem,
        least_password=LEAST_PASSWORD,
    )


@router.post("/first")
async def make_first(
    request: Request, wired: In, code: Text, name: Text, password: Text
) -> Response:
    """Make the first administrator with the code that was shown at the start."""
    check_origin(request)
    try:
        note = noted_by(Actor(ActorKind.PERSON, name.strip()), wired.controller)
        await wired.accounts.make_first_administrator(code, name.strip(), password, note)
    except AccountRefused as refusal:
        said = translations(language_of(request)).gettext(REFUSED[refusal.reason])
        problem = said.format(least=LEAST_PASSWORD)
        return _first_administrator_page(request, code=code, name=name, problem=problem)
    return await sign_in(request, wired, name, password)


@router.get("/language/{language}")
async def choose_language(language: str, wired: In, back: str = "/") -> Response:
    """Have the pages in another language from now on."""
    answer = go_to(safe_path(back))
    if language in LANGUAGES:
        set_cookie(answer, wired, LANGUAGE_COOKIE, language, _YEAR_S)
    return answer
