"""An announcement to the whole hall as a frozen value."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What everybody is let know, in Chinese and in English."""

    text: tuple[str, str]
    until: datetime | None = None
    """When it is over by itself."""

    def holds(self, now: datetime) -> bool:
        """Whether it is still to be shown."""
        return self.until is None or now < self.until
