import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import CategoryRule, Offer, WindowTraits
from hall.core.no_shows import no_show_at
from hall.core.refusals import (
    AlreadyWaitedFor,
    NewNumberNeeded,
    NotCalledYet,
    NumberIsVoid,
    TooSoonForNoShow,
    VisitAtWindow,
    VisitIsOver,
    VisitMissedItsCall,
)
from hall.core.settings import NoShowPolicy, Settings
from hall.core.stages import Stage
from tests.core.build import CATEGORIES, MATTERS, Script, at, open_hall


def _missed(policy: NoShowPolicy, **settings: int) -> Script:
    script = open_hall(1, settings=Settings(no_show_policy=policy, **settings))  # type: ignore[arg-type]
    for _ in range(5):
        script.take(after_s=10)
    script.call()
    script.do(c.MarkNoShow(window=1), after_s=60)
    return script


def test_needs_and_another_floor_give_more_time() -> None:
    """Each need adds its seconds, and a window on another floor adds more."""
    upstairs = tuple(
        CategoryRule(code=each.code, prefix=each.prefix, kind=each.kind, floor=1)
        for each in CATEGORIES
    )
    offer = Offer(
        categories=upstairs,
        matters=MATTERS,
        number_hours=(),
        windows={1: WindowTraits(floor=2), 2: WindowTraits(floor=1)},
    )
    script = open_hall(1, 2, offer=offer)
    script.take(needs=("more_time", "low_counter"))
    script.take("BD01")
    far, near = script.call(1), script.call(2)
    assert no_show_at(script.hall, far) == at(60 + 120 + 60 + 60)
    assert no_show_at(script.hall, near) == at(60)


def test_the_time_begins_when_the_call_was_shown() -> None:
    """A call that is spoken late gives its full time from then; only the first showing counts."""
    script = open_hall(1, settings=Settings(no_show_unshown_s=30))
    script.take()
    assert no_show_at(script.hall, script.call()) == at(90)
    script.do(c.ReportShown(visit="v1"), after_s=8)
    assert script.do(c.ReportShown(visit="v1"), after_s=8) == ()
    assert no_show_at(script.hall, script.visit("v1")) == at(68)


def test_who_reports_to_be_late_is_waited_for_once() -> None:
    """The clerk cannot give them up before; a second report is refused."""
    script = open_hall(1)
    script.take()
    with pytest.raises(NotCalledYet):
        script.do(c.ReportLate(visit="v1"))
    script.call()
    script.do(c.ReportLate(visit="v1"), after_s=50)
    with pytest.raises(AlreadyWaitedFor):
        script.do(c.ReportLate(visit="v1"))
    with pytest.raises(TooSoonForNoShow) as soon:
        script.do(c.MarkNoShow(window=1), after_s=60)
    assert soon.value.allowed_at == at(50 + 180)


def test_a_void_number_is_over() -> None:
    """The citizen is sent to the desk."""
    script = _missed(NoShowPolicy.VOID)
    with pytest.raises(NumberIsVoid):
        script.do(c.ReportLate(visit="v1", new_visit="n", token="tn"))


def test_a_missed_number_comes_back_behind_some_others() -> None:
    """It is parked until its holder reports, then goes after the next few of its line."""
    script = _missed(NoShowPolicy.BACK_AFTER, no_show_back_after=3)
    assert script.visit("v1").stage == Stage.PARKED
    with pytest.raises(VisitMissedItsCall):
        script.do(c.ResumeVisit(window=1, number="C001"))
    (back,) = script.do(c.ReportLate(visit="v1"))
    assert isinstance(back, e.VisitRejoined)
    assert back.behind == 3
    called = []
    for _ in range(5):
        called.append(script.call().id)
        script.do(c.FinishService(window=1))
    assert called == ["v2", "v3", "v4", "v1", "v5"]


def test_a_missed_number_is_replaced_by_a_new_one() -> None:
    """The new number is for the same matter, and the record says what it follows."""
    script = _missed(NoShowPolicy.NEW_NUMBER)
    with pytest.raises(NewNumberNeeded):
        script.do(c.ReportLate(visit="v1"))
    (issued,) = script.do(c.ReportLate(visit="v1", new_visit="n", token="tn"))
    assert isinstance(issued, e.VisitIssued)
    assert (issued.number, issued.matter, issued.follows) == ("C006", "SS01", "v1")


def test_lateness_means_nothing_once_served() -> None:
    """At the window, and after the end, it is refused in words."""
    script = open_hall(1)
    script.take()
    script.call()
    script.serve()
    with pytest.raises(VisitAtWindow):
        script.do(c.ReportLate(visit="v1"))
    script.do(c.FinishService(window=1))
    with pytest.raises(VisitIsOver):
        script.do(c.ReportLate(visit="v1"))
