"""Measure the forecast: `make bench-forecast` prints tables and writes `build/bench-forecast.json`.

The real queue is measured where its file is named: an argument, or `BANK_DATA` in the environment.
Parts may be named too: costs, bank, crowded, moving.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.bench.disk import bare_table
from tests.bench.figures import Figure, table, write
from tests.bench.forecast import bank, costs, crowded, moving

BUILD: Final = Path("build")
PARTS: Final = ("costs", "bank", "crowded", "moving")


def measured(parts: tuple[str, ...], data: Path | None) -> Iterator[list[Figure]]:
    """Each part, one after the other."""
    if "costs" in parts:
        with TemporaryDirectory(prefix="bench-", dir=BUILD) as folder:
            place = Path(folder).absolute()
            with bare_table(place) as bare:
                yield from costs.measure(place, bare)
    if "bank" in parts and data is not None:
        yield bank.measure(data)
    if "crowded" in parts:
        yield crowded.measure()
    if "moving" in parts:
        yield from moving.measure()


def main(words: list[str], show: Callable[[str], object] = print) -> int:
    """Measure what is named, or all, and say it as it comes."""
    BUILD.mkdir(exist_ok=True)
    parts = tuple(word for word in words if word in PARTS) or PARTS
    named = [word for word in words if word not in PARTS] or [os.environ.get("BANK_DATA", "")]
    data = Path(named[0]) if named[0] else None
    if data is None and "bank" in parts:
        show("the real queue is left out: name its file, or set BANK_DATA")
    figures: list[Figure] = []
    for part in measured(parts, data):
        show(table(part))
        figures += part
    write(figures, BUILD / "bench-forecast.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
