"""The command line `hall`: run the hall, check and inspect it; `keeping` looks after its store."""

import json
import logging
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import TypeAdapter

from hall.bus.address import without_password
from hall.bus.messages import TicketDocument
from hall.config import load_config
from hall.errors import HallError
from hall.forecast_commands import app as forecast_app
from hall.keeping import app as keeping
from hall.keeping import fail

if TYPE_CHECKING:
    from hall.program import Ready

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The hall controller.")
app.add_typer(keeping)
app.add_typer(forecast_app, name="forecast")
ConfigPath = Annotated[Path, typer.Argument(help="The hall's configuration file (TOML).")]


ReadyPath = Annotated[
    Path | None, typer.Option("--ready", help="Write addresses here as JSON when ready.")
]
CheckedBulletin = Annotated[
    str | None,
    typer.Option("--check", help="Make a kept bulletin again from the journal: day/2026-03-02."),
]
BackupFolder = Annotated[
    Path | None, typer.Option("--backups", help="The folder where backups are kept.")
]
QUIET = ("alembic", "uvicorn", "iotcore")


@app.command()
def run(config: ConfigPath, ready: ReadyPath = None) -> None:
    """Run the hall until Ctrl-C or SIGTERM."""
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s"
    )
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        from hall import program  # noqa: PLC0415 - the other commands need none of it

        status = program.run(load_config(config), lambda news: say_ready(news, ready))
    except HallError as error:
        fail(error)
    raise typer.Exit(status)


@app.command()
def check(config: ConfigPath) -> None:
    """Check a configuration file and the catalogue and site it names, and open the public address.

    An address that does not answer is told and fails nothing: the hall may not have started yet.
    """
    try:
        from hall.program import premises_of  # noqa: PLC0415 - the other commands need none

        premises = premises_of(load_config(config))
    except HallError as error:
        fail(error)
    site, catalogue = premises.site, premises.catalogue
    typer.echo(
        f"{config}: good. {site.name.zh}: {len(site.windows)} windows, "
        f"{len(catalogue.categories)} categories, {len(catalogue.matters)} matters."
    )
    if premises.public_address:
        typer.echo(_reached(premises.public_address, site.name.zh))


def _reached(address: str, hall: str) -> str:
    from hall import reach  # noqa: PLC0415 - the other commands need none of it

    try:
        reach.open_public_address(address, hall)
    except reach.NotReached as error:
        return f"public_address: warning: {error}"
    return f"public_address: {address} opens"


@app.command("ticket")
def show_ticket(
    config: ConfigPath,
    *,
    english: Annotated[bool, typer.Option("--english", help="As taken in English.")] = False,
    reprint: Annotated[bool, typer.Option("--reprint", help="As printed again.")] = False,
    appointment: Annotated[bool, typer.Option("--appointment", help="Of an appointment.")] = False,
) -> None:
    """Write a sample ticket in the hall's layout, for `hall-devices preview - ticket.png`."""
    try:
        from hall.controller.sample_tickets import sample_ticket  # noqa: PLC0415 - as above
        from hall.program import premises_of  # noqa: PLC0415 - the same

        document = sample_ticket(
            premises_of(load_config(config)),
            datetime.now(UTC),
            language="en" if english else "zh",
            reprint=reprint,
            appointment=appointment,
        )
    except HallError as error:
        fail(error)
    typer.echo(TypeAdapter(TicketDocument).dump_json(document).decode())


@app.command()
def inspect(config: ConfigPath, backups: BackupFolder = None) -> None:
    """Inspect a hall from its catalogue to its backups; each check says its evidence."""
    try:
        from hall import selfcheck  # noqa: PLC0415 - the other commands need none of it
        from hall.program import premises_of  # noqa: PLC0415 - the same

        settings = load_config(config)
        premises = premises_of(settings)
        checks = selfcheck.inspect(
            selfcheck.Subject(
                config=settings,
                catalogue=premises.catalogue,
                site=premises.site,
                now=datetime.now(UTC),
                backups=backups,
            )
        )
    except HallError as error:
        fail(error)
    for each in checks:
        typer.echo(selfcheck.told(each))
    if selfcheck.worst(checks) is selfcheck.State.BAD:
        raise typer.Exit(1)


@app.command()
def bulletins(config: ConfigPath, check: CheckedBulletin = None) -> None:
    """Make and keep the daily, weekly and monthly bulletins that are due, or check a kept one."""
    try:
        from hall import issue_bulletins  # noqa: PLC0415 - the other commands need none of it

        if check:
            found = issue_bulletins.made_again(load_config(config), check)
            typer.echo(f"{'the same' if found.same else 'DIFFERENT'}: {found.kept} {found.made}")
            raise typer.Exit(0 if found.same else 1)
        issued = issue_bulletins.due_now(load_config(config))
    except HallError as error:
        fail(error)
    for name in issued.kept:
        typer.echo(f"kept {name}")
    for name, why in issued.failed.items():
        typer.echo(f"没有做成 / not made: {name}: {why}", err=True)
    if issued.failed:
        raise typer.Exit(1)
    if not issued.kept:
        typer.echo("nothing is due")


@app.command()
def broker(
    config: ConfigPath,
    folder: Annotated[Path, typer.Argument(help="Where the broker's files are written.")],
    host: Annotated[str, typer.Option(help="The broker's name, as programs reach it.")],
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8883,
    renew: Annotated[
        list[str] | None, typer.Option(help="An account that gets a new password.")
    ] = None,
) -> None:
    """Write accounts, access list and settings of a Mosquitto for this hall."""
    try:
        from hall import broker_files  # noqa: PLC0415 - the other commands need none of it
        from hall.program import premises_of  # noqa: PLC0415 - the same

        settings = load_config(config)
        names = broker_files.write_broker_files(
            folder,
            settings.hall.id,
            premises_of(settings).site,
            broker_files.Broker(host=host, port=port),
            renew or (),
        )
    except HallError as error:
        fail(error)
    typer.echo(f"{folder}: {len(names)} accounts. Each program's address is in addresses.json.")
    typer.echo(
        "A Mosquitto that root starts reads them as the user mosquitto: "
        f"chown -R mosquitto {folder}"
    )


def say_ready(news: "Ready", path: Path | None) -> None:
    """Tell people and programs where the hall is reached."""
    if path is not None:
        write_whole(path, json.dumps(asdict(news)))
    typer.echo(f"hall ready at {news.http}, broker {without_password(news.mqtt)}")
    if news.first_administrator_code:
        typer.echo(
            f"no account yet: make the first administrator at {news.http}/first "
            f"with the code {news.first_administrator_code}"
        )


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or none; readable by its owner alone."""
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(text, encoding="utf-8")
    part.replace(path)


if __name__ == "__main__":
    app()
