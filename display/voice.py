"""The board's loudspeaker: the chime, then the hall's own recorded voice.

What the hall has not recorded is spoken by a program only where its configuration allows it, and
is told apart in the answer; else the chime is all that is heard. What must not live here: what is
said and in which order (see `speech`).
"""

import logging
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from display.chime import chime
from display.clips import BETWEEN_S, PAUSE_S, clips_for, joined
from display.config import VoiceSettings
from display.speaker import Speaker, first_installed
from display.speech import Saying
from hall.bus.messages import Language, Speak, Text

log = logging.getLogger(__name__)

_VOICES: Final[dict[Language, str]] = {"zh": "cmn-latn-pinyin", "en": "en-gb"}
_WORDS_A_MINUTE: Final = "150"
OFF: Final[Text] = ("声音已关", "The voice is switched off")
NO_PLAYER: Final[Text] = ("没有放音程序", "No program to play sound")
NO_VOICE: Final[Text] = ("只响了提示音，本厅没有录音", "Chime only: the hall has no recorded voice")
NO_SPEAKER: Final[Text] = ("只响了提示音，没有语音程序", "Chime only: no program to speak")
BROKEN: Final[Text] = ("放音失败", "The sound could not be played")
SYNTHETIC: Final[Text] = ("电脑合成语音", "Synthetic voice")


@dataclass(frozen=True, slots=True)
class Heard:
    """Whether a call was spoken; and why not, or with which voice."""

    spoken: bool
    reason: Text | None = None


class Voice(QObject):
    """Says one call at a time, and tells when it is over."""

    ended = Signal(object)
    """What was heard, as `Heard`."""

    def __init__(self, settings: VoiceSettings) -> None:
        super().__init__()
        self._settings = settings
        self._folder = tempfile.TemporaryDirectory(prefix="hall-board-")
        self._player = first_installed(settings.players)
        self._program = first_installed((settings.speaker,)) if settings.synthetic else None
        self._outcome = Heard(spoken=True)
        self._speaker = Speaker()
        self._speaker.done.connect(self._played)
        self._speaker.broken.connect(self._failed)

    def say(self, command: Speak, said: Sequence[Saying], percent: int = 100) -> None:
        """Begin; `ended` follows, at once where nothing can be heard at all."""
        if not self._settings.on or self._player is None:
            reason = NO_PLAYER if self._settings.on else OFF
            self.ended.emit(Heard(spoken=False, reason=reason))
            return
        recorded = [self._recording(command, each.language) for each in said]
        own = [clip for clip in recorded if clip is not None]
        if len(own) == len(recorded):
            self._outcome = Heard(spoken=True)
            self._speaker.run([self._play("call", (chime(), *_with_pauses(own)), percent)])
            return
        self._outcome = self._without_recording()
        speeches = [self._speech(each, percent) for each in said] if self._program else []
        self._speaker.run([self._play("chime", (chime(),), percent), *speeches])

    def _without_recording(self) -> Heard:
        if self._program is not None:
            return Heard(spoken=True, reason=SYNTHETIC)
        reason = NO_SPEAKER if self._settings.synthetic else NO_VOICE
        return Heard(spoken=False, reason=reason)

    def close(self) -> None:
        """Fall silent."""
        self._speaker.hush()
        self._folder.cleanup()

    def _play(self, name: str, pieces: Sequence[bytes | float], percent: int) -> list[str]:
        path = Path(self._folder.name) / f"{name}.wav"
        path.write_bytes(joined(pieces, percent))
        return [self._player or "", str(path)]

    def _speech(self, what: Saying, percent: int) -> list[str]:
        voice = _VOICES[what.language]
        loud = ["-a", str(percent)]
        return [self._program or "", "-v", voice, "-s", _WORDS_A_MINUTE, *loud, what.spoken]

    def _recording(self, command: Speak, language: Language) -> bytes | None:
        """A call in the hall's own voice; None where a clip is missing or cannot be read."""
        folder = self._settings.clips
        if folder is None:
            return None
        first, second = clips_for(command.number, command.window, language)
        try:
            halves = [(folder / clip.path).read_bytes() for clip in (first, second)]
            return joined((halves[0], PAUSE_S, halves[1]), 100)
        except (OSError, ValueError) as error:
            log.warning("%s and %s: %s", first.path, second.path, error)
            return None

    def _played(self) -> None:
        self.ended.emit(self._outcome)

    def _failed(self) -> None:
        self.ended.emit(Heard(spoken=False, reason=BROKEN))


def _with_pauses(clips: Sequence[bytes]) -> Iterator[bytes | float]:
    """A pause before the first, longer ones between."""
    for at, clip in enumerate(clips):
        yield BETWEEN_S if at else PAUSE_S
        yield clip
