"""What a hall may set about notices to elsewhere; no reading of files here (see `hall.config`)."""

from dataclasses import dataclass
from typing import Final

from hall.errors import ConfigError
from hall.web.sender import is_address

LEAST_SECRET: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSettings:
    """Where notices go; without an address there are none."""

    url: str | None = None
    secret: str = ""
    """What both sides know; each notice is signed with it."""
    soon: int = 3
    """Ahead of whom fewer than so many stand is called soon; 0 tells nobody."""
    give_up_s: float = 600.0
    """How long a notice helps."""
    again_s: float = 1.0
    """How long after the first failure it is sent again; then later and later."""

    def __post_init__(self) -> None:
        """Refuse what could not be sent, or not be believed."""
        if self.url is None:
            return
        if not is_address(self.url):
            raise ConfigError("notices.url: expected an address as https://sms.example/notices")
        if len(self.secret) < LEAST_SECRET:
            raise ConfigError(f"notices.secret: expected at least {LEAST_SECRET} characters")
