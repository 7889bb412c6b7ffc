"""Requests of kiosks, and their paper."""

import pytest

from hall.bus.messages import (
    Accepted,
    AnswerOutcome,
    AskHelp,
    Key,
    NumberIssued,
    PressKey,
    PrintOutcome,
    PrintProgress,
    PrintTicket,
    QueueView,
    RateService,
    Refused,
    Request,
    TakeNumber,
)
from hall.bus.topics import Channel, Kind
from hall.controller.announcements import PRINT_TTL_S
from hall.controller.exchange import Outgoing
from hall.core import commands as c
from hall.core.hall import PrintState
from tests.fakes.switchboard import MATTER, TTL_S, WINDOW, Switchboard, of, to

PANEL = f"panel-{WINDOW:02}"


@pytest.fixture
def hall() -> Switchboard:
    """A hall with one window open."""
    board = Switchboard()
    board.open_day(WINDOW)
    return board


def progress(sent: list[Outgoing]) -> list[PrintOutcome]:
    return [each.outcome for each in of(sent, PrintProgress)]


# --- kiosks ---------------------------------------------------------------------------------------


def test_a_number_is_told_with_its_place_and_wait(hall: Switchboard) -> None:
    """The kiosk hears all that its screen says, and its printer prints once."""
    sent = hall.take("n-1")
    (issued,) = of(sent, NumberIssued)
    assert (issued.request, issued.number, issued.ahead, issued.area) == ("n-1", "C001", 0, "E1")
    assert issued.wait is not None
    (told,) = to(sent, Kind.PRINTER, "printer-1")
    assert isinstance(told, PrintTicket)
    assert "C001" in [getattr(block, "text", "") for block in told.document.blocks]


def test_a_repeated_request_takes_no_second_number(hall: Switchboard) -> None:
    """The answer is given again, and the paper's progress that came after it too."""
    (first,) = of(hall.take("n-1"), NumberIssued)
    sent = hall.take("n-1")
    assert of(sent, NumberIssued) == [first]
    assert progress(sent) == [PrintOutcome.PRINTING]
    assert of(sent, PrintTicket) == []
    assert hall.hall.order == 1


def test_two_kiosks_may_choose_the_same_id(hall: Switchboard) -> None:
    """An id is its sender's own."""
    hall.take("n-1")
    request = TakeNumber(id="n-1", ttl_s=TTL_S, matter=MATTER)
    (other,) = of(hall.ask(Kind.KIOSK, "kiosk-2", request), NumberIssued)
    assert other.number == "C002"


def test_the_same_id_with_another_request_is_refused(hall: Switchboard) -> None:
    """Nothing is taken for it."""
    hall.take("n-1")
    assert len(of(hall.take("n-1", "SS02"), Refused)) == 1
    assert hall.hall.order == 1


def test_a_refusal_of_the_rules_is_told_in_words(hall: Switchboard) -> None:
    """In Chinese and English, with a code for programs."""
    (refused,) = of(hall.take(matter="XX99"), Refused)
    assert refused.code == "unknown_matter"
    assert "XX99" in refused.text[0]
    assert "XX99" in refused.text[1]


def test_help_is_asked_for_and_seen(hall: Switchboard) -> None:
    """It is in the hall until somebody goes, and survives a restart; its kiosk hears of both.

    A clerk's call is no kiosk's affair; whether the desk looks is told with it.
    """
    hall.do(c.AskHelp(kiosk="window-3"))
    hall.exchange.is_desk_open = lambda: True
    sent = hall.ask(Kind.KIOSK, "kiosk-1", AskHelp(id="h-1", ttl_s=TTL_S))
    assert len(of(sent, Accepted)) == 1
    (view,) = of(hall.beat(), QueueView)
    assert (view.help_wanted, view.desk_open) == (("kiosk-1",), True)
    assert set(hall.desk.restarted().hall.help_wanted) == {"kiosk-1", "window-3"}
    hall.do(c.GiveHelp(kiosk="kiosk-1"))
    assert set(hall.hall.help_wanted) == {"window-3"}
    (view,) = of(hall.beat(), QueueView)
    assert view.help_wanted == ()


UNKNOWN = [(Kind.KIOSK, "kiosk-99"), (Kind.PAD, "kiosk-1"), (Kind.PRINTER, "nobody")]
REQUESTS: list[Request] = [
    TakeNumber(id="x", ttl_s=TTL_S, matter=MATTER),
    PressKey(id="x", ttl_s=TTL_S, key=Key.CALL),
    RateService(id="x", ttl_s=TTL_S, service="v.1", level=5),
    AskHelp(id="x", ttl_s=TTL_S),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: each.type)
@pytest.mark.parametrize(("kind", "device"), UNKNOWN)
def test_unknown_devices_are_told_so(
    hall: Switchboard, kind: Kind, device: str, request_: Request
) -> None:
    """Nothing is changed for a device that the site does not have."""
    before = hall.hall
    (refused,) = of(hall.ask(kind, device, request_), Refused)
    assert (refused.request, refused.code) == ("x", "unknown_device")
    assert hall.hall is before


SENDERS = {
    "take_number": Kind.KIOSK,
    "ask_help": Kind.KIOSK,
    "press_key": Kind.PAD,
    "rate_service": Kind.RATER,
}
DEVICES = {
    Kind.KIOSK: "kiosk-1",
    Kind.PAD: "pad-03",
    Kind.RATER: "rater-03",
    Kind.PRINTER: "printer-1",
}


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: each.type)
@pytest.mark.parametrize("kind", DEVICES)
def test_devices_ask_only_for_what_is_theirs(
    hall: Switchboard, kind: Kind, request_: Request
) -> None:
    """A pad takes no numbers and a kiosk presses no keys."""
    sent = hall.ask(kind, DEVICES[kind], request_)
    codes = [each.code for each in of(sent, Refused)]
    assert ("wrong_sender" in codes) == (SENDERS[request_.type] != kind)


