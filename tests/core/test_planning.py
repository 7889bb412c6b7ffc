from dataclasses import replace

import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import CategoryKind, WindowTraits
from hall.core.plan import PlannedChange
from hall.core.plan_checks import digit_clashes
from hall.core.refusals import (
    CategoryLeftWithoutWindow,
    ClerkLacksSkills,
    DayNotOpen,
    DigitsClash,
    InstantWindowOnly,
    NothingToAcknowledge,
    PlanEndsTooSoon,
    PlanNotAcknowledged,
    ReasonNeeded,
    UnknownPlanChange,
)
from hall.core.settings import OrphanRule, Settings
from tests.core.build import CATEGORIES, DAY, OFFER, Script, at, open_hall, opening

WARN = Settings(orphan_category=OrphanRule.WARN)


def _tide(script: Script, starts_s: float, ends_s: float | None = None) -> None:
    script.do(
        c.SetPlan(
            windows={1: ("SS", "BD")},
            secondary={2: ("JS",)},
            reason="高峰",
            reason_en="busy hour",
            starts_at=at(starts_s),
            ends_at=None if ends_s is None else at(ends_s),
        )
    )


def test_a_change_waits_for_its_time_and_returns() -> None:
    """Tide windows: in force between two moments, and what was before comes back."""
    script = open_hall(1, 2)
    _tide(script, 100, 200)
    assert script.do(c.LetTimePass(), after_s=99) == ()
    (begun,) = script.do(c.LetTimePass(), after_s=1)
    assert isinstance(begun, e.PlanSet)
    assert (begun.reason, begun.reason_en) == ("高峰", "busy hour")
    assert (script.window(1).categories, script.window(2).secondary) == (("SS", "BD"), ("JS",))
    (returned,) = script.do(c.LetTimePass(), after_s=100)
    assert isinstance(returned, e.PlanSet)
    assert (returned.returns, returned.version) == (1, 3)
    assert (script.window(1).categories, script.window(2).secondary) == (("SS",), ())


def test_what_was_changed_since_does_not_return() -> None:
    """A window that was given something else meanwhile keeps it."""
    script = open_hall(1, 2)
    _tide(script, 0, 100)
    script.do(c.SetPlan(windows={1: ("SS", "CJ")}, reason="by hand"))
    script.do(c.LetTimePass(), after_s=100)
    assert script.window(1).categories == ("SS", "CJ")
    assert script.window(2).secondary == ()


def test_a_change_that_cannot_take_effect_is_dropped_and_said_so() -> None:
    """Nobody who waits is stranded by a change that was made beforehand."""
    script = open_hall(3)
    script.do(c.SetPlan(windows={3: ("SS",)}, reason="later", starts_at=at(100)))
    script.take("JS01")
    (dropped,) = script.do(c.LetTimePass(), after_s=100)
    assert dropped == e.PlanChangeDropped(
        at=at(100), change=1, reason="category_left_without_window"
    )
    assert script.window(3).categories == ("JS", "CJ")


def test_a_change_to_come_can_be_given_up() -> None:
    """With a reason, as long as it is to come."""
    script = open_hall(1)
    _tide(script, 100)
    with pytest.raises(ReasonNeeded):
        script.do(c.DropPlanChange(change=1, reason=""))
    script.do(c.DropPlanChange(change=1, reason="quiet day"))
    with pytest.raises(UnknownPlanChange):
        script.do(c.DropPlanChange(change=1, reason="again"))


def test_a_change_ends_after_it_begins() -> None:
    """Else it is refused."""
    with pytest.raises(PlanEndsTooSoon):
        _tide(open_hall(1), 100, 100)


def test_a_day_begins_with_the_plan_that_stands() -> None:
    """A change that returns is gone, one to come is still to come, and the hours bring theirs."""
    script = open_hall(1, 2)
    _tide(script, 0, 100_000)
    script.do(c.SetPlan(windows={3: ("JS",)}, reason="next week", starts_at=at(600_000)))
    script.do(c.CloseDay())
    tide = PlannedChange(windows={2: ("BD",)}, reason="Tuesdays", starts_at=at(90_000))
    script.do(opening(day=DAY.replace(day=3), tides=(tide,)), after_s=86_400)
    assert script.window(1).categories == ("SS",)
    assert [each.reason for _, each in sorted(script.hall.scheduled.items())] == [
        "next week",
        "Tuesdays",
    ]
    script.do(c.LetTimePass(), after_s=3_600)
    assert script.window(2).categories == ("BD",)


