"""A device file of the machine as a link: a keyboard, a USB printer of the kernel's own driver.

What must not live here: serial ports (see `link`), what the bytes mean.
"""

import fcntl
import os
import select
import time
from collections.abc import Callable
from typing import Final

from devices.errors import LinkError, LinkStalled
from devices.link import CHUNK_BYTES

_GRAB: Final = 0x40044590
"""EVIOCGRAB of `linux/input.h`: what is typed comes to us alone, and not to the screen as well."""


def grab(file: int) -> None:
    """Have a keyboard for ourselves alone; raises `OSError`."""
    fcntl.ioctl(file, _GRAB, 1)


def share(_file: int) -> None:
    """What a file needs that nobody else reads."""


class FileLink:
    """A character device, opened for reading and writing."""

    def __init__(self, path: str, claim: Callable[[int], None] = share) -> None:
        self._path = path
        self._claim = claim
        self._file: int | None = None
        self._bell, self._ringer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def open(self) -> None:
        """Open the file; raises `LinkError`."""
        self.close()
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
            self._claim(self._file)
        except OSError as error:
            self.close()
            raise LinkError(f"{self._path} cannot be opened: {error}") from error

    def close(self) -> None:
        """Close the file."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def read(self, timeout_s: float) -> bytes:
        """What has come, after at most this time; raises `LinkError` when the device is gone."""
        file = self._opened()
        try:
            ready, _, _ = select.select([file, self._bell], [], [], timeout_s)
            if self._bell in ready:
                os.read(self._bell, CHUNK_BYTES)
            data = os.read(file, CHUNK_BYTES) if file in ready else b""
        except BlockingIOError:
            return b""
        except (OSError, ValueError) as error:
            raise LinkError(f"{self._path} cannot be read: {error}") from error
        if file in ready and not data:
            raise LinkError(f"{self._path} has ended")
        return data

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of it; raises `LinkStalled` when the device takes no more."""
        file, until_s = self._opened(), time.monotonic() + timeout_s
        try:
            while data:
                data = data[self._some(file, data, until_s - time.monotonic()) :]
        except (OSError, ValueError) as error:
            raise LinkError(f"{self._path} cannot be written: {error}") from error

    def _some(self, file: int, data: bytes, left_s: float) -> int:
        if left_s <= 0:
            raise LinkStalled(f"{self._path} takes no bytes")
        _, ready, _ = select.select([], [file], [], left_s)
        try:
            return os.write(file, data) if ready else 0
        except BlockingIOError:
            return 0

    def wake(self) -> None:
        """Make a waiting `read` return now."""
        try:
            os.write(self._ringer, b"!")
        except BlockingIOError:
            return  # it has been woken often enough already

    def _opened(self) -> int:
        if self._file is None:
            raise LinkError(f"{self._path} is not open")
        return self._file
