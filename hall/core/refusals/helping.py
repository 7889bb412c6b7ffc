"""Refusals about help at a kiosk."""

from dataclasses import dataclass

from hall.core.refusals.base import Refused


@dataclass(kw_only=True)
class NoHelpAsked(Refused):
    """Nobody waits for help at the kiosk."""

    kiosk: str
    code = "no_help_asked"
    zh = "{kiosk}没有人在等帮助。可能同事已经去了，请看其他求助。"
    en = "Nobody waits for help at {kiosk}. A colleague may be there already; see the other calls."
