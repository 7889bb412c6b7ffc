import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Outcome
from hall.core.refusals import (
    AlreadyServing,
    NobodyWaits,
    NothingInHand,
    ReasonNeeded,
    RecallLimitReached,
    TooSoonForNoShow,
    TooSoonToRecall,
    UnknownVisit,
    UnknownWindow,
    VisitInHand,
    VisitNotWaiting,
    WindowIsClosed,
    WindowIsPaused,
)
from hall.core.settings import Settings
from hall.core.stages import Ending, Stage
from tests.core.build import Script, at, open_hall


def _called(*, settings: Settings | None = None) -> Script:
    script = open_hall(1, settings=settings)
    script.take()
    script.call(after_s=90)
    return script


def test_a_call_takes_the_visit_out_of_its_line() -> None:
    """The called visit is in hand, and its wait is from the line to the call."""
    script = _called()
    assert script.visit("v1").stage == Stage.CALLED
    assert script.window().visit == "v1"
    assert script.hall.waiting("SS") == 0
    called = script.journal[-1]
    assert isinstance(called, e.VisitCalled)
    assert (called.wait_s, called.clerk, called.number) == (90, "clerk1", "C001")


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (c.CallNext(window=9), UnknownWindow),
        (c.CallNext(window=2), WindowIsClosed),
        (c.CallNext(window=1), NobodyWaits),
        (c.Recall(window=1), NothingInHand),
        (c.StartService(window=1), NothingInHand),
        (c.FinishService(window=1), NothingInHand),
        (c.MarkNoShow(window=1), NothingInHand),
        (c.CallNumber(window=1, number="C999", reason="asked"), UnknownVisit),
        (c.CallNumber(window=1, number="C999", reason=" "), ReasonNeeded),
    ],
)
def test_an_empty_window_has_nothing_to_act_on(
    command: c.Command, refusal: type[Exception]
) -> None:
    """Each key without a visit in hand is refused in its own words."""
    with pytest.raises(refusal):
        open_hall(1).do(command)


def test_a_paused_window_does_not_call() -> None:
    """A pause is over first."""
    script = open_hall(1)
    script.take()
    script.do(c.PauseWindow(window=1, reason="tea"))
    with pytest.raises(WindowIsPaused):
        script.call()


def test_a_double_press_calls_nobody_else() -> None:
    """While somebody is called or served, another call is refused and names them."""
    script = _called()
    script.take()
    with pytest.raises(VisitInHand):
        script.call()
    script.serve()
    with pytest.raises(VisitInHand) as refused:
        script.call()
    assert refused.value.facts["number"] == "C001"


def test_a_key_that_finishes_and_calls_is_one_command() -> None:
    """With `finish_current` the visit being served ends and the next is called."""
    script = _called()
    script.take()
    with pytest.raises(VisitInHand):
        script.do(c.CallNext(window=1, finish_current=True))
    script.serve()
    script.do(c.CallNext(window=1, finish_current=True), after_s=30)
    assert script.visit("v1").ending == Ending.SERVED
    assert script.window().visit == "v2"
    script.serve()
    script.do(c.CallNext(window=1, finish_current=True))
    assert script.window().visit is None


def test_a_particular_number_is_called_with_its_reason() -> None:
    """A number out of turn goes before the first, and the record says why."""
    script = open_hall(1)
    script.take()
    script.take()
    (called,) = script.do(c.CallNumber(window=1, number="C002", reason="feels ill"))
    assert isinstance(called, e.VisitCalled)
    assert (called.visit, "feels ill" in called.reason) == ("v2", True)
    with pytest.raises(VisitInHand):
        script.do(c.CallNumber(window=1, number="C001", reason="too"))
    script.sit(2)
    with pytest.raises(VisitNotWaiting):
        script.do(c.CallNumber(window=2, number="C002", reason="too"))


