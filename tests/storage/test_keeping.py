"""The commands that keep a store: each on a file and on a server, through the command line."""

import csv
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from typer.testing import CliRunner, Result

from hall.__main__ import app
from hall.core import commands as c
from hall.storage.backup import STARTS_UNKNOWN, back_up, restore
from hall.storage.encoding import moment
from hall.storage.engine import make_engine
from hall.storage.receipts import ReceiptShelf
from hall.storage.store import Store
from hall.storage.tables import commands, private, ratings, visits
from hall.storage.verify import verify
from tests.core.build import DAY, opening
from tests.fakes.cuts import cuts
from tests.fakes.journal import Desk, order, take

_TOMORROW_THERE_FROM = 10
"""The hour in Greenwich from which it is the next day in Kiritimati; until 11 it is yesterday in
Pago Pago."""
WORDS = "王先生等了两小时"


@pytest.fixture
def config(url: str, tmp_path: Path) -> Path:
    """A configuration that names the store and keeps words for a month."""
    file = tmp_path / "hall.toml"
    file.write_text(
        f'[hall]\nid = "h01"\n[store]\nurl = "{url}"\n[retention]\nwords_days = 30\n',
        encoding="utf-8",
    )
    return file


@pytest.fixture
def rated(desk: Desk) -> Desk:
    """A day on which somebody wrote something, and the next day."""
    person = c.IssueNumber(visit="v1", token="t1", matter="SS01", person="P" * 32)
    assert desk.hand_in(order(person, "a"))[0].error is None
    desk.do(c.CallNext(window=1))
    desk.now_s = 60
    desk.do(c.FinishService(window=1))
    desk.do(c.RateService(service="v1.1", level=1, words=WORDS))
    desk.do(c.CloseDay(end_waiting=True))
    desk.do(opening(day=DAY + timedelta(days=1)))
    return desk


def run(*words: object) -> Result:
    """One command of `hall`."""
    return CliRunner().invoke(app, [str(each) for each in words])


def count(url: str, table: object) -> int:
    """How many rows a table has."""
    engine = make_engine(url, reading=True)
    with engine.connect() as connection, connection.begin():
        found: int = connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]
    engine.dispose()
    return found


def test_a_backup_is_taken_while_the_hall_runs_and_brought_back_when_it_does_not(
    rated: Desk, store: Store, url: str, config: Path, tmp_path: Path
) -> None:
    """It is one state of the store; what came after is gone, and the epoch goes on beyond all."""
    epoch = store.next_epoch()
    copy = tmp_path / "copy.backup"
    assert run("backup", config, copy).exit_code == 0
    assert copy.stat().st_mode & 0o777 == 0o600, "it names people"
    noted = verify(url).newest
    rated.do(take("later"))
    refused = run("restore", config, copy)
    assert refused.exit_code == 2
    assert "another hall program" in refused.stderr
    store.close()
    restored = run("restore", config, copy)
    assert restored.exit_code == 0, restored.output
    assert verify(url).newest == noted
    assert verify(url).good
    again = Store(url)
    again.open()
    assert again.next_epoch() > epoch + STARTS_UNKNOWN
    again.close()


def test_a_restore_that_is_cut_off_leaves_the_old_store_or_the_new_one(
    store_at: Callable[[str], Store], path: Path, tmp_path: Path
) -> None:
    """Also of a hall that was killed with its last commits in the log: none of them is lost."""
    desk, copy = Desk(store_at(f"sqlite:///{path}")), tmp_path / "copy.backup"
    desk.open_day()
    back_up(f"sqlite:///{path}", copy)
    desk.do(take("later"))
    killed = tmp_path / "killed" / "hall.db"
    killed.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", f"{killed}{end}")
    seals = {verify(f"sqlite:///{each}").newest for each in (path, copy)}
    with cuts(killed.parent, tmp_path / "cuts") as copies:
        aside = restore(f"sqlite:///{killed}", copy)
    for folder in [*copies, killed.parent]:
        assert verify(f"sqlite:///{folder}/hall.db").newest in seals
    found = [verify(f"sqlite:///{each}").newest for each in (killed, aside)]
    assert found == [verify(f"sqlite:///{each}").newest for each in (copy, path)]


def test_what_a_restore_that_was_cut_off_left_is_no_second_way_into_the_store(
    store_at: Callable[[str], Store], path: Path, tmp_path: Path
) -> None:
    """Its name for the old store goes, and so does a log whose store is not there."""
    url, copy = f"sqlite:///{path}", tmp_path / "copy.backup"
    store_at(url).close()
    back_up(url, copy)
    cut_off = path.with_name("hall.db.before-20260302T010000Z")
    cut_off.hardlink_to(path)
    assert restore(url, copy) is not None
    assert not cut_off.exists()
    path.unlink()
    log = path.with_name("hall.db-wal")
    log.write_bytes(b"of another store")
    assert restore(url, copy) is None
    assert not log.exists()


