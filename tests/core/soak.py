"""Plays whole days for as many seeds as wanted: `python -m tests.core.soak DAYS [FIRST_SEED]`."""

import sys

from tests.core.hall_days import HallDay

LAST_STEPS = 40


def played(seed: int) -> HallDay:
    """A day that is over and checked; a fault carries the seed and the last steps with it."""
    day = HallDay(seed)
    try:
        day.play().check()
    except Exception as fault:
        steps = "\n".join(day.trace[-LAST_STEPS:])
        fault.add_note(f"seed {seed}, after {len(day.trace)} steps, the last being:\n{steps}")
        raise
    return day


def main(days: int, first: int) -> None:
    """Play days from a first seed on; the first that fails ends it with its trace."""
    visits = 0
    for seed in range(first, first + days):
        visits += played(seed).hall.order
    sys.stdout.write(f"{days} hall-days, {visits} visits, no fault\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
