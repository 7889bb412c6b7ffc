"""Where texts for boards are broken into lines."""

import pytest

from display.lines import LINE_EM, READABLE, Room, broken, fitted, width_em

LONG = "系统维护，全厅暂停叫号约10分钟，请大家在座位上稍候，照常取号，也可到服务台改约。"
EXITS = ("一楼东门：往右手边，出东门", "一楼正门：穿过大厅中庭")
TEXTS = (
    LONG,
    "正在连接大厅，请听广播、看窗口屏。",
    "本屏10:12后未更新，请听广播、看窗口屏。",
    "请马上从最近的出口离开，不要乘电梯，听从工作人员指引。",
    "明天（3月3日）上午因消防演练停办，下午照常。",
    "所有窗口今天上午暂停办理业务请谅解",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room_em", [7.0, 7.8, 11.4, 14.4, 20.0, 23.1])
def test_a_text_is_whole_within_its_width_and_no_character_stands_alone(
    text: str, room_em: float
) -> None:
    """Nothing is lost, nothing too long, and the last line is never one character and its mark."""
    lines = broken(text, room_em)
    assert "".join(lines) == text
    assert all(width_em(line) <= room_em for line in lines)
    assert all(len(line) > 2 for line in lines)


@pytest.mark.parametrize(
    ("text", "room_em", "lines"),
    [
        ("正在连接大厅，请听广播、看窗口屏。", 7.8, ["正在连接大厅，", "请听广播、", "看窗口屏。"]),
        ("明天（3月3日）上午停办，下午照常。", 9, ["明天（3月3日）", "上午停办，", "下午照常。"]),
        (
            "商事登记今天的号已取完。明天8:00起取号；也可现在预约或找服务台。",
            18.8,
            ["商事登记今天的号已取完。", "明天8:00起取号；", "也可现在预约或找服务台。"],
        ),
        ("Numbers are given. Calls are paused.", 13, ["Numbers are given.", "Calls are paused."]),
    ],
)
def test_a_phrase_stays_together_where_it_can(text: str, room_em: float, lines: list[str]) -> None:
    """Rather one line more than a word in two halves."""
    assert broken(text, room_em) == lines


def test_a_word_longer_than_its_line_stands_alone() -> None:
    """It is left to whoever draws it; there is nothing to lose either in nothing."""
    assert broken("Go to Llanfairpwllgwyngyll now", 8) == ["Go to", "Llanfairpwllgwyngyll", "now"]
    assert broken("", 8) == []


def test_lines_fill_a_room_and_say_when_there_is_none() -> None:
    """As large as can be; where they would be too small to be read, none."""
    room = Room(wide_em=12, high_em=4.2)
    assert len(fitted(EXITS, room, READABLE)) * LINE_EM <= room.high_em
    assert fitted(EXITS, Room(wide_em=12, high_em=2), READABLE) == []
    assert fitted(EXITS, Room(wide_em=12, high_em=2)) != []
