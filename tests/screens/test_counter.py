"""The small screen of one window, and what a board shows while nobody is called."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from display.media import EACH_S, LOOK_S, Media, Slide
from display.screen import Screen
from hall.bus.messages import Stage, WindowStatus, WindowView
from tests.screens.board_stage import CALLS
from tests.screens.conftest import OpenBoard
from tests.screens.counter_stage import COUNTER_VIEWS, CounterStage, window_view
from tests.screens.hall_messages import board_view, whole_hall


@pytest.fixture
def counter(qapp: QApplication) -> CounterStage:
    return CounterStage()


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (window_view(stage=Stage.CALLED), ("3号窗口", "C014", "请到本窗口")),
        (window_view(stage=Stage.SERVING), ("C014", "正在办理", "Serving")),
        (window_view(), ("请等待叫号",)),
        (window_view(status=WindowStatus.PAUSED, reason="系统维护"), ("暂停服务", "系统维护")),
        (window_view(status=WindowStatus.CLOSED), ("未开放",)),
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


@pytest.mark.parametrize("state", COUNTER_VIEWS)
def test_a_window_s_screen_is_read_from_its_chairs(counter: CounterStage, state: str) -> None:
    """Sixteen minutes of arc or more for all, and nothing over another or over the edge."""
    shown = COUNTER_VIEWS[state]
    if shown is not None:
        counter.hears(whole_hall())
        counter.shows(shown)
    counter.app.stage.grabWindow()
    screen = Screen(diagonal_in=10.1, width_px=1280, height_px=800, distance_mm=1500)
    texts = [item for item in counter.items() if item.property("text")]
    for item in texts:
        font = item.property("font")
        assert isinstance(font, QFont)
        assert screen.arc_minutes(font.pixelSize()) >= 16
        box = item.mapRectToScene(item.boundingRect())
        assert box.left() >= 0
        assert box.right() <= 1280
    edges = [counter.lower_edge(item) for item in texts]
    assert max(edges) <= 800
    if shown is not None and not shown.hall_wide.emergency:
        assert counter.says("综合受理窗口")
        number, name = counter.find("3号窗口"), counter.item("name")
        assert number.mapRectToScene(number.boundingRect()).right() < name.x()
        assert not name.property("truncated")
    counter.close()


def test_a_pad_s_pause_gives_no_reason(counter: CounterStage) -> None:
    """The key says nothing a citizen could use."""
    counter.hears(whole_hall())
    counter.shows(window_view(status=WindowStatus.PAUSED, reason="pad"))
    assert counter.says("暂停服务")
    assert not counter.says("pad")
    counter.close()


def test_a_stale_window_calls_nobody(counter: CounterStage) -> None:
    """Three seconds without a beat, and before anything was heard."""
    assert counter.says("请看大厅屏幕")
    counter.hears(whole_hall())
    counter.shows(window_view(stage=Stage.CALLED))
    counter.waits(4)
    assert counter.says("请看大厅屏幕")
    assert not counter.says("C014")
    counter.close()


def test_an_older_view_never_replaces_a_newer_one(counter: CounterStage) -> None:
    """A late message changes nothing."""
    counter.hears(whole_hall())
    counter.shows(window_view(5, stage=Stage.SERVING))
    counter.shows(window_view(4, stage=Stage.CALLED))
    assert counter.says("正在办理")
    counter.close()


def picture(path: Path, size: tuple[int, int] = (40, 20)) -> None:
    """Save a blue picture."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(0x0B4F8A)
    assert image.save(str(path))


def test_slides_follow_each_other_and_the_folder_is_looked_at_again(tmp_path: Path) -> None:
    """Pictures and notices by name, each for its time; other files are nothing."""
    (tmp_path / "1-notice.txt").write_text("周五下午停电\n", encoding="utf-8")
    picture(tmp_path / "2.png")
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


def test_a_bad_file_spoils_nothing_and_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Broken, far too large, empty, in no known letters; a notice in the old letters is read."""
    (tmp_path / "broken.jpg").write_bytes(b"not a picture")
    head = b"IHDR" + struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    end = struct.pack(">I", zlib.crc32(head)) + b"\0\1\0\0IDAT"
    (tmp_path / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r" + head + end)
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    (tmp_path / "noise.txt").write_bytes(b"\xff\xff\xff")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "old.txt").write_bytes("周五停电".encode("gb18030"))
    media = Media(tmp_path)
    assert {media.slide(at * EACH_S).text for at in range(6)} == {"周五停电"}
    assert len(caplog.messages) == 4, caplog.messages


def test_a_picture_is_shown_only_where_no_call_is(open_board: OpenBoard, tmp_path: Path) -> None:
    """Beneath a few calls, and not at all among many; a call takes its place at once."""
    picture(tmp_path / "1.png")
    board = open_board(media=tmp_path)
    board.hears_hall(calls=())
    assert board.item("slide").isVisible()
    assert not board.says("暂时没有叫号")
    board.shows(board_view(2, CALLS[:2]))
    board.app.stage.grabWindow()
    edge = board.upper_edge(board.item("slide"))
    assert edge >= board.lower_edge(board.item(f"call:{CALLS[1].number}"))
    board.shows(board_view(3, CALLS))
    assert "slide" not in [item.objectName() for item in board.items()]
    assert board.says("C014")
