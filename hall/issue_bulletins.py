"""Issues the bulletins of a configured hall; wires what `hall bulletins` needs and nothing else."""

from datetime import UTC, datetime

from hall.bulletins.issuing import issue
from hall.bulletins.making import Setting
from hall.config import Config
from hall.program import premises_of
from hall.storage.archive import Archive
from hall.storage.bulletins import BulletinStore
from hall.storage.engine import make_engine


def due_now(config: Config) -> list[str]:
    """Make and keep what is due by the clock; gives the names of what was kept."""
    premises = premises_of(config)
    setting = Setting(hall=premises.site.name, zone=premises.zone, catalogue=premises.catalogue)
    archive = Archive(config.store.url)
    engine = make_engine(config.store.url)
    try:
        return issue(archive, BulletinStore(engine), setting, datetime.now(UTC))
    finally:
        archive.close()
        engine.dispose()
