from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.choosing import choose
from hall.core.hall import Quota, Span
from hall.core.lookups import appointment_of
from hall.core.refusals import (
    AlreadyBooked,
    AppointmentIsUsed,
    AppointmentTooEarly,
    AppointmentTooLate,
    DayNotOpen,
    IdIsTaken,
    NoSuchSlot,
    Refused,
    SlotIsBooked,
    TooLateToCancel,
    TooManyMissed,
    UnknownAppointment,
)
from hall.core.settings import Settings, VisitClass
from hall.core.spent import KEPT
from hall.core.why import WhyKind
from tests.core.build import DAY, OFFER, Script, at, open_hall, opening

HOUR = 3600.0
DAY_S = 86_400.0


def _slot(starts_s: float) -> Quota:
    span = Span(start=at(starts_s), end=at(starts_s + 1800))
    return Quota(category="SS", span=span, maximum=2)


BOOKABLE = replace(
    OFFER, appointment_slots=tuple(_slot(each * HOUR) for each in (1, 4, 24, 25, 26))
)


def _hall(settings: Settings | None = None) -> Script:
    return open_hall(1, offer=BOOKABLE, settings=settings)


def _book(script: Script, appointment: str, hours: float, **more: str) -> None:
    script.do(
        c.BookAppointment(
            appointment=appointment,
            token=f"t-{appointment}",
            starts_at=at(hours * HOUR),
            matter="SS01",
            **more,
        )
    )


def _come(script: Script, appointment: str, *, walk_in: bool = False) -> e.VisitIssued:
    visit = f"v{script.hall.order + 1}"
    (issued,) = script.do(
        c.CheckIn(appointment=appointment, visit=visit, token=f"t{visit}", as_walk_in=walk_in)
    )
    assert isinstance(issued, e.VisitIssued)
    return issued


def test_a_time_is_booked_and_checked_in() -> None:
    """The check-in is a number of the class of appointments; it is used once."""
    script = _hall()
    _book(script, "a", 1)
    script.now_s = HOUR
    issued = _come(script, "a")
    assert (issued.visit_class, issued.appointment_at) == (VisitClass.APPOINTMENT, at(HOUR))
    with pytest.raises(AppointmentIsUsed):
        _come(script, "a")


def test_an_appointment_goes_before_who_came_a_little_earlier() -> None:
    """And the reason says its time."""
    script = _hall()
    _book(script, "a", 1)
    script.now_s = HOUR - 600
    script.take()
    script.now_s = HOUR
    _come(script, "a")
    choice = choose(script.hall, script.window(), at(HOUR))
    assert choice is not None
    assert (choice.why.kind, choice.why.before) == (WhyKind.APPOINTMENT, "C001")
    assert choice.why.appointment_at == at(HOUR)


def test_who_comes_early_gains_nothing_by_it() -> None:
    """Before the tolerance it is refused; within it one stands as from the start of the slot."""
    script = _hall()
    _book(script, "a", 1)
    with pytest.raises(AppointmentTooEarly) as early:
        _come(script, "a")
    assert early.value.opens_at == at(HOUR - 1800)
    script.now_s = HOUR - 1800
    assert _come(script, "a").entered_at == at(HOUR)


def test_who_comes_before_the_check_in_opens_may_queue_now_instead() -> None:
    """An ordinary place from now on; the appointment is used up, and its time is free again."""
    script = _hall()
    for each in "ab":
        _book(script, each, 1)
    with pytest.raises(SlotIsBooked):
        _book(script, "c", 1)
    issued = _come(script, "a", walk_in=True)
    assert (issued.visit_class, issued.entered_at) == (VisitClass.ORDINARY, None)
    with pytest.raises(AppointmentIsUsed):
        _come(script, "a")
    _book(script, "c", 1)


def _queue(script: Script, person: str, matter: str = "SS01") -> e.VisitIssued:
    visit = f"v{script.hall.order + 1}"
    (issued,) = script.do(
        c.IssueNumber(visit=visit, token=f"t{visit}", matter=matter, person=person)
    )
    assert isinstance(issued, e.VisitIssued)
    return issued


