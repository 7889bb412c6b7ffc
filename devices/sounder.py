"""Driver of the loudspeaker of a zone: a chime, then the call in the words of a speaking program.

For a zone whose board has no loudspeaker of its own. Calls are spoken one after the other, to their
end. What must not live here: how sound is made (see `player`), which calls a zone hears.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devices.driver import Health, Outlet
from devices.errors import DeviceFault
from devices.link import Link
from devices.player import play
from devices.troubles import CHIME_ONLY, LINE_LOST, NO_SOUND, UNSUPPORTED
from hall.bus.messages import AnswerOutcome, Command, Language, Speak

IDLE_S: Final = 1.0
CALLS: Final[dict[Language, str]] = {
    "zh": "请{number}号，到{window}号窗口",
    "en": "{number}, please go to window {window}",
}
"""What is said; the digits of a number stand apart, so that they are read one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounder:
    """A loudspeaker; its id is its zone's. `{text}` in a program's arguments is what it says."""

    id: str
    player: str
    chime: Path | None = None
    speech: tuple[str, ...] = ()
    speech_en: tuple[str, ...] = ()


class SounderDriver:
    """One loudspeaker."""

    patience_s = IDLE_S

    def __init__(
        self,
        outlet: Outlet,
        sounder: Sounder,
        run: Callable[[Sequence[str]], None] = play,
    ) -> None:
        self._outlet = outlet
        self._sounder = sounder
        self._run = run
        self._is_open = False
        self._health = Health()

    def opened(self, _link: Link, _now_s: float) -> None:
        """The program is there."""
        self._is_open = True
        self._tell(Health(online=True, counters=self._health.counters))

    def lost(self) -> None:
        """The program is not there."""
        self._is_open = False
        self._tell(Health(troubles=(LINE_LOST,), counters=self._health.counters))

    def received(self, data: bytes, now_s: float) -> None:
        """A loudspeaker says nothing to us."""

    def unanswered(self, device: str, now_s: float) -> None:
        """It asks for nothing."""

    def obey(self, device: str, command: Command, _now_s: float) -> None:
        """Speak a call, and answer when it is over."""
        if not isinstance(command, Speak) or not self._is_open:
            trouble = LINE_LOST if isinstance(command, Speak) else UNSUPPORTED
            self._outlet.answer(device, command.id, AnswerOutcome.FAILED, trouble.text)
            return
        try:
            for each in self._sounds(command):
                self._run(each)
        except DeviceFault as fault:
            self._outlet.answer(device, command.id, AnswerOutcome.FAILED, fault.words)
            counters = self._health.counted("failed").counters
            self._tell(Health(online=True, troubles=(NO_SOUND,), counters=counters))
            return
        self._spoken(device, command)

    def _spoken(self, device: str, command: Speak) -> None:
        """A chime alone is no call."""
        outcome, reason = AnswerOutcome.SPOKEN, None
        if not self._sounder.speech:
            outcome, reason = AnswerOutcome.FAILED, CHIME_ONLY.text
        self._outlet.answer(device, command.id, outcome, reason)
        self._tell(Health(online=True, counters=self._health.counted(outcome.value).counters))

    def _sounds(self, command: Speak) -> Iterator[Sequence[str]]:
        """The programs to run: Chinese always, English too for a ticket taken in English."""
        if self._sounder.chime is not None:
            yield [self._sounder.player, str(self._sounder.chime)]
        programs = {"zh": self._sounder.speech, "en": self._sounder.speech_en}
        wanted: tuple[Language, ...] = ("zh", "en") if command.language == "en" else ("zh",)
        for language in wanted:
            number = " ".join(command.number)
            text = CALLS[language].format(number=number, window=command.window)
            if programs[language]:
                yield [text if each == "{text}" else each for each in programs[language]]

    def _tell(self, health: Health) -> None:
        self._health = health
        self._outlet.health(self._sounder.id, health)
