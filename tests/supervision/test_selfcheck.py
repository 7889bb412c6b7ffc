"""The full inspection: each check has its evidence, and what is wrong is found and said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from hall.__main__ import app
from hall.catalogue import sample
from hall.catalogue.sample import sample_text
from hall.config import Config, HallSection, StoreSection
from hall.core.settings import Settings
from hall.selfcheck import Check, State, Subject, inspect
from hall.storage.engine import make_engine
from hall.storage.tables import catalogue_versions
from tests.supervision.month import Month

CATALOGUE, SITE = sample()


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    """A hall after two days, with a backup of today."""
    month = Month(tmp_path / "hall.db").live(last=date(2026, 3, 3))
    backups = tmp_path / "backups"
    backups.mkdir()
    (backups / "hall.db").write_bytes(b"a backup")
    return Subject(
        config=Config(hall=HallSection(id="H01"), store=StoreSection(url=month.url)),
        catalogue=CATALOGUE,
        site=SITE,
        now=datetime.now(UTC),
        backups=backups,
    )


def found(subject: Subject) -> dict[str, Check]:
    """All checks by their English name."""
    return {each.name.en: each for each in inspect(subject)}


def change(subject: Subject, sql: str) -> None:
    """Tamper with the store."""
    engine = make_engine(subject.config.store.url)
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(sql)
    engine.dispose()


def test_a_sound_hall_passes_with_evidence(subject: Subject) -> None:
    """All nine are checked, all are good, each says in both languages what was seen."""
    checks = found(subject)
    assert set(checks) == {
        "catalogue", "plan", "devices", "limits", "ratings", "retention", "chain", "clock",
        "backups",
    }  # fmt: skip
    assert {name: each.state for name, each in checks.items() if each.state != "good"} == {}
    assert all(each.evidence.zh and each.evidence.en and not each.do.zh for each in checks.values())


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE plan_entries SET categories = 'ZX'", "plan"),
        ("DELETE FROM ratings WHERE seq = (SELECT MIN(seq) FROM ratings)", "ratings"),
        ("UPDATE journal SET payload = '{}' WHERE seq = 5", "chain"),
        ("UPDATE journal SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 9", "clock"),
    ],
)
def test_what_is_wrong_in_the_store_is_found(subject: Subject, sql: str, name: str) -> None:
    """A lost category, a lost rating, a changed event, a clock that went back: each is said."""
    change(subject, sql)
    check = found(subject)[name]
    assert check.state is State.BAD
    assert check.do.zh
    assert check.do.en


def test_the_version_in_force_is_looked_back_on(subject: Subject) -> None:
    """What was good when it was published may not be good by the rules of today."""
    fuzzy = sample_text().replace("zh: 买卖双方有效身份证件", "zh: 身份证等材料")
    assert fuzzy != sample_text()
    engine = make_engine(subject.config.store.url)
    at = "2026-01-01T00:00:00Z"
    row = {"version": "1", "effective_from": "2026-01-01", "hash": "", "published_by": "start"}
    with engine.connect() as connection, connection.begin():
        connection.execute(insert(catalogue_versions).values(text=fuzzy, published_at=at, **row))
    engine.dispose()
    check = found(subject)["catalogue"]
    assert check.state is State.BAD
    assert "1 findings" in check.evidence.en


def test_a_hurried_no_show_is_pointed_out(subject: Subject) -> None:
    """A limit below the time that people need to walk over asks for attention."""
    hurried = subject.config.model_copy(update={"rules": Settings(no_show_after_s=10)})
    assert found(replace(subject, config=hurried))["limits"].state is State.ATTENTION


@pytest.mark.parametrize("backups", ["none", "empty", "old"])
def test_backups_are_looked_for(subject: Subject, tmp_path: Path, backups: str) -> None:
    """No folder, nothing in it, or nothing new in it: each is said."""
    empty = tmp_path / "empty"
    empty.mkdir()
    cases = {
        "none": (replace(subject, backups=None), State.ATTENTION),
        "empty": (replace(subject, backups=empty), State.BAD),
        "old": (replace(subject, now=datetime(2099, 1, 1, tzinfo=UTC)), State.ATTENTION),
    }
    case, state = cases[backups]
    assert found(case)["backups"].state is state


def test_the_command_prints_every_check(subject: Subject, tmp_path: Path) -> None:
    """`hall inspect` prints evidence and what to do; its exit status says whether all is well."""
    file = tmp_path / "hall.toml"
    file.write_text(f'[hall]\nid = "H01"\n[store]\nurl = "{subject.config.store.url}"\n')
    done = CliRunner().invoke(app, ["inspect", str(file), "--backups", str(tmp_path / "backups")])
    assert done.exit_code == 0, done.output
    assert done.output.count("[正常 good]") == 9
    change(subject, "UPDATE journal SET payload = '{}' WHERE seq = 5")
    done = CliRunner().invoke(app, ["inspect", str(file)])
    assert done.exit_code == 1
    assert "[问题 bad] 哈希链 chain" in done.output
