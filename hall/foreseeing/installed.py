"""Whether the `[forecast]` extra is installed, and getting its compiled parts ready.

The first start after an installation compiles for half a minute. That is done in a process of its
own, at low priority, so that no press waits for it; the machine code is kept on disk.
"""

import os
from collections.abc import Callable
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Final

from hall.errors import HallError

NEEDED: Final = ("numpy", "numba")
_LOOK_S: Final = 0.2
_NICE: Final = 10


class NotPrepared(HallError):
    """The engine could not be compiled here."""


def is_installed() -> bool:
    """Whether forecasts can be made here."""
    return all(find_spec(name) is not None for name in NEEDED)


def prepare(given_up: Callable[[], bool] = lambda: False) -> None:
    """Compile what is not compiled yet, in another process; raises `NotPrepared`.

    It is asked now and then whether that is still wanted.
    """
    process = get_context("spawn").Process(target=compile_here, name="compiling", daemon=True)
    process.start()
    while process.is_alive() and not given_up():
        process.join(_LOOK_S)
    process.terminate()
    process.join()
    if process.exitcode != 0:
        raise NotPrepared(f"the compiling process ended with {process.exitcode}")


def compile_here() -> None:
    """Run a small hall through every compiled function, in this process."""
    os.nice(_NICE)
    from hall.forecast.engine.rehearsal import rehearse  # noqa: PLC0415 - it needs the extra

    rehearse()
