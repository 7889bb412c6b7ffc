"""Moving windows, trying a change, and staffing a day."""

import math
from dataclasses import replace

import numpy as np
import pytest

from hall.forecast.advice.adviser import advise
from hall.forecast.advice.moves import AdviceRules, Move, candidates, moved
from hall.forecast.advice.reasons import reason
from hall.forecast.advice.staffing import (
    QUARTER_S,
    Target,
    erlang,
    offered_load,
    staff,
    without_gaps,
)
from hall.forecast.advice.what_if import Change, compare
from hall.forecast.engine.state import Arrivals, State
from tests.forecast.halls import CODES, SIX_MINUTES, open_windows, small, waiting

NAMES = {"SS": ("商事登记", "Business registration"), "BD": ("不动产登记", "Real estate")}
NOBODY = frozenset[int]()


def _lopsided(rate: float = 0.0) -> State:
    """Thirty wait for the first category's one window, and three windows have nothing to do."""
    return small(
        visits=waiting([0] * 30, every_s=30),
        windows=open_windows((0,), (1,), (1,), (1,)),
        arrivals=Arrivals(edges_s=(0.0, 7200.0), rates=((rate,) * 4,)) if rate else None,
    )


def test_idle_windows_are_offered_to_those_who_suffer() -> None:
    """The adviser moves idle windows to the crowded category, and it gets better."""
    advice = advise(_lopsided(), AdviceRules())
    best = advice.proposals[-1]
    assert {move.added for move in best.moves} == {(0,)}
    assert best.after.categories_min[0].middle < best.before.categories_min[0].middle / 2
    assert best.helped > 10
    assert best.gain > 0.3


def test_a_quiet_hall_gets_no_advice() -> None:
    """Nobody waits and nobody comes: there is nothing to propose."""
    assert advise(small(), AdviceRules()).proposals == ()


def test_while_nobody_waits_nothing_is_proposed() -> None:
    """However many are to come: a proposal calls somebody who is there earlier."""
    idle = replace(_lopsided(0.01), waiting=())
    advice = advise(idle, AdviceRules())
    assert advice.present.people > 10
    assert (advice.proposals, advice.more_skills) == ((), None)


def test_a_window_is_only_given_what_fits_it() -> None:
    """As it is built, and where it stands; alike windows do not stand in for one another."""
    rules = AdviceRules(fits=lambda window, codes: window == 4 or "SS" not in codes)
    assert {each.window for each in candidates(_lopsided(), rules, NOBODY)} == {4}
    more = advise(_lopsided(0.002), replace(rules, most_categories=1, proposals=1)).more_skills
    assert more is None or all(0 not in move.added for move in more.moves if move.window != 4)


def test_no_more_moves_than_the_hour_allows() -> None:
    """When the hour's moves are used up, nothing is proposed."""
    assert advise(_lopsided(), AdviceRules(), moves_left=0).proposals == ()


@pytest.mark.parametrize(
    "rules",
    [
        AdviceRules(fixed_windows=frozenset({2, 3, 4})),
        AdviceRules(skills={no: frozenset({"BD"}) for no in (2, 3, 4)}),
        AdviceRules(least_windows={"BD": 3}, most_categories=1),
    ],
)
def test_rules_of_the_manager_are_kept(rules: AdviceRules) -> None:
    """Fixed windows, skills and the least number of windows leave nothing to move here."""
    assert candidates(_lopsided(), rules, NOBODY) == []


def test_a_window_never_gets_more_categories_than_allowed() -> None:
    """Every candidate keeps to the limit."""
    tried = candidates(_lopsided(0.002), AdviceRules(most_categories=2), NOBODY)
    assert tried
    assert all(len(move.after) <= 2 for move in tried)


def test_more_skills_always_on_is_said_when_it_does_better() -> None:
    """With one move allowed, windows that always help one another do better, and that is said."""
    advice = advise(_lopsided(0.002), AdviceRules(most_categories=1, proposals=1))
    assert advice.more_skills is not None
    assert advice.more_skills.gain > max((each.gain for each in advice.proposals), default=0.0)


