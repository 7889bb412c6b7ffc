"""An announcement to the whole hall as a frozen value."""

from datetime import datetime

from hall.core.value import Value


class Announcement(Value, frozen=True, kw_only=True):
    """What everybody is let know, in Chinese and in English."""

    text: tuple[str, str]
    until: datetime | None = None
    """When it is over by itself."""

    def holds(self, now: datetime) -> bool:
        """Whether it is still to be shown."""
        return self.until is None or now < self.until
