import pytest
from msgspec.structs import replace

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Outcome
from hall.core.refusals import (
    BadCount,
    CategoryHasNoWindow,
    NobodyBehind,
    NothingInHand,
    OneTarget,
    ReasonNeeded,
    TargetIsHere,
    UnknownCategory,
    VisitNotParked,
    VisitNotWaiting,
    WindowIsClosed,
)
from hall.core.settings import VisitClass
from hall.core.stages import Ending, Stage
from tests.core.build import Script, open_hall


def _serving(*windows: int) -> Script:
    script = open_hall(*(windows or (1,)))
    script.take()
    script.call(after_s=60)
    script.serve()
    return script


def test_a_parked_visit_comes_back_without_queueing() -> None:
    """It goes on in the same service, whose time leaves out what it was parked."""
    script = _serving()
    script.do(c.ParkVisit(window=1, reason="copies"), after_s=100)
    script.take()
    assert script.window().visit is None
    script.do(c.ResumeVisit(window=1, number="C001"), after_s=300)
    assert script.visit("v1").stage == Stage.SERVING
    finished, _ = script.do(c.FinishService(window=1), after_s=50)
    assert isinstance(finished, e.ServiceFinished)
    assert (finished.service, finished.service_s) == ("v1.1", 150)


def test_another_window_can_resume() -> None:
    """The first service ends there without its parked time, and a new one begins here."""
    script = _serving(1, 2)
    script.do(c.ParkVisit(window=1, reason="copies"), after_s=100)
    events = script.do(c.ResumeVisit(window=2, number="C001"), after_s=300)
    assert [type(each) for each in events] == [e.ServiceFinished, e.VisitResumed, e.ServiceStarted]
    ended = events[0]
    assert isinstance(ended, e.ServiceFinished)
    assert (ended.service_s, ended.ends_visit, ended.window) == (100, False, 1)
    assert script.window(2).visit == "v1"


def test_a_called_visit_can_be_parked_before_its_service() -> None:
    """Resuming then begins its first service."""
    script = open_hall(1)
    script.take()
    script.call()
    script.do(c.ParkVisit(window=1, reason="form to fill in"))
    script.do(c.ResumeVisit(window=1, number="C001"), after_s=60)
    assert script.visit("v1").service == "v1.1"


def test_a_note_stays_with_the_visit_and_keeps_no_press_from_being_taken_back() -> None:
    """Whoever resumes the visit is shown it; an empty one takes it back."""
    script = _serving(1, 2)
    script.do(c.LeaveNote(window=1, note="  copies are coming "))
    script.do(c.ParkVisit(window=1, reason="copies"))
    script.do(c.UndoPress(window=1))
    script.do(c.ParkVisit(window=1, reason="copies"))
    script.do(c.ResumeVisit(window=2, number="C001"))
    assert script.visit("v1").note == "copies are coming"
    script.do(c.LeaveNote(window=2, note=""))
    assert script.visit("v1").note == ""
    with pytest.raises(NothingInHand):
        script.do(c.LeaveNote(window=1, note="to nobody"))


def test_a_note_comes_back_with_the_return_code() -> None:
    """Whoever serves the visit that comes back reads what the clerk before left."""
    script = _serving()
    script.do(c.LeaveNote(window=1, note="only the floor plan"))
    script.do(c.FinishService(window=1, outcome=Outcome.MATERIALS_MISSING))
    code = script.visit("v1").return_code
    script.do(c.IssueNumber(visit="v2", token="t2", return_code=code))
    assert script.visit("v2").note == "only the floor plan"


def test_parking_says_why_and_resuming_needs_a_parked_visit() -> None:
    """No reason is refused, and so is a number that only waits."""
    script = _serving()
    with pytest.raises(ReasonNeeded):
        script.do(c.ParkVisit(window=1, reason=" "))
    script.do(c.ParkVisit(window=1, reason="copies"))
    script.take()
    with pytest.raises(VisitNotParked):
        script.do(c.ResumeVisit(window=1, number="C002"))


def test_who_never_comes_back_has_left_when_the_day_closes() -> None:
    """The open service ends unfinished; nothing is invented about its outcome."""
    script = _serving()
    script.do(c.ParkVisit(window=1, reason="copies"))
    script.do(c.CloseDay(end_waiting=True))
    assert script.visit("v1").ending == Ending.LEFT
    assert script.hall.services["v1.1"].outcome == Outcome.UNFINISHED


