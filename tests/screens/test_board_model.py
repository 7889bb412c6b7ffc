"""What a board shows of what it has heard."""

from dataclasses import replace

import pytest

from display.layout import Content, Layout, board_layout
from display.model import SHEET_S, Board, Shown
from display.screen import Screen
from hall.bus.messages import Message
from hall.bus.topics import Kind, Topic
from tests.screens.board_stage import CALLS
from tests.screens.hall_messages import EPOCH, beat, board_view, call, view_topic, whole_hall

BOARD = view_topic(Kind.BOARD, "main")


WHOLE_HALL = Content(area=5)
ZONE = Content()


def layout_at(distance_mm: float, content: Content = WHOLE_HALL) -> Layout:
    screen = Screen(diagonal_in=55, width_px=1920, height_px=1080, distance_mm=distance_mm)
    return board_layout(screen, content)


class Watch:
    """A board's model with a clock of the test's own."""

    def __init__(self) -> None:
        self.board = Board("main")
        self.now_s = 500.0
        self.layout = layout_at(8_000)

    def hears(self, *messages: tuple[Topic, Message]) -> None:
        for topic, message in messages:
            self.board.heard(topic, message, self.now_s)

    def beats_for(self, seconds: float, step_s: float = 0.25) -> None:
        """Time passes with the hall's beat."""
        for _ in range(round(seconds / step_s)):
            self.now_s += step_s
            self.hears(beat(self.now_s - 500.0))

    def shown(self) -> Shown:
        return self.board.shown(self.now_s, self.layout)

    def moods(self) -> list[str]:
        return [row["mood"] for row in self.shown()["calls"]]

    def numbers(self) -> list[str]:
        return [row["number"] for row in self.shown()["calls"]]


@pytest.fixture
def watch() -> Watch:
    watch = Watch()
    watch.hears(*whole_hall(), (BOARD, board_view(5, CALLS)))
    return watch


def test_the_newest_call_is_on_top(watch: Watch) -> None:
    """As many calls as have room, in the hall's order."""
    assert watch.numbers() == ["C014", "H032", "R008", "M117", "Y005", "Q041", "A003"]


def test_an_older_view_never_replaces_a_newer_one(watch: Watch) -> None:
    """Neither of an earlier sequence nor of an earlier epoch."""
    for older in (board_view(4, ()), board_view(5, ())):
        watch.hears((BOARD, older))
    past = board_view(99, ())
    watch.hears((BOARD, replace(past, version=replace(past.version, epoch=EPOCH - 1))))
    assert watch.numbers()[0] == "C014"


def test_a_new_call_blinks_five_times_and_then_stays_a_minute(watch: Watch) -> None:
    """One hertz: half a second inverted, half a second plain."""
    seen = []
    for _ in range(10):
        seen.append(watch.moods()[0])
        watch.beats_for(0.5)
    assert seen == ["inverted", "marked"] * 5
    watch.beats_for(54)
    assert watch.moods()[0] == "inverted"
    watch.beats_for(2)
    assert watch.moods()[0] == "plain"


def test_a_call_that_a_newer_one_has_followed_stays_marked_for_its_minute(watch: Watch) -> None:
    """Only the newest call stays inverted: where all is loud nothing is heard."""
    watch.beats_for(20)
    newer = call("A099", 2, "E1", -20)
    watch.hears((BOARD, board_view(6, (newer, *CALLS))))
    watch.beats_for(10)
    assert watch.moods()[:3] == ["inverted", "marked", "plain"]
    watch.beats_for(31)
    assert watch.moods()[:3] == ["inverted", "plain", "plain"]


def test_a_recall_blinks_again(watch: Watch) -> None:
    """The same number at the same window, called once more."""
    watch.beats_for(90)
    again = replace(CALLS[0], times=2, at=call("C014", 3, "E1", -90).at)
    watch.hears((BOARD, board_view(6, (again, *CALLS[1:]))))
    assert watch.moods()[0] == "inverted"


