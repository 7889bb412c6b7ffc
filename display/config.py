"""The board's configuration file; see `sample.toml` for every key."""

from pathlib import Path

from display.settings import BrokerUrl, Ident, ScreenSettings, Settings, read_settings


class VoiceSettings(Settings):
    """What the board may be heard with; a program that is missing is told in the answers."""

    on: bool = True
    players: tuple[str, ...] = ("pw-play", "paplay", "aplay", "afplay")
    """Programs that play a WAV file; the first one installed is taken."""
    speaker: str = "espeak-ng"
    """The program that speaks, until the hall has recorded its own voice."""


class BoardConfig(Settings):
    """One board."""

    hall: Ident
    board: Ident
    """The zone whose calls it shows, as in the board's topics; `main` is the whole hall."""
    broker: BrokerUrl
    screen: ScreenSettings
    voice: VoiceSettings = VoiceSettings()


def read_config(path: Path) -> BoardConfig:
    """Read a board's file; raises `ConfigError` naming every wrong key."""
    return read_settings(path, BoardConfig)
