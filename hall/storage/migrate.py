"""Bring a database to this program's schema, or refuse one that is newer."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect

from hall.errors import ConfigError

HEAD: Final = "0004"
_FOLDER: Final = Path(__file__).parent / "migrations"


def schema_version(connection: Connection) -> str | None:
    """The schema that a database has; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)


def upgrade(connection: Connection) -> None:
    """Run the missing steps; raises `ConfigError` when the database is newer than the program."""
    version = schema_version(connection)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise ConfigError(
            f"the database has schema {version}, this program knows up to {HEAD}; "
            "use the newer program, or restore a backup made before the update"
        )
    _run_steps(connection)


def _run_steps(connection: Connection) -> None:
    # A start on a current database does not need it, and it costs 0.1 s.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
