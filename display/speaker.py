"""Runs programs that make sound, one after the other; what they say is others' business."""

import logging
import shutil
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

log = logging.getLogger(__name__)

LIMIT_S: Final = 45.0
"""A program that takes longer hangs: its sound device does not take what it is given."""


def first_installed(programs: Iterable[str]) -> str | None:
    """The first of some programs that this machine has."""
    return next(filter(None, map(shutil.which, programs)), None)


class Speaker(QObject):
    """One loudspeaker."""

    done = Signal()
    """Every program has ended well."""
    broken = Signal()
    """One has not; those after it are left out."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        super().__init__()
        self._left: list[Sequence[str]] = []
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._limit = QTimer(self, interval=round(limit_s * 1000), singleShot=True)
        self._limit.timeout.connect(self._hangs)

    def run(self, commands: Iterable[Sequence[str]]) -> None:
        """Begin with the first; `done` or `broken` follows."""
        self._left = list(commands)
        self._next()

    def hush(self) -> None:
        """Fall silent at once; nothing is told."""
        self._left = []
        self._limit.stop()
        blocked = self._process.blockSignals(True)  # noqa: FBT003 - Qt's argument
        self._process.kill()
        self._process.waitForFinished()
        self._process.blockSignals(blocked)

    def _next(self) -> None:
        program, *arguments = self._left.pop(0)
        self._process.start(program, arguments)
        self._limit.start()

    def _hangs(self) -> None:
        log.warning("%s hangs", self._process.program())
        self.hush()
        self.broken.emit()

    def _finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        self._limit.stop()
        if code != 0:
            log.warning("%s ended with %d", self._process.program(), code)
            self.broken.emit()
        elif self._left:
            self._next()
        else:
            self.done.emit()

    def _failed(self, error: QProcess.ProcessError) -> None:
        log.warning("%s: %s", self._process.program(), error.name)
        if error is QProcess.ProcessError.FailedToStart:
            self._limit.stop()
            self.broken.emit()
