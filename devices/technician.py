"""The technician's commands: find, try, watch, accept, and read what was wrong.

All of them but `watch` and `faults` open the ports themselves, so the gateway must not run
meanwhile. What must not live here: what is asked of a device (see `scanning`, `acceptance`).
"""

import secrets
import time
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from devices.acceptance import Ear, Post, Rehearsal, Verdict, sheet
from devices.command_line import loaded, refused
from devices.configured import Config
from devices.errors import LinkError
from devices.fault_log import Entry, Step, entries
from devices.gateway import Seat
from devices.last_counts import LastCounts
from devices.link import SerialLink
from devices.program import counts_path, faults_path, make_seats, tap_path
from devices.scanning import Found, ask, ports
from devices.spelling import Speller, speller
from devices.tap import Heard, follow
from devices.tasks import shows_of
from devices.trial import Trial, trial_commands
from hall.bus.messages import Text
from hall.errors import ConfigError

app = typer.Typer()

OPENING_S: Final = 1.5
"""How long a line may open and its device answer before it is told something."""
HEX_SHOWN: Final = 24
"""Bytes in a row; the rest is on the next one."""
SENT, HEARD, NOISE = typer.colors.CYAN, typer.colors.GREEN, typer.colors.YELLOW
STEP_COLOURS: Final = {
    Step.ONLINE: typer.colors.GREEN,
    Step.ENDED: typer.colors.GREEN,
    Step.OFFLINE: typer.colors.RED,
    Step.BEGAN: typer.colors.RED,
}
STEP_WORDS: Final = {
    Step.ONLINE: "上线 on ",
    Step.ENDED: "恢复 end",
    Step.OFFLINE: "离线 off",
    Step.BEGAN: "故障 now",
}
CONFIRM: Final = "请在文件中写 write into the file"
ConfigPath = Annotated[Path, typer.Argument(help="The gateway's TOML file.")]


@app.command()
def scan(
    port: Annotated[list[str] | None, typer.Argument(help="Ports to ask; else all.")] = None,
    baud: Annotated[int, typer.Option(help="The line's speed.")] = 9600,
    listen_s: Annotated[float, typer.Option("--listen", help="For a pad's key, seconds.")] = 8.0,
) -> None:
    """Find the ports of this machine by path, and ask which protocol speaks there."""
    named = {each.name: each.about for each in ports()} if not port else dict.fromkeys(port, "")
    if not named:
        typer.echo("没有找到串口 no serial port was found")
    for name, about in named.items():
        typer.echo(f"{name}  {about}".rstrip())
        _scan_port(name, baud, listen_s)


def _scan_port(name: str, baud: int, listen_s: float) -> None:
    link = SerialLink(name, baud=baud)
    typer.echo("    叫号器请按任意键 press any key of a pad …")
    try:
        link.open()
        found = list(ask(link, listen_s=listen_s))
    except LinkError as error:
        typer.secho(f"    打不开 cannot be used: {error}", fg=typer.colors.RED)
        return
    finally:
        link.close()
    for each in found:
        typer.secho(f"    {_found(each)}", fg=typer.colors.GREEN)
    if not found:
        typer.secho("    没有应答 nobody answers", fg=typer.colors.YELLOW)


def _found(found: Found) -> str:
    address = f", address = {found.address}" if found.address is not None else ""
    return f'{CONFIRM}: protocol = "{found.protocol}"{address}'


@app.command()
def watch(
    config_path: ConfigPath,
    line: Annotated[str | None, typer.Option(help="One line alone.")] = None,
) -> None:
    """Show what the lines of a running gateway carry, in words, with the raw bytes beside it."""
    config = loaded(config_path)
    spellers: dict[tuple[str, bool], Speller] = {}
    try:
        with suppress(KeyboardInterrupt):
            for heard in follow(tap_path(config_path)):
                if line is None or heard.line == line:
                    spoken = config.lines[heard.line].protocol
                    way = heard.line, heard.sent
                    known = spellers.setdefault(way, speller(spoken, sent=heard.sent))
                    _tell(heard, known.spell(heard.data))
    except ConfigError as error:
        raise refused(error) from error


def _tell(heard: Heard, words: list[str]) -> None:
    """Bytes first, then what they say; what says nothing yet is shown all the same."""
    at = f"{datetime.fromtimestamp(heard.at_s):%H:%M:%S.%f}"[:-3]  # noqa: DTZ006 - the wall's
    arrow = "→" if heard.sent else "←"
    colour = (SENT if heard.sent else HEARD) if words else NOISE
    rows = [heard.data[at : at + HEX_SHOWN] for at in range(0, len(heard.data), HEX_SHOWN)]
    typer.secho(f"{at} {heard.line} {arrow} {rows[0].hex(' ')}", fg=colour)
    for row in rows[1:]:
        typer.secho(f"{' ' * (len(at) + len(heard.line) + 3)} {row.hex(' ')}", fg=colour)
    for each in words:
        typer.secho(f"    {each}", fg=colour, bold=True)


