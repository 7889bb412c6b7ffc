"""The rebalancing adviser: looks ahead over small changes of the plan and offers the best few.

Theory of operation. The same futures happen under the present plan and under each candidate, so
that their difference is the plan's alone. The best candidate joins the proposal while it saves more
than the threshold; then the search goes on from there. Before any move it is said what more skills
always on would do: windows that keep several categories need no moving at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hall.forecast.advice.moves import AdviceRules, Move, candidates, moved
from hall.forecast.advice.outlook import Outlook, Waits, outlook, waits
from hall.forecast.engine.arrays import Packed, pack
from hall.forecast.engine.chance import chance
from hall.forecast.engine.futures import Futures, drawn_futures
from hall.forecast.engine.running import SEED
from hall.forecast.engine.state import State

AHEAD_S: Final = 75 * 60.0
"""How far ahead people are looked at; all of them are served to the end."""
DRAIN_S: Final = 4 * 3600.0
RUNS: Final = 16
CONFIRM_RUNS: Final = 60
HELPED_MIN: Final = 1.0
"""Who is called so much earlier is helped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Moves that belong together, and what they would do."""

    moves: tuple[Move, ...]
    before: Outlook
    after: Outlook
    gain: float
    """Which part of what waits cost is saved."""
    helped: int
    """Who of those waiting now is called at least a minute earlier."""
    delayed: int
    """Who is called at least a minute later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the adviser has to say at a moment."""

    present: Outlook
    proposals: tuple[Proposal, ...]
    """Each goes one move further than the one before."""
    more_skills: Proposal | None
    """Several categories at each window always, where that does better than any moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Futures that can be run under one plan after another."""

    state: State
    packed: Packed
    futures: Futures

    def under(self, state: State) -> Waits:
        """The waits under a plan; people and services stay the same."""
        return waits(pack(state), self.futures, DRAIN_S)


def trial(state: State, runs: int, ahead_s: float = AHEAD_S, seed: int = SEED) -> Trial:
    """Futures of a state up to a horizon."""
    packed = pack(state)
    futures = drawn_futures(packed, chance(seed, runs), ahead_s)
    return Trial(state=state, packed=packed, futures=futures)


def advise(
    state: State,
    rules: AdviceRules,
    *,
    moves_left: int | None = None,
    rest: Callable[[], object] = lambda: None,
) -> Advice:
    """The best few moves from here, and whether more skills always on would do better.

    `moves_left` is how many moves this hour still allows. Whatever is proposed calls somebody who
    waits now earlier; while nobody waits, nothing is. `rest` is called between pieces of work.
    """
    left = rules.moves_an_hour if moves_left is None else moves_left
    confirm = trial(state, CONFIRM_RUNS)
    now = confirm.under(state)
    present = outlook(now, len(state.categories))
    if not state.waiting:
        return Advice(present=present, proposals=(), more_skills=None)
    steps = best_moves(state, rules, min(left, rules.proposals), rest)
    tried = (_proposal(confirm, now, steps[:taken]) for taken in range(1, len(steps) + 1))
    proposals = tuple(each for each in tried if each.helped and each.gain >= rules.threshold)
    best = max((each.gain for each in proposals), default=0.0)
    more = _more_skills(confirm, now, rules, max(best, rules.threshold))
    return Advice(present=present, proposals=proposals, more_skills=more)


def best_moves(
    state: State,
    rules: AdviceRules,
    most: int,
    rest: Callable[[], object] = lambda: None,
) -> tuple[Move, ...]:
    """Moves taken one after the other, each the best from there, while they save enough."""
    search = trial(state, RUNS)
    cost = search.under(state).cost
    steps: tuple[Move, ...] = ()
    while len(steps) < most:
        settled = frozenset(step.window for step in steps)
        tried: list[tuple[float, int, Move]] = []
        for at, move in enumerate(candidates(state, rules, settled)):
            rest()
            tried.append((search.under(moved(state, [move])).cost, at, move))
        if not tried:
            break
        found, _, move = min(tried, key=lambda each: each[:2])
        if found > cost * (1 - rules.threshold):
            break
        steps, cost, state = (*steps, move), found, moved(state, [move])
    return steps


def _proposal(confirm: Trial, now: Waits, moves: Sequence[Move]) -> Proposal:
    then = confirm.under(moved(confirm.state, moves))
    sooner = now.visit - then.visit
    categories = len(confirm.state.categories)
    return Proposal(
        moves=tuple(moves),
        before=outlook(now, categories),
        after=outlook(then, categories),
        gain=1 - then.cost / now.cost if now.cost > 0 else 0.0,
        helped=int((sooner >= HELPED_MIN).sum()),
        delayed=int((sooner <= -HELPED_MIN).sum()),
    )


def _more_skills(confirm: Trial, now: Waits, rules: AdviceRules, least: float) -> Proposal | None:
    """Each window serves one category more, in turn; None when moves do as well."""
    wider = replace(rules, most_categories=rules.most_categories + 1)
    moves = more_skills(confirm.state, wider)
    if not moves:
        return None
    found = _proposal(confirm, now, moves)
    return found if found.helped and found.gain > least else None


def more_skills(state: State, rules: AdviceRules) -> list[Move]:
    """A long chain of skills: windows of each category help with the next ones in turn."""
    many = len(state.categories)
    turns = [0] * many
    moves: list[Move] = []
    for window in state.windows:
        skills = rules.skills.get(window.no)
        if window.no in rules.fixed_windows or not window.categories:
            continue
        first = window.categories[0]
        more = list(window.categories)
        for step in range(1, many):
            other = (first + step + turns[first]) % many
            allowed = skills is None or state.categories[other] in skills
            if len(more) >= rules.most_categories or other in more or not allowed:
                continue
            if rules.fits(window.no, tuple(state.categories[each] for each in (*more, other))):
                more.append(other)
        turns[first] += 1
        if len(more) > len(window.categories):
            moves.append(Move(window=window.no, before=window.categories, after=tuple(more)))
    return moves
