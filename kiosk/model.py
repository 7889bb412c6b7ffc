"""The kiosk without its screen: what it has heard, where the citizen is, and what it sends; pure.

The machine clock's time is an argument, and ids come from whoever builds the model. Messages to
send wait in `outbox`. What must not live here: words and layout (see `pages`), Qt, the connection.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from hall.bus.asking import Unanswered
from hall.bus.hearing import Hearing
from hall.bus.messages import (
    AskHelp,
    Beat,
    CardRead,
    CatalogueView,
    CheckIn,
    CodeAnswer,
    CodeMeaning,
    DeviceState,
    Language,
    Message,
    QueueView,
    Reply,
    Request,
    Scanned,
    SiteView,
    TakeNumber,
    Version,
)
from hall.bus.topics import Channel, Kind, Topic
from kiosk.asking import (
    ERRANDS,
    for_booking_paper,
    for_check_in,
    for_number,
    for_return,
    for_slots,
)
from kiosk.cards import is_card_reader, is_card_unread
from kiosk.catalogue import NOTHING, assemble, newest_parts
from kiosk.config import NO_VOICE, Timing, VoiceSettings
from kiosk.errand import Errand, ErrandRequest
from kiosk.flow import home, is_still_there, scanned, tapped, with_receipt
from kiosk.heard import is_awaiting, is_desk_open, key_of, queues_of, site_of, wide_of
from kiosk.idle import patience
from kiosk.known import UPRIGHT, Known, Room
from kiosk.outcomes import UNKNOWN_APPOINTMENT, expired, is_not_in_time, replied, with_calls
from kiosk.places import STANDING, Flow, Help, Page, Tap
from kiosk.printer import is_online, is_out_of_order, nearest_working
from kiosk.taking import Taking
from kiosk.technician import VOLUME_STEP_PCT, Technician

_OFFER_NUMBERS: Final = frozenset(
    {Page.GUIDE, Page.TICKS, Page.TOGETHER, Page.RESULT, Page.DOUBT, Page.DAYS, Page.BOOKED}
)
_CHECK_IN: Final = frozenset({Page.APPOINTMENT, Page.CODE})
"""Who holds a card to the reader there books with it."""
_WATCHED: Final = frozenset({Kind.PRINTER, Kind.GATEWAY, Kind.KIOSK, Kind.SCANNER})
_ASKED_AGAIN: Final = frozenset({Page.DAYS, Page.BOOKED})
CARD_LETTERS: Final = 64
"""What a card is read as; that is no code of a paper."""
_LONG_AGO: Final = Version(epoch=0, sequence=0)
"""Older than whatever the hall sends."""


class Kiosk:
    """One kiosk's state; feed it messages, taps and the time, and ask what it knows."""

    def __init__(
        self,
        *,
        hall: str,
        kiosk: str,
        new_id: Callable[[], str],
        timing: Timing,
        language: Language = "zh",
        voice: VoiceSettings = NO_VOICE,
        pin: str | None = None,
        scanners: Collection[str] = (),
    ) -> None:
        self.outbox: list[tuple[Topic, Message]] = []
        self.catalogue_parts: tuple[CatalogueView, ...] = ()
        """The catalogue in use, as it was heard."""
        self._kiosk = kiosk
        self._scanners = scanners
        self._topic = Topic(hall, Kind.KIOSK, kiosk, Channel.REQUEST)
        self._new_id = new_id
        self._timing = timing
        self._language = language
        self.technician = Technician(pin, voice)
        self.has_voice = False
        """Whether the machine can speak."""
        self._hearing = Hearing()
        self._states: dict[tuple[Kind, str], DeviceState] = {}
        self._catalogue = NOTHING
        self._asked: Unanswered[Request] = Unanswered()
        self.flow = Flow(language=language)
        self._acts: Mapping[Tap, Callable[[float], None]] = {
            Tap.TAKE: self._take,
            Tap.CHECK_IN: self._check_in,
            Tap.QUEUE_UP: self._check_in,
            Tap.AGAIN: self._ask_again,
            **{tap: partial(self._ask_errand, tap) for tap in ERRANDS},
            Tap.HELP: self._ask_help,
            Tap.ENTER: self._enter,
            Tap.LOUDER: lambda _now_s: self._turn_volume(VOLUME_STEP_PCT),
            Tap.SOFTER: lambda _now_s: self._turn_volume(-VOLUME_STEP_PCT),
            Tap.TRY_VOICE: self._try_voice,
        }
        """What needs more than the page the citizen is on."""

    # --- what is heard

    def remember(self, views: Iterable[CatalogueView | SiteView]) -> None:
        """Take in what was kept from an earlier run; anything the hall sends replaces it."""
        for view in views:
            old = replace(view, version=_LONG_AGO)
            self._hearing = self._hearing.with_view(key_of(view), old, 0.0)
        self._take_catalogue()

    def heard(self, topic: Topic, message: Message, now_s: float) -> None:
        """Take in a message of the hall."""
        match message:
            case Beat():
                self._hearing = self._hearing.with_beat(message, now_s)
            case CatalogueView() | QueueView() | SiteView():
                self._hearing = self._hearing.with_view((topic.kind, topic.id), message, now_s)
                self._take_catalogue()
                self._follow_call()
            case DeviceState() if topic.kind in _WATCHED:
                self._states[topic.kind, topic.id] = message
            case Scanned() if topic.kind is Kind.SCANNER and topic.id in self._readers():
                self._scan(message.code, now_s)
            case CardRead() if topic.kind is Kind.SCANNER and topic.id in self._readers():
                self._read_card(message, now_s)
            case _ if isinstance(message, Reply) and self._is_mine(topic):
                self._reply(message, now_s)
            case _:
                return

    def _scan(self, code: str, now_s: float) -> None:
        """A code that a page waits for is as good as typed, and sent at once."""
        after = scanned(self.flow, code)
        if after is not None:
            self.flow, tap = after
            self.tapped(tap, "", now_s)

    def _read_card(self, card: CardRead, now_s: float) -> None:
        """Who comes to an appointment, or who it is that books one or takes a number."""
        if self.flow.page is Page.APPOINTMENT:
            self._scan(card.person, now_s)
        else:
            self.flow = replace(self.flow, person=card.person, touched_s=now_s)

    def _is_mine(self, topic: Topic) -> bool:
        return (topic.kind, topic.id) == (Kind.KIOSK, self._kiosk)

    def worth_keeping(self) -> tuple[CatalogueView | SiteView, ...]:
        """What lets the guides be read while the hall is away, after a restart too."""
        site = self._site()
        return self.catalogue_parts if site is None else (*self.catalogue_parts, site)

    def _take_catalogue(self) -> None:
        views = (heard.view for heard in self._hearing.views.values())
        parts = newest_parts(view for view in views if isinstance(view, CatalogueView))
        if parts and parts != self.catalogue_parts:
            self.catalogue_parts = parts
            self._catalogue = assemble(parts)
            if not is_still_there(self.flow, self._catalogue):
                self.flow = home(self.flow)

    def _reply(self, reply: Reply, now_s: float) -> None:
        self._asked.answered(reply.request)
        self.flow = replied(self.flow, reply, now_s)
        self._follow_call()
        if self._may_be_another(reply):
            self.flow = replace(self.flow, page=Page.CODE, taking=None)
            self._ask_errand(Tap.ASK_CODE, now_s)
        elif isinstance(reply, CodeAnswer) and self._waits_for(reply):
            self._use_code(reply.meaning, now_s)
        elif reply is self.flow.booked:
            self._print_booking(now_s)

    def _follow_call(self) -> None:
        self.flow = with_calls(self.flow, waits=is_awaiting(self._hearing, self._kiosk))

    def _may_be_another(self, reply: Reply) -> bool:
        """Whether what was typed or read for an appointment can be a code for something else."""
        taking = self.flow.taking
        return (
            taking is not None
            and taking.refused is reply
            and taking.refused.code == UNKNOWN_APPOINTMENT
            and len(self.flow.code) < CARD_LETTERS
        )

    def _waits_for(self, reply: CodeAnswer) -> bool:
        errand = self.flow.errand
        return self.flow.page is Page.CODE and errand is not None and errand.code is reply

    def _use_code(self, meaning: CodeMeaning, now_s: float) -> None:
        """Do what the code is for; nothing more where the hall knows nothing by it."""
        match meaning:
            case CodeMeaning.APPOINTMENT:
                self._check_in(now_s)
            case CodeMeaning.RETURN:
                self._come_back(now_s)
            case CodeMeaning.RECEIPT:
                self.flow = with_receipt(self.flow, self._catalogue)
                self._ask_errand(Tap.CHECK, now_s)
            case CodeMeaning.UNKNOWN:
                return

    def _come_back(self, now_s: float) -> None:
        request = for_return(self.flow, self._new_id(), self._timing.answer_s)
        self._begin_taking(request, now_s)

    # --- what is touched

    def tapped(self, tap: Tap, argument: str, now_s: float) -> None:
        """Take in a touch; one that the page does not offer only shows that someone is there."""
        self.flow = replace(self.flow, touched_s=now_s)
        if tap in self._acts:
            self._acts[tap](now_s)
        elif tap is not Tap.KNOCK or self.technician.has_pin:
            self.flow = tapped(self.flow, tap, argument, self._catalogue)
            self._ask_slots(now_s)
        self._end_trial()

    def _end_trial(self) -> None:
        """The voice is tried on the technician's page alone."""
        if self.flow.page is not Page.SERVICE:
            self.technician.tries_voice = False

    def _enter(self, now_s: float) -> None:
        if self.flow.page is not Page.PIN:
            return
        is_open = self.technician.opens(self.flow.pin, now_s)
        after = replace(self.flow, pin="")
        self.flow = after.onto(Page.SERVICE) if is_open else after

    def _turn_volume(self, step_pct: int) -> None:
        if self.flow.page is Page.SERVICE:
            self.technician.turn(step_pct)

    def _try_voice(self, _now_s: float) -> None:
        self.technician.tries_voice = not self.technician.tries_voice

    @property
    def tries_voice(self) -> bool:
        """Whether a technician wants to hear the voice."""
        return self.technician.tries_voice

    def _take(self, now_s: float) -> None:
        choice = self.flow.choice
        if self.flow.page in _OFFER_NUMBERS and choice and self.known(now_s).may_take(choice):
            self._begin_taking(for_number(self.flow, self._new_id(), self._timing.answer_s), now_s)

    def _check_in(self, now_s: float) -> None:
        may_ask = self.flow.page in _CHECK_IN or is_not_in_time(self.flow)
        if may_ask and not self._hearing.is_silent(now_s):
            request = for_check_in(self.flow, self._new_id(), self._timing.answer_s)
            self._begin_taking(request, now_s)

    def _begin_taking(self, request: TakeNumber | CheckIn | None, now_s: float) -> None:
        if request is not None:
            self.flow = replace(self.flow.onto(Page.TAKING), taking=Taking(request=request))
            self._ask(request, now_s)

    def _ask_again(self, now_s: float) -> None:
        """The same request with the same id: what was carried out is not done twice."""
        taking, errand = self.flow.taking, self.flow.errand
        if self.flow.page is Page.TAKING and taking is not None and taking.unanswered:
            self.flow = replace(self.flow, taking=replace(taking, unanswered=False))
            self._ask(taking.request, now_s)
        elif self.flow.page in _ASKED_AGAIN and errand is not None and errand.unanswered:
            self.flow = replace(self.flow, errand=replace(errand, unanswered=False))
            self._ask(errand.request, now_s)

    def _ask_errand(self, tap: Tap, now_s: float) -> None:
        asks = ERRANDS[tap]
        is_asked = not (asks.only_heard and self._hearing.is_silent(now_s))
        if self.flow.page in asks.on and is_asked:
            request = asks.make(self.flow, self._new_id(), self._timing.answer_s)
            stays = asks.onto in {None, self.flow.page}
            onto = self.flow if stays or asks.onto is None else self.flow.onto(asks.onto)
            self._run(request, onto, now_s)

    def _ask_slots(self, now_s: float) -> None:
        """Whoever comes to the days is shown them as the hall has them now."""
        is_asked = self.flow.slots is not None or self.flow.errand is not None
        if self.flow.page is Page.DAYS and not is_asked:
            request = for_slots(self.flow, self._new_id(), self._timing.answer_s)
            self._run(request, self.flow, now_s)

    def _print_booking(self, now_s: float) -> None:
        """A booking comes on paper of itself, as a number does."""
        if not is_out_of_order(self._kiosk, self._site(), self._states):
            request = for_booking_paper(self.flow, self._new_id(), self._timing.answer_s)
            self._run(request, self.flow, now_s)

    def _run(self, request: ErrandRequest | None, onto: Flow, now_s: float) -> None:
        """One errand at a time: a second touch asks nothing while the first is under way."""
        is_under_way = self.flow.errand is not None and self.flow.errand.request.id in self._asked
        if request is not None and not is_under_way:
            self.flow = replace(onto, errand=Errand(request=request))
            self._ask(request, now_s)

    def _ask_help(self, now_s: float) -> None:
        if self.flow.help in STANDING:
            return
        request = AskHelp(id=self._new_id(), ttl_s=self._timing.answer_s)
        self.flow = replace(self.flow, help=Help.ASKED, help_id=request.id, help_refused=None)
        self._ask(request, now_s)

    def _ask(self, request: Request, now_s: float) -> None:
        self._asked.asked(self._topic, request, now_s)
        self.outbox.append((self._topic, request))

    # --- what time does

    def passed(self, now_s: float) -> None:
        """Repeat what is not answered, and go back to the start when nobody is there."""
        due = self._asked.tick(now_s)
        self.outbox.extend(due.repeat)
        for _, request in due.expired:
            self.flow = expired(self.flow, request)
        if patience(self.flow, now_s, self._timing).over:
            self.flow = Flow(language=self._language, touched_s=now_s)
            self._end_trial()

    # --- what is known

    def known(self, now_s: float, room: Room = UPRIGHT) -> Known:
        """All that a page may be made of, at a time."""
        return Known(
            kiosk=self._kiosk,
            room=room,
            flow=self.flow,
            catalogue=self._catalogue,
            site=self._site(),
            queues=queues_of(self._hearing, now_s),
            is_printerless=is_out_of_order(self._kiosk, self._site(), self._states),
            other_kiosk=nearest_working(self._kiosk, self._site(), self._states),
            is_silent=self._hearing.is_silent(now_s),
            hall_time=self._hearing.hall_time(now_s),
            patience=patience(self.flow, now_s, self._timing),
            now_s=now_s,
            print_s=self._timing.print_s,
            second_press_s=self._timing.second_press_s,
            states=self._states,
            volume_pct=self.technician.volume_pct,
            has_voice=self.has_voice,
            is_locked=self.technician.is_held(now_s),
            hall_wide=wide_of(self._hearing, now_s),
            desk_open=is_desk_open(self._hearing, now_s),
            reads_cards=any(is_card_reader(each) for each in self._reader_states()),
            is_card_unread=any(is_card_unread(each) for each in self._reader_states()),
        )

    def _site(self) -> SiteView | None:
        return site_of(self._hearing)

    def _readers(self) -> set[str]:
        """The scanners and card readers that stand here, as the hall's plan or the file says."""
        site = self._site()
        cards = site.devices if site else ()
        return {*self._scanners, *(each.id for each in cards if each.kiosk == self._kiosk)}

    def _reader_states(self) -> list[DeviceState]:
        """Of those that can be reached."""
        known = (self._states.get((Kind.SCANNER, each)) for each in self._readers())
        return [state for state in known if state and is_online(state, self._states)]
