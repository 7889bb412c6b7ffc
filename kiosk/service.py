"""The pages of a technician: the PIN, then the devices, the voice and its loudness; pure."""

from typing import Final

from hall.bus.messages import DeviceState, Language
from kiosk.flow import Tap
from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.lists import sheet_of
from kiosk.texts import pick, said, words

DEVICES: Final = 8
"""Devices on one sheet."""
KEYS: Final = ("12345", "67890")


def pin(known: Known) -> Shown:
    """The PIN; each digit is shown as a dot."""
    t = words(known.flow.language)
    return {
        "question": said("维护密码", known.flow.language),
        "typed": "●" * len(known.flow.pin),
        "hint": t("输错多次，请过一分钟再试。") if known.is_locked else "",
        "keys": [list(row) for row in KEYS],
        "erase": t("删除"),
        "clear": t("清空"),
        "done": {"tap": Tap.ENTER.value, "label": t("确定")},
        "home": t("返回首页"),
    }


def service(known: Known) -> Shown:
    """How every device that this kiosk hears of is, and its voice."""
    language = known.flow.language
    t = words(language)
    devices = [
        {"name": f"{kind.value} {ident}", "good": _is_good(state), "text": _how(state, language)}
        for (kind, ident), state in sorted(known.states.items())
    ]
    return {
        **sheet_of(known, devices, DEVICES),
        "question": said("设备状态", language),
        "kiosk": t("本机 {kiosk}，目录 {version}").format(
            kiosk=known.kiosk, version=known.catalogue.version
        ),
        "volume": t("音量 {percent}%").format(percent=known.volume_pct),
        "softer": {"tap": Tap.SOFTER.value, "label": t("小声")},
        "louder": {"tap": Tap.LOUDER.value, "label": t("大声")},
        "try_voice": {"tap": Tap.TRY_VOICE.value, "label": t("试听")},
        "done": t("返回首页"),
    }


def _is_good(state: DeviceState) -> bool:
    return state.online and not state.faults


def _how(state: DeviceState, language: Language) -> str:
    t = words(language)
    if not state.online:
        return t("离线")
    return "；".join(pick(fault.text, language) for fault in state.faults) or t("正常")
