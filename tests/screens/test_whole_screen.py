"""A kiosk has no window manager: it takes the whole screen by itself, and keeps it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def bare_display() -> Iterator[str]:
    """An X server of 1080 by 1920 with nobody on it."""
    server = shutil.which("Xvfb")
    assert server is not None, "Xvfb is needed: the Debian package xvfb"
    read, write = os.pipe()
    command = [server, "-displayfd", str(write), "-screen", "0", "1080x1920x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as process:
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
        process.terminate()


def test_a_kiosk_takes_the_whole_screen_and_keeps_it(bare_display: str, tmp_path: Path) -> None:
    """Minimised, made small or closed, it comes back in its full size."""
    environment = {**os.environ, "DISPLAY": bare_display, "QT_QPA_PLATFORM": "xcb"}
    environment["QT_QUICK_BACKEND"] = "software"
    command = [sys.executable, "-m", "tests.screens.whole_screen", str(tmp_path)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=40, check=True
    )
    assert done.stdout.splitlines() == ["0 0 1080 1920 True"] * 2
