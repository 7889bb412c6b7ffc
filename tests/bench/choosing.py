"""What a call and a number cost the rules, with few and with many people waiting."""

import time
from datetime import timedelta
from typing import Final

from hall.core import commands as c
from hall.core.apply import apply_all
from hall.core.decide import decide
from hall.core.hall import Hall
from hall.core.settings import Settings
from tests.bench.figures import Figure, middle
from tests.core.build import START, opening

FEW: Final = 10
MANY: Final = 10_000
TIMES: Final = 300


def crowded(waiting: int) -> Hall:
    """The small hall with so many waiting."""
    hall = Hall()
    hall = apply_all(hall, decide(hall, opening(settings=Settings(daily_maximum=99_999)), START))
    hall = apply_all(hall, decide(hall, c.OpenWindow(window=1, clerk="ann"), START))
    for each in range(waiting):
        hall = apply_all(hall, decide(hall, _number(each), START + timedelta(seconds=each)))
    return hall


def _number(each: int) -> c.IssueNumber:
    return c.IssueNumber(visit=f"v{each}", token=f"t{each}", matter="SS01")


def cost_s(hall: Hall, command: c.Command) -> float:
    """How long one command takes, decided and applied; the hall itself is not changed."""
    now = START + timedelta(hours=3)
    taken = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        apply_all(hall, decide(hall, command, now))
        taken.append(time.perf_counter() - begin)
    return middle(taken)


def measure() -> list[Figure]:
    """The middle of many, and how much more it is with a thousand times the people."""
    few, many = crowded(FEW), crowded(MANY)
    figures = []
    for what, command in (("a call", c.CallNext(window=1)), ("a number", _number(MANY))):
        little, much = cost_s(few, command), cost_s(many, command)
        figures += [
            Figure(what=f"{what} with {FEW} waiting", value=little * 1e6, unit="µs"),
            Figure(
                what=f"{what} with {MANY} waiting",
                value=much * 1e6,
                unit="µs",
                ratio=much / little,
                against=f"with {FEW}",
            ),
        ]
    return figures
