"""Folders that programs hold, and what becomes of those whose program was killed."""

import os
import subprocess
import sys
from pathlib import Path

from hall.bus.held_folder import HeldFolder

LONG_AGO = (0, 0)


def test_what_a_killed_program_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    """Not what a running one holds, what is only just made, or what is called otherwise."""
    held = HeldFolder("hall-x-", tmp_path)
    (left, new, other) = (tmp_path / each for each in ("hall-x-left", "hall-x-new", "hall-y-left"))
    for folder in (left, new, other):
        folder.mkdir()
        (folder / "broker.toml").touch()
    for folder in (left, other, held.path):
        os.utime(folder, LONG_AGO)
    mine = HeldFolder("hall-x-", tmp_path)
    assert not left.exists()
    assert {*tmp_path.iterdir()} == {held.path, mine.path, new, other}
    for each in (held, mine):
        each.give_up()
    assert {*tmp_path.iterdir()} == {new, other}


def test_a_folder_whose_program_died_is_free_for_the_next(tmp_path: Path) -> None:
    """Its lock has died with it."""
    held = f"HeldFolder('hall-x-', Path({str(tmp_path)!r}))"
    program = f"from pathlib import Path; from hall.bus.held_folder import HeldFolder; {held}"
    subprocess.run([sys.executable, "-c", program], check=True)
    (left,) = tmp_path.iterdir()
    os.utime(left, LONG_AGO)
    mine = HeldFolder("hall-x-", tmp_path)
    assert [*tmp_path.iterdir()] == [mine.path]
    mine.give_up()
