"""Reads the pages aloud through a program of the machine; silent unless it is asked to."""

from typing import Final

from display.speaker import Speaker, first_installed
from hall.bus.messages import Language
from kiosk.pinyin import toned

_VOICES: Final[dict[Language, str]] = {"zh": "cmn-latn-pinyin", "en": "en-gb"}
_WORDS_A_MINUTE: Final = "150"


class Reader:
    """The kiosk's voice: what is new cuts short what is being said."""

    def __init__(self, program: str) -> None:
        self._program = first_installed((program,))
        self._speaker = Speaker()
        self._said = ""

    @property
    def is_able(self) -> bool:
        """Whether this machine can speak."""
        return self._program is not None

    def read(self, text: str, language: Language, percent: int) -> None:
        """Say a text, once for as long as it stays the same; nothing hushes."""
        if text == self._said or self._program is None:
            return
        self._said = text
        self._speaker.hush()
        if text:
            spoken = toned(text) if language == "zh" else text
            options = ["-v", _VOICES[language], "-s", _WORDS_A_MINUTE, "-a", str(percent)]
            self._speaker.run([[self._program, *options, "--", spoken]])

    def close(self) -> None:
        """Fall silent."""
        self._speaker.hush()
