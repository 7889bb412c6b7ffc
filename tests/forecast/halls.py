"""Small states for the tests of the forecast, and strategies that draw them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hypothesis import strategies as st

from hall.forecast.engine.state import (
    CLASSES,
    FOREVER,
    Arrivals,
    ClassPace,
    Coming,
    Counter,
    Habits,
    InHand,
    Line,
    Rule,
    Spread,
    State,
    Waiting,
    spread,
)

CODES: Final = ("SS", "BD", "JS", "CJ")
SIX_MINUTES: Final = spread(360, 0.6)
MIXED: Final = Rule(
    classes=(
        ClassPace(),
        ClassPace(head_start_min=20),
        ClassPace(rate=1.6, head_start_min=5),
        ClassPace(head_start_min=30),
    )
)


def waiting(
    categories: Sequence[int], *, every_s: float = 60.0, visit_class: int = 0
) -> tuple[Waiting, ...]:
    """Visits that entered one after the other, the last one now."""
    last = len(categories) - 1
    return tuple(
        Waiting(
            visit=f"v{at}",
            line=Line(category, visit_class),
            entered_s=-every_s * (last - at),
            order=at + 1,
            service=SIX_MINUTES,
        )
        for at, category in enumerate(categories)
    )


def open_windows(*plan: tuple[int, ...]) -> tuple[Counter, ...]:
    """Windows that are free now."""
    return tuple(Counter(no=at + 1, categories=serves) for at, serves in enumerate(plan))


def small(
    *,
    visits: tuple[Waiting, ...] = (),
    windows: tuple[Counter, ...] = (),
    arrivals: Arrivals | None = None,
    habits: Habits | None = None,
    service: Spread = SIX_MINUTES,
    rule: Rule = MIXED,
) -> State:
    """A state of the small hall's four categories."""
    return State(
        categories=CODES,
        rule=rule,
        waiting=visits,
        windows=windows or open_windows((0,), (1, 0), (2, 3)),
        arrivals=arrivals or Arrivals(),
        services=(service,) * len(CODES),
        habits=habits or Habits(),
    )


categories = st.integers(0, len(CODES) - 1)
classes = st.integers(0, len(CLASSES) - 1)
seconds = st.integers(0, 3600).map(float)


@st.composite
def visits(draw: st.DrawFn) -> tuple[Waiting, ...]:
    """Some who wait."""
    needs = st.sampled_from([(), (), ("low_counter",)])
    sent_to = st.sampled_from([None, None, None, 1, 2])
    lines = st.builds(Line, categories, classes, needs, sent_to)
    who = draw(st.lists(st.tuples(lines, seconds), max_size=12))
    longest_first = sorted(who, key=lambda each: -each[1])
    return tuple(
        Waiting(
            visit=f"v{at}",
            line=line,
            entered_s=-waited_s,
            order=at + 1,
            service=SIX_MINUTES,
        )
        for at, (line, waited_s) in enumerate(longest_first)
    )


@st.composite
def windows(draw: st.DrawFn) -> Counter:
    """A window: idle, free soon, with somebody in hand, or away for a while."""
    named = draw(st.lists(categories, min_size=1, max_size=4, unique=True))
    helps = draw(st.integers(0, len(named) - 1))
    away = draw(st.sampled_from([(), (600.0, 1800.0), (0.0, 900.0)]))
    begun = draw(st.sampled_from([None, -200.0]))
    hand = InHand(called_s=-240.0, started_s=begun, service=SIX_MINUTES)
    return Counter(
        no=1,
        categories=tuple(named[helps:]),
        helps=tuple(named[:helps]),
        suits=draw(st.sampled_from([None, frozenset({"low_counter"}), frozenset[str]()])),
        open=draw(st.booleans()),
        pace=draw(st.sampled_from([0.8, 1.0, 1.3])),
        in_hand=draw(st.sampled_from([None, hand])),
        free_s=draw(st.sampled_from([-60.0, 0.0, 45.0])),
        calls_in=((0.0, away[0]), (away[1], FOREVER)) if away else ((0.0, FOREVER),),
    )


@st.composite
def states(draw: st.DrawFn) -> State:
    """Any small hall: who waits, who is expected, who will come, and how people behave."""
    expected = draw(st.lists(st.tuples(categories, classes, seconds), max_size=4))
    rate = draw(st.sampled_from([0.0, 1 / 300]))
    leaves_seen = draw(st.booleans())
    return State(
        categories=CODES,
        rule=replace(
            MIXED,
            overdue_s=draw(st.sampled_from([FOREVER, 1800.0])),
            helped_above=0 if leaves_seen else draw(st.integers(1, 3)),
        ),
        waiting=draw(visits()),
        windows=tuple(
            replace(each, no=no)
            for no, each in enumerate(draw(st.lists(windows(), min_size=1, max_size=4)), 1)
        ),
        arrivals=Arrivals(
            edges_s=(0.0, 1800.0, 5400.0),
            rates=((rate, rate, 0.0, rate), (rate, 0.0, rate, rate)),
            class_shares=(0.8, 0.1, 0.08, 0.02),
            day_sd=0.2,
            expected=tuple(
                Coming(line=Line(category, each), at_s=at_s, chance=0.7)
                for category, each, at_s in expected
            ),
        ),
        services=(SIX_MINUTES,) * len(CODES),
        habits=Habits(
            walk=spread(30, 0.4),
            between=spread(20, 0.7),
            patience=draw(st.sampled_from([None, spread(1200, 0.5)])),
            leaves_seen=leaves_seen,
            no_show_share=0.1,
            pause_chance=0.2,
            pause=spread(300, 0.5),
            notice_s=draw(st.sampled_from([0.0, 5.0])),
            pace_sd=0.1,
        ),
    )
