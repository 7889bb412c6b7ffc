"""Kill the hall under load many times: `make soak`, or `python -m tests.soak KILLS SEED`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hall.storage.verify import verify
from tests.fakes.history import kill_again_and_again
from tests.fakes.program import program

KILLS: Final = 200
PATIENCE_S: Final = 300.0
"""How long a start may take on a machine that has other things to do."""


def main(kills: int = KILLS, seed: int = 1) -> int:
    """Kill and check; the exit status says whether anything was lost."""
    with TemporaryDirectory(prefix="hall-soak-") as folder, program(Path(folder)) as hall:
        hall.starts_in_s = PATIENCE_S
        history = kill_again_and_again(hall, kills, seed)
        wrong = history.check(hall.recovered()) + verify(hall.store_url).findings
    print(  # noqa: T201 - its report
        f"{kills} kills, {len(history.numbers)} numbers and {len(history.called)} calls "
        f"acknowledged, {history.unanswered} requests repeated, "
        f"{dict(history.refused) or 'nobody'} refused: "
        + ("; ".join(wrong) or "nothing lost, nothing twice")
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
