"""The board without its screen: what it has heard, and what it shows of it; pure.

The machine clock's time is an argument. Calls and waits are in Chinese, with figures and letters
that anyone reads; headings and notices have English beside them. What must not live here: the voice
(see `speech`), Qt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from display.emergency import Alarm
from display.freshness import Freshness, Mood
from display.layout import Content, Layout
from display.lines import broken
from display.notices import Line, line_at, lines, lines_of
from display.texts import mark, words
from hall.bus.hearing import Hearing, ViewKey
from hall.bus.messages import (
    Beat,
    BoardView,
    Call,
    CatalogueView,
    CategoryCard,
    CategoryQueue,
    HallWide,
    Message,
    SiteView,
    Text,
)
from hall.bus.topics import Kind, Topic

SITE: Final[ViewKey] = (Kind.SITE, "all")
SHEET_S: Final = 10.0
"""How long one sheet of the waits is shown."""
WHOLE_HALL: Final = "main"

Shown = dict[str, Any]
"""Plain values for the scene: text, numbers, truth, lists and maps of them."""


class Board:
    """One board's state; feed it messages, and ask what it shows at a time."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._key: ViewKey = (Kind.BOARD, zone)
        self._hearing = Hearing()
        self._fresh = Freshness()
        self._alarm = Alarm()

    @property
    def rate(self) -> float:
        """How fast the hall clock runs."""
        return self._hearing.beat.rate if self._hearing.beat else 1.0

    @property
    def in_emergency(self) -> bool:
        """Whether nothing is called: the hall has another voice for that."""
        return self._hall_wide().emergency is not None

    def is_stale(self, now_s: float) -> bool:
        """Whether what it shows cannot be trusted."""
        return self._hearing.is_stale(self._key, now_s)

    def heard(self, topic: Topic, message: Message, now_s: float) -> None:
        """Take in a message of the hall."""
        match message:
            case Beat():
                self._hearing = self._hearing.with_beat(message, now_s)
            case BoardView() | CatalogueView() | SiteView():
                self._hearing = self._hearing.with_view((topic.kind, topic.id), message, now_s)
                self._look(now_s)
            case _:
                return

    def _look(self, now_s: float) -> None:
        self._alarm.heard(self._hall_wide(), now_s)
        hall_time = self._hearing.hall_time(now_s)
        self._fresh = self._fresh.seen(self._calls(), now_s, hall_time, self.rate)

    def shown(self, now_s: float, layout: Layout) -> Shown:
        """Everything the scene needs at a time."""
        stale = self.is_stale(now_s)
        view = self._view()
        return {
            "head": self._head(layout, now_s, stale=stale),
            "calls": self._rows(layout, now_s, stale=stale),
            "side": self._side(layout, now_s),
            "strip": asdict(line_at(self._lines(layout, stale=stale), now_s)),
            "emergency": self._alarm.card(self._hall_wide(), now_s, layout.room, layout.exits),
            "stale": self._beside(layout) if stale and layout.side_px else [],
            "empty": self._both(mark("暂时没有叫号"))
            if view and not view.calls and not stale
            else [],
        }

    def content(self, now_s: float) -> Content:
        """How long the things are that this board has to show at a time."""
        areas = self._area_names().values() if self._zone == WHOLE_HALL else ()
        cards = self._categories().values()
        view = self._view()
        queues = view.queues if view else ()
        return Content(
            number=max([4, *(len(call.number) for call in self._calls())]),
            window=max([2, *(len(str(call.window)) for call in self._calls())]),
            area=max((len(name) for name, _ in areas), default=0),
            name=max((len(_short(card)) for card in cards), default=6),
            count=max([2, *(len(str(queue.waiting)) for queue in queues)]),
            strip=bool(lines_of(self._hall_wide(), view.notice if view else None, 1.0)),
            stale=self.is_stale(now_s),
        )

    def calls(self) -> frozenset[tuple[str, int, int]]:
        """The calls on the board: number, window, and how often it was called there."""
        return frozenset((call.number, call.window, call.times) for call in self._calls())

    def called(self) -> frozenset[tuple[str, int]]:
        """The numbers on the board, each with its window."""
        return frozenset((call.number, call.window) for call in self._calls())

    def local_time(self, now_s: float) -> datetime | None:
        """The time of day in the hall, when it is known."""
        zone, time = self._time_zone(), self._hearing.hall_time(now_s)
        return time.astimezone(zone) if zone and time else None

    def clock(self, now_s: float) -> str:
        """The same as `HH:MM`; empty when it is not known."""
        time = self.local_time(now_s)
        return time.strftime("%H:%M") if time else ""

    # --- the parts

    def _head(self, layout: Layout, now_s: float, *, stale: bool) -> Shown:
        zone = self._time_zone()
        time = self._hearing.hall_time(now_s)
        return {
            "number": self._heading(mark("号码"), english=layout.number_head_english),
            "window": self._heading(mark("窗口"), english=layout.window_head_english),
            "clock": _clock(time, zone) if zone and time and not stale else "",
        }

    def _lines(self, layout: Layout, *, stale: bool) -> tuple[Line, ...]:
        """What is said to everybody; a stale board does not know, and says so where it has room."""
        if stale:
            return (
                () if layout.side_px else tuple(lines(self._stale(), "alert", layout.room.wide_em))
            )
        view = self._view()
        if view is None:
            return ()
        return lines_of(view.hall_wide, view.notice, layout.room.wide_em)

    def _hall_wide(self) -> HallWide:
        """An emergency holds until the hall says it is over, however long it is silent."""
        view = self._view()
        return view.hall_wide if view else HallWide()

    def _rows(self, layout: Layout, now_s: float, *, stale: bool) -> list[Shown]:
        calls = self._calls()[: layout.rows]
        return [self._row(layout, call, now_s, at, stale=stale) for at, call in enumerate(calls)]

    def _row(self, layout: Layout, call: Call, now_s: float, at: int, *, stale: bool) -> Shown:
        """A call; one that is called again is marked so for its minute."""
        mood = self._mood(call, now_s, at, stale=stale)
        again = call.times > 1 and not stale and self._fresh.is_fresh(call, now_s)
        window = "{window}号窗口" if layout.says_window else "{window}号"
        area = self._area(call, self._area_names()) if layout.shows_area else ""
        return {
            "number": call.number,
            "window": window.format(window=call.window),
            "area": words("zh")("再次呼叫") if again and layout.says_again else area,
            "again": again,
            "mood": mood.value,
        }

    def _mood(self, call: Call, now_s: float, at: int, *, stale: bool) -> Mood:
        """A stale board calls nobody."""
        return Mood.PLAIN if stale else self._fresh.mood(call, now_s, newest=at == 0)

    def _area(self, call: Call, areas: Mapping[str, tuple[str, str]]) -> str:
        """A call's area, where it is not the board's own."""
        if call.area == self._zone or call.area not in areas:
            return ""
        return areas[call.area][0]

    def _side(self, layout: Layout, now_s: float) -> Shown:
        view = self._view()
        rows = [self._wait(queue) for queue in view.queues] if view and layout.side_px else []
        return {
            "title": self._both(mark("等候人数")),
            "rows": _sheet(rows, layout.side_rows, now_s),
        }

    def _wait(self, queue: CategoryQueue) -> Shown:
        card = self._categories().get(queue.category)
        name = _short(card) if card else queue.category
        return {
            "prefix": card.prefix if card else "",
            "name": name,
            "count": str(queue.waiting),
        }

    def _beside(self, layout: Layout) -> list[str]:
        """That the board cannot be trusted, beside the calls."""
        chinese, english = self._stale()
        return ["\n".join(broken(chinese, layout.side_em)), english]

    def _stale(self) -> Text:
        """That the board cannot be trusted, in both languages."""
        since = self._confirmed_clock()
        if self._view() is None or not since:
            text = mark("正在连接大厅，请听广播、看窗口屏。")
        else:
            text = mark("本屏{time}后未更新，请听广播、看窗口屏。")
        chinese, english = (t.format(time=since) for t in self._both(text))
        return chinese, english

    def _heading(self, text: str, *, english: bool) -> str:
        return " ".join(self._both(text)) if english else text

    def _both(self, text: str) -> list[str]:
        return [words("zh")(text), words("en")(text)]

    # --- what is known

    def _view(self) -> BoardView | None:
        heard = self._hearing.views.get(self._key)
        return heard.view if heard and isinstance(heard.view, BoardView) else None

    def _calls(self) -> Sequence[Call]:
        view = self._view()
        return view.calls if view else ()

    def _site(self) -> SiteView | None:
        heard = self._hearing.views.get(SITE)
        return heard.view if heard and isinstance(heard.view, SiteView) else None

    def _area_names(self) -> dict[str, tuple[str, str]]:
        site = self._site()
        return {area.code: area.name for area in site.areas} if site else {}

    def _categories(self) -> dict[str, CategoryCard]:
        views = [heard.view for heard in self._hearing.views.values()]
        parts = [view for view in views if isinstance(view, CatalogueView)]
        return {card.code: card for part in parts for card in part.categories}

    def _time_zone(self) -> tzinfo | None:
        site = self._site()
        if site is None:
            return None
        try:
            return ZoneInfo(site.zone)
        except (ZoneInfoNotFoundError, ValueError):
            return None  # no clock is better than a wrong one

    def _confirmed_clock(self) -> str:
        heard, zone = self._hearing.views.get(self._key), self._time_zone()
        if heard is None or heard.confirmed_at is None or zone is None:
            return ""
        return _clock(heard.confirmed_at, zone)


def _short(card: CategoryCard) -> str:
    """What a board calls a category."""
    return (card.title or card.name)[0]


def _clock(time: datetime, zone: tzinfo) -> str:
    return time.astimezone(zone).strftime("%H:%M")


def _sheet(rows: list[Shown], per_sheet: int, now_s: float) -> list[Shown]:
    """The rows that are shown now: sheets of equal length follow each other."""
    sheets = max(1, -(-len(rows) // per_sheet))
    per_sheet = -(-len(rows) // sheets)
    at = int(now_s / SHEET_S) % sheets
    return rows[at * per_sheet : (at + 1) * per_sheet]
