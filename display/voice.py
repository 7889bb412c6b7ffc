"""The board's loudspeaker: plays the chime and speaks, through programs of the machine.

A call counts as spoken only when both programs have ended well. What must not live here: what is
said and in which order (see `speech`).
"""

import logging
import shutil
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess, Signal

from display.chime import chime
from display.config import VoiceSettings
from display.speech import Saying
from hall.bus.messages import Language, Text

log = logging.getLogger(__name__)

_VOICES: Final[dict[Language, str]] = {"zh": "cmn-latn-pinyin", "en": "en-gb"}
_WORDS_A_MINUTE: Final = "150"
OFF: Final[Text] = ("声音已关", "The voice is switched off")
NO_PLAYER: Final[Text] = ("没有放音程序", "No program to play sound")
NO_SPEAKER: Final[Text] = ("只响了提示音，没有语音程序", "Chime only: no program to speak")
BROKEN: Final[Text] = ("放音失败", "The sound could not be played")


class Voice(QObject):
    """Says one call at a time, and tells when it is over."""

    ended = Signal(object)
    """None when it was spoken, else why not, as a `Text`."""

    def __init__(self, settings: VoiceSettings) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="hall-board-")
        self._chime = Path(self._folder.name) / "chime.wav"
        self._chime.write_bytes(chime())
        self._on = settings.on
        self._player = next(filter(None, map(shutil.which, settings.players)), None)
        self._speaker = shutil.which(settings.speaker)
        self._left: list[list[str]] = []
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    def say(self, what: Saying) -> None:
        """Begin; `ended` follows, at once where nothing can be heard at all."""
        failure = OFF if not self._on else NO_PLAYER if self._player is None else None
        if failure is not None or self._player is None:
            self.ended.emit(failure)
            return
        self._left = [[self._player, str(self._chime)]]
        if self._speaker is not None:
            voice = _VOICES[what.language]
            self._left.append([self._speaker, "-v", voice, "-s", _WORDS_A_MINUTE, what.spoken])
        self._next()

    def close(self) -> None:
        """Fall silent."""
        self._left = []
        self._process.blockSignals(True)  # noqa: FBT003 - Qt's argument
        self._process.kill()
        self._process.waitForFinished()
        self._folder.cleanup()

    def _next(self) -> None:
        program, *arguments = self._left.pop(0)
        self._process.start(program, arguments)

    def _finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        if code != 0:
            log.warning("%s ended with %d", self._process.program(), code)
            self.ended.emit(BROKEN)
        elif self._left:
            self._next()
        else:
            self.ended.emit(None if self._speaker else NO_SPEAKER)

    def _failed(self, error: QProcess.ProcessError) -> None:
        log.warning("%s: %s", self._process.program(), error.name)
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(BROKEN)
