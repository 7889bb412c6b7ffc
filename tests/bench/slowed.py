"""The same numbers in one process while every flush of the disk takes some time longer.

With 0.03 ms more a bare commit takes about 0.2 ms, as on a disk that is quick but not the quickest;
with 2 ms more, as on a busy or simple one. What is shared by a batch counts there. Runs itself
beneath `strace`, which delays the flushes of both sides alike.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tests.bench.disk import bare_table
from tests.bench.figures import Figure
from tests.bench.inside import CALLERS
from tests.bench.inside import measure as inside

_DELAYS_US: Final = (30, 2_000)
_FLUSHES: Final = "fsync,fdatasync"
_STRACE: Final = (
    "--follow-forks", "--seccomp-bpf", "--quiet=all", "--output=/dev/null", f"--trace={_FLUSHES}",
)  # fmt: skip


def measure(folder: Path) -> list[Figure]:
    """The most callers at once, against single-row commits; nothing without strace."""
    strace = shutil.which("strace")
    if strace is None:
        return []
    return [each for delay_us in _DELAYS_US for each in _slowed(strace, folder, delay_us)]


def _slowed(strace: str, folder: Path, delay_us: int) -> Iterator[Figure]:
    place = folder / f"slowed-{delay_us}"
    place.mkdir()
    delayed = f"--inject={_FLUSHES}:delay_enter={delay_us}"
    words = [strace, *_STRACE, delayed, sys.executable, "-m", "tests.bench.slowed", str(place)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    for each in json.loads(said):
        what = f"flushes {delay_us / 1000:g} ms slower: {each['what']}"
        yield Figure(**(each | {"what": what}))


def main(folder: Path) -> int:
    """What the slowed process does, as JSON."""
    with bare_table(folder) as bare:
        figures = inside(folder, bare, CALLERS[-1:])
    sys.stdout.write(json.dumps([asdict(each) for each in figures]))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
