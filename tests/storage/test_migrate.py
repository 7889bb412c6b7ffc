import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import hall.storage.accounts as _accounts  # noqa: F401  # its tables are of the same schema
from hall.errors import ConfigError
from hall.storage.engine import make_engine
from hall.storage.migrate import HEAD, schema_version, steps_on, upgrade
from hall.storage.store import Store
from hall.storage.tables import metadata


def test_head_is_the_last_step() -> None:
    """The number that the program knows is the one that Alembic would go up to."""
    assert ScriptDirectory.from_config(steps_on()).get_current_head() == HEAD


def test_the_steps_make_the_schema_that_the_program_uses(url: str) -> None:
    """From nothing to head; nothing is left that Alembic would change."""
    engine = make_engine(url)
    with engine.connect() as connection, connection.begin():
        assert schema_version(connection) is None
        upgrade(connection)
        assert schema_version(connection) == HEAD
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_current_database_is_left_alone(url: str) -> None:
    """A start on a database of today changes nothing in it."""
    engine = make_engine(url)
    with engine.connect() as connection, connection.begin():
        upgrade(connection)
        upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_failing_step_leaves_the_database_as_it_was(url: str) -> None:
    """The steps are one transaction: an interrupted update is no update."""
    engine = make_engine(url)
    with engine.connect() as connection:
        transaction = connection.begin()
        upgrade(connection)
        assert inspect(connection).has_table("journal")
        transaction.rollback()
        with connection.begin():
            assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_a_newer_database_is_refused_in_words(store: Store, url: str) -> None:
    """An older program does not touch what a newer one has made, and says what to do."""
    with store.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    older = Store(url)
    with pytest.raises(
        ConfigError, match=r"schema 9999, this program knows up to \d+; use the newer"
    ):
        older.open()
    older.close()