def test_who_takes_a_number_for_what_they_booked_has_come_to_it() -> None:
    """Before its time they queue and it is free for others; in time it is a check-in."""
    script = _hall()
    for person in ("wang", "li"):
        _book(script, person, 4, person=person)
    early = _queue(script, "wang")
    assert (early.visit_class, early.frees) == (VisitClass.ORDINARY, at(4 * HOUR))
    _book(script, "zhou", 4, person="zhou")
    script.now_s = 4 * HOUR
    in_time = _queue(script, "li")
    assert (in_time.visit_class, in_time.appointment) == (VisitClass.APPOINTMENT, "li")
    script.now_s = 5 * HOUR
    late = _queue(script, "zhou")
    assert (late.visit_class, late.appointment, late.frees) == (VisitClass.ORDINARY, "zhou", None)
    assert not script.hall.appointments


@pytest.mark.parametrize(
    ("person", "matter", "hours"), [("li", "SS01", 4), ("wang", "SS02", 4), ("wang", "SS01", 24)]
)
def test_a_number_for_something_else_leaves_an_appointment_alone(
    person: str, matter: str, hours: float
) -> None:
    """Somebody else's, one for another matter, one for another day."""
    script = _hall()
    _book(script, "a", hours, person="wang")
    assert _queue(script, person, matter).appointment is None
    assert list(script.hall.appointments) == ["a"]


def test_who_comes_late_may_queue_as_a_walk_in() -> None:
    """Within the tolerance it still counts; after it the place is an ordinary one."""
    script = _hall()
    _book(script, "a", 1)
    _book(script, "b", 1)
    script.now_s = HOUR + 900
    assert _come(script, "a").visit_class == VisitClass.APPOINTMENT
    script.now_s = HOUR + 901
    with pytest.raises(AppointmentTooLate):
        _come(script, "b")
    assert _come(script, "b", walk_in=True).visit_class == VisitClass.ORDINARY


@pytest.mark.parametrize(
    ("low_min", "high_min", "words"),
    [
        (15, 25, "可以现在排队（约15–25分钟），或改约。"),
        (0, 10, "可以现在排队（10分钟以内），或改约。"),
        (None, None, "可以现在排队，或改约。"),
    ],
)
def test_who_comes_late_is_told_how_long_the_line_takes(
    low_min: int | None, high_min: int | None, words: str
) -> None:
    """Where the hall knows it, so that it can be weighed against another time."""
    starts_at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    late = AppointmentTooLate(starts_at=starts_at, low_min=low_min, high_min=high_min)
    assert late.sentence(UTC)[0] == f"您的10:00预约已过时。{words}"


def test_a_slot_has_a_quota() -> None:
    """A cancelled place is free again; one that was used is not."""
    script = _hall()
    _book(script, "a", 4)
    _book(script, "b", 4)
    with pytest.raises(SlotIsBooked):
        _book(script, "c", 4)
    script.do(c.CancelAppointment(appointment="a"))
    _book(script, "c", 4)


def test_only_what_is_offered_and_to_come_is_booked() -> None:
    """Another time, a past one, an id in use, and a hall that never opened are refused."""
    script = _hall()
    _book(script, "a", 4)
    with pytest.raises(NoSuchSlot):
        _book(script, "b", 2)
    with pytest.raises(IdIsTaken):
        _book(script, "a", 1)
    script.now_s = HOUR
    with pytest.raises(NoSuchSlot):
        _book(script, "b", 1)
    with pytest.raises(DayNotOpen):
        _book(Script(), "a", 1)


def test_one_person_books_one_for_a_day() -> None:
    """Another day is free; moving the one there is, too."""
    script = _hall()
    _book(script, "a", 4, person="wang")
    with pytest.raises(AlreadyBooked):
        _book(script, "b", 1, person="wang")
    _book(script, "b", 1, person="wang", replaces="a")
    assert sorted(script.hall.appointments) == ["b"]
    _book(script, "c", 24, person="wang")


