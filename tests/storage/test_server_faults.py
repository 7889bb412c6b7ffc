"""A real PostgreSQL server whose connections are cut, that crashes, or that another hall uses."""

from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine

from hall.controller.orders import OutcomeUnknown, StoreAway
from hall.controller.writer import TRY_AGAIN_S
from hall.core.apply import apply_all
from hall.core.hall import Hall
from hall.errors import ConfigError
from hall.storage.claim import claim_for
from hall.storage.rows import NotWritten, StoreError
from hall.storage.store import Store
from hall.storage.writing import WritingConnection
from tests.fakes.journal import Desk, order, take
from tests.fakes.postgres import Server
from tests.fakes.waiting import until


@pytest.fixture
def url(postgres: Server) -> str:
    """These faults are of servers."""
    return postgres.new_store()


def journal_agrees(desk: Desk) -> bool:
    """Whether the hall is what the server says."""
    written = tuple(each.entry.event for each in desk.journal.open_day())
    return desk.hall == apply_all(Hall(), written)


def goes_on(desk: Desk, ident: str) -> None:
    """The hall takes orders again by itself, and has lost nothing."""

    def taken() -> bool:
        desk.machine_s += TRY_AGAIN_S
        (result,) = desk.hand_in(order(take(ident), ident))
        return result.error is None

    until(taken, "the hall takes orders again")
    assert journal_agrees(desk)


def test_a_connection_that_is_cut(desk: Desk, postgres: Server) -> None:
    """What was under way is refused, nothing is half done, and the next connection goes on."""
    desk.do(take("v1"))
    before = desk.hall
    postgres.end_sessions()
    (result,) = desk.hand_in(order(take("v2"), "a"))
    assert isinstance(result.error, StoreAway)
    assert desk.hall is before
    goes_on(desk, "v3")
    assert sorted(desk.hall.visits) == ["v1", "v3"]


def test_a_server_that_crashes_and_comes_back(desk: Desk, postgres: Server) -> None:
    """While it is away orders are refused in words; what was acknowledged is still there."""
    desk.do(take("v1"))
    postgres.kill()
    (result,) = desk.hand_in(order(take("v2"), "a"))
    assert isinstance(result.error, StoreAway | OutcomeUnknown)
    desk.machine_s += TRY_AGAIN_S
    (still,) = desk.hand_in(order(take("v2"), "a"))
    assert isinstance(still.error, StoreAway)
    postgres.start()
    goes_on(desk, "v3")
    assert "v1" in desk.hall.visits


def test_a_connection_that_dies_at_the_commit(store: Store, postgres: Server) -> None:
    """Nobody can tell what became of it: that is not the same as nothing written."""
    engine = create_engine(store.engine.url)
    writing = WritingConnection(engine)
    store.close()

    def cut(cursor: Any) -> None:
        cursor.execute("UPDATE meta SET value = value")
        postgres.end_sessions()

    with pytest.raises(StoreError) as failed:
        writing.durably(cut)
    assert not isinstance(failed.value, NotWritten)
    writing.let_go()


def test_a_lost_right_to_write_is_not_taken_from_another(
    desk: Desk, postgres: Server, url: str
) -> None:
    """If another hall has the store when the connection is back, this one does not write."""
    postgres.end_sessions()
    with psycopg.connect(url) as rival:
        until(lambda: _claims(rival), "the rival has it")
        desk.hand_in(order(take("v1"), "a"))
        desk.machine_s += TRY_AGAIN_S
        (result,) = desk.hand_in(order(take("v1"), "a"))
        assert isinstance(result.error, StoreAway)
    goes_on(desk, "v2")


def _claims(connection: Any) -> bool:
    try:
        claim_for(connection, "the database")
    except ConfigError:
        return False
    return True


def test_a_server_that_is_not_there_is_named(tmp_path: object) -> None:
    """The message says which, and never a password."""
    store = Store(f"postgresql://hall:secret@/hall?host={tmp_path}")
    with pytest.raises(StoreError, match="cannot be opened") as refused:
        store.open()
    assert "secret" not in str(refused.value)
    store.close()
