"""Driver of Modbus RTU pads that count presses, polled in turn, several on one RS-485 line.

Theory of operation. One request is under way at a time. Who has waited longest is asked next; a
command goes first, but never twice before somebody is asked. A station that does not answer is
asked less and less often, one such question at most in `PROBE_S`, so that the living keep their
turn. Presses that lay in a pad while nobody asked it for seconds, or while there was no gateway,
are told, and not carried out. What must not live here: frames and registers (see the codecs), the
other machines of the line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from devices.codecs.modbus import Answer, Read, Refused, Request, Values, answer_decoder, answer_to
from devices.counted import AWAY, Order, Station, on_display
from devices.driver import Health, Outlet, Trouble
from devices.errors import WireError
from devices.last_counts import LastCounts
from devices.link import Link
from devices.troubles import ECHOES, LINE_LOST, NO_ANSWER, PAD_REFUSES, UNSUPPORTED
from hall.bus.messages import (
    AnswerOutcome,
    AskRating,
    Beep,
    CloseRating,
    Command,
    Key,
    Level,
    ShowOnPad,
)

REPLY_S: Final = 0.1
"""How long an answer may take to begin, and to go on."""
LONGEST_S: Final = 0.5
"""How long an answer may take in all, however slowly it drips."""
REST_S: Final = 0.05
"""No station is asked again sooner."""
WRITE_S: Final = 1.0
DEAD_AFTER: Final = 3
DEAD_RETRY_S: Final = 1.0
DEAD_RETRY_MOST_S: Final = 15.0
PROBE_S: Final = 0.5
STALE_S: Final = 5.0
"""What was pressed so long before it is seen is told to the person instead."""
REFUSED_BEEPS: Final = 3
_IDLE_S: Final = 0.25
_LOOK_S: Final = 0.02
_LOOKED_BACK: Final = 64
_BITS: Final = 10
_SILENT_CHARS: Final = 3.5
"""Between two frames (section 2.5.1.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The request under way."""

    station: Station
    request: Request
    order: Order | None
    since_s: float


class CountedPadDriver:
    """All counting pads of one line."""

    def __init__(
        self,
        outlet: Outlet,
        stations: Sequence[Station],
        baud: int = 9600,
        last_counts: LastCounts | None = None,
    ) -> None:
        self._outlet = outlet
        self._last_counts = last_counts or LastCounts()
        self._stations = {each.id: each for each in stations}
        for each in stations:
            each.counts = self._last_counts.of(each.id, each.registers.size)
            each.unread = each.counts is not None
        self._decoder = answer_decoder()
        self._errors_told = 0
        self._gap_s = _SILENT_CHARS * _BITS / baud
        self._link: Link | None = None
        self._asked: _Asked | None = None
        self._heard = b""
        self._until_s = 0.0
        self._free_at_s = 0.0
        self._probe_at_s = 0.0
        self._ordered_last = False
        self._hall_is_there = True
        self.may_send: Callable[[], bool] = lambda: True
        """Whether the line is ours now, where it is shared with other machines."""

    @property
    def busy(self) -> bool:
        """Whether a request is under way."""
        return self._asked is not None

    @property
    def patience_s(self) -> float:
        """Short while an answer is due."""
        return _LOOK_S if self.busy or any(each.orders for each in self._all) else self._rest_s

    @property
    def _rest_s(self) -> float:
        alive = any(each.misses < DEAD_AFTER for each in self._all)
        return min(self._gap_s, _LOOK_S) if alive else _IDLE_S

    @property
    def _all(self) -> list[Station]:
        return list(self._stations.values())

    # --- line ----------------------------------------------------------------------------------

    def opened(self, link: Link, now_s: float) -> None:
        """Ask every station at once; online is who answers."""
        self._link, self._asked = link, None
        for each in self._all:
            each.due_s, each.misses = now_s, 0
        self._send_next(now_s)

    def lost(self) -> None:
        """Every station is off line; what should be shown is kept."""
        self._link, self._asked = None, None
        for each in self._all:
            self._give_up(each, LINE_LOST)

    def received(self, data: bytes, now_s: float) -> None:
        """The answer under way; then whoever is next."""
        if data:
            self._heard = (self._heard + data)[-_LOOKED_BACK:]
            self._until_s = now_s + REPLY_S
        if self._asked is not None and self._is_echo(self._asked):
            self._echoed(self._asked, now_s)
        for answer in self._decoder.feed(data):
            if self._asked is not None and answer.station == self._asked.station.address:
                self._answered(self._asked, answer, now_s)
        if self._asked is not None and self._is_over(self._asked, now_s):
            self._missed(self._asked, now_s)
        self._look_for_the_hall()
        self._send_next(now_s)

    def _is_echo(self, asked: _Asked) -> bool:
        """Whether a question came back: a write's echo would pass for its answer."""
        return isinstance(asked.request, Read) and asked.request.to_bytes() in self._heard

    def _echoed(self, asked: _Asked, now_s: float) -> None:
        self._decoder.quiet()
        self._asked, self._free_at_s = None, now_s + REPLY_S
        asked.station.due_s = now_s + DEAD_RETRY_S
        self._give_up(asked.station, ECHOES)

    def _is_over(self, asked: _Asked, now_s: float) -> bool:
        return now_s >= min(self._until_s, asked.since_s + LONGEST_S)

    # --- asking --------------------------------------------------------------------------------

    def _send_next(self, now_s: float) -> None:
        if self._link is None or self.busy or now_s < self._free_at_s or not self.may_send():
            return
        station = self._next(now_s)
        if station is None:
            return
        order = station.orders[0] if self._comes_first(station) else None
        self._ordered_last = order is not None
        request = order.request if order else station.question()
        self._decoder.quiet()
        self._heard = b""
        self._link.write(request.to_bytes(), WRITE_S)
        self._asked = _Asked(station=station, request=request, order=order, since_s=now_s)
        self._until_s = now_s + REPLY_S

    def _comes_first(self, station: Station) -> bool:
        return bool(station.orders) and station.misses < DEAD_AFTER and not self._ordered_last

    def _next(self, now_s: float) -> Station | None:
        living = [each for each in self._all if each.misses < DEAD_AFTER]
        if ordered := [each for each in living if self._comes_first(each)]:
            return min(ordered, key=lambda each: each.due_s)
        due = [each for each in living if each.due_s <= now_s or each.orders]
        if now_s >= self._probe_at_s:
            due += [each for each in self._all if each not in living and each.due_s <= now_s]
        return min(due, key=lambda each: each.due_s, default=None)

    # --- answers -------------------------------------------------------------------------------

    def _answered(self, asked: _Asked, answer: Answer, now_s: float) -> None:
        if isinstance(answer, Refused):
            self._refused(asked, now_s)
        elif isinstance(asked.request, Read):
            if isinstance(answer, Values):
                self._polled(asked.station, asked.request, answer, now_s)
        elif answer == answer_to(asked.request):
            self._settled(asked, now_s)
            self._close(asked, AnswerOutcome.SHOWN)

    def _polled(self, station: Station, question: Read, answer: Values, now_s: float) -> None:
        try:
            pressed, digits = station.heard(question, answer.words)
        except WireError:
            return  # another's answer, or a late one
        late = now_s - station.seen_at_s > STALE_S
        self._settled(None, now_s, station)
        for at in pressed:
            self._tell(station, station.health.counted("presses"))
            if late:
                station.beep(REFUSED_BEEPS)
            elif station.is_rater:
                self._rated(station, station.registers.levels[at], now_s)
            else:
                self._outlet.press(station.id, Key(station.registers.keys[at]), digits)
        self._last_counts.note(station.id, station.counts)

    def _rated(self, station: Station, level: int, now_s: float) -> None:
        service = station.service
        if service is None or now_s >= station.open_until_s:
            station.beep(REFUSED_BEEPS)
            return
        station.service = None
        station.ask(on=False)
        self._outlet.rate(station.id, service, _LEVELS[level])
        self._tell(station, station.health.counted(f"rated_{level}"))

    def _settled(self, asked: _Asked | None, now_s: float, station: Station | None = None) -> None:
        """A good answer: the station lives, and the line rests for a moment."""
        station = station or (asked.station if asked else None)
        if station is None:
            return
        fresh = station.misses >= DEAD_AFTER or not station.health.online
        self._asked, self._free_at_s = None, now_s + self._gap_s
        station.misses, station.due_s = 0, 0.0 if station.unread else now_s + REST_S
        if asked is None and not station.unread:
            station.seen_at_s = now_s
        if fresh or station.health.troubles:
            self._tell(station, Health(online=True, counters=station.health.counters))
        if fresh:
            self._show(station)

    def _refused(self, asked: _Asked, now_s: float) -> None:
        """The pad lives and does not know the register."""
        self._asked, self._free_at_s = None, now_s + self._gap_s
        asked.station.due_s = now_s + DEAD_RETRY_S
        self._close(asked, AnswerOutcome.FAILED, PAD_REFUSES)
        if asked.order is None:
            trouble = replace(asked.station.health, online=False, troubles=(PAD_REFUSES,))
            self._tell(asked.station, trouble)

    def _close(self, asked: _Asked, outcome: AnswerOutcome, why: Trouble | None = None) -> None:
        """An order is done, or will not be."""
        order, station = asked.order, asked.station
        if order is None:
            return
        if station.orders and station.orders[0] is order:
            station.orders.popleft()
        if order.command is not None:
            self._outlet.answer(station.id, order.command, outcome, why.text if why else None)

    def _missed(self, asked: _Asked, now_s: float) -> None:
        station = asked.station
        self._asked, self._free_at_s = None, now_s + self._gap_s
        station.misses += 1
        self._tell(station, station.health.counted("misses"))
        self._count_errors(station)
        dead = station.misses - DEAD_AFTER
        station.due_s = now_s
        if dead >= 0:
            self._probe_at_s = now_s + PROBE_S
            station.due_s += min(DEAD_RETRY_S * 2 ** min(dead, 4), DEAD_RETRY_MOST_S)
            self._give_up(station, NO_ANSWER)

    # --- hall to pads --------------------------------------------------------------------------

    def obey(self, device: str, command: Command, now_s: float) -> None:
        """Show, beep or ask; answered when the pad has taken it."""
        station = self._stations[device]
        if not self._ordered(station, command, now_s):
            self._outlet.answer(device, command.id, AnswerOutcome.FAILED, UNSUPPORTED.text)
            return
        if self._link is None or station.misses >= DEAD_AFTER:
            self._give_up(station, LINE_LOST if self._link is None else NO_ANSWER)
        self._send_next(now_s)

    def _ordered(self, station: Station, command: Command, now_s: float) -> bool:
        match command:
            case ShowOnPad() if not station.is_rater:
                station.shown, self._hall_is_there = command, True
                return station.show(on_display(command), command.id)
            case AskRating() if station.is_rater:
                station.service, station.open_until_s = command.service, now_s + command.open_s
                return self._light(station, command, on=True)
            case CloseRating() if station.is_rater:
                if station.service == command.service:
                    station.service = None
                return self._light(station, command, on=False)
            case Beep():
                return station.beep(command.times, command.id)
            case _:
                return False

    def _light(self, station: Station, command: Command, *, on: bool) -> bool:
        """A rating pad without a lamp takes ratings all the same."""
        if station.registers.ask is None:
            self._outlet.answer(station.id, command.id, AnswerOutcome.DONE)
            return True
        return station.ask(on=on, command=command.id)

    def unanswered(self, device: str, now_s: float) -> None:
        """Three beeps, as for a refusal: what was pressed has not happened."""
        self._stations[device].beep(REFUSED_BEEPS)
        self._send_next(now_s)

    def _look_for_the_hall(self) -> None:
        if self._hall_is_there == self._outlet.hall_is_alive():
            return
        self._hall_is_there = not self._hall_is_there
        for each in self._all:
            self._show(each)

    def _show(self, station: Station) -> None:
        """What the hall has said last, or that it is away."""
        if station.shown is not None:
            station.show(on_display(station.shown) if self._hall_is_there else AWAY)
        if station.service is not None:
            station.ask(on=True)

    # --- small things --------------------------------------------------------------------------

    def _give_up(self, station: Station, trouble: Trouble) -> None:
        """What it was to do is not done; when it is back it is shown how things stand."""
        for order in station.orders:
            if order.command is not None:
                self._outlet.answer(station.id, order.command, AnswerOutcome.FAILED, trouble.text)
        station.orders.clear()
        self._tell(station, replace(station.health, online=False, troubles=(trouble,)))

    def _tell(self, station: Station, health: Health) -> None:
        if health != station.health:
            station.health = health
            self._outlet.health(station.id, health)

    def _count_errors(self, station: Station) -> None:
        fresh, self._errors_told = self._decoder.errors - self._errors_told, self._decoder.errors
        if fresh:
            self._tell(station, station.health.counted("wire_errors", fresh))


_LEVELS: Final[dict[int, Level]] = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
