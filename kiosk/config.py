"""The kiosk's configuration file; see `sample.toml` for every key."""

from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from display.settings import BrokerUrl, Ident, ScreenSettings, Settings, read_settings
from hall.bus.messages import Language


class Timing(Settings):
    """How long the kiosk waits for whoever stands before it, on the machine clock."""

    ask_after_s: float = Field(60, ge=10)
    """Untouched so long, it asks whether someone is still there."""
    ask_after_large_s: float = Field(120, ge=10)
    """The same in extra-large."""
    ask_after_help_s: float = Field(180, ge=10)
    """The same while somebody waits for a person."""
    leave_after_s: float = Field(30, ge=15)
    """Unanswered so long, it goes back to the start; the last 15 seconds are counted."""
    issued_s: float = Field(40, ge=15)
    """How long a printed number stays on the screen."""
    answer_s: float = Field(10, ge=2)
    """How long a request is repeated before the citizen is told that no answer came."""
    print_s: float = Field(12, ge=2)
    """How long after the number nothing may be heard of its paper."""
    second_press_s: float = Field(0.7, ge=0, le=2)
    """So long after something new has come up, pressing the same place once more does nothing."""


class VoiceSettings(Settings):
    """What reads pages aloud to whoever touches 听."""

    speaker: str = "espeak-ng"
    volume: int = Field(70, ge=0, le=100)
    """In percent, after a start; a technician can change it."""


NO_VOICE: Final = VoiceSettings()


class KioskConfig(Settings):
    """One kiosk."""

    hall: Ident
    kiosk: Ident
    broker: BrokerUrl
    cache: Path
    """Folder for the guides, so that they stay readable while the hall is away."""
    language: Language = "zh"
    screen: ScreenSettings
    timing: Timing = Timing()
    voice: VoiceSettings = NO_VOICE
    scanners: tuple[Ident, ...] = ()
    """Scanners and card readers at this kiosk that the hall's plan does not name."""
    technician_pin: Annotated[str, StringConstraints(pattern=r"^\d{4,12}$")] | None = None
    """Opens the technician's screen; without one there is none."""


def read_config(path: Path) -> KioskConfig:
    """Read a kiosk's file; raises `ConfigError` naming every wrong key.

    The cache folder is taken as relative to the file.
    """
    config = read_settings(path, KioskConfig)
    return config.model_copy(update={"cache": path.parent / config.cache})
