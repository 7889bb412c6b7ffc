"""The figures of kiosk and board, from processes of their own: Qt stays out of the others'."""

import json
import os
import subprocess
import sys

from tests.bench.figures import Figure


def measure() -> list[Figure]:
    """What a touch takes, on a running hall and alone, and what eight hours add to the memory."""
    return [*_figures_of("tests.bench.touches"), *_figures_of("tests.bench.screens_day")]


def _figures_of(module: str) -> list[Figure]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    done = subprocess.run(
        [sys.executable, "-m", module],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return [Figure(**each) for each in json.loads(done.stdout)]
