"""The page of accounts and keys: who may sign in, as what, and which programs may ask."""

from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Request, Response

from hall.web.account_refusals import AccountRefused
from hall.web.accounts import LEAST_PASSWORD
from hall.web.caller import Caller
from hall.web.language import language_of, told, translations
from hall.web.noted import Note, noted_by
from hall.web.ordering import In, Rooms, check_origin, is_confirmed, rooms
from hall.web.page_texts import N_
from hall.web.permissions import Permission, Role
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.signing_in import REFUSED, go_to, pages_of, signed_in

router = APIRouter(include_in_schema=False, prefix="/accounts")

ROLES: Final = {
    Role.CLERK: N_("窗口员"),
    Role.SERVICE_DESK: N_("服务台"),
    Role.MANAGER: N_("大厅主任"),
    Role.AUDITOR: N_("审计"),
    Role.TECHNICIAN: N_("技术人员"),
    Role.ADMINISTRATOR: N_("系统管理员"),
}
SCOPES: Final = {
    Permission.ISSUE: N_("替人取号、查号"),
    Permission.BOOK: N_("办预约"),
    Permission.RECEIPTS: N_("告知哪些证件可领"),
    Permission.DEVICES_TEST: N_("打印测试页"),
    Permission.WORK: N_("在自己的窗口办理"),
    Permission.WORK_ANY: N_("操作任何窗口"),
    Permission.READ: N_("看排队、窗口和设置"),
    Permission.SET_PLAN: N_("调整窗口设置"),
    Permission.RUN_HALL: N_("全厅暂停、通知、应急、下班"),
    Permission.DEVICES: N_("看设备和故障"),
    Permission.RATE: N_("提交评价"),
    Permission.RATINGS: N_("看差评和评价器计数"),
    Permission.ANSWER: N_("回应差评"),
    Permission.PAIR: N_("启用评价平板"),
    Permission.ACCOUNTS: N_("管理账号和密钥"),
    Permission.RULES: N_("改大厅的规则"),
    Permission.JOURNAL: N_("看谁做了什么"),
    Permission.CATALOGUE: N_("编辑和发布目录"),
}
"""What a program may do, in words."""
DONE: Final = N_("已保存。")
GIVEN: Final = N_("密钥只显示这一次，请现在抄下：")

Name = Annotated[str, Form(max_length=64, pattern=r"^[A-Za-z0-9_.-]+$")]
Password = Annotated[str, Form(max_length=200)]
Roles = Annotated[list[Role], Form()]
Skills = Annotated[list[str], Form()]
_ALL: Final[list[str]] = []
Scopes = Annotated[list[Permission], Form()]


@router.get("")
async def accounts_page(request: Request) -> Response:
    """Everybody who may sign in, and every key."""
    caller = await signed_in(request)
    if caller is None:
        return go_to("/sign-in?to=/accounts")
    if not caller.may(Permission.ACCOUNTS):
        raise Problem("not_allowed", permission=Permission.ACCOUNTS)
    if not is_confirmed(request):
        return go_to("/confirm?to=/accounts")
    return await _page(request, caller)


async def _page(request: Request, caller: Caller, **said: Any) -> Response:
    accounts = rooms(request).accounts
    return render(
        request,
        "accounts.html",
        **{"said": None, "secret": None, "bad": False, **said},
        person=caller,
        pages=pages_of(caller),
        users=await accounts.users(),
        keys=await accounts.programs.keys(),
        roles=ROLES,
        categories=list(rooms(request).controller.catalogue.categories.values()),
        told=lambda text: told(text, language_of(request)),
        scopes=SCOPES,
        least_password=LEAST_PASSWORD,
        now=datetime.now(UTC),
    )


async def keeper(request: Request, csrf: Annotated[str, Form(max_length=64)]) -> Caller:
    """Whoever changes accounts from our own page, and may; raises `Problem`."""
    check_origin(request)
    caller = await signed_in(request)
    if caller is None:
        raise Problem("sign_in_needed")
    if csrf != caller.csrf:
        raise Problem("foreign_page")
    if not caller.may(Permission.ACCOUNTS):
        raise Problem("not_allowed", permission=Permission.ACCOUNTS)
    if not is_confirmed(request):
        raise Problem("confirm_needed")
    return caller


