"""The board's configuration file; see `sample.toml` for every key."""

from pathlib import Path

from pydantic import Field

from display.settings import BrokerUrl, Ident, ScreenSettings, Settings, read_settings


class Loudness(Settings):
    """How loud it is from a time of the day on."""

    since: str = Field(alias="from", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    percent: int = Field(ge=0, le=100)


class VoiceSettings(Settings):
    """What the board may be heard with; a program that is missing is told in the answers."""

    on: bool = True
    players: tuple[str, ...] = ("pw-play", "paplay", "aplay", "afplay")
    """Programs that play a WAV file; the first one installed is taken."""
    clips: Path | None = None
    """The folder of the voice that the hall has recorded; see `hall-display voice-script`."""
    synthetic: bool = False
    """Whether a program may speak what the hall has not recorded; else the chime alone is heard."""
    speaker: str = "espeak-ng"
    """The program that speaks then."""
    repeats: int = Field(1, ge=0, le=3)
    """How often a call is said again, unless the board lags."""
    volume: tuple[Loudness, ...] = ()
    """By time of day; as recorded where none is given."""
    diary: Path | None = None
    """The folder in which what was spoken is kept."""
    keep_days: int = Field(90, ge=1)
    """How long it is kept."""

    def percent_at(self, clock: str) -> int:
        """How loud it is at `HH:MM`; before the first time of the day, the last one holds."""
        steps = sorted(self.volume, key=lambda step: step.since)
        begun = [step.percent for step in steps if step.since <= clock]
        if begun:
            return begun[-1]
        return steps[-1].percent if steps else 100


class BoardConfig(Settings):
    """One board."""

    hall: Ident
    board: Ident = "main"
    """The zone whose calls it shows, as in the board's topics; `main` is the whole hall."""
    broker: BrokerUrl
    screen: ScreenSettings
    voice: VoiceSettings = VoiceSettings()
    window: int | None = Field(None, ge=1)
    """The window whose small screen this is; it has neither calls of others nor a voice."""
    media: Path | None = None
    """A folder of pictures and notices, shown in turn while nobody is called."""


def read_config(path: Path) -> BoardConfig:
    """Read a board's file; raises `ConfigError` naming every wrong key.

    Folders are taken as relative to the file.
    """
    config = read_settings(path, BoardConfig)
    voice = config.voice
    places = {
        name: path.parent / place
        for name, place in (("clips", voice.clips), ("diary", voice.diary))
        if place is not None
    }
    media = path.parent / config.media if config.media else None
    return config.model_copy(update={"voice": voice.model_copy(update=places), "media": media})
