"""What a screen program settles before Qt is loaded: its window, and that there is a display.

What must not live here: Qt; it is an optional extra, and its absence is told in words.
"""

import os
import re
import sys
from collections.abc import Mapping
from typing import Final

from hall.errors import ConfigError

QT_IS_MISSING: Final = (
    "Qt is not installed or cannot be loaded: {error}; "
    "install the extra: pip install 'service-hall[screens]'"
)
_SIZE: Final = re.compile(r"(\d{3,5})x(\d{3,5})")


def parse_size(text: str | None) -> tuple[int, int] | None:
    """Read `WIDTHxHEIGHT` in pixels, None is full-screen; raises `ConfigError`."""
    if text is None:
        return None
    size = _SIZE.fullmatch(text)
    if size is None:
        raise ConfigError(f"--window {text!r}: expected WIDTHxHEIGHT, such as 540x960")
    return int(size[1]), int(size[2])


def check_display(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> None:
    """Raise `ConfigError` where Qt would end the program for want of a display."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if platform == "linux" and not any(environment.get(name) for name in named):
        raise ConfigError("no display: DISPLAY and WAYLAND_DISPLAY are not set")
