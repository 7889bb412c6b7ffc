"""What went wrong, as RFC 9457 problem details; the one mapping from errors to HTTP.

Every problem has a stable `code`, its facts, and a sentence in Chinese and in English. Refusals
bring their own sentences; problems of HTTP itself have theirs here. What must not live here: rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from http import HTTPStatus
from typing import Any, Final

from hall.controller.orders import IdUsedBefore, OutcomeUnknown, StoreAway
from hall.core import refusals
from hall.errors import HallError
from hall.storage.rows import StoreError
from hall.supervision import follow_up_refusals
from hall.web.refusals import NotYourService, NotYourWindow

PROBLEMS_PATH: Final = "/api/v1/problems"
MEDIA_TYPE: Final = "application/problem+json"
_RETRY_S: Final = 1

REFUSAL_STATUS: Final[dict[type[refusals.Refused], HTTPStatus]] = {
    NotYourWindow: HTTPStatus.FORBIDDEN,
    NotYourService: HTTPStatus.FORBIDDEN,
    refusals.UnknownVisit: HTTPStatus.NOT_FOUND,
    refusals.UnknownWindow: HTTPStatus.NOT_FOUND,
    refusals.UnknownService: HTTPStatus.NOT_FOUND,
    refusals.UnknownMatter: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.UnknownCategory: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.MatterOrCategory: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.MatterNeeded: HTTPStatus.UNPROCESSABLE_ENTITY,
    follow_up_refusals.UnknownFollowUp: HTTPStatus.NOT_FOUND,
    follow_up_refusals.OwnerIsRated: HTTPStatus.FORBIDDEN,
    follow_up_refusals.FollowUpNotYours: HTTPStatus.FORBIDDEN,
    follow_up_refusals.ReviewedByAnother: HTTPStatus.FORBIDDEN,
    follow_up_refusals.UnknownResult: HTTPStatus.UNPROCESSABLE_ENTITY,
    follow_up_refusals.WordsNeeded: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.LevelOutOfRange: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.ReasonNeeded: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.EmptyPlan: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.PlanEndsTooSoon: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.OneTarget: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.BadCount: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.WindowServesNothing: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.NothingAnnounced: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.AnnouncementIsOver: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.NoSuchSlot: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.UnknownAppointment: HTTPStatus.NOT_FOUND,
    refusals.AppointmentIsUsed: HTTPStatus.NOT_FOUND,
    refusals.AppointmentIsCancelled: HTTPStatus.NOT_FOUND,
    refusals.AppointmentIsMoved: HTTPStatus.NOT_FOUND,
    refusals.AppointmentIsPast: HTTPStatus.NOT_FOUND,
}
"""The status of a refusal that is about the request; every other is about the hall: 409."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of problem of HTTP itself."""

    status: HTTPStatus
    title: str
    zh: str
    en: str


