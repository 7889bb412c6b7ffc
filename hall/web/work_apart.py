"""Work that takes long, in a process of its own, which ends with whoever waits for it.

A hall that stops waits for no such work: it is done again after the next start. What must not live
here: what the work is.
"""

import asyncio
import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final, Generic, TypeVar

from hall.errors import HallError

T = TypeVar("T")
_NICE: Final = 15
"""The hall comes first."""


async def in_a_process(work: Callable[..., T], *arguments: Any) -> T:
    """Do some work of a module's own; raises `HallError` when it failed, as the log says then."""
    job = _Job(work, arguments)
    try:
        return await asyncio.to_thread(job.outcome)
    finally:
        job.end()


class _Job(Generic[T]):
    """One process; the loop may end it at any time, also while a thread is starting it."""

    def __init__(self, work: Callable[..., T], arguments: tuple[Any, ...]) -> None:
        context = get_context("spawn")
        self._ours, self._theirs = context.Pipe(duplex=False)
        words = (self._theirs, work, arguments)
        self._process = context.Process(target=_report, args=words, daemon=True)
        self._is_over = False

    def outcome(self) -> T:
        """Start it and wait, on a thread: handing over a catalogue takes a while."""
        self._process.start()
        self._theirs.close()
        if self._is_over:
            self._process.kill()
        try:
            told: T = self._ours.recv()
        except EOFError as error:
            self._process.join()
            status = self._process.exitcode
            raise HallError(f"{self._process.name} ended with status {status}") from error
        finally:
            self._ours.close()
        self._process.join()
        return told

    def end(self) -> None:
        """Wait no longer for it."""
        self._is_over = True
        if self._process.pid is not None:
            self._process.kill()


def _report(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    os.nice(_NICE)
    pipe.send(work(*arguments))
