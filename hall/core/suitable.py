"""Needs: which windows suit a visit.

Theory of operation. A citizen may ask, without reasons and never shown in public, for a low
counter, a hearing loop, or a clerk who speaks the language of the ticket; more time is respected
by waiting longer for them (`no_shows`). A window that has what is needed suits. As long as one
such window is open for the category, the others leave the visit to it; when none is, anybody may
call, for a window that does not suit is better than none.
"""

from hall.core.hall import Hall, Window, WindowStatus


def suits(hall: Hall, window: Window, category: str, needs: tuple[str, ...]) -> bool:
    """Whether a window may call visits of a category with such needs."""
    if not needs or _meets(hall, window, needs):
        return True
    return not any(
        each.status == WindowStatus.OPEN and category in each.serves and _meets(hall, each, needs)
        for each in hall.windows.values()
    )


def _meets(hall: Hall, window: Window, needs: tuple[str, ...]) -> bool:
    traits = hall.traits(window.no)
    return traits is None or set(needs) <= set(traits.suits)
