"""Published versions of the catalogue: each is whole, good, in force from a day, and never changes.

A visit keeps the catalogue of its day, so a number taken yesterday keeps yesterday's guide. What
must not live here: what a good catalogue is (see `hall.catalogue.check`).
"""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from hall.catalogue.findings import Finding
from hall.catalogue.load import inspect_catalogue, read_catalogue, reread_catalogue
from hall.catalogue.model import Catalogue
from hall.errors import HallError
from hall.storage.tables import catalogue_versions, journal


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A text that may be published as it is."""

    text: str
    catalogue: Catalogue

    @property
    def hash(self) -> str:
        """Of the text; by it the journal and the version are known to be one."""
        return sha256(self.text.encode()).hexdigest()


class CatalogueShelf:
    """The published versions of a hall's catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def publish(self, text: str, *, by: str, at: str, begun: date) -> Catalogue:
        """Check and put in place at once; raises what both do."""
        proof = self.check(text, begun=begun)
        self.put(proof, by=by, at=at)
        return proof.catalogue

    def check(self, text: str, *, begun: date) -> Proof:
        """Whether a whole catalogue may be published from the day that it names.

        `begun` is the last day that has begun. Raises `CatalogueError` with every finding,
        `VersionIsTaken`, or `TooEarly`; the first version may be in force at once.
        """
        catalogue = read_catalogue(text, "the draft")
        there = self.versions()
        if any(each.version == catalogue.version for each in there):
            raise VersionIsTaken(catalogue.version)
        if there and catalogue.effective_from <= begun:
            raise TooEarly(f"effective_from {catalogue.effective_from}: expected after {begun}")
        return Proof(text=text, catalogue=catalogue)

    def put(self, proof: Proof, *, by: str, at: str) -> None:
        """Publish what was checked; raises `VersionIsTaken` when another came before."""
        row = {
            "version": proof.catalogue.version,
            "effective_from": proof.catalogue.effective_from.isoformat(),
            "text": proof.text,
            "hash": proof.hash,
            "published_at": at,
            "published_by": by,
        }
        try:
            with self._engine.connect() as connection, connection.begin():
                connection.execute(insert(catalogue_versions).values(row))
        except IntegrityError as error:
            raise VersionIsTaken(proof.catalogue.version) from error

    def versions(self) -> tuple[Version, ...]:
        """All versions, the one that is in force last first."""
        columns = [catalogue_versions.c[name] for name in Version.__dataclass_fields__]
        order = (
            catalogue_versions.c.effective_from.desc(),
            catalogue_versions.c.published_at.desc(),
        )
        with self._engine.connect() as connection, connection.begin():
            rows = connection.execute(select(*columns).order_by(*order))
            return tuple(Version(**row) for row in rows.mappings())

    def in_force(self, day: date) -> Catalogue | None:
        """The catalogue that is in force on a day: the last that began by then."""
        version = self.version_on(day)
        return self.catalogue(version.version) if version else None

    def version_on(self, day: date) -> Version | None:
        """The version that is in force on a day; of two that begin together, the later made."""
        found = (each for each in self.versions() if each.effective_from <= day.isoformat())
        return next(found, None)

    def from_day(self, day: date) -> tuple[Catalogue, ...]:
        """What is in force on a day and what comes later, the earliest first."""
        now = self.version_on(day)
        later = [each for each in self.versions() if each.effective_from > day.isoformat()]
        needed = [*later, *([now] if now else [])] or list(self.versions()[-1:])
        return tuple(self.catalogue(each.version) for each in reversed(needed))

    def catalogue(self, version: str) -> Catalogue:
        """A version read; rules that came later do not hinder it from being in force."""
        return reread_catalogue(self.text(version) or "", version)

    def used_on(self, day: date) -> str | None:
        """The version that a day was lived under, as the journal has it: its numbers keep it."""
        kinds = journal.c.kind.in_(("DayOpened", "OfferChanged"))
        query = select(journal.c.payload).where(kinds, journal.c.day == day.isoformat())
        with self._engine.connect() as connection, connection.begin():
            payload = connection.execute(query.order_by(journal.c.seq.desc()).limit(1)).scalar()
        found: str | None = json.loads(payload)["offer"].get("catalogue") if payload else None
        return found

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
