"""What a technician can do at a kiosk, and what is kept of it: the PIN's lock, the voice; pure."""

from kiosk.config import VoiceSettings
from kiosk.pin import Lock

VOLUME_STEP_PCT = 10


class Technician:
    """The part of a kiosk that stands behind the PIN."""

    def __init__(self, pin: str | None, voice: VoiceSettings) -> None:
        self._lock = Lock(pin=pin)
        self.volume_pct = voice.volume
        self.tries_voice = False

    @property
    def has_pin(self) -> bool:
        """Whether there is a technician's screen at all."""
        return self._lock.pin is not None

    def is_held(self, now_s: float) -> bool:
        """Whether no PIN is tried now."""
        return self._lock.is_held(now_s)

    def opens(self, typed: str, now_s: float) -> bool:
        """Try a PIN."""
        self._lock, is_open = self._lock.tried(typed, now_s)
        return is_open

    def turn(self, step_pct: int) -> None:
        """Make the voice louder or softer."""
        self.volume_pct = min(100, max(0, self.volume_pct + step_pct))
