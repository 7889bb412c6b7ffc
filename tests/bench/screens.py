"""The figures of kiosk and board, from a process of their own: Qt stays out of the others'."""

import json
import os
import subprocess
import sys

from tests.bench.figures import Figure


def measure() -> list[Figure]:
    """What a touch takes, and what eight hours add to the memory."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.screens_day"],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return [Figure(**each) for each in json.loads(done.stdout)]
