"""What a device or a screen asks of the hall; pure.

Each carries the asker's own id, which makes asking twice the same as asking once.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from hall.bus.messages.values import Id, Language, Level, Seconds


class Key(StrEnum):
    """What a key on a calling pad asks for; the hall decides what it does now."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    RATE = "rate"
    NO_SHOW = "no_show"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeNumber:
    """A citizen at a kiosk takes a number, for a matter or else for a category."""

    id: Id
    ttl_s: Seconds
    matter: str | None = None
    category: str | None = None
    receipt: str | None = None
    language: Language = "zh"
    needs: tuple[str, ...] = ()
    accept_doubtful: bool = True
    """False to be asked first when the holder may not be reached before closing."""
    type: Literal["take_number"] = "take_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressKey:
    """A clerk presses a key of the calling pad."""

    id: Id
    ttl_s: Seconds
    key: Key
    type: Literal["press_key"] = "press_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateService:
    """A citizen answers the open question of a rating pad."""

    id: Id
    ttl_s: Seconds
    service: str
    level: Level
    type: Literal["rate_service"] = "rate_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHelp:
    """A citizen at a kiosk asks for a person."""

    id: Id
    ttl_s: Seconds
    type: Literal["ask_help"] = "ask_help"


Request = TakeNumber | PressKey | RateService | AskHelp
