"""Compiles functions over numbers and arrays, where numba is installed; else leaves them be.

Compiled functions release the interpreter lock and are kept on disk, so that only the first start
after an installation waits for the compiler. What is kept is by the sources of the whole engine:
numba itself looks only at the file of a function, not at those of the functions that it calls, and
would go on with the old rules after an update.
"""

from collections.abc import Callable
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, TypeVar, cast

COMPILES: Final = find_spec("numba") is not None
"""Whether functions run as machine code."""


def sources_mark(folder: Path) -> str:
    """By which the sources of a folder are told from any others."""
    sources = sorted(folder.glob("*.py"))
    return sha256(b"\0".join(each.read_bytes() for each in sources)).hexdigest()[:16]


if COMPILES:
    import numba

    _HERE: Final = Path(__file__).parent
    _CONFIG: Final[Any] = numba.config
    _KEPT: Final = Path(_CONFIG.CACHE_DIR or _HERE / "__pycache__")
    _CONFIG.CACHE_DIR = str(_KEPT / sources_mark(_HERE))

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function as machine code, compiled when it is first called."""
    if not COMPILES:
        return function
    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
