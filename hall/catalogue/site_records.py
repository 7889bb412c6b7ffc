"""The shape of hall.yaml; a field's description is what a finding says was expected.

What must not live here: what holds between entries (see `check_site`).
"""

from datetime import time
from typing import Annotated, Any, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, NonNegativeInt, PositiveFloat, model_validator

from hall.catalogue.inspection import Record
from hall.catalogue.records import Code, SpreadRecord, TextRecord
from hall.catalogue.site import Citizens, Clerks, DeviceKind, Place, Rectangle, Span
from hall.catalogue.text import Language
from hall.core.hall import CategoryKind

_RATING_LEVELS = frozenset(range(1, 6))
_WHOLE_PCT = 100


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("unknown")
    return name


TimeOfDay = Annotated[time, Field(description="a time such as 08:30")]
Percent = Annotated[float, Field(ge=0, le=100, description="a share from 0 to 100")]
WindowNo = Annotated[int, Field(ge=1, le=99, description="a number from 1 to 99")]
Step = Annotated[float, Field(ge=0, description="a grid step from 0")]


class SiteRecord(Record):
    """The whole of hall.yaml; its lists are checked entry by entry."""

    code: Code
    name: TextRecord
    time_zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        description="an IANA time zone such as Asia/Shanghai"
    )
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(
        min_length=1, description="days from 1 (Monday) to 7"
    )
    hours: list[Any] = Field(min_length=1, description="a list of {opens, closes}")
    number_hours: list[Any] = Field(min_length=1, description="a list of {opens, closes}")
    floors: list[Any] = Field(min_length=1, description="a list of floors")
    areas: list[Any] = Field(min_length=1, description="a list of areas")
    windows: list[Any] = Field(min_length=1, description="a list of windows")
    devices: list[Any] = Field(description="a list of devices")
    scenarios: list[Any] = Field(description="a list of scenarios")
    exits: list[Any] = Field(default=[], description="a list of exits")


class SpanRecord(Record):
    """A part of a day."""

    opens: TimeOfDay
    closes: TimeOfDay

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("closes after opens")
        return self

    @property
    def span(self) -> Span:
        """As a value."""
        return Span(opens=self.opens, closes=self.closes)


class PlaceRecord(Record):
    """A point on a floor."""

    x: Step
    y: Step

    @property
    def place(self) -> Place:
        """As a value."""
        return Place(x=self.x, y=self.y)


class FloorRecord(Record):
    """One floor."""

    no: int
    name: TextRecord


class ExitRecord(Record):
    """One way out."""

    name: TextRecord
    floor: int
    place: PlaceRecord


class AreaRecord(Record):
    """One area."""

    code: Code
    name: TextRecord
    floor: int
    x: Step
    y: Step
    width: PositiveFloat
    height: PositiveFloat

    @property
    def rectangle(self) -> Rectangle:
        """As a value."""
        return Rectangle(x=self.x, y=self.y, width=self.width, height=self.height)


class WindowRecord(Record):
    """One window."""

    no: WindowNo
    name: TextRecord
    kind: CategoryKind
    categories: list[str] = Field(min_length=1, description="one or more codes of categories")
    area: str
    place: PlaceRecord
    low_counter: bool = False
    hearing_loop: bool = False
    digits_only: bool = False
    languages: list[Language] = Field(
        default=["zh"], min_length=1, description="a list of zh and en"
    )


class DeviceRecord(Record):
    """One device that stands apart from windows and areas."""

    id: Code
    kind: DeviceKind
    area: str | None = None
    place: PlaceRecord | None = None
    printer: str | None = None
    kiosk: str | None = None
    window: WindowNo | None = None
    serves: list[str] = Field(default_factory=list)


class ArrivalsRecord(SpanRecord):
    """What part of the numbers is taken in one span."""

    share_pct: Percent


class CitizensRecord(Record):
    """How people behave."""

    patience_minutes: SpreadRecord
    no_show_pct: Percent
    walk_minutes: SpreadRecord
    rating_pct: Percent
    rating_levels_pct: dict[int, Percent] = Field(description="shares of the levels 1 to 5")
    english_pct: Percent

    @model_validator(mode="after")
    def _all_levels(self) -> Self:
        levels = self.rating_levels_pct
        if set(levels) != _RATING_LEVELS or round(sum(levels.values())) != _WHOLE_PCT:
            raise ValueError("rating_levels_pct for the levels 1 to 5, summing to 100")
        return self

    @property
    def citizens(self) -> Citizens:
        """As a value."""
        return Citizens(
            patience=self.patience_minutes.spread,
            no_show_pct=self.no_show_pct,
            walk=self.walk_minutes.spread,
            rating_pct=self.rating_pct,
            rating_levels_pct=self.rating_levels_pct,
            english_pct=self.english_pct,
        )


class ClerksRecord(Record):
    """How clerks work."""

    speed_spread_pct: Percent
    between_minutes: SpreadRecord

    @property
    def clerks(self) -> Clerks:
        """As a value."""
        return Clerks(speed_spread_pct=self.speed_spread_pct, between=self.between_minutes.spread)


class ScenarioRecord(Record):
    """One scenario."""

    code: Code
    name: TextRecord
    about: TextRecord
    starts_at: TimeOfDay
    numbers: NonNegativeInt = Field(description="a whole number from 0")
    arrivals: list[ArrivalsRecord] = Field(
        min_length=1, description="one or more {opens, closes, share_pct}"
    )
    category_share_pct: dict[str, Percent]
    share_factor: dict[str, PositiveFloat] = Field(
        default={}, description="factors above 0 by category"
    )
    waiting_at_start: dict[str, NonNegativeInt] = Field(
        default={}, description="whole numbers by category"
    )
    citizens: CitizensRecord
    clerks: ClerksRecord
