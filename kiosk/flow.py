"""Where the citizen is: pages, and what each tap leads to; pure.

A tap that a page does not offer changes nothing, so that a second finger does no harm. What must
not live here: words, and what a page shows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from hall.bus.messages import Language, Text
from kiosk.catalogue import WITH_MATTERS, Catalogue
from kiosk.taking import Taking

MAX_QUERY: Final = 24
KNOCKS: Final = 5
"""Touches of the clock that ask for a technician's PIN."""
MAX_PIN: Final = 12
MAX_RECEIPT: Final = 20
NEEDS: Final = ("more_time", "low_counter", "hearing_loop")
"""What can be asked for, as the hall's rules name it."""


class Page(StrEnum):
    """What the screen asks or says; the name of its QML file."""

    START = "Start"
    CATEGORIES = "Categories"
    MATTERS = "Matters"
    SEARCH = "Search"
    LIFE = "Life"
    GUIDE = "Guide"
    TICKS = "Ticks"
    NEEDS = "Needs"
    RECEIPT = "Receipt"
    DOUBT = "Doubt"
    PIN = "Pin"
    SERVICE = "Service"
    TAKING = "Taking"
    ISSUED = "Issued"
    REFUSED = "Refused"


class Tap(StrEnum):
    """What can be touched."""

    HOME = "home"
    BACK = "back"
    MATTER = "matter"
    CATEGORY = "category"
    ALL = "all"
    LIVES = "lives"
    LIFE = "life"
    SEARCH = "search"
    TYPE = "type"
    ERASE = "erase"
    TURN = "turn"
    TICKS = "ticks"
    TICK = "tick"
    NEEDS = "needs"
    NEED = "need"
    RECEIPT = "receipt"
    TAKE = "take"
    AGAIN = "again"
    HELP = "help"
    HELP_CLOSE = "help_close"
    LANGUAGE = "language"
    LARGE = "large"
    CONTRAST = "contrast"
    LOW = "low"
    SPOKEN = "spoken"
    HERE = "here"
    KNOCK = "knock"
    ENTER = "enter"
    LOUDER = "louder"
    SOFTER = "softer"
    TRY_VOICE = "try_voice"


class Help(StrEnum):
    """How far a call for a person has come."""

    NONE = "none"
    ASKED = "asked"
    COMING = "coming"
    UNHEARD = "unheard"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a number would be taken for: a matter, or else a category without matters."""

    category: str
    matter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One citizen's way through the pages."""

    page: Page = Page.START
    trail: tuple[Page, ...] = ()
    """The pages behind, the start first."""
    language: Language = "zh"
    large: bool = False
    contrast: bool = False
    """Yellow on black."""
    low: bool = False
    """All that is touched stands in the lower part."""
    spoken: bool = False
    """What is shown is also said."""
    life: str = ""
    """The life event whose matters are listed; empty where a category's are."""
    category: str = ""
    """Whose matters are listed."""
    sheet: int = 0
    """Which part of a long list is shown."""
    query: str = ""
    choice: Choice | None = None
    ticked: frozenset[int] = frozenset()
    """Which of the matter's materials the citizen has, by their place."""
    needs: tuple[str, ...] = ()
    """What the citizen asked to be considered, without reasons."""
    receipt: str = ""
    taking: Taking | None = None
    help: Help = Help.NONE
    help_refused: Text | None = None
    """Why nobody was called, in the hall's words."""
    knocks: int = 0
    """How often the clock was touched without anything else between."""
    pin: str = ""
    """What a technician has typed."""
    touched_s: float = 0.0
    """When the screen was last touched, on the machine clock."""

    def onto(self, page: Page) -> "Flow":
        """The next page, with this one behind it."""
        return replace(self, page=page, trail=(*self.trail, self.page), sheet=0)


Rule = Callable[[Flow, str, Catalogue], Flow]
"""What a tap leads to, given which one was tapped."""


def home(flow: Flow) -> Flow:
    """The start, in the language and size that are on; `help` stays."""
    return Flow(
        language=flow.language,
        large=flow.large,
        contrast=flow.contrast,
        low=flow.low,
        spoken=flow.spoken,
        help=flow.help,
        touched_s=flow.touched_s,
    )


