"""Driver of window panels, several on one line, whatever they speak; the rest is a `Dialect`.

One request is under way at a time. A text is sent again every few seconds, so that a panel that
was without power shows it again, and a dead panel is asked less often, so that it does not cost
the others their turn. What must not live here: bytes of a protocol (see `panel_…`), threads, MQTT.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final, Generic, Protocol, TypeVar

from devices.driver import Health, Outlet, Trouble
from devices.link import Link
from devices.troubles import ECHOES, LINE_LOST, NO_ANSWER, PANEL_REFUSES, UNSUPPORTED
from hall.bus.messages import AnswerOutcome, Command, ShowText

REFRESH_S: Final = 4.0
BLINK_S: Final = 5.0
"""A new call blinks once a second, five times."""
HALF_BLINK_S: Final = 0.5
LOOK_S: Final = 0.05
IDLE_S: Final = 0.25
"""How often to look whether a refresh is due."""
WRITE_S: Final = 2.0
RETRY_S: Final = 0.3
REFUSED_S: Final = 1.0
DEAD_AFTER: Final = 3
"""So many requests without an answer: the panel is off line, and is asked less often."""
DEAD_RETRY_S: Final = 3.0


@dataclass(slots=True, kw_only=True)
class BasePanel:
    """A panel on the line and what is known of it."""

    id: str
    address: int
    text: str | None = None
    """None before the first command: the panel is only asked whether it is there."""
    blink_until_s: float = 0.0
    pending: ShowText | None = None
    """The command that waits for the panel's answer."""
    met: bool = False
    """Whether it has answered a question since the line was opened or the panel was dead."""
    due_s: float = 0.0
    misses: int = 0
    health: Health = Health()


P = TypeVar("P", bound=BasePanel)
P_in = TypeVar("P_in", bound=BasePanel, contravariant=True)


class Verdict(Enum):
    """What an answer says."""

    TAKEN = auto()
    DAMAGED = auto()
    """The request did not arrive whole; it is sent again."""
    REFUSED = auto()
    """The panel lives and says no."""
    ECHO = auto()
    """The line gives back what is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How panels of one protocol behave."""

    reply_s: float = 0.5
    """How long an answer may take; 0 where panels never answer."""
    gap_s: float = 0.0
    """How long the line rests after an answer."""
    ask_first: bool = False
    """Whether a question comes before the first text: an echo of it is no answer."""
    forgets: bool = False
    """Whether a panel goes dark by itself when its text is not sent again."""
    blinks: bool = False
    """Whether a panel blinks by itself."""


