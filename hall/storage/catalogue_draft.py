"""The one draft of the catalogue that is being edited; it may be anything but good.

Until something is edited, the draft is the newest published version. What must not live here: who
may edit, and the journal's note of it (see the web).
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from hall.errors import HallError
from hall.storage.catalogues import CatalogueShelf
from hall.storage.tables import catalogue_draft

_ONE: Final = 1


class DraftMoved(HallError):
    """Somebody else has changed the draft since it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The draft as it stands."""

    text: str
    revision: int
    """Rises with each change; 0 while nothing has been changed."""
    changed_at: str = ""
    changed_by: str = ""


class DraftDesk:
    """Where the draft lies."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shelf = CatalogueShelf(engine)

    def draft(self) -> Draft:
        """The draft; without one, the newest version as it was published."""
        with self._engine.connect() as connection, connection.begin():
            row = connection.execute(select(catalogue_draft)).first()
        if row is not None:
            return Draft(
                text=row.text,
                revision=row.revision,
                changed_at=row.changed_at,
                changed_by=row.changed_by,
            )
        newest = self._shelf.versions()[:1]
        return Draft(text=self._shelf.text(newest[0].version) or "" if newest else "", revision=0)

    def change(self, text: str, *, seen: int, by: str, at: str) -> None:
        """Put another text in its place; raises `DraftMoved` when `seen` is no longer current."""
        row = {"revision": seen + 1, "text": text, "changed_at": at, "changed_by": by}
        known = catalogue_draft.c.revision == seen
        change = update(catalogue_draft).where(known) if seen else insert(catalogue_draft)
        try:
            with self._engine.connect() as connection, connection.begin():
                changed = connection.execute(change.values(id=_ONE, **row)).rowcount
        except IntegrityError as error:
            raise DraftMoved("somebody else has begun to edit; look at the draft again") from error
        if not changed:
            raise DraftMoved("somebody else has changed the draft; look at it again")

    def discard(self) -> None:
        """Give the draft up: the newest version is where editing begins again."""
        with self._engine.connect() as connection, connection.begin():
            connection.execute(delete(catalogue_draft))
