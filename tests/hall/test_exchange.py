"""Requests of kiosks, paper, views, and devices that come and go."""

from dataclasses import replace

import pytest

from hall.bus.messages import (
    Accepted,
    AnswerOutcome,
    AskHelp,
    BoardView,
    CatalogueView,
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
    ShowText,
    SiteView,
    TakeNumber,
    View,
)
from hall.bus.topics import Channel, Kind
from hall.controller.announcements import PRINT_TTL_S
from hall.controller.exchange import Outgoing
from hall.core import commands as c
from hall.core.hall import PrintState
from tests.core.build import DAY
from tests.fakes.switchboard import HALL, MATTER, TTL_S, WINDOW, Switchboard, of, to

LATER = 600.0
PANEL = f"panel-{WINDOW:02}"


@pytest.fixture
def hall() -> Switchboard:
    """A hall with one window open."""
    board = Switchboard()
    board.open_day(WINDOW)
    return board


def views(sent: list[Outgoing]) -> dict[str, View]:
    """The views that were sent, by topic; none is sent twice."""
    found = [(str(topic), each) for topic, each in sent if topic.channel == Channel.VIEW]
    assert len(dict(found)) == len(found)
    return dict(found)  # type: ignore[arg-type]


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


# --- calls ----------------------------------------------------------------------------------------


# --- views ----------------------------------------------------------------------------------------


def test_everything_is_shown_at_a_start(hall: Switchboard) -> None:
    """Site, catalogue in parts, boards of all zones, all windows, queues: of one version."""
    sent = hall.exchange.all_views(hall.hall, hall.desk.now())
    found = views(sent)
    zones = ("main", *hall.premises.site.areas)
    assert {f"hall/1/h01/board/{zone}/view" for zone in zones} <= set(found)
    assert {f"hall/1/h01/window/{no}/view" for no in hall.premises.plan} <= set(found)
    assert len(of(sent, SiteView)) == len(of(sent, QueueView)) == 1
    parts = of(sent, CatalogueView)
    assert [each.part for each in parts] == list(range(1, parts[0].parts + 1))
    assert len({each.version for each in found.values()}) == 1
    limits = {matter.time_limit for part in parts for matter in part.matters}
    assert {("1个工作日", "1 working day"), ("3个工作日", "3 working days")} <= limits


def test_a_panel_is_told_of_its_call_before_the_rest_is_worked_out(hall: Switchboard) -> None:
    """The citizen looks at it; voice, pad and views come after."""
    hall.take("n-1")
    assert hall.desk.do(c.CallNext(window=WINDOW), "call").error is None
    told = hall.exchange.announce(hall.desk.changes[-1], hall.now_s)
    first = next(told)
    assert (first.device, first.command.type) == (f"panel/{PANEL}", "show_text")
    assert not hall.exchange.has_news
    assert {each.device for each in told} >= {f"pad/{hall.pad()}"}
    assert hall.exchange.has_news


def test_a_call_changes_its_boards_and_windows(hall: Switchboard) -> None:
    """And nothing that is elsewhere."""
    hall.take()
    found = views(hall.press(Key.CALL))
    assert {each.split("/", 3)[3] for each in found} == {
        "board/main/view",
        "board/E1/view",
        "queue/all/view",
        "window/2/view",
        "window/3/view",
        "window/4/view",
        "window/5/view",
    }
    board = found["hall/1/h01/board/main/view"]
    assert isinstance(board, BoardView)
    assert [(each.number, each.window) for each in board.calls] == [("C001", WINDOW)]


def test_views_are_sent_only_with_news(hall: Switchboard) -> None:
    """A refused press and an unchanged beat send nothing."""
    hall.beat()
    assert views(hall.press(Key.CALL)) == {}
    assert hall.beat() == []


def test_versions_grow(hall: Switchboard) -> None:
    """A later view is newer, and a later epoch is newer than all before."""
    seen = []
    for _ in range(3):
        hall.take()
        seen += [each.version for each in of(hall.press(Key.CALL), BoardView)]
        hall.press(Key.START)
    assert sorted(seen) == seen
    later = Switchboard(epoch=2)
    later.open_day(WINDOW)
    assert views(later.beat() or later.take()).popitem()[1].version > max(seen)


def test_a_number_taken_reaches_the_boards_with_the_beat(hall: Switchboard) -> None:
    """A board is for calls: its counts can wait for a second."""
    hall.beat()
    assert of(hall.take(), BoardView) == []
    boards = of(hall.beat(), BoardView)
    assert {each.zone for each in boards} == {"main", "E1"}
    waiting = {each.category: each.waiting for each in boards[0].queues}
    assert waiting["SS"] == 1


def test_screens_converge_to_the_truth(hall: Switchboard) -> None:
    """After any run of events the last views sent are the views of the hall as it is."""
    last = views(hall.exchange.all_views(hall.hall, hall.desk.now()))
    hall.sent.clear()
    for _ in range(4):
        hall.take()
    hall.press(Key.CALL)
    hall.desk.now_s = LATER
    hall.press(Key.NO_SHOW)
    hall.do(c.OpenWindow(window=2, clerk="ann"))
    hall.press(Key.CALL, window=2)
    hall.do(c.SetPlan(windows={WINDOW: ("SS", "BD")}, reason="long wait"))
    hall.press(Key.CALL)
    hall.do(c.TransferVisit(window=WINDOW, to_category="BD"))
    hall.do(c.UndoPress(window=WINDOW))
    hall.press(Key.FINISH)
    for topic, view in (*hall.sent, *hall.beat()):
        if topic.channel == Channel.VIEW:
            last[str(topic)] = view  # type: ignore[assignment]
    truth = views(hall.exchange.all_views(hall.hall, hall.desk.now()))
    assert len({each.version for each in last.values()}) > 2
    version = next(iter(truth.values())).version
    assert {topic: replace(each, version=version) for topic, each in last.items()} == truth


def test_a_new_day_is_told_to_every_panel(hall: Switchboard) -> None:
    """Nothing of the day before stays on a panel or a pad."""
    hall.take()
    hall.press(Key.CALL)
    hall.press(Key.FINISH)
    hall.do(c.CloseDay(end_waiting=True))
    offer, plan = hall.premises.offer(DAY.replace(day=3)), hall.premises.plan
    command = c.OpenDay(day=DAY.replace(day=3), offer=offer, settings=hall.hall.settings, plan=plan)
    sent = hall.do(command)
    assert {each.text for each in of(sent, ShowText)} == {"窗口未开"}
    assert len(of(sent, ShowText)) == len(hall.premises.plan)


@pytest.mark.parametrize(
    ("command", "cannot_wait"),
    [
        (c.IssueNumber(visit="v1", token="t1", matter=MATTER), False),
        (c.PauseWindow(window=WINDOW, reason="lunch"), True),
    ],
)
def test_only_what_happens_at_a_window_cannot_wait(
    hall: Switchboard, command: c.Command, cannot_wait: bool
) -> None:
    """A view of mere counts may come later, and then says all that was counted meanwhile."""
    assert hall.desk.do(command, "once").error is None
    list(hall.exchange.announce(hall.desk.changes[-1], hall.now_s))
    assert hall.exchange.has_news is cannot_wait
    shown = views(list(hall.exchange.views_due(hall.hall, hall.desk.now())))
    assert f"hall/1/{HALL}/window/{WINDOW}/view" in shown
    assert not hall.exchange.has_news
