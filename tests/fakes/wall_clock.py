"""A wall clock that a test sets as it likes, for a program of its own."""

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

MISSING: Final = "libfaketime is missing: apt install libfaketime"
_LIBRARY: Final = "lib/*/faketime/libfaketimeMT.so.1"


def library() -> Path:
    """What is loaded into the program; without it the test fails and says what to install."""
    found = sorted(Path("/usr").glob(_LIBRARY))
    return found[0] if found else pytest.fail(MISSING)


@dataclass(frozen=True)
class WallClock:
    """The clock that programs with its environment read; the machine's monotonic one goes on.

    Such a program cannot wait with `time.sleep`, as the embedded broker's package does: the library
    answers it with an error. A hall that uses another broker never does.
    """

    file: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs in its environment to read this clock."""
        return {
            "LD_PRELOAD": str(library()),
            "DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "TZ": "UTC",
        }

    def stand_at(self, moment: datetime) -> None:
        """Show one moment, however long it takes."""
        self._set(f"{moment:%Y-%m-%d %H:%M:%S}")

    def go_from(self, moment: datetime) -> None:
        """Show a moment now, and go on from it."""
        self._set(f"{moment.timestamp() - time.time():+.0f}")

    def _set(self, said: str) -> None:
        part = self.file.with_suffix(".part")
        part.write_text(f"{said}\n", encoding="ascii")
        part.replace(self.file)
