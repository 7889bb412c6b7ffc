"""What a hall may set about its web pages; no reading of files here (see `hall.config`)."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How the pages are reached and how long somebody stays signed in."""

    origins: tuple[str, ...] = ()
    """Further origins that the pages are reached at, as `https://hall.example.gov.cn`."""
    frame_ancestors: tuple[str, ...] = ()
    """Origins whose pages may show ours in a frame."""
    secure_cookies: bool = False
    """Whether the pages are reached over TLS."""
    session_lasts: timedelta = timedelta(hours=12)
    tablet_lasts: timedelta = timedelta(days=365)
    tablets_need_pairing: bool = True
    """Whether a rating tablet is bound to its window by somebody who may, before it is heard."""
    failures_allowed: int = 5
    locked_for: timedelta = timedelta(minutes=15)
    demo: bool = False
    """Whether the sign-in page names the accounts of the demo."""
