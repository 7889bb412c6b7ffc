from dataclasses import replace
from datetime import date, timedelta

import pytest
from msgspec import structs

from hall.core import commands as c
from hall.core import events as e
from hall.core.closing import unreached
from hall.core.hall import Outcome
from hall.core.refusals import (
    AnnouncementIsOver,
    DayIsPast,
    DayNotOpen,
    HallInEmergency,
    HallIsPaused,
    MatterOrCategory,
    NothingAnnounced,
    NothingIsStopped,
    NumbersAreStopped,
    PeopleStillWait,
    ReasonNeeded,
    ReturnCodeExpired,
    ReturnCodeIsUsed,
    UnknownReturnCode,
    UnknownVisit,
)
from hall.core.returning import working_day_after
from hall.core.settings import Settings, VisitClass
from hall.core.stages import Ending, Stage
from tests.core.build import DAY, OFFER, Script, at, open_hall, opening

DAY_S = 86_400.0


def _called() -> Script:
    script = open_hall(1)
    script.take()
    script.call()
    return script


def test_a_paused_hall_calls_nobody_and_still_gives_numbers() -> None:
    """It goes on where it stopped."""
    script = open_hall(1)
    script.do(c.PauseHall(reason="announcement"))
    script.take()
    for command in (
        c.CallNext(window=1),
        c.CallNumber(window=1, number="C001", reason="why"),
        c.PauseHall(reason="again"),
    ):
        with pytest.raises(HallIsPaused):
            script.do(command)
    script.do(c.ResumeHall())
    assert script.call().id == "v1"
    with pytest.raises(NothingIsStopped):
        script.do(c.ResumeHall())


def test_in_an_emergency_nothing_goes_on_and_nobody_loses_time() -> None:
    """No call, number or no-show; whoever was called has their time afterwards."""
    script = _called()
    script.do(c.StartEmergency(reason="fire alarm"))
    for command in (
        c.Recall(window=1),
        c.MarkNoShow(window=1),
        c.IssueNumber(visit="x", token="tx", matter="SS01"),
        c.StartEmergency(reason="again"),
    ):
        with pytest.raises(HallInEmergency):
            script.do(command, after_s=100)
    assert script.do(c.LetTimePass()) == ()
    script.do(c.EndEmergency(), after_s=200)
    assert script.visit("v1").called_at == at(600)
    with pytest.raises(NothingIsStopped):
        script.do(c.EndEmergency())


def test_numbers_can_be_stopped_while_who_waits_is_served_on() -> None:
    """Of one category or of all, until they are given again."""
    script = open_hall(1)
    script.take()
    script.do(c.StopNumbers(category="BD", reason="system down"))
    with pytest.raises(NumbersAreStopped):
        script.take("BD01")
    script.take()
    script.do(c.StopNumbers(reason="hall is full"))
    with pytest.raises(NumbersAreStopped) as stopped:
        script.take()
    assert stopped.value.reason == "hall is full"
    assert script.call().id == "v1"
    script.do(c.ResumeNumbers())
    script.do(c.ResumeNumbers(category="BD"))
    script.take("BD01")
    with pytest.raises(NothingIsStopped):
        script.do(c.ResumeNumbers())


def test_an_announcement_is_shown_until_it_is_replaced_withdrawn_or_over() -> None:
    """It says something in both languages, and the queue goes on as if nothing was said."""
    script = open_hall(1)
    script.take()
    for text in ((" ", "Lift closed"), ("电梯停运", "")):
        with pytest.raises(NothingAnnounced):
            script.do(c.Announce(text=text))
    with pytest.raises(AnnouncementIsOver):
        script.do(c.Announce(text=("电梯停运", "Lift closed"), until=at(script.now_s)))
    script.do(c.Announce(text=(" 电梯停运 ", "Lift closed"), until=at(script.now_s + 60)))
    said = script.hall.announcement
    assert said is not None
    assert said.text == ("电梯停运", "Lift closed")
    assert [said.holds(at(script.now_s + each)) for each in (59, 60)] == [True, False]
    script.do(c.Announce(text=("请勿吸烟", "No smoking")))
    assert script.call().id == "v1"
    script.do(c.WithdrawAnnouncement())
    with pytest.raises(NothingAnnounced):
        script.do(c.WithdrawAnnouncement())


