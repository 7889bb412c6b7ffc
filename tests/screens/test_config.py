"""The configuration files of kiosk and board, and their command lines."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import display
import kiosk
from display.__main__ import app as display_app
from display.config import read_config as read_board
from display.start import check_display, parse_size
from hall.errors import ConfigError
from kiosk.__main__ import app as kiosk_app
from kiosk.config import read_config as read_kiosk

SAMPLE_KIOSK = Path(str(kiosk.__file__)).parent / "sample.toml"
SAMPLE_BOARD = Path(str(display.__file__)).parent / "sample.toml"


def test_the_samples_are_valid() -> None:
    """Whoever starts from them has a running screen."""
    assert read_kiosk(SAMPLE_KIOSK).kiosk == "kiosk-1"
    assert read_board(SAMPLE_BOARD).board == "main"


def test_the_cache_folder_is_beside_the_file() -> None:
    """A kiosk started from anywhere finds its guides."""
    assert read_kiosk(SAMPLE_KIOSK).cache == SAMPLE_KIOSK.parent / "kiosk-cache"


def test_a_screen_takes_the_addresses_that_the_hall_writes(tmp_path: Path) -> None:
    """With account, password and the authority that signed the broker's certificate."""
    address = "mqtts://kiosk-1:secret@hall.example.gov.cn:8883?ca=/etc/hall/ca.pem"
    for sample, read in ((SAMPLE_KIOSK, read_kiosk), (SAMPLE_BOARD, read_board)):
        path = tmp_path / sample.parent.name
        path.write_text(sample.read_text("utf-8").replace("mqtt://127.0.0.1:1883", address))
        assert read(path).broker == address


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ('hall = "H01"', 'hall = "H 01"', "hall"),
        ('broker = "mqtt://', 'broker = "http://', "broker"),
        ("diagonal_in = 21.5", 'diagonal_in = "big"', "screen.diagonal_in"),
        ("issued_s = 40", "issued_s = 1", "timing.issued_s"),
        ('kiosk = "kiosk-1"', 'kisok = "kiosk-1"', "kisok"),
    ],
)
def test_a_wrong_key_is_named_with_its_file(
    tmp_path: Path, right: str, wrong: str, key: str
) -> None:
    """File, key, and what was expected."""
    path = tmp_path / "kiosk.toml"
    path.write_text(SAMPLE_KIOSK.read_text(encoding="utf-8").replace(right, wrong))
    with pytest.raises(ConfigError, match=rf"kiosk\.toml: {key}: "):
        read_kiosk(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, or no TOML at all."""
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
        read_board(tmp_path / "none.toml")
    (tmp_path / "broken.toml").write_text("hall =")
    with pytest.raises(ConfigError, match=r"broken\.toml: not a TOML file"):
        read_board(tmp_path / "broken.toml")


def test_a_window_s_size_is_read() -> None:
    """WIDTHxHEIGHT, or none for full-screen."""
    assert parse_size("540x960") == (540, 960)
    assert parse_size(None) is None
    with pytest.raises(ConfigError, match="expected WIDTHxHEIGHT"):
        parse_size("big")


def test_without_a_display_it_says_so() -> None:
    """Rather than being ended by Qt."""
    with pytest.raises(ConfigError, match="DISPLAY"):
        check_display({}, "linux")
    check_display({"DISPLAY": ":0"}, "linux")
    check_display({}, "win32")


@pytest.mark.parametrize("app", [kiosk_app, display_app])
def test_a_wrong_file_ends_the_program_with_two(app: object, tmp_path: Path) -> None:
    """The message goes to the error stream, and there is no traceback."""
    result = CliRunner().invoke(app, [str(tmp_path / "none.toml")])  # type: ignore[arg-type]
    assert result.exit_code == 2
    assert "none.toml: cannot be read" in result.stderr
