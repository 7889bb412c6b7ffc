"""The hall as it is built, as plain values: floors, areas, windows, devices, hours, scenarios.

Places are in grid steps on their floor, counted from the north-west corner, x to the east and y to
the south. What must not live here: files (see `load_site`), and the plan that is in force now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final

from hall.catalogue.duration import MinutesSpread
from hall.catalogue.text import Language, Text
from hall.core.hall import CategoryKind

WHOLE_HALL: Final = "main"
"""The zone of a board or a sounder that is for everybody in the hall."""


class DeviceKind(StrEnum):
    """What sort of machine a device is."""

    GATEWAY = "gateway"
    """The process that speaks serial to devices."""
    PRINTER = "printer"
    """A ticket printer."""
    KIOSK = "kiosk"
    """A ticket kiosk."""
    BOARD = "board"
    """A call display for an area, or for the whole hall."""
    PANEL = "panel"
    """The LED panel over a window."""
    PAD = "pad"
    """The clerk's calling pad."""
    RATER = "rater"
    """The rating pad at a window."""
    SCANNER = "scanner"
    """A reader of printed codes or of identity cards."""
    SOUNDER = "sounder"
    """The loudspeaker of a zone; its id is the zone's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of a day in the hall's zone; the end is not in it."""

    opens: time
    closes: time

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        opens, closes = self.opens, self.closes
        return (closes.hour - opens.hour) * 60 + closes.minute - opens.minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point on a floor's grid."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A part of a floor's grid."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, place: Place) -> bool:
        """Whether a point lies in it, its edges included."""
        return (
            self.x <= place.x <= self.x + self.width and self.y <= place.y <= self.y + self.height
        )

    def overlaps(self, other: "Rectangle") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One storey of the hall."""

    no: int
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A way out; its name says where it is."""

    name: Text
    floor: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A part of a floor where people wait: one zone for boards and for voice."""

    code: str
    name: Text
    floor: int
    rectangle: Rectangle


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSite:
    """A numbered counter as it is built, and the categories it serves at first."""

    no: int
    name: Text
    kind: CategoryKind
    categories: tuple[str, ...]
    area: str
    place: Place
    low_counter: bool
    languages: tuple[Language, ...]
    digits_only: bool = False
    """Whether its panel shows numbers without their letters."""
    hearing_loop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSite:
    """A device and where it stands; a board without an area shows the whole hall."""

    id: str
    kind: DeviceKind
    area: str | None = None
    window: int | None = None
    place: Place | None = None
    printer: str | None = None
    """Which printer prints this kiosk's tickets."""
    kiosk: str | None = None
    """The kiosk that a scanner stands at."""
    serves: tuple[str, ...] = ()
    """The devices that a gateway speaks for; empty for all that no other gateway names."""


def window_device(kind: DeviceKind, window: int) -> str:
    """The id of a device that every window has of itself."""
    return f"{kind}-{window:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What part of the numbers is taken in one span."""

    span: Span
    share_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizens:
    """How the people of a simulated day behave."""

    patience: MinutesSpread
    no_show_pct: float
    """Of those called; the impatient come on top."""
    walk: MinutesSpread
    """From the call to the window."""
    rating_pct: float
    """How many of those served rate."""
    rating_levels_pct: Mapping[int, float]
    """Of those who rate, by level."""
    english_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerks:
    """How the clerks of a simulated day work."""

    speed_spread_pct: float
    """How far clerks differ: the standard deviation of their pace."""
    between: MinutesSpread
    """From finishing one visit to calling the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A simulated day."""

    code: str
    name: Text
    about: Text
    starts_at: time
    numbers: int
    """How many are taken from the start to the close, besides those who wait at the start."""
    arrivals: tuple[Arrivals, ...]
    category_share_pct: Mapping[str, float]
    """Shares of all numbers, for every category; they sum to 100."""
    waiting_at_start: Mapping[str, int]
    citizens: Citizens
    clerks: Clerks


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A hall as it is built; mappings are by code, number or id, and keep the file's order."""

    code: str
    name: Text
    time_zone: str
    """An IANA name."""
    weekdays: tuple[int, ...]
    """Days of opening, Monday is 1."""
    hours: tuple[Span, ...]
    number_hours: tuple[Span, ...]
    floors: Mapping[int, Floor]
    areas: Mapping[str, Area]
    windows: Mapping[int, WindowSite]
    devices: Mapping[str, DeviceSite]
    scenarios: Mapping[str, Scenario]
    exits: tuple[Exit, ...] = ()

    def windows_serving(self, category: str) -> tuple[WindowSite, ...]:
        """The windows that serve a category at first."""
        return tuple(w for w in self.windows.values() if category in w.categories)

    def area_of(self, category: str) -> Area:
        """Where people of a category wait: the area of its first window."""
        return self.areas[self.windows_serving(category)[0].area]

    def devices_of(self, kind: DeviceKind) -> tuple[DeviceSite, ...]:
        """All devices of one kind."""
        return tuple(device for device in self.devices.values() if device.kind is kind)

    def scanners_at(
        self, *, kiosk: str | None = None, window: int | None = None
    ) -> tuple[str, ...]:
        """The scanners and card readers that stand at a kiosk, or else at a window."""
        return tuple(
            each.id
            for each in self.devices_of(DeviceKind.SCANNER)
            if (each.kiosk, each.window) == (kiosk, window)
        )
