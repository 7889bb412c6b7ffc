"""What a plan must not do: the checks of every change.

Theory of operation. A plan names windows and categories that there are; an instant window takes no
matters that are not instant; where a device at a window shows digits only, its categories must not
have numbers with equal digits; a clerk who sits at a window keeps something to do. A category that
has an open window keeps one, and one in which people wait keeps a window at all: else the change is
refused, or goes ahead with a warning, as the hall's settings say.
"""

from itertools import combinations

from hall.core.hall import CategoryKind, CategoryRule, Hall, Window, WindowStatus
from hall.core.lookups import known_window
from hall.core.plan import Plan
from hall.core.refusals import (
    CategoryLeftWithoutWindow,
    ClerkLacksSkills,
    DigitsClash,
    InstantWindowOnly,
    UnknownCategory,
    WindowServesNothing,
)
from hall.core.settings import OrphanRule, Settings


def check_entries(hall: Hall, windows: Plan, secondary: Plan) -> None:
    """Refuse what names nothing, or what a window cannot take."""
    for no, categories in windows.items():
        window = known_window(hall, no)
        if not categories:
            raise WindowServesNothing(window=no)
        if window.skills is not None and window.skills.isdisjoint(categories):
            raise ClerkLacksSkills(clerk=window.clerk or "", window=no)
    for no, categories in (*windows.items(), *secondary.items()):
        known_window(hall, no)
        for code in categories:
            check_instant(hall, no, code)
    for no in {**windows, **secondary}:
        check_digits(hall, no, windows.get(no, hall.windows[no].categories))


def check_instant(hall: Hall, window: int, category: str) -> None:
    """Refuse a category unknown, or with matters that an instant window does not take."""
    rule = hall.category(category)
    if rule is None:
        raise UnknownCategory(category=category)
    traits = hall.traits(window)
    if traits is None or traits.kind != CategoryKind.INSTANT:
        return
    if rule.kind in {CategoryKind.INTEGRATED, CategoryKind.GENERAL}:
        raise InstantWindowOnly(window=window, category=category)


def check_digits(hall: Hall, window: int, categories: tuple[str, ...]) -> None:
    """Refuse equal digits under two letters where a device at the window shows digits only."""
    traits = hall.traits(window)
    if traits is None or not traits.digits_only:
        return
    rules = [rule for code in categories if (rule := hall.category(code)) is not None]
    for first, second in digit_clashes(rules, hall.settings):
        raise DigitsClash(window=window, first=first, second=second)


def digit_clashes(rules: list[CategoryRule], settings: Settings) -> tuple[tuple[str, str], ...]:
    """The pairs of categories whose numbers can have equal digits."""
    return tuple(
        (one.code, other.code)
        for one, other in combinations(rules, 2)
        if _ordinals(one, settings).start < _ordinals(other, settings).stop
        and _ordinals(other, settings).start < _ordinals(one, settings).stop
    )


def _ordinals(rule: CategoryRule, settings: Settings) -> range:
    first = settings.number_start if rule.number_start is None else rule.number_start
    return range(first, first + (rule.daily_maximum or settings.daily_maximum))


def orphans(hall: Hall, windows: Plan) -> tuple[str, ...]:
    """The categories that a change would leave without a window; refused where set so."""
    found = tuple(
        rule.code
        for rule in (hall.offer.categories if hall.offer else ())
        if _is_orphaned(hall, rule.code, windows)
    )
    if found and hall.settings.orphan_category == OrphanRule.REFUSE:
        raise CategoryLeftWithoutWindow(category=found[0], waiting=hall.waiting(found[0]))
    return found


def _is_orphaned(hall: Hall, category: str, windows: Plan) -> bool:
    all_windows = hall.windows.values()
    open_before = any(_open_for(each, category, each.categories) for each in all_windows)
    after = [(each, windows.get(each.no, each.categories)) for each in all_windows]
    if open_before and not any(_open_for(each, category, plan) for each, plan in after):
        return True
    planned = any(category in plan for _, plan in after)
    return not planned and hall.waiting(category) > 0


def _open_for(window: Window, category: str, categories: tuple[str, ...]) -> bool:
    skilled = window.skills is None or category in window.skills
    return window.status == WindowStatus.OPEN and skilled and category in categories
