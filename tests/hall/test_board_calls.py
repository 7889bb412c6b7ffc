"""How long a call stands on the boards, and what else a screen learns of the hall."""

import pytest

from hall.bus.messages import (
    BoardView,
    CatalogueView,
    Key,
    Language,
    PrintTicket,
    TakeNumber,
    TextBlock,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.orders import Order
from hall.core import commands as c
from tests.fakes.switchboard import HALL, MATTER, WINDOW, Switchboard, of, sample_premises


@pytest.fixture
def hall() -> Switchboard:
    """A hall with one window open and one number called there."""
    board = Switchboard()
    board.open_day(WINDOW)
    board.take()
    board.press(Key.CALL)
    return board


def called(hall: Switchboard) -> list[str]:
    """The numbers on the main board, as it is now."""
    views = of(hall.exchange.all_views(hall.hall, hall.desk.now()), BoardView)
    return [call.number for view in views if view.zone == "main" for call in view.calls]


def test_a_call_stays_a_minute_however_soon_it_is_over(hall: Switchboard) -> None:
    """Whoever looks up late still finds where to go."""
    hall.press(Key.START)
    hall.desk.now_s = 20
    hall.press(Key.FINISH)
    assert called(hall) == ["C001"]
    hall.desk.now_s = 61
    assert called(hall) == []


def test_the_next_call_stands_over_the_one_before(hall: Switchboard) -> None:
    """Finishing and calling is one press: both are in sight."""
    hall.take()
    hall.press(Key.START)
    hall.desk.now_s = 30
    hall.press(Key.CALL)
    assert called(hall) == ["C002", "C001"]


def test_a_call_that_is_taken_back_is_gone_at_once(hall: Switchboard) -> None:
    """It was a mistake: nobody is to follow it."""
    hall.do(c.UndoPress(window=WINDOW))
    assert called(hall) == []


def test_the_catalogue_brings_its_life_events(hall: Switchboard) -> None:
    """Each with matters that the hall has."""
    views = of(hall.exchange.all_views(hall.hall, hall.desk.now()), CatalogueView)
    matters = {card.id for view in views for card in view.matters}
    events = [event for view in views for event in view.life_events]
    assert "home" in [event.code for event in events]
    assert all(set(event.matters) <= matters for event in events)


@pytest.mark.parametrize("accepts", [True, False])
def test_a_kiosk_says_whether_a_doubtful_number_is_wanted(
    hall: Switchboard, *, accepts: bool
) -> None:
    """The rules are asked with what the citizen answered."""
    request = TakeNumber(id="n1", ttl_s=5, matter=MATTER, accept_doubtful=accepts)
    wanted = hall.exchange.order(Topic(HALL, Kind.KIOSK, "kiosk-1", Channel.REQUEST), request)
    assert isinstance(wanted, Order)
    command = wanted.make(hall.hall, hall.desk.now())
    assert isinstance(command, c.IssueNumber)
    assert command.accept_doubtful is accepts


@pytest.mark.parametrize(
    ("language", "there", "absent"),
    [
        ("zh", ["请到一楼东区等候"], "Wait here"),
        ("en", ["Wait here", "请到一楼东区等候"], "看屏幕"),
    ],
)
def test_an_english_ticket_can_be_shown_to_anyone(
    hall: Switchboard, language: Language, there: list[str], absent: str
) -> None:
    """English for its holder, and in Chinese what it is for and where."""
    request = TakeNumber(id="n2", ttl_s=5, matter=MATTER, language=language)
    (paper,) = of(hall.ask(Kind.KIOSK, "kiosk-1", request), PrintTicket)
    text = "\n".join(each.text for each in paper.document.blocks if isinstance(each, TextBlock))
    assert all(words in text for words in there)
    assert absent not in text
    assert sample_premises().catalogue.matters[MATTER].name[0] in text
