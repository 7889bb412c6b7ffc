"""What each rule is called on its page, in which unit it is shown, and in which group.

Chinese stands here, English in the translations. What must not live here: what a rule does (see
`hall.core.settings`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hall.web.page_texts import N_


class Unit(StrEnum):
    """What a value is counted in, as people read it."""

    COUNT = N_("个")
    PROPOSALS = N_("条")
    CATEGORIES = N_("类")
    PEOPLE = N_("人")
    TIMES = N_("次")
    SECONDS = N_("秒")
    MINUTES = N_("分钟")
    DAYS = N_("个工作日")
    ALL_DAYS = N_("天")
    AGE = N_("岁")
    DIGITS = N_("位数字")
    POINTS = N_("倍")
    PERCENT = "%%"
    YES = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: the key of its value, what it says, and how its value is shown."""

    key: str
    says: str
    unit: Unit = Unit.YES
    choices: tuple[tuple[str, str], ...] = ()


GROUPS: Final[tuple[tuple[str, tuple[Rule, ...]], ...]] = (
    (
        N_("取号"),
        (
            Rule(key="daily_maximum", says=N_("每类一天最多发"), unit=Unit.COUNT),
            Rule(key="number_width", says=N_("号码的数字部分"), unit=Unit.DIGITS),
            Rule(key="number_start", says=N_("每天第一个号码")),
            Rule(key="person_limit", says=N_("一人同时最多持有（0不限）"), unit=Unit.COUNT),
            Rule(key="kiosk_limit", says=N_("一台取号机短时间最多发（0不限）"), unit=Unit.COUNT),
            Rule(key="kiosk_limit_s", says=N_("“短时间”是"), unit=Unit.SECONDS),
            Rule(key="pass_most", says=N_("一次最多让过"), unit=Unit.PEOPLE),
        ),
    ),
    (
        N_("呼叫与过号"),
        (
            Rule(key="recall_limit", says=N_("最多重呼"), unit=Unit.TIMES),
            Rule(key="recall_pause_s", says=N_("两次呼叫至少相隔"), unit=Unit.SECONDS),
            Rule(key="undo_s", says=N_("按错后可撤回"), unit=Unit.SECONDS),
            Rule(key="no_show_after_s", says=N_("呼叫后多久才可标过号"), unit=Unit.SECONDS),
            Rule(key="no_show_other_floor_s", says=N_("窗口在别的楼层时再多等"), unit=Unit.SECONDS),
            Rule(key="no_show_unshown_s", says=N_("没有屏幕确认呼叫时再多等"), unit=Unit.SECONDS),
            Rule(key="late_grace_s", says=N_("报到晚来的人再等"), unit=Unit.SECONDS),
            Rule(
                key="no_show_policy",
                says=N_("过号以后"),
                choices=(
                    ("void", N_("作废，由服务台决定")),
                    ("back_after", N_("可回来，排在几个人后面")),
                    ("new_number", N_("凭旧号取新号")),
                ),
            ),
            Rule(key="no_show_back_after", says=N_("回来时排在几人后面"), unit=Unit.PEOPLE),
            Rule(key="infer_start_after_s", says=N_("呼叫后没人按键，视为开始"), unit=Unit.SECONDS),
            Rule(key="call_blind", says=N_("呼叫前窗口员看不到来人的类别")),
        ),
    ),
    (
        N_("先后"),
        (
            Rule(key="hard_maximum_wait_min", says=N_("等到多久就最先办"), unit=Unit.MINUTES),
            Rule(key="secondary_above", says=N_("帮办窗口在等候多于几人时才帮"), unit=Unit.PEOPLE),
            Rule(
                key="class_rules.appointment.head_start_min",
                says=N_("预约到场，视为已等"),
                unit=Unit.MINUTES,
            ),
            Rule(
                key="class_rules.return.head_start_min",
                says=N_("补正回来，视为已等"),
                unit=Unit.MINUTES,
            ),
            Rule(
                key="class_rules.green.head_start_min",
                says=N_("绿色通道，视为已等"),
                unit=Unit.MINUTES,
            ),
            Rule(
                key="class_rules.green.rate",
                says=N_("绿色通道每等一分钟，当作几分钟"),
                unit=Unit.POINTS,
            ),
            Rule(key="green_age", says=N_("绿色通道的年龄"), unit=Unit.AGE),
        ),
    ),
    (
        N_("窗口安排"),
        (
            Rule(
                key="orphan_category",
                says=N_("调整后某类没有开着的窗口时"),
                choices=(("refuse", N_("不允许")), ("warn", N_("提醒后允许"))),
            ),
            Rule(key="plan_acknowledged", says=N_("窗口员确认调整后才叫下一位")),
            Rule(key="lead_on_keeps_arrival", says=N_("接着办下一件事时按最初的取号时间排队")),
        ),
    ),
    (
        N_("预约与回来"),
        (
            Rule(key="appointment_early_s", says=N_("最多提前多久报到"), unit=Unit.SECONDS),
            Rule(key="appointment_late_s", says=N_("最多晚多久仍算预约"), unit=Unit.SECONDS),
            Rule(key="appointment_cancel_before_s", says=N_("最迟提前多久取消"), unit=Unit.SECONDS),
            Rule(key="appointments_per_day", says=N_("一人一天最多预约（0不限）"), unit=Unit.TIMES),
            Rule(
                key="appointment_no_show_limit",
                says=N_("爽约几次后不再接受预约（0不限）"),
                unit=Unit.TIMES,
            ),
            Rule(
                key="appointment_ban_days",
                says=N_("最后一次爽约后多久可再预约"),
                unit=Unit.ALL_DAYS,
            ),
            Rule(key="return_days", says=N_("返回码的有效期（0不发）"), unit=Unit.DAYS),
        ),
    ),
    (
        N_("评价"),
        (
            Rule(key="rating_open_s", says=N_("评价器等待评价"), unit=Unit.SECONDS),
            Rule(key="rating_days", says=N_("凭号票补评的期限"), unit=Unit.DAYS),
            Rule(key="bad_level", says=N_("几级及以下算差评")),
            Rule(key="follow_up_days", says=N_("差评回复的期限"), unit=Unit.DAYS),
        ),
    ),
    (
        N_("调窗建议"),
        (
            Rule(
                key="adviser.mode",
                says=N_("建议怎么用"),
                choices=(
                    ("off", N_("不推演，不建议")),
                    ("manual", N_("只看，调窗由人来做")),
                    ("confirm", N_("有人按下才调")),
                    ("automatic", N_("自动调，记录在案")),
                ),
            ),
            Rule(key="adviser.every_min", says=N_("隔多久推演一次"), unit=Unit.MINUTES),
            Rule(
                key="adviser.moves_an_hour", says=N_("一小时最多调（人调的也算）"), unit=Unit.TIMES
            ),
            Rule(key="adviser.proposals", says=N_("一次最多建议"), unit=Unit.PROPOSALS),
            Rule(
                key="adviser.most_categories",
                says=N_("一个窗口最多同时办几类"),
                unit=Unit.CATEGORIES,
            ),
            Rule(
                key="adviser.threshold", says=N_("至少减少等候代价的多少才建议"), unit=Unit.PERCENT
            ),
            Rule(key="adviser.across_floors", says=N_("可以让群众去别的楼层的窗口")),
        ),
    ),
)
"""All rules that are changed in the running hall; the rest stands in its file."""

FIXED_WINDOWS: Final = Rule(key="adviser.fixed_windows", says=N_("建议不调动的窗口"))
"""Chosen among the windows that there are."""
LEAST_WINDOWS: Final = Rule(
    key="adviser.least_windows", says=N_("各类至少留几个开着的窗口（不填为1）"), unit=Unit.COUNT
)
"""A value for each category, by its code."""
