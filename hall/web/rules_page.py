"""The page of the hall's rules: what is in force, changed with a reason, at once and from then on.

What must not live here: what a rule may be (see `hall.core.settings`), who is confirmed (see
`ordering`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial, reduce
from hashlib import sha256
from typing import Annotated, Any, Final
from uuid import uuid4

from fastapi import APIRouter, Form, Request, Response
from pydantic import TypeAdapter, ValidationError

from hall.core.commands import ChangeSettings
from hall.core.settings import Settings
from hall.errors import ConfigError
from hall.web.caller import Caller
from hall.web.language import language_of, translations
from hall.web.ordering import Envelope, In, Rooms, check_origin, is_confirmed
from hall.web.page_texts import N_
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.rule_texts import FIXED_WINDOWS, GROUPS, LEAST_WINDOWS, Rule, Unit
from hall.web.signing_in import go_to, pages_of, signed_in

router = APIRouter(include_in_schema=False, prefix="/rules")

DONE: Final = N_("已生效，从现在起，以后的日子也照此办理。")
SAME: Final = N_("没有改动。")
CHANGED: Final = N_("别人刚改过规则，您的改动还没有保存。请对照看过，再保存一次。")
WRONG: Final = N_("这些值不行，什么也没有改：")
_SETTINGS: Final = TypeAdapter(Settings)
_KEYS: Final = tuple(rule.key for _, rules in GROUPS for rule in rules)
_PERCENT: Final = {rule.key for _, rules in GROUPS for rule in rules if rule.unit is Unit.PERCENT}


@router.get("")
async def rules_page(request: Request, wired: In) -> Response:
    """The rules that are in force."""
    caller = await _manager(request)
    if caller is None:
        return go_to("/sign-in?to=/rules")
    if not is_confirmed(request):
        return go_to("/confirm?to=/rules")
    return _page(request, wired, caller, values_of(wired.controller.hall.settings, _codes(wired)))


async def _manager(request: Request) -> Caller | None:
    caller = await signed_in(request)
    if caller is not None and not caller.may(Permission.RULES):
        raise Problem("not_allowed", permission=Permission.RULES)
    return caller


@router.post("")
async def change(
    request: Request,
    wired: In,
    csrf: Annotated[str, Form(max_length=64)],
    reason: Annotated[str, Form(min_length=1, max_length=200)],
    key: Annotated[str, Form(min_length=1, max_length=64)],
) -> Response:
    """Put rules into force, all that were changed or none."""
    check_origin(request)
    caller = await _manager(request)
    if caller is None:
        raise Problem("sign_in_needed")
    if csrf != caller.csrf:
        raise Problem("foreign_page")
    if not is_confirmed(request):
        raise Problem("confirm_needed")
    form = await request.form()
    given = {name: str(form.get(name, "")) for name in values_of(Settings(), _codes(wired))}
    given[FIXED_WINDOWS.key] = _row(map(str, form.getlist(FIXED_WINDOWS.key)))
    shown = str(form.get("shown", ""))
    return await _changed(request, wired, caller, Asked(given, reason, key, shown))


def _codes(wired: Rooms) -> tuple[str, ...]:
    return tuple(wired.controller.catalogue.categories)


def _row(windows: Iterable[str]) -> str:
    """Windows as one value, whatever their order was."""
    return " ".join(sorted(windows, key=lambda each: (len(each), each)))


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it came in."""

    given: dict[str, str]
    reason: str
    key: str
    shown: str
    """The mark of the rules that it was filled in by."""


def mark_of(values: dict[str, str]) -> str:
    """By which values are told from others."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


async def _changed(request: Request, wired: Rooms, caller: Caller, asked: Asked) -> Response:
    translate = translations(language_of(request)).gettext
    now, codes = wired.controller.hall.settings, _codes(wired)
    in_force = mark_of(values_of(now, codes))
    page = partial(_page, request, wired, caller)
    again = partial(page, asked.given, reason=asked.reason, shown=in_force)
    try:
        settings = changed(now, asked.given)
    except ConfigError as error:
        return again(said=f"{translate(WRONG)} {error}", bad=True)
    if settings == now:
        return page(values_of(now, codes), said=translate(SAME))
    if asked.shown != in_force:
        return again(said=translate(CHANGED), bad=True)
    command = ChangeSettings(settings=settings, reason=asked.reason)
    envelope = Envelope(asked.key, mark_of({**asked.given, "reason": asked.reason}))
    order = envelope.order(caller, lambda _hall, _now: command, lambda _hall, _e: {})
    await wired.controller.carry_out(order)
    return page(values_of(settings, codes), said=translate(DONE))


def values_of(settings: Settings, codes: Iterable[str] = ()) -> dict[str, str]:
    """Each rule's value, as a form shows it; some are by category."""
    least = (f"{LEAST_WINDOWS.key}.{code}" for code in codes)
    keys = (*_KEYS, FIXED_WINDOWS.key, *least)
    return {key: _shown(key, _value(settings, key)) for key in keys}


def _value(settings: Settings, key: str) -> Any:
    found: Any = settings
    for name in key.split("."):
        found = found.get(name, "") if isinstance(found, dict) else getattr(found, name)
    return found


def _shown(key: str, value: object) -> str:
    if isinstance(value, frozenset):
        return _row(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value * 100 if key in _PERCENT else value:g}"
    return value.value if isinstance(value, StrEnum) else str(value)


def changed(settings: Settings, given: dict[str, str]) -> Settings:
    """The settings with what a form gives; raises `ConfigError` naming each wrong value."""
    raw = _SETTINGS.dump_python(settings, mode="json")
    for key, text in given.items():
        *way, name = key.split(".")
        place = reduce(dict.__getitem__, way, raw)
        place[name] = _read(key, text.strip(), place.get(name))
    least = raw["adviser"]["least_windows"]
    raw["adviser"]["least_windows"] = {code: each for code, each in least.items() if each != ""}
    try:
        return _SETTINGS.validate_python(raw)
    except ValidationError as error:
        raise ConfigError("; ".join(_told(each) for each in error.errors())) from error


def _read(key: str, text: str, now: object) -> object:
    """What a text means; one that means nothing is left to be refused by name."""
    if isinstance(now, bool):
        return bool(text)
    if isinstance(now, list):
        return text.split()
    return f"{text}e-2" if key in _PERCENT else text


def _told(wrong: Any) -> str:
    where = ".".join(map(str, wrong["loc"]))
    return f"{where}: {wrong['msg']}" if where else str(wrong["msg"])


def _is_choice(settings: Settings, rule: Rule) -> bool:
    return isinstance(_value(settings, rule.key), bool)


def _page(
    request: Request, wired: Rooms, caller: Caller, values: dict[str, str], **said: Any
) -> Response:
    plain, codes = Settings(), _codes(wired)
    return render(
        request,
        "rules.html",
        **{"said": None, "bad": False, "reason": "", "shown": mark_of(values), **said},
        person=caller,
        pages=pages_of(caller),
        groups=GROUPS,
        values=values,
        usual=values_of(plain, codes),
        windows=[str(no) for no in sorted(wired.controller.hall.windows)],
        fixed_windows=FIXED_WINDOWS,
        least_windows=LEAST_WINDOWS,
        categories=wired.controller.catalogue.categories,
        ticks={rule.key for _, rules in GROUPS for rule in rules if _is_choice(plain, rule)},
        key=uuid4().hex,
    )