def _home(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return home(flow)


def _leave_unanswered(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return home(flow) if flow.taking and flow.taking.unanswered else flow


def _back(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    if not flow.trail:
        return flow
    if flow.trail[-1] is Page.START:
        return home(flow)
    return replace(flow, page=flow.trail[-1], trail=flow.trail[:-1], sheet=0)


def _matter(flow: Flow, argument: str, catalogue: Catalogue) -> Flow:
    matter = catalogue.matters.get(argument)
    if matter is None:
        return flow
    choice = Choice(category=matter.category, matter=matter.id)
    return _onto_guide(flow, choice)


def _onto_guide(flow: Flow, choice: Choice) -> Flow:
    """The guide of another choice: what was ticked or typed for the last one is forgotten."""
    return replace(flow.onto(Page.GUIDE), choice=choice, ticked=frozenset(), receipt="")


def _category(flow: Flow, argument: str, catalogue: Catalogue) -> Flow:
    category = catalogue.categories.get(argument)
    if category is None:
        return flow
    if category.kind in WITH_MATTERS:
        return replace(flow.onto(Page.MATTERS), category=category.code, life="")
    return _onto_guide(flow, Choice(category=category.code))


def _lives(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow.onto(Page.LIFE)


def _life(flow: Flow, argument: str, catalogue: Catalogue) -> Flow:
    if argument not in catalogue.life_events:
        return flow
    return replace(flow.onto(Page.MATTERS), life=argument, category="")


def _all(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow.onto(Page.CATEGORIES)


def _search(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow.onto(Page.SEARCH), query="")


def _type(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, query=(flow.query + argument)[:MAX_QUERY], sheet=0)


def _ticks(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow.onto(Page.TICKS)


def _tick(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, ticked=flow.ticked ^ {int(argument)}) if argument.isdecimal() else flow


def _needs(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow.onto(Page.NEEDS)


def _need(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    chosen = set(flow.needs) ^ ({argument} & set(NEEDS))
    return replace(flow, needs=tuple(need for need in NEEDS if need in chosen))


def _receipt(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow.onto(Page.RECEIPT)


def _type_receipt(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    typed = "".join(each for each in argument.upper() if each.isascii() and each.isalnum())
    return replace(flow, receipt=(flow.receipt + typed)[:MAX_RECEIPT])


def _erase_receipt(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, receipt="" if argument == "all" else flow.receipt[:-1])


def _erase(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, query="" if argument == "all" else flow.query[:-1], sheet=0)


def _turn(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    step = {"on": 1, "back": -1}.get(argument, 0)
    return replace(flow, sheet=max(0, flow.sheet + step))


def _language(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, language="zh" if flow.language == "en" else "en")


def _large(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, large=not flow.large, sheet=0)


def _contrast(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, contrast=not flow.contrast)


def _low(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, low=not flow.low, sheet=0)


def _spoken(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, spoken=not flow.spoken)


def _help_close(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, help=Help.NONE)


def _knock(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    if flow.knocks + 1 < KNOCKS:
        return replace(flow, knocks=flow.knocks + 1)
    return replace(flow.onto(Page.PIN), knocks=0)


def _type_pin(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, pin=(flow.pin + argument)[:MAX_PIN]) if argument.isdecimal() else flow


def _erase_pin(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, pin="" if argument == "all" else flow.pin[:-1])


def _stay(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow


ANYWHERE: Final[Mapping[Tap, Rule]] = {
    Tap.LANGUAGE: _language,
    Tap.LARGE: _large,
    Tap.CONTRAST: _contrast,
    Tap.LOW: _low,
    Tap.SPOKEN: _spoken,
    Tap.HELP_CLOSE: _help_close,
    Tap.HERE: _stay,
}
_ONWARD: Final[Mapping[Tap, Rule]] = {Tap.HOME: _home, Tap.BACK: _back}
_LIST: Final[Mapping[Tap, Rule]] = {**_ONWARD, Tap.TURN: _turn}
RULES: Final[Mapping[Page, Mapping[Tap, Rule]]] = {
    Page.START: {
        Tap.MATTER: _matter,
        Tap.CATEGORY: _category,
        Tap.ALL: _all,
        Tap.LIVES: _lives,
        Tap.SEARCH: _search,
        Tap.KNOCK: _knock,
    },
    Page.CATEGORIES: {**_LIST, Tap.CATEGORY: _category},
    Page.MATTERS: {**_LIST, Tap.MATTER: _matter},
    Page.SEARCH: {**_LIST, Tap.MATTER: _matter, Tap.TYPE: _type, Tap.ERASE: _erase},
    Page.LIFE: {**_LIST, Tap.LIFE: _life},
    Page.GUIDE: {**_ONWARD, Tap.TICKS: _ticks, Tap.NEEDS: _needs, Tap.RECEIPT: _receipt},
    Page.TICKS: {**_LIST, Tap.TICK: _tick},
    Page.NEEDS: {**_ONWARD, Tap.NEED: _need},
    Page.RECEIPT: {**_ONWARD, Tap.TYPE: _type_receipt, Tap.ERASE: _erase_receipt},
    Page.DOUBT: {Tap.HOME: _home},
    Page.PIN: {**_ONWARD, Tap.TYPE: _type_pin, Tap.ERASE: _erase_pin},
    Page.SERVICE: {Tap.HOME: _home, Tap.TURN: _turn},
    Page.TAKING: {Tap.HOME: _leave_unanswered},
    Page.ISSUED: {Tap.HOME: _home},
    Page.REFUSED: _ONWARD,
}
"""What each page offers; taking a number and calling for help need the hall (see `model`)."""


_ABOUT_A_CHOICE: Final = frozenset({Page.GUIDE, Page.TICKS, Page.NEEDS, Page.RECEIPT})


def is_still_there(flow: Flow, catalogue: Catalogue) -> bool:
    """Whether a changed catalogue still has what the citizen is looking at."""
    if flow.page is Page.MATTERS:
        return flow.category in catalogue.categories or flow.life in catalogue.life_events
    if flow.page not in _ABOUT_A_CHOICE or flow.choice is None:
        return True
    is_known = flow.choice.matter is None or flow.choice.matter in catalogue.matters
    return is_known and flow.choice.category in catalogue.categories


def tapped(flow: Flow, tap: Tap, argument: str, catalogue: Catalogue) -> Flow:
    """Where a tap leads; nowhere when the page does not offer it."""
    rule = {**ANYWHERE, **RULES[flow.page]}.get(tap, _stay)
    before = flow if tap is Tap.KNOCK else replace(flow, knocks=0)
    return rule(before, argument, catalogue)
