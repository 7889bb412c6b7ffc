"""Receipts of matters being worked on elsewhere: whether their results can be picked up.

Another program tells of them; nobody's name stands here. What must not live here: what a citizen is
told (see `hall.controller.asides`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select
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


class ReceiptShelf:
    """What is known of receipts; may be asked by any thread."""

    def __init__(self, engine: Engine, reader: Engine | None = None) -> None:
        self._engine = engine
        self._reader = reader or engine

    def tell(self, ready: Mapping[str, bool], *, at: str, by: str) -> None:
        """Remember of each receipt whether its result is ready, instead of what was told before."""
        rows = [
            {"receipt": receipt, "ready": is_ready, "told_at": at, "told_by": by}
            for receipt, is_ready in ready.items()
        ]
        with self._engine.connect() as connection, connection.begin():
            for some in _in_parts(list(ready)):
                connection.execute(delete(receipts).where(receipts.c.receipt.in_(some)))
            connection.execute(insert(receipts), rows)

    def forget(self, handed_out: Iterable[str]) -> int:
        """Forget receipts whose results were handed out; gives how many were known."""
        with self._engine.connect() as connection, connection.begin():
            return sum(
                connection.execute(delete(receipts).where(receipts.c.receipt.in_(some))).rowcount
                for some in _in_parts(list(handed_out))
            )

    def find(self, receipt: str) -> KnownReceipt | None:
        """What was told last of a receipt; raises `StoreError` when the database is away."""
        columns = [receipts.c[name] for name in KnownReceipt.__dataclass_fields__]
        try:
            with self._reader.connect() as connection, connection.begin():
                found = connection.execute(
                    select(*columns).where(receipts.c.receipt == receipt)
                ).mappings()
                row = found.first()
        except SQLAlchemyError as error:
            raise StoreError(f"the receipts cannot be read: {type(error).__name__}") from error
        return KnownReceipt(**row) if row else None

    def is_ready(self, receipt: str) -> bool | None:
        """Whether a result can be picked up; None when nobody told of it."""
        known = self.find(receipt)
        return known.ready if known else None


def _in_parts(names: list[str]) -> Iterable[list[str]]:
    return (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))
