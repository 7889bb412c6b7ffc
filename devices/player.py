"""A loudspeaker as a line: there is one where the program that plays is installed.

What must not live here: what is said (see `sounder`).
"""

import logging
import shutil
import subprocess
import threading
from collections.abc import Sequence
from typing import Final

from devices.errors import DeviceFault, LinkError
from devices.troubles import NO_SOUND

log = logging.getLogger(__name__)

MOST_S: Final = 20.0
"""No call takes longer; a program that hangs is ended."""


class PlayerLink:
    """The program that plays sound, between open and close; it carries no bytes."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._woken = threading.Event()

    def open(self) -> None:
        """Look for the program; raises `LinkError` where it is missing."""
        if shutil.which(self._program) is None:
            raise LinkError(f"{self._program} is not installed")

    def close(self) -> None:
        """Nothing is held."""

    def read(self, timeout_s: float) -> bytes:
        """Nothing ever comes; raises `LinkError` when the program has gone."""
        self._woken.wait(timeout_s)
        self._woken.clear()
        self.open()
        return b""

    def write(self, data: bytes, timeout_s: float) -> None:
        """A loudspeaker takes no bytes."""
        raise LinkError(f"{len(data)} bytes for a loudspeaker within {timeout_s} s")

    def wake(self) -> None:
        """Make a waiting `read` return now."""
        self._woken.set()


def play(command: Sequence[str]) -> None:
    """Run a program that makes sound, to its end; raises `DeviceFault`."""
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=MOST_S)  # noqa: S603 - the hall's own settings
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("%s: %s", command[0], error)
        raise DeviceFault(NO_SOUND.code, NO_SOUND.text) from error
