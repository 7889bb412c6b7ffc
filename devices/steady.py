"""How the interpreter is set for a gateway, in which a line must not wait for the bus.

What must not live here: anything of devices. It holds for the whole process, from the end of its
start on.
"""

import gc
import sys
from typing import Final

_TURN_S: Final = 0.0001
"""How long a busy thread keeps the interpreter from the others; it is 5 ms else. After a call come
more messages: the panel's line writes the number while the bus's thread reads them."""


def keep_steady() -> None:
    """Give each line its turn soon, and leave what was made by now to the end of the process."""
    sys.setswitchinterval(_TURN_S)
    gc.collect()
    gc.freeze()
