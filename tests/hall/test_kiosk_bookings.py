"""Booking at a kiosk: the times that are free, one of them booked, moved, printed, queued for."""

from dataclasses import replace

import pytest

from hall.bus.messages import (
    AskSlots,
    BookTime,
    CheckIn,
    Language,
    NumberIssued,
    PrintBooking,
    QrBlock,
    QueueView,
    Refused,
    Request,
    SlotsAnswer,
    TextBlock,
    TimeBooked,
)
from hall.bus.topics import Kind
from hall.controller.asides import slots_answer
from hall.controller.bookings import booking_page
from hall.controller.exchange import Outgoing
from hall.core import commands as c
from hall.core.settings import Settings, VisitClass
from tests.core.build import DAY
from tests.fakes.running_hall import running
from tests.fakes.switchboard import MATTER, TTL_S, Switchboard, bookable_offer, of


def _ask(hall: Switchboard, request: Request) -> list[Outgoing]:
    return hall.ask(Kind.KIOSK, "kiosk-1", request)


_USUAL = Settings()


def _open(settings: Settings = _USUAL) -> Switchboard:
    hall = Switchboard()
    plan = hall.premises.plan
    offer = bookable_offer(hall)
    hall.do(c.OpenDay(day=DAY, offer=offer, settings=settings, plan=plan))
    return hall


def _slots(hall: Switchboard, moves: str | None = None) -> SlotsAnswer:
    matter = None if moves else MATTER
    asked = AskSlots(id="s", ttl_s=TTL_S, matter=matter, moves=moves)
    return slots_answer(asked, hall.hall, hall.desk.now())


def test_a_time_is_booked_at_a_kiosk_and_moved_there() -> None:
    """The times of a matter, a code for one of them, and by the code another time."""
    hall = _open()
    (slot,) = _slots(hall).slots
    assert slot.free == 2
    asked = BookTime(id="b", ttl_s=TTL_S, starts_at=slot.starts_at, matter=MATTER)
    (booked,) = of(_ask(hall, asked), TimeBooked)
    assert (booked.matter, booked.starts_at) == (MATTER, slot.starts_at)
    assert booked.check_in_from <= booked.starts_at <= booked.check_in_until
    assert of(_ask(hall, asked), TimeBooked) == [booked]
    assert _slots(hall, moves=booked.code).slots[0].free == 1
    move = BookTime(id="m", ttl_s=TTL_S, starts_at=slot.starts_at, moves=booked.code)
    (moved,) = of(_ask(hall, move), TimeBooked)
    assert (moved.matter, moved.code in hall.hall.appointments) == (MATTER, True)
    assert booked.code not in hall.hall.appointments


def test_a_time_that_is_gone_is_refused_at_a_kiosk() -> None:
    """With what to do instead; and the hall says in its views where nothing is left."""
    hall = _open()
    (slot,) = _slots(hall).slots
    bookable = [each.category for each in _queue(hall).queues if each.bookable]
    assert bookable == ["SS"]
    for ident in ("b1", "b2"):
        _ask(hall, BookTime(id=ident, ttl_s=TTL_S, starts_at=slot.starts_at, matter=MATTER))
    late = BookTime(id="b3", ttl_s=TTL_S, starts_at=slot.starts_at, matter=MATTER)
    (refused,) = of(_ask(hall, late), Refused)
    assert refused.code == "slot_is_booked"
    assert _slots(hall).slots == ()
    assert not any(each.bookable for each in _queue(hall).queues)


def _queue(hall: Switchboard) -> QueueView:
    views = hall.exchange.all_views(hall.hall, hall.desk.now())
    return of(views, QueueView)[-1]


def test_who_comes_before_the_check_in_opens_may_queue_now_instead() -> None:
    """Told from when; asked again as a walk-in, the number is an ordinary one."""
    hall = _open(replace(Settings(), appointment_early_s=60))
    (slot,) = _slots(hall).slots
    asked = BookTime(id="b", ttl_s=TTL_S, starts_at=slot.starts_at, matter=MATTER)
    (booked,) = of(_ask(hall, asked), TimeBooked)
    (early,) = of(_ask(hall, CheckIn(id="c", ttl_s=TTL_S, code=booked.code)), Refused)
    assert early.code == "appointment_too_early"
    now = CheckIn(id="c2", ttl_s=TTL_S, code=booked.code, as_walk_in=True)
    (issued,) = of(_ask(hall, now), NumberIssued)
    assert hall.hall.visits[issued.visit].visit_class == VisitClass.ORDINARY
    assert booked.code not in hall.hall.appointments


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_appointment_on_paper_says_when_where_and_the_code(language: Language) -> None:
    """As large as a number, with the code to be typed and to be scanned."""
    hall = _open()
    (slot,) = _slots(hall).slots
    asked = BookTime(id="b", ttl_s=TTL_S, starts_at=slot.starts_at, matter=MATTER)
    (booked,) = of(_ask(hall, asked), TimeBooked)
    known, now = hall.hall.appointments[booked.code], hall.desk.now()
    blocks = booking_page(known, hall.hall, language, hall.premises, now).blocks
    texts = [each.text for each in blocks if isinstance(each, TextBlock)]
    start = slot.starts_at.astimezone(hall.premises.zone)
    assert f"{start:%H:%M}" in texts
    assert booked.code in texts
    assert QrBlock(data=booked.code) in blocks
    title = hall.premises.catalogue.matters[MATTER].title
    assert title[1 if language == "en" else 0] in texts


def test_a_kiosk_is_told_what_cannot_be_booked_or_printed() -> None:
    """A matter that the hall does not have, an appointment that is gone: in the hall's words."""
    with running() as hall:
        hall.ask(Kind.KIOSK, "kiosk-1", AskSlots(id="s", ttl_s=TTL_S, matter=MATTER))
        (told,) = hall.hears(SlotsAnswer)
        assert (told.request, told.category) == ("s", "SS")
        hall.ask(Kind.KIOSK, "kiosk-1", AskSlots(id="t", ttl_s=TTL_S, matter="none"))
        hall.ask(Kind.KIOSK, "kiosk-1", PrintBooking(id="p", ttl_s=TTL_S, code="00000000"))
        refused = hall.hears(Refused, 2)
        assert [each.code for each in refused] == ["unknown_matter", "unknown_appointment"]