def test_an_appointment_is_given_up_in_time() -> None:
    """Later than that somebody else could not have used it."""
    script = _hall()
    _book(script, "a", 4)
    script.now_s = 2 * HOUR + 1
    with pytest.raises(TooLateToCancel) as late:
        script.do(c.CancelAppointment(appointment="a"))
    assert late.value.until == at(2 * HOUR)
    with pytest.raises(UnknownAppointment):
        script.do(c.CancelAppointment(appointment="x"))


def _said_of(script: Script, code: str) -> str:
    with pytest.raises(Refused) as refused:
        appointment_of(script.hall, code)
    return refused.value.code


def test_what_became_of_an_appointment_is_told_for_some_days() -> None:
    """By its code and its token alike; of a code that never was, only that nobody knows it."""
    script = _hall()
    for code, hours in (("used", 1), ("past", 1), ("cancelled", 4), ("moved", 4)):
        _book(script, code, hours)
    script.do(c.CancelAppointment(appointment="cancelled"))
    _book(script, "new", 25, replaces="moved")
    script.now_s = HOUR
    _come(script, "used")
    script.now_s = 9 * HOUR
    script.do(c.CloseDay(end_waiting=True))
    expected = {each: f"appointment_is_{each}" for each in ("used", "cancelled", "moved", "past")}
    assert {each: _said_of(script, each) for each in expected} == expected
    script.do(opening(day=DAY + KEPT, offer=BOOKABLE), after_s=KEPT.total_seconds())
    assert {each: _said_of(script, f"t-{each}") for each in expected} == expected
    assert _said_of(script, "never") == "unknown_appointment"
    script.do(c.CloseDay())
    script.do(opening(day=DAY + KEPT + timedelta(days=1), offer=BOOKABLE), after_s=DAY_S)
    assert {_said_of(script, each) for each in expected} == {"unknown_appointment"}


def test_missed_ones_count_and_the_rest_outlives_the_day() -> None:
    """Who misses too many books no more; what is to come is still there the next day."""
    script = _hall(Settings(appointment_no_show_limit=1, appointment_ban_days=2))
    _book(script, "a", 1, person="wang")
    _book(script, "b", 25, person="li")
    script.now_s = 9 * HOUR
    missed, _, _ = script.do(c.CloseDay())
    assert missed == e.AppointmentMissed(at=at(9 * HOUR), appointment="a", person="wang")
    _book(script, "c", 26)
    script.now_s = DAY_S
    script.do(opening(day=DAY.replace(day=3), offer=BOOKABLE))
    assert sorted(script.hall.appointments) == ["b", "c"]
    with pytest.raises(TooManyMissed) as refused:
        _book(script, "d", 25, person="wang")
    assert refused.value.facts == {"limit": 1, "until": DAY.replace(day=4)}
    script.now_s = 25 * HOUR
    assert _come(script, "b").number == "C001"


def test_missed_ones_are_forgotten_after_a_while() -> None:
    """From the day that the refusal named on, as if there had been none."""
    script = _hall(Settings(appointment_no_show_limit=1, appointment_ban_days=1))
    _book(script, "a", 1, person="wang")
    script.now_s = 9 * HOUR
    script.do(c.CloseDay())
    script.now_s = DAY_S
    script.do(opening(day=DAY.replace(day=3), offer=BOOKABLE))
    _book(script, "d", 25, person="wang")
    assert not script.hall.missed_appointments


def test_what_is_booked_or_given_up_in_a_rehearsal_holds_afterwards() -> None:
    """Citizens book for the days to come while the hall practises, and when it has practised."""
    script = _hall()
    _book(script, "gone", 25)
    script.do(c.CloseDay())
    script.do(opening(offer=BOOKABLE, rehearsal=True))
    _book(script, "first", 24)
    script.do(c.CancelAppointment(appointment="gone"))
    script.do(c.CloseDay())
    _book(script, "second", 26)
    script.do(opening(day=DAY + timedelta(days=1), offer=BOOKABLE), after_s=23.5 * HOUR)
    assert sorted(script.hall.appointments) == ["first", "second"]
    assert set(script.hall.booked.values()) == {1}
