"""What Modbus RTU digit panels are told, and how their answers are read.

A panel keeps its number for ever, so that it is told to go dark when nobody stands by what it
shows; when its line is dead it cannot be. What must not live here: frames and register values
(see the codecs), turns on the line (see `panels`).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import TypeAdapter

from devices.codecs.digits import RegisterMap, words
from devices.codecs.modbus import (
    Answer,
    Read,
    Refused,
    Request,
    Values,
    WriteMany,
    WriteOne,
    answer_decoder,
    answer_to,
)
from devices.panels import BasePanel, Manners, Verdict

GAP_S: Final = 0.005
"""A frame begins after a silence of three and a half characters: 4 ms at 9600 baud."""
_LOOKED_BACK: Final = 64


@cache
def shipped_maps() -> Mapping[str, RegisterMap]:
    """The register maps that come with the program, by name."""
    path = files("devices") / "data" / "digit_panels.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, RegisterMap]).validate_python(raw)


@dataclass(slots=True, kw_only=True)
class DigitPanel(BasePanel):
    """A digit panel; its address is its station."""

    registers: RegisterMap


class ModbusDigits:
    """The dialect of one line of digit panels."""

    manners: Final = Manners(reply_s=0.3, gap_s=GAP_S, ask_first=True)

    def __init__(self) -> None:
        self._decoder = answer_decoder()
        self._request: Request | None = None
        self._heard = b""

    @property
    def errors(self) -> int:
        """How often bytes came that were of no answer."""
        return self._decoder.errors

    def ask(self, panel: DigitPanel) -> bytes:
        """Read the first register; a refusal is an answer, too."""
        return self._sent(Read(station=panel.address, register=panel.registers.register))

    def show(self, panel: DigitPanel, text: str, *, blink: bool) -> bytes:  # noqa: ARG002 - no panel blinks by itself
        """Write the number of a text."""
        registers, values = panel.registers, words(text, panel.registers)
        if registers.one_by_one and len(values) == 1:
            request: Request = WriteOne(
                station=panel.address, register=registers.register, word=values[0]
            )
        else:
            request = WriteMany(station=panel.address, register=registers.register, words=values)
        return self._sent(request)

    def can_blink(self, panel: DigitPanel) -> bool:
        """A panel of numbers cannot always be dark."""
        return panel.registers.can_be_dark

    def hear(self, data: bytes) -> Iterator[tuple[int, Verdict]]:
        """The answer to the request under way; any other is late or of nobody here."""
        self._heard = (self._heard + data)[-_LOOKED_BACK:]
        request = self._request
        if isinstance(request, Read) and request.to_bytes() in self._heard:
            self._heard = b""
            yield request.station, Verdict.ECHO
            return
        for answer in self._decoder.feed(data):
            if request is not None and (verdict := _verdict(answer, request)):
                yield answer.station, verdict

    def _sent(self, request: Request) -> bytes:
        self._decoder.quiet()
        self._request, self._heard = request, b""
        return request.to_bytes()


def _verdict(answer: Answer, request: Request) -> Verdict | None:
    if isinstance(request, Read):
        return Verdict.TAKEN if isinstance(answer, Values | Refused) else None
    if isinstance(answer, Refused):
        return Verdict.REFUSED
    return Verdict.TAKEN if answer == answer_to(request) else None
