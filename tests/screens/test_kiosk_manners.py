"""How a kiosk shows and says things, and what a technician sees."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from display.palette import COLOURS, HIGH_CONTRAST
from kiosk.pin import LOCKED_S, Lock
from kiosk.places import KNOCKS, Page, Tap
from kiosk.reader import Reader
from kiosk.spoken import utterance
from tests.screens.hall_messages import device_states
from tests.screens.kiosk_stage import PIN, KioskStage, issued_for
from tests.screens.kiosk_walk import Walk

MANNERS = (Tap.LARGE, Tap.CONTRAST, Tap.LOW, Tap.SPOKEN)


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.hears_hall()
    return walk


@pytest.mark.parametrize("manner", MANNERS)
def test_a_manner_is_one_touch_away_and_goes_with_its_citizen(walk: Walk, manner: Tap) -> None:
    """It stays while pages change, and is gone with whoever wanted it."""
    walk.tap(manner)
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.HOME)
    on = {button["tap"]: button["on"] for button in walk.shown()["bar"]}
    assert [tap for tap, is_on in on.items() if is_on] == [manner]
    walk.wait(400)
    assert not any(button["on"] for button in walk.shown()["bar"])


def test_high_contrast_is_yellow_on_black(kiosk: KioskStage) -> None:
    """The whole scene changes at once, and back."""
    kiosk.touch("contrast")
    assert kiosk.app.stage.look.properties.value("ink") == HIGH_CONTRAST["ink"]
    kiosk.touch("contrast")
    assert kiosk.app.stage.look.properties.value("ink") == COLOURS["ink"]


def test_a_number_is_said_digit_by_digit(walk: Walk) -> None:
    """With its wait and its way; the countdown is not said."""
    walk.replied(issued_for(walk.take().id))
    said = utterance(walk.shown())
    assert said.startswith(
        "您的号码。R 0 1 4。前面还有6位，约等20–35分钟。请到二楼东区等叫号。请上2楼"
    )


def test_a_card_is_said_instead_of_its_page(walk: Walk) -> None:
    """Whoever called for help hears what became of it."""
    walk.tap(Tap.HELP)
    assert utterance(walk.shown()) == "正在呼叫工作人员…。请在这里等一下"


def test_a_question_is_said_once_while_it_counts(walk: Walk) -> None:
    """The seconds are seen, not heard."""
    walk.tap(Tap.MATTER, "GA01")
    walk.wait(77)
    before = utterance(walk.shown())
    walk.wait(3)
    assert before == utterance(walk.shown()) == "还在吗？"


def test_a_machine_without_a_voice_says_so(walk: Walk) -> None:
    """And a machine's voice is called one."""
    walk.tap(Tap.SPOKEN)
    labels = [button["label"] for button in walk.shown()["bar"]]
    assert "没有语音" in labels
    walk.kiosk.has_voice = True
    assert "合成语音" in [button["label"] for button in walk.shown()["bar"]]


def test_a_text_is_read_once_as_loud_as_asked(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    """Chinese as pinyin, English as it is; silence says nothing."""
    program, calls = tmp_path / "program", tmp_path / "calls"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> {calls}\n')
    program.chmod(0o755)
    reader = Reader(str(program))
    reader.read("请到窗口", "zh", 60)
    qtbot.waitUntil(lambda: calls.exists() and calls.read_text().endswith("\n"))
    reader.read("请到窗口", "zh", 60)
    reader.read("", "zh", 60)
    reader.read("Take a number", "en", 80)
    qtbot.waitUntil(lambda: len(calls.read_text().splitlines()) > 1)
    reader.close()
    assert calls.read_text().splitlines() == [
        "-v cmn-latn-pinyin -s 150 -a 60 -- qing3 dao4 chuang1 kou3",
        "-v en-gb -s 150 -a 80 -- Take a number",
    ]


def knock(walk: Walk, times: int = KNOCKS) -> None:
    for _ in range(times):
        walk.tap(Tap.KNOCK)


def type_pin(walk: Walk, pin: str) -> None:
    for digit in pin:
        walk.tap(Tap.TYPE, digit)
    walk.tap(Tap.ENTER)


def test_a_technician_comes_in_by_knocking_and_a_pin(walk: Walk) -> None:
    """Every device that was heard of, with what is wrong in words."""
    walk.hears(device_states())
    knock(walk)
    type_pin(walk, PIN)
    rows = {row["name"]: (row["good"], row["text"]) for row in walk.shown()["service"]["rows"]}
    assert rows["打印机 printer-1"] == (False, "缺纸")
    assert rows["取号机 kiosk-2"] == (True, "正常")


def test_a_few_touches_of_the_clock_are_no_knocking(walk: Walk) -> None:
    """Nor are many with something else between."""
    knock(walk, KNOCKS - 1)
    walk.tap(Tap.HERE)
    walk.tap(Tap.KNOCK)
    assert walk.is_on(Page.START)


def test_a_kiosk_without_a_pin_has_no_such_screen(walk: Walk) -> None:
    """However often anyone knocks."""
    bare = Walk(pin=None)
    knock(bare, 3 * KNOCKS)
    assert bare.is_on(Page.START)


def test_a_wrong_pin_opens_nothing_and_three_lock_it(walk: Walk) -> None:
    """For a minute, even against the right one."""
    knock(walk)
    for _ in range(3):
        type_pin(walk, "1357")
    type_pin(walk, PIN)
    assert walk.is_on(Page.PIN)
    assert walk.shown()["pin"]["hint"] == "输错多次，请过一分钟再试。"


def test_a_lock_opens_again_after_its_minute() -> None:
    """Three wrong, then nothing, then the right one."""
    lock = Lock(pin=PIN)
    for _ in range(3):
        lock, is_open = lock.tried("0000", 10)
        assert not is_open
    assert lock.tried(PIN, 10 + LOCKED_S - 1)[1] is False
    assert lock.tried(PIN, 10 + LOCKED_S)[1] is True


def test_the_voice_is_tried_and_made_louder_by_a_technician_alone(walk: Walk) -> None:
    """Between silence and full."""
    walk.tap(Tap.LOUDER)
    assert walk.kiosk.technician.volume_pct == 70
    knock(walk)
    type_pin(walk, PIN)
    for _ in range(5):
        walk.tap(Tap.LOUDER)
    assert walk.shown()["service"]["volume"] == "音量 100%"
    walk.tap(Tap.SOFTER)
    walk.tap(Tap.TRY_VOICE)
    assert (walk.kiosk.technician.volume_pct, walk.kiosk.tries_voice) == (90, True)
