"""A store on a real file and on a real server, with a writer on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hall.storage.store import Store
from tests.fakes.journal import Desk
from tests.fakes.postgres import Server


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is to be."""
    return tmp_path / "hall.db"


@pytest.fixture
def store_at() -> Iterator[Callable[[str], Store]]:
    """Makes open stores, and closes them after the test."""
    stores: list[Store] = []

    def make(url: str) -> Store:
        store = Store(url)
        stores.append(store)
        store.open()
        return store

    yield make
    for store in stores:
        store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, path: Path) -> str:
    """Where an empty database is, of either kind."""
    if request.param == "sqlite":
        return url_of(path)
    server: Server = request.getfixturevalue("postgres")
    return server.new_store()


@pytest.fixture
def store(store_at: Callable[[str], Store], url: str) -> Store:
    """An open store on an empty database of either kind."""
    return store_at(url)


@pytest.fixture
def desk(store: Store) -> Desk:
    """A hall on the store, its day open."""
    desk = Desk(store)
    desk.open_day()
    return desk
