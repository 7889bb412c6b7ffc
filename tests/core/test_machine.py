"""Any sequence of commands, in the core and in a naive model of it, and what must always hold."""

from random import Random
from typing import get_args

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.core import commands as c
from hall.core.settings import NoShowPolicy
from tests.core import naive
from tests.core.acts import ACTS, play
from tests.core.people import GAPS_S, People


class HallMachine(RuleBasedStateMachine):
    """People act in a hall and its naive twin; hypothesis looks for the shortest way to differ."""

    def __init__(self) -> None:
        super().__init__()
        self.people = People()

    @initialize(policy=st.sampled_from(NoShowPolicy))
    def open_day(self, policy: NoShowPolicy) -> None:
        self.people.begin(no_show_policy=policy)

    @rule(act=st.sampled_from(sorted(ACTS)), chance=st.randoms(use_true_random=False))
    def something_happens(self, act: str, chance: Random) -> None:
        ACTS[act][1](self.people, chance)

    @rule(seconds=st.sampled_from(GAPS_S))
    def time_passes(self, seconds: int) -> None:
        self.people.pass_time(seconds)

    @invariant()
    def both_halls_agree(self) -> None:
        self.people.check()

    def teardown(self) -> None:
        if self.people.journal:
            self.people.check_journal()


TestHall = HallMachine.TestCase
TestHall.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("seed", range(12))
def test_long_days_agree(seed: int) -> None:
    """Hundreds of acts in a row: both halls agree after each, and the journal gives the hall."""
    hall = play(seed, steps=150)
    assert hall.journal


def test_every_command_is_played_against_the_model() -> None:
    """A new command cannot be left out of the state machine."""
    commands = {each.__name__ for each in get_args(c.Command)}
    assert set(naive.METHODS) == commands
    played: set[str] = set()
    for seed in range(40):
        played |= play(seed, steps=200).carried_out
    assert set(naive.METHODS) <= played