def test_a_backup_never_writes_over_another(
    rated: Desk, store: Store, config: Path, tmp_path: Path
) -> None:
    """A second one of the same name is refused, and the first stays."""
    copy = tmp_path / "copy.backup"
    copy.write_text("precious", encoding="utf-8")
    assert run("backup", config, copy).exit_code == 2
    assert copy.read_text(encoding="utf-8") == "precious"


def test_what_is_no_backup_is_not_restored(store: Store, config: Path, tmp_path: Path) -> None:
    """A file of something else, or none, leaves the store as it is."""
    store.close()
    (tmp_path / "text").write_text("no database" * 100, encoding="utf-8")
    for name in ("text", "missing"):
        refused = run("restore", config, tmp_path / name)
        assert refused.exit_code == 2
        assert name in refused.stderr
    assert run("verify", config).exit_code == 0
    assert list(tmp_path.glob("*.part")) == []


def test_records_are_made_anew(rated: Desk, store: Store, url: str, config: Path) -> None:
    """What somebody changed or lost in the records comes back from the journal."""
    with store.engine.connect() as connection, connection.begin():
        connection.execute(update(visits).values(number="X"))
        connection.execute(ratings.delete())
    assert run("rebuild", config).exit_code == 2, "the hall runs"
    store.close()
    assert run("verify", config).exit_code == 1
    done = run("rebuild", config)
    assert done.exit_code == 0, done.output
    assert "visits: 1 rows are not what the journal says" in done.stderr
    assert run("verify", config).exit_code == 0


def test_a_broken_journal_is_no_ground_for_records(rated: Desk, store: Store, config: Path) -> None:
    """They are left as they are, and the break is named."""
    with store.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE journal SET by_id = 'x' WHERE seq = 2")
        connection.execute(update(visits).values(number="X"))
    store.close()
    done = run("rebuild", config)
    assert done.exit_code == 1
    assert "row 2 is not what was written" in done.stderr
    with store.engine.connect() as connection:
        assert set(connection.execute(select(visits.c.number)).scalars()) == {"X"}
    store.close()


def test_an_export_tells_of_no_person(
    rated: Desk, store: Store, config: Path, tmp_path: Path
) -> None:
    """Every table is there with its rows; words, clerks, tokens and codes are not."""
    assert run("export", config, tmp_path / "out").exit_code == 0
    texts = {
        each.stem: each.read_text(encoding="utf-8-sig") for each in (tmp_path / "out").iterdir()
    }
    assert {"visits", "calls", "services", "ratings", "plan_entries"} <= set(texts)
    (visit,) = csv.DictReader(texts["visits"].splitlines())
    assert (visit["id"], visit["number"]) == ("v1", "C001")
    for written in texts.values():
        assert "王" not in written
        assert ",ann," not in written
        assert "clerk" not in written
        assert "token" not in written
    assert "id" not in texts["appointments"].splitlines()[0].split(",")


