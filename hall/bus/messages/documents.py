"""What a printer is to print, as blocks that name no printer's commands; pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Size(StrEnum):
    """How large a text of a ticket is."""

    NORMAL = "normal"
    LARGE = "large"
    HUGE = "huge"


class Align(StrEnum):
    """Where a text of a ticket stands on its line."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One paragraph of a ticket."""

    text: str
    size: Size = Size.NORMAL
    bold: bool = False
    align: Align = Align.LEFT
    type: Literal["text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBlock:
    """A line across a ticket."""

    type: Literal["rule"] = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class QrBlock:
    """A QR code on a ticket."""

    data: str
    type: Literal["qr"] = "qr"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureBlock:
    """A picture in the middle of a ticket, as a PNG file in base64; black is what is printed."""

    png: str
    type: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutBlock:
    """A full cut."""

    type: Literal["cut"] = "cut"


Block = TextBlock | RuleBlock | QrBlock | PictureBlock | CutBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDocument:
    """A ticket as blocks; the printer's driver lays it out for its paper."""

    blocks: tuple[Block, ...]
