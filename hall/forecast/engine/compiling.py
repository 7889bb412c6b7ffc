"""Compiles functions over numbers and arrays, where numba is installed; else leaves them be.

Compiled functions release the interpreter lock and are kept on disk, so that only the first start
after an installation waits for the compiler.
"""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, Final, TypeVar, cast

COMPILES: Final = find_spec("numba") is not None
"""Whether functions run as machine code."""

if COMPILES:
    import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function as machine code, compiled when it is first called."""
    if not COMPILES:
        return function
    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
