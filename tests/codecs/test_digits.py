"""What is left of a text on a panel of digits, and as which register values."""

import pytest

from devices.codecs.digits import Form, RegisterMap, shown, words

NUMBER = RegisterMap(register=0, form=Form.NUMBER, digits=4)
DARK = RegisterMap(register=0, form=Form.NUMBER, digits=4, dark=0xFFFF)
TEXT = RegisterMap(register=0x70, form=Form.TEXT, digits=8, letters=True)
ODD = RegisterMap(register=0x70, form=Form.TEXT, digits=3)
SEGMENTS = RegisterMap(register=0x80, form=Form.SEGMENTS, digits=4, letters=True)
FEW = RegisterMap(register=0x80, form=Form.SEGMENTS, digits=3, letters=True)


@pytest.mark.parametrize(
    ("text", "registers", "values", "read"),
    [
        ("请A014号", NUMBER, (14,), "14"),
        ("A014", DARK, (14,), "14"),
        ("暂停服务", NUMBER, (0,), "0"),
        ("暂停服务", DARK, (0xFFFF,), ""),
        ("", DARK, (0xFFFF,), ""),
        ("请到3号窗口 A014", NUMBER, (14,), "14"),
        ("请A0141234号", NUMBER, (1234,), "1234"),
        ("请A014号", TEXT, (0x2020, 0x2020, 0x4130, 0x3134), "A014"),
        ("请A014号", ODD, (0x2030, 0x3134), "014"),
        ("窗口未开", TEXT, (0x2020,) * 4, ""),
        # 7-segment patterns of any textbook: A 77h, 0 3Fh, 1 06h, 4 66h
        ("请A014号", SEGMENTS, (0x77, 0x3F, 0x06, 0x66), "A014"),
        ("C012", FEW, (0x3F, 0x06, 0x5B), "012"),
        ("欢迎办理", SEGMENTS, (0, 0, 0, 0), ""),
        ("第78953位", SEGMENTS, (0x7F, 0x6F, 0x6D, 0x4F), "8953"),
    ],
)
def test_a_text_is_cut_down_to_its_number(
    text: str, registers: RegisterMap, values: tuple[int, ...], read: str
) -> None:
    """The category's letter goes first when there is no room; no number is dark."""
    assert words(text, registers) == values
    assert shown(values, registers) == read


def test_a_panel_that_is_wired_the_other_way_round_is_data() -> None:
    """The order of the segments is the map's."""
    turned = RegisterMap(register=0, form=Form.SEGMENTS, digits=1, order="gfedcba")
    assert words("1", turned) == (0b0110000,)
    assert shown((0b0110000,), turned) == "1"


@pytest.mark.parametrize(
    ("registers", "can"), [(NUMBER, False), (DARK, True), (TEXT, True), (SEGMENTS, True)]
)
def test_a_panel_of_numbers_may_not_know_how_to_be_dark(registers: RegisterMap, can: bool) -> None:
    """Only a map with a dark value says how."""
    assert registers.can_be_dark is can


def test_segments_that_are_no_character_are_seen() -> None:
    """A wrong order shows itself."""
    assert shown((0x77, 0x01, 0x06, 0x66), SEGMENTS) == "A?14"
