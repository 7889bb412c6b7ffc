"""The web application on a real port, in a thread of its own, over the controller in memory."""

import asyncio
import threading
from collections.abc import Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from hall.bus.messages import CallFate
from hall.controller.orders import Actor, ActorKind, Answer, Order
from hall.core.commands import Command
from hall.errors import HallError
from hall.storage.accounts import AccountStore
from hall.storage.archive import Archive
from hall.storage.tables import metadata
from hall.web.accounts import Accounts
from hall.web.api.receipts import open_receipts
from hall.web.app import create_app, open_catalogue
from hall.web.permissions import Permission, Role
from hall.web.server import WebServer
from hall.web.settings import WebSettings
from tests.fakes.controller import FakeController
from tests.fakes.hashing import plain_hashing

Done = TypeVar("Done")
PASSWORD = "correct horse"
PEOPLE = (
    ("clerk03", Role.CLERK, ""),
    ("clerk04", Role.CLERK, "王芳"),
    ("boss", Role.MANAGER, ""),
    ("desk", Role.SERVICE_DESK, ""),
    ("root", Role.ADMINISTRATOR, ""),
)
STARTS_IN_S = 10


@dataclass
class LiveHall:
    """Can be stopped and started again on the same port, as a hall is."""

    controller: FakeController
    settings: WebSettings = field(default_factory=lambda: WebSettings(tablets_need_pairing=False))
    port: int = 0
    archive: Archive | None = None
    _thread: threading.Thread | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _accounts: Accounts | None = None

    def __post_init__(self) -> None:
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        metadata.create_all(engine)
        self.engine = engine
        self.store = AccountStore(engine)

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve from now on."""
        started: Future[int] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(started)))
        self._thread.start()
        self.port = started.result(STARTS_IN_S)

    async def _serve(self, started: Future[int]) -> None:
        accounts = self._accounts = Accounts(self.store, self.settings, hashing=plain_hashing())
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        app = create_app(self.controller, accounts, self.settings, self.archive)
        open_catalogue(app, self.engine)
        open_receipts(app, self.engine)
        app.state.archive = self.archive
        server = WebServer(app, "127.0.0.1", self.port)
        try:
            await server.begin()
        except HallError as error:
            started.set_exception(error)
            return
        for name, role, shown_as in PEOPLE:
            if self.store.user_named(name) is None:
                await accounts.add_user(name, PASSWORD, (role,), shown_as)
        started.set_result(server.port)
        await self._ended.wait()
        await server.finish()

    def stop(self) -> None:
        """Serve no longer."""
        if self._thread is None or self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()
        self._thread = None

    def close(self) -> None:
        """End all."""
        self.stop()
        self.engine.dispose()

    def run(self, act: Coroutine[Any, Any, Done]) -> Done:
        """Have something happen on the hall's own loop."""
        return self._on_loop(act)

    def do(self, command: Command) -> Answer:
        """Have something happen in the hall, not by any page."""
        return self._on_loop(self.controller.carry_out(order_of(command)))

    def tell_fates(self, fates: Mapping[int, CallFate]) -> None:
        """Have devices say what became of calls."""
        self._on_loop(self.controller.tell_fates(fates))

    def add_key(self, name: str, scopes: frozenset[Permission]) -> str:
        """A key for a program."""
        assert self._accounts is not None
        return self._on_loop(self._accounts.programs.add(name, scopes))

    def _on_loop(self, act: Coroutine[Any, Any, Done]) -> Done:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(STARTS_IN_S)


def order_of(command: Command) -> Order:
    """A command as somebody else's order."""
    return Order(
        id=str(uuid4()),
        fingerprint="test",
        by=Actor(ActorKind.DEVICE, "test"),
        make=lambda _hall, _now: command,
    )
