"""The controller's thread: order, batches, ticks, and what happens when something fails."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic

from hall.bus.messages import (
    Answer,
    AnswerOutcome,
    AskHelp,
    Beat,
    BoardView,
    DeviceState,
    Key,
    NumberIssued,
    PressKey,
    PrintTicket,
    Refused,
    ShowText,
    SiteView,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.controller import TICK_S
from hall.controller.orders import Change
from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import PrintState
from hall.core.refusals import NobodyWaits
from hall.errors import HallError
from tests.fakes.running_hall import (
    HALF_PAST_EIGHT,
    GatedJournal,
    kiosk_request,
    number,
    running,
    together,
    window,
)
from tests.fakes.switchboard import HALL, WINDOW
from tests.fakes.waiting import until


def on_loop(act: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await act()

    asyncio.run(main())


# --- order ----------------------------------------------------------------------------------------


def test_a_hall_opens_its_day_and_shows_itself() -> None:
    """A start publishes everything and beats, without being asked for anything."""
    with running() as hall:
        (site,) = hall.hears(SiteView)
        assert site.hall
        assert {each.zone for each in hall.hears(BoardView, 2)} >= {"main"}
        assert hall.hears(Beat)[0].epoch == 1


def test_who_asks_is_answered_or_refused() -> None:
    """An answer comes back as it was made, a refusal as it was raised."""
    with running() as hall:
        answer, _, refused = together(
            hall.controller,
            number(),
            window(c.OpenWindow(window=WINDOW, clerk="ann")),
            window(c.CallNext(window=6)),
        )
        assert answer == {"events": ["VisitIssued"]}
        assert isinstance(refused, HallError)


def test_the_panel_is_told_before_the_page_is_answered() -> None:
    """Whoever waits for an answer sees the number on the panel first."""
    with running() as hall:
        together(hall.controller, number(), window(c.OpenWindow(window=WINDOW, clerk="ann")))
        hall.bus.sent.clear()

        async def call() -> list[str]:
            await hall.controller.carry_out(window(c.CallNext(window=WINDOW)))
            return [each.text for each in hall.bus.heard(ShowText)]

        assert "请C001号" in asyncio.run(call())


def test_what_has_queued_up_shares_one_commit() -> None:
    """Sixty-four callers who wait for the disk together are written together."""
    with running() as hall:
        hall.hold_up()

        async def all_at_once() -> None:
            asked = [asyncio.create_task(hall.controller.carry_out(number())) for _ in range(64)]
            await asyncio.sleep(0)
            hall.journal.gate.set()
            await asyncio.gather(*asked)

        commits = hall.journal.appends
        asyncio.run(all_at_once())
        assert hall.journal.appends == commits + 2  # the one that was held up, and the rest
        assert hall.controller.hall.order == 65


def test_listeners_hear_every_commit_in_order() -> None:
    """On their loop's thread, each change once, until they have had enough."""
    with running() as hall:

        async def listen() -> None:
            heard: list[Change] = []
            await hall.controller.carry_out(number())  # the opening of the day has been told, too
            silence = hall.controller.listen(heard.append)
            for _ in range(3):
                await hall.controller.carry_out(number())
            await asyncio.sleep(0.05)
            assert [len(change.facts) for change in heard] == [1, 1, 1]
            assert [change.hall.order for change in heard] == [2, 3, 4]
            silence()
            await hall.controller.carry_out(number())
            await asyncio.sleep(0.05)
            assert len(heard) == 3

        asyncio.run(listen())


def test_who_has_gone_harms_nobody() -> None:
    """A caller that was cut off gets its effect; the others their answers."""
    with running() as hall:
        hall.hold_up()

        async def leave() -> None:
            gone = asyncio.create_task(hall.controller.carry_out(number("gone")))
            await asyncio.sleep(0)
            gone.cancel()
            stays = asyncio.create_task(hall.controller.carry_out(number()))
            hall.journal.gate.set()
            assert await stays == {"events": ["VisitIssued"]}

        asyncio.run(leave())
        assert "gone" in hall.controller.hall.visits


# --- the bus --------------------------------------------------------------------------------------


def test_requests_of_devices_are_answered_on_the_bus() -> None:
    """A kiosk takes a number; a device that is not of this hall is told so and counted."""
    with running() as hall:
        hall.ask(Kind.KIOSK, "kiosk-1", kiosk_request())
        assert hall.hears(NumberIssued)[0].number == "C001"
        hall.ask(Kind.KIOSK, "stranger", kiosk_request())
        assert hall.hears(Refused)[0].code == "unknown_device"
        assert hall.controller.health.unknown_devices == 1


def test_help_asked_at_a_kiosk_is_in_the_hall() -> None:
    """Staff pages can show it."""
    with running() as hall:
        hall.ask(Kind.KIOSK, "kiosk-1", AskHelp(id="h", ttl_s=5))
        until(lambda: "kiosk-1" in hall.controller.hall.help_wanted, "help is wanted")


