"""A call knows its fate: what its clerk is told of panel, boards and voice, and what instead."""

import pytest

from hall.bus.messages import (
    AnswerOutcome,
    Beep,
    CallFate,
    Key,
    Reach,
    ShowText,
    Speak,
    Version,
    WindowView,
    view_id,
)
from hall.bus.topics import Kind
from hall.controller.exchange import Outgoing
from hall.controller.fates import NOBODY_CALLS_BEEPS, OTHERS_CALL_BEEPS
from tests.fakes.switchboard import WINDOW, Switchboard, of, to

PANEL = f"panel-{WINDOW:02}"
LINE_LOST = ("设备线路断开", "The line is gone")


@pytest.fixture
def hall() -> Switchboard:
    """A hall with one window open, its panel and the main board there, and two who wait."""
    board = Switchboard()
    board.open_day(WINDOW)
    board.says(Kind.PANEL, PANEL, online=True)
    board.says(Kind.BOARD, "main", online=True)
    board.take()
    board.take()
    return board


def fate(hall: Switchboard) -> CallFate:
    """The fate of the call at the window, as it is now."""
    hall.fates_due()
    return hall.exchange.call_fates[WINDOW]


def reaches(hall: Switchboard) -> tuple[Reach, Reach, Reach]:
    now = fate(hall)
    return now.panel.reach, now.board.reach, now.voice.reach


def panel_command(sent: list[Outgoing]) -> str:
    (shown,) = (each for each in to(sent, Kind.PANEL, PANEL) if isinstance(each, ShowText))
    return shown.id


def speech(sent: list[Outgoing]) -> str:
    (spoken,) = of(sent, Speak)
    return spoken.id


def drawn(sent: list[Outgoing]) -> str:
    """What a board answers that has drawn the views of these messages."""
    (version,) = {each.version for each in of(sent, WindowView) if each.window == WINDOW}
    return view_id(version)


def beeps(sent: list[Outgoing]) -> list[int]:
    return [each.times for each in of(sent, Beep)]


def test_a_call_is_on_its_way_until_each_device_has_spoken(hall: Switchboard) -> None:
    """Panel, board and voice are told apart, and each is known as soon as it answers."""
    sent = hall.press(Key.CALL)
    assert reaches(hall) == (Reach.WAITING, Reach.WAITING, Reach.WAITING)
    hall.answer(Kind.PANEL, PANEL, panel_command(sent), AnswerOutcome.SHOWN)
    assert reaches(hall) == (Reach.SHOWN, Reach.WAITING, Reach.WAITING)
    hall.answer(Kind.BOARD, "main", drawn(sent), AnswerOutcome.SHOWN)
    assert reaches(hall) == (Reach.SHOWN, Reach.SHOWN, Reach.WAITING)
    hall.answer(Kind.BOARD, "main", speech(sent), AnswerOutcome.SPOKEN)
    assert reaches(hall) == (Reach.SHOWN, Reach.SHOWN, Reach.SPOKEN)
    assert fate(hall).instead is None


def test_the_windows_view_carries_the_fate(hall: Switchboard) -> None:
    """The call's own view says that it is on its way; each step is a newer view."""
    sent = hall.press(Key.CALL)
    (first,) = (each for each in of(sent, WindowView) if each.window == WINDOW)
    assert first.call is not None
    assert (first.call.number, first.call.panel.reach) == ("C001", Reach.WAITING)
    hall.answer(Kind.PANEL, PANEL, panel_command(sent), AnswerOutcome.SHOWN)
    (second,) = of(hall.fates_due(), WindowView)
    assert second.call is not None
    assert second.call.panel.reach is Reach.SHOWN
    assert second.version > first.version
    assert hall.fates_due() == []


def test_a_panel_that_fails_is_told_with_what_happens_instead(hall: Switchboard) -> None:
    """The reason is the device's own; board and voice call; the pad beeps twice, once."""
    sent = hall.press(Key.CALL)
    command = panel_command(sent)
    hall.answer(Kind.PANEL, PANEL, command, AnswerOutcome.FAILED, LINE_LOST)
    hall.tick(1.0)
    now = hall.fates_due()
    assert beeps(now) == [OTHERS_CALL_BEEPS]
    known = fate(hall)
    assert known.panel.reason == LINE_LOST
    assert known.instead is not None
    assert known.instead[0] == "窗口屏没有呼到，大屏、广播照常呼叫。"
    hall.tick(1.0)
    assert beeps(hall.fates_due()) == []


def test_the_beeps_of_a_failed_call_are_no_part_of_the_presss_own(hall: Switchboard) -> None:
    """One beep says done; one and two in a row would sound like refused."""
    hall.says(Kind.PANEL, PANEL, online=False)
    hall.press(Key.CALL)
    assert beeps(hall.fates_due()) == []
    hall.tick(1.0)
    assert beeps(hall.fates_due()) == [OTHERS_CALL_BEEPS]


