"""The command line of the gateway."""

import logging
import signal
import threading
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter, ValidationError

from devices.command_line import loaded, refused
from devices.configured import KINDS, PrinterConfig
from devices.last_counts import LastCounts
from devices.printer_models import PROOFS, PrinterModel
from devices.program import counts_path, make_gateway, make_seats, tap_path
from devices.steady import keep_steady
from devices.tap import Tap
from devices.technician import app as technician
from devices.ticket_layout import Paper
from hall.bus.messages import TicketDocument
from hall.errors import ConfigError

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
app.add_typer(technician)

TICK_S: Final = 0.1
LOG_FORMAT: Final = "%(asctime)s %(levelname)s %(message)s"
FONT_HELP: Final = "A font file, as in the printer's settings: it draws what the printer lacks."
NO_TICKET: Final = "不是 hall ticket 写出的号票 is no ticket of `hall ticket`"


class PaperMm(StrEnum):
    """How wide the paper of a printer is, in millimetres."""

    WIDE = "80"
    NARROW = "58"


DOTS_ACROSS: Final = {PaperMm.WIDE: 576, PaperMm.NARROW: 384}
ConfigPath = Annotated[Path, typer.Argument(help="The gateway's TOML file.")]


@app.command()
def run(config_path: ConfigPath) -> None:
    """Serve the devices until SIGTERM or Ctrl-C."""
    config = loaded(config_path)
    try:
        gateway = make_gateway(config, config_path)
    except ConfigError as error:
        raise refused(error) from error
    # by force, because python-escpos sets up logging for itself when it is imported
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT, force=True)
    stopping = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stopping.set())
    tap = Tap(tap_path(config_path))
    try:
        tap.start()
    except ConfigError as error:
        raise refused(error) from error
    last_counts = LastCounts(counts_path(config, config_path))
    gateway.start(make_seats(config, gateway, tap, last_counts))
    keep_steady()
    print(f"gateway {config.gateway.id} serves {len(list(config.devices()))} devices", flush=True)
    while gateway.healthy and not stopping.wait(TICK_S):
        gateway.tick()
    failed = not gateway.healthy
    gateway.stop()
    tap.stop()
    raise typer.Exit(1 if failed else 0)


@app.command()
def check(config_path: ConfigPath) -> None:
    """Check the file and list its devices by place; nothing is opened."""
    config = loaded(config_path)
    for key, device in config.devices():
        place = config.places[int(key.split(".")[1])]
        line = config.lines[device.line]
        seat = "" if not hasattr(device, "address") else f" address {device.address}"
        print(f"{place.name}: {KINDS[type(device)][0]} {device.id} on {line.port}{seat}")
        if isinstance(device, PrinterConfig):
            print(f"    {_proof(device.settled(config.printer_models))}")


def _proof(model: PrinterModel) -> str:
    """How far a printer's word goes."""
    chinese, english = PROOFS[model.confirms]
    return f"{model.maker}, {model.paper_dots} dots: {chinese} {english}"


@app.command("preview")
def preview_ticket(
    document: Annotated[typer.FileText, typer.Argument(help="From `hall ticket`; - for a pipe.")],
    picture: Annotated[Path, typer.Argument(help="The PNG file to write.")],
    paper_mm: Annotated[PaperMm, typer.Option("--paper", help="The paper's width.")] = PaperMm.WIDE,
    font: Annotated[Path | None, typer.Option(help=FONT_HELP)] = None,
) -> None:
    """Draw a ticket as a printer of this paper prints it; no printer is needed."""
    from devices.preview import preview  # noqa: PLC0415 - no other command draws

    try:
        ticket = TypeAdapter(TicketDocument).validate_json(document.read())
        paper = Paper(dots=DOTS_ACROSS[paper_mm], font=str(font) if font else None)
        drawn = preview(ticket, paper, font)
        drawn.save(picture, "PNG")
    except ValidationError as error:
        raise refused(ConfigError(f"{document.name}: {NO_TICKET}")) from error
    except (ConfigError, OSError) as error:
        raise refused(ConfigError(f"{picture}: {error}")) from error
    print(f"{picture}: {drawn.width} × {drawn.height}")


if __name__ == "__main__":
    app()
