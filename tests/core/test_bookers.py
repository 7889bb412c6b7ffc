"""Simulated people who book a time at a kiosk, as plain values."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hall.bus.messages import (
    AskSlots,
    BookTime,
    CategoryQueue,
    CheckIn,
    Message,
    QueueView,
    Slot,
    SlotsAnswer,
    TimeBooked,
    Version,
)
from hall.bus.topics import Channel, Kind, Topic
from simulators.crowd.actions import BookAtKiosk
from simulators.crowd.bookers import Bookers, bookers_of
from simulators.crowd.citizens import Day
from simulators.crowd.scenario import scenarios
from simulators.crowd.world import World
from tests.core.test_crowd import seen

ZONE = ZoneInfo("Asia/Shanghai")
DAY = Day(
    seed=1,
    scenario=scenarios()["ordinary"],
    date=datetime(2026, 3, 2, tzinfo=UTC).date(),
    zone=ZONE,
    kiosks=("kiosk-1",),
)
MORNING = DAY.at(time(8))
NIGHT = DAY.at(time(23))
REPLY = Topic("h", Kind.KIOSK, "kiosk-1", Channel.REPLY)


def _hears(world: World, message: Message) -> None:
    world.hear(REPLY, message)


def _bookable() -> World:
    world = seen()
    card = CategoryQueue(
        category="INTEGRATED", waiting=0, windows_open=1, accepting=True, bookable=True
    )
    view = QueueView(version=Version(epoch=1, sequence=2), queues=(card,), issued=0, ended=0)
    world.hear(Topic("h", Kind.QUEUE, "all", Channel.VIEW), view)
    return world


def _acts(bookers: Bookers, now: datetime, world: World) -> list[BookAtKiosk]:
    return list(bookers.tick(now, world))


def test_who_books_asks_first_and_comes_about_its_time() -> None:
    """A time of the same day that is not too soon; then the code at the kiosk."""
    world, booker = _bookable(), next(iter(bookers_of(DAY, since=MORNING)))
    bookers = Bookers([booker])
    (asks,) = _acts(bookers, booker.at, world)
    assert isinstance(asks.request, AskSlots)
    assert asks.request.matter == "M1"
    starts = [booker.at + timedelta(minutes=after) for after in (5, 60, 60 * 24)]
    slots = tuple(Slot(starts_at=at, ends_at=at + timedelta(minutes=30), free=1) for at in starts)
    answer = SlotsAnswer(request=asks.request.id, category="INTEGRATED", matter="M1", slots=slots)
    _hears(world, answer)
    (books,) = _acts(bookers, booker.at, world)
    assert isinstance(books.request, BookTime)
    assert books.request.starts_at == starts[1]
    _hears(world, _booked(books.request))
    assert _acts(bookers, booker.at, world) == []
    (comes,) = _acts(bookers, starts[1] + timedelta(minutes=15), world)
    assert isinstance(comes.request, CheckIn)
    assert comes.request.code == "00000001"


def _booked(request: BookTime) -> TimeBooked:
    at = request.starts_at
    return TimeBooked(
        request=request.id,
        code="00000001",
        category="INTEGRATED",
        area="A",
        starts_at=at,
        ends_at=at,
        check_in_from=at,
        check_in_until=at,
    )


def test_nobody_books_where_no_times_are_given() -> None:
    """And some people would, every day the same ones."""
    assert _acts(Bookers(bookers_of(DAY, since=MORNING)), NIGHT, seen()) == []
    drawn = list(bookers_of(DAY, since=MORNING))
    wanted = DAY.scenario.numbers * DAY.scenario.citizens.book_pct / 100
    assert len(drawn) == round(wanted)
    assert drawn == list(bookers_of(DAY, since=MORNING))
