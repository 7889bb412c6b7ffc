"""What programs that act by themselves are called where people read who did something.

What must not live here: people's names, and what programs may do.
"""

from collections.abc import Callable
from typing import Final

from hall.bulletins.layout import told
from hall.catalogue.text import Language, Text

_NAMES: Final = {"adviser": Text("调窗建议（自动调）", "Adviser (automatic)")}
"""The adviser acts by itself in automatic mode alone; what somebody agreed to is theirs."""


def name_of(
    by: str, language: Language, *, program: bool, called: Callable[[str], str] = str
) -> str:
    """A program's name, or what whoever else did it is `called`."""
    known = _NAMES.get(by) if program else None
    return told(known, language) if known else called(by)