KINDS: Final[dict[str, Kind]] = {
    "sign_in_needed": Kind(
        status=HTTPStatus.UNAUTHORIZED,
        title="Nobody is signed in",
        zh="请先登录，或在请求里带上密钥。",
        en="Sign in first, or send a key with the request.",
    ),
    "key_unknown": Kind(
        status=HTTPStatus.UNAUTHORIZED,
        title="The key is not known",
        zh="密钥无效或已停用。请向管理员要新的密钥。",
        en="The key is not valid or was revoked. Ask the administrator for a new one.",
    ),
    "not_allowed": Kind(
        status=HTTPStatus.FORBIDDEN,
        title="Not allowed",
        zh="您没有这项权限（{permission}）。需要时请找管理员。",
        en="You may not do this ({permission}). Ask the administrator if you need to.",
    ),
    "confirm_needed": Kind(
        status=HTTPStatus.FORBIDDEN,
        title="The password is needed once more",
        zh="为安全起见，请先再输一次自己的密码（/confirm），再做这一步。",
        en="Please give your password once more (/confirm) before you do this.",
    ),
    "not_your_name": Kind(
        status=HTTPStatus.FORBIDDEN,
        title="Not your name",
        zh="只能用自己的账号开窗。",
        en="You can open a window in your own name only.",
    ),
    "foreign_page": Kind(
        status=HTTPStatus.FORBIDDEN,
        title="The request came from another page",
        zh="请求不是从本系统的页面发出的。请重新打开页面再试。",
        en="The request did not come from a page of this hall. Open the page again.",
    ),
    "idempotency_key_missing": Kind(
        status=HTTPStatus.BAD_REQUEST,
        title="Idempotency-Key is missing",
        zh="请求缺少 Idempotency-Key。请为每次操作生成一个新的，重发时用同一个。",
        en="Send an Idempotency-Key: a new one for each act, the same one when you repeat it.",
    ),
    "idempotency_key_unusable": Kind(
        status=HTTPStatus.BAD_REQUEST,
        title="Idempotency-Key cannot be used",
        zh="Idempotency-Key 要用1到{longest}个可见的英文字符。",
        en="An Idempotency-Key has 1 to {longest} visible ASCII characters.",
    ),
    "idempotency_key_reused": Kind(
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        title="Idempotency-Key was used for another request",
        zh="这个 Idempotency-Key 已用于另一个请求。请换一个新的。",
        en="This Idempotency-Key stands for another request. Choose a new one.",
    ),
    "no_return_code": Kind(
        status=HTTPStatus.CONFLICT,
        title="The visit has no return code",
        zh="{number}没有返回码。请先以“缺材料”办结。",
        en="{number} has no return code. Finish it with materials missing first.",
    ),
    "demo_only": Kind(
        status=HTTPStatus.CONFLICT,
        title="Only a demo can do this",
        zh="只有演示系统可以调整时间快慢。",
        en="Only a demo can change how fast its time goes.",
    ),
    "store_away": Kind(
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        title="The store takes nothing at the moment",
        zh="系统暂时不能保存，这次操作没有生效。请稍后重试。",
        en="Nothing can be saved at the moment; nothing has changed. Try again soon.",
    ),
    "outcome_unknown": Kind(
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        title="The outcome is not known yet",
        zh="还不知道这次操作是否生效。请用同一个 Idempotency-Key 重发。",
        en="It is not known yet whether this took effect. Send it again with the same key.",
    ),
    "invalid_request": Kind(
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        title="The request is not as expected",
        zh="请求内容不对。请按所列各项修改。",
        en="The request is not as expected. Correct the fields that are named.",
    ),
    "malformed_json": Kind(
        status=HTTPStatus.BAD_REQUEST,
        title="The body is not JSON",
        zh="请求内容不是有效的 JSON。",
        en="The body is not valid JSON.",
    ),
    "too_large": Kind(
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        title="The request is too large",
        zh="请求太大，最多{most_bytes}字节。",
        en="The request is too large; {most_bytes} bytes at most.",
    ),
    "unknown_ticket": Kind(
        status=HTTPStatus.NOT_FOUND,
        title="No such ticket today",
        zh="今天没有这张号票。请核对号票，或找服务台。",
        en="There is no such ticket today. Check it, or ask the desk.",
    ),
    "no_forecasts": Kind(
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        title="Nothing can be foreseen here now",
        zh="现在不能推演：预测组件没有安装、没有启用，或还在准备。",
        en="Nothing can be foreseen now: the forecast is not installed, off, or getting ready.",
    ),
    "too_few_records": Kind(
        status=HTTPStatus.CONFLICT,
        title="Too few days on record",
        zh="记录的日子还太少，还不知道一天里平常来多少人。过几天再看。",
        en="Too few days are on record to know how many people come on a day. Ask in some days.",
    ),
    "advice_gone": Kind(
        status=HTTPStatus.CONFLICT,
        title="The proposal is no longer there",
        zh="这条建议已过时。请看新的建议。",
        en="This proposal has been replaced. Look at the newest ones.",
    ),
    "advice_by_hand": Kind(
        status=HTTPStatus.CONFLICT,
        title="Proposals are carried out by hand here",
        zh="本厅设为只看建议；请直接调整窗口。",
        en="This hall only shows proposals: change the plan itself.",
    ),
    "unknown_printer": Kind(
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        title="No such printer",
        zh="没有打印机{printer}。",
        en="There is no printer {printer}.",
    ),
    "unknown_matter_id": Kind(
        status=HTTPStatus.NOT_FOUND,
        title="No such matter",
        zh="目录里没有事项{matter}。",
        en="The catalogue has no matter {matter}.",
    ),
    "unknown_zone": Kind(
        status=HTTPStatus.NOT_FOUND,
        title="No such zone",
        zh="没有区域{zone}。",
        en="There is no zone {zone}.",
    ),
    "unknown_topic": Kind(
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        title="No such topic",
        zh="没有可订阅的主题{topic}。",
        en="There is no topic {topic}.",
    ),
    "wrong_name_or_password": Kind(
        status=HTTPStatus.UNAUTHORIZED,
        title="Wrong name or password",
        zh="账号或密码不对。请重试。",
        en="The name or the password is wrong. Try again.",
    ),
    "account_locked": Kind(
        status=HTTPStatus.TOO_MANY_REQUESTS,
        title="The account is locked",
        zh="密码错误次数过多，账号锁定到{until}。急用请找管理员。",
        en="Too many wrong passwords; the account is locked until {until}. Ask the administrator.",
    ),
    "too_fast": Kind(
        status=HTTPStatus.TOO_MANY_REQUESTS,
        title="Too many requests",
        zh="操作太频繁。请过{seconds}秒再试。",
        en="Too many requests. Try again in {seconds} seconds.",
    ),
    "not_found": Kind(
        status=HTTPStatus.NOT_FOUND,
        title="Nothing here",
        zh="没有这个地址。",
        en="There is nothing at this address.",
    ),
    "method_not_allowed": Kind(
        status=HTTPStatus.METHOD_NOT_ALLOWED,
        title="Method not allowed",
        zh="这个地址不接受这种请求。",
        en="This address does not take this kind of request.",
    ),
    "fault": Kind(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        title="A fault of the hall",
        zh="系统出错了，已记录。请稍后重试，或找技术人员。",
        en="Something is wrong with the hall; it was noted. Try again, or call a technician.",
    ),
}
"""Every problem that is not a refusal by the rules."""


