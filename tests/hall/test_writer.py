from typing import Any

import pytest

from hall.controller.batch import Result
from hall.controller.orders import SCHEDULE, IdUsedBefore, Order, ProgramFault
from hall.controller.remembered import KEPT_S, MOST_KEPT, Refusals
from hall.core import commands as c
from hall.core.hall import Hall
from hall.core.refusals import NobodyWaits, UnknownMatter, UnknownWindow
from tests.core.build import DAY, opening
from tests.fakes.journal import PAD, Desk, MemoryJournal, order, take


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture
def desk(journal: MemoryJournal) -> Desk:
    """A hall whose day is open."""
    desk = Desk(journal)
    desk.open_day()
    return desk


def numbers(results: list[Result]) -> list[bool]:
    return [each.error is None for each in results]


def test_what_is_answered_is_in_the_journal(desk: Desk, journal: MemoryJournal) -> None:
    """Events, answer and hall agree, and the change says who did it under which id."""
    (result,) = desk.hand_in(order(take("v1"), "a"))
    assert result.answer == {"events": ["VisitIssued"]}
    assert "v1" in desk.hall.visits
    assert journal.done[-1].answer == result.answer
    fact = desk.changes[-1].facts[-1]
    assert (fact.seq, fact.command, fact.by.id) == (len(journal.rows), "a", "pad-1")
    assert fact.event == journal.events[-1]


def test_the_same_id_has_one_effect_and_the_same_answer(desk: Desk, journal: MemoryJournal) -> None:
    """A request repeated after a lost answer changes nothing and hears what it would have heard."""
    (first,) = desk.hand_in(order(take("v1"), "a"))
    rows = len(journal.rows)
    (again,) = desk.hand_in(order(take("v1"), "a"))
    assert (again.answer, again.repeated, again.error) == (first.answer, True, None)
    assert len(journal.rows) == rows
    assert desk.hall.order == 1


def test_the_same_id_in_one_batch_has_one_effect(desk: Desk) -> None:
    """A double press whose two messages arrive together is one press."""
    first, again = desk.hand_in(order(take("v1"), "a"), order(take("v1"), "a"))
    assert first.answer == again.answer
    assert (first.repeated, again.repeated) == (False, True)
    assert desk.hall.order == 1


def test_the_same_id_for_another_request_is_refused(desk: Desk) -> None:
    """An id stands for one request; nothing of the other is done, together or later."""
    _, other = desk.hand_in(order(take("v1"), "a"), order(take("v2"), "a"))
    (later,) = desk.hand_in(order(take("v3"), "a"))
    assert isinstance(other.error, IdUsedBefore)
    assert isinstance(later.error, IdUsedBefore)
    assert set(desk.hall.visits) == {"v1"}


def test_ids_outlive_a_restart(desk: Desk) -> None:
    """The answer is given again from the journal, not from memory."""
    (first,) = desk.hand_in(order(take("v1"), "a"))
    desk.writer = desk.restarted()
    (again,) = desk.hand_in(order(take("v1"), "a"))
    assert (again.answer, again.repeated) == (first.answer, True)


def test_ids_are_known_while_the_day_is_closed_and_reopened(desk: Desk) -> None:
    """A day closed by mistake goes on as it was, also after a restart in between."""
    desk.hand_in(order(take("v1"), "a"))
    desk.do(c.CloseDay(end_waiting=True))
    desk.writer = desk.restarted()
    desk.do(opening())
    (again,) = desk.hand_in(order(take("v1"), "a"))
    assert again.repeated
    assert desk.hall.order == 1


def test_a_new_day_knows_no_ids_of_the_day_before(desk: Desk, journal: MemoryJournal) -> None:
    """A device may count from one again; each day keeps its own commands."""
    desk.hand_in(order(take("v1"), "a"))
    desk.do(c.CloseDay(end_waiting=True))
    desk.do(opening(day=DAY.replace(day=3)))
    (result,) = desk.hand_in(order(take("v2"), "a"))
    assert (result.error, result.repeated) == (None, False)
    assert [each.day for each in journal.done if each.id == "a"] == ["2026-03-02", "2026-03-03"]


def test_what_closes_a_day_belongs_to_it_and_what_opens_the_next_does_not(
    desk: Desk, journal: MemoryJournal
) -> None:
    """The roll-over may be one batch: each event is of its own day."""
    tomorrow = DAY.replace(day=3)
    desk.hand_in(
        order(take("v1"), "a"),
        order(c.CloseDay(end_waiting=True), "close"),
        order(opening(day=tomorrow), "open"),
        order(take("v2"), "b"),
    )
    days = [(type(each.entry.event).__name__, each.entry.day) for each in journal.rows[-7:]]
    assert days == [
        ("VisitIssued", "2026-03-02"),
        ("VisitNotReached", "2026-03-02"),
        ("WindowClosed", "2026-03-02"),
        ("WindowClosed", "2026-03-02"),
        ("DayClosed", "2026-03-02"),
        ("DayOpened", "2026-03-03"),
        ("VisitIssued", "2026-03-03"),
    ]


def test_a_refusal_is_told_again_for_ten_minutes(desk: Desk) -> None:
    """A request that was refused is not carried out when its repeat comes at a better moment."""
    (first,) = desk.hand_in(order(c.CallNext(window=1), "a"))
    assert isinstance(first.error, NobodyWaits)
    desk.do(take("v1"))
    desk.machine_s = KEPT_S - 1
    (again,) = desk.hand_in(order(c.CallNext(window=1), "a"))
    assert isinstance(again.error, NobodyWaits)
    assert again.repeated
    desk.machine_s = KEPT_S
    (late,) = desk.hand_in(order(c.CallNext(window=1), "a"))
    assert late.answer == {"events": ["VisitCalled"]}


