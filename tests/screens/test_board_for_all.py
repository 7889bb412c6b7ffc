"""What boards and window screens tell everybody: recalls, pauses, news, rehearsals, emergencies."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hall.bus.messages import Answer, HallWide, Speak
from hall.bus.topics import Channel, Kind, Topic
from tests.screens.board_stage import CALLS, RECALLED, BoardStage
from tests.screens.conftest import OpenBoard
from tests.screens.counter_stage import CounterStage, window_view
from tests.screens.hall_messages import HALL, board_view, view_topic, whole_hall
from tests.screens.hall_words import ANNOUNCEMENT, DRILL, EMERGENCY, PAUSED, REHEARSAL
from tests.screens.test_board_model import Watch
from tests.screens.test_rendered import faint_texts

BOARD = view_topic(Kind.BOARD, "main")


@pytest.fixture
def watch() -> Watch:
    watch = Watch()
    watch.hears(*whole_hall())
    return watch


@pytest.fixture
def counter() -> Iterator[CounterStage]:
    counter = CounterStage()
    counter.hears(whole_hall())
    yield counter
    counter.close()


def hears(watch: Watch, wide: HallWide, sequence: int = 2) -> None:
    watch.hears((BOARD, board_view(sequence, CALLS, hall_wide=wide)))


def test_a_recalled_number_is_marked_for_its_minute(watch: Watch) -> None:
    """By a mark and a word; then it is a call like any other, and names its area."""
    watch.hears((BOARD, board_view(2, RECALLED)))
    row = watch.shown()["calls"][1]
    assert (row["number"], row["again"], row["area"]) == ("H032", True, "再次呼叫")
    watch.beats_for(45)
    row = watch.shown()["calls"][1]
    assert (row["again"], row["area"]) == (False, "一楼西区")


def test_a_stale_board_recalls_nobody(watch: Watch) -> None:
    """As it calls nobody."""
    watch.hears((BOARD, board_view(2, RECALLED)))
    watch.now_s += 4
    assert not watch.shown()["calls"][1]["again"]


def test_a_mark_is_drawn_behind_the_number(open_board: OpenBoard) -> None:
    """Dark on yellow, whatever the row is."""
    board = open_board()
    board.hears_hall()
    board.shows(board_view(2, (replace(CALLS[0], times=3), *CALLS[1:])))
    assert board.item("again:C014").isVisible()
    assert faint_texts(board) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wide", "mood"), [(PAUSED, "alert"), (REHEARSAL, "alert"), (ANNOUNCEMENT, "news")]
)
def test_what_is_told_to_everybody_stands_beneath_the_calls(
    watch: Watch, wide: HallWide, mood: str
) -> None:
    """Line after line in both languages, each for ten seconds; gone from a stale board."""
    hears(watch, wide)
    seen = []
    for _ in range(8):
        strip = watch.shown()["strip"]
        assert strip["mood"] == mood
        seen.append(strip["text"])
        watch.beats_for(10)
    assert any("\u4e00" <= text[0] <= "\u9fff" for text in seen)
    assert any(text.isascii() for text in seen)
    watch.now_s += 4
    assert watch.shown()["strip"]["text"] == ""


@pytest.mark.parametrize("metres", [5, 8, 15])
def test_a_strip_covers_no_call(open_board: OpenBoard, metres: int) -> None:
    """The calls above it are fewer, and each is whole."""
    board = open_board(distance_mm=metres * 1000)
    board.hears_hall()
    board.shows(board_view(2, CALLS, hall_wide=PAUSED))
    board.app.stage.grabWindow()
    strip = board.upper_edge(board.item("strip"))
    rows = [item for item in board.items() if item.objectName().startswith("call:")]
    assert len(rows) >= 3
    assert max(map(board.lower_edge, rows)) <= strip + 1
    assert not board.item("strip").property("truncated")


def test_an_emergency_fills_the_board_until_the_hall_ends_it(open_board: OpenBoard) -> None:
    """In both languages with the ways out, also when the hall falls silent."""
    board = open_board()
    board.hears_hall()
    board.shows(board_view(2, CALLS, hall_wide=EMERGENCY))
    seen = read(board)
    assert seen >= {"紧急情况"}, "what to do comes first, in Chinese"
    assert faint_texts(board) == []  # type: ignore[arg-type]
    board.waits(8)
    seen |= read(board)
    for text in (*(EMERGENCY.emergency or ()), *EMERGENCY.exits[0], "安全出口", "EXIT"):
        assert text in seen, text
    board.shows(board_view(3, CALLS))
    assert not board.says("安全出口")
    assert not board.says("EXIT")


def read(board: BoardStage) -> set[str]:
    """The texts to be seen, as if each stood on one line."""
    return {unbroken(text) for text in board.texts()}


def unbroken(text: str) -> str:
    return text.replace("\n", " " if text.isascii() else "")


def test_nobody_is_called_by_voice_in_an_emergency(open_board: OpenBoard) -> None:
    """A call that waits is answered once the emergency is over."""
    board = open_board()
    board.hears_hall()
    board.shows(board_view(2, CALLS, hall_wide=EMERGENCY))
    speak = Speak(id="s1", ttl_s=30, number="C014", window=3)
    board.hears([(Topic(HALL, Kind.BOARD, "main", Channel.COMMAND), speak)])
    assert "s1" not in answered(board)
    board.shows(board_view(3, CALLS))
    board.waits(1)
    assert "s1" in answered(board)


def answered(board: BoardStage) -> list[str]:
    return [message.command for _, message in board.published if isinstance(message, Answer)]


def test_a_drill_is_never_taken_for_the_real_thing(open_board: OpenBoard) -> None:
    """It says so in its title, from afar too."""
    board = open_board(distance_mm=15_000)
    board.hears_hall()
    board.shows(board_view(2, CALLS, hall_wide=DRILL))
    seen = read(board)
    for _ in range(4):
        board.waits(8)
        seen |= read(board)
        assert faint_texts(board) == []  # type: ignore[arg-type]
    assert {"演练：紧急情况", "Drill: emergency"} <= seen
    assert all(any(way in text for text in seen) for way in EMERGENCY.exits[0])


def test_a_window_says_that_the_whole_hall_is_paused(counter: CounterStage) -> None:
    """And why; whoever is served there is served on."""
    counter.shows(window_view(2, hall_wide=PAUSED))
    assert counter.says("暂停叫号")
    assert counter.says("系统维护")
    counter.shows(window_view(3, hall_wide=REHEARSAL))
    assert counter.item("rehearsal").isVisible()


def test_a_window_shows_the_ways_out(counter: CounterStage) -> None:
    """In an emergency, and nothing else."""
    counter.shows(window_view(2, hall_wide=EMERGENCY))
    shown = set(counter.texts())
    counter.waits(8)
    shown |= set(counter.texts())
    assert {"安全出口", "EXIT"} <= shown