class Dialect(Protocol[P_in]):
    """One protocol of panels."""

    @property
    def errors(self) -> int:
        """How often the line's bytes were of no answer."""

    @property
    def manners(self) -> Manners:
        """How its panels behave."""

    def ask(self, panel: P_in, /) -> bytes:
        """Ask a panel whether it is there; nothing where panels never answer."""

    def show(self, panel: P_in, text: str, /, *, blink: bool) -> bytes:
        """Show a text, or with an empty one nothing."""

    def can_blink(self, panel: P_in, /) -> bool:
        """Whether text and dark can take turns."""

    def hear(self, data: bytes, /) -> Iterable[tuple[int, Verdict]]:
        """The answers that are complete with these bytes, with their panels' addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked(Generic[P]):
    """The request under way."""

    panel: P
    command: ShowText | None
    until_s: float


class PanelDriver(Generic[P]):
    """All panels of one line."""

    def __init__(self, outlet: Outlet, panels: Sequence[P], dialect: Dialect[P]) -> None:
        self._outlet = outlet
        self._panels = {panel.id: panel for panel in panels}
        self._dialect = dialect
        self._manners = dialect.manners
        self._link: Link | None = None
        self._asked: _Asked[P] | None = None
        self._resting = False
        self._free_at_s = 0.0
        self.may_send: Callable[[], bool] = lambda: True
        """Whether the line is ours now, where it is shared with other machines."""

    @property
    def busy(self) -> bool:
        """Whether a request is under way."""
        return self._asked is not None

    @property
    def patience_s(self) -> float:
        """Short while an answer or a refresh is due."""
        if self._resting:
            return self._manners.gap_s
        return LOOK_S if self._asked else IDLE_S

    # --- line ----------------------------------------------------------------------------------

    def opened(self, link: Link, now_s: float) -> None:
        """Ask every panel at once; online is who answers."""
        self._link = link
        self._asked = None
        for panel in self._panels.values():
            panel.due_s, panel.misses, panel.met = now_s, 0, False
        self._send_next(now_s)

    def lost(self) -> None:
        """Every panel is off line; what should be shown is kept."""
        self._link = None
        self._asked = None
        for panel in self._panels.values():
            self._give_up(panel, LINE_LOST)

    def received(self, data: bytes, now_s: float) -> None:
        """Answers of panels; then the next request that is due."""
        errors = self._dialect.errors
        for address, verdict in self._dialect.hear(data):
            self._hear(address, verdict, now_s)
        if self._asked and now_s >= self._asked.until_s:
            self._miss(self._asked.panel, now_s)
        if self._dialect.errors > errors and self._asked:
            panel = self._asked.panel
            self._tell(panel, panel.health.counted("wire_errors", self._dialect.errors - errors))
        self._send_next(now_s)

    # --- hall to panels ------------------------------------------------------------------------

    def obey(self, device: str, command: Command, now_s: float) -> None:
        """Show a text; answered when the panel has taken it."""
        panel = self._panels[device]
        if not isinstance(command, ShowText):
            self._outlet.answer(device, command.id, AnswerOutcome.FAILED, UNSUPPORTED.text)
            return
        if panel.pending is not None:  # overtaken by a newer text before the panel took it
            self._outlet.answer(device, panel.pending.id, AnswerOutcome.DONE)
        panel.text, panel.pending = command.text, command
        blinks = command.blink and self._dialect.can_blink(panel)
        panel.blink_until_s = now_s + BLINK_S if blinks else 0.0
        panel.due_s = now_s
        if self._link is None or panel.misses >= DEAD_AFTER:
            self._give_up(panel, LINE_LOST if self._link is None else NO_ANSWER)
        self._send_next(now_s)

    def unanswered(self, device: str, now_s: float) -> None:
        """A panel asks for nothing."""

    # --- one request at a time -----------------------------------------------------------------

    def _send_next(self, now_s: float) -> None:
        self._resting = self._asked is None and now_s < self._free_at_s
        while self._asked is None and not self._resting:
            due = [panel for panel in self._panels.values() if panel.due_s <= now_s]
            if self._link is None or not due or not self.may_send():
                return
            panel = min(due, key=lambda each: (each.misses >= DEAD_AFTER, each.due_s))
            self._send(self._link, panel, now_s)

    def _send(self, link: Link, panel: P, now_s: float) -> None:
        command, request = self._request(panel, now_s)
        if request:
            link.write(request, WRITE_S)
        if self._manners.reply_s:
            until_s = now_s + self._manners.reply_s
            self._asked = _Asked(panel=panel, command=command, until_s=until_s)
        else:
            self._taken(panel, command, now_s)

    def _request(self, panel: P, now_s: float) -> tuple[ShowText | None, bytes]:
        """What the panel should hear now, and the command that this carries out."""
        if panel.text is None or (self._manners.ask_first and not panel.met):
            return None, self._dialect.ask(panel)
        if panel.pending is None and not self._outlet.hall_is_alive():
            # Nobody stands by what is shown: what does not go dark by itself is told to.
            forgets = self._manners.forgets
            return None, self._dialect.ask(panel) if forgets else self._shown(panel, "")
        left_s = panel.blink_until_s - now_s
        if self._manners.blinks:
            return panel.pending, self._shown(panel, panel.text, blink=left_s > 0)
        lit = left_s <= 0 or panel.pending is not None or int(left_s / HALF_BLINK_S) % 2 == 0
        return panel.pending, self._shown(panel, panel.text if lit else "")

    def _shown(self, panel: P, text: str, *, blink: bool = False) -> bytes:
        return self._dialect.show(panel, text, blink=blink)

    def _hear(self, address: int, verdict: Verdict, now_s: float) -> None:
        if self._asked is None or address != self._asked.panel.address:
            return
        asked, self._asked = self._asked, None
        self._free_at_s = now_s + self._manners.gap_s
        match verdict:
            case Verdict.TAKEN:
                self._taken(asked.panel, asked.command, now_s)
            case Verdict.DAMAGED:
                self._retry(asked.panel, now_s)
            case Verdict.REFUSED:
                self._refused(asked.panel, PANEL_REFUSES, now_s, online=True)
            case Verdict.ECHO:
                self._refused(asked.panel, ECHOES, now_s, online=False)

    def _taken(self, panel: P, command: ShowText | None, now_s: float) -> None:
        panel.misses = 0
        first, panel.met = not panel.met, True
        panel.due_s = self._next_s(panel, now_s)
        if command is not None and command is panel.pending:
            panel.pending = None
            outcome = AnswerOutcome.SHOWN if self._manners.reply_s else AnswerOutcome.SENT
            self._outlet.answer(panel.id, command.id, outcome)
        if panel.pending is not None or (first and self._manners.ask_first and panel.text):
            panel.due_s = now_s
        if not panel.health.online or panel.health.troubles:
            self._tell(panel, Health(online=True, counters=panel.health.counters))

    def _next_s(self, panel: P, now_s: float) -> float:
        """When the panel should hear from us again."""
        if now_s >= panel.blink_until_s:
            return now_s + REFRESH_S
        if self._manners.blinks:
            return min(now_s + REFRESH_S, panel.blink_until_s)
        return now_s + HALF_BLINK_S

    def _miss(self, panel: P, now_s: float) -> None:
        self._asked = None
        self._tell(panel, panel.health.counted("misses"))
        self._retry(panel, now_s)

    def _retry(self, panel: P, now_s: float) -> None:
        panel.misses += 1
        dead = panel.misses >= DEAD_AFTER
        panel.due_s = now_s + (DEAD_RETRY_S if dead else RETRY_S)
        if dead:
            panel.met = False
            self._give_up(panel, NO_ANSWER)

    def _refused(self, panel: P, trouble: Trouble, now_s: float, *, online: bool) -> None:
        """The line or the panel works, but the text is not shown."""
        panel.due_s = now_s + REFUSED_S
        self._give_up(panel, trouble, online=online)

    def _give_up(self, panel: P, trouble: Trouble, *, online: bool = False) -> None:
        if panel.pending is not None:
            self._outlet.answer(panel.id, panel.pending.id, AnswerOutcome.FAILED, trouble.text)
            panel.pending = None
        self._tell(panel, replace(panel.health, online=online, troubles=(trouble,)))

    def _tell(self, panel: P, health: Health) -> None:
        panel.health = health
        self._outlet.health(panel.id, health)
