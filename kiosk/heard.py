"""What the hall's newest views say to a kiosk at a moment, and what is too old to be said; pure.

What must not live here: how views are kept and when they are stale (see `hall.bus.hearing`).
"""

from typing import Final

from hall.bus.hearing import Hearing, ViewKey
from hall.bus.messages import CatalogueView, CategoryQueue, HallWide, QueueView, SiteView
from hall.bus.topics import Kind

QUEUES: Final[ViewKey] = (Kind.QUEUE, "all")
SITE: Final[ViewKey] = (Kind.SITE, "all")


def key_of(view: CatalogueView | SiteView) -> ViewKey:
    """Where a view is kept."""
    return SITE if isinstance(view, SiteView) else (Kind.CATALOGUE, str(view.part))


def site_of(hearing: Hearing) -> SiteView | None:
    """The hall as it is built."""
    heard = hearing.views.get(SITE)
    return heard.view if heard and isinstance(heard.view, SiteView) else None


def queues_of(hearing: Hearing, now_s: float) -> dict[str, CategoryQueue]:
    """Every queue by its category; none while the hall is away."""
    view = _current(hearing, now_s)
    return {} if view is None else {queue.category: queue for queue in view.queues}


def wide_of(hearing: Hearing, now_s: float) -> HallWide:
    """What holds for the whole hall; an emergency holds until the hall says it is over."""
    view = _newest(hearing)
    if view is None or (view.hall_wide.emergency is None and hearing.is_stale(QUEUES, now_s)):
        return HallWide()
    return view.hall_wide


def is_desk_open(hearing: Hearing, now_s: float) -> bool | None:
    """Whether the desk sees who asks for help; None where nobody can tell."""
    view = _current(hearing, now_s)
    return None if view is None else view.desk_open


def is_awaiting(hearing: Hearing, kiosk: str) -> bool:
    """Whether somebody waits for a person at a kiosk, as far as was heard."""
    view = _newest(hearing)
    return view is not None and kiosk in view.help_wanted


def _current(hearing: Hearing, now_s: float) -> QueueView | None:
    return None if hearing.is_stale(QUEUES, now_s) else _newest(hearing)


def _newest(hearing: Hearing) -> QueueView | None:
    heard = hearing.views.get(QUEUES)
    return heard.view if heard and isinstance(heard.view, QueueView) else None
