"""The hall program put together: store, writer, controller, broker, bus, pages.

The composition root: nothing else wires parts, and nothing connects before `run`.
"""

import asyncio
import gc
import logging
import os
import secrets
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

import uvloop

from hall.bus.broker import EmbeddedBroker
from hall.bus.client import BusClient
from hall.bus.topics import Channel, every
from hall.catalogue import load_catalogue, load_site, sample
from hall.config import Config
from hall.controller.clock import HallClock, utc_now
from hall.controller.controller import Controller
from hall.controller.daykeeper import DayKeeper
from hall.controller.exchange import Exchange
from hall.controller.premises import Premises
from hall.controller.requests import Ids
from hall.controller.writer import Writer
from hall.core.hall import Hall
from hall.storage.accounts import AccountStore
from hall.storage.engine import make_engine
from hall.storage.store import Store
from hall.web.accounts import Accounts
from hall.web.app import create_app
from hall.web.demo_accounts import seed_demo_accounts
from hall.web.server import WebServer

log = logging.getLogger(__name__)

HEARD: Final = (Channel.REQUEST, Channel.ANSWER, Channel.STATE)


def premises_of(config: Config) -> Premises:
    """The catalogue and the site that a configuration names, or the shipped sample."""
    catalogue, site = sample()
    if config.hall.catalogue is not None:
        catalogue = load_catalogue(config.hall.catalogue)
    if config.hall.site is not None:
        site = load_site(config.hall.site, catalogue)
    return Premises(catalogue, site)


def make_controller(config: Config, store: Store, on_death: Callable[[], None]) -> Controller:
    """A controller on an open store, its hall recovered; not started yet."""
    premises = premises_of(config)
    keeper = DayKeeper(
        premises=premises,
        settings=config.rules,
        roll_over_hour=config.hall.roll_over_hour,
        demo_starts=config.clock.starts if config.clock.demo else None,
    )
    epoch = store.next_epoch()
    clock_box: list[HallClock] = []
    writer = Writer(store, now=lambda: clock_box[0].now(), machine=time.monotonic)
    facts = writer.recover()
    clock = HallClock(_origin(config, keeper, writer.hall), rate=config.clock.rate)
    clock_box.append(clock)
    exchange = Exchange(
        config.hall.id, premises, Ids(_new_id, _new_token), _new_id, epoch
    )
    exchange.recover(facts, writer.hall)
    return Controller(
        hall_id=config.hall.id,
        writer=writer,
        exchange=exchange,
        premises=premises,
        clock=clock,
        day_keeper=keeper,
        epoch=epoch,
        on_death=on_death,
    )


def _origin(config: Config, keeper: DayKeeper, hall: Hall) -> datetime:
    """Where the hall clock starts: never before the last event."""
    now = utc_now()
    if config.clock.demo:
        return hall.last_at or keeper.first_start(now)
    return max(now, hall.last_at) if hall.last_at else now


def _new_id() -> str:
    return uuid4().hex


def _new_token() -> str:
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Where a running hall is reached, and what it has to say at its start."""

    http: str
    mqtt: str
    pid: int
    api_key: str | None = None
    """A key for the whole API, in a demo only."""
    first_administrator_code: str | None = None
    """Once only, while nobody has an account."""


OnReady = Callable[[Ready], None]


def run(config: Config, ready: OnReady) -> int:
    """Run the hall until SIGTERM or Ctrl-C; the exit status is 1 when the writer died."""
    return uvloop.run(_run(config, ready))


async def _run(config: Config, ready: OnReady) -> int:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    died: list[bool] = []

    def on_death() -> None:
        died.append(True)
        loop.call_soon_threadsafe(stop.set)

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    store = Store(config.store.url)
    store.open()
    try:
        await _serve(config, store, make_controller(config, store, on_death), stop, ready)
    finally:
        store.close()
    return 1 if died else 0


async def _serve(
    config: Config,
    store: Store,
    controller: Controller,
    stop: asyncio.Event,
    ready: OnReady,
) -> None:
    accounts = Accounts(AccountStore(make_engine(config.store.url)), config.web)
    if config.web.demo:
        await seed_demo_accounts(accounts, controller.site)
    broker = _embedded(config)
    if broker is not None:
        broker.start()
    bus = BusClient(
        _bus_url(config),
        client_id=f"hall-{config.hall.id}",
        subscriptions=[every(config.hall.id, each) for each in HEARD],
        on_message=controller.received,
        on_connected=controller.connected,
    )
    controller.attach_bus(bus)
    server = WebServer(
        create_app(controller, accounts, config.web), config.http.host, config.http.port
    )
    controller.start()
    bus.start()
    try:
        await server.begin()
        gc.collect()
        gc.freeze()
        ready(await _ready(config, accounts, server))
        await stop.wait()
        if broker is not None:
            broker.let_die()
        await server.finish()
    finally:
        controller.stop()
        bus.stop()
        if broker is not None:
            broker.stop()


async def _ready(config: Config, accounts: Accounts, server: WebServer) -> Ready:
    demo = config.web.demo
    return Ready(
        http=f"http://{config.http.host}:{server.port}",
        mqtt=_bus_url(config),
        pid=os.getpid(),
        api_key=await accounts.renew_api_key("demo") if demo else None,
        first_administrator_code=None if demo else await accounts.first_administrator_code(),
    )


def _embedded(config: Config) -> EmbeddedBroker | None:
    if config.mqtt.url is not None or config.mqtt.embedded_port is None:
        return None
    return EmbeddedBroker(config.mqtt.embedded_port)


def _bus_url(config: Config) -> str:
    return config.mqtt.url or f"mqtt://127.0.0.1:{config.mqtt.embedded_port}"