def test_a_recall_waits_for_the_voice_and_has_a_limit() -> None:
    """Not sooner than the pause, not oftener than the limit."""
    script = _called(settings=Settings(recall_limit=2, recall_pause_s=10))
    with pytest.raises(TooSoonToRecall) as soon:
        script.do(c.Recall(window=1), after_s=9)
    assert (soon.value.again_at, soon.value.wait_s) == (at(100), 1)
    script.do(c.Recall(window=1), after_s=1)
    script.do(c.Recall(window=1), after_s=10)
    with pytest.raises(RecallLimitReached):
        script.do(c.Recall(window=1), after_s=10)
    assert script.visit("v1").calls == 3


def test_a_no_show_has_its_time_from_the_first_call() -> None:
    """Before that the refusal says how long still; after it the window is free."""
    script = _called()
    script.do(c.Recall(window=1), after_s=30)
    with pytest.raises(TooSoonForNoShow) as soon:
        script.do(c.MarkNoShow(window=1), after_s=29)
    assert (soon.value.allowed_at, soon.value.wait_s) == (at(150), 1)
    script.do(c.MarkNoShow(window=1), after_s=1)
    assert script.visit("v1").ending == Ending.NO_SHOW
    assert script.window().visit is None


def test_who_is_being_served_is_no_no_show() -> None:
    """A start that somebody keyed rules a no-show and a recall out."""
    script = _called()
    script.serve()
    for command in (c.MarkNoShow(window=1), c.Recall(window=1), c.StartService(window=1)):
        with pytest.raises(AlreadyServing):
            script.do(command, after_s=100)


def test_a_supposed_start_does_not_hide_a_no_show() -> None:
    """A start that only the clock supposed is withdrawn when nobody came."""
    script = _called(settings=Settings(infer_start_after_s=30))
    script.do(c.LetTimePass(), after_s=30)
    assert script.visit("v1").stage == Stage.SERVING
    with pytest.raises(TooSoonForNoShow):
        script.do(c.MarkNoShow(window=1), after_s=29)
    script.do(c.MarkNoShow(window=1), after_s=1)
    assert script.visit("v1").ending == Ending.NO_SHOW
    assert script.hall.services["v1.1"].withdrawn


def test_time_alone_supposes_a_start_once() -> None:
    """A set time after the last call, and never twice."""
    script = _called(settings=Settings(infer_start_after_s=30))
    script.do(c.Recall(window=1), after_s=20)
    assert script.do(c.LetTimePass(), after_s=29) == ()
    (started,) = script.do(c.LetTimePass(), after_s=1)
    assert isinstance(started, e.ServiceStarted)
    assert started.inferred
    assert script.do(c.LetTimePass(), after_s=60) == ()


def test_a_service_lasts_from_start_to_finish() -> None:
    """The finish carries outcome and service time, and asks for the rating."""
    script = _called()
    script.serve()
    finished, asked = script.do(c.FinishService(window=1, outcome=Outcome.ACCEPTED), after_s=120)
    assert isinstance(finished, e.ServiceFinished)
    assert (finished.service_s, finished.outcome) == (120, Outcome.ACCEPTED)
    assert isinstance(asked, e.RatingAsked)
    assert script.window().question == "v1.1"


def test_finishing_a_called_visit_supposes_its_start() -> None:
    """A clerk who forgot the start can finish; the service is marked as inferred."""
    script = _called()
    started, _finished = script.do(c.FinishService(window=1, ask_rating=False))
    assert isinstance(started, e.ServiceStarted)
    assert started.inferred
    assert script.window().question is None


def test_a_clock_that_steps_back_bends_nothing() -> None:
    """A moment before the last event counts as the moment of that event."""
    script = _called()
    script.serve()
    finished, _ = script.do(c.FinishService(window=1), after_s=-60)
    assert isinstance(finished, e.ServiceFinished)
    assert (finished.service_s, finished.at) == (0, at(90))