# --- paper ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        (AnswerOutcome.PRINTED, PrintOutcome.PRINTED),
        (AnswerOutcome.WORKED_OFF, PrintOutcome.WORKED_OFF),
        (AnswerOutcome.SENT, PrintOutcome.SENT),
        (AnswerOutcome.FAILED, PrintOutcome.FAILED),
        (AnswerOutcome.UNCONFIRMED, PrintOutcome.UNCONFIRMED),
    ],
)
def test_the_kiosk_follows_its_paper(
    hall: Switchboard, how: AnswerOutcome, outcome: PrintOutcome
) -> None:
    """Printing when the number is durable, then what the printer says."""
    sent = hall.take("n-1")
    assert progress(sent) == [PrintOutcome.PRINTING]
    (told,) = of(sent, PrintTicket)
    answered = hall.answer(Kind.PRINTER, "printer-1", told.id, how)
    assert progress(answered) == [outcome]
    (topic,) = [topic for topic, each in answered if isinstance(each, PrintProgress)]
    assert (topic.kind, topic.id, topic.channel) == (Kind.KIOSK, "kiosk-1", Channel.REPLY)


def test_a_print_that_nobody_confirms_is_repeated_and_then_unconfirmed(hall: Switchboard) -> None:
    """Under the same id, so that it prints once; in the end a person decides."""
    (told,) = of(hall.take(), PrintTicket)
    assert of(hall.tick(1.0), PrintTicket) == [told]
    sent = hall.tick(PRINT_TTL_S)
    assert progress(sent) == [PrintOutcome.UNCONFIRMED]
    assert of(sent, PrintTicket) == []
    assert of(hall.tick(PRINT_TTL_S), PrintTicket) == []
    (visit,) = hall.hall.visits.values()
    assert visit.print_state == PrintState.UNCONFIRMED


def test_a_late_confirmation_still_counts(hall: Switchboard) -> None:
    """An unconfirmed print is settled by the printer's own word."""
    (told,) = of(hall.take(), PrintTicket)
    hall.tick(PRINT_TTL_S)
    sent = hall.answer(Kind.PRINTER, "printer-1", told.id, AnswerOutcome.PRINTED)
    assert progress(sent) == [PrintOutcome.PRINTED]
    assert not hall.hall.prints


def test_a_reprint_is_a_paper_of_its_own(hall: Switchboard) -> None:
    """It keeps the number, says 补打, and only its own outcome counts from then on."""
    (first,) = of(hall.take(), PrintTicket)
    hall.answer(Kind.PRINTER, "printer-1", first.id, AnswerOutcome.FAILED)
    (visit,) = hall.hall.visits.values()
    (again,) = of(hall.do(c.ReprintTicket(visit=visit.id, printer="printer-2")), PrintTicket)
    assert again.id == f"{first.id}-1"
    texts = [getattr(block, "text", "") for block in again.document.blocks]
    assert {"补打", visit.number} <= set(texts)
    assert hall.hall.order == 1
    hall.answer(Kind.PRINTER, "printer-1", first.id, AnswerOutcome.PRINTED)
    assert hall.hall.visits[visit.id].print_state == PrintState.PRINTING
    assert progress(hall.answer(Kind.PRINTER, "printer-2", again.id, AnswerOutcome.PRINTED)) == []
    assert hall.hall.visits[visit.id].print_state == PrintState.PRINTED


def test_a_redelivered_answer_changes_nothing(hall: Switchboard) -> None:
    """One effect for one print."""
    (told,) = of(hall.take(), PrintTicket)
    hall.answer(Kind.PRINTER, "printer-1", told.id, AnswerOutcome.PRINTED)
    rows = len(hall.journal.rows)
    assert hall.answer(Kind.PRINTER, "printer-1", told.id, AnswerOutcome.PRINTED) == []
    assert hall.answer(Kind.PRINTER, "printer-1", told.id, AnswerOutcome.FAILED) == []
    assert len(hall.journal.rows) == rows


def test_only_a_printer_reports_paper(hall: Switchboard) -> None:
    """An answer from elsewhere, or to nothing, is no report."""
    (told,) = of(hall.take(), PrintTicket)
    for kind, device, command in (
        (Kind.PANEL, PANEL, told.id),
        (Kind.PRINTER, "printer-1", "print-of-nobody"),
        (Kind.PRINTER, "printer-1", "c1"),
    ):
        assert hall.answer(kind, device, command, AnswerOutcome.PRINTED) == []
    assert set(hall.hall.prints) == set(hall.hall.visits)


def test_after_a_restart_the_kiosk_still_follows_its_paper(hall: Switchboard) -> None:
    """Who asked is found in the journal; nothing is printed by itself."""
    (told,) = of(hall.take("n-1"), PrintTicket)
    again = Switchboard(journal=hall.journal, epoch=2)
    again.desk.now_s = 1
    assert of(again.tick(1.0), PrintTicket) == []
    sent = again.answer(Kind.PRINTER, "printer-1", told.id, AnswerOutcome.PRINTED)
    assert [(each.request, each.outcome) for each in of(sent, PrintProgress)] == [
        ("n-1", PrintOutcome.PRINTED)
    ]
