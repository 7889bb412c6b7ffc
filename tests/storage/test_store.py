from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Wait
from hall.errors import ConfigError
from hall.storage.encoding import JournalError, Upcaster, dump, lift, load
from hall.storage.engine import parse_store_url
from hall.storage.rows import Done, Entry, StoreError, Unwritable
from hall.storage.store import Store
from hall.storage.tables import commands, journal, ratings, services, visits, window_shifts
from tests.core.build import DAY, at, opening
from tests.fakes.journal import Desk, order, take

Make = Callable[[str], Store]


def entry(event: e.Event, day: str = "2026-03-02") -> Entry:
    return Entry(event=event, day=day, by_kind="device", by_id="pad-1", command="c-1")


def opened(seconds: float = 0.0) -> e.WindowOpened:
    return e.WindowOpened(at=at(seconds), window=1, clerk="ann")


def rows(store: Store, *columns: object) -> list[tuple[object, ...]]:
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]  # type: ignore[call-overload]


def test_what_is_appended_is_read_again(store: Store) -> None:
    """Events come back as they were, in order, with who did them."""
    entries = [entry(opened(each)) for each in range(3)]
    first = store.append(entries[:2], [])
    second = store.append(entries[2:], [])
    assert [each.seq for each in (*first, *second)] == [1, 2, 3]
    assert [each.entry for each in store.open_day()] == entries


def test_only_the_open_day_is_read(desk: Desk, store: Store) -> None:
    """A start reads from the last opening of a day, however long the history."""
    desk.do(take("v1"))
    desk.do(c.CloseDay(end_waiting=True))
    desk.do(opening(day=DAY.replace(day=3)))
    desk.do(take("v2"))
    kinds = [type(each.entry.event).__name__ for each in store.open_day()]
    assert kinds == ["DayOpened", "VisitIssued"]


def test_the_journal_goes_on_after_a_restart(store: Store, store_at: Make, url: str) -> None:
    """Numbers of rows and the chain continue where they stood."""
    store.append([entry(opened())], [])
    store.close()
    again = store_at(url)
    assert again.seq == 1
    assert [each.seq for each in again.append([entry(opened(1))], [])] == [2]
    assert len({digest for (digest,) in rows(again, journal.c.hash)}) == 2


def test_accepted_commands_are_kept_by_day_and_id(store: Store) -> None:
    """An answer comes back as it was given; another day may use the same id."""
    done = Done(id="a", day="2026-03-02", fingerprint="f", answer={"number": "C001", "说": "好"})
    store.append([], [done, replace(done, day="2026-03-03", answer={})])
    assert store.answers("2026-03-02") == [done]
    assert [each.answer for each in store.answers("2026-03-03")] == [{}]
    assert store.answers("2026-03-04") == []


def test_a_batch_is_written_whole_or_not_at_all(desk: Desk, store: Store) -> None:
    """When one row cannot be written, none of its batch is, and the store goes on."""
    desk.do(take("v1"))
    before = store.seq
    issued = next(
        each.entry.event for each in store.open_day() if isinstance(each.entry.event, e.VisitIssued)
    )
    same_number = replace(issued, visit="v2", token="t2")
    with pytest.raises(Unwritable, match=r"UNIQUE|unique"):
        store.append([entry(opened()), entry(same_number)], [])
    assert store.seq == before
    assert len(rows(store, journal.c.seq)) == before
    assert [each.seq for each in store.append([entry(opened(5))], [])] == [before + 1]


@pytest.mark.parametrize(
    "event",
    [
        e.WindowOpened(at=at(0), window=2**70, clerk="ann"),
        e.WindowOpened(at=at(0), window=1, clerk="\ud800"),
        e.WindowOpened(at=at(0), window=1, clerk=object()),  # type: ignore[arg-type]
    ],
    ids=["too large", "no text", "no value"],
)
def test_what_no_database_takes_is_said_to_be_so(store: Store, event: e.Event) -> None:
    """Such a row is refused for good, and nothing of it is left behind."""
    with pytest.raises(Unwritable):
        store.append([entry(event)], [])
    assert store.seq == 0
    store.append([entry(opened())], [])
    assert store.seq == 1


def test_each_start_is_an_epoch_of_its_own(store: Store, store_at: Make, url: str) -> None:
    """The epoch counts on, whatever happened in between."""
    assert [store.next_epoch(), store.next_epoch()] == [1, 2]
    store.close()
    assert store_at(url).next_epoch() == 3


def test_one_program_at_a_time(store: Store, url: str) -> None:
    """A second hall on the same store is told so, and the first is not disturbed."""
    with pytest.raises(ConfigError, match=r"another hall program is using .*hall.*; stop it"):
        Store(url).open()
    store.append([entry(opened())], [])


