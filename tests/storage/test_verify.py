from collections.abc import Callable
from pathlib import Path

import pytest

from hall.core import commands as c
from hall.errors import HallError
from hall.storage.rows import StoreError
from hall.storage.store import Store
from hall.storage.verify import MOST_SAID, Seal, Verdict, parse_seal, verify
from tests.fakes.journal import Desk, take

Tamper = Callable[[str], None]


@pytest.fixture
def day(desk: Desk) -> Desk:
    """A hall in which something has happened."""
    for visit in ("v1", "v2", "v3"):
        desk.do(take(visit))
    desk.do(c.CallNext(window=1))
    desk.now_s = 60
    desk.do(c.FinishService(window=1))
    desk.do(c.RateService(service="v1.1", level=4))
    desk.do(c.SetPlan(windows={1: ("SS", "BD")}, reason="long wait"))
    return desk


@pytest.fixture
def tamper(store: Store) -> Tamper:
    """Changes the database behind the program's back."""

    def change(sql: str) -> None:
        with store.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql(sql)

    return change


def judged(url: str, noted: Seal | None = None) -> Verdict:
    return verify(url, noted)


def test_what_the_program_writes_is_good(day: Desk, url: str) -> None:
    """Chain and records agree, while the store is open; the newest row is given to be noted."""
    verdict = judged(url)
    assert verdict.good
    assert verdict.findings == []
    assert verdict.newest.seq == day.journal.seq > 0


def test_an_empty_store_is_good(store: Store, url: str) -> None:
    """Before the first day there is nothing to be wrong."""
    assert judged(url).good
    assert judged(url).newest.seq == store.seq == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET payload = replace(payload, 'ann', 'bob') WHERE kind = 'WindowOpened'",
        "UPDATE journal SET at = '2026-03-02T00:00:00.000000Z' WHERE seq = 4",
        "UPDATE journal SET by_id = 'somebody else' WHERE seq = 4",
        "UPDATE journal SET day = '2026-03-01' WHERE seq = 4",
        "UPDATE journal SET hash = (SELECT hash FROM journal WHERE seq = 1) WHERE seq = 4",
    ],
)
def test_a_changed_row_breaks_the_chain(day: Desk, url: str, tamper: Tamper, sql: str) -> None:
    """Whatever is changed in a row, its hash tells."""
    tamper(sql)
    assert any("is not what was written" in each for each in judged(url).findings)


def test_a_missing_row_is_a_gap(day: Desk, url: str, tamper: Tamper) -> None:
    """The gap is named."""
    tamper("DELETE FROM journal WHERE seq IN (4, 5)")
    assert "journal: rows 4 to 5 are missing" in judged(url).findings


def test_a_cut_off_end_is_seen_by_whoever_noted_it(day: Desk, url: str, tamper: Tamper) -> None:
    """A chain cannot tell that its end is gone; a seal noted before can."""
    noted = judged(url).newest
    day.do(take("v4"))
    assert judged(url, noted).good
    tamper("DELETE FROM journal WHERE seq >= (SELECT MAX(seq) - 1 FROM journal)")
    findings = judged(url, noted).findings
    assert f"journal: row {noted} was noted and is not there any more" in findings


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("visits", "UPDATE visits SET wait_s = 1 WHERE id = 'v1'"),
        ("visits", "DELETE FROM visits WHERE id = 'v2'"),
        ("services", "UPDATE services SET clerk = 'bo'"),
        ("ratings", "UPDATE ratings SET level = 5"),
        ("window_shifts", "DELETE FROM window_shifts"),
        ("plan_entries", "UPDATE plan_entries SET reason = 'none'"),
    ],
)
def test_records_that_are_not_the_journals_are_found(
    day: Desk, url: str, tamper: Tamper, table: str, sql: str
) -> None:
    """The records are made anew from the journal and compared row by row."""
    tamper(sql)
    (finding,) = judged(url).findings
    assert finding.startswith(f"{table}: ")


def test_a_row_that_cannot_be_read_is_named(day: Desk, url: str, tamper: Tamper) -> None:
    """An event of no known kind, and one whose payload is none."""
    tamper("UPDATE journal SET kind = 'RoofOpened' WHERE seq = 4")
    tamper("UPDATE journal SET payload = '{}' WHERE seq = 5")
    findings = " ".join(judged(url).findings)
    assert "row 4 cannot be read" in findings
    assert "row 5 cannot be read" in findings


def test_what_is_all_wrong_is_said_in_short(day: Desk, url: str, tamper: Tamper) -> None:
    """After the first findings only their number goes on."""
    for each in range(100, 130):
        day.do(take(f"v{each}"))
    tamper("UPDATE journal SET by_id = 'x'")
    verdict = judged(url)
    assert len(verdict.findings) == MOST_SAID
    assert verdict.left_unsaid > 0


def test_a_seal_is_read_as_it_is_printed(day: Desk, url: str) -> None:
    """Anything else is refused in words."""
    seal = judged(url).newest
    assert parse_seal(str(seal)) == seal
    for wrong in ("", "12", "12:abc", f"x:{seal.hash}"):
        with pytest.raises(HallError, match="expected SEQ:HASH"):
            parse_seal(wrong)


def test_a_file_that_is_no_store_cannot_be_verified(tmp_path: Path) -> None:
    """The message names it, and no file is made of it."""
    with pytest.raises(StoreError, match=r"nothing\.db"):
        judged(f"sqlite:///{tmp_path}/nothing.db")
    assert list(tmp_path.iterdir()) == []
