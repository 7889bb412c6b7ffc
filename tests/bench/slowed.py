"""The same numbers in one process while every flush of the disk takes two milliseconds longer.

So it goes on a busy or simple disk; what is shared by a batch counts there. Runs itself beneath
`strace`, which delays the flushes of both sides alike.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tests.bench.disk import bare_table
from tests.bench.figures import Figure
from tests.bench.inside import CALLERS
from tests.bench.inside import measure as inside

_DELAY_US: Final = 2_000
_STRACE: Final = (
    "--follow-forks", "--seccomp-bpf", "--quiet=all", "--output=/dev/null",
    "--trace=fsync,fdatasync", f"--inject=fsync,fdatasync:delay_enter={_DELAY_US}",
)  # fmt: skip


def measure(folder: Path) -> list[Figure]:
    """The most callers at once, against single-row commits; nothing without strace."""
    strace = shutil.which("strace")
    if strace is None:
        return []
    words = [strace, *_STRACE, sys.executable, "-m", "tests.bench.slowed", str(folder)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return [Figure(**each) for each in json.loads(said)]


def main(folder: Path) -> int:
    """What the slowed process does, as JSON."""
    with bare_table(folder) as bare:
        figures = inside(folder, bare, CALLERS[-1:])
    named = [asdict(each) | {"what": f"flushes 2 ms slower: {each.what}"} for each in figures]
    sys.stdout.write(json.dumps(named))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