def test_old_calls_do_not_blink_on_a_board_that_has_just_started(watch: Watch) -> None:
    """Their age counts, not when this board first saw them."""
    assert watch.moods() == ["inverted"] + ["plain"] * 6


def test_a_beat_missing_for_three_seconds_makes_the_board_stale(watch: Watch) -> None:
    """It says since when, shows no clock, and inverts nothing."""
    watch.beats_for(10)
    watch.now_s += 3.1
    shown = watch.shown()
    assert shown["stale"] == [
        "本屏10:12\n后未更新，\n请听广播、\n看窗口屏。",
        "Not updated since 10:12. Listen, and watch the window panels.",
    ]
    assert shown["head"]["clock"] == ""
    assert set(watch.moods()) == {"plain"}


def test_a_beat_brings_the_board_back(watch: Watch) -> None:
    """By itself, at once."""
    watch.now_s += 60
    assert watch.shown()["stale"]
    watch.hears(beat(60))
    assert watch.shown()["stale"] == []
    assert watch.shown()["head"]["clock"] == "10:13"


def test_a_restarted_hall_s_beat_does_not_vouch_for_the_old_view(watch: Watch) -> None:
    """Calls of an epoch that is over are stale until the new epoch's view is heard."""
    watch.now_s += 5
    watch.hears(beat(5, EPOCH + 1))
    assert watch.shown()["stale"]
    new = board_view(1, CALLS[:1])
    watch.hears((BOARD, replace(new, version=replace(new.version, epoch=EPOCH + 1))))
    assert watch.shown()["stale"] == []
    assert watch.numbers() == ["C014"]


def test_before_anything_is_heard_it_says_that_it_connects() -> None:
    """No clock, no calls, no hour since when."""
    shown = Watch().shown()
    assert shown["stale"][0] == "正在连接大厅，\n请听广播、\n看窗口屏。"
    assert shown["calls"] == []


def test_waits_are_paged_and_calls_are_not(watch: Watch) -> None:
    """Each sheet of waits stays at least eight seconds; every category has its turn."""
    assert SHEET_S >= 8
    names = set()
    for _ in range(4):
        names |= {row["name"] for row in watch.shown()["side"]["rows"]}
        assert watch.numbers()[0] == "C014"
        watch.beats_for(SHEET_S)
    assert len(names) == 12


def test_the_clock_goes_on_between_beats() -> None:
    """At the hall clock's rate."""
    watch = Watch()
    watch.hears(*whole_hall(), beat(0, rate=60.0))
    watch.hears((BOARD, board_view(1, CALLS)))
    watch.now_s += 2
    assert watch.shown()["head"]["clock"] == "10:14"


def test_a_zone_s_board_does_not_name_its_own_area() -> None:
    """On it, only a call to another area says where."""
    board = Board("E1")
    view = board_view(1, CALLS[:2], "E1")
    for topic, message in [*whole_hall(), (view_topic(Kind.BOARD, "E1"), view)]:
        board.heard(topic, message, 500.0)
    rows = board.shown(500.0, layout_at(5_000))["calls"]
    assert [row["area"] for row in rows] == ["", "一楼西区"]


@pytest.mark.parametrize(("metres", "rows"), [(5, 8), (7, 8), (8, 6), (15, 4)])
def test_so_many_calls_have_room_at_a_distance(metres: int, rows: int) -> None:
    """Eight rows are read to seven metres, four to fifteen."""
    assert layout_at(metres * 1000, ZONE).rows == rows


def test_longer_numbers_and_names_get_their_room() -> None:
    """A thousandth number or a long area moves the columns, rather than being written over."""
    usual, longer = layout_at(5_000), layout_at(5_000, Content(number=5, window=3, area=9, name=9))
    assert longer.window_x / longer.newest_px > usual.window_x / usual.newest_px
    assert longer.side_px > usual.side_px


def test_the_board_measures_what_it_has_heard(watch: Watch) -> None:
    """The whole hall's board makes room for areas, a zone's does not."""
    assert watch.board.content(watch.now_s) == Content(number=4, window=2, area=5, name=6, count=2)
    assert Board("E1").content(0.0).area == 0