def test_an_export_of_other_days_is_empty(
    rated: Desk, store: Store, config: Path, tmp_path: Path
) -> None:
    """Only the days that were asked for."""
    wanted = ("--first", "2020-01-01", "--last", "2020-12-31")
    assert run("export", config, tmp_path, *wanted).exit_code == 0
    (head,) = (tmp_path / "visits.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("id,day,number,")


def test_an_export_of_a_day_has_the_plan_that_it_was_opened_with(
    desk: Desk, config: Path, tmp_path: Path
) -> None:
    """The hall opens its day while it is the day before in Greenwich."""
    day = DAY + timedelta(days=1)
    desk.do(c.CloseDay(end_waiting=True))
    desk.now_s = timedelta(hours=20).total_seconds()
    desk.do(opening(day=day))
    plans = {}
    for each in (DAY, day):
        wanted = ("--first", each, "--last", each)
        assert run("export", config, tmp_path, *wanted).exit_code == 0
        rows = (tmp_path / "plan_entries.csv").read_text(encoding="utf-8-sig").splitlines()
        plans[each] = {row["seq"] for row in csv.DictReader(rows)}
    assert all(len(each) == 1 for each in plans.values())
    assert plans[DAY] != plans[day]
    turned = run("export", config, tmp_path / "none", "--first", day, "--last", DAY)
    assert (turned.exit_code, (tmp_path / "none").exists()) == (2, False)
    assert "--last" in turned.stderr


def test_what_is_too_old_is_erased_and_the_chain_stays_whole(
    rated: Desk, store: Store, url: str, config: Path
) -> None:
    """Words, pseudonyms and answers of the day before are gone, also from the records."""
    shelf = ReceiptShelf(store.engine)
    shelf.tell({"R-old": True}, at=moment(datetime(2020, 1, 1, tzinfo=UTC)), by="cases")
    shelf.tell({"R-new": True}, at=moment(datetime.now(UTC)), by="cases")
    done = run("prune", config)
    assert done.exit_code == 0, done.output
    assert "words 1, " in done.output
    assert count(url, private) == 0
    assert (shelf.is_ready("R-old"), shelf.is_ready("R-new")) == (None, True)
    assert verify(url).findings == []
    with store.engine.connect() as connection, connection.begin():
        assert connection.execute(select(ratings.c.words)).scalars().all() == [""]
        assert set(connection.execute(select(commands.c.day)).scalars()) == {
            (DAY + timedelta(days=1)).isoformat()
        }
    rated.do(take("v2"))
    assert rated.restarted().hall == rated.hall


def test_what_may_be_kept_stays(rated: Desk, url: str, config: Path) -> None:
    """With longer times nothing is erased."""
    days = (datetime.now(UTC).date() - DAY).days + 2
    with config.open("a", encoding="utf-8") as file:
        file.write(f"person_days = {days}\nanswers_days = {days}\n")
    before = count(url, private)
    said = config.read_text(encoding="utf-8").replace("words_days = 30", f"words_days = {days}")
    config.write_text(said, encoding="utf-8")
    assert run("prune", config).exit_code == 0
    assert count(url, private) == before > 0


def test_nothing_erased_is_left_in_the_files(rated: Desk, config: Path, path: Path) -> None:
    """Neither the file nor its log has the words any more."""
    if not path.exists():
        pytest.skip("a server's files are its own")
    run("prune", config)
    for file in path.parent.glob("hall.db*"):
        assert WORDS.encode() not in file.read_bytes()


def test_what_may_still_be_read_in_the_files_is_told(rated: Desk, config: Path, path: Path) -> None:
    """While somebody reads the state before, its bytes stay; run again, they go."""
    if not path.exists():
        pytest.skip("a server's files are its own")
    reader = make_engine(f"sqlite:///{path}", reading=True)
    with reader.connect() as connection, connection.begin():
        connection.execute(select(private)).all()
        told = run("prune", config)
    reader.dispose()
    assert told.exit_code == 1
    assert "words 1, " in told.stdout
    assert "Run it again" in told.stderr
    assert run("prune", config).exit_code == 0
    for file in path.parent.glob("hall.db*"):
        assert WORDS.encode() not in file.read_bytes()


def test_what_is_too_old_is_told_by_the_hall_s_own_day(
    rated: Desk, config: Path, tmp_path: Path
) -> None:
    """Somewhere it is always another day than in Greenwich: the hall of this test stands there."""
    now = datetime.now(UTC)
    is_ahead = now.hour >= _TOMORROW_THERE_FROM
    zone = "Pacific/Kiritimati" if is_ahead else "Pacific/Pago_Pago"
    site = files("hall.catalogue").joinpath("data/hall.yaml").read_text(encoding="utf-8")
    (tmp_path / "site.yaml").write_text(site.replace("Asia/Shanghai", zone), encoding="utf-8")
    days = (now.date() - DAY).days - (0 if is_ahead else 1)
    said = config.read_text(encoding="utf-8").replace("words_days = 30", f"words_days = {days}")
    config.write_text(said.replace("[store]", 'site = "site.yaml"\n[store]'), encoding="utf-8")
    done = run("prune", config)
    assert done.exit_code == 0, done.output
    assert f"words {int(is_ahead)}, " in done.output


def test_the_seal_may_be_given_by_its_hash_alone(rated: Desk, store: Store, config: Path) -> None:
    """`--head` takes what `verify` printed, whole or the hash; a cut-off end is said."""
    said = run("verify", config).stdout.split()[-1]
    for head in (said, said.partition(":")[2]):
        assert run("verify", config, "--head", head).exit_code == 0
    with store.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)")
    cut = run("verify", config, "--head", said.partition(":")[2])
    assert cut.exit_code == 1
    assert "was noted and is not there any more" in cut.stderr


@pytest.mark.parametrize(("schema", "said"), [("9999", "newer program"), ("0001", "up to date")])
def test_a_store_of_another_program_is_left_alone(
    rated: Desk, store: Store, config: Path, tmp_path: Path, schema: str, said: str
) -> None:
    """Whatever looks after stores says what to do, and changes nothing."""
    with store.engine.connect() as connection, connection.begin():
        told = text("UPDATE alembic_version SET version_num = :schema")
        connection.execute(told, {"schema": schema})
    for words in (("verify", config), ("export", config, tmp_path / "out"), ("prune", config)):
        refused = run(*words)
        assert refused.exit_code == 2
        assert said in refused.stderr
    assert not (tmp_path / "out").exists()


def test_a_store_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    """A file that is not there is not made; a server that is not there is said to be away."""
    config = tmp_path / "hall.toml"
    for url, said in (
        (f"sqlite:///{tmp_path}/none.db", "there is no such file"),
        ("postgresql://hall:secret@127.0.0.1:1/hall", "cannot be read or written"),
    ):
        config.write_text(f'[hall]\nid = "h01"\n[store]\nurl = "{url}"\n', encoding="utf-8")
        for words in (("verify", config), ("export", config, tmp_path / "out"), ("prune", config)):
            refused = run(*words)
            assert refused.exit_code == 2
            assert said in refused.stderr
            assert "secret" not in refused.output
    assert [each.name for each in tmp_path.iterdir()] == ["hall.toml"]