class Problem(HallError):
    """A problem of a request that is not a refusal by the rules."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """A problem ready to be sent."""

    status: int
    code: str
    title: str
    text: tuple[str, str]
    facts: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)

    def document(self, *, english: bool) -> dict[str, Any]:
        """The problem as RFC 9457 writes it."""
        return {
            "type": f"{PROBLEMS_PATH}#{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.text[1 if english else 0],
            "text": {"zh": self.text[0], "en": self.text[1]},
            "facts": {name: _plain(value) for name, value in self.facts.items()},
        }


def details_of(
    error: HallError, zone: tzinfo, names: Mapping[str, tuple[str, str]] | None = None
) -> Details:
    """What to send for an error; moments in the hall's zone, categories by their `names`."""
    if isinstance(error, refusals.Refused):
        return Details(
            status=REFUSAL_STATUS.get(type(error), HTTPStatus.CONFLICT),
            code=error.code,
            title=_title_of(type(error)),
            text=error.sentence(zone, names),
            facts=error.facts,
        )
    if isinstance(error, Problem):
        return _of_kind(error.code, error.facts, zone)
    code = next((each for kind, each in _CODES.items() if isinstance(error, kind)), "fault")
    return _of_kind(code, {}, zone)


_CODES: Final[dict[type[HallError], str]] = {
    IdUsedBefore: "idempotency_key_reused",
    StoreAway: "store_away",
    OutcomeUnknown: "outcome_unknown",
    StoreError: "store_away",
}


def _of_kind(code: str, facts: dict[str, Any], zone: tzinfo) -> Details:
    kind = KINDS[code]
    spoken = {name: _spoken(value, zone) for name, value in facts.items()}
    return Details(
        status=kind.status,
        code=code,
        title=kind.title,
        text=(kind.zh.format(**spoken), kind.en.format(**spoken)),
        facts=facts,
        headers=_headers(kind.status, facts),
    )


def _headers(status: HTTPStatus, facts: dict[str, Any]) -> dict[str, str]:
    if "seconds" in facts:
        return {"Retry-After": str(facts["seconds"])}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return {"Retry-After": str(_RETRY_S)}
    if status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": "Bearer"}
    return {}


def _title_of(refusal: type[refusals.Refused]) -> str:
    return (refusal.__doc__ or "").split(".")[0]


def _spoken(value: object, zone: tzinfo) -> object:
    return f"{value.astimezone(zone):%H:%M}" if isinstance(value, datetime) else value


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def every_problem() -> list[dict[str, Any]]:
    """All problems with their codes, for whoever writes a program against the API."""
    kinds = [
        {"code": code, "status": kind.status, "title": kind.title, "zh": kind.zh, "en": kind.en}
        for code, kind in KINDS.items()
    ]
    rules = [
        {
            "code": each.code,
            "status": REFUSAL_STATUS.get(each, HTTPStatus.CONFLICT),
            "title": _title_of(each),
            "zh": each.zh,
            "en": each.en,
        }
        for each in refusals.Refused.__subclasses__()
    ]
    return kinds + rules
