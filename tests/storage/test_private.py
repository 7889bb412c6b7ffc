"""What may have to be forgotten: beside the journal, sealed by a digest in it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Outcome
from hall.storage.private import digests
from hall.storage.store import Store
from hall.storage.tables import journal, private
from hall.storage.verify import verify
from tests.core.build import DAY, opening
from tests.fakes.journal import Desk, order, take

WORDS = "王先生13800000000：“等了两小时”"


@pytest.fixture
def rated(desk: Desk) -> Desk:
    """A service that was rated with words."""
    desk.do(take("v1"))
    desk.do(c.CallNext(window=1))
    desk.now_s = 60
    desk.do(c.FinishService(window=1))
    desk.do(c.RateService(service="v1.1", level=1, words=WORDS))
    return desk


def payloads(store: Store) -> dict[str, str]:
    """The last payload of each kind, as the chain has it."""
    with store.engine.connect() as connection:
        rows = connection.execute(select(journal.c.kind, journal.c.payload).order_by(journal.c.seq))
        return {kind: payload for kind, payload in rows}  # noqa: C416 - rows are no pairs


def test_the_chain_has_a_digest_and_the_event_is_whole(rated: Desk, store: Store, url: str) -> None:
    """Nothing of the words is in the journal's row; whoever reads the journal gets them all."""
    payload = payloads(store)["ServiceRated"]
    assert "王" not in payload
    assert list(digests(payload)) == ["words"]
    (event,) = [
        each.entry.event
        for each in store.open_day()
        if isinstance(each.entry.event, e.ServiceRated)
    ]
    assert event.words == WORDS
    assert rated.restarted().hall == rated.hall
    assert verify(url).findings == []


def test_the_same_words_have_another_digest_each_time(rated: Desk, store: Store) -> None:
    """Nobody can tell from the chain that two people wrote the same."""
    first = digests(payloads(store)["ServiceRated"])
    rated.do(c.RateService(service="v1.1", level=2, words=WORDS))
    assert digests(payloads(store)["ServiceRated"]) != first


def test_a_person_is_kept_beside_too(desk: Desk, store: Store) -> None:
    """The pseudonym of who took a number, and a receipt, are not in the row of the chain."""
    command = c.IssueNumber(visit="v1", token="t1", matter="SS01", person="P" * 32, receipt="R-77")
    (result,) = desk.hand_in(order(command, "a"))
    assert result.error is None
    payload = payloads(store)["VisitIssued"]
    assert "PPP" not in payload
    assert set(digests(payload)) == {"person", "receipt"}
    assert desk.hall.visits["v1"].person == "P" * 32
    assert desk.restarted().hall == desk.hall


def test_what_was_changed_beside_the_chain_is_found(rated: Desk, store: Store, url: str) -> None:
    """A value that does not fit its digest is named with its row."""
    with store.engine.connect() as connection, connection.begin():
        connection.execute(private.update().values(value='"all was fine"'))
    assert any("what is kept of its words was changed" in each for each in verify(url).findings)


def test_what_is_gone_leaves_the_chain_whole(rated: Desk, store: Store) -> None:
    """Without its private part an event is read with nothing in its place."""
    with store.engine.connect() as connection, connection.begin():
        connection.execute(delete(private))
    said = [each.entry.event for each in store.open_day()]
    assert [each.words for each in said if isinstance(each, e.ServiceRated)] == [""]


def test_what_clerks_leave_for_each_other_is_kept_beside(desk: Desk, store: Store) -> None:
    """A note about somebody can be forgotten wherever it went: sent on, given a code, come back."""
    note = "王先生的材料在抽屉里"
    for command in (
        take("v1"),
        c.CallNext(window=1),
        c.LeaveNote(window=1, note=note),
        c.TransferVisit(window=1, to_category="BD", note=note),
        c.CallNext(window=2),
        c.StartService(window=2),
        c.FinishService(window=2, outcome=Outcome.MATERIALS_MISSING),
        c.CloseDay(),
        opening(day=DAY + timedelta(days=1)),
    ):
        desk.now_s += 1
        assert desk.do(command).error is None, command
    (code,) = desk.hall.returns
    back = c.IssueNumber(visit="v2", token="t2", return_code=code)
    assert desk.do(back).error is None
    assert desk.hall.visits["v2"].note == note
    with store.engine.connect() as connection:
        said = connection.execute(select(journal.c.kind, journal.c.payload)).all()
    assert [kind for kind, payload in said if "王" in payload] == []
    assert desk.restarted().hall == desk.hall
