"""What a gateway's configuration consists of: lines, places, and a record for each device there.

What must not live here: reading the file, and what only shows when records are seen together (see
`config`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from devices.codecs.alpha import ADDRESSES as SIGNS
from devices.codecs.alpha import MOST_TEXT
from devices.codecs.counters import CounterMap
from devices.codecs.digits import RegisterMap
from devices.codecs.modbus import STATIONS
from devices.link import Flow
from devices.pad_maps import shipped_pads
from devices.panel_modbus import shipped_maps
from devices.printer_models import (
    ANY_MODEL,
    Asks,
    Charset,
    Confirms,
    Dots,
    PrinterModel,
    shipped_printers,
)
from hall.bus.messages import Key
from hall.bus.topics import Kind

Id = Annotated[str, StringConstraints(pattern=re.compile(r"^[A-Za-z0-9_-]{1,64}$"))]
PadAddress = Annotated[int, Field(ge=0, le=0xFF)]
PanelAddress = Annotated[int, Field(ge=1, le=0xFFFE)]
SignAddress = Annotated[int, Field(ge=SIGNS[0], le=SIGNS[-1])]
Station = Annotated[int, Field(ge=STATIONS[0], le=STATIONS[-1])]
KeyName = Literal[
    "rate",
    "call",
    "recall",
    "cancel",
    "one_metre",
    "pause",
    "transfer",
    "park",
    "call_back",
    "no_show",
    "confirm",
]


class Protocol(StrEnum):
    """What is spoken on a line."""

    ALPHA = "alpha"
    CARD = "card"
    ESCPOS = "escpos"
    FF68 = "ff68"
    KEYBOARD = "keyboard"
    MODBUS = "modbus"
    ONBON = "onbon"
    SCANNER = "scanner"
    SOUND = "sound"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GatewayConfig(_Model):
    """Who this gateway is and where its hall is."""

    id: Id
    hall: Id
    broker: str
    memory: Path | None = None
    """Where begun prints are noted, and beside it ratings; next to the configuration by default."""


class LineConfig(_Model):
    """One serial port, or a serial server's address."""

    port: str
    protocol: Protocol
    baud: Annotated[int, Field(ge=1200, le=921_600)] = 9600
    flow: Flow = Flow.NONE
    local_echo: bool = False
    """Whether a half-duplex adapter gives us our own bytes back."""


class PadConfig(_Model):
    """A calling pad; `keys` says what a key asks for where it is not the default."""

    id: Id
    line: Id
    address: PadAddress
    keys: dict[KeyName, Key] = {}


class RaterConfig(_Model):
    """A rating pad; `levels` gives the level, 1 to 5, of each raw value it sends."""

    id: Id
    line: Id
    address: PadAddress
    levels: dict[Annotated[int, Field(ge=0, le=255)], Literal[1, 2, 3, 4, 5]] | None = None


class CountedPadConfig(_Model):
    """A pad that counts presses; `registers` names a shipped map or one of the file's own."""

    id: Id
    line: Id
    address: Station
    registers: str


class CountedRaterConfig(CountedPadConfig):
    """A rating pad that counts presses."""


class PanelConfig(_Model):
    """A window panel; lengths in dots."""

    id: Id
    line: Id
    address: PanelAddress
    width: Annotated[int, Field(ge=16, le=1024)] = 64
    height: Annotated[int, Field(ge=16, le=256)] = 16
    font: Literal[16, 24, 32] = 16
    colour: Annotated[int, Field(ge=1, le=7)] = 1
    in_pixels: bool = True


class DigitPanelConfig(_Model):
    """A window panel of digits; `registers` names a shipped map or one of the file's own."""

    id: Id
    line: Id
    address: Station
    registers: str


class AlphaPanelConfig(_Model):
    """A window panel that is an Alpha or BetaBrite sign."""

    id: Id
    line: Id
    address: SignAddress
    characters: Annotated[int, Field(ge=4, le=MOST_TEXT)] = 14
    checked: bool = False
    """Whether a sum goes with each text."""


class PrinterConfig(_Model):
    """A ticket printer; what is None is as `model` says, shipped or one of the file's own."""

    id: Id
    line: Id
    model: str = ANY_MODEL
    confirms: Confirms | None = None
    asks: Asks | None = None
    paper_dots: Dots | None = None
    roll_m: Annotated[float, Field(gt=0, le=500)] = 60.0
    """How long a new roll of its paper is."""
    charset: Charset | None = None
    font: Path | None = None
    """A font file for characters that the printer lacks."""
    draws_codes: bool | None = None
    """Whether it draws QR codes itself; else they are sent as pictures."""

    def settled(self, models: Mapping[str, PrinterModel]) -> PrinterModel:
        """What it can do: its own settings before those of its model; raises `KeyError`.

        A printer that is said to confirm nothing is taken for silent unless `asks` says otherwise:
        mostly it hangs on a line without a wire back.
        """
        names = (each.name for each in fields(PrinterModel))
        own = {each: value for each in names if (value := getattr(self, each, None)) is not None}
        if self.confirms is Confirms.NOTHING and self.asks is None:
            own["asks"] = Asks.NOTHING
        return replace(models[self.model], **own)


