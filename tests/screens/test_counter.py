"""The small screen of one window, and what a board shows while nobody is called."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from display.config import BoardConfig
from display.counter_app import CounterApp
from display.media import EACH_S, LOOK_S, Media, Slide
from display.settings import ScreenSettings
from hall.bus.messages import Stage, VisitInHand, WindowStatus, WindowView
from hall.bus.topics import Kind
from tests.screens.board_stage import CALLS
from tests.screens.conftest import OpenBoard
from tests.screens.hall_messages import HALL, START, board_view, version, view_topic, whole_hall
from tests.screens.screen_stage import ScreenStage


class CounterStage(ScreenStage[CounterApp]):
    """The screen of window 3, its window and its bus."""

    def __init__(self) -> None:
        screen = ScreenSettings(diagonal_in=10.1, reading_distance_mm=1500, bottom_edge_mm=1100)
        config = BoardConfig(hall=HALL, window=3, broker="mqtt://127.0.0.1:1883", screen=screen)
        self.app = CounterApp(config, self.connect_bus, self.now_s)
        self.app.start((1280, 800))
        self.settle()

    def shows(self, view: WindowView) -> None:
        """Let the screen hear a view."""
        self.hears([(view_topic(Kind.WINDOW, "3"), view)])


@pytest.fixture
def counter(qapp: QApplication) -> CounterStage:
    return CounterStage()


def view(
    sequence: int = 1,
    stage: Stage | None = None,
    status: WindowStatus = WindowStatus.OPEN,
    reason: str | None = None,
) -> WindowView:
    """What stands at window 3."""
    visit = VisitInHand(
        visit="v1",
        number="C014",
        category="SS",
        stage=stage or Stage.CALLED,
        issued_at=START - timedelta(minutes=30),
        called_at=START,
    )
    return WindowView(
        version=version(sequence),
        window=3,
        status=status,
        categories=("SS", "GJ", "TZ", "BD", "GA"),
        waiting=4,
        clerk="w1",
        reason=reason,
        in_hand=visit if stage else None,
    )


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (view(stage=Stage.CALLED), ("3号窗口", "C014", "请到本窗口")),
        (view(stage=Stage.SERVING), ("C014", "正在办理", "Serving")),
        (view(), ("请等待叫号",)),
        (view(status=WindowStatus.PAUSED, reason="系统维护"), ("暂停服务", "系统维护")),
        (view(status=WindowStatus.CLOSED), ("未开放",)),
    ],
)
def test_a_window_says_whom_it_serves_or_why_nobody(
    counter: CounterStage, shown: WindowView, words: tuple[str, ...]
) -> None:
    """In both languages, and never who sits there or what kind of visit it is."""
    counter.hears(whole_hall())
    counter.shows(shown)
    for each in words:
        assert counter.says(each), each
    assert not counter.says("w1")
    counter.close()


def test_a_pad_s_pause_gives_no_reason(counter: CounterStage) -> None:
    """The key says nothing a citizen could use."""
    counter.hears(whole_hall())
    counter.shows(view(status=WindowStatus.PAUSED, reason="pad"))
    assert counter.says("暂停服务")
    assert not counter.says("pad")
    counter.close()


def test_a_stale_window_calls_nobody(counter: CounterStage) -> None:
    """Three seconds without a beat, and before anything was heard."""
    assert counter.says("请看大厅屏幕")
    counter.hears(whole_hall())
    counter.shows(view(stage=Stage.CALLED))
    counter.waits(4)
    assert counter.says("请看大厅屏幕")
    assert not counter.says("C014")
    counter.close()


def test_an_older_view_never_replaces_a_newer_one(counter: CounterStage) -> None:
    """A late message changes nothing."""
    counter.hears(whole_hall())
    counter.shows(view(5, stage=Stage.SERVING))
    counter.shows(view(4, stage=Stage.CALLED))
    assert counter.says("正在办理")
    counter.close()


def test_slides_follow_each_other_and_the_folder_is_looked_at_again(tmp_path: Path) -> None:
    """Pictures and notices by name, each for its time; other files are nothing."""
    (tmp_path / "1-notice.txt").write_text("周五下午停电\n", encoding="utf-8")
    (tmp_path / "2.png").write_bytes(b"")
    (tmp_path / "notes.ini").write_text("", encoding="utf-8")
    media = Media(tmp_path)
    shown = [media.slide(at * EACH_S) for at in range(3)]
    assert [slide.text for slide in shown] == ["周五下午停电", "", "周五下午停电"]
    assert shown[1].picture.endswith("2.png")
    (tmp_path / "2.png").unlink()
    assert media.slide(EACH_S + LOOK_S).text == "周五下午停电"


@pytest.mark.parametrize("folder", [None, Path("no-such-folder")])
def test_without_a_folder_there_is_no_slide(folder: Path | None) -> None:
    """A folder that is gone is logged, and the board goes on."""
    assert Media(folder).slide(0) == Slide()


def test_a_picture_is_shown_only_while_nobody_is_called(
    open_board: OpenBoard, tmp_path: Path
) -> None:
    """A call takes its place at once."""
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(0x0B4F8A)
    assert picture.save(str(tmp_path / "1.png"))
    board = open_board(media=tmp_path)
    board.hears_hall(calls=())
    assert board.item("slide").isVisible()
    assert not board.says("暂时没有叫号")
    board.shows(board_view(2, CALLS))
    assert "slide" not in [item.objectName() for item in board.items()]
    assert board.says("C014")
