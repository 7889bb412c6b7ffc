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
_LOOKS: Final = (4_000, 1, 100)
"""How many new objects the collector lets come before it looks at them, after how many such looks
it looks once more at what lived, and after how many of those at everything. A look keeps everybody
waiting for about 0.3 ms for each 1,000 objects, and most of what a hall makes lives until its day
ends, so that it is in vain: 20,000 at once were 10 ms, 5 times in 10,000 numbers. At 700, as it is
else, there would be so many that a full look, 20 ms and growing, came every second."""


def keep_steady() -> None:
    """Leave what was made by now to the end of the process, and look briefly at what comes."""
    sys.setswitchinterval(_TURN_S)
    gc.set_threshold(*_LOOKS)
    gc.collect()
    gc.freeze()
