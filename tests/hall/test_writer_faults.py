"""Commits that fail: everyone is told the truth, and the hall is what the journal says."""

from datetime import timedelta
from random import Random

import pytest

from hall.controller.batch import Result
from hall.controller.orders import Order, OutcomeUnknown, StoreAway
from hall.controller.writer import TRY_AGAIN_S
from hall.core import commands as c
from hall.core.apply import apply_all
from hall.core.events import VisitIssued
from hall.core.hall import Hall
from hall.core.refusals import NobodyWaits
from tests.core.build import DAY, opening
from tests.fakes.journal import Desk, Fault, MemoryJournal, order, take


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture
def desk(journal: MemoryJournal) -> Desk:
    """A hall whose day is open, with one who waits."""
    desk = Desk(journal)
    desk.open_day()
    desk.do(take("v0"))
    return desk


def two_presses(desk: Desk) -> list[Result]:
    """Two windows call in one batch; one waits, so the second is refused because of the first."""
    return desk.hand_in(order(c.CallNext(window=1), "a"), order(c.CallNext(window=2), "b"))


def hall_is_the_journal(desk: Desk, journal: MemoryJournal) -> bool:
    return desk.hall == apply_all(Hall(), tuple(journal.events))


def wait(desk: Desk) -> None:
    desk.machine_s += TRY_AGAIN_S


def test_a_commit_that_was_certainly_not_written(desk: Desk, journal: MemoryJournal) -> None:
    """Everybody in the batch is told to send again, also who was refused because of another."""
    before = desk.hall
    journal.faults.append(Fault.REFUSED)
    results = two_presses(desk)
    assert all(isinstance(each.error, StoreAway) for each in results)
    assert desk.hall is before
    assert desk.writer.away


def test_after_it_new_orders_are_refused_until_the_store_is_back(
    desk: Desk, journal: MemoryJournal
) -> None:
    """It is tried again once a second, and goes on by itself; the same ids are carried out then."""
    journal.faults.append(Fault.REFUSED)
    two_presses(desk)
    journal.out_of_reach = True
    commits = journal.appends
    for _ in range(3):
        wait(desk)
        (refused,) = desk.hand_in(order(take("v1"), "c"))
        assert isinstance(refused.error, StoreAway)
    journal.out_of_reach = False
    (too_soon,) = desk.hand_in(order(take("v1"), "c"))
    assert isinstance(too_soon.error, StoreAway)
    assert journal.appends == commits
    wait(desk)
    first, second = two_presses(desk)
    assert first.error is None
    assert isinstance(second.error, NobodyWaits)
    assert not desk.writer.away
    assert hall_is_the_journal(desk, journal)


def test_a_refusal_of_a_lost_batch_is_not_remembered(desk: Desk, journal: MemoryJournal) -> None:
    """Who was refused because of an order that was then lost gets another chance."""
    journal.faults.append(Fault.REFUSED)
    two_presses(desk)
    wait(desk)
    (again,) = desk.hand_in(order(c.CallNext(window=2), "b"))
    assert again.answer == {"events": ["VisitCalled"]}


def test_an_old_answer_is_still_given_in_a_batch_that_fails(
    desk: Desk, journal: MemoryJournal
) -> None:
    """What was durable before rests on nothing that could be lost."""
    (first,) = desk.hand_in(order(take("v1"), "a"))
    journal.faults.append(Fault.REFUSED)
    again, lost = desk.hand_in(order(take("v1"), "a"), order(take("v2"), "b"))
    assert again.answer == first.answer
    assert isinstance(lost.error, StoreAway)


def test_a_failed_commit_that_was_written_counts(desk: Desk, journal: MemoryJournal) -> None:
    """The journal is read before anybody is answered: it is there, so it is answered and told."""
    told = len(desk.told)
    journal.faults.append(Fault.KEPT)
    first, second = two_presses(desk)
    assert first.answer == {"events": ["VisitCalled"]}
    assert isinstance(second.error, NobodyWaits)
    assert len(desk.told) == told + 1
    assert hall_is_the_journal(desk, journal)
    assert not desk.writer.away


def test_a_failed_commit_that_was_not_written_does_not(desk: Desk, journal: MemoryJournal) -> None:
    """It is not there, so everybody is told to send again, and nothing was announced."""
    before, told = desk.hall, len(desk.told)
    journal.faults.append(Fault.LOST)
    results = two_presses(desk)
    assert all(isinstance(each.error, StoreAway) for each in results)
    assert desk.hall == before
    assert len(desk.told) == told
    assert not desk.writer.away
    assert two_presses(desk)[0].error is None


@pytest.mark.parametrize("fault", [Fault.KEPT, Fault.LOST])
def test_the_truth_is_told_of_a_batch_in_which_a_day_ends_and_the_next_begins(
    desk: Desk, journal: MemoryJournal, fault: Fault
) -> None:
    """Also to who belongs to the day that ended: what is recorded is so, and the rest is not."""
    journal.faults.append(fault)
    results = desk.hand_in(
        order(take("v1"), "old"),
        order(c.CloseDay(end_waiting=True), "end"),
        order(opening(day=DAY + timedelta(days=1)), "begin"),
        order(take("v2"), "new"),
    )
    wanted = type(None) if fault is Fault.KEPT else StoreAway
    assert [type(each.error) for each in results] == [wanted] * 4
    assert hall_is_the_journal(desk, journal)


