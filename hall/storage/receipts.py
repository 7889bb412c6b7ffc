"""Receipts of matters being worked on elsewhere: whether their results can be picked up.

Another program tells of them; nobody's name stands here. What must not live here: what a citizen is
told (see `hall.controller.asides`).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from hall.storage.rows import StoreError
from hall.storage.tables import receipts

AT_ONCE = 500
"""How many are named in one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReceipt:
    """What was told last of a receipt."""

    receipt: str
    ready: bool
    told_at: str
    told_by: str
    handed_out: bool


class ReceiptShelf:
    """What is known of receipts; may be asked by any thread.

    Every call raises `StoreError` when the database is away.
    """

    def __init__(self, engine: Engine, reader: Engine | None = None) -> None:
        self._engine = engine
        self._reader = reader or engine

    def tell(self, ready: Mapping[str, bool], *, at: str, by: str) -> None:
        """Remember of each receipt whether its result is ready, instead of what was told before."""
        rows = [
            {
                "receipt": receipt,
                "ready": is_ready,
                "told_at": at,
                "told_by": by,
                "plain": _plain(receipt),
            }
            for receipt, is_ready in ready.items()
        ]
        with _reached(self._engine) as connection:
            for some in _in_parts(list(ready)):
                connection.execute(delete(receipts).where(receipts.c.receipt.in_(some)))
            connection.execute(insert(receipts), rows)

    def hand_out(self, given: Iterable[str]) -> int:
        """Nothing is to be picked up by these any more; gives how many were known."""
        mark = update(receipts).where(~receipts.c.handed_out).values(handed_out=True)
        with _reached(self._engine) as connection:
            return sum(
                connection.execute(mark.where(receipts.c.receipt.in_(some))).rowcount
                for some in _in_parts(list(given))
            )

    def find(self, receipt: str) -> KnownReceipt | None:
        """What was told last of a receipt; typed without its marks, the only one that it can be."""
        columns = [receipts.c[name] for name in KnownReceipt.__dataclass_fields__]
        exact = select(*columns).where(receipts.c.receipt == receipt)
        alike = select(*columns).where(receipts.c.plain == _plain(receipt)).limit(2)
        with _reached(self._reader) as connection:
            rows = connection.execute(exact).mappings().all()
            rows = rows or connection.execute(alike).mappings().all()
        return KnownReceipt(**rows[0]) if len(rows) == 1 else None

    def is_ready(self, receipt: str) -> bool | None:
        """Whether a result can be picked up; None when nobody told of it, or it was."""
        known = self.find(receipt)
        return known.ready if known and not known.handed_out else None

    def is_handed_out(self, receipt: str) -> bool:
        """Whether a result was picked up."""
        known = self.find(receipt)
        return known is not None and known.handed_out


def _plain(receipt: str) -> str:
    """What a kiosk's keys can type of what stands on paper: Latin letters and digits."""
    return "".join(each for each in receipt.upper() if each.isascii() and each.isalnum())


@contextmanager
def _reached(engine: Engine) -> Iterator[Connection]:
    """One transaction."""
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(f"the receipts are away: {type(error).__name__}") from error


def _in_parts(names: list[str]) -> Iterable[list[str]]:
    return (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))
