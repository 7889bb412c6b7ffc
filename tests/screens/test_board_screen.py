"""The board's scene, and its answers."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont
from PySide6.QtQuick import QQuickItem

from display.palette import FAMILY
from display.screen import Screen
from hall.bus.messages import Answer, AnswerOutcome, DeviceState, Speak, shown_version, view_id
from hall.bus.topics import Channel, Kind, Topic
from tests.screens.board_stage import CALLS, BoardStage
from tests.screens.conftest import OpenBoard
from tests.screens.hall_messages import HALL, board_view

COMMAND = Topic(HALL, Kind.BOARD, "main", Channel.COMMAND)
ANSWER = Topic(HALL, Kind.BOARD, "main", Channel.ANSWER)


@pytest.fixture
def board(open_board: OpenBoard) -> BoardStage:
    board = open_board()
    board.hears_hall()
    return board


def answers(board: BoardStage) -> list[Answer]:
    """What was answered to commands."""
    said = [message for _, message in board.published if isinstance(message, Answer)]
    return [each for each in said if shown_version(each.command) is None]


def drawn(board: BoardStage) -> list[str]:
    """The views that the board has said it shows."""
    said = [message for _, message in board.published if isinstance(message, Answer)]
    return [each.command for each in said if shown_version(each.command) is not None]


def test_calls_waits_and_the_clock_are_shown(board: BoardStage) -> None:
    """The newest call on top, its area beside it, who waits, and the hall's time."""
    for words in ("C014", "3号", "一楼东区", "等候人数", "10:12"):
        assert board.says(words), words


def test_a_new_view_is_shown_at_once(board: BoardStage) -> None:
    """Without any other message."""
    board.shows(board_view(2, CALLS[3:]))
    assert not board.says("C014")
    assert board.says("M117")


def test_a_board_tells_the_hall_which_calls_it_has_drawn(board: BoardStage) -> None:
    """Once for a view that brings a call; a view without a new one is answered nothing."""
    before = len(drawn(board))
    board.shows(board_view(7, CALLS[:2]))
    board.shows(board_view(8, (replace(CALLS[0], times=CALLS[0].times + 1), *CALLS[1:2])))
    assert drawn(board)[before:] == [view_id(board_view(8).version)]


def test_an_empty_board_says_that_nobody_is_called(open_board: OpenBoard) -> None:
    """An empty screen would look broken."""
    board = open_board()
    board.hears_hall(calls=())
    assert board.says("暂时没有叫号")


def test_a_board_without_a_hall_says_so(open_board: OpenBoard) -> None:
    """In both languages, from the first moment."""
    board = open_board()
    assert board.says("正在连接大厅，请听广播、看窗口屏。")
    assert board.says("Connecting to the hall.")


@pytest.mark.parametrize("metres", [3, 5, 8, 12, 15])
def test_every_text_is_as_large_as_its_distance_asks(open_board: OpenBoard, metres: int) -> None:
    """Numbers and windows under twenty minutes of arc or more, all else under sixteen."""
    board = open_board(metres * 1000)
    board.hears_hall()
    screen = Screen(diagonal_in=55, width_px=1920, height_px=1080, distance_mm=metres * 1000)
    numbers = {call.number for call in CALLS}
    for item in board.items():
        text, font = item.property("text"), item.property("font")
        if not text or not isinstance(font, QFont):
            continue
        assert font.family() == FAMILY
        least = 20 if text in numbers or text.startswith(("1号", "3号", "7号")) else 16
        assert screen.arc_minutes(font.pixelSize()) >= least, text


@pytest.mark.parametrize("metres", [3, 5, 8, 12, 15])
def test_nothing_is_cut_off_or_over_the_edge(open_board: OpenBoard, metres: int) -> None:
    """The layout leaves out what has no room, rather than cutting it."""
    board = open_board(metres * 1000)
    board.hears_hall()
    for item in board.items():
        if item.property("text"):
            box = item.mapRectToScene(item.boundingRect())
            assert not item.property("truncated"), item.property("text")
            assert box.left() >= 0, item.property("text")
            assert box.right() <= 1920, item.property("text")


@pytest.mark.parametrize("stale", [False, True])
@pytest.mark.parametrize("metres", [5, 8, 10, 12, 15])
def test_no_two_texts_lie_over_each_other(
    open_board: OpenBoard, metres: int, *, stale: bool
) -> None:
    """Number, window, area and waits each have their place; a warning hides none of them."""
    board = open_board(metres * 1000)
    board.hears_hall()
    board.waits(4 if stale else 0)
    board.app.stage.grabWindow()
    assert (board.says("本屏") or board.says("请听广播")) is stale
    assert board.says("22号")
    inks = [
        (item.property("text"), ink_of(item)) for item in board.items() if item.property("text")
    ]
    for text, ink in inks:
        assert ink.top() >= 0, text
        assert ink.bottom() <= 1080, text
    for (one, ink), (other, other_ink) in itertools.combinations(inks, 2):
        assert not ink.intersects(other_ink), (one, other)


def ink_of(item: QQuickItem) -> QRectF:
    """Where a text has ink: its face leaves room above and below."""
    box = item.mapRectToScene(item.boundingRect())
    font, lines = item.property("font"), item.property("lineCount")
    assert isinstance(font, QFont)
    half = 0.46 * font.pixelSize() if lines == 1 else box.height() / 2
    return QRectF(box.left(), box.center().y() - half, box.width(), 2 * half)


def test_a_silent_board_answers_that_it_did_not_speak(board: BoardStage) -> None:
    """What was not heard is never answered as spoken."""
    speak = Speak(id="s1", ttl_s=30, number="C014", window=3)
    board.hears([(COMMAND, speak)])
    (answer,) = answers(board)
    assert (answer.command, answer.outcome) == ("s1", AnswerOutcome.FAILED)
    assert answer.reason == ("声音已关", "The voice is switched off")


def test_a_repeated_command_gets_the_same_answer(board: BoardStage) -> None:
    """The hall repeats until it hears the answer; the call is not made twice."""
    speak = Speak(id="s1", ttl_s=30, number="C014", window=3)
    board.hears([(COMMAND, speak), (COMMAND, speak)])
    first, second = answers(board)
    assert first == second


def test_the_board_tells_that_it_is_there_and_what_it_has_said(board: BoardStage) -> None:
    """Its retained state counts the outcomes."""
    state = Topic(HALL, Kind.BOARD, "main", Channel.STATE)
    assert board.published[0] == (state, DeviceState(online=True, counters={}))
    board.hears([(COMMAND, Speak(id="s1", ttl_s=30, number="C014", window=3))])
    assert board.published[-1] == (state, DeviceState(online=True, counters={"failed": 1}))


def test_a_stopped_board_says_that_it_is_off(open_board: OpenBoard) -> None:
    """The last state is offline, also without the will."""
    board = open_board()
    board.app.stop()
    assert board.published[-1][1] == DeviceState(online=False)
