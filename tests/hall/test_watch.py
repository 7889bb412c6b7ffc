"""Warnings on a hall that goes on: since when they stand, who sees to them, what is told again."""

import asyncio
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import create_engine, insert
from sqlalchemy.pool import StaticPool

from hall.controller.watch import Seen, Watch
from hall.core import commands as c
from hall.storage.acknowledged import Acknowledged, acknowledged
from hall.storage.shifts import working_since
from hall.storage.tables import journal, metadata, window_shifts
from hall.supervision.warnings import Level, News, Rule, WarningKind, WarningSettings
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import order_of
from tests.fakes.switchboard import sample_premises

PREMISES = sample_premises()
LONG_WAIT = (WarningKind.LONG_WAIT, "SS")
RULES = {WarningKind.LONG_WAIT: Rule(yellow=20, orange=30, red=45, repeat_min=5)}


class Looked:
    """A hall that is looked at when told to."""

    def __init__(self) -> None:
        self.hall = FakeController(site=PREMISES.site, catalogue=PREMISES.catalogue)
        self.hall.open_day()
        self.watch = Watch(WarningSettings(rules=RULES))
        self.hall.listen(self.watch.heard)

    def do(self, command: c.Command) -> None:
        """Something happens."""
        asyncio.run(self.hall.carry_out(order_of(command)))

    def after(self, minutes: float) -> list[News]:
        """What is told of long waits some minutes later."""
        self.hall.clock.advance(60 * minutes)
        told = self.watch.look(self.hall.hall, self.hall.catalogue, self.hall.clock.at)
        kind = WarningKind.LONG_WAIT
        return [each.news for each in told if each.standing.reading.kind is kind]


def one_waits() -> Looked:
    """Somebody has a number for business registration."""
    looked = Looked()
    looked.do(c.IssueNumber(visit="one", token="t-one", matter="SS01"))
    return looked


def test_a_warning_that_somebody_sees_to_is_told_again_only_when_it_is_worse() -> None:
    """Repeats stop with the acknowledgement; the next level and the end are told all the same."""
    looked = one_waits()
    assert looked.after(19) == []
    assert looked.after(2) == [News.RAISED]
    assert looked.after(6) == [News.REPEATED]
    assert looked.watch.acknowledge(LONG_WAIT, "boss", looked.hall.clock.at)
    assert looked.watch.seen[LONG_WAIT].by == "boss"
    assert looked.after(2) == []
    assert looked.after(5) == [News.WORSE]
    assert LONG_WAIT not in looked.watch.seen
    assert looked.watch.board[LONG_WAIT].level is Level.ORANGE
    looked.do(c.CancelVisit(visit="one"))
    assert looked.after(1) == [News.OVER]
    assert not looked.watch.acknowledge(LONG_WAIT, "boss", looked.hall.clock.at)


def test_what_somebody_saw_to_before_a_restart_is_not_told_anew() -> None:
    """Unless it has become worse since, or is over and comes again."""
    looked = one_waits()
    looked.watch.recall(LONG_WAIT, Seen(by="boss", at=looked.hall.clock.at, level=Level.YELLOW))
    assert looked.after(21) == []
    assert looked.watch.seen[LONG_WAIT].by == "boss"
    assert looked.after(6) == []
    assert looked.after(5) == [News.WORSE]
    other = one_waits()
    other.watch.recall(LONG_WAIT, Seen(by="boss", at=other.hall.clock.at, level=Level.YELLOW))
    assert other.after(31) == [News.RAISED]


def test_work_without_a_pause_begins_anew_after_one() -> None:
    """A pause, or another clerk, starts the count again; also what was open before a restart."""
    looked = Looked()
    key = (WarningKind.WORK_WITHOUT_PAUSE, "3")
    looked.do(c.OpenWindow(window=3, clerk="clerk03"))
    looked.after(155)
    assert looked.watch.board[key].level is Level.YELLOW
    looked.do(c.PauseWindow(window=3, reason="休息"))
    looked.after(1)
    assert key not in looked.watch.board
    looked.do(c.OpenWindow(window=3, clerk="clerk03"))
    looked.after(10)
    assert key not in looked.watch.board
    looked.watch.works_since(3, looked.hall.clock.at - timedelta(minutes=200))
    looked.after(0)
    assert looked.watch.board[key].level is Level.ORANGE


SHIFTS = (
    ("2026-03-01", 1, "open", "2026-03-01T01:00:00Z"),
    ("2026-03-02", 2, "open", "2026-03-02T00:30:00Z"),
    ("2026-03-02", 2, "paused", "2026-03-02T01:00:00Z"),
    ("2026-03-02", 3, "paused", "2026-03-02T00:40:00Z"),
    ("2026-03-02", 3, "open", "2026-03-02T01:10:00Z"),
)


def test_a_window_may_close_while_another_thread_looks() -> None:
    """Since when windows work is a value: a look that has begun goes on with the one it has."""
    looked = one_waits()
    looked.do(c.OpenWindow(window=3, clerk="clerk03"))
    before = looked.watch.working_since
    looked.do(c.CloseWindow(window=3))
    assert 3 in before
    assert 3 not in looked.watch.working_since


def test_a_program_that_begins_later_knows_since_when_windows_are_open() -> None:
    """From the records of the day: only windows whose last change opened them."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(engine)
    with engine.begin() as connection:
        for seq, (day, window, status, at) in enumerate(SHIFTS, start=1):
            row = {"seq": seq, "day": day, "window": window, "status": status, "at": at}
            connection.execute(insert(window_shifts).values(row))
        assert working_since(connection, None) == ()
        since = dict(working_since(connection, date(2026, 3, 2)))
    engine.dispose()
    assert since == {3: datetime(2026, 3, 2, 1, 10, tzinfo=UTC)}


def test_a_program_that_begins_later_knows_who_sees_to_what() -> None:
    """From the journal since the day was opened; the days before count no more."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(engine)
    said = '{"kind":"long_wait","subject":"SS","level":"yellow"}'
    facts = (
        ("DayOpened", "{}"),
        ("WarningAcknowledged", said.replace("SS", "BD")),
        ("DayOpened", "{}"),
        ("WarningAcknowledged", said),
    )
    at = "2026-03-02T01:10:00+00:00"
    with engine.begin() as connection:
        assert acknowledged(connection) == ()
        for seq, (kind, payload) in enumerate(facts, start=1):
            row = {"seq": seq, "day": "2026-03-02", "at": at, "kind": kind, "payload": payload}
            by = {"by_kind": "person", "by_id": "boss", "command": "c", "hash": b"", "version": 1}
            connection.execute(insert(journal).values(row | by))
        found = acknowledged(connection)
    engine.dispose()
    moment = datetime.fromisoformat(at)
    expected = Acknowledged(kind="long_wait", subject="SS", level="yellow", by="boss", at=moment)
    assert found == (expected,)
