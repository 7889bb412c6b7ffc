"""The warnings that stand, and who has seen them; read by the pages, written by whoever watches.

May be used by any thread: what it holds is replaced as a whole. What must not live here: what is
warned of (see `hall.supervision`), sending (see `hall.web.webhook`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from hall.catalogue.model import Catalogue
from hall.controller.orders import Change
from hall.core import events as e
from hall.core.hall import Hall, WindowStatus
from hall.supervision.figures import Thresholds
from hall.supervision.readings import Circumstances, readings
from hall.supervision.warnings import Board, Key, Level, News, Told, WarningSettings, watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody sees to a warning; it is told again only when it gets worse."""

    by: str
    at: datetime
    level: Level


class Watch:
    """All warnings of one hall."""

    def __init__(self, settings: WarningSettings | None = None) -> None:
        self.settings = settings or WarningSettings()
        self.board: Board = {}
        self.seen: Mapping[Key, Seen] = {}
        self.working_since: Mapping[int, datetime] = {}
        self._lock = Lock()

    def heard(self, change: Change) -> None:
        """Since when each window works without a pause; a new clerk begins anew."""
        for fact in change.facts:
            event = fact.event
            if isinstance(event, e.WindowOpened | e.WindowTakenOver):
                self.works_since(event.window, event.at)
            elif isinstance(event, e.WindowPaused | e.WindowClosed):
                self.working_since = {
                    no: at for no, at in self.working_since.items() if no != event.window
                }

    def works_since(self, window: int, at: datetime) -> None:
        """A window was opened, also before this program began."""
        self.working_since = {**self.working_since, window: at}

    def look(self, hall: Hall, catalogue: Catalogue, now: datetime) -> tuple[Told, ...]:
        """Take all readings; gives what is to be told, without what somebody sees to already."""
        open_now = {no for no, each in hall.windows.items() if each.status is WindowStatus.OPEN}
        here = Circumstances(
            catalogue=catalogue,
            thresholds=Thresholds(),
            settings=self.settings,
            open_since={no: at for no, at in self.working_since.items() if no in open_now},
        )
        found = readings(hall, now, here)
        with self._lock:
            self.board, told = watch(self.board, found, self.settings.rules, now)
            self.seen = {
                key: each
                for key, each in self.seen.items()
                if key in self.board and self.board[key].level <= each.level
            }
            return tuple(each for each in told if not self._is_seen_to(each))

    def _is_seen_to(self, told: Told) -> bool:
        reading = told.standing.reading
        again = told.news in {News.REPEATED, News.RAISED}
        return again and (reading.kind, reading.subject) in self.seen

    def recall(self, key: Key, seen: Seen) -> None:
        """Somebody saw to a warning before this program began; before the first look."""
        self.seen = {**self.seen, key: seen}

    def acknowledge(self, key: Key, by: str, at: datetime) -> bool:
        """Somebody sees to a warning; False when it does not stand any more."""
        with self._lock:
            standing = self.board.get(key)
            if standing is not None:
                self.seen = {**self.seen, key: Seen(by=by, at=at, level=standing.level)}
            return standing is not None
