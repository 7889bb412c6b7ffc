"""Commands about people at a kiosk who need a person."""

from hall.core.value import Value


class AskHelp(Value, frozen=True, kw_only=True):
    """Ask for a person at a kiosk; asked again while one is awaited, it changes nothing."""

    kiosk: str


class GiveHelp(Value, frozen=True, kw_only=True):
    """Somebody goes to a kiosk that asked for help."""

    kiosk: str