Keeper = Annotated[Caller, Depends(keeper)]


def _note(wired: Rooms, caller: Caller) -> Note:
    return noted_by(caller.actor, wired.controller)


async def _changed(request: Request, caller: Caller, change: Awaitable[Any]) -> Response:
    """The page after a change, or with why there was none."""
    translate = translations(language_of(request)).gettext
    try:
        await change
    except AccountRefused as refusal:
        said = translate(REFUSED[refusal.reason]).format(least=LEAST_PASSWORD)
        return await _page(request, caller, said=said, bad=True)
    if await signed_in(request) is None:
        return go_to("/sign-in?to=/accounts")
    return await _page(request, caller, said=translate(DONE))


@router.post("")
async def add(
    request: Request,
    wired: In,
    caller: Keeper,
    *,
    name: Name,
    password: Password,
    shown_as: Annotated[str, Form(max_length=64)] = "",
    roles: Roles = [],  # noqa: B006 - the framework copies it
) -> Response:
    """Make an account."""
    return await _changed(
        request,
        caller,
        wired.accounts.add_user(
            name, password, tuple(roles), shown_as.strip(), _note(wired, caller)
        ),
    )


@router.post("/{name}/roles")
async def set_roles(
    name: str,
    request: Request,
    wired: In,
    caller: Keeper,
    roles: Roles = [],  # noqa: B006 - the same
) -> Response:
    """Say what somebody is in the hall."""
    change = wired.accounts.set_roles(name, tuple(roles), _note(wired, caller))
    return await _changed(request, caller, change)


@router.post("/{name}/skills")
async def set_skills(
    name: str, request: Request, wired: In, caller: Keeper, skills: Skills = _ALL
) -> Response:
    """Say which categories somebody may serve; none chosen is all."""
    known = wired.controller.catalogue.categories
    change = wired.accounts.set_skills(name, tuple(skills), known, _note(wired, caller))
    return await _changed(request, caller, change)


@router.post("/{name}/password")
async def set_password(
    name: str, request: Request, wired: In, caller: Keeper, password: Password
) -> Response:
    """Give somebody a new password."""
    change = wired.accounts.set_password(name, password, _note(wired, caller))
    return await _changed(request, caller, change)


@router.post("/{name}/disable")
async def disable(name: str, request: Request, wired: In, caller: Keeper) -> Response:
    """Let somebody in no longer."""
    change = wired.accounts.set_disabled(name, disabled=True, note=_note(wired, caller))
    return await _changed(request, caller, change)


@router.post("/{name}/enable")
async def enable(name: str, request: Request, wired: In, caller: Keeper) -> Response:
    """Let somebody in again."""
    change = wired.accounts.set_disabled(name, disabled=False, note=_note(wired, caller))
    return await _changed(request, caller, change)


@router.post("/keys")
async def add_key(
    request: Request,
    wired: In,
    caller: Keeper,
    name: Annotated[str, Form(min_length=1, max_length=64)],
    scopes: Scopes = [],  # noqa: B006 - the same
) -> Response:
    """Give a program a key; it is shown this once."""
    translate = translations(language_of(request)).gettext
    try:
        secret = await wired.accounts.programs.add(name, frozenset(scopes), _note(wired, caller))
    except AccountRefused as refusal:
        return await _page(request, caller, said=translate(REFUSED[refusal.reason]), bad=True)
    return await _page(request, caller, said=translate(GIVEN), secret=secret)


@router.post("/keys/{ident}/revoke")
async def revoke(ident: str, request: Request, wired: In, caller: Keeper) -> Response:
    """Let a program in no longer."""
    change = wired.accounts.programs.revoke(ident, _note(wired, caller))
    return await _changed(request, caller, change)
