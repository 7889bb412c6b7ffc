"""What Alpha and BetaBrite signs are told; they answer nothing.

A sign keeps its text for ever, so that it is told to show nothing when nobody stands by what it
shows; when its line is dead it cannot be. What must not live here: transmissions (see the codec),
turns on the line (see `panels`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from devices.codecs.alpha import Mode, ShowPriority
from devices.panels import BasePanel, Manners, Verdict

_NOT_PRINTABLE: Final = re.compile(r"[^\x20-\x7e]+")


@dataclass(slots=True, kw_only=True)
class AlphaPanel(BasePanel):
    """A sign; `characters` is what it can show without scrolling."""

    characters: int = 14
    checked: bool = False


class Alpha:
    """The dialect of one line of signs."""

    manners: Final = Manners(reply_s=0, blinks=True)
    errors: Final = 0

    def ask(self, _panel: AlphaPanel) -> bytes:
        """A sign answers no question that a line of several could bear."""
        return b""

    def show(self, panel: AlphaPanel, text: str, *, blink: bool) -> bytes:
        """The text as far as ASCII has it."""
        return ShowPriority(
            address=panel.address,
            text=plain(text)[: panel.characters],
            mode=Mode.FLASH if blink else Mode.HOLD,
            checked=panel.checked,
        ).to_bytes()

    def can_blink(self, _panel: AlphaPanel) -> bool:
        """Every sign can flash."""
        return True

    def hear(self, _data: bytes) -> Iterable[tuple[int, Verdict]]:
        """Nothing is an answer."""
        return ()


def plain(text: str) -> str:
    """What ASCII has of a text; Chinese characters leave no trace."""
    return " ".join(_NOT_PRINTABLE.sub(" ", text).split())