def test_rules_are_set_anew_with_a_reason_and_outlive_the_day() -> None:
    """They hold from the next command on."""
    script = open_hall(1)
    with pytest.raises(ReasonNeeded):
        script.do(c.ChangeSettings(settings=Settings(), reason=""))
    script.do(c.ChangeSettings(settings=Settings(number_width=5), reason="new printer"))
    assert script.take().number == "C00001"
    script.do(c.CloseDay(end_waiting=True))
    script.do(opening(day=DAY + timedelta(days=1)), after_s=DAY_S)
    assert script.take().number == "C00001"
    with pytest.raises(DayNotOpen):
        Script().do(c.ChangeSettings(settings=Settings(), reason="why"))


def test_who_is_not_reached_is_shown_and_decided_for() -> None:
    """Some are given a code for tomorrow, some end; undecided, the day stays open."""
    script = open_hall(1)
    for _ in range(3):
        script.take()
    script.call()
    script.do(c.ParkVisit(window=1, reason="copies"))
    assert [(each.number, each.parked) for each in unreached(script.hall)] == [
        ("C001", True),
        ("C002", False),
        ("C003", False),
    ]
    with pytest.raises(PeopleStillWait):
        script.do(c.CloseDay(return_codes=frozenset({"v1", "v2"})))
    with pytest.raises(UnknownVisit):
        script.do(c.CloseDay(return_codes=frozenset({"x"}), end_waiting=True))
    script.do(c.CloseDay(return_codes=frozenset({"v1", "v2"}), end_waiting=True))
    assert sorted(script.hall.returns) == ["t-v1", "t-v2"]
    assert [script.visit(each).ending for each in ("v1", "v2", "v3")] == [
        Ending.LEFT,
        Ending.NOT_REACHED,
        Ending.NOT_REACHED,
    ]


def test_materials_missing_gives_a_code_to_come_back_with() -> None:
    """On a later day its number is for the same matter, of the class of returners, once."""
    script = _called()
    script.serve()
    finished, given, _ = script.do(c.FinishService(window=1, outcome=Outcome.MATERIALS_MISSING))
    assert isinstance(finished, e.ServiceFinished)
    assert isinstance(given, e.ReturnCodeGiven)
    assert given.code.valid_until == date(2026, 3, 9)
    script.do(c.CloseDay())
    script.do(opening(day=DAY + timedelta(days=7)), after_s=7 * DAY_S)
    with pytest.raises(MatterOrCategory):
        script.do(c.IssueNumber(visit="r", token="tr", matter="SS01", return_code="t-v1"))
    (back,) = script.do(c.IssueNumber(visit="r", token="tr", return_code="t-v1"))
    assert isinstance(back, e.VisitIssued)
    assert (back.matter, back.visit_class) == ("SS01", VisitClass.RETURN)
    with pytest.raises(ReturnCodeIsUsed):
        script.do(c.IssueNumber(visit="s", token="ts", return_code="t-v1"))


def test_a_code_ends_after_its_working_days() -> None:
    """It is not carried over any further, and the days the hall says it opens count."""
    script = open_hall(1, offer=replace(OFFER, open_days=(date(2026, 3, 4), date(2026, 3, 7))))
    assert script.hall.offer is not None
    assert working_day_after(script.hall.offer, DAY, 2) == date(2026, 3, 7)
    assert working_day_after(script.hall.offer, DAY, 3) == date(2026, 3, 9)
    script.take()
    script.do(c.CloseDay(return_codes=frozenset({"v1"})))
    script.do(opening(day=date(2026, 3, 20)), after_s=18 * DAY_S)
    with pytest.raises(UnknownReturnCode):
        script.do(c.IssueNumber(visit="r", token="tr", return_code="t-v1"))


