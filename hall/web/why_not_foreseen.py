"""Why nothing can be foreseen now, and what to do about it, in the words of the manager's pages.

What must not live here: when it is so (see `hall.controller.foretold`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hall.catalogue.text import Language
from hall.controller import foretold
from hall.web.language import translations
from hall.web.page_texts import N_

WHY: Final[Mapping[str, str]] = MappingProxyType(
    {
        foretold.OFF: N_(
            "预测没有启用：等候按排队长度推算，不能推演。要启用，请系统管理员改配置（forecast.enabled）。"
        ),
        foretold.NOT_INSTALLED: N_(
            "没有安装预测组件：等候按排队长度推算，不能推演。请系统管理员安装（[forecast]）。"
        ),
        foretold.PREPARING: N_("预测正在准备，安装后第一次约要半分钟。等候暂按排队长度推算。"),
        foretold.FAILED: N_("预测出错了：等候暂按排队长度推算，不能推演。请系统管理员看日志。"),
    }
)
"""By the state of the forecast; nothing while it runs."""


def why_not_foreseen(state: str, language: Language) -> str:
    """Why there is no forecast; without a reason of its own, that it is getting ready."""
    return translations(language).gettext(WHY.get(state, WHY[foretold.PREPARING]))
