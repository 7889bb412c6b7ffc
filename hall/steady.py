"""How the interpreter is set for a program that must keep nobody waiting.

What must not live here: anything of the hall. It holds for the whole process, from the end of its
start on.
"""

import gc
import sys
from typing import Final

_TURN_S: Final = 0.0005
"""How long a busy thread keeps the interpreter from the others; it is 5 ms else. What a press
brings is sent by the bus's thread, while the writer already makes the views. A shorter turn makes
smaller batches: 0.2 ms cost a tenth of the numbers at 64 callers, and no panel was told sooner."""
_YOUNG: Final = 500_000
"""New objects before the collector looks at them by itself, and keeps everybody waiting for some
150 ms. So many come together only where thousands of numbers a second leave no rest for seconds."""
_FEW: Final = 500
"""So few new objects are not worth a look."""
_SELDOM: Final = 500
"""Looks at what is older before one at everything: one in an hour or so."""


def keep_steady() -> None:
    """Leave what was made by now to the end of the process, and look seldom at what comes."""
    sys.setswitchinterval(_TURN_S)
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    gc.collect()
    gc.freeze()


def tidy() -> None:
    """Let the collector look at what is new; to be called when nobody waits for anything.

    A look takes 0.3 ms for a thousand new objects, and nobody is served meanwhile.
    """
    young, middle, old = gc.get_count()
    if young < _FEW:
        return
    oldest = 1 if middle > gc.get_threshold()[1] else 0
    gc.collect(2 if oldest and old > _SELDOM else oldest)
