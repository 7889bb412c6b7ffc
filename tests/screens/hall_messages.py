"""Messages of a hall that the tests of screens play, made from the sample catalogue and hall."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from hall.bus.messages import (
    AreaCard,
    Beat,
    BoardView,
    Call,
    CallState,
    CatalogueView,
    CategoryCard,
    CategoryQueue,
    DeviceCard,
    DeviceState,
    Fault,
    HallWide,
    LifeEventCard,
    MaterialLine,
    MatterCard,
    Message,
    QueueView,
    SiteView,
    Slot,
    SlotsAnswer,
    Text,
    TimeBooked,
    Version,
    WaitRange,
    WindowCard,
)
from hall.bus.topics import Channel, Kind, Topic, beat_topic
from hall.catalogue.model import Category, Matter
from hall.catalogue.paying import fee_said
from hall.catalogue.sample import sample

HALL: Final = "H01"
EPOCH: Final = 7
START: Final = datetime(2026, 3, 2, 2, 12, tzinfo=UTC)
"""10:12 in the hall's zone."""
SLOTS_AT: Final = (1, 1.5, 2, 2.5, 3, 6, 6.5, 7, 7.5, 8)
"""From nine to half past eleven and from two to half past four, as hours of UTC."""
BOOKABLE: Final = frozenset({"SS", "BD"})
"""The categories that have times to book."""
ORDINARY: Final = HallWide()
CLOSED: Final[Text] = (
    "商事登记今天的号已取完。明天8:00起取号；也可现在预约或找服务台。",
    (
        "Business registration is full today. "
        "Numbers start at 8:00 tomorrow; book now or ask the desk."
    ),
)
KIOSKS: Final = (
    DeviceCard(id="kiosk-1", kind="kiosk", area="E1", printer="printer-1", x=2, y=2),
    DeviceCard(id="kiosk-2", kind="kiosk", area="W1", printer="printer-2", x=20, y=2),
    DeviceCard(id="kiosk-3", kind="kiosk", area="E2", printer="printer-3", x=2, y=2),
)
"""The second stands on the same floor, the third above the first."""
DOUBTFUL: Final[Text] = (
    "现在取号，17:30下班前可能轮不到您（约等40–80分钟）。仍要取号吗？",
    "You may not be reached before 17:30 (40–80 min). Take one anyway?",
)


def beat(now_s: float = 0.0, epoch: int = EPOCH, rate: float = 1.0) -> tuple[Topic, Message]:
    """A beat so many seconds after the start."""
    time = START + timedelta(seconds=now_s)
    return beat_topic(HALL), Beat(epoch=epoch, utc=time, hall_time=time, rate=rate)


def view_topic(kind: Kind, ident: str = "all") -> Topic:
    """Where a view is published."""
    return Topic(HALL, kind, ident, Channel.VIEW)


def version(sequence: int = 1, epoch: int = EPOCH) -> Version:
    """A view's version."""
    return Version(epoch=epoch, sequence=sequence)


@cache
def catalogue_parts() -> tuple[CatalogueView, ...]:
    """The sample catalogue in two parts."""
    catalogue, _ = sample()
    cards = [matter_card(matter) for matter in catalogue.matters.values()]
    half = len(cards) // 2
    return tuple(
        CatalogueView(
            version=version(),
            catalogue_version=catalogue.version,
            part=part,
            parts=2,
            categories=tuple(map(category_card, catalogue.categories.values()))
            if part == 1
            else (),
            matters=tuple(cards[:half] if part == 1 else cards[half:]),
            life_events=life_event_cards() if part == 1 else (),
        )
        for part in (1, 2)
    )


def life_event_cards() -> tuple[LifeEventCard, ...]:
    """The sample's life events as the hall publishes them."""
    catalogue, _ = sample()
    return tuple(
        LifeEventCard(code=each.code, name=each.name, audience=each.audience, matters=each.matters)
        for each in catalogue.life_events.values()
    )


def category_card(category: Category) -> CategoryCard:
    """A category as the hall publishes it."""
    _, site = sample_hall()
    return CategoryCard(
        code=category.code,
        name=category.name,
        kind=category.kind.value,
        prefix=category.prefix,
        area=site.area_of(category.code).code,
        title=category.title,
    )


sample_hall = cache(sample)


def matter_card(matter: Matter) -> MatterCard:
    """A matter as the hall publishes it."""
    guide = matter.guide
    days = guide.time_limit.promised_working_days
    return MatterCard(
        id=matter.id,
        name=matter.name,
        title=matter.title,
        aliases=(*matter.aliases.zh, *matter.aliases.en),
        category=matter.category,
        departments=tuple(each.name for each in matter.departments),
        applicants=guide.applicants,
        conditions=guide.conditions,
        materials=tuple(
            MaterialLine(name=m.name, source=m.source.value, deferrable=m.deferrable)
            for m in guide.materials
        ),
        steps=guide.steps,
        time_limit=(f"{days}个工作日", f"{days} working days") if days else ("当场", "At once"),
        fee=fee_said(matter.fees),
        instant=matter.instant,
        share_pct=matter.volume_share_pct,
        service_median_min=matter.service.median,
        service_p90_min=matter.service.p90,
    )


