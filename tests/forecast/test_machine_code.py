"""Where the compiled engine is kept: an account without rights beside the program has forecasts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hall.foreseeing.installed import keep_machine_code_in

CACHE = "NUMBA_CACHE_DIR"
SAY = """
from pathlib import Path
from hall.foreseeing.installed import keep_machine_code_in
keep_machine_code_in(Path("/var/lib/hall"), Path("/proc/nowhere"))
from numba.core import config
print(config.CACHE_DIR)
"""


@pytest.mark.parametrize("operators", [None, "/var/cache/hall"])
def test_the_hall_s_folder_is_for_who_may_not_write_beside_the_program(
    operators: str | None,
) -> None:
    """The compiler takes it, unless the operator has named another."""
    environment = {name: value for name, value in os.environ.items() if name != CACHE}
    if operators:
        environment[CACHE] = operators
    said = subprocess.run(
        [sys.executable, "-c", SAY], env=environment, check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == (operators or "/var/lib/hall")


def test_beside_the_program_is_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the installation has compiled is used."""
    monkeypatch.delenv(CACHE, raising=False)
    keep_machine_code_in(Path("/var/lib/hall"), tmp_path)
    assert CACHE not in os.environ
