"""What another program told of receipts is kept, replaced and forgotten."""

import pytest

from hall.storage.receipts import AT_ONCE, ReceiptShelf
from hall.storage.rows import StoreError
from hall.storage.store import Store

AT = "2026-03-02T00:30:00.000000Z"


@pytest.fixture
def shelf(store: Store) -> ReceiptShelf:
    """The receipts of a hall's database."""
    return ReceiptShelf(store.engine, store.reader)


def test_a_receipt_is_ready_not_ready_or_unknown(shelf: ReceiptShelf) -> None:
    """What was told last counts."""
    shelf.tell({"R-1": True, "R-2": False}, at=AT, by="cases")
    assert [shelf.is_ready(each) for each in ("R-1", "R-2", "R-3")] == [True, False, None]
    shelf.tell({"R-2": True}, at=AT, by="cases")
    assert shelf.is_ready("R-2") is True
    known = shelf.find("R-2")
    assert known is not None
    assert (known.told_at, known.told_by) == (AT, "cases")


def test_a_receipt_is_found_as_it_is_typed(shelf: ReceiptShelf) -> None:
    """Without its marks and in any letters, unless it could then be two."""
    told = {"R-2026-17": True, "受〔2026〕18号": True, "R-1-11": True, "R-11-1": False}
    shelf.tell(told, at=AT, by="cases")
    found = {"R202617": True, "r-2026-17": True, "202618": True, "R-1-11": True, "R-11-1": False}
    assert {each: shelf.is_ready(each) for each in found} == found
    assert [shelf.is_ready(each) for each in ("R111", "")] == [None, None]


def test_results_that_were_handed_out_are_told_apart(shelf: ReceiptShelf) -> None:
    """However many at once; one that is told of again can be picked up again."""
    many = {f"R-{each}": True for each in range(2 * AT_ONCE + 1)}
    shelf.tell(many, at=AT, by="cases")
    assert shelf.hand_out([*many, "R-x"]) == len(many)
    assert shelf.hand_out(["R-1"]) == 0
    assert shelf.is_ready("R-1") is None
    assert [shelf.is_handed_out(each) for each in ("R-1", "R-x")] == [True, False]
    shelf.tell({"R-1": False}, at=AT, by="cases")
    assert (shelf.is_ready("R-1"), shelf.is_handed_out("R-1")) == (False, False)


def test_a_database_that_is_away_is_told(shelf: ReceiptShelf, store: Store) -> None:
    """Nobody is sent home by mistake because a table cannot be read."""
    with store.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DROP TABLE receipts")
    with pytest.raises(StoreError):
        shelf.is_ready("R-1")