def _out_of_reach(desk: Desk, journal: MemoryJournal, fault: Fault) -> list[Result]:
    """A commit fails and the journal cannot be read at once."""
    journal.faults.append(fault)
    journal.out_of_reach = True
    results = two_presses(desk)
    journal.out_of_reach = False
    return results


@pytest.mark.parametrize("fault", [Fault.KEPT, Fault.LOST])
def test_while_the_journal_cannot_be_read_the_outcome_is_unknown(
    desk: Desk, journal: MemoryJournal, fault: Fault
) -> None:
    """Nobody is told anything that may turn out to be false."""
    before, told = desk.hall, len(desk.told)
    results = _out_of_reach(desk, journal, fault)
    assert all(isinstance(each.error, OutcomeUnknown) for each in results)
    assert desk.hall is before
    assert len(desk.told) == told
    assert desk.writer.away


@pytest.mark.parametrize("fault", [Fault.KEPT, Fault.LOST])
def test_who_repeats_while_the_store_is_away_hears_nothing_false(
    desk: Desk, journal: MemoryJournal, fault: Fault
) -> None:
    """An old answer is given again, what is unknown is still unknown, and the rest is refused."""
    said = desk.hand_in(order(take("v9"), "old"))[0].answer
    _out_of_reach(desk, journal, fault)
    old, (unknown, _), (new,) = (
        desk.hand_in(order(take("v9"), "old"))[0],
        two_presses(desk),
        desk.hand_in(order(take("v10"), "new")),
    )
    assert (old.answer, old.repeated) == (said, True)
    assert isinstance(unknown.error, OutcomeUnknown)
    assert isinstance(new.error, StoreAway)


def test_what_turns_out_to_be_written_is_announced_once(desk: Desk, journal: MemoryJournal) -> None:
    """When the store is back its news are told, and who repeats gets the answer of the first."""
    told = len(desk.told)
    _out_of_reach(desk, journal, Fault.KEPT)
    wait(desk)
    first, second = two_presses(desk)
    assert (first.answer, first.repeated) == ({"events": ["VisitCalled"]}, True)
    assert isinstance(second.error, NobodyWaits)
    assert [type(each).__name__ for each in desk.told[told:]] == ["VisitCalled"]
    assert hall_is_the_journal(desk, journal)


def test_what_turns_out_to_be_lost_is_done_when_it_is_repeated(
    desk: Desk, journal: MemoryJournal
) -> None:
    """The same ids have one effect in all."""
    _out_of_reach(desk, journal, Fault.LOST)
    wait(desk)
    first, second = two_presses(desk)
    assert (first.answer, first.repeated) == ({"events": ["VisitCalled"]}, False)
    assert isinstance(second.error, NobodyWaits)
    assert hall_is_the_journal(desk, journal)


def test_it_comes_back_without_being_asked_for_anything(desk: Desk, journal: MemoryJournal) -> None:
    """The ticks of the clock are enough, and what was missed is announced by one of them."""
    told = len(desk.told)
    _out_of_reach(desk, journal, Fault.KEPT)
    wait(desk)
    desk.hand_in(order(c.LetTimePass(), "time"))
    assert not desk.writer.away
    assert [type(each).__name__ for each in desk.told[told:]] == ["VisitCalled"]


def test_an_accepted_order_without_events_has_an_outcome_too(
    desk: Desk, journal: MemoryJournal
) -> None:
    """An acceptance that changes nothing is looked for among the accepted ids."""
    for fault, wanted in ((Fault.KEPT, type(None)), (Fault.LOST, StoreAway)):
        journal.faults.append(fault)
        (result,) = desk.hand_in(order(c.LetTimePass(), f"a-{fault}"))
        assert isinstance(result.error, wanted)


def _happen(event: Fault | str, desk: Desk, journal: MemoryJournal) -> None:
    if isinstance(event, Fault):
        journal.faults.append(event)
    journal.out_of_reach = event == "gone" or (journal.out_of_reach and event != "back")
    wait(desk)


HAPPENINGS: list[Fault | str] = [*Fault, "gone", "back", "nothing"]


@pytest.mark.parametrize("seed", range(20))
def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(
    desk: Desk, journal: MemoryJournal, seed: int
) -> None:
    """Through any run of faults, with every request repeated until it is answered for good."""
    chance = Random(seed)
    acknowledged: dict[str, object] = {}
    waiting = [f"n{each}" for each in range(60)]
    while waiting:
        _happen(chance.choice(HAPPENINGS), desk, journal)
        batch = waiting[: chance.randint(1, 5)]
        for ident, result in zip(
            batch, desk.hand_in(*(_number(each) for each in batch)), strict=True
        ):
            if result.error is None:
                acknowledged[ident] = result.answer
                waiting.remove(ident)
    issued = [each.visit for each in journal.events if isinstance(each, VisitIssued)]
    assert sorted(issued) == sorted(["v0", *acknowledged])
    journal.out_of_reach = False
    journal.faults.clear()
    wait(desk)
    repeated = desk.hand_in(*(_number(each) for each in acknowledged))
    assert [each.answer for each in repeated] == list(acknowledged.values())
    assert [each.visit for each in desk.told if isinstance(each, VisitIssued)] == issued
    assert hall_is_the_journal(desk, journal)


def _number(ident: str) -> Order:
    return order(
        take(ident), ident, answer=lambda hall, _events: {"number": hall.visits[ident].number}
    )
