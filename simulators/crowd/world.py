"""What the simulated people can see of the hall, gathered from its messages.

What must not live here: what anybody does about it (see `citizens`, `clerks`).
"""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from hall.bus.messages import (
    AskRating,
    Beat,
    CatalogueView,
    CategoryCard,
    CloseRating,
    MatterCard,
    Message,
    NumberIssued,
    QueueView,
    Refused,
    SiteView,
    SlotsAnswer,
    TimeBooked,
    WindowView,
)
from hall.bus.topics import Kind, Topic


class World:
    """The hall as it was last heard of; `hear` takes in one message."""

    def __init__(self) -> None:
        self.site: SiteView | None = None
        self.queue: QueueView | None = None
        self.windows: dict[int, WindowView] = {}
        self.questions: dict[int, str] = {}
        """The service whose rating is asked for, by window."""
        self.issued: dict[str, NumberIssued] = {}
        """What became of requests for a number, by their id."""
        self.refused: dict[str, Refused] = {}
        self.slots: dict[str, SlotsAnswer] = {}
        """What became of questions for free times, and of bookings, by their id."""
        self.booked: dict[str, TimeBooked] = {}
        self.rate = 1.0
        self._parts: dict[int, CatalogueView] = {}
        self._matters: dict[str, MatterCard] = {}
        self._categories: dict[str, CategoryCard] = {}
        self._raters: dict[str, int] = {}

    @property
    def complete(self) -> bool:
        """Whether enough is known for people to come."""
        first = next(iter(self._parts.values()), None)
        whole = first is not None and len(self._parts) == first.parts
        return whole and self.site is not None and self.queue is not None

    @property
    def matters(self) -> Mapping[str, MatterCard]:
        """What people come for, by id."""
        return self._matters

    @property
    def categories(self) -> Mapping[str, CategoryCard]:
        """The queues, by code."""
        return self._categories

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people here read times; UTC until the site is known."""
        return ZoneInfo(self.site.zone if self.site else "UTC")

    def hear(self, topic: Topic, message: Message) -> None:
        """Take in one message; what does not concern people is passed over."""
        match message:
            case Beat():
                self.rate = message.rate
            case WindowView() | QueueView() | SiteView() | CatalogueView():
                self._see(message)
            case NumberIssued():
                self.issued[message.request] = message
            case SlotsAnswer():
                self.slots[message.request] = message
            case TimeBooked():
                self.booked[message.request] = message
            case Refused() if topic.kind is Kind.KIOSK:
                self.refused[message.request] = message
            case AskRating() | CloseRating():
                self._hear_question(topic, message)
            case _:
                pass

    def _see(self, view: WindowView | QueueView | SiteView | CatalogueView) -> None:
        match view:
            case WindowView():
                known = self.windows.get(view.window)
                if known is None or view.version > known.version:
                    self.windows[view.window] = view
            case QueueView():
                if self.queue is None or view.version > self.queue.version:
                    self.queue = view
            case SiteView():
                self._see_site(view)
            case CatalogueView():
                self._read_part(view)

    def _see_site(self, site: SiteView) -> None:
        self.site = site
        self._raters = {
            each.id: each.window
            for each in site.devices
            if each.kind == Kind.RATER and each.window is not None
        }

    def _read_part(self, part: CatalogueView) -> None:
        """Keep the parts of the newest catalogue; they are whole when none is missing."""
        if any(each.catalogue_version != part.catalogue_version for each in self._parts.values()):
            self._parts.clear()
        self._parts[part.part] = part
        parts = [self._parts[key] for key in sorted(self._parts)]
        self._categories = {each.code: each for view in parts for each in view.categories}
        self._matters = {each.id: each for view in parts for each in view.matters}

    def _hear_question(self, topic: Topic, message: AskRating | CloseRating) -> None:
        window = self._raters.get(topic.id)
        if window is None:
            return
        if isinstance(message, AskRating):
            self.questions[window] = message.service
        elif self.questions.get(window) == message.service:
            del self.questions[window]
