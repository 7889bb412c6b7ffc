"""The commands under `hall forecast`: judge a history, compile the engine."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hall.errors import HallError
from hall.foreseeing.installed import is_installed, prepare

app = typer.Typer(no_args_is_help=True, help="Forecasts: how good they are, and their engine.")

History = Annotated[
    Path, typer.Argument(help="A table of tickets (CSV); columns in hall/docs/forecast.md.")
]
FirstDay = Annotated[
    datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day judged.")
]
LastDay = Annotated[
    datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day judged.")
]
Queued = Annotated[bool, typer.Option(help="Leave out those who were called at once.")]


@app.command()
def evaluate(
    file: History, first: FirstDay = None, last: LastDay = None, *, only_queued: Queued = False
) -> None:
    """Replay a history and print error and coverage of every method side by side."""
    _need_extra()
    from hall.foreseeing import judging  # noqa: PLC0415 - it needs the extra

    wish = judging.Wish(
        file=file,
        first=first.date() if first else None,
        last=last.date() if last else None,
        only_queued=only_queued,
    )
    try:
        typer.echo(judging.evaluate(wish, lambda day: typer.echo(f"replayed {day}", err=True)))
    except HallError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


@app.command(name="prepare")
def compile_engine() -> None:
    """Compile the forecast's engine, so that no start waits for it."""
    _need_extra()
    try:
        prepare()
    except HallError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _need_extra() -> None:
    if not is_installed():
        typer.echo(
            "this needs the [forecast] extra: pip install 'service-hall[forecast]'", err=True
        )
        raise typer.Exit(2)
