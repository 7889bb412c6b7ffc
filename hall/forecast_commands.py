"""The commands under `hall forecast`: judge a history, compile the engine."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hall.errors import HallError
from hall.foreseeing.installed import is_installed, prepare

app = typer.Typer(no_args_is_help=True, help="Forecasts: how good they are, and their engine.")

History = Annotated[
    Path, typer.Argument(help="A table of tickets (CSV), one line for each number.")
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
    r"""Replay a history and print error and coverage of every method side by side.

    \b
    Each day is forecast from what was known before it. At least two days are
    needed; the last quarter of them is judged, 14 at most, unless --from says so.

    \b
    Columns, in any order, by either name; those with a star are needed:
    day        日期      2026-03-02; not needed where issued has the date
    category*  类别      what the number was taken for
    issued*    取号时间  09:12:30, 2026-03-02 09:12:30, seconds since midnight
    called     叫号时间  empty for one that was never called
    started    开始办理  empty where nobody came
    finished   办结时间  when service ended
    window     窗口      any name
    class      类型      ordinary 普通, appointment 预约, green 绿色通道,
                         return 返回
    matter     事项
    left       离开时间  when it was seen to leave the line

    \b
    As spreadsheets save it: with commas, semicolons or tabs; in UTF-8, UTF-16 or
    GB 18030.
    """
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
