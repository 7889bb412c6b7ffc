"""A whole gateway from its configuration file: real broker, real drivers, simulated machines."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.codecs.ff68 import PadKey
from hall.bus.messages import (
    Accepted,
    AnswerOutcome,
    AskRating,
    Beep,
    DeviceState,
    Key,
    PressKey,
    PrintTicket,
    RateService,
    Refused,
    ShowOnPad,
    ShowText,
)
from hall.bus.topics import Channel, Kind, Topic
from tests.fakes.brokers import BROKERS
from tests.fakes.counter import TICKET, Counter, gateway_running, machines, topic
from tests.fakes.waiting import until


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest) -> Iterator[str]:
    with BROKERS[request.param]() as url:
        yield url


@pytest.fixture
def hall(broker: str, tmp_path: Path) -> Iterator[Counter]:
    with machines(broker, tmp_path) as (made, config), gateway_running(config):
        until(lambda: made.online("pad-1", "rater-1", "panel-1", "printer-1"), "all are on line")
        made.settle()
        yield made


def test_a_press_is_asked_until_it_is_answered(hall: Counter) -> None:
    """The request repeats with the same id until the reply; a refusal ends it as well."""
    hall.press(PadKey.CALL)
    until(lambda: len(hall.requests()) >= 2, "the request is repeated")
    (device, request), (_, again) = hall.requests()[:2]
    assert (device, request) == ("pad-1", again)
    assert isinstance(request, PressKey)
    assert request.key is Key.CALL
    hall.send("pad-1", Channel.REPLY, Accepted(request=request.id))
    hall.press(PadKey.RECALL)
    until(lambda: hall.pressed()[-1].key is Key.RECALL, "the next press")
    second = hall.pressed()[-1]
    hall.send("pad-1", Channel.REPLY, Refused(request=second.id, code="no", text=("否", "no")))
    hall.command("pad-1", Beep(id="b1", ttl_s=5, times=3))
    until(lambda: hall.answers("b1") == [AnswerOutcome.DONE], "the hall beeps")
    until(lambda: hall.pad.beeps == 3, "three beeps")
    asked = len(hall.requests())
    hall.press(PadKey.PAUSE)
    until(lambda: hall.pressed()[-1].key is Key.PAUSE, "another press")
    until(lambda: len(hall.requests()) >= asked + 2, "it is repeated")
    assert {said.key for said in hall.pressed()[asked:]} == {Key.PAUSE}


def test_a_rating_carries_its_service(hall: Counter) -> None:
    """Question, press, request: the level belongs to the service that was asked about."""
    hall.command("rater-1", AskRating(id="a1", ttl_s=5, service="s-9", open_s=30))
    until(lambda: hall.answers("a1") == [AnswerOutcome.SHOWN], "the question is asked")
    with hall.ports.lock:
        hall.rater.press(4)
    until(lambda: bool(hall.requests()), "the rating arrives")
    device, request = hall.requests()[0]
    assert isinstance(request, RateService)
    assert (device, request.service, request.level) == ("rater-1", "s-9", 4)


def test_panel_and_pad_show_what_the_hall_says(hall: Counter) -> None:
    """A call is on the panel and on the pad, and both are answered."""
    hall.command("panel-1", ShowText(id="t1", ttl_s=5, text="请C014号", blink=True))
    hall.command("pad-1", ShowOnPad(id="s1", ttl_s=5, waiting=6, number="C014"))
    until(lambda: hall.answers("t1") == [AnswerOutcome.SHOWN], "the panel answers")
    until(lambda: hall.answers("s1") == [AnswerOutcome.SHOWN], "the pad answers")
    assert hall.panel.text.strip() == "请C014号"
    assert hall.pad.display == "006014"


def test_a_repeated_print_command_prints_once(hall: Counter) -> None:
    """The same id is answered again with the same outcome; one ticket comes out."""
    command = PrintTicket(id="p1", ttl_s=30, document=TICKET)
    for _ in range(3):
        hall.command("printer-1", command)
    until(lambda: bool(hall.answers("p1")), "it is printed")
    hall.command("printer-1", command)
    until(lambda: len(hall.answers("p1")) >= 2, "the repeat is answered")
    assert set(hall.answers("p1")) == {AnswerOutcome.PRINTED}
    assert hall.printer.printed == 1


def test_a_fault_is_told_with_the_time_it_began(hall: Counter) -> None:
    """The technician reads code, words and since when; mended, the fault is gone."""
    with hall.ports.lock:
        hall.printer.open_cover()
    until(lambda: faults(hall) == ["cover_open"], "the fault is told")
    state = hall.state("printer-1")
    assert state is not None
    assert (datetime.now(UTC) - state.faults[0].since).total_seconds() < 60
    assert state.gateway == "g1"
    with hall.ports.lock:
        hall.printer.close_cover()
    until(lambda: faults(hall) == [], "the fault is gone")


def states(hall: Counter) -> list[DeviceState]:
    """Every state of the printer that the hall has heard, in order, repeats left out."""
    said = [
        state
        for where, state in hall.bus.heard
        if where == topic("printer-1", Channel.STATE) and isinstance(state, DeviceState)
    ]
    return [each for at, each in enumerate(said) if at == 0 or each.online != said[at - 1].online]


def faults(hall: Counter) -> list[str]:
    """The codes of the printer's faults as the hall knows them."""
    state = hall.state("printer-1")
    return [fault.code for fault in state.faults] if state else ["unknown"]


