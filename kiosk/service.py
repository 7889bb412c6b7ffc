"""The pages of a technician: the PIN, then the devices, the voice and its loudness; pure."""

from collections.abc import Mapping
from typing import Final

from hall.bus.messages import DeviceState, Language, PrintOutcome
from hall.bus.topics import Kind
from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.lists import sheet_of
from kiosk.places import Tap
from kiosk.texts import mark, pick, said, words

DEVICES: Final = 8
"""Devices on one sheet."""
KEYS: Final = ("12345", "67890")
_KINDS: Final[Mapping[Kind, str]] = {
    Kind.PRINTER: mark("打印机"),
    Kind.KIOSK: mark("取号机"),
    Kind.GATEWAY: mark("设备网关"),
}
"""What the devices that a kiosk hears of are called."""


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
        {
            "name": f"{t(_KINDS[kind])} {ident}",
            "good": _is_good(state),
            "text": _how(state, language),
        }
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
        "print_test": {"tap": Tap.PRINT_TEST.value, "label": t("打印测试")},
        "printing": _printing(known),
        "done": t("返回首页"),
    }


_TEST: Final[Mapping[PrintOutcome, str]] = {
    PrintOutcome.PRINTING: mark("测试页正在打印…"),
    PrintOutcome.PRINTED: mark("测试页已打出。"),
    PrintOutcome.WORKED_OFF: mark("打印机已处理完测试页，请看出纸口。"),
    PrintOutcome.SENT: mark("测试页已发出，请看出纸口。"),
    PrintOutcome.UNCONFIRMED: mark("不确定测试页是否打出。"),
    PrintOutcome.FAILED: mark("测试页没有打出。"),
}


def _printing(known: Known) -> str:
    """What became of a test page; empty while none was asked for."""
    errand = known.flow.errand
    language = known.flow.language
    if errand is None:
        return ""
    if errand.refused is not None:
        return pick(errand.refused.text, language)
    outcome = PrintOutcome.FAILED if errand.unanswered else PrintOutcome.PRINTING
    return words(language)(_TEST[errand.printing or outcome])


def _is_good(state: DeviceState) -> bool:
    return state.online and not state.faults


def _how(state: DeviceState, language: Language) -> str:
    t = words(language)
    if not state.online:
        return t("离线")
    return "；".join(pick(fault.text, language) for fault in state.faults) or t("正常")
