"""Issues the bulletins of a configured hall; wires what `hall bulletins` needs and nothing else."""

from datetime import UTC, datetime

from hall.bulletins.issuing import issue_at
from hall.bulletins.making import Setting
from hall.config import Config
from hall.program import premises_of


def due_now(config: Config) -> list[str]:
    """Make and keep what is due by the clock; gives the names of what was kept."""
    premises = premises_of(config)
    setting = Setting(hall=premises.site.name, zone=premises.zone, catalogue=premises.catalogue)
    return issue_at(config.store.url, setting, datetime.now(UTC))
