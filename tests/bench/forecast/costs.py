"""What looking ahead costs: a forecast, an advice, a hall-day, and whether presses get slower."""

import math
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import Final

import numpy as np

from hall.bus.messages import Key
from hall.core import commands as c
from hall.core.apply import apply_all
from hall.core.decide import decide
from hall.core.hall import Hall
from hall.core.settings import Settings
from hall.forecast.advice.adviser import advise
from hall.forecast.advice.moves import AdviceRules
from hall.forecast.advice.what_if import Change, compare
from hall.forecast.engine.running import run_forward
from hall.forecast.engine.state import State
from hall.forecast.figures import catalogue_figures
from hall.forecast.present import state_of
from hall.forecast.ranges import BY_RUNS
from hall.forecast.waits.boosting import Trees, grow
from hall.forecast.waits.features import NAMES
from hall.forecast.waits.forecaster import WaitForecaster
from hall.steady import keep_steady
from tests.bench.disk import BareTable
from tests.bench.figures import Figure, middle, percentiles
from tests.bench.forecast.moving import learnt, present
from tests.bench.forecast.plain_hall import day as simpy_day
from tests.bench.forecast.scenarios import (
    COST_ENGINE_DAYS,
    COST_ROUNDS,
    COST_SIMPY_DAYS,
    COST_WAITING,
    MOVED_HALL,
    MOVED_SEED,
)
from tests.bench.forecast.world import HOUR_S, make_day
from tests.bench.presses import PAUSE_S, Bench, Ear, on_bus, shows_call
from tests.fakes.program import Program, program
from tests.fakes.switchboard import sample_premises
from tests.fakes.waiting import until

PREMISES: Final = sample_premises()
MONDAY: Final = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
SERVED: Final = 300
"""So many have been served when the forecast is timed."""
_TURNS: Final = 24
_PRESSES_A_TURN: Final = 25
"""Turns take some seconds."""
_BREATH_S: Final = 0.3
_RESAMPLES: Final = 1000
_chance: Final = Random(1)


def measure(folder: Path, bare: BareTable) -> Iterator[list[Figure]]:
    """Each cost, one after the other, in a process that is set as the hall's is."""
    yield _forecasts()
    yield _advice()
    yield _engine()
    yield _presses(folder, bare)


def _timed(work: Callable[[], object], rounds: int = COST_ROUNDS) -> list[float]:
    taken: list[float] = []
    for at in range(rounds + 1):
        began_s = time.perf_counter()
        work()
        if at:  # the first loads what is compiled
            taken.append(time.perf_counter() - began_s)
    return taken


def _forecasts() -> list[Figure]:
    """All who wait, and a number taken now in every category of the sample hall."""
    figures = catalogue_figures(PREMISES.catalogue)
    hall, now = crowded_hall()
    grown = _trees()
    keep_steady()
    found: list[Figure] = []
    for name, trees in (("runs alone", None), ("runs and trees", grown)):
        forecaster = WaitForecaster(figures=figures, zone=PREMISES.zone, trees=trees)
        taken = _timed(lambda each=forecaster: each.forecast(hall, now))  # type: ignore[misc]
        found += percentiles(f"forecast for {COST_WAITING} waiting, {name}", taken)
    return found


def crowded_hall() -> tuple[Hall, datetime]:
    """The sample hall with a hundred waiting and some hundred served."""
    hall, now = Hall(), MONDAY
    matters = list(PREMISES.catalogue.matters)

    def do(command: c.Command) -> None:
        nonlocal hall
        hall = apply_all(hall, decide(hall, command, now))

    do(
        c.OpenDay(
            day=date(2026, 3, 2),
            offer=replace(PREMISES.offer(date(2026, 3, 2)), number_hours=()),
            settings=Settings(daily_maximum=100_000),
            plan=PREMISES.plan,
        )
    )
    for no in hall.windows:
        do(c.OpenWindow(window=no, clerk=f"clerk{no}"))
    taken = 0
    while hall.ended < SERVED or _waiting(hall) < COST_WAITING:
        now += timedelta(seconds=7)
        do(c.IssueNumber(visit=f"v{taken}", token=f"t{taken}", matter=matters[taken % 40]))
        taken += 1
        if hall.ended < SERVED:
            _serve(hall, do)
    return hall, now


def _serve(hall: Hall, do: Callable[[c.Command], None]) -> None:
    """One window is through with its visit and calls the next."""
    for window in hall.windows.values():
        if window.visit is None and hall.waiting_for(window):
            do(c.CallNext(window=window.no))
            do(c.StartService(window=window.no))
            do(c.FinishService(window=window.no, ask_rating=False))
            return


def _waiting(hall: Hall) -> int:
    return sum(map(hall.waiting, PREMISES.catalogue.categories))


def _trees() -> Trees | None:
    """As many and as deep as a hall's, of chance."""
    rng = np.random.Generator(np.random.PCG64(1))
    rows = rng.normal(3, 1, (3000, len(NAMES)))
    rows[:, NAMES.index("category")] = rng.integers(0, 7, len(rows))
    rows[:, NAMES.index("visit_class")] = rng.integers(0, 3, len(rows))
    return grow(rows.tolist(), rng.normal(0, 0.4, len(rows)).tolist(), [6.0] * len(rows))


