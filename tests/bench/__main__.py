"""Measure the hall: `make bench` prints a table and writes `build/bench.json`."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.bench.browsers import measure as browsers
from tests.bench.choosing import measure as choosing
from tests.bench.disk import bare_table
from tests.bench.figures import Figure, table, write
from tests.bench.history import measure as history
from tests.bench.inside import measure as inside
from tests.bench.lines import measure as lines
from tests.bench.outside import measure as outside
from tests.bench.presses import measure as presses
from tests.bench.screens import measure as screens
from tests.bench.slowed import measure as slowed
from tests.bench.streams import measure as streams
from tests.bench.year_of_records import measure as year_of_records

BUILD: Final = Path("build")


def measured(folder: Path) -> Iterator[list[Figure]]:
    """Each part, one after the other."""
    with bare_table(folder) as bare:
        yield inside(folder, bare)
        yield outside(folder, bare)
        yield presses(folder, bare)
        yield streams(folder, bare)
    yield browsers(folder)
    yield lines(folder)
    yield slowed(folder)
    yield history(folder)
    yield year_of_records(folder)
    yield choosing()
    yield screens()


def main(show: Callable[[str], object] = print) -> int:
    """Measure all and say it as it comes."""
    BUILD.mkdir(exist_ok=True)
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="bench-", dir=BUILD) as folder:
        for part in measured(Path(folder).absolute()):
            show(table(part))
            figures += part
    write(figures, BUILD / "bench.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
