"""Warnings: levels, repeats, and the readings that they are made of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec import structs

from hall.catalogue import sample
from hall.controller.premises import Premises
from hall.core import commands as c
from hall.core.apply import apply_all
from hall.core.decide import decide
from hall.core.hall import Hall
from hall.core.settings import Settings
from hall.errors import ConfigError
from hall.supervision.figures import Thresholds
from hall.supervision.readings import Circumstances, readings
from hall.supervision.warnings import (
    KIND_NAMES,
    SENTENCES,
    Board,
    Level,
    News,
    Reading,
    Rule,
    WarningKind,
    WarningSettings,
    default_rules,
    text_of,
    watch,
)

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
RULE = Rule(yellow=20, orange=30, red=45, repeat_min=15, recipients=("值班长",))
RULES = {WarningKind.LONG_WAIT: RULE}


def wait(minutes: float) -> Reading:
    """Somebody has waited so long."""
    return Reading(kind=WarningKind.LONG_WAIT, value=minutes, subject="SS")


@pytest.mark.parametrize(
    ("value", "level"),
    [(19.9, None), (20, Level.YELLOW), (30, Level.ORANGE), (44.9, Level.ORANGE), (45, Level.RED)],
)
def test_a_level_begins_at_its_figure(value: float, level: Level | None) -> None:
    """A reading has the worst level that it reaches."""
    assert RULE.level(value) is level


@pytest.mark.parametrize("levels", [(30, 20, 45), (20, 20, 45), (20, 45, 30), (0, 1, 2)])
def test_levels_must_rise(levels: tuple[float, float, float]) -> None:
    """Levels in another order than yellow, orange, red are refused with what was expected."""
    yellow, orange, red = levels
    with pytest.raises(ConfigError, match="expected each above the one before"):
        Rule(yellow=yellow, orange=orange, red=red)


def test_a_warning_is_told_when_it_rises_again_after_a_while_and_when_it_is_over() -> None:
    """Raised, silent, worse, silent while easing, repeated, over: each at its time and once."""
    story = [
        (0, 10, []),
        (1, 21, [News.RAISED]),
        (2, 25, []),
        (3, 31, [News.WORSE]),
        (4, 22, []),
        (17, 22, []),
        (18, 22, [News.REPEATED]),
        (19, 22, []),
        (20, 46, [News.WORSE]),
        (21, 5, [News.OVER]),
        (22, 5, []),
    ]
    board: Board = {}
    for minute, value, expected in story:
        at = NOW + timedelta(minutes=minute)
        board, told = watch(board, [wait(value)], RULES, at)
        assert [each.news for each in told] == expected, minute
        assert all(each.recipients == ("值班长",) for each in told)


def test_a_subject_that_is_gone_has_nothing_to_warn_of() -> None:
    """When nobody waits in a category any more, its warning is over."""
    board, _ = watch({}, [wait(50)], RULES, NOW)
    board, told = watch(board, [], RULES, NOW)
    assert (board, [each.news for each in told]) == ({}, [News.OVER])


def test_each_kind_has_a_rule_a_name_and_a_sentence() -> None:
    """There are nine kinds; each can be read in both languages with its subject and value."""
    rules = default_rules()
    assert len(WarningKind) == 9
    assert set(rules) == set(KIND_NAMES) == set(SENTENCES) == set(WarningKind)
    for kind in WarningKind:
        said = text_of(Reading(kind=kind, value=12.4), rules[kind])
        assert "12" in said.zh
        assert "12" in said.en


def test_a_hall_may_use_its_own_words() -> None:
    """A rule's own sentence takes the place of the shipped one."""
    rule = replace(RULE, zh="请支援{subject}，已等{value}分钟")
    assert text_of(wait(21), rule).zh == "请支援，已等21分钟"


@pytest.fixture
def hall() -> Hall:
    """Nine o'clock: window 3 is serving, three wait for business registration, one left."""
    premises = Premises(*sample())
    opened = replace(premises.offer(date(2026, 3, 2)), number_hours=())
    steps: list[tuple[int, c.Command]] = [
        (-60, c.OpenDay(day=date(2026, 3, 2), offer=opened, settings=Settings(),
                        plan=premises.plan)),
        (-50, c.OpenWindow(window=3, clerk="clerk03")),
        *((-40 + at, c.IssueNumber(visit=f"v{at}", token=f"t{at}", matter="SS04"))
          for at in range(5)),
        (-30, c.CallNext(window=3)),
        (-29, c.StartService(window=3)),
        (-20, c.CancelVisit(visit="v4")),
    ]  # fmt: skip
    state = Hall()
    for minute, command in steps:
        at = NOW + timedelta(minutes=minute)
        state = apply_all(state, decide(state, command, at))
    return state


def test_readings_are_those_of_the_hall(hall: Hall) -> None:
    """Waits, loads, overlong services and what was given up, as they are at nine."""
    here = Circumstances(
        catalogue=sample()[0],
        thresholds=Thresholds(wait_target_s=38 * 60, service_target_s=20 * 60),
        settings=WarningSettings(capacity=8),
        open_since={3: NOW - timedelta(minutes=50), 4: NOW - timedelta(minutes=50)},
    )
    found = {(each.kind, each.subject): each.value for each in readings(hall, NOW, here)}
    assert found == {
        (WarningKind.LONG_WAIT, "SS"): 39,
        (WarningKind.OVERDUE_SHARE, "SS"): pytest.approx(100 / 3),
        (WarningKind.WINDOW_LOAD, "SS"): 3,
        (WarningKind.HALL_LOAD, ""): 50,
        (WarningKind.LATE_SERVICES, ""): 1,
        (WarningKind.BAD_RATINGS, ""): 0,
        (WarningKind.LATE_SHARE, ""): 100,
        (WarningKind.GIVEN_UP, ""): 20,
        (WarningKind.WORK_WITHOUT_PAUSE, "3"): 50,
    }


def test_nothing_is_read_between_two_days(hall: Hall) -> None:
    """A closed hall warns of nothing."""
    assert (
        readings(structs.replace(hall, day=None), NOW, Circumstances(catalogue=sample()[0])) == ()
    )
