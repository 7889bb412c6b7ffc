"""Bring a database to this program's schema, or refuse one that is newer."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect

from hall.errors import ConfigError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = "0016"
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
    _refuse_newer(version)
    _run_steps(connection)


def require_current(connection: Connection) -> None:
    """Raises `ConfigError` when a database is not of this program's schema, and says what to do."""
    version = schema_version(connection)
    if version == HEAD:
        return
    _refuse_newer(version)
    raise ConfigError(
        f"the database has schema {version or 'none'}, this program needs {HEAD}; "
        "a start of the hall brings it up to date"
    )


def _refuse_newer(version: str | None) -> None:
    if version is not None and version > HEAD:
        raise ConfigError(
            f"the database has schema {version}, this program knows up to {HEAD}; "
            "use the newer program, or restore a backup made before the update"
        )


def _run_steps(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see `steps_on`

    command.upgrade(steps_on(connection), "head")


def steps_on(connection: Connection | None = None) -> "Config":
    """The steps as Alembic knows them, to be run on a connection."""
    # A start on a current database does not need Alembic, and it costs 0.1 s.
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
