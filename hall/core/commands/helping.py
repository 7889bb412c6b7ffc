"""Commands about people at a kiosk who need a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHelp:
    """Ask for a person at a kiosk; asked again while one is awaited, it changes nothing."""

    kiosk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveHelp:
    """Somebody goes to a kiosk that asked for help."""

    kiosk: str
