"""What a model of ESC/POS printer can do: how it is asked, how it proves a ticket, what it prints.

Data alone, shipped for the models that are known and open for those of a hall. What must not live
here: bytes (see the codec), asking and printing (see `printer_escpos`).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Final

from annotated_types import Ge, Le, MultipleOf
from pydantic import TypeAdapter

from hall.bus.messages import Text

Dots = Annotated[int, Ge(192), Le(832), MultipleOf(8)]
ANY_MODEL: Final = "escpos-80"
"""What a printer without a model is taken for."""


class Confirms(StrEnum):
    """How a model can prove a ticket."""

    JOB = "job"
    """GS ( H: it says when all of a job is printed."""
    BUFFER = "buffer"
    """GS r 1 in its turn: it says when it has worked off the job."""
    NOTHING = "nothing"
    """It says nothing of a job."""


class Asks(StrEnum):
    """How a model can be asked for its state."""

    REAL_TIME = "real_time"
    """DLE EOT 1 to 4, answered at once, and GS a, told by itself."""
    SENSOR = "sensor"
    """GS r 1 alone: the paper, in its turn."""
    NOTHING = "nothing"
    """It does not answer; or a line without a wire back."""


class Charset(StrEnum):
    """What the font of a model has."""

    GB2312 = "gb2312"
    GBK = "gbk"
    GB18030 = "gb18030"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterModel:
    """One model; a printer's own settings go before it."""

    maker: str
    confirms: Confirms = Confirms.JOB
    asks: Asks = Asks.REAL_TIME
    paper_dots: Dots = 576
    charset: Charset = Charset.GBK
    draws_codes: bool = True
    """Whether it draws QR codes itself."""


PROOFS: Final[Mapping[Confirms, Text]] = {
    Confirms.JOB: ("说“已打印”", "says printed"),
    Confirms.BUFFER: ("说“已处理完”", "says worked off"),
    Confirms.NOTHING: ("只知道“已发送”", "known as sent alone"),
}
"""How far what a printer says goes."""


@cache
def shipped_printers() -> Mapping[str, PrinterModel]:
    """The models that come with the program, by name."""
    path = files("devices") / "data" / "printers.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, PrinterModel]).validate_python(raw)