@pytest.mark.parametrize(("keep", "first"), [(True, "v1"), (False, "v2")])
def test_a_transfer_keeps_the_arrival_or_not(keep: bool, first: str) -> None:
    """With its arrival it stands before who came later; without it, behind."""
    script = _serving(1, 2)
    script.take("BD01", after_s=60)
    script.do(
        c.TransferVisit(window=1, to_category="BD", keep_arrival=keep, note="deed"), after_s=9
    )
    assert script.call(2, after_s=60).id == first
    assert script.visit("v1").number == "C001"
    assert script.visit("v1").reason == "deed"


def test_a_transfer_ends_the_service_here_as_referred() -> None:
    """The wait that follows is counted from the transfer."""
    script = _serving(1, 2)
    ended, _ = script.do(c.TransferVisit(window=1, to_category="BD"), after_s=120)
    assert isinstance(ended, e.ServiceFinished)
    assert (ended.outcome, ended.ends_visit, ended.service_s) == (Outcome.REFERRED, False, 120)
    script.call(2, after_s=30)
    called = script.journal[-1]
    assert isinstance(called, e.VisitCalled)
    assert called.wait_s == 30


def test_who_is_sent_to_one_window_is_called_there() -> None:
    """No other window calls them, unless that window closes."""
    script = _serving(1, 2, 3)
    script.do(c.TransferVisit(window=1, to_window=3))
    script.take()
    assert script.call(1).id == "v2"
    script.do(c.CloseWindow(window=3))
    assert script.call(2).id == "v1"


def test_a_transfer_has_one_target_where_somebody_calls() -> None:
    """Both, neither, itself, an unknown, an unserved and a closed target are refused."""
    script = _serving()
    cases: tuple[tuple[type[Exception], c.TransferVisit], ...] = (
        (OneTarget, c.TransferVisit(window=1)),
        (OneTarget, c.TransferVisit(window=1, to_category="BD", to_window=2)),
        (TargetIsHere, c.TransferVisit(window=1, to_window=1)),
        (UnknownCategory, c.TransferVisit(window=1, to_category="XX")),
        (WindowIsClosed, c.TransferVisit(window=1, to_window=2)),
    )
    for refusal, command in cases:
        with pytest.raises(refusal):
            script.do(command)
    script.do(c.SetPlan(windows={3: ("JS",)}, reason="no pick-up today"))
    with pytest.raises(CategoryHasNoWindow):
        script.do(c.TransferVisit(window=1, to_category="CJ"))


def test_a_citizen_lets_others_pass() -> None:
    """One stands behind the next few of one's line, with the same number."""
    script = open_hall(1)
    for _ in range(4):
        script.take(after_s=10)
    script.do(c.LetOthersPass(visit="v1", count=2))
    called = []
    for _ in range(4):
        called.append(script.call().id)
        script.do(c.FinishService(window=1))
    assert called == ["v2", "v3", "v1", "v4"]


def test_letting_pass_has_its_limits() -> None:
    """Nobody behind, a senseless count, and a visit that does not wait are refused."""
    script = open_hall(1)
    script.take()
    with pytest.raises(NobodyBehind):
        script.do(c.LetOthersPass(visit="v1", count=1))
    with pytest.raises(BadCount):
        script.do(c.LetOthersPass(visit="v1", count=0))
    script.call()
    with pytest.raises(VisitNotWaiting):
        script.do(c.LetOthersPass(visit="v1", count=1))


def test_the_desk_lets_somebody_go_sooner_for_a_reason() -> None:
    """The time already waited counts in the new class; the number stays; it can be taken back."""
    script = open_hall(1)
    for _ in range(3):
        script.take(after_s=60)
    grant = c.ChangeClass(visit="v3", visit_class=VisitClass.GREEN, reason=" 窗口让再来 ")
    (event,) = script.do(grant)
    assert isinstance(event, e.VisitClassChanged)
    assert (event.before, event.after, event.reason) == ("ordinary", "green", "窗口让再来")
    assert script.do(grant) == ()
    waiting = script.hall.visits["v3"]
    assert (waiting.number, waiting.entered_at) == ("C003", waiting.issued_at)
    script.do(replace(grant, visit_class=VisitClass.ORDINARY))
    assert script.call().id == "v1"


def test_a_class_is_changed_with_a_reason_while_somebody_waits() -> None:
    """Not silently, and not for somebody who is at a window already."""
    script = open_hall(1)
    script.take()
    with pytest.raises(ReasonNeeded):
        script.do(c.ChangeClass(visit="v1", visit_class=VisitClass.GREEN, reason=" "))
    script.call()
    with pytest.raises(VisitNotWaiting):
        script.do(c.ChangeClass(visit="v1", visit_class=VisitClass.GREEN, reason="r"))
