"""The hall's floor as screens read it: areas, windows, devices and where they stand; pure."""

from dataclasses import dataclass
from typing import Literal

from hall.bus.messages.values import Text, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """One area of the hall as it is built; the rectangle is in grid steps on its floor."""

    code: str
    name: Text
    floor: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowCard:
    """One window of the hall as it is built; the place is in grid steps on its floor."""

    window: int
    name: Text
    area: str
    x: float
    y: float
    low_counter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCard:
    """One device's place: a window's number or an area's code; a kiosk names its printer."""

    id: str
    kind: str
    window: int | None = None
    area: str | None = None
    printer: str | None = None
    x: float | None = None
    """Where it stands, in grid steps on its area's floor."""
    y: float | None = None
    kiosk: str | None = None
    """The kiosk that a scanner stands at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCard:
    """One way out of the hall; the place is in grid steps on its floor."""

    name: Text
    floor: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The hall as it is built."""

    version: Version
    hall: str
    name: Text
    zone: str
    """The IANA name of the time zone people here read times in."""
    areas: tuple[AreaCard, ...]
    windows: tuple[WindowCard, ...]
    devices: tuple[DeviceCard, ...]
    exits: tuple[ExitCard, ...] = ()
    type: Literal["site"] = "site"