class KeyboardPadConfig(_Model):
    """A calling pad that is a keyboard; `keys` says what a character asks for."""

    id: Id
    line: Id
    keys: dict[Annotated[str, StringConstraints(min_length=1, max_length=1)], Key] = {}


class ScannerConfig(_Model):
    """A scanner of printed codes, on a serial line or as a keyboard."""

    id: Id
    line: Id


class SounderConfig(_Model):
    """The loudspeaker of a zone, whose code is its id; its line's port is the playing program."""

    id: Id
    line: Id
    chime: Path | None = None
    """A sound file before each call."""
    speech: tuple[str, ...] = ()
    """A speaking program and its arguments; `{text}` stands for what it says."""
    speech_en: tuple[str, ...] = ()
    """The same for tickets taken in English."""


class CardReaderConfig(_Model):
    """A reader of identity cards."""

    id: Id
    line: Id
    key_file: Path
    """A secret of 32 bytes at least, the same at every gateway of the hall."""


class PlaceConfig(_Model):
    """A window or kiosk and the devices there."""

    name: str
    pad: PadConfig | None = None
    rater: RaterConfig | None = None
    panel: PanelConfig | None = None
    digit_panel: DigitPanelConfig | None = None
    alpha_panel: AlphaPanelConfig | None = None
    counted_pad: CountedPadConfig | None = None
    counted_rater: CountedRaterConfig | None = None
    keyboard_pad: KeyboardPadConfig | None = None
    scanner: ScannerConfig | None = None
    sounder: SounderConfig | None = None
    card_reader: CardReaderConfig | None = None
    printer: PrinterConfig | None = None


Device = (
    PadConfig
    | RaterConfig
    | CountedPadConfig
    | CountedRaterConfig
    | PanelConfig
    | DigitPanelConfig
    | AlphaPanelConfig
    | KeyboardPadConfig
    | ScannerConfig
    | SounderConfig
    | CardReaderConfig
    | PrinterConfig
)

KINDS: Final[dict[type[Device], tuple[Kind, Protocol]]] = {
    PadConfig: (Kind.PAD, Protocol.FF68),
    RaterConfig: (Kind.RATER, Protocol.FF68),
    CountedPadConfig: (Kind.PAD, Protocol.MODBUS),
    CountedRaterConfig: (Kind.RATER, Protocol.MODBUS),
    PanelConfig: (Kind.PANEL, Protocol.ONBON),
    DigitPanelConfig: (Kind.PANEL, Protocol.MODBUS),
    AlphaPanelConfig: (Kind.PANEL, Protocol.ALPHA),
    KeyboardPadConfig: (Kind.PAD, Protocol.KEYBOARD),
    ScannerConfig: (Kind.SCANNER, Protocol.SCANNER),
    SounderConfig: (Kind.SOUNDER, Protocol.SOUND),
    CardReaderConfig: (Kind.SCANNER, Protocol.CARD),
    PrinterConfig: (Kind.PRINTER, Protocol.ESCPOS),
}
"""What each device is to the hall, and what it speaks."""


_DEVICES: Final = tuple(key for key in PlaceConfig.model_fields if key != "name")


class Config(_Model):
    """The whole file."""

    gateway: GatewayConfig
    lines: dict[Id, LineConfig]
    places: tuple[PlaceConfig, ...]
    registers: dict[Id, RegisterMap] = {}
    """Register maps of digit panels, beside those that are shipped."""
    pads: dict[Id, CounterMap] = {}
    """Register maps of pads that count presses, beside those that are shipped."""
    printers: dict[Id, PrinterModel] = {}
    """Models of printers, beside those that are shipped."""

    @property
    def register_maps(self) -> dict[str, RegisterMap]:
        """Every register map by its name; the file's own come first."""
        return {**shipped_maps(), **self.registers}

    @property
    def pad_maps(self) -> dict[str, CounterMap]:
        """Every register map of a pad by its name; the file's own come first."""
        return {**shipped_pads(), **self.pads}

    @property
    def printer_models(self) -> dict[str, PrinterModel]:
        """Every model of a printer by its name; the file's own come first."""
        return {**shipped_printers(), **self.printers}

    def devices(self) -> Iterator[tuple[str, Device]]:
        """Every device with the key that names it in the file."""
        for number, place in enumerate(self.places):
            for key in _DEVICES:
                device = getattr(place, key)
                if device is not None:
                    yield f"places.{number}.{key}", device
