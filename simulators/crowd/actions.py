"""What simulated people do, as plain values; whoever runs the crowd carries them out."""

from dataclasses import dataclass

from hall.bus.messages import AskSlots, BookTime, CheckIn, Key, Level, TakeNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAtKiosk:
    """A citizen takes a number at a kiosk."""

    kiosk: str
    request: TakeNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class BookAtKiosk:
    """A citizen asks at a kiosk for free times, books one, or comes to it."""

    kiosk: str
    request: AskSlots | BookTime | CheckIn


@dataclass(frozen=True, slots=True, kw_only=True)
class PressPad:
    """A clerk presses a key of a window's calling pad."""

    window: int
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class PressRater:
    """A citizen presses a level of a window's rating pad."""

    window: int
    service: str
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWindow:
    """A clerk sits down at a window, or comes back to it."""

    window: int
    clerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseWindow:
    """A clerk goes home."""

    window: int


Action = TakeAtKiosk | BookAtKiosk | PressPad | PressRater | OpenWindow | CloseWindow
