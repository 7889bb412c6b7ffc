"""The small screen of one window, without its screen: what it has heard and what it shows; pure.

It names no citizen and no class. What must not live here: Qt, the connection.
"""

from collections.abc import Mapping
from typing import Final

from display.emergency import Alarm
from display.lines import Room, broken, width_em
from display.model import SITE, Shown
from display.texts import mark, words
from hall.bus.hearing import Hearing, ViewKey
from hall.bus.messages import (
    Beat,
    CatalogueView,
    HallWide,
    Message,
    SiteView,
    Stage,
    Text,
    VisitInHand,
    WindowStatus,
    WindowView,
)
from hall.bus.topics import Kind, Topic

_AT_WORK: Final[Mapping[Stage, str]] = {
    Stage.CALLED: mark("请到本窗口"),
    Stage.SERVING: mark("正在办理"),
}
_WITHOUT: Final[Mapping[WindowStatus, str]] = {
    WindowStatus.OPEN: mark("请等待叫号"),
    WindowStatus.PAUSED: mark("暂停服务"),
    WindowStatus.CLOSED: mark("未开放"),
}
_NO_REASON: Final = frozenset({"pad"})
"""Reasons that say nothing to a citizen."""
_BESIDE_NAME_EM: Final = 9.0
"""The width of the window's number and of the mark of a rehearsal, with the space around them."""
MOST_CATEGORIES: Final = 4
MOST_EXITS: Final = 3


class Counter:
    """One window's screen; feed it messages, and ask what it shows at a time."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._key: ViewKey = (Kind.WINDOW, str(window))
        self._hearing = Hearing()
        self._alarm = Alarm()

    def heard(self, topic: Topic, message: Message, now_s: float) -> None:
        """Take in a message of the hall."""
        match message:
            case Beat():
                self._hearing = self._hearing.with_beat(message, now_s)
            case WindowView() | CatalogueView() | SiteView():
                self._hearing = self._hearing.with_view((topic.kind, topic.id), message, now_s)
                self._alarm.heard(self._hall_wide(), now_s)
            case _:
                return

    def shown(self, now_s: float, room: Room) -> Shown:
        """Everything the scene needs at a time; a stale screen calls nobody."""
        view = self._view()
        if view is None or self._hearing.is_stale(self._key, now_s):
            return {**self._around(now_s, room), "number": "", "mood": "stale",
                    **_both(mark("请看大厅屏幕")), "reason": "", "categories": []}  # fmt: skip
        visit = view.in_hand
        return {
            **self._around(now_s, room),
            "number": visit.number if visit else "",
            "mood": _mood(view, visit),
            **_both(_state(view, visit)),
            "reason": "\n".join(broken(_reason(view), room.wide_em)),
            "categories": [name for name, _ in self._names(view)],
        }

    def _around(self, now_s: float, room: Room) -> Shown:
        """The head; and an emergency, which a silent hall has not ended."""
        wide = self._hall_wide()
        return {
            **self._head(room),
            "day": words("zh")("演练") if wide.rehearsal else "",
            "emergency": self._alarm.card(wide, now_s, room, MOST_EXITS),
        }

    def _hall_wide(self) -> HallWide:
        view = self._view()
        return view.hall_wide if view else HallWide()

    def _head(self, room: Room) -> Shown:
        """The window, and its name; without what stands in brackets where that has no room."""
        site = self._site()
        cards = site.windows if site else ()
        name, _ = next((card.name for card in cards if card.window == self._window), ("", ""))
        if width_em(name) > room.wide_em - _BESIDE_NAME_EM:
            name, _, _ = name.partition("（")
        return {
            "window": words("zh")("{window}号窗口").format(window=self._window),
            "name": name if name and not name.startswith(str(self._window)) else "",
        }

    def _names(self, view: WindowView) -> list[Text]:
        """What the window serves, the first few."""
        views = [heard.view for heard in self._hearing.views.values()]
        parts = [view for view in views if isinstance(view, CatalogueView)]
        cards = {card.code: card for part in parts for card in part.categories}
        known = [cards[code] for code in view.categories if code in cards]
        return [card.title or card.name for card in known[:MOST_CATEGORIES]]

    def _view(self) -> WindowView | None:
        heard = self._hearing.views.get(self._key)
        return heard.view if heard and isinstance(heard.view, WindowView) else None

    def _site(self) -> SiteView | None:
        heard = self._hearing.views.get(SITE)
        return heard.view if heard and isinstance(heard.view, SiteView) else None


def _both(text: str) -> Shown:
    return {"state": words("zh")(text), "state_en": words("en")(text)}


def _state(view: WindowView, visit: VisitInHand | None) -> str:
    if visit is not None:
        return _AT_WORK.get(visit.stage, "")
    return mark("暂停叫号") if _is_held(view) else _WITHOUT[view.status]


def _is_held(view: WindowView) -> bool:
    """Whether the window would call if the whole hall were not paused."""
    return view.status is WindowStatus.OPEN and view.hall_wide.paused is not None


def _mood(view: WindowView, visit: VisitInHand | None) -> str:
    if visit is not None:
        return "called" if visit.stage is Stage.CALLED else "serving"
    return "waiting" if view.status is WindowStatus.OPEN and not _is_held(view) else "shut"


def _reason(view: WindowView) -> str:
    """Why it is paused, where that was said; else what is told to everybody."""
    wide = view.hall_wide
    if view.in_hand is None and view.status is WindowStatus.OPEN:
        return (wide.paused or wide.announcement or ("", ""))[0]
    is_said = view.status is WindowStatus.PAUSED and view.reason not in _NO_REASON
    return view.reason or "" if is_said else ""