def test_a_command_that_waited_too_long_is_not_done(hall: Counter) -> None:
    """A call to a pad is worth nothing after its time."""
    hall.command("pad-1", Beep(id="b1", ttl_s=0.001, times=1))
    hall.command("printer-1", PrintTicket(id="p1", ttl_s=30, document=TICKET))
    hall.command("printer-1", PrintTicket(id="p2", ttl_s=0.05, document=TICKET))
    until(lambda: hall.answers("p2") == [AnswerOutcome.FAILED], "the late print is given up")
    assert hall.answers("p1") == [AnswerOutcome.PRINTED]
    assert hall.printer.printed == 1


def test_the_gateway_says_when_it_comes_and_goes(broker: str, tmp_path: Path) -> None:
    """Its own state is retained: on line while it runs, off line after a clean stop."""
    with machines(broker, tmp_path) as (hall, config):
        own = Topic("h1", Kind.GATEWAY, "g1", Channel.STATE)
        with gateway_running(config):
            until(lambda: hall.bus.last.get(own) == DeviceState(online=True, gateway="g1"), "on")
            until(lambda: hall.online("printer-1"), "the printer is there")
        until(lambda: hall.bus.last.get(own) == DeviceState(online=False, gateway="g1"), "off")
        assert faults(hall) == [], "a clean stop is no fault of a device"


def test_a_restarted_gateway_never_prints_a_ticket_again(broker: str, tmp_path: Path) -> None:
    """The hall's repeat meets a new gateway, which remembers how the print ended.

    The new gateway's devices are first off line and then on, so that the hall tells them again
    what to show.
    """
    with machines(broker, tmp_path) as (hall, config):
        command = PrintTicket(id="p1", ttl_s=30, document=TICKET)
        with gateway_running(config):
            until(lambda: hall.online("printer-1"), "the printer is there")
            hall.command("printer-1", command)
            until(lambda: bool(hall.answers("p1")), "it is printed")
        hall.bus.heard.clear()
        with gateway_running(config):
            until(lambda: [each.online for each in states(hall)][-2:] == [False, True], "back")
            hall.command("printer-1", command)
            until(lambda: hall.answers("p1") == [AnswerOutcome.PRINTED], "it is remembered")
        assert hall.printer.printed == 1


def test_a_gateway_that_died_over_a_print_leaves_it_to_a_person(
    broker: str, tmp_path: Path
) -> None:
    """Begun and never ended: unconfirmed, with the reason, and not a second ticket."""
    with machines(broker, tmp_path) as (hall, config):
        config.with_suffix(".prints").write_text("p1 begun\np0 printed\np2 beg", encoding="utf-8")
        with gateway_running(config):
            until(lambda: hall.online("printer-1"), "the printer is there")
            hall.command("printer-1", PrintTicket(id="p1", ttl_s=30, document=TICKET))
            until(lambda: hall.answers("p1") == [AnswerOutcome.UNCONFIRMED], "it is doubtful")
            hall.command("printer-1", PrintTicket(id="p2", ttl_s=30, document=TICKET))
            until(lambda: hall.answers("p2") == [AnswerOutcome.PRINTED], "p2 was never begun")
        assert hall.printer.printed == 1


def test_the_beat_keeps_a_panel_lit(hall: Counter) -> None:
    """With a beat every text is refreshed; the beat is heard on its own topic."""
    hall.command("panel-1", ShowText(id="t1", ttl_s=5, text="请C014号"))
    until(lambda: hall.answers("t1") == [AnswerOutcome.SHOWN], "it is shown")
    assert hall.panel.shown == "请C014号"
