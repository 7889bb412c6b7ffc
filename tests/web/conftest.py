"""A hall in memory behind the real web application, and who may ask it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from hall.catalogue.sample import sample
from hall.storage.accounts import AccountStore
from hall.storage.tables import metadata
from hall.web.accounts import Accounts
from hall.web.api.receipts import open_receipts
from hall.web.app import create_app, open_catalogue
from hall.web.permissions import Role
from hall.web.settings import WebSettings
from tests.fakes.controller import FakeController
from tests.fakes.hashing import plain_hashing
from tests.fakes.live_hall import LiveHall
from tests.fakes.loops import nothing_is_asked_on_a_loop

PASSWORD = "correct horse"


@pytest.fixture
def anyio_backend() -> str:
    """The loop that the hall runs in."""
    return "asyncio"


@pytest.fixture(autouse=True)
def free_loop() -> Iterator[None]:
    """Whatever is asked of the hall, its loop never waits for the disk."""
    with nothing_is_asked_on_a_loop():
        yield


@pytest.fixture(scope="session")
def premises() -> Any:
    """The sample catalogue and hall, read once."""
    return sample()


@pytest.fixture
def controller(premises: Any) -> FakeController:
    """A hall whose day is open."""
    catalogue, site = premises
    controller = FakeController(site=site, catalogue=catalogue)
    controller.open_day()
    return controller


@pytest.fixture
def engine() -> Iterator[Engine]:
    """An empty database in memory with the account tables."""
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def settings() -> WebSettings:
    """Settings as a hall has them."""
    return WebSettings()


@dataclass
class Machine:
    """The machine's clock, which a test may put forward."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        """The machine's time."""
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def machine() -> Machine:
    """A clock that is right."""
    return Machine()


@pytest.fixture
def accounts(engine: Engine, settings: WebSettings, machine: Machine) -> Accounts:
    """Nobody yet."""
    return Accounts(AccountStore(engine), settings, machine.now, plain_hashing())


@pytest.fixture
def app(
    controller: FakeController, accounts: Accounts, settings: WebSettings, engine: Engine
) -> FastAPI:
    """The application."""
    app = create_app(controller, accounts, settings)
    open_catalogue(app, engine)
    open_receipts(app, engine)
    return app


@dataclass
class Web:
    """A client of the application."""

    app: FastAPI
    accounts: Accounts
    client: httpx.AsyncClient
    headers: dict[str, str] = field(default_factory=dict)
    _keys: Iterator[int] = field(default_factory=count)

    async def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask for something under the API."""
        return await self.client.get(f"/api/v1{path}", headers=self.headers, **more)

    async def send(
        self, method: str, path: str, body: Any = None, *, key: str | None = None
    ) -> httpx.Response:
        """Change something, under a new key unless one is given."""
        headers = {**self.headers, "Idempotency-Key": key or f"key-{next(self._keys)}"}
        return await self.client.request(method, f"/api/v1{path}", json=body, headers=headers)

    async def post(self, path: str, body: Any = None, *, key: str | None = None) -> httpx.Response:
        """Change something by POST."""
        return await self.send("POST", path, body, key=key)

    def as_nobody(self) -> "Web":
        """Somebody who is not signed in."""
        client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://hall")
        return Web(self.app, self.accounts, client)

    async def as_person(self, name: str, *roles: Role) -> "Web":
        """Somebody with roles, signed in."""
        await self.accounts.add_user(name, PASSWORD, roles)
        token, caller = await self.accounts.sign_in(name, PASSWORD)
        web = self.as_nobody()
        web.client.cookies.set("hall_session", token)
        web.headers["X-CSRF-Token"] = caller.csrf or ""
        return web


@pytest.fixture
async def web(app: FastAPI, accounts: Accounts) -> AsyncIterator[Web]:
    """A program that may do everything."""
    key = await accounts.programs.add("test program")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
        yield Web(app, accounts, client, {"Authorization": f"Bearer {key}"})


@pytest.fixture
def live_hall(controller: FakeController) -> Iterator[LiveHall]:
    """The same hall on a real port."""
    hall = LiveHall(controller)
    hall.start()
    yield hall
    hall.close()