def test_a_code_is_refused_on_the_day_after_its_last() -> None:
    """Should a hall still know it, for instance on a day that was opened before midnight."""
    script = open_hall(1)
    script.take()
    script.do(c.CloseDay(return_codes=frozenset({"v1"})))
    code = structs.replace(script.hall.returns["t-v1"], valid_until=DAY - timedelta(days=1))
    script.do(opening())
    script.hall = structs.replace(script.hall, returns=script.hall.returns.set(code.code, code))
    with pytest.raises(ReturnCodeExpired):
        script.do(c.IssueNumber(visit="r", token="tr", return_code="t-v1"))


def test_undoing_the_finish_takes_the_code_back() -> None:
    """The visit is being served again, and nobody holds a code for it."""
    script = _called()
    script.do(c.FinishService(window=1, outcome=Outcome.MATERIALS_MISSING))
    script.do(c.UndoPress(window=1))
    assert not script.hall.returns


def test_a_day_left_open_is_closed_as_abandoned() -> None:
    """What was being served ends unfinished, as of the last moment known, and marked."""
    script = open_hall(1, 2)
    for _ in range(3):
        script.take()
    script.call(1)
    script.serve(1)
    script.call(2, after_s=60)
    events = script.do(c.CloseDay(abandoned=True), after_s=DAY_S)
    finished = next(each for each in events if isinstance(each, e.ServiceFinished))
    assert (finished.service_s, finished.cut_short) == (60, True)
    assert finished.outcome == Outcome.UNFINISHED
    assert {each.stage for each in script.hall.visits.values()} == {Stage.ENDED}
    assert script.hall.day is None


@pytest.mark.parametrize(("days", "codes"), [(5, {"t-v2", "t-v3"}), (0, set())])
def test_whom_a_day_left_open_did_not_reach_can_come_back(days: int, codes: set[str]) -> None:
    """Who waited or was called gets a code where the hall gives any; who was served does not."""
    script = open_hall(1, 2, settings=Settings(return_days=days))
    for _ in range(3):
        script.take()
    script.call(1)
    script.serve(1)
    script.call(2)
    script.do(c.CloseDay(end_waiting=True, abandoned=True), after_s=DAY_S)
    assert set(script.hall.returns) == codes


def test_a_rehearsal_leaves_no_trace() -> None:
    """Its numbers are marked, and the next day begins with what the rehearsal found."""
    script = open_hall(1)
    script.take()
    script.do(c.CloseDay(return_codes=frozenset({"v1"})))
    script.do(opening(rehearsal=True))
    assert script.take().number == "C001"
    issued = script.journal[-1]
    assert isinstance(issued, e.VisitIssued)
    assert issued.rehearsal
    script.do(c.SetPlan(windows={1: ("SS", "BD")}, reason="try"))
    script.do(c.IssueNumber(visit="r", token="tr", return_code="t-v1"))
    script.do(c.CloseDay(end_waiting=True))
    with pytest.raises(DayIsPast):
        script.do(opening())
    script.do(opening(day=DAY + timedelta(days=1)))
    assert script.window(1).categories == ("SS",)
    assert sorted(script.hall.returns) == ["t-v1"]
    assert script.hall.plan_version == 1
    assert not script.hall.rehearsal


def test_rules_that_are_changed_after_a_rehearsal_hold_on_the_next_day() -> None:
    """What was tried in it is gone; what is decided once it is closed stays."""
    script = open_hall(1)
    script.do(c.CloseDay())
    script.do(opening(rehearsal=True))
    script.do(c.ChangeSettings(settings=replace(Settings(), recall_limit=9), reason="try"))
    script.do(c.CloseDay())
    assert script.hall.settings.recall_limit == 9
    script.do(c.ChangeSettings(settings=replace(Settings(), recall_limit=7), reason="decided"))
    script.do(opening(day=DAY + timedelta(days=1)))
    assert script.hall.settings.recall_limit == 7
