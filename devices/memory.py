"""Which prints were begun and how they ended, kept over a restart of the gateway.

The hall repeats a command until it is answered. Without this memory a gateway that dies while it
prints would print the same ticket again. What must not live here: printing.
"""

import os
from collections import OrderedDict
from pathlib import Path
from typing import Final

from hall.bus.messages import AnswerOutcome

KEPT: Final = 500
_BEGUN: Final = "begun"


class PrintMemory:
    """A file of one line for each step of a print; written through to the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: OrderedDict[str, str] = OrderedDict()
        for line in _lines(path):
            command, _, step = line.partition(" ")
            self._known[command] = step
        self._rewrite()

    def begun(self, command: str) -> None:
        """A print is about to begin; raises `OSError` when that cannot be noted."""
        self._note(command, _BEGUN)

    def ended(self, command: str, outcome: AnswerOutcome) -> None:
        """A print has ended."""
        self._note(command, outcome.value)

    def outcome(self, command: str) -> AnswerOutcome | None:
        """How a print ended; unconfirmed when the gateway died over it; None when never begun."""
        step = self._known.get(command)
        if step is None:
            return None
        return AnswerOutcome.UNCONFIRMED if step == _BEGUN else AnswerOutcome(step)

    def _note(self, command: str, step: str) -> None:
        self._known[command] = step
        self._known.move_to_end(command)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{command} {step}\n")
            file.flush()
            os.fsync(file.fileno())

    def _rewrite(self) -> None:
        """Keep the file short: one line for each of the last prints."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        kept = list(self._known.items())[-KEPT:]
        fresh = self._path.with_suffix(".fresh")
        fresh.write_text("".join(f"{each} {step}\n" for each, step in kept), encoding="utf-8")
        fresh.replace(self._path)


def _lines(path: Path) -> list[str]:
    """Whole lines alone: the last one may have been cut off by a crash."""
    if not path.exists():
        return []
    *whole, _ = path.read_text(encoding="utf-8").split("\n")
    steps = {_BEGUN, *AnswerOutcome}
    return [line for line in whole if line.partition(" ")[2] in steps]
