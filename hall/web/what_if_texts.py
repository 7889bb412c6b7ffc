"""The texts of the script with which a manager tries things."""

from typing import Final

from hall.web.manager_texts import ADVICE, TRY
from hall.web.page_texts import N_

WHAT_IF: Final = {
    **TRY,
    **{
        name: ADVICE[name]
        for name in ("mean_wait", "p90_wait", "worst_wait", "then_worst", "range")
    },
    "window": N_("{no}号窗口"),
    "drop_here": N_("拖到这里：{category}"),
    "closed": N_("不开的窗口"),
    "nobody": N_("没有窗口"),
    "moved": N_("{no}号窗口：{before} → {after}"),
    "closed_now": N_("不开"),
    "untouched": N_("还没有改动。拖一个窗口，或点它。"),
    "many_changed": N_("来的人：{many}"),
    "starts_changed": N_("从{time}起"),
    "until_closing": N_("推演到今天下班，色带是十次里八次的范围。什么也不会改变。"),
    "whole_day": N_("推演{day}全天，照平常的来人；色带是十次里八次的范围。什么也不会改变。"),
    "hours_wrong": N_("开窗的时间要早于关窗的时间。"),
}
"""All of them."""
