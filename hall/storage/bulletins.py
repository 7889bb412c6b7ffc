"""Where bulletins are kept with their hashes; once kept, one never changes.

What must not live here: making them (see `hall.bulletins`).
"""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from hall.errors import HallError
from hall.storage.tables import bulletins


class AlreadyKept(HallError):
    """A bulletin of this period is kept; bulletins do not change."""


class BulletinDamaged(HallError):
    """A kept bulletin is not what was kept: its hash does not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A bulletin's entry, without its contents."""

    id: str
    """Its kind and first day, such as `day/2026-03-02`."""
    made_at: str
    document_hash: str
    xlsx_hash: str
    pdf_hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a bulletin consists of."""

    document: bytes
    xlsx: bytes
    pdf: bytes | None
    """None where no Chinese font was there to write it with."""


class BulletinStore:
    """The kept bulletins of a hall."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, ident: str, first: str, made_at: str, contents: Contents) -> None:
        """Keep a bulletin for good; raises `AlreadyKept`."""
        pdf = contents.pdf
        row = {
            "id": ident,
            "first": first,
            "made_at": made_at,
            "document": contents.document,
            "document_hash": _hash(contents.document),
            "xlsx": contents.xlsx,
            "xlsx_hash": _hash(contents.xlsx),
            "pdf": pdf,
            "pdf_hash": _hash(pdf) if pdf is not None else None,
        }
        try:
            with self._engine.connect() as connection, connection.begin():
                connection.execute(insert(bulletins).values(row))
        except IntegrityError as error:
            raise AlreadyKept(ident) from error

    def kept(self) -> tuple[Kept, ...]:
        """All bulletins, the newest period first."""
        columns = [bulletins.c[name] for name in Kept.__dataclass_fields__]
        with self._engine.connect() as connection, connection.begin():
            rows = connection.execute(
                select(*columns).order_by(bulletins.c.first.desc(), bulletins.c.id)
            )
            return tuple(Kept(**row) for row in rows.mappings())

    def contents(self, ident: str) -> Contents | None:
        """A bulletin's contents; raises `BulletinDamaged` when they are not what was kept."""
        with self._engine.connect() as connection, connection.begin():
            row = connection.execute(select(bulletins).where(bulletins.c.id == ident)).first()
        if row is None:
            return None
        for name in ("document", "xlsx", "pdf"):
            content, digest = getattr(row, name), getattr(row, f"{name}_hash")
            if content is not None and _hash(bytes(content)) != digest:
                raise BulletinDamaged(f"{ident}: its {name} is not what was kept")
        return Contents(
            document=bytes(row.document),
            xlsx=bytes(row.xlsx),
            pdf=bytes(row.pdf) if row.pdf is not None else None,
        )


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()
