"""Looks whether a database is asked on an event loop's thread, which then waits for the disk."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_stack
from typing import Any, Final

from sqlalchemy import Engine, event

_HALL: Final = str(Path(__file__).parents[2] / "hall")
_BETWEEN: Final = ("/sqlalchemy/", f"{_HALL}/storage/", __file__, "/contextlib.py")
"""Who only passes a question on."""


def _asker() -> str | None:
    """Where in the hall the question comes from; None for a test's own."""
    for frame, line in walk_stack(None):
        file = frame.f_code.co_filename
        if not any(part in file for part in _BETWEEN):
            return f"{file}:{line}" if file.startswith(_HALL) else None
    return None


@contextmanager
def nothing_is_asked_on_a_loop() -> Iterator[None]:
    """Fails at the end of the block when the hall has asked a database on a loop's thread."""
    asked: set[str] = set()

    def look(*_facts: Any) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return
        if asker := _asker():
            asked.add(asker)

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", look)
    assert not asked, f"the loop waited for the disk at {sorted(asked)}"
