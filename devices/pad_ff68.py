"""Driver of calling pads and rating pads that speak `FF 68`, several on one line.

Every frame of a pad is echoed at once, as the pads expect, and counts once however often it is
repeated. What a key does is the hall's to say, and whether it beeps; three beeps of our own say
that a key has no meaning, that no question is open, or that the hall is silent; while it is, the
display is dark, because nobody stands by what it shows. What must not live here: frames (see the
codec), threads, MQTT.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from devices.codecs.ff68 import (
    HOST_ONLY,
    Frame,
    FrameDecoder,
    PadKey,
    ask_rating,
    beep,
    show,
)
from devices.driver import Health, Outlet
from devices.link import Link
from devices.troubles import ECHOES, LINE_LOST, UNSUPPORTED
from hall.bus.messages import (
    AnswerOutcome,
    AskRating,
    Beep,
    CloseRating,
    Command,
    Key,
    Level,
    ShowOnPad,
    WindowStatus,
)

REPEAT_S: Final = 1.0
"""The same frame again within this time is the same press."""
WRITE_S: Final = 1.0
BEEP_GAP_S: Final = 0.25
MOST_TRIES: Final = 5
"""More often than this no pad sends a frame."""
REFUSED_BEEPS: Final = 3
QUIET_S: Final = 1.0
"""After a press without an echo of ours for so long, the line gives nothing back any more."""
PAUSE_S: Final = 0.05
"""A silence within a frame longer than this has broken it off."""
IDLE_S: Final = 1.0
PAUSED: Final = "000"

KEYS: Final[Mapping[PadKey, Key]] = {
    PadKey.CALL: Key.CALL,
    PadKey.RECALL: Key.RECALL,
    PadKey.RATE: Key.RATE,
    PadKey.NO_SHOW: Key.NO_SHOW,
    PadKey.PAUSE: Key.PAUSE,
    PadKey.PARK: Key.PARK,
    PadKey.CALL_BACK: Key.CALL_BACK,
    PadKey.TRANSFER: Key.TRANSFER,
    PadKey.CANCEL: Key.CANCEL,
    PadKey.CONFIRM: Key.SIGN_IN,
}
"""What the keys of a pad ask for, unless the settings say otherwise."""
LEVELS: Final[Mapping[int, Level]] = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
"""What the raw levels of a rating pad mean, unless the settings say otherwise."""


@dataclass(slots=True, kw_only=True)
class Pad:
    """A calling pad on the line."""

    id: str
    address: int
    keys: Mapping[PadKey, Key] = field(default_factory=lambda: KEYS)
    shown: ShowOnPad | None = None
    health: Health = Health()


@dataclass(slots=True, kw_only=True)
class Rater:
    """A rating pad on the line; it may share the address of a calling pad."""

    id: str
    address: int
    levels: Mapping[int, Level] = field(default_factory=lambda: LEVELS)
    service: str | None = None
    """The service whose question is open."""
    open_until_s: float = 0.0
    health: Health = Health()


class PadDriver:
    """All pads of one line."""

    def __init__(self, outlet: Outlet, pads: Sequence[Pad], raters: Sequence[Rater]) -> None:
        self._outlet = outlet
        self._pads = {pad.address: pad for pad in pads}
        self._raters = {rater.address: rater for rater in raters}
        self._by_id: dict[str, Pad | Rater] = {pad.id: pad for pad in pads}
        self._by_id.update({rater.id: rater for rater in raters})
        self._link: Link | None = None
        self._decoder = FrameDecoder()
        self._errors_told = 0
        self._last: dict[int, tuple[Frame, float, int]] = {}
        self._beeps: list[tuple[float, int]] = []
        self._cleared_at_s: dict[int, float] = {}
        """When an echo is over, by the address that was pressed, unless it comes again."""
        self._heard_at_s = 0.0
        self._hall_is_there = True

    @property
    def patience_s(self) -> float:
        """Short while a frame is incomplete or a beep is due."""
        return PAUSE_S if self._decoder.incomplete or self._beeps else IDLE_S

    # --- line ----------------------------------------------------------------------------------

    def opened(self, link: Link, _now_s: float) -> None:
        """Show again what was shown."""
        self._link = link
        self._beeps.clear()
        for each in self._by_id.values():
            self._tell(each, Health(online=True, counters=each.health.counters))
        self._show_again()

    def _show_again(self) -> None:
        """What the hall has said last, or while it is away nothing."""
        for pad in self._pads.values():
            if pad.shown is not None:
                self._send(_display(pad, pad.shown) if self._hall_is_there else show(pad.address))

    def lost(self) -> None:
        """Every pad is off line."""
        self._link = None
        for each in self._by_id.values():
            self._tell(each, Health(troubles=(LINE_LOST,), counters=each.health.counters))

    def received(self, data: bytes, now_s: float) -> None:
        """Frames of pads; silence ends a broken one. Beeps that are due go out."""
        if data:
            self._heard_at_s = now_s
        silent = now_s - self._heard_at_s >= PAUSE_S
        for frame in self._decoder.quiet() if silent else self._decoder.feed(data):
            self._hear(frame, now_s)
        due = [address for at_s, address in self._beeps if at_s <= now_s]
        self._beeps = [each for each in self._beeps if each[0] > now_s]
        for address in due:
            self._send(beep(address))
        self._count_errors()
        self._clear_echoes(now_s)
        if self._hall_is_there != self._outlet.hall_is_alive():
            self._hall_is_there = not self._hall_is_there
            self._show_again()

    # --- pads to hall --------------------------------------------------------------------------

    def _hear(self, frame: Frame, now_s: float) -> None:
        if frame.address not in self._pads and frame.address not in self._raters:
            return  # without an echo its pad says itself that nobody hears it
        count = self._count(frame, now_s)
        if frame.function in HOST_ONLY or count > MOST_TRIES:
            self._warn(frame.address)
            return
        repeated = count > 1
        if not repeated:
            self._cleared_at_s[frame.address] = now_s + QUIET_S
        if frame.level is None:
            self._hear_key(frame, repeated=repeated, now_s=now_s)
        else:
            self._send(frame.acknowledgement())
            self._hear_level(frame.address, frame.level, repeated=repeated, now_s=now_s)

    def _count(self, frame: Frame, now_s: float) -> int:
        """How often the same frame has come just now."""
        last, at_s, count = self._last.get(frame.address, (None, 0.0, 0))
        again = frame == last and now_s - at_s < REPEAT_S
        self._last[frame.address] = (frame, now_s, count + 1 if again else 1)
        return self._last[frame.address][2]

    def _warn(self, address: int) -> None:
        """We hear ourselves; to answer that would never end."""
        self._cleared_at_s.pop(address, None)
        for each in self._by_id.values():
            if each.address == address and ECHOES not in each.health.troubles:
                self._tell(each, replace(each.health, troubles=(ECHOES,)))

    def _clear_echoes(self, now_s: float) -> None:
        """Somebody has pressed, and we have not heard ourselves since."""
        for address in [at for at, due_s in self._cleared_at_s.items() if due_s <= now_s]:
            del self._cleared_at_s[address]
            for each in self._by_id.values():
                if each.address == address and ECHOES in each.health.troubles:
                    self._tell(each, replace(each.health, troubles=()))

    def _hear_key(self, frame: Frame, *, repeated: bool, now_s: float) -> None:
        """The hall is asked before the pad has its echo: a person waits for the call."""
        pad = self._pads.get(frame.address)
        if pad is not None and not repeated:
            self._press(pad, frame, now_s)
        self._send(frame.acknowledgement())
        if pad is not None:
            self._tell(pad, pad.health.counted("repeats" if repeated else "presses"))

    def _press(self, pad: Pad, frame: Frame, now_s: float) -> None:
        asked = pad.keys.get(frame.key) if frame.key else None
        if asked is None:
            self._beep(frame.address, REFUSED_BEEPS, now_s)
            return
        self._outlet.press(pad.id, asked, frame.figures)

    def _hear_level(self, address: int, raw: int, *, repeated: bool, now_s: float) -> None:
        rater = self._raters.get(address)
        if rater is None:
            return
        self._tell(rater, rater.health.counted("repeats" if repeated else "presses"))
        if repeated:
            return
        service, level = rater.service, rater.levels.get(raw)
        if service is None or level is None or now_s >= rater.open_until_s:
            self._beep(address, REFUSED_BEEPS, now_s)
            return
        rater.service = None
        self._outlet.rate(rater.id, service, level)
        self._tell(rater, rater.health.counted(f"rated_{level}"))

    def unanswered(self, device: str, now_s: float) -> None:
        """Three beeps, as for a refusal: what was pressed has not happened."""
        self._beep(self._by_id[device].address, REFUSED_BEEPS, now_s)

    # --- hall to pads --------------------------------------------------------------------------

    def obey(self, device: str, command: Command, now_s: float) -> None:
        """Show, beep, ask, or close a question; answered at once.

        What is shown or asked while the line is lost is remembered, and answered as failed.
        """
        each = self._by_id[device]
        match each, command:
            case Pad(), ShowOnPad():
                each.shown, self._hall_is_there = command, True
                self._finish(device, command, AnswerOutcome.SHOWN, _display(each, command))
            case Rater(), AskRating():
                each.service, each.open_until_s = command.service, now_s + command.open_s
                self._finish(device, command, AnswerOutcome.SHOWN, ask_rating(each.address))
            case Rater(), CloseRating():
                each.service = None if each.service == command.service else each.service
                self._finish(device, command, AnswerOutcome.DONE)
            case _, Beep():
                self._beep(each.address, command.times, now_s)
                self._finish(device, command, AnswerOutcome.DONE)
            case _:
                self._outlet.answer(device, command.id, AnswerOutcome.FAILED, UNSUPPORTED.text)

    def _finish(
        self, device: str, command: Command, outcome: AnswerOutcome, frame: Frame | None = None
    ) -> None:
        if self._link is None:
            self._outlet.answer(device, command.id, AnswerOutcome.FAILED, LINE_LOST.text)
            return
        if frame is not None:
            self._send(frame)
        self._outlet.answer(device, command.id, outcome)

    # --- small things --------------------------------------------------------------------------

    def _beep(self, address: int, times: int, now_s: float) -> None:
        """Beeps wait behind those that this address still has to make."""
        last_s = max((at_s for at_s, each in self._beeps if each == address), default=0.0)
        first_s = max(now_s, last_s + BEEP_GAP_S)
        self._beeps += [(first_s + BEEP_GAP_S * count, address) for count in range(times)]

    def _send(self, frame: Frame) -> None:
        if self._link is not None:
            self._link.write(frame.to_bytes(), WRITE_S)

    def _tell(self, each: Pad | Rater, health: Health) -> None:
        each.health = health
        self._outlet.health(each.id, health)

    def _count_errors(self) -> None:
        """Noise belongs to the line, so every pad on it shows it."""
        fresh, self._errors_told = self._decoder.errors - self._errors_told, self._decoder.errors
        for each in self._by_id.values() if fresh else ():
            self._tell(each, each.health.counted("wire_errors", fresh))


def _display(pad: Pad, command: ShowOnPad) -> Frame:
    """Dark while nobody is signed in; no number is 000, so that this says a pause."""
    if command.status is WindowStatus.CLOSED:
        return show(pad.address)
    number = PAUSED if command.status is WindowStatus.PAUSED else command.number
    return show(pad.address, waiting=command.waiting, number=number)
