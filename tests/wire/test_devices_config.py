"""The gateway's configuration file: what is wrong is named by file, key and expectation."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from devices.__main__ import app
from devices.config import load
from devices.printer_models import Asks, Confirms, shipped_printers
from hall.errors import ConfigError

GOOD = """
[gateway]
id = "g1"
hall = "h1"
broker = "mqtt://127.0.0.1:1883"

[lines.counter]
port = "/dev/serial/by-path/counter"
protocol = "ff68"

[lines.panels]
port = "socket://10.0.0.5:4001"
protocol = "onbon"

[lines.digits]
port = "/dev/serial/by-path/digits"
protocol = "modbus"

[lines.signs]
port = "/dev/serial/by-path/signs"
protocol = "alpha"

[lines.kiosk]
port = "rfc2217://10.0.0.6:4001"
protocol = "escpos"
flow = "rtscts"

[[places]]
name = "窗口 1"
pad = { id = "pad-1", line = "counter", address = 1, keys = { cancel = "no_show" } }
rater = { id = "rater-1", line = "counter", address = 1, levels = { 0 = 5, 1 = 4, 2 = 3, 3 = 1 } }
panel = { id = "panel-1", line = "panels", address = 1, width = 128, height = 32, font = 32 }

[[places]]
name = "窗口 2"
digit_panel = { id = "panel-2", line = "digits", address = 2, registers = "mine" }
alpha_panel = { id = "panel-3", line = "signs", address = 3, checked = true }
counted_pad = { id = "pad-2", line = "digits", address = 3, registers = "ours" }
counted_rater = { id = "rater-2", line = "digits", address = 4, registers = "rating-5" }

[pads.ours]
counters = 1
keys = ["call", "park"]

[registers.mine]
register = 16
form = "text"
digits = 6

[[places]]
name = "取号机 1"
printer = { id = "printer-1", line = "kiosk", confirms = "buffer", paper_dots = 384 }
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "gateway.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    """Every device is found, with the key that names it."""
    config = load(written(tmp_path, GOOD))
    assert [(key, device.id) for key, device in config.devices()] == [
        ("places.0.pad", "pad-1"),
        ("places.0.rater", "rater-1"),
        ("places.0.panel", "panel-1"),
        ("places.1.digit_panel", "panel-2"),
        ("places.1.alpha_panel", "panel-3"),
        ("places.1.counted_pad", "pad-2"),
        ("places.1.counted_rater", "rater-2"),
        ("places.2.printer", "printer-1"),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('hall = "h1"', 'hall = "h 1"', "gateway.hall: String should match"),
        ("mqtt://", "http://", "expected mqtt://HOST:PORT"),
        ('protocol = "ff68"', 'protocol = "ff69"', "lines.counter.protocol: Input should be"),
        ("address = 1, keys", "address = 256, keys", "places.0.pad.address: Input should be less"),
        ("cancel =", "canceled =", "places.0.pad.keys.canceled"),
        ('"no_show"', '"noshow"', "places.0.pad.keys.cancel: Input should be 'call'"),
        ("0 = 5", "0 = 6", "places.0.rater.levels.0: Input should be 1, 2, 3, 4 or 5"),
        ('line = "panels"', 'line = "panel"', "places.0.panel.line: no line 'panel', expected"),
        ('line = "panels"', 'line = "kiosk"', "places.0.panel.line: 'kiosk' speaks escpos"),
        ("height = 32, font = 32", "height = 24, font = 32", "expected one of [16, 24]"),
        ('"rater-1"', '"pad-1"', "places.0.rater.id: 'pad-1' occurs 2 times"),
        ("paper_dots = 384", "paper_dot = 384", "paper_dot: Extra inputs are not permitted"),
        (
            "address = 3, checked",
            "address = 0, checked",
            "places.1.alpha_panel.address: Input should be greater",
        ),
        ("address = 2,", "address = 248,", "places.1.digit_panel.address: Input should be less"),
        ('"mine"', '"yours"', "no map 'yours', expected one of ['mine', 'number-0000'"),
        ('form = "text"', 'form = "words"', "registers.mine.form: Input should be 'number'"),
        ('"ours"', '"theirs"', "no map 'theirs', expected one of ['calling-12', 'calling-8'"),
        ('"rating-5"', '"calling-8"', "'calling-8' is for calling pads"),
        ('"call", "park"', '"call", "dance"', "'ours' has the unknown keys ['dance']"),
        ("address = 4,", "address = 2,", "taken by another device"),
        (
            'confirms = "buffer"',
            'model = "abacus"',
            "printer.model: no model 'abacus', expected one",
        ),
        ("[gateway]", "[gateway", "not TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    """File, key and what was expected."""
    assert right in GOOD
    path = written(tmp_path, GOOD.replace(right, wrong))
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert told in str(caught.value)
    assert "mqtt" in told or str(path) in str(caught.value)


def test_two_pads_on_one_address_are_refused(tmp_path: Path) -> None:
    """A pad and a rater may share an address; two of the same kind may not."""
    second = '[[places]]\nname = "2"\npad = { id = "pad-2", line = "counter", address = 1 }\n'
    with pytest.raises(ConfigError, match="taken by another device of the same kind"):
        load(written(tmp_path, GOOD + second))


def test_a_printer_needs_its_line_for_itself(tmp_path: Path) -> None:
    """ESC/POS has no addresses."""
    second = '[[places]]\nname = "2"\nprinter = { id = "printer-2", line = "kiosk" }\n'
    with pytest.raises(ConfigError, match="taken by another device"):
        load(written(tmp_path, GOOD + second))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The file, and why it cannot be read."""
    with pytest.raises(ConfigError, match="nothing\\.toml: cannot be read: No such file"):
        load(tmp_path / "nothing.toml")


