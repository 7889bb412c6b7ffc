"""Plays whole days for as many seeds as wanted: `python -m tests.core.soak DAYS [FIRST_SEED]`."""

import sys
import time

from tests.core.hall_days import HallDay

LAST_STEPS = 40


def played(seed: int) -> HallDay:
    """A day that is over and checked; a fault carries the seed and the last steps with it."""
    day = HallDay(seed)
    try:
        day.play().check()
    except Exception as fault:
        steps = "\n".join(day.trace[-LAST_STEPS:])
        again = f"make soak-rules DAYS=1 FIRST={seed}"
        fault.add_note(
            f"seed {seed}, after {len(day.trace)} steps; the same again: {again}\n{steps}"
        )
        raise
    return day


def main(days: int, first: int) -> None:
    """Play days from a first seed on; the first that fails ends it with its trace."""
    visits, began_s = 0, time.monotonic()
    for seed in range(first, first + days):
        visits += played(seed).visits
    took_s = time.monotonic() - began_s
    sys.stdout.write(f"{days} hall-days, {visits} visits, no fault, {took_s:.0f} s\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