@cache
def site_view() -> SiteView:
    """The sample hall as it is built, with one kiosk on the ground floor."""
    _, site = sample_hall()
    return SiteView(
        version=version(),
        hall=HALL,
        name=site.name,
        zone=site.time_zone,
        areas=tuple(
            AreaCard(
                code=area.code,
                name=area.name,
                floor=area.floor,
                x=area.rectangle.x,
                y=area.rectangle.y,
                width=area.rectangle.width,
                height=area.rectangle.height,
            )
            for area in site.areas.values()
        ),
        windows=tuple(
            WindowCard(
                window=window.no,
                name=window.name,
                area=window.area,
                x=window.place.x,
                y=window.place.y,
                low_counter=window.low_counter,
            )
            for window in site.windows.values()
        ),
        devices=KIOSKS,
    )


def queue(category: str, *, waiting: int = 6, accepting: bool = True) -> CategoryQueue:
    """A queue of so many people."""
    return CategoryQueue(
        category=category,
        waiting=waiting,
        windows_open=2,
        accepting=accepting,
        closed_text=None if accepting else CLOSED,
        wait=WaitRange(low_min=20, high_min=35, method="queue") if waiting else None,
        bookable=category in BOOKABLE,
    )


def slots_answer(request: str) -> SlotsAnswer:
    """Free times of three days; today those that are still to come."""
    midnight = START.replace(hour=0, minute=0)
    every = (midnight + timedelta(days=day, hours=hours) for day in (0, 1, 3) for hours in SLOTS_AT)
    slots = tuple(
        Slot(starts_at=each, ends_at=each + timedelta(minutes=30), free=4)
        for each in every
        if each > START
    )
    return SlotsAnswer(request=request, category="BD", matter="BD01", slots=slots)


def time_booked(request: str, starts_at: datetime) -> TimeBooked:
    """An appointment for one of them."""
    return TimeBooked(
        request=request,
        code="00471128",
        category="BD",
        matter="BD01",
        area="E2",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        check_in_from=starts_at - timedelta(minutes=30),
        check_in_until=starts_at + timedelta(minutes=15),
    )


def queues(*, closed: tuple[str, ...] = ()) -> tuple[CategoryQueue, ...]:
    """Every category's queue."""
    catalogue, _ = sample_hall()
    return tuple(
        queue(code, waiting=(6 + 5 * at) % 19, accepting=code not in closed)
        for at, code in enumerate(catalogue.categories)
    )


def queue_view(
    sequence: int = 1,
    *,
    closed: tuple[str, ...] = (),
    epoch: int = EPOCH,
    hall_wide: HallWide = ORDINARY,
    help_wanted: tuple[str, ...] = (),
    desk_open: bool | None = None,
) -> QueueView:
    """All queues of the hall."""
    return QueueView(
        version=version(sequence, epoch),
        queues=queues(closed=closed),
        issued=120,
        ended=80,
        hall_wide=hall_wide,
        help_wanted=help_wanted,
        desk_open=desk_open,
    )


def call(number: str, window: int, area: str, ago_s: float, times: int = 1) -> Call:
    """A call so many seconds before the start."""
    at = START - timedelta(seconds=ago_s)
    state = CallState.CALLED if ago_s < 120 else CallState.SERVING
    return Call(number=number, window=window, area=area, at=at, times=times, state=state)


def board_view(
    sequence: int = 1,
    calls: tuple[Call, ...] = (),
    zone: str = "main",
    hall_wide: HallWide = ORDINARY,
) -> BoardView:
    """A board with some calls."""
    return BoardView(
        version=version(sequence), zone=zone, calls=calls, queues=queues(), hall_wide=hall_wide
    )


def whole_hall(closed: tuple[str, ...] = ()) -> list[tuple[Topic, Message]]:
    """All that a screen hears when it connects."""
    return [
        beat(),
        (view_topic(Kind.SITE), site_view()),
        *((view_topic(Kind.CATALOGUE, str(p.part)), p) for p in catalogue_parts()),
        (view_topic(Kind.QUEUE), queue_view(closed=closed)),
    ]


def device_states() -> list[tuple[Topic, Message]]:
    """The first kiosk's printer has no paper; the second and third can print."""
    empty = Fault(code="paper_out", text=("缺纸", "Out of paper"), since=START)
    well = DeviceState(online=True)
    return [
        *((Topic(HALL, Kind.KIOSK, f"kiosk-{no}", Channel.STATE), well) for no in (1, 2, 3)),
        *((Topic(HALL, Kind.PRINTER, f"printer-{no}", Channel.STATE), well) for no in (2, 3)),
        (
            Topic(HALL, Kind.PRINTER, "printer-1", Channel.STATE),
            DeviceState(online=True, faults=(empty,)),
        ),
    ]