def test_a_refusal_is_told_again_within_its_batch(desk: Desk) -> None:
    """What came between them makes no difference: the same id has one answer."""
    first, _, again = desk.hand_in(
        order(c.CallNext(window=1), "a"), order(take("v1"), "b"), order(c.CallNext(window=1), "a")
    )
    assert isinstance(first.error, NobodyWaits)
    assert (type(again.error), again.repeated) == (NobodyWaits, True)
    assert desk.hall.visits["v1"].calls == 0


def test_a_refused_id_is_not_for_another_request(desk: Desk) -> None:
    """The same id with another request is refused, whatever became of the first."""
    desk.hand_in(order(c.CallNext(window=1), "a"))
    (other,) = desk.hand_in(order(take("v1"), "a"))
    assert isinstance(other.error, IdUsedBefore)
    assert not desk.hall.visits


def test_a_refusal_keeps_nothing_alive(desk: Desk) -> None:
    """What is remembered of a refusal are its facts, not the moment it was raised."""
    desk.hand_in(order(c.CallNext(window=9), "a"))
    (again,) = desk.hand_in(order(c.CallNext(window=9), "a"))
    assert isinstance(again.error, UnknownWindow)
    assert again.error.facts == {"window": 9}
    assert again.error.__traceback__ is None


def test_a_flood_of_refusals_is_bounded() -> None:
    """The oldest are forgotten first."""
    refusals = Refusals(lambda: 0.0)
    for each in range(MOST_KEPT + 2):
        refusals.keep(order(take("v"), str(each)), UnknownMatter(matter="XX"))
    assert refusals.find("0") is None
    assert refusals.find("1") is None
    assert refusals.find("2") is not None
    assert refusals.find(str(MOST_KEPT + 1)) is not None


def test_a_refused_order_in_the_middle_harms_nobody(desk: Desk, journal: MemoryJournal) -> None:
    """A batch is one commit; who is refused in it is told alone."""
    commits = journal.appends
    results = desk.hand_in(
        order(take("v1"), "a"), order(take("v2", "XX"), "b"), order(take("v3"), "c")
    )
    assert numbers(results) == [True, False, True]
    assert isinstance(results[1].error, UnknownMatter)
    assert [desk.hall.visits[each].number for each in ("v1", "v3")] == ["C001", "C002"]
    assert journal.appends == commits + 1


def test_each_order_sees_what_the_one_before_it_did(desk: Desk) -> None:
    """Two presses in one batch: the second window gets the second visit, the third nobody."""
    results = desk.hand_in(
        order(take("v1"), "a"),
        order(c.CallNext(window=1), "b"),
        order(c.CallNext(window=2), "c"),
    )
    assert numbers(results) == [True, True, False]
    assert desk.hall.windows[1].visit == "v1"


def test_a_batch_of_refusals_is_no_commit(desk: Desk, journal: MemoryJournal) -> None:
    """What changes nothing does not touch the disk."""
    commits = journal.appends
    desk.hand_in(order(c.CallNext(window=1), "a"), order(c.CallNext(window=2), "b"))
    assert journal.appends == commits


def _fail(*_: object) -> Any:
    raise RuntimeError("a fault of ours")


BROKEN = {
    "deciding": Order(id="x", fingerprint="", by=PAD, make=_fail),
    "answering": order(take("v9"), "x", answer=_fail),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=list(BROKEN))
def test_a_fault_in_one_order_harms_no_other(desk: Desk, broken: Order) -> None:
    """Whether it fails while it is decided or while it is answered, nothing of it is kept."""
    results = desk.hand_in(order(take("v1"), "a"), broken, order(take("v2"), "b"))
    assert numbers(results) == [True, False, True]
    assert isinstance(results[1].error, ProgramFault)
    assert set(desk.hall.visits) == {"v1", "v2"}


def test_rows_that_no_database_takes_fail_alone(desk: Desk, journal: MemoryJournal) -> None:
    """The batch is done again one by one, so that one poisonous order harms no other."""
    journal.unwritable = lambda entry: entry.command == "b"
    results = desk.hand_in(*(order(take(f"v-{each}"), each) for each in "abc"))
    assert numbers(results) == [True, False, True]
    assert isinstance(results[1].error, ProgramFault)
    assert [each.number for each in desk.hall.visits.values()].count("C002") == 1
    assert [event.visit for event in desk.told if hasattr(event, "visit")] == ["v-a", "v-c"]
    assert desk.writer.away is False


def test_time_never_runs_backwards(desk: Desk) -> None:
    """When the clock is behind the last event, what happens next is not before it."""
    desk.now_s = 100
    desk.do(take("v1"))
    desk.now_s = 40
    desk.do(take("v2"))
    visits = desk.hall.visits
    assert visits["v2"].issued_at == visits["v1"].issued_at


def test_the_schedule_leaves_no_command_behind(desk: Desk, journal: MemoryJournal) -> None:
    """What the clock does is in the journal under its name, and asks for no repeat."""
    kept = len(journal.done)
    desk.hand_in(order(take("v1"), "time", by=SCHEDULE))
    desk.hand_in(order(take("v2"), "time", by=SCHEDULE))
    assert len(journal.done) == kept
    assert journal.rows[-1].entry.by_kind == "schedule"
    assert set(desk.hall.visits) == {"v1", "v2"}


def test_a_recovered_hall_is_the_committed_one(desk: Desk) -> None:
    """A restart replays the open day to the same value."""
    desk.do(take("v1"))
    desk.do(c.CallNext(window=1))
    assert desk.restarted().hall == desk.hall != Hall()
