"""Bulletins by schedule: what is due is made once, and kept."""

from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from hall.__main__ import app
from hall.bulletins.issuing import due, name_of
from hall.storage.bulletins import BulletinStore
from hall.storage.engine import make_engine
from hall.supervision.bulletin import from_bytes
from tests.supervision.month import Month

DAYS = [date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9)]

_TAKES_NO_FIRST = """
CREATE TRIGGER takes_no_first BEFORE INSERT ON bulletins WHEN NEW.id = 'day/2026-03-02'
BEGIN SELECT json('broken'); END
"""


def names(today: date, kept: tuple[str, ...] = ()) -> list[str]:
    """What is due on a day."""
    return [name_of(every, period) for every, period in due(DAYS, today, kept)]


def test_a_period_is_due_when_it_is_over() -> None:
    """A day on the next, a week on Monday, a month on the first; never before."""
    assert names(date(2026, 3, 5)) == []
    assert names(date(2026, 3, 6)) == ["day/2026-03-05"]
    assert names(date(2026, 3, 9)) == ["day/2026-03-05", "day/2026-03-06", "week/2026-03-02"]
    assert "month/2026-03-01" not in names(date(2026, 3, 31))
    assert names(date(2026, 4, 1))[-1] == "month/2026-03-01"


def test_what_is_kept_is_not_due() -> None:
    """No bulletin is made twice."""
    assert names(date(2026, 3, 9), ("day/2026-03-05", "week/2026-03-02")) == ["day/2026-03-06"]


def _say(url: str, words: str) -> None:
    engine = make_engine(url)
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(words)
    engine.dispose()


def test_the_command_keeps_what_is_due_once(tmp_path: Path) -> None:
    """`hall bulletins` makes days, week and month that are over, and then has nothing to do.

    One that cannot be written is named, and holds up none of the others.
    """
    month = Month(tmp_path / "hall.db").live(last=date(2026, 3, 2))
    file = tmp_path / "hall.toml"
    file.write_text(f'[hall]\nid = "H01"\n[store]\nurl = "{month.url}"\n', encoding="utf-8")
    kept = ["day/2026-03-02", "week/2026-03-02", "month/2026-03-01"]
    _say(month.url, _TAKES_NO_FIRST)
    told = CliRunner().invoke(app, ["bulletins", str(file)])
    assert (told.exit_code, told.stdout) == (1, "".join(f"kept {name}\n" for name in kept[1:]))
    assert f"not made: {kept[0]}: OperationalError" in told.stderr
    _say(month.url, "DROP TRIGGER takes_no_first")
    first = CliRunner().invoke(app, ["bulletins", str(file)])
    assert (first.exit_code, first.output) == (0, f"kept {kept[0]}\n")
    assert CliRunner().invoke(app, ["bulletins", str(file)]).output == "nothing is due\n"
    again = CliRunner().invoke(app, ["bulletins", str(file), "--check", "day/2026-03-02"])
    assert (again.exit_code, again.output[:8]) == (0, "the same")
    unknown = CliRunner().invoke(app, ["bulletins", str(file), "--check", "day/2020-01-01"])
    assert unknown.exit_code == 2
    engine = make_engine(month.url, reading=True)
    store = BulletinStore(engine)
    contents = store.contents("week/2026-03-02")
    assert {each.id for each in store.kept()} == set(kept)
    assert contents is not None
    assert contents.xlsx.startswith(b"PK")
    assert contents.pdf is not None
    assert from_bytes(contents.document).whole.all["numbers"]
    engine.dispose()
