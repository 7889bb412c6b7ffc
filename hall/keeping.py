"""The commands of `hall` that keep a store: verify, rebuild, back up, restore, export, prune.

Each says in Chinese and English what it has done. What must not live here: how any of it is done
(see `hall.storage`).
"""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer

from hall.config import load_config
from hall.errors import HallError
from hall.storage.backup import back_up, restore
from hall.storage.export import export
from hall.storage.retention import Pruned, prune
from hall.storage.store import Store
from hall.storage.verify import Verdict, make_again, parse_seal, verify
from hall.supervision.figures import Period

app = typer.Typer()
ConfigPath = Annotated[Path, typer.Argument(help="The hall's configuration file (TOML).")]
NotedSeal = Annotated[
    str | None,
    typer.Option("--head", "--noted", help="The seal, or its hash, that an earlier run printed."),
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]

_IS_READABLE: Final = (
    "有程序正在读取数据库，已清除的内容还可能在日志文件（-wal）里读到；请等它读完后再运行一次。\n"
    "somebody is reading the store: what was erased may still be read in its log file (-wal). "
    "Run it again when they are done, or when the hall is stopped."
)


@app.command("verify")
def verify_store(config: ConfigPath, noted: NotedSeal = None) -> None:
    """Check journal and records of a hall: the chain of hashes, gaps, records against journal."""
    try:
        seal = parse_seal(noted) if noted else None
        verdict = verify(load_config(config).store.url, seal)
    except HallError as error:
        fail(error)
    _judge(verdict)
    typer.echo(f"good: {verdict.newest.seq} events. Note this elsewhere: {verdict.newest}")


@app.command()
def rebuild(config: ConfigPath) -> None:
    """Make the records anew from the journal, while the hall does not run; then compare them."""
    try:
        url = load_config(config).store.url
        store = Store(url)
        try:
            store.open()
            wrong_before = verify(url)
            made = make_again(store.engine)
        finally:
            store.close()
        after = verify(url)
    except HallError as error:
        fail(error)
    for finding in wrong_before.findings:
        typer.echo(f"重建前 before: {finding}", err=True)
    _judge(made)
    _judge(after)
    typer.echo(
        "已按日志重建全部记录，逐行一致 / all records are made anew and agree row by row: "
        f"{after.newest.seq} events"
    )


@app.command()
def backup(config: ConfigPath, to: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy the store to a file, also while the hall runs."""
    try:
        back_up(load_config(config).store.url, to)
    except HallError as error:
        fail(error)
    size_mb = to.stat().st_size / 1e6
    typer.echo(f"已备份 / backed up: {to} ({size_mb:.1f} MB)")


@app.command("restore")
def restore_store(
    config: ConfigPath, source: Annotated[Path, typer.Argument(help="A backup.")]
) -> None:
    """Bring the store back from a backup, while the hall does not run."""
    try:
        aside = restore(load_config(config).store.url, source)
    except HallError as error:
        fail(error)
    typer.echo(f"已从备份恢复 / restored from {source}")
    if aside is not None:
        typer.echo(f"原数据库保留在 / the store that was there is kept as {aside}")
    typer.echo("下次启动开始新的纪元 / the next start begins a new epoch")


@app.command("export")
def export_records(
    config: ConfigPath,
    folder: Annotated[Path, typer.Argument(help="Where the files are to be.")],
    first: Day = None,
    last: Day = None,
) -> None:
    """Write the records as CSV files, without anything that tells of a person."""
    try:
        period = _period(first, last)
        counts = export(load_config(config).store.url, folder, period)
    except HallError as error:
        fail(error)
    for name, count in counts.items():
        typer.echo(f"{folder / name}.csv: {count}")


@app.command("prune")
def prune_store(config: ConfigPath) -> None:
    """Erase what is older than the configuration's [retention] allows; the hall may run."""
    try:
        from hall.program import premises_of  # noqa: PLC0415 - the other commands need none of it

        settings = load_config(config)
        today = datetime.now(premises_of(settings).zone).date()
        pruned = prune(settings.store.url, settings.retention, today)
    except HallError as error:
        fail(error)
    typer.echo(_told(pruned))
    if pruned.is_readable:
        typer.echo(_IS_READABLE, err=True)
        raise typer.Exit(1)


def _told(pruned: Pruned) -> str:
    return (
        f"已清除 / erased: 留言 words {pruned.words}, 人员假名 pseudonyms {pruned.person}, "
        f"受理回执 receipts {pruned.receipt}, 应答 answers {pruned.answers}"
    )


def _period(first: datetime | None, last: datetime | None) -> Period:
    period = Period(first=_day(first, date.min), last=_day(last, date.max))
    if period.last < period.first:
        raise HallError(f"--last {period.last}: expected no day before --first {period.first}")
    return period


def _day(given: datetime | None, otherwise: date) -> date:
    return given.date() if given else otherwise


def _judge(verdict: Verdict) -> None:
    """Say what was found, and end with failure when there is anything."""
    for finding in verdict.findings:
        typer.echo(finding, err=True)
    if verdict.left_unsaid:
        typer.echo(f"and {verdict.left_unsaid} more", err=True)
    if not verdict.good:
        raise typer.Exit(1)


def fail(error: HallError) -> NoReturn:
    """Say why nothing was done."""
    typer.echo(str(error), err=True)
    raise typer.Exit(2)
