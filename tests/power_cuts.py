"""Cut the power under load many times: `make power-cuts`, or with `ARGS="CUTS SEED"`.

The hall is frozen in the middle of its work, the image of its disk is copied as it is at that
moment, and the copy is mounted as after a power cut: what was in memory alone is not there. Then
the hall on the copy is held against everything that anybody was told before the cut.
"""

import signal
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from hall.storage.verify import verify
from tests.fakes.disks import copied_disk, image_disk
from tests.fakes.history import Callers, History
from tests.fakes.program import Program, program

CUTS: Final = 50
KIOSKS: Final = 8
PATIENCE_S: Final = 300.0
"""How long a start may take on a machine that has other things to do."""
_UNDER_WAY_S: Final = 0.05
"""Answers that were sent before the cut may still be on their way to whoever asked."""


def cut_again_and_again(folder: Path, cuts: int, seed: int) -> tuple[History, list[str]]:
    """What people were told, and what was missing after any of the cuts."""
    chance = Random(seed)
    history, wrong = History(), list[str]()
    with image_disk(folder) as (image, disk), program(disk) as hall:
        hall.lift_limit()
        hall.starts_in_s = PATIENCE_S
        callers = Callers(hall, history, kiosks=KIOSKS, windows=2)
        callers.key = hall.start()["api_key"]
        with callers.at_work():
            for _ in range(cuts):
                time.sleep(chance.uniform(0.05, 0.6))
                wrong += _cut(hall, image, history)
        hall.stop()
        wrong += history.check(hall.recovered())
    return history, wrong


def _cut(hall: Program, image: Path, history: History) -> list[str]:
    """Freeze the hall, look at what is on its disk, and let it go on."""
    assert hall.process is not None
    hall.process.send_signal(signal.SIGSTOP)
    try:
        time.sleep(_UNDER_WAY_S)
        with copied_disk(image) as copy:
            after = Program(copy)
            return history.check(after.recovered()) + list(verify(after.store_url).findings)
    finally:
        hall.process.send_signal(signal.SIGCONT)


def main(cuts: int = CUTS, seed: int = 1) -> int:
    """Cut and check; the exit status says whether anything was lost."""
    with TemporaryDirectory(prefix="hall-power-") as folder:
        history, wrong = cut_again_and_again(Path(folder), cuts, seed)
    print(  # noqa: T201 - its report
        f"{cuts} power cuts, {len(history.numbers)} numbers and {len(history.called)} calls "
        f"acknowledged: " + ("; ".join(wrong) or "nothing lost, nothing twice")
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