def test_the_store_is_free_after_it_was_closed(store: Store, store_at: Make, url: str) -> None:
    """The claim ends with whoever had it."""
    store.close()
    assert store_at(url).seq == 0


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("hall.db", "expected sqlite:"),
        ("sqlite://", "forgets everything"),
        ("oracle9://x/y", "expected sqlite:"),
    ],
)
def test_an_address_of_no_use_is_refused_in_words(url: str, expected: str) -> None:
    """The message names the key and what was expected."""
    with pytest.raises(ConfigError, match=expected) as refused:
        Store(str(parse_store_url(url)))
    assert str(refused.value).startswith("store.url")


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """A folder that is not there, a folder in its place, a file of something else."""
    (tmp_path / "folder.db").mkdir()
    (tmp_path / "text.db").write_text("no database at all, but long enough to look at" * 20)
    for name, expected in (
        ("missing/hall.db", "No such file"),
        ("folder.db", "unable to open"),
        ("text.db", "not a database"),
    ):
        store = Store(f"sqlite:///{tmp_path / name}")
        with pytest.raises((StoreError, ConfigError), match=expected) as refused:
            store.open()
        assert str(tmp_path / name.partition("/")[0]) in str(refused.value)
        store.close()


# --- events and their payloads --------------------------------------------------------------------


def test_events_are_the_same_after_a_round_trip() -> None:
    """Dates, moments, tuples, enums and nested values come back as they were."""
    issued = e.VisitIssued(
        at=datetime(2026, 3, 2, 0, 30, 0, 123456, tzinfo=UTC),
        visit="v",
        number="C001",
        ordinal=1,
        order=1,
        token="t",
        category="SS",
        ahead=0,
        needs=("sign", "wheelchair"),
        wait=Wait(low_min=3, high_min=9, method="queue"),
    )
    assert load("VisitIssued", 1, dump(issued)) == issued


def test_a_newer_programs_journal_is_refused_in_words() -> None:
    """Neither an unknown event nor a newer version is guessed at."""
    with pytest.raises(JournalError, match="newer version"):
        load("RoofOpened", 1, "{}")
    with pytest.raises(JournalError, match="reads up to 1"):
        load("VisitIssued", 2, "{}")


def test_old_payloads_are_lifted_step_by_step() -> None:
    """Each step brings a payload one version further; other kinds' steps are not for it."""
    steps: dict[tuple[str, int], Upcaster] = {
        ("WindowOpened", 1): lambda old: {"window": old["no"]},
        ("WindowOpened", 2): lambda old: {**old, "clerk": "unknown"},
        ("WindowClosed", 2): lambda _: {},
    }
    lifted = lift("WindowOpened", {"no": 3}, range(1, 3), steps)
    assert lifted == {"window": 3, "clerk": "unknown"}


# --- records --------------------------------------------------------------------------------------


def served(desk: Desk) -> None:
    """One visit from its number to its rating, with a recall and a changed mind."""
    desk.do(take("v1"))
    desk.now_s = 60
    desk.do(c.CallNext(window=1))
    desk.now_s = 80
    desk.do(c.Recall(window=1))
    desk.do(c.StartService(window=1))
    desk.now_s = 380
    desk.do(c.FinishService(window=1))
    for level in (2, 5):
        desk.do(c.RateService(service="v1.1", level=level, reasons=("慢",)))


def test_a_visit_leaves_its_record(desk: Desk, store: Store) -> None:
    """Wait, calls, window, service time and the effective rating are plain columns."""
    served(desk)
    wanted = visits.c["number", "wait_s", "calls", "window", "ending"]
    assert rows(store, *wanted) == [("C001", 60.0, 2, 1, "served")]
    assert rows(store, *services.c["clerk", "service_s", "outcome"]) == [("ann", 300.0, "done")]
    assert rows(store, *ratings.c["level", "effective", "reasons"]) == [
        (2, False, '["慢"]'),
        (5, True, '["慢"]'),
    ]


def test_a_start_that_was_none_leaves_no_service(desk: Desk, store: Store) -> None:
    """A no-show takes a supposed start back; it counts nowhere."""
    desk.do(take("v1"))
    desk.do(c.CallNext(window=1))
    desk.now_s = desk.hall.settings.infer_start_after_s
    desk.do(c.LetTimePass())
    assert rows(store, services.c.inferred_start) == [(True,)]
    desk.now_s = 600
    desk.do(c.MarkNoShow(window=1))
    assert rows(store, services.c.id) == []
    assert rows(store, visits.c.ending) == [("no_show",)]


def test_windows_leave_their_shifts(desk: Desk, store: Store) -> None:
    """Open, paused with a reason, closed: one row each."""
    desk.do(c.PauseWindow(window=1, reason="tea"))
    desk.do(c.CloseWindow(window=1))
    found = rows(store, *window_shifts.c["window", "status", "reason"])
    assert found == [
        (1, "open", None),
        (2, "open", None),
        (1, "paused", "tea"),
        (1, "closed", None),
    ]


def test_the_commands_of_a_batch_share_its_last_row(desk: Desk, store: Store) -> None:
    """An id leads to the journal."""
    desk.hand_in(order(take("v1"), "a"), order(take("v2"), "b"))
    found = rows(store, commands.c.id, commands.c.last_seq)
    assert {("a", store.seq), ("b", store.seq)} <= set(found)


def test_a_hall_is_the_same_after_any_restart(desk: Desk) -> None:
    """What is recovered from the file is what was committed."""
    served(desk)
    assert desk.restarted().hall == desk.hall != Hall()


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """It may name people; and so may the log beside it."""
    store = Store(f"sqlite:///{tmp_path}/hall.db")
    store.open()
    try:
        store.append([entry(opened())], [])
        assert {each.stat().st_mode & 0o077 for each in tmp_path.iterdir()} == {0}
    finally:
        store.close()
