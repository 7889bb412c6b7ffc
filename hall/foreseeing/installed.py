"""Whether the `[forecast]` extra is installed, and getting its compiled parts ready.

The first start after an installation compiles for half a minute. That is done in a process of its
own, at low priority, so that no press waits for it; the machine code is kept on disk: beside the
program, or where its account may not write there, in the hall's own folder.
"""

import gc
import os
from collections.abc import Callable
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from hall.errors import HallError

NEEDED: Final = ("numpy", "numba")
_LOOK_S: Final = 0.2
_NICE: Final = 10
_CACHE: Final = "NUMBA_CACHE_DIR"
"""Where the compiler keeps machine code; it is read when the compiler is imported."""
_BESIDE: Final = Path(__file__).parents[1] / "forecast" / "engine"


class NotPrepared(HallError):
    """The engine could not be compiled here."""


def is_installed() -> bool:
    """Whether forecasts can be made here."""
    return all(find_spec(name) is not None for name in NEEDED)


def keep_machine_code_in(folder: Path, beside: Path = _BESIDE) -> None:
    """Name a folder for machine code, for an account that may not write beside the program.

    To be called before the engine is imported. What the operator has set stays.
    """
    kept = beside / "__pycache__"
    if not os.access(kept if kept.exists() else beside, os.W_OK):
        os.environ.setdefault(_CACHE, str(folder))


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
        raise NotPrepared(
            f"the engine could not be compiled (its process ended with {process.exitcode}); if no "
            f"folder may be written to, set {_CACHE} to one that may"
        )


def rehearse_here() -> None:
    """Load what is compiled; the collector of garbage never looks through the compiler again.

    Looking through its many objects stopped every thread for a quarter of a second.
    """
    from hall.forecast.engine.rehearsal import rehearse  # noqa: PLC0415 - it needs the extra

    rehearse()
    gc.freeze()


def compile_here() -> None:
    """Run a small hall through every compiled function, in this process."""
    os.nice(_NICE)
    rehearse_here()