def test_a_panel_that_is_away_fails_at_once_and_is_right_again_when_it_shows(
    hall: Switchboard,
) -> None:
    """A panel that comes back is told what stands, and the clerk is told that it shows it."""
    hall.says(Kind.PANEL, PANEL, online=False)
    hall.press(Key.CALL)
    assert reaches(hall)[0] is Reach.FAILED
    told = hall.says(Kind.PANEL, PANEL, online=True)
    hall.answer(Kind.PANEL, PANEL, panel_command(told), AnswerOutcome.SHOWN)
    assert reaches(hall)[0] is Reach.SHOWN
    assert fate(hall).instead is None


def test_a_gateway_that_dies_takes_its_panels_call_with_it(hall: Switchboard) -> None:
    """Nobody waits for the answer of a device behind it."""
    hall.says(Kind.GATEWAY, "g1", online=True)
    hall.says(Kind.PANEL, PANEL, online=True, gateway="g1")
    hall.press(Key.CALL)
    hall.says(Kind.GATEWAY, "g1", online=False)
    assert reaches(hall)[0] is Reach.FAILED


def test_silence_is_a_failure(hall: Switchboard) -> None:
    """A panel or board that says nothing for two seconds does not show the call."""
    hall.press(Key.CALL)
    hall.tick(2.0)
    assert reaches(hall) == (Reach.FAILED, Reach.FAILED, Reach.WAITING)


def test_a_call_that_nothing_carries_is_the_clerks_own(hall: Switchboard) -> None:
    """The page says so and the pad beeps four times."""
    hall.says(Kind.PANEL, PANEL, online=False)
    hall.says(Kind.BOARD, "main", online=False)
    hall.press(Key.CALL)
    hall.tick(1.0)
    assert beeps(hall.fates_due()) == [NOBODY_CALLS_BEEPS]
    known = fate(hall)
    assert (known.board.reach, known.voice.reach) == (Reach.ABSENT, Reach.ABSENT)
    assert known.instead is not None
    assert "当面叫号" in known.instead[0]


def test_a_speech_whose_time_is_over_has_failed(hall: Switchboard) -> None:
    """Queued for speech is not spoken."""
    hall.press(Key.CALL)
    hall.tick(31.0)
    assert reaches(hall)[2] is Reach.FAILED


def test_a_zone_with_a_sounder_is_spoken_to_there(hall: Switchboard) -> None:
    """One voice for a zone: the gateway's loudspeaker while it is there, else the board's."""
    hall.says(Kind.SOUNDER, "main", online=True)
    sent = hall.press(Key.CALL)
    (spoken,) = to(sent, Kind.SOUNDER, "main")
    assert isinstance(spoken, Speak)
    assert not [each for each in to(sent, Kind.BOARD, "main") if isinstance(each, Speak)]
    hall.answer(Kind.SOUNDER, "main", spoken.id, AnswerOutcome.SPOKEN)
    assert reaches(hall)[2] is Reach.SPOKEN
    hall.says(Kind.SOUNDER, "main", online=False)
    hall.desk.now_s = 20.0
    again = to(hall.press(Key.RECALL), Kind.BOARD, "main")
    assert len([each for each in again if isinstance(each, Speak)]) == 1


def test_a_board_that_drew_an_older_view_has_not_shown_the_call(hall: Switchboard) -> None:
    """Nor one that answers for another run of the hall."""
    hall.press(Key.CALL)
    for version in (Version(epoch=1, sequence=1), Version(epoch=0, sequence=99)):
        hall.answer(Kind.BOARD, "main", view_id(version), AnswerOutcome.SHOWN)
    assert reaches(hall)[1] is Reach.WAITING


def test_a_recall_has_a_fate_of_its_own(hall: Switchboard) -> None:
    """An answer to the call before says nothing of it."""
    first = hall.press(Key.CALL)
    hall.tick(20.0)
    hall.desk.now_s = 20.0
    hall.press(Key.RECALL)
    hall.answer(Kind.PANEL, PANEL, panel_command(first), AnswerOutcome.SHOWN)
    assert fate(hall).times == 2
    assert reaches(hall)[0] is Reach.WAITING


def test_a_fate_is_over_with_its_visit(hall: Switchboard) -> None:
    """A window with nobody in hand shows none."""
    hall.press(Key.CALL)
    hall.desk.now_s = 600.0
    sent = hall.press(Key.NO_SHOW)
    (view,) = (each for each in of(sent, WindowView) if each.window == WINDOW)
    assert view.in_hand is None
    assert view.call is None
