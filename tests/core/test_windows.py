import pytest

from hall.core import commands as c
from hall.core.hall import WindowStatus
from hall.core.refusals import (
    CategoryLeftWithoutWindow,
    ClerkIsElsewhere,
    DayNotOpen,
    EmptyPlan,
    ReasonNeeded,
    UnknownCategory,
    UnknownWindow,
    VisitInHand,
    WindowIsClosed,
    WindowIsOpen,
    WindowIsPaused,
    WindowIsTaken,
    WindowServesNothing,
)
from tests.core.build import Script, open_hall


def test_a_clerk_is_at_one_window() -> None:
    """Who sits at one window cannot open another, nor take a window that is taken."""
    script = open_hall(1)
    for command, refusal in (
        (c.OpenWindow(window=1, clerk="clerk1"), WindowIsOpen),
        (c.OpenWindow(window=1, clerk="other"), WindowIsTaken),
        (c.OpenWindow(window=2, clerk="clerk1"), ClerkIsElsewhere),
        (c.OpenWindow(window=9, clerk="other"), UnknownWindow),
    ):
        with pytest.raises(refusal):
            script.do(command)
    script.do(c.CloseWindow(window=1))
    script.do(c.OpenWindow(window=2, clerk="clerk1"))
    assert dict(script.hall.clerks) == {"clerk1": 2}


def test_windows_need_an_open_day() -> None:
    """Nobody sits down before the day has begun."""
    with pytest.raises(DayNotOpen):
        Script().do(c.OpenWindow(window=1, clerk="a"))


def test_a_pause_keeps_the_clerk_and_ends_by_opening() -> None:
    """A paused window is still the clerk's; opening it again resumes."""
    script = open_hall(1)
    script.do(c.PauseWindow(window=1, reason="tea"))
    assert (script.window().status, script.window().reason) == (WindowStatus.PAUSED, "tea")
    with pytest.raises(WindowIsPaused):
        script.do(c.PauseWindow(window=1, reason="tea"))
    with pytest.raises(WindowIsTaken):
        script.do(c.OpenWindow(window=1, clerk="other"))
    script.do(c.OpenWindow(window=1, clerk="clerk1"))
    assert (script.window().status, script.window().reason) == (WindowStatus.OPEN, None)


def test_a_window_is_not_left_with_somebody_in_hand() -> None:
    """A called visit holds the window open; one being served only lets it pause."""
    script = open_hall(1)
    script.take()
    script.call()
    for command in (c.PauseWindow(window=1, reason="tea"), c.CloseWindow(window=1)):
        with pytest.raises(VisitInHand):
            script.do(command)
    script.serve()
    script.do(c.PauseWindow(window=1, reason="copies"))
    with pytest.raises(VisitInHand):
        script.do(c.CloseWindow(window=1))
    script.do(c.FinishService(window=1))
    script.do(c.CloseWindow(window=1))
    assert script.window().clerk is None
    with pytest.raises(WindowIsClosed):
        script.do(c.CloseWindow(window=1))


def test_a_new_plan_moves_nobody() -> None:
    """Whoever waits keeps their place; only who calls them changes."""
    script = open_hall(1, 3)
    script.take()
    script.take()
    script.do(c.SetPlan(windows={3: ("JS", "CJ", "SS")}, reason="long wait"))
    assert script.hall.plan_version == 2
    assert script.call(3).id == "v1"
    assert script.call(1).id == "v2"


def test_a_plan_says_why_and_names_what_there_is() -> None:
    """No window, no reason, unknown windows and categories, and an empty window are refused."""
    script = open_hall()
    cases: tuple[tuple[dict[int, tuple[str, ...]], str, type[Exception]], ...] = (
        ({}, "why", EmptyPlan),
        ({1: ("SS",)}, " ", ReasonNeeded),
        ({9: ("SS",)}, "why", UnknownWindow),
        ({1: ("XX",)}, "why", UnknownCategory),
        ({1: ()}, "why", WindowServesNothing),
    )
    for windows, reason, refusal in cases:
        with pytest.raises(refusal):
            script.do(c.SetPlan(windows=windows, reason=reason))
    assert script.hall.plan_version == 1


def test_nobody_who_waits_is_left_without_a_window() -> None:
    """A category with people waiting keeps a window."""
    script = open_hall()
    script.take("JS01")
    with pytest.raises(CategoryLeftWithoutWindow) as refused:
        script.do(c.SetPlan(windows={3: ("CJ",)}, reason="why"))
    assert refused.value.facts == {"category": "JS", "waiting": 1}


@pytest.mark.parametrize("served", [True, False])
def test_who_leaves_hands_over_what_is_in_hand(served: bool) -> None:
    """The citizen waits for another window, before all who came later."""
    script = open_hall(1, 2)
    script.take()
    script.take(after_s=10)
    script.call(1, after_s=10)
    if served:
        script.serve(1)
    script.do(c.CloseWindow(window=1, hand_over=True), after_s=60)
    assert script.window(1).status == WindowStatus.CLOSED
    assert script.call(2).id == "v1"
