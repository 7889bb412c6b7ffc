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
_YOUNG: Final = 20_000
"""New objects before the collector looks at them. It is 700 else: a batch of orders makes more, all
of which live until it is committed, so that each look is in vain and costs the next one more. A
look at 4,000 would keep everybody waiting for 2 ms at most, and not for 7; but 99 of 100 numbers of
16 callers then took up to 5.4 ms, and not 2.5."""


def keep_steady() -> None:
    """Leave what was made by now to the end of the process, and look seldom at what comes."""
    sys.setswitchinterval(_TURN_S)
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    gc.collect()
    gc.freeze()
