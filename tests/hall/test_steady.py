"""The interpreter's own housekeeping is done while nobody waits."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from hall.steady import tidy
from tests.fakes.running_hall import running
from tests.fakes.waiting import until

MANY = 2_000


class Circle:
    """What only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _by_hand() -> Iterator[None]:
    """Nothing is collected by itself, and nothing is left over."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_what_is_new_is_looked_at() -> None:
    """A circle that nobody holds any more is gone afterwards."""
    gone = weakref.ref(Circle())
    kept = [Circle() for _ in range(MANY)]
    tidy()
    assert gone() is None
    assert len(kept) == MANY


def test_what_lived_through_a_look_is_looked_at_later() -> None:
    """Seldom, but it is: what becomes garbage late is freed, too."""
    late = [Circle()]
    gone = weakref.ref(late[0])
    _look(times=2)
    late.clear()
    _look(times=gc.get_threshold()[1] + 2)
    assert gone() is None


def _look(times: int) -> None:
    for _ in range(times):
        kept = [Circle() for _ in range(MANY)]
        tidy()
        del kept


def test_a_few_new_things_are_not_worth_a_look() -> None:
    """A quiet hall does not work for nothing."""
    gc.collect()
    gone = weakref.ref(Circle())
    tidy()
    assert gone() is not None


def test_the_controller_rests_when_nobody_has_asked_for_a_moment() -> None:
    """Whoever presses next does not wait for it."""
    with running() as hall:
        hall.rests.clear()
        until(hall.rests.is_set, "a rest")