def test_a_proposal_says_why_in_both_languages() -> None:
    """Window, category, minutes before and after, and how many are helped."""
    proposal = advise(_lopsided(), AdviceRules()).proposals[0]
    zh, en = reason(proposal, CODES, NAMES)
    assert "商事登记" in zh
    assert f"{proposal.moves[0].window}号窗口" in zh
    assert "Business registration" in en
    assert f"{proposal.helped} called sooner" in en


def test_a_proposal_speaks_of_those_whom_it_helps() -> None:
    """The category that a window takes on, though another one waits longer."""
    state = small(
        visits=waiting([0] * 20 + [1] * 40, every_s=30),
        windows=open_windows((0,), (1,), (2,)),
    )
    rules = AdviceRules(
        fits=lambda _window, codes: "BD" not in codes, fixed_windows=frozenset({1, 2})
    )
    proposal = advise(state, rules).proposals[0]
    assert CODES[proposal.before.worst] == "BD"
    zh, _ = reason(proposal, CODES, NAMES)
    assert zh.startswith("商事登记接下来平均要等")


def test_moves_change_the_plan_and_nothing_else() -> None:
    """People, services and the other windows stay as they are."""
    state = _lopsided()
    after = moved(state, [Move(window=2, before=(1,), after=(1, 0))])
    assert after.windows[1].categories == (1, 0)
    assert after.waiting == state.waiting
    assert [each.categories for each in after.windows if each.no != 2] == [(0,), (1,), (1,)]


def test_more_people_wait_longer_and_another_window_helps() -> None:
    """Both sides of a comparison meet the same people."""
    state = small(arrivals=Arrivals(edges_s=(0.0, 7200.0), rates=((0.004, 0.0, 0.0, 0.0),)))
    crowded = compare(state, Change(many=1.5), 7200.0)
    helped = compare(state, Change(plan={3: (0,)}), 7200.0)
    assert crowded.after.outlook.mean_min.middle > crowded.before.outlook.mean_min.middle
    assert helped.after.outlook.mean_min.middle < helped.before.outlook.mean_min.middle
    assert crowded.before == helped.before
    assert len(crowded.before.whole.waits_min) == 8


def test_offered_load_follows_those_who_come() -> None:
    """In a steady stream it is rate times mean service; before anybody came it is less."""
    load = offered_load([0.01] * 16, SIX_MINUTES)
    assert load[-1] == pytest.approx(0.01 * SIX_MINUTES.mean_s, rel=0.05)
    assert load[0] < load[-1]


def test_erlang_needs_more_clerks_than_the_load() -> None:
    """There is always somebody to spare, and a stricter target needs more."""
    loose, strict = (erlang(8.0, 480.0, Target(part=part, within_s=300)) for part in (0.5, 0.95))
    assert 8 < loose <= strict
    assert erlang(0.0, 480.0, Target()) == 0


def test_nobody_is_sent_away_for_less_than_an_hour() -> None:
    """A gap of three quarters is filled; one of an hour, and the ends of the day, stay."""
    row = [2, 6, 1, 1, 7, 3, 3, 3, 3, 7, 1]
    assert without_gaps(np.array([row])).tolist() == [[2, 6, 6, 6, 7, 3, 3, 3, 3, 7, 1]]


def test_a_day_is_staffed_to_its_target() -> None:
    """In every quarter of an hour at least the wished part is called in time."""
    arrivals = Arrivals(
        edges_s=(0.0, 3600.0, 7200.0), rates=((0.01, 0, 0.002, 0), (0.004, 0, 0.002, 0))
    )
    found = staff(small(arrivals=arrivals), Target(), quarters=8)
    assert min(map(min, found.met)) >= 0.8
    assert without_gaps(np.array(found.clerks)).tolist() == [list(row) for row in found.clerks]
    assert sum(found.clerks[1]) == 0
    busy, quiet = found.clerks[0][2], found.clerks[0][-1]
    assert busy > quiet
    assert found.clerk_hours == pytest.approx(sum(map(sum, found.clerks)) * QUARTER_S / 3600)
    assert math.isfinite(found.clerk_hours)