def test_a_request_is_not_carried_out_after_its_time() -> None:
    """Who has given up is not surprised by a late effect."""
    with running() as hall:
        hall.hold_up()
        hall.ask(Kind.PAD, "pad-03", PressKey(id="p", ttl_s=0.05, key=Key.PAUSE))
        hall.ask(Kind.KIOSK, "kiosk-1", kiosk_request(ttl_s=0.01))
        until(lambda: hall.controller.health.waiting >= 2, "two wait")
        over = monotonic() + 0.2
        until(lambda: monotonic() > over, "their time is over")
        hall.journal.gate.set()
        hall.hears(Refused, 2)
        assert hall.controller.health.too_late == 2
        assert hall.controller.hall.order == 1


def test_states_are_known_and_their_devices_told() -> None:
    """A panel that comes back hears what to show."""
    with running() as hall:
        hall.bus.sent.clear()
        topic = Topic(HALL, Kind.PANEL, "panel-03", Channel.STATE)
        hall.controller.received(topic, DeviceState(online=True))
        assert hall.hears(ShowText)[0].text == "窗口未开"
        assert hall.controller.device_states["panel/panel-03"].online


def test_paper_is_followed_to_its_end() -> None:
    """The printer's answer is in the hall."""
    with running() as hall:
        hall.ask(Kind.KIOSK, "kiosk-1", kiosk_request())
        (told,) = hall.hears(PrintTicket)
        answer = Answer(command=told.id, outcome=AnswerOutcome.PRINTED)
        hall.controller.received(Topic(HALL, Kind.PRINTER, "printer-1", Channel.ANSWER), answer)
        until(lambda: not hall.controller.hall.prints, "the print is finished")


def test_a_day_left_open_by_a_crash_is_closed_as_it_stood() -> None:
    """Who was only called was not reached and may come back: no start is supposed overnight."""
    journal = GatedJournal()
    with running(journal) as hall:
        sits = window(c.OpenWindow(window=WINDOW, clerk="ann"))
        together(hall.controller, number("mine"), sits, window(c.CallNext(window=WINDOW)))
    with running(journal, epoch=2, starts=HALF_PAST_EIGHT + timedelta(days=1)) as again:
        until(lambda: any(isinstance(each, e.DayClosed) for each in journal.events), "it is closed")
        until(lambda: again.controller.hall.day is not None, "the next day is open")
        assert [each.visit for each in journal.events if isinstance(each, e.VisitNotReached)]
        assert not [each for each in journal.events if isinstance(each, e.ServiceStarted)]
        assert list(again.controller.hall.returns) == ["t-mine"]
        assert again.controller.health.faults == 0
        (next_day,) = together(again.controller, number("next"))
        assert next_day == {"events": ["VisitIssued"]}


def test_prints_of_before_a_restart_are_unconfirmed_and_not_repeated() -> None:
    """Nobody can tell whether they came out: a person decides."""
    journal = GatedJournal()
    with running(journal) as hall:
        hall.ask(Kind.KIOSK, "kiosk-1", kiosk_request())
        hall.hears(PrintTicket)
    with running(journal, epoch=2) as again:
        (visit,) = again.controller.hall.visits
        until(
            lambda: again.controller.hall.visits[visit].print_state == PrintState.UNCONFIRMED,
            "the print is unconfirmed",
        )
        again.hears(Beat, 2)
        assert again.bus.heard(PrintTicket) == []


def test_a_broker_that_is_back_is_told_everything_again() -> None:
    """Retained views may be lost with a broker."""
    with running() as hall:
        hall.hears(SiteView)
        hall.bus.sent.clear()
        hall.controller.connected()
        hall.hears(SiteView)


# --- time -----------------------------------------------------------------------------------------


def test_the_rate_changes_at_once_and_is_told() -> None:
    """The next beat carries it."""
    with running() as hall:
        on_loop(lambda: hall.controller.set_rate(30))
        assert hall.bus.heard(Beat)[-1].rate == 30
        assert hall.clock.rate == 30


def test_load_neither_hurries_nor_starves_what_the_clock_brings() -> None:
    """Ticks and beats go on as they are due while orders come without a pause."""
    with running() as hall:
        begin, ticks = monotonic(), hall.exchange.ticks
        beats = len(hall.bus.heard(Beat))

        asked = 0
        while monotonic() < begin + 2.5:
            hall.ask(Kind.PAD, "pad-03", PressKey(id=f"f{asked}", ttl_s=5, key=Key.CALL))
            until(lambda: hall.controller.health.waiting < 100, "it keeps up")
            asked += 1
        passed_s = monotonic() - begin
        assert asked > 3 * passed_s / TICK_S
        assert hall.exchange.ticks - ticks <= passed_s / TICK_S + 2
        assert len(hall.bus.heard(Beat)) > beats


def test_health_tells_how_the_hall_keeps_up() -> None:
    """Counts and times of the last minute, for people and for programs."""
    with running() as hall:
        together(hall.controller, number(), number(), window(c.CallNext(window=WINDOW)))
        health = hall.controller.health
        assert health.answered.count >= 3
        assert health.commits.count >= 2
        assert 0 < health.answered.mean_ms <= health.answered.worst_ms
        assert (health.waiting, health.store_away, health.faults) == (0, False, 0)


def test_a_refusal_is_one_of_the_rules() -> None:
    """It comes out of the controller as it was raised in the core."""
    with running() as hall:
        together(hall.controller, window(c.OpenWindow(window=WINDOW, clerk="ann")))
        (refused,) = together(hall.controller, window(c.CallNext(window=WINDOW)))
        assert isinstance(refused, NobodyWaits)
