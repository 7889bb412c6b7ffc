"""Driver of one reader of identity cards, alone on its line.

The reader is asked again and again whether a card lies on it; one that has been read is not found
again before it is lifted. Out of the card come a keyed hash of its number and an age band; number,
name and photograph are neither kept nor told nor logged. What must not live here: frames (see the
codec), what the hall makes of a person.
"""

import hmac
from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from typing import Final, get_args

from devices.codecs.sam import (
    DONE,
    FIND,
    FOUND,
    READ,
    SELECT,
    Card,
    Frame,
    FrameDecoder,
    card_of,
    request,
)
from devices.driver import Health, Outlet
from devices.errors import WireError
from devices.link import Link
from devices.troubles import CARD_UNREADABLE, LINE_LOST, NO_ANSWER, UNSUPPORTED
from hall.bus.messages import AgeFrom, AnswerOutcome, Command

ASK_S: Final = 0.3
REPLY_S: Final = 1.5
"""Reading a card takes the module most of a second."""
PAUSE_S: Final = 0.3
WRITE_S: Final = 1.0
DEAD_AFTER: Final = 3
LOOK_S: Final = 0.1
BANDS: Final[tuple[AgeFrom, ...]] = get_args(AgeFrom)

_NEXT: Final = {FIND: (FOUND, SELECT), SELECT: (DONE, READ)}
"""What each step's good answer is, and which step follows it."""


class CardReaderDriver:
    """One reader; `key` is the secret that every gateway of the hall shares."""

    def __init__(
        self, outlet: Outlet, reader: str, key: bytes, today: Callable[[], date] = date.today
    ) -> None:
        self._outlet = outlet
        self._reader = reader
        self._key = key
        self._today = today
        self._decoder = FrameDecoder()
        self._errors_told = 0
        self._link: Link | None = None
        self._step: bytes | None = None
        self._until_s = self._due_s = self._heard_at_s = 0.0
        self._misses = 0
        self._health = Health()

    patience_s = LOOK_S

    # --- line ----------------------------------------------------------------------------------

    def opened(self, link: Link, now_s: float) -> None:
        """Ask for a card; online is who answers."""
        self._link, self._misses = link, 0
        self._decoder.quiet()
        self._ask(FIND, now_s)

    def lost(self) -> None:
        """The reader is off line."""
        self._link = self._step = None
        self._tell(Health(troubles=(LINE_LOST,), counters=self._health.counters))

    def received(self, data: bytes, now_s: float) -> None:
        """The answer under way; then the next question."""
        if data:
            self._heard_at_s = now_s
        silent = now_s - self._heard_at_s >= PAUSE_S
        for frame in self._decoder.quiet() if silent and not data else self._decoder.feed(data):
            self._answered(frame, now_s)
        if self._step is not None and now_s >= self._until_s:
            self._missed(now_s)
        if self._step is None and now_s >= self._due_s:
            self._ask(FIND, now_s)
        if fresh := self._decoder.errors - self._errors_told:
            self._errors_told += fresh
            self._tell(self._health.counted("wire_errors", fresh))

    def _ask(self, step: bytes, now_s: float) -> None:
        if self._link is None:
            return
        self._step, self._until_s = step, now_s + REPLY_S
        self._link.write(request(step), WRITE_S)

    # --- answers -------------------------------------------------------------------------------

    def _answered(self, frame: Frame, now_s: float) -> None:
        if self._step is None or frame.body == self._step:
            return  # late, or our own question given back: its answer still comes
        step, self._step = self._step, None
        self._misses, self._due_s = 0, now_s + ASK_S
        if not self._health.online:
            self._tell(Health(online=True, counters=self._health.counters))
        good, following = _NEXT.get(step, (DONE, None))
        if frame.status == good and following is not None:
            self._ask(following, now_s)
        elif step == READ:
            self._read(frame)

    def _read(self, frame: Frame) -> None:
        """A card that cannot be read is told; the next good one ends that."""
        try:
            card = card_of(frame.data)
        except WireError:
            troubled = Health(
                online=True, troubles=(CARD_UNREADABLE,), counters=self._health.counters
            )
            self._tell(troubled.counted("unreadable"))
            return
        told = Health(online=True, counters=self._health.counters)
        self._tell(told.counted("cards"))
        self._outlet.card_read(self._reader, self._person(card), age_from(card.born, self._today()))

    def _person(self, card: Card) -> str:
        return hmac.digest(self._key, card.number.upper().encode(), "sha256").hex()

    def _missed(self, now_s: float) -> None:
        self._step, self._due_s = None, now_s + ASK_S
        self._misses += 1
        told = self._health.counted("misses")
        if self._misses >= DEAD_AFTER:
            told = Health(troubles=(NO_ANSWER,), counters=told.counters)
        self._tell(told)

    # --- hall to reader ------------------------------------------------------------------------

    def obey(self, device: str, command: Command, _now_s: float) -> None:
        """A reader is told nothing."""
        self._outlet.answer(device, command.id, AnswerOutcome.FAILED, UNSUPPORTED.text)

    def unanswered(self, device: str, now_s: float) -> None:
        """What was read is said once."""

    def _tell(self, health: Health) -> None:
        self._health = health
        self._outlet.health(self._reader, health)


def age_from(born: date, today: date) -> AgeFrom:
    """The least age of the band that somebody is in."""
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    age = max(today.year - born.year - (not had_birthday), 0)
    return BANDS[bisect_right(BANDS, age) - 1]
