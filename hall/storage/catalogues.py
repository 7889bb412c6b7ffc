"""Published versions of the catalogue: each is whole, good, in force from a day, and never changes.

A visit keeps the catalogue of its day, so a number taken yesterday keeps yesterday's guide. What
must not live here: what a good catalogue is (see `hall.catalogue.check`).
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from hall.catalogue.findings import Finding
from hall.catalogue.load import inspect_catalogue, read_catalogue
from hall.catalogue.model import Catalogue
from hall.errors import HallError
from hall.storage.tables import catalogue_versions


class VersionIsTaken(HallError):
    """A version of this name is published; published versions do not change."""


class TooEarly(HallError):
    """A version cannot be in force on a day that has begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A published version, without its text."""

    version: str
    effective_from: str
    hash: str
    published_at: str
    published_by: str


class CatalogueShelf:
    """The published versions of a hall's catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def publish(self, text: str, *, by: str, at: str, today: date) -> Catalogue:
        """Publish a whole catalogue from the day that it names.

        Raises `CatalogueError` with every finding, `VersionIsTaken`, or `TooEarly` for a day that
        is not after today; the first version may be in force at once.
        """
        catalogue = read_catalogue(text, "the draft")
        if self.versions() and catalogue.effective_from <= today:
            raise TooEarly(f"effective_from {catalogue.effective_from}: expected after {today}")
        row = {
            "version": catalogue.version,
            "effective_from": catalogue.effective_from.isoformat(),
            "text": text,
            "hash": sha256(text.encode()).hexdigest(),
            "published_at": at,
            "published_by": by,
        }
        try:
            with self._engine.connect() as connection, connection.begin():
                connection.execute(insert(catalogue_versions).values(row))
        except IntegrityError as error:
            raise VersionIsTaken(catalogue.version) from error
        return catalogue

    def versions(self) -> tuple[Version, ...]:
        """All versions, the one that is in force last first."""
        columns = [catalogue_versions.c[name] for name in Version.__dataclass_fields__]
        order = (catalogue_versions.c.effective_from.desc(), catalogue_versions.c.version.desc())
        with self._engine.connect() as connection, connection.begin():
            rows = connection.execute(select(*columns).order_by(*order))
            return tuple(Version(**row) for row in rows.mappings())

    def in_force(self, day: date) -> Catalogue | None:
        """The catalogue that is in force on a day: the last that began by then."""
        for version in self.versions():
            if version.effective_from <= day.isoformat():
                return read_catalogue(self.text(version.version) or "", version.version)
        return None

    def text(self, version: str) -> str | None:
        """The text of a version."""
        with self._engine.connect() as connection, connection.begin():
            found: str | None = connection.execute(
                select(catalogue_versions.c.text).where(catalogue_versions.c.version == version)
            ).scalar()
        return found

    def look_back(self, version: str) -> tuple[Finding, ...]:
        """What today's rules find in a version published earlier (回头看)."""
        return inspect_catalogue(self.text(version) or "", version)
