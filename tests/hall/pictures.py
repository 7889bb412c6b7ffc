"""Writes pictures of the virtual hall: `python -m tests.hall.pictures [FOLDER]`."""

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import ViewportSize

from tests.fakes.demo import running
from tests.fakes.waiting import until
from tests.web.browser import chromium, opened

SIZES: Final[dict[str, ViewportSize]] = {
    "virtual-hall": {"width": 1920, "height": 1080},
    "virtual-hall-small": {"width": 1366, "height": 768},
}
_SETTLES_MS: Final = 9_000


def main(folder: Path) -> None:
    """A Monday morning, when business registration overflows, at both sizes."""
    options = ("--scenario", "monday_1010", "--seed", "4", "--speed", "30")
    with tempfile.TemporaryDirectory() as data, running(Path(data), *options) as demo:
        until(lambda: demo.get("queue")["ended"] >= 14, "the hall is in full swing", 60)
        for name, size in SIZES.items():
            with chromium() as browser, opened(browser, size) as page:
                page.goto(demo.ready["page"])
                page.wait_for_timeout(_SETTLES_MS)
                page.screenshot(path=folder / f"{name}.png")
        demo.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "hall/docs/pictures"))