def test_the_last_open_window_of_a_category_is_kept_or_warned_about() -> None:
    """By the hall's setting; a window that is closed does not count."""
    change = c.SetPlan(windows={3: ("JS",)}, reason="no pick-up")
    with pytest.raises(CategoryLeftWithoutWindow):
        open_hall(3).do(change)
    (warned,) = open_hall(3, settings=WARN).do(change)
    assert isinstance(warned, e.PlanSet)
    assert warned.without_window == ("CJ",)
    (fine,) = open_hall(1).do(change)
    assert isinstance(fine, e.PlanSet)
    assert fine.without_window == ()


def test_an_instant_window_takes_instant_matters_only() -> None:
    """Neither by plan, nor by a number called by hand, nor by transfer; pick-up has no matters."""
    traits = {3: WindowTraits(kind=CategoryKind.INSTANT)}
    script = open_hall(1, 3, offer=replace(OFFER, windows=traits), settings=WARN)
    script.take()
    script.take()
    script.call(1)
    for command in (
        c.SetPlan(windows={3: ("SS",)}, reason="why"),
        c.CallNumber(window=3, number="C002", reason="why"),
        c.TransferVisit(window=1, to_window=3),
    ):
        with pytest.raises(InstantWindowOnly):
            script.do(command)
    script.do(c.SetPlan(windows={3: ("CJ",)}, reason="why"))


def test_equal_digits_are_kept_apart_where_no_letters_are_shown() -> None:
    """Two categories need ranges of their own at a window that shows digits only."""
    traits = {1: WindowTraits(digits_only=True)}
    both = c.SetPlan(windows={1: ("SS", "BD")}, reason="why")
    with pytest.raises(DigitsClash) as clash:
        open_hall(offer=replace(OFFER, windows=traits)).do(both)
    assert clash.value.facts == {"window": 1, "first": "SS", "second": "BD"}
    apart = (
        replace(CATEGORIES[0], daily_maximum=299),
        replace(CATEGORIES[1], number_start=300, daily_maximum=300),
        *CATEGORIES[2:],
    )
    assert digit_clashes(list(apart[:2]), Settings()) == ()
    open_hall(offer=replace(OFFER, windows=traits, categories=apart)).do(both)


def test_a_clerk_keeps_something_to_do() -> None:
    """A plan for which the clerk at the window lacks every skill is refused."""
    script = open_hall()
    script.do(c.OpenWindow(window=2, clerk="new", skills=frozenset({"BD"})))
    with pytest.raises(ClerkLacksSkills):
        script.do(c.SetPlan(windows={2: ("SS",)}, reason="why"))


def test_a_change_is_acknowledged_before_the_next_call() -> None:
    """Where the hall asks for it, by the clerk who sits there."""
    script = open_hall(1, settings=Settings(plan_acknowledged=True))
    with pytest.raises(NothingToAcknowledge):
        script.do(c.AcknowledgePlan(window=1))
    script.take()
    script.do(c.SetPlan(windows={1: ("SS", "BD"), 2: ("SS",)}, reason="why"))
    assert script.window(2).unacknowledged is None
    for command in (
        c.CallNext(window=1),
        c.CallNumber(window=1, number="C001", reason="why"),
    ):
        with pytest.raises(PlanNotAcknowledged):
            script.do(command)
    script.do(c.AcknowledgePlan(window=1))
    assert script.call().id == "v1"


def test_in_the_evening_tomorrow_is_arranged() -> None:
    """What begins later is taken along into the next day; nothing changes in a closed hall."""
    script = open_hall(1)
    script.do(c.CloseWindow(window=1))
    script.do(c.CloseDay(), after_s=8 * 3600)
    with pytest.raises(DayNotOpen):
        script.do(c.SetPlan(windows={1: ("BD",)}, reason="now"))
    _tide(script, 24 * 3600)
    script.do(opening(day=DAY.replace(day=DAY.day + 1)), after_s=15 * 3600)
    assert script.window(1).categories == ("SS",)
    script.do(c.LetTimePass(), after_s=2 * 3600)
    assert script.window(1).categories == ("SS", "BD")