def test_check_lists_the_devices_by_place(tmp_path: Path) -> None:
    """`hall-devices check` opens nothing; it shows where each is, and what a printer proves."""
    done = CliRunner().invoke(app, ["check", str(written(tmp_path, GOOD))])
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "窗口 1: pad pad-1 on /dev/serial/by-path/counter address 1",
        "窗口 1: rater rater-1 on /dev/serial/by-path/counter address 1",
        "窗口 1: panel panel-1 on socket://10.0.0.5:4001 address 1",
        "窗口 2: panel panel-2 on /dev/serial/by-path/digits address 2",
        "窗口 2: panel panel-3 on /dev/serial/by-path/signs address 3",
        "窗口 2: pad pad-2 on /dev/serial/by-path/digits address 3",
        "窗口 2: rater rater-2 on /dev/serial/by-path/digits address 4",
        "取号机 1: printer printer-1 on rfc2217://10.0.0.6:4001",
        "    any, 80 mm, 384 dots: 说“已处理完” says worked off",
    ]


def test_a_memory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A gateway that cannot note its prints does not start."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    memory = f'hall = "h1"\nmemory = "{tmp_path}/file/prints"'
    path = written(tmp_path, GOOD.replace('hall = "h1"', memory))
    done = CliRunner().invoke(app, ["run", str(path)])
    assert done.exit_code == 2
    assert "gateway.memory" in done.output


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_wrong_file_ends_the_program_with_2(tmp_path: Path, command: str) -> None:
    """The reason is on the error output."""
    path = written(tmp_path, GOOD.replace('id = "g1"', ""))
    done = CliRunner().invoke(app, [command, str(path)])
    assert done.exit_code == 2
    assert "gateway.id: Field required" in done.output


def test_a_printer_is_as_its_model_says_unless_it_is_said(tmp_path: Path) -> None:
    """Settings go before the model, the file's own models before those that are shipped."""
    own = '\n[printers.ours]\nmaker = "Ours"\nconfirms = "nothing"\npaper_dots = 432\n'
    models = load(written(tmp_path, GOOD + own)).printer_models
    for setting, wanted in (
        ('model = "epson-tm-t88iii"', (Confirms.BUFFER, Asks.REAL_TIME, 512)),
        ('model = "epson-tm-t88iii", confirms = "job"', (Confirms.JOB, Asks.REAL_TIME, 512)),
        ('model = "ours"', (Confirms.NOTHING, Asks.REAL_TIME, 432)),
        ('confirms = "nothing"', (Confirms.NOTHING, Asks.NOTHING, 576)),
    ):
        text = GOOD.replace('confirms = "buffer", paper_dots = 384', setting) + own
        place = load(written(tmp_path, text)).places[-1]
        assert place.printer is not None
        settled = place.printer.settled(models)
        assert (settled.confirms, settled.asks, settled.paper_dots) == wanted


def test_every_shipped_model_stands_in_the_documentation() -> None:
    """What is known of a printer is told where a technician looks."""
    page = Path("hall/docs/devices.md").read_text(encoding="utf-8")
    for name, model in shipped_printers().items():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{name}`"))
        codes = "yes" if model.draws_codes else "as pictures"
        told = (model.maker, model.confirms, model.asks, model.paper_dots, model.charset, codes)
        assert row == f"| `{name}` | " + " | ".join(map(str, told)) + " |"
