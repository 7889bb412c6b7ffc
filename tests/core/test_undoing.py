from collections.abc import Callable

import pytest
from msgspec.structs import replace

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall
from hall.core.refusals import NothingToUndo, TooLateToUndo
from hall.core.settings import NoShowPolicy, Settings
from tests.core.build import Script, open_hall

BACK = Settings(no_show_policy=NoShowPolicy.BACK_AFTER)


def _waiting(settings: Settings | None = None) -> Script:
    script = open_hall(1, 2, settings=settings)
    script.take(after_s=10)
    script.take(after_s=10)
    return script


def _called(settings: Settings | None = None) -> Script:
    script = _waiting(settings)
    script.call(after_s=10)
    return script


def _serving(settings: Settings | None = None) -> Script:
    script = _called(settings)
    script.serve()
    return script


def _plain(hall: Hall) -> Hall:
    """The hall without what only counts steps and moments."""
    return replace(
        hall,
        last_at=None,
        visits=hall.visits.update(
            {each.id: replace(each, step=0) for each in hall.visits.values()}
        ),
        windows=hall.windows.update(
            {each.no: replace(each, last_press=None) for each in hall.windows.values()}
        ),
    )


@pytest.mark.parametrize(
    ("before", "press", "after_s"),
    [
        (_waiting, c.CallNext(window=1), 0),
        (_waiting, c.CallNumber(window=1, number="C002", reason="ill"), 0),
        (_serving, c.FinishService(window=1), 0),
        (_serving, c.CallNext(window=1, finish_current=True), 0),
        (_called, c.MarkNoShow(window=1), 60),
        (lambda: _called(BACK), c.MarkNoShow(window=1), 60),
        (_called, c.ParkVisit(window=1, reason="form"), 0),
        (_called, c.TransferVisit(window=1, to_window=2), 0),
        (_serving, c.TransferVisit(window=1, to_category="BD", keep_arrival=False), 0),
    ],
)
def test_a_press_taken_back_leaves_the_hall_as_it_was(
    before: Callable[[], Script], press: c.Command, after_s: float
) -> None:
    """Every visit stands where it stood, to the very place in its line."""
    script = before()
    as_it_was = _plain(script.hall)
    script.do(press, after_s=after_s)
    script.do(c.UndoPress(window=1))
    assert _plain(script.hall) == as_it_was


def test_a_withdrawn_call_is_an_event_for_board_and_voice() -> None:
    """It names the number and the window that called it."""
    script = _called()
    (withdrawn,) = script.do(c.UndoPress(window=1))
    assert isinstance(withdrawn, e.VisitCallWithdrawn)
    assert (withdrawn.number, withdrawn.window) == ("C001", 1)


def test_a_start_taken_back_counts_nowhere() -> None:
    """The service stays in the record as withdrawn, and the next one has an id of its own."""
    script = _serving()
    script.do(c.UndoPress(window=1))
    assert script.hall.services["v1.1"].withdrawn
    script.serve()
    assert script.visit("v1").service == "v1.2"


def test_parking_taken_back_goes_on_with_the_service() -> None:
    """The moment it was parked is not service time."""
    script = _serving()
    script.do(c.ParkVisit(window=1, reason="copies"))
    script.do(c.UndoPress(window=1), after_s=5)
    assert script.visit("v1").service == "v1.1"
    assert script.hall.services["v1.1"].parked_s == 5


def test_a_press_can_be_taken_back_for_a_few_seconds() -> None:
    """The machine clock counts where the caller measures it, else the hall clock."""
    script = _called()
    script.do(c.UndoPress(window=1), after_s=8)
    script = _called()
    with pytest.raises(TooLateToUndo):
        script.do(c.UndoPress(window=1), after_s=9)
    script.do(c.UndoPress(window=1, ago_s=0.5))
    assert script.window().visit is None


@pytest.mark.parametrize(
    "meanwhile",
    [
        c.Recall(window=1),
        c.LetTimePass(),
        c.CancelVisit(visit="v1"),
    ],
)
def test_what_happens_meanwhile_ends_the_chance(meanwhile: c.Command) -> None:
    """Once the visit has moved on, the press is history."""
    script = _called()
    script.do(meanwhile, after_s=60)
    with pytest.raises(NothingToUndo):
        script.do(c.UndoPress(window=1, ago_s=1))


def test_a_rated_service_stays_finished() -> None:
    """What the citizen has judged is over; a call with the same press is still withdrawn."""
    script = _serving()
    script.do(c.CallNext(window=1, finish_current=True))
    script.do(c.RateService(service="v1.1", level=5))
    (only,) = script.do(c.UndoPress(window=1))
    assert isinstance(only, e.VisitCallWithdrawn)
    finished = _serving()
    finished.do(c.FinishService(window=1))
    finished.do(c.RateService(service="v1.1", level=5))
    with pytest.raises(NothingToUndo):
        finished.do(c.UndoPress(window=1))


def test_a_take_over_is_recorded_and_ends_the_chance() -> None:
    """The new clerk has what was in hand, and takes no other clerk's press back."""
    script = _called()
    taken, _opened = script.do(c.OpenWindow(window=1, clerk="other", take_over=True))
    assert isinstance(taken, e.WindowTakenOver)
    assert (taken.from_clerk, script.window().clerk, script.window().visit) == (
        "clerk1",
        "other",
        "v1",
    )
    with pytest.raises(NothingToUndo):
        script.do(c.UndoPress(window=1))


def test_a_clerk_who_takes_over_leaves_the_other_window() -> None:
    """One clerk is at one window, also then."""
    script = open_hall(1, 2)
    script.do(c.OpenWindow(window=2, clerk="clerk1", take_over=True))
    assert dict(script.hall.clerks) == {"clerk1": 2}
    assert script.window(1).clerk is None
