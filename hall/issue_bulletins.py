"""Issues the bulletins of a configured hall, and checks kept ones; what `hall bulletins` needs."""

from datetime import UTC, datetime
from functools import partial

from hall.bulletins.issuing import Issued, issue_at
from hall.bulletins.making import Setting
from hall.bulletins.reproducing import Reproduction, reproduce
from hall.catalogue.model import Catalogue
from hall.config import Config
from hall.controller.premises import Premises
from hall.errors import HallError
from hall.program import premises_of
from hall.storage.archive import Archive
from hall.storage.bulletins import BulletinStore
from hall.storage.catalogues import CatalogueShelf
from hall.supervision.bulletin import from_bytes


class NotKept(HallError):
    """There is no bulletin of this name."""


def due_now(config: Config) -> Issued:
    """Make and keep what is due by the clock; one that cannot be made holds up no other."""
    now, premises = datetime.now(UTC), premises_of(config)
    archive = Archive(config.store.url)
    try:
        today = now.astimezone(premises.zone).date()
        catalogue = CatalogueShelf(archive.engine).in_force(today)
    finally:
        archive.close()
    return issue_at(config.store.url, _setting(premises, catalogue), now)


def _setting(premises: Premises, catalogue: Catalogue | None) -> Setting:
    return Setting(
        hall=premises.site.name,
        zone=premises.zone,
        catalogue=catalogue or premises.catalogue,
    )


def made_again(config: Config, name: str) -> Reproduction:
    """Make a kept bulletin again from the journal alone, under the catalogue of its time."""
    archive = Archive(config.store.url)
    try:
        contents = BulletinStore(archive.engine).contents(name)
        if contents is None:
            raise NotKept(f"{name}: no bulletin of this name is kept")
        bulletin = from_bytes(contents.document)
        shelf = CatalogueShelf(archive.engine)
        known = shelf.text(bulletin.catalogue) is not None
        catalogue = shelf.catalogue(bulletin.catalogue) if known else None
        setting = _setting(premises_of(config), catalogue)
        work = partial(reproduce, setting=setting, kept=contents.document, bulletin=bulletin)
        return archive.read(work)
    finally:
        archive.close()
