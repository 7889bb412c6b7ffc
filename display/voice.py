"""The board's loudspeaker: the chime, then the hall's own recorded voice, played as one file.

What the hall has not recorded is spoken by a program only where its configuration allows it, and
is told apart in the answer; without Chinese the chime is all that is heard. What must not live
here: what is said and in which order (see `speech`).
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from display.chime import chime
from display.clips import BETWEEN_S, PAUSE_S, clips_for, joined
from display.config import VoiceSettings
from display.speaker import Speaker, first_installed
from display.speech import Heard, Saying
from hall.bus.held_folder import HeldFolder
from hall.bus.messages import Language, Speak, Text

log = logging.getLogger(__name__)

_VOICES: Final[dict[Language, str]] = {"zh": "cmn-latn-pinyin", "en": "en-gb"}
_WORDS_A_MINUTE: Final = "150"
OFF: Final[Text] = ("声音已关", "The voice is switched off")
NO_PLAYER: Final[Text] = ("没有放音程序", "No program to play sound")
NO_VOICE: Final[Text] = ("只响了提示音，本厅没有录音", "Chime only: the hall has no recorded voice")
NO_SPEAKER: Final[Text] = ("只响了提示音，没有语音程序", "Chime only: no program to speak")
NO_ENGLISH: Final[Text] = ("只说了中文，英文没有录音", "Chinese only: no English was recorded")
BROKEN: Final[Text] = ("放音失败", "The sound could not be played")
SYNTHETIC: Final[Text] = ("电脑合成语音", "Synthetic voice")


class Voice(QObject):
    """Says one call at a time, and tells when it is over."""

    ended = Signal(object)
    """What was heard, as `Heard`."""

    def __init__(self, settings: VoiceSettings) -> None:
        super().__init__()
        self._settings = settings
        self._folder = HeldFolder("hall-board-")
        self._player = first_installed(settings.players)
        self._program = first_installed((settings.speaker,)) if settings.synthetic else None
        self._outcome = Heard(spoken=True)
        self._said: Sequence[Saying] = ()
        self._clips: dict[Language, bytes] = {}
        self._being_made: frozenset[Language] = frozenset()
        self._percent = 100
        self._speaker = Speaker()
        self._speaker.done.connect(self._done)
        self._speaker.broken.connect(self._failed)

    def say(self, command: Speak, said: Sequence[Saying], percent: int = 100) -> None:
        """Begin; `ended` follows, at once where nothing can be heard at all."""
        if not self._settings.on or self._player is None:
            reason = NO_PLAYER if self._settings.on else OFF
            self.ended.emit(Heard(spoken=False, reason=reason))
            return
        self._said, self._percent = said, percent
        self._clips = dict(self._recorded(command, said))
        missing = frozenset(each.language for each in said) - self._clips.keys()
        self._outcome = self._expected(missing)
        if missing and self._program is not None:
            self._being_made = missing
            once = dict.fromkeys(each for each in said if each.language in missing)
            self._speaker.run([self._speech(each) for each in once])
        else:
            self._play()

    def _expected(self, missing: Collection[Language]) -> Heard:
        """What will be heard, if nothing breaks."""
        if not missing:
            return Heard(spoken=True)
        if self._program is not None:
            return Heard(spoken=True, reason=SYNTHETIC)
        if "zh" not in missing:
            return Heard(spoken=True, reason=NO_ENGLISH)
        reason = NO_SPEAKER if self._settings.synthetic else NO_VOICE
        return Heard(spoken=False, reason=reason)

    def close(self) -> None:
        """Fall silent."""
        self._speaker.hush()
        self._folder.give_up()

    def _play(self) -> None:
        """The chime, and what there is to say after it."""
        pieces = (chime(), *_with_pauses(self._clips[each.language] for each in self._heard()))
        path = self._file("call")
        path.write_bytes(joined(pieces, self._percent))
        self._speaker.run([[self._player or "", str(path)]])

    def _heard(self) -> list[Saying]:
        """What there is to be heard: without its Chinese, nothing of a call is said."""
        if not self._outcome.spoken:
            return []
        return [each for each in self._said if each.language in self._clips]

    def _file(self, name: str) -> Path:
        return self._folder.path / f"{name}.wav"

    def _speech(self, what: Saying) -> list[str]:
        """Write what is said into a file, so that it is played like a recording."""
        into = ["-w", str(self._file(what.language))]
        voice = ["-v", _VOICES[what.language], "-s", _WORDS_A_MINUTE]
        return [self._program or "", *into, *voice, what.spoken]

    def _recorded(self, command: Speak, said: Sequence[Saying]) -> Iterator[tuple[Language, bytes]]:
        """The call in the hall's own voice, in the languages of which every clip can be read."""
        folder = self._settings.clips
        if folder is None:
            return
        for language in dict.fromkeys(each.language for each in said):
            first, second = clips_for(command.number, command.window, language)
            try:
                halves = [(folder / clip.path).read_bytes() for clip in (first, second)]
                yield language, joined((halves[0], PAUSE_S, halves[1]), 100)
            except (OSError, ValueError) as error:
                log.warning("%s and %s: %s", first.path, second.path, error)

    def _done(self) -> None:
        made, self._being_made = self._being_made, frozenset()
        if not made:
            said = tuple(each.text for each in self._heard())
            self.ended.emit(replace(self._outcome, said=said))
            return
        try:
            self._clips |= {each: joined((self._file(each).read_bytes(),), 100) for each in made}
        except (OSError, ValueError) as error:
            log.warning("%s: %s", self._program, error)
            self._outcome = Heard(spoken=False, reason=BROKEN)
        self._play()

    def _failed(self) -> None:
        made, self._being_made = self._being_made, frozenset()
        self._outcome = Heard(spoken=False, reason=BROKEN)
        if made:
            self._play()
        else:
            self.ended.emit(self._outcome)


def _with_pauses(clips: Iterable[bytes]) -> Iterator[bytes | float]:
    """A pause before the first, longer ones between."""
    for at, clip in enumerate(clips):
        yield BETWEEN_S if at else PAUSE_S
        yield clip
