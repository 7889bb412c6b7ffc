"""Devices that come and go: what they are told, and told again."""

import pytest

from hall.bus.messages import (
    AnswerOutcome,
    AskRating,
    Key,
    NumberIssued,
    PrintTicket,
    ShowOnPad,
    ShowText,
    Speak,
)
from hall.bus.topics import Kind
from hall.controller.announcements import SHOW_TTL_S
from hall.core import commands as c
from hall.core.settings import Settings
from tests.core.build import DAY
from tests.fakes.journal import order
from tests.fakes.switchboard import MATTER, WINDOW, Switchboard, of, to

LATER = 600.0
PANEL = f"panel-{WINDOW:02}"


@pytest.fixture
def hall() -> Switchboard:
    """A hall with one window open."""
    board = Switchboard()
    board.open_day(WINDOW)
    return board


def test_a_call_is_spoken_where_people_wait_and_where_the_window_is(hall: Switchboard) -> None:
    """And on the board for the whole hall; each zone once, and none that has no board."""
    hall.take()
    for board in ("main", "E1", "W1"):
        hall.says(Kind.BOARD, board, online=True)
    hall.says(Kind.BOARD, "P1", online=False)
    sent = hall.press(Key.CALL)
    zones = [topic.id for topic, each in sent if isinstance(each, Speak)]
    assert zones == ["main", "E1"]
    assert {(each.number, each.window) for each in of(sent, Speak)} == {("C001", WINDOW)}


def test_a_number_of_the_commit_that_opened_the_day_has_its_paper() -> None:
    """What queued up behind the opening is one commit with it."""
    hall = Switchboard()
    offer, plan = hall.premises.offer(DAY), hall.premises.plan
    opening = c.OpenDay(day=DAY, offer=offer, settings=Settings(), plan=plan)
    number = c.IssueNumber(visit="v1", token="t1", matter=MATTER, printer="printer-1")
    orders = [order(opening, "open"), order(number, "number")]
    _, change = hall.desk.writer.carry_out(orders)
    assert change is not None
    told = list(hall.exchange.announce(change, 0.0))
    assert [each.device for each in told if isinstance(each.command, PrintTicket)] == [
        "printer/printer-1"
    ]


def test_nobody_speaks_to_a_zone_without_a_board(hall: Switchboard) -> None:
    """A call that no board can speak is not repeated into the void."""
    hall.take()
    assert of(hall.press(Key.CALL), Speak) == []


def test_a_call_that_was_shown_is_recorded_once(hall: Switchboard) -> None:
    """The first board that has spoken it counts."""
    hall.take()
    for board in ("main", "E1"):
        hall.says(Kind.BOARD, board, online=True)
    spoken = of(hall.press(Key.CALL), Speak)
    hall.desk.now_s = 3
    for board, each in zip(("main", "E1"), spoken, strict=True):
        hall.answer(Kind.BOARD, board, each.id, AnswerOutcome.SPOKEN)
    kinds = [type(each).__name__ for each in hall.journal.events]
    assert kinds.count("CallShown") == 1
    (visit,) = hall.hall.visits.values()
    assert visit.shown_at == hall.desk.now()


def test_a_panel_is_told_until_it_answers(hall: Switchboard) -> None:
    """The same command again each second, until its time is over or it was shown."""
    hall.take()
    (text,) = of(hall.press(Key.CALL), ShowText)
    assert to(hall.tick(1.0), Kind.PANEL, PANEL) == [text]
    hall.answer(Kind.PANEL, PANEL, text.id, AnswerOutcome.SHOWN)
    assert to(hall.tick(1.0), Kind.PANEL, PANEL) == []


def test_a_newer_text_replaces_an_unanswered_older_one(hall: Switchboard) -> None:
    """An old text never comes after a newer one."""
    hall.take()
    hall.press(Key.CALL)
    hall.press(Key.START)
    (repeated,) = to(hall.tick(1.0), Kind.PANEL, PANEL)
    assert isinstance(repeated, ShowText)
    assert repeated.text == "C001"
    assert to(hall.tick(SHOW_TTL_S), Kind.PANEL, PANEL) == []


def test_a_number_given_up_leaves_its_panel(hall: Switchboard) -> None:
    """Whatever ends a visit, its window's panel does not go on showing it."""
    (issued,) = of(hall.take(), NumberIssued)
    hall.press(Key.CALL)
    sent = hall.do(c.CancelVisit(visit=issued.visit))
    assert [each.text for each in of(sent, ShowText)] == ["欢迎办理"]


# --- devices come and go --------------------------------------------------------------------------


def test_a_panel_that_comes_back_is_told_what_to_show(hall: Switchboard) -> None:
    """The first word and each return bring the text of now; a word in between does not."""
    hall.take()
    hall.press(Key.CALL)
    for _ in range(2):
        (told,) = hall.says(Kind.PANEL, PANEL, online=True)
        assert isinstance(told[1], ShowText)
        assert told[1].text == "请C001号"
        assert hall.says(Kind.PANEL, PANEL, online=True) == []
        assert hall.says(Kind.PANEL, PANEL, online=False) == []


def test_a_gateway_that_comes_back_brings_its_devices(hall: Switchboard) -> None:
    """Devices say nothing when their gateway dies: they are there again when it is."""
    hall.says(Kind.GATEWAY, "gateway-1", online=True, gateway="gateway-1")
    hall.says(Kind.PANEL, PANEL, online=True, gateway="gateway-1")
    hall.says(Kind.PAD, hall.pad(), online=True, gateway="gateway-1")
    assert hall.says(Kind.GATEWAY, "gateway-1", online=False, gateway="gateway-1") == []
    sent = hall.says(Kind.GATEWAY, "gateway-1", online=True, gateway="gateway-1")
    assert {(topic.kind, topic.id) for topic, _ in sent} == {
        (Kind.PANEL, PANEL),
        (Kind.PAD, hall.pad()),
    }
    assert len(of(sent, ShowOnPad)) == 1


def test_a_rating_pad_that_comes_back_is_asked_again(hall: Switchboard) -> None:
    """As long as the question is open."""
    hall.take()
    hall.press(Key.CALL)
    hall.press(Key.RATE)
    rater = f"rater-{WINDOW:02}"
    assert len(of(hall.says(Kind.RATER, rater, online=True), AskRating)) == 1
    hall.says(Kind.RATER, rater, online=False)
    hall.take()
    hall.press(Key.CALL)
    assert hall.says(Kind.RATER, rater, online=True) == []


def test_the_states_are_a_value(hall: Switchboard) -> None:
    """Whoever reads them on another thread sees no half of a change."""
    before = hall.exchange.device_states
    hall.says(Kind.PANEL, PANEL, online=True)
    assert dict(before) == {}
    assert hall.exchange.device_states[f"panel/{PANEL}"].online