def _state() -> State:
    day = make_day(MOVED_HALL, MOVED_SEED, 0)
    day.until(10 * HOUR_S)
    figures = learnt(MOVED_HALL)
    return state_of(present(day, figures), figures)


def _advice() -> list[Figure]:
    state = _state()
    many = Change(many=1.2)
    return [
        *percentiles("an advice", _timed(lambda: advise(state, AdviceRules()), 10)),
        *percentiles(
            "what if 20 % more came, until closing",
            _timed(lambda: compare(state, many, 7 * HOUR_S), 10),
        ),
    ]


def _engine() -> list[Figure]:
    """Whole days from their opening, against SimPy in the same run."""
    figures = learnt(MOVED_HALL)
    day = make_day(MOVED_HALL, MOVED_SEED, 0)
    day.until(MOVED_HALL.opens * HOUR_S - 1)
    state = state_of(present(day, figures), figures)
    length_s = (MOVED_HALL.closes - MOVED_HALL.opens) * HOUR_S

    def days(count: int) -> None:
        run_forward(state, runs=count, only_asked=False, until_s=math.inf, horizon_s=length_s)

    days(2)
    began_s = time.perf_counter()
    days(COST_ENGINE_DAYS)
    engine = COST_ENGINE_DAYS / (time.perf_counter() - began_s)
    began_s = time.perf_counter()
    for seed in range(COST_SIMPY_DAYS):
        simpy_day(seed)
    plain = COST_SIMPY_DAYS / (time.perf_counter() - began_s)
    return [
        Figure(what="hall-days in SimPy", value=plain, unit="/s"),
        Figure(
            what="hall-days of the engine, drawing included",
            value=engine,
            unit="/s",
            ratio=engine / plain,
            against="SimPy",
        ),
    ]


def _presses(folder: Path, bare: BareTable) -> list[Figure]:
    """From the pad's request to the panel's command, with and without, in turns of some seconds.

    Two halls run side by side, and the one that is not pressed stands still.
    """
    with ExitStack() as halls:
        names = ("without", "with")
        benches = {name: halls.enter_context(_looking(folder / name, bare)) for name in names}
        turns: dict[str, list[list[float]]] = {name: [] for name in names}
        for _ in range(_TURNS):
            for name, (hall, bench) in benches.items():
                with _awake(hall):
                    turns[name].append([_press(bench) for _ in range(_PRESSES_A_TURN)])
    without, with_ = (list(chain.from_iterable(turns[name])) for name in names)
    return [
        *percentiles("press to panel, no forecasts", without),
        *_between("press to panel, no forecasts", turns["without"]),
        *percentiles("press to panel, a forecast a second", with_, middle(without), "without"),
        *_between("press to panel, a forecast a second", turns["with"]),
    ]


@contextmanager
def _looking(place: Path, bare: BareTable) -> Iterator[tuple[Program, Bench]]:
    """A hall with people who wait, named by whether it looks ahead; it stands still."""
    place.mkdir()
    looks_ahead = place.name == "with"
    with program(place) as hall:
        hall.lift_limit()
        if looks_ahead:
            hall.look_ahead()
        ready = hall.start()
        ear = Ear()
        with on_bus(ready["mqtt"], ear, "panel/+/command") as bus:
            bench = Bench(hall, ready["api_key"], bus, ear, bare)
            with bench.http:
                bench.fill(_TURNS * _PRESSES_A_TURN + COST_WAITING)
                until(lambda: (BY_RUNS in _methods(bench)) is looks_ahead, "it looks ahead", 90)
                _signal(hall, signal.SIGSTOP)
                try:
                    yield hall, bench
                finally:
                    _signal(hall, signal.SIGCONT)


@contextmanager
def _awake(hall: Program) -> Iterator[None]:
    """Let a hall go on for a turn; it gets its breath first."""
    _signal(hall, signal.SIGCONT)
    time.sleep(_BREATH_S)
    yield
    _signal(hall, signal.SIGSTOP)


def _signal(hall: Program, what: signal.Signals) -> None:
    assert hall.process is not None
    hall.process.send_signal(what)


def _press(bench: Bench) -> float:
    number = bench.next_number()
    time.sleep(_chance.uniform(*PAUSE_S))
    taken = bench.ear.await_after(shows_call(number), lambda: bench.press(Key.CALL))
    bench.start()
    return taken


def _between(name: str, turns: list[list[float]]) -> list[Figure]:
    """Between what the 99th of a hundred lies, by drawing turns again."""
    rng = np.random.Generator(np.random.PCG64(1))
    picks = rng.integers(0, len(turns), (_RESAMPLES, len(turns)))
    drawn = [np.quantile(np.concatenate([turns[at] for at in row]), 0.99) for row in picks]
    low, high = np.quantile(drawn, (0.025, 0.975)).tolist()
    return [
        Figure(what=f"{name}, p99, 95 % from", value=low * 1000, unit="ms"),
        Figure(what=f"{name}, p99, 95 % to", value=high * 1000, unit="ms"),
    ]


def _methods(bench: Bench) -> set[str]:
    """What the hall answers by."""
    queues = bench.http.get("/queue").json()["queues"]
    return {each["wait"]["method"] for each in queues if each.get("wait")}
