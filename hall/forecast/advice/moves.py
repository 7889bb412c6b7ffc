"""Small changes of the plan: which there are, which rules allow, which are worth trying.

Only windows that lose little are asked to help where people suffer: categories are ranked by the
work that waits for each of their windows, and windows by the work that waits for them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from hall.forecast.engine.state import Counter, State

HURTING: Final = 4
"""In so many categories at most help is looked for."""
DONORS: Final = 4
"""And from so many windows for each."""
SOON_S: Final = 1800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRules:
    """What a manager allows; categories are named by their codes."""

    moves_an_hour: int = 6
    """At most; moves made by hand count too."""
    fixed_windows: frozenset[int] = frozenset()
    least_windows: Mapping[str, int] = field(default_factory=dict)
    """How many open windows a category must keep; one where nothing is said."""
    most_categories: int = 2
    """How many categories a window may serve at a time."""
    skills: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """What the clerk of a window can serve; everything where nothing is said."""
    threshold: float = 0.05
    """Less gain than this part of what waits cost is not worth a change."""
    proposals: int = 3
    """At most so many at a time."""
    fits: Callable[[int, tuple[str, ...]], bool] = lambda _window, _categories: True
    """Whether a window, as it is built and where it stands, may serve categories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A window serves other categories from now on."""

    window: int
    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def added(self) -> tuple[int, ...]:
        """What it serves anew."""
        return tuple(each for each in self.after if each not in self.before)

    @property
    def dropped(self) -> tuple[int, ...]:
        """What it no longer serves."""
        return tuple(each for each in self.before if each not in self.after)


def moved(state: State, moves: Iterable[Move]) -> State:
    """The state under a changed plan."""
    after = {move.window: move.after for move in moves}
    return replace(
        state,
        windows=tuple(
            replace(each, categories=after.get(each.no, each.categories)) for each in state.windows
        ),
    )


def candidates(state: State, rules: AdviceRules, settled: frozenset[int]) -> list[Move]:
    """The changes of one window that are worth trying; `settled` windows stay as they are."""
    pressure = pressures(state)
    wanted = [category for category, each in enumerate(pressure) if each > 0]
    hurting = sorted(wanted, key=lambda each: -pressure[each])[:HURTING]
    found = chain.from_iterable(
        _towards(state, rules, pressure, category, settled) for category in hurting
    )
    return list(dict.fromkeys(found))


def pressures(state: State) -> list[float]:
    """For each category, the work that waits or comes soon, in seconds for each of its windows."""
    work = [0.0] * len(state.categories)
    for each in state.waiting:
        work[each.line.category] += each.service.mean_s
    rates = _rates_soon(state)
    for category, service in enumerate(state.services):
        work[category] += rates[category] * SOON_S * service.mean_s
    windows = [0.0] * len(state.categories)
    for window in _calling(state):
        for category in window.categories:
            windows[category] += 1 / len(window.categories)
    return [each / max(open_, 0.2) for each, open_ in zip(work, windows, strict=True)]


def _rates_soon(state: State) -> list[float]:
    total = [0.0] * len(state.categories)
    edges = state.arrivals.edges_s
    for start, end, rates in zip(edges, edges[1:], state.arrivals.rates, strict=False):
        part = max(min(end, SOON_S) - max(start, 0.0), 0.0) / SOON_S
        for category, rate in enumerate(rates):
            total[category] += part * rate
    return total


def _calling(state: State) -> Iterator[Counter]:
    return (each for each in state.windows if any(start <= 0 < end for start, end in each.calls_in))


def _towards(
    state: State,
    rules: AdviceRules,
    pressure: list[float],
    category: int,
    settled: frozenset[int],
) -> Iterator[Move]:
    """Windows that could help a category, those with the least to do first; alike ones once."""
    able = [
        each
        for each in _calling(state)
        if category not in each.categories
        and each.no not in settled
        and each.no not in rules.fixed_windows
        and _can(state, rules, each, category)
    ]
    able.sort(key=lambda each: _burden(each, pressure))
    seen: set[tuple[int, ...]] = set()
    for window in able:
        if window.categories in seen or len(seen) == DONORS:
            continue
        seen.add(window.categories)
        for after in _plans(window, category, rules, pressure):
            move = Move(window=window.no, before=window.categories, after=after)
            codes = tuple(state.categories[each] for each in after)
            if _leaves_enough(state, rules, move) and rules.fits(window.no, codes):
                yield move


def _can(state: State, rules: AdviceRules, window: Counter, category: int) -> bool:
    skills, code = rules.skills.get(window.no), state.categories[category]
    return (skills is None or code in skills) and rules.fits(window.no, (code,))


def _burden(window: Counter, pressure: list[float]) -> float:
    return max((pressure[each] for each in window.categories), default=0.0)


def _plans(
    window: Counter, category: int, rules: AdviceRules, pressure: list[float]
) -> Iterator[tuple[int, ...]]:
    """Serve the category too, instead of the least pressing of several, or alone."""
    if len(window.categories) < rules.most_categories:
        yield (*window.categories, category)
    if len(window.categories) > 1 and rules.most_categories > 1:
        least = min(window.categories, key=lambda each: pressure[each])
        kept = tuple(each for each in window.categories if each != least)
        yield (*kept, category)[-rules.most_categories :]
    yield (category,)


def _leaves_enough(state: State, rules: AdviceRules, move: Move) -> bool:
    for category in move.dropped:
        others = sum(
            category in each.categories for each in _calling(state) if each.no != move.window
        )
        if others < rules.least_windows.get(state.categories[category], 1):
            return False
    return True
