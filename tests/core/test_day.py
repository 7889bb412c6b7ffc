from datetime import timedelta

import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import PrintState, WindowStatus
from hall.core.refusals import (
    DayIsOpen,
    DayIsPast,
    DayNotOpen,
    PaperOnItsWay,
    PeopleStillWait,
    UnknownVisit,
    VisitAtWindow,
    VisitIsOver,
)
from hall.core.settings import Settings
from hall.core.stages import Ending
from tests.core.build import DAY, OFFER, Script, open_hall, opening


def test_one_day_is_open_at_a_time() -> None:
    """A second opening and a second closing are refused."""
    script = open_hall()
    with pytest.raises(DayIsOpen):
        script.do(opening())
    script.do(c.CloseDay())
    with pytest.raises(DayNotOpen):
        script.do(c.CloseDay())


def test_the_clock_ends_nobody_who_waits() -> None:
    """Closing is refused while people wait or are served, until somebody decides."""
    script = open_hall(1)
    script.take()
    script.take()
    script.call()
    with pytest.raises(PeopleStillWait) as refused:
        script.do(c.CloseDay(end_waiting=True))
    assert refused.value.facts == {"waiting": 1, "in_hand": 1}
    script.do(c.FinishService(window=1))
    with pytest.raises(PeopleStillWait):
        script.do(c.CloseDay())
    script.do(c.CloseDay(end_waiting=True))
    assert script.visit("v2").ending == Ending.NOT_REACHED
    assert script.window().status == WindowStatus.CLOSED
    assert script.hall.ended == script.hall.order == 2


def test_a_day_carries_over_plan_and_settings() -> None:
    """What was changed by command outlives the day; what the file says seeds only the first."""
    script = open_hall(settings=Settings(number_width=4))
    script.do(c.SetPlan(windows={1: ("BD", "SS")}, reason="why"))
    script.do(c.CloseDay())
    script.do(opening(day=DAY + timedelta(days=1)), after_s=86_400)
    assert script.window(1).categories == ("BD", "SS")
    assert script.hall.plan_version == 2
    assert script.take().number == "C0001"


def test_a_plan_sheds_categories_that_are_no_more() -> None:
    """A category that left the catalogue leaves the plan; a window left bare takes its seed."""
    script = open_hall()
    script.do(c.CloseDay())
    fewer = tuple(each for each in OFFER.categories if each.code not in {"CJ", "SS"})
    offer = type(OFFER)(categories=fewer, matters={"BD01": "BD"}, number_hours=())
    seed = {1: ("BD",), 2: ("BD",), 3: ("JS",)}
    script.do(opening(day=DAY + timedelta(days=1), offer=offer, plan=seed))
    assert {no: window.categories for no, window in script.hall.windows.items()} == seed


def test_a_day_reopened_repeats_no_number() -> None:
    """A day closed by mistake goes on where it stopped; a day that is past stays past."""
    script = open_hall()
    script.take()
    script.do(c.CloseDay(end_waiting=True))
    script.do(opening())
    assert script.take().number == "C002"
    script.do(c.CloseDay(end_waiting=True))
    with pytest.raises(DayIsPast):
        script.do(opening(day=DAY - timedelta(days=1)))


def test_a_citizen_gives_up_a_number() -> None:
    """From the line or on the way; not while being served, and not twice."""
    script = open_hall(1)
    for _ in range(3):
        script.take()
    script.do(c.CancelVisit(visit="v2"))
    assert script.call().id == "v1"
    script.do(c.CancelVisit(visit="v1"))
    assert script.window().visit is None
    assert script.visit("v1").ending == Ending.CANCELLED
    script.call()
    script.serve()
    for visit, refusal in (("v3", VisitAtWindow), ("v1", VisitIsOver), ("x", UnknownVisit)):
        with pytest.raises(refusal):
            script.do(c.CancelVisit(visit=visit))


def test_a_print_is_reported_until_it_is_settled() -> None:
    """An unknown result stays open; a settled one is not reported over."""
    script = open_hall()
    script.take(printer="p1")
    script.do(c.ReportTicket(visit="v1", state=PrintState.UNCONFIRMED))
    assert "v1" in script.hall.prints
    script.do(c.ReportTicket(visit="v1", state=PrintState.PRINTED))
    assert "v1" not in script.hall.prints
    assert script.do(c.ReportTicket(visit="v1", state=PrintState.FAILED)) == ()
    with pytest.raises(UnknownVisit):
        script.do(c.ReportTicket(visit="x", state=PrintState.PRINTED))


def test_a_paper_is_printed_again_under_the_same_number() -> None:
    """Not while one is on its way; what is heard of the earlier one counts no more."""
    script = open_hall()
    number = script.take(printer="p1").number
    with pytest.raises(PaperOnItsWay):
        script.do(c.ReprintTicket(visit="v1", printer="p2"))
    script.do(c.ReportTicket(visit="v1", state=PrintState.UNCONFIRMED))
    (again,) = script.do(c.ReprintTicket(visit="v1", printer="p2", ahead=4))
    assert again == e.TicketReprinted(
        at=again.at,
        visit="v1",
        number=number,
        category=script.visit("v1").category,
        matter=script.visit("v1").matter,
        printer="p2",
        copy=1,
        ahead=4,
    )
    assert script.do(c.ReportTicket(visit="v1", state=PrintState.PRINTED, copy=0)) == ()
    assert script.hall.prints["v1"] == "p2"
    script.do(c.ReportTicket(visit="v1", state=PrintState.PRINTED, copy=1))
    assert "v1" not in script.hall.prints
    script.do(c.CancelVisit(visit="v1"))
    with pytest.raises(VisitIsOver):
        script.do(c.ReprintTicket(visit="v1", printer="p2"))


def test_an_empty_hall_has_no_day() -> None:
    """Nothing can be closed before anything was opened."""
    with pytest.raises(DayNotOpen):
        Script().do(c.CloseDay())