@app.command("test")
def self_test(
    config_path: ConfigPath,
    device: Annotated[str, typer.Argument(help="The id of the device.")],
    seconds: Annotated[float, typer.Option("--for", help="How long to listen to it.")] = 15.0,
) -> None:
    """Test one device without a hall: a slip, all segments, a beep; and tell what it says."""
    trial = Trial(typer.echo)
    config = loaded(config_path)
    seats = make_seats(config, trial, None, LastCounts(counts_path(config, config_path)))
    if device not in seats:
        raise refused(ConfigError(f"{config_path}: no device {device!r}, one of {sorted(seats)}"))
    seat = seats[device]
    its = next(each for _, each in config.devices() if each.id == device)
    commands = trial_commands(seat.kind, shows_of(config, its))
    seat.line.start()
    time.sleep(OPENING_S)
    for command in commands:
        seat.line.errand(partial(seat.driver.obey, device, command))
    time.sleep(seconds)
    seat.line.stop()
    if trial.failed or trial.answers < len(commands):
        typer.secho(f"{device}: 没有通过 not passed", fg=typer.colors.RED)
        raise typer.Exit(1)
    typer.secho(f"{device}: 通过 passed", fg=typer.colors.GREEN)


@app.command()
def accept(
    config_path: ConfigPath,
    who: Annotated[str, typer.Option("--technician", prompt="技术员 technician")],
    written: Annotated[Path | None, typer.Option("--sheet", help="The file to write.")] = None,
    key_s: Annotated[float, typer.Option("--key-time", help="For a key, seconds.")] = 60.0,
) -> None:
    """Walk through every device and write the acceptance sheet; 1 when one is not accepted."""
    config, ear = loaded(config_path), Ear()
    seats = make_seats(config, ear, None, LastCounts(counts_path(config, config_path)))
    rehearsal = Rehearsal(
        ear=ear, ask=_asked, say=_said, code=lambda: str(100 + secrets.randbelow(900)), key_s=key_s
    )
    verdicts = _walked(seats, rehearsal, _posts(config, seats))
    at = datetime.now().astimezone()
    text = sheet(config.gateway.id, who, at, verdicts)
    path = written or Path(f"acceptance-{config.gateway.id}-{at:%Y%m%d-%H%M}.txt")
    path.write_text(text, encoding="utf-8")
    typer.echo(f"\n{text}\n{path}")
    raise typer.Exit(any(each.faults for each in verdicts))


def _walked(seats: dict[str, Seat], rehearsal: Rehearsal, posts: list[Post]) -> list[Verdict]:
    """Every line is open meanwhile, and closed whatever happens."""
    lines = list(dict.fromkeys(seat.line for seat in seats.values()))
    for line in lines:
        line.start()
    time.sleep(OPENING_S)
    verdicts: list[Verdict] = []
    try:
        for verdict in rehearsal.walk(posts):
            colour = typer.colors.RED if verdict.faults else typer.colors.GREEN
            typer.secho("  不合格 NO" if verdict.faults else "  合格 YES", fg=colour)
            verdicts.append(verdict)
    finally:
        for line in lines:
            line.stop()
    return verdicts


def _posts(config: Config, seats: dict[str, Seat]) -> list[Post]:
    """Every device in the order of the file."""
    return [
        Post(
            device=device.id,
            place=config.places[int(key.split(".")[1])].name,
            port=config.lines[device.line].port,
            seat=seats[device.id],
            shows=shows_of(config, device),
        )
        for key, device in config.devices()
    ]


def _asked(question: Text) -> str:
    answer: str = typer.prompt(f"  {question[0]}\n  {question[1]}", default="", show_default=False)
    return answer


def _said(text: Text) -> None:
    typer.echo(f"  {text[0]} / {text[1]}")


@app.command()
def faults(
    config_path: ConfigPath,
    device: Annotated[str | None, typer.Option(help="One device alone.")] = None,
    last: Annotated[int, typer.Option(help="How many lines.")] = 50,
) -> None:
    """Show what was wrong with the devices of a gateway, and when; it may run meanwhile."""
    known = [each for each in entries(faults_path(config_path)) if device in {None, each.device}]
    for each in known[-last:]:
        typer.secho(_entry(each), fg=STEP_COLOURS[each.step])
    if not known:
        typer.echo("没有故障记录 no fault was noted")


def _entry(entry: Entry) -> str:
    at = entry.at.astimezone()
    return (
        f"{at:%Y-%m-%d %H:%M:%S} {STEP_WORDS[entry.step]} {entry.device}: {' / '.join(entry.text)}"
    )
