"""The hall program put together: store, writer, controller, broker, bus, pages.

The composition root: nothing else wires parts, and nothing connects before `run`.
"""

import asyncio
import logging
import os
import secrets
import signal
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

import uvloop

from hall.bus.broker import EmbeddedBroker
from hall.bus.client import BusClient
from hall.bus.topics import Channel, every
from hall.catalogue import load_catalogue, load_site, sample
from hall.catalogue.sample import sample_text
from hall.catalogue.whole import whole_text
from hall.config import Config
from hall.controller.clock import HallClock, utc_now
from hall.controller.controller import Controller
from hall.controller.daykeeper import DayKeeper
from hall.controller.editions import Editions
from hall.controller.exchange import Exchange
from hall.controller.health import watch_loop
from hall.controller.ids import Clerk, Ids, Roster
from hall.controller.opening_check import check_opening
from hall.controller.premises import Premises
from hall.controller.ticket_layouts import load_layout, shipped_layout
from hall.controller.writer import Writer
from hall.core.hall import Hall
from hall.foreseeing.start import look_ahead
from hall.steady import keep_steady, tidy
from hall.storage.accounts import AccountStore
from hall.storage.archive import Archive
from hall.storage.catalogues import CatalogueShelf
from hall.storage.encoding import moment
from hall.storage.engine import make_engine
from hall.storage.pad_counts import PadCountStore
from hall.storage.receipts import ReceiptShelf
from hall.storage.store import Store
from hall.web.accounts import Accounts
from hall.web.api.receipts import open_receipts
from hall.web.app import create_app, open_catalogue
from hall.web.demo_accounts import seed_demo_accounts
from hall.web.notices import send_notices
from hall.web.overseeing import keep_bulletins, oversee
from hall.web.pad_counts import PadCounting
from hall.web.server import Certificate, WebServer

log = logging.getLogger(__name__)

HEARD: Final = (Channel.REQUEST, Channel.ANSWER, Channel.STATE)
BEFORE_ALL_HALLS: Final = datetime(2000, 1, 1, tzinfo=UTC)


def premises_of(config: Config) -> Premises:
    """The catalogue and the site that a configuration names, or the shipped sample."""
    catalogue, site = sample()
    if config.hall.catalogue is not None:
        catalogue = load_catalogue(config.hall.catalogue)
    if config.hall.site is not None:
        site = load_site(config.hall.site, catalogue)
    own = config.hall
    premises = Premises(
        catalogue,
        site,
        closed_on=own.closed_on,
        open_on=own.open_on,
        layout=load_layout(own.ticket) if own.ticket else shipped_layout(),
        timetable=config.timetable,
        numbers=config.numbers,
        public_address=own.public_address,
    )
    check_opening(premises, config.rules)
    return premises


def make_controller(config: Config, store: Store, on_death: Callable[[], None]) -> Controller:
    """A controller on an open store, its hall recovered; not started yet."""
    editions = Editions(premises_of(config))
    keeper = DayKeeper(
        editions=editions,
        settings=replace(config.rules, follow_up_days=config.ratings.profile.answer_days),
        roll_over_hour=config.hall.roll_over_hour,
        demo_starts=config.clock.starts if config.clock.demo else None,
        wall=None if config.clock.demo else utc_now,
    )
    epoch = store.next_epoch()
    clock = HallClock(BEFORE_ALL_HALLS, rate=config.clock.rate)
    writer = Writer(store, now=clock.now, machine=time.monotonic)
    facts = writer.recover()
    clock.jump_to(_origin(config, keeper, writer.hall))
    _fill(editions, config, store, writer.hall, clock.now())
    premises = editions.of(writer.hall)
    ids = Ids(_new_id, _new_token, _roster(AccountStore(store.engine)), secrets.randbelow)
    exchange = Exchange(config.hall.id, premises, ids, _new_id, epoch)
    exchange.recover(facts, writer.hall)
    return Controller(
        receipts=ReceiptShelf(store.engine, store.reader),
        hall_id=config.hall.id,
        writer=writer,
        exchange=exchange,
        editions=editions,
        clock=clock,
        day_keeper=keeper,
        epoch=epoch,
        on_death=on_death,
        at_rest=tidy,
    )


def _fill(editions: Editions, config: Config, store: Store, hall: Hall, now: datetime) -> None:
    """Add the published versions; the first start publishes the one that the files have."""
    shelf = CatalogueShelf(store.engine)
    day = hall.day or hall.last_day or now.astimezone(editions.first.zone).date()
    if not shelf.versions():
        shelf.publish(_catalogue_text(config), by="start", at=moment(now), begun=day)
    editions.hold(shelf.from_day(day))


def _catalogue_text(config: Config) -> str:
    return whole_text(config.hall.catalogue) if config.hall.catalogue else sample_text()


def _origin(config: Config, keeper: DayKeeper, hall: Hall) -> datetime:
    """Where the hall clock starts: never before the last event."""
    now = utc_now()
    if config.clock.demo:
        return hall.last_at or keeper.first_start(now)
    if hall.last_at is None or hall.last_at <= now:
        return now
    log.warning(
        "the machine's clock is %s behind the last event; the hall goes on from that event",
        hall.last_at - now,
    )
    return hall.last_at


def _roster(store: AccountStore) -> Roster:
    """Whose number is keyed on a pad, with what the account says they may serve."""

    def clerk_of(number: str) -> Clerk | None:
        user = store.clerk_numbered(number)
        return None if user is None else Clerk(user.name, user.may_serve)

    return clerk_of


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


def run(config: Config, ready: OnReady, store_at: Callable[[str], Store] = Store) -> int:
    """Run the hall until SIGTERM or Ctrl-C; the exit status is 1 when the writer died."""
    return uvloop.run(_run(config, ready, store_at(config.store.url)))


async def _run(config: Config, ready: OnReady, store: Store) -> int:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    died: list[bool] = []

    def on_death() -> None:
        died.append(True)
        loop.call_soon_threadsafe(stop.set)

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    try:
        store.open()
        controller = make_controller(config, store, on_death)
        with ExitStack() as parts:
            await _serve(config, controller, stop, ready, parts)
    finally:
        store.close()
    return 1 if died else 0


async def _serve(
    config: Config,
    controller: Controller,
    stop: asyncio.Event,
    ready: OnReady,
    parts: ExitStack,
) -> None:
    """Start the parts one after the other, each with what ends it, and wait for the stop."""
    engine = make_engine(config.store.url)
    parts.callback(engine.dispose)
    accounts = Accounts(AccountStore(engine), config.web)
    if config.web.demo:
        await seed_demo_accounts(accounts, controller.site)
    broker, url = _broker(config)
    if broker is not None:
        broker.start()
        parts.callback(broker.stop)
    _start_bus(config, controller, url, parts)
    controller.start()
    parts.callback(controller.stop)
    archive = Archive(config.store.url)
    parts.callback(archive.close)
    app = create_app(controller, accounts, config.web, archive, config.ratings.profile)
    open_catalogue(app, engine)
    open_receipts(app, engine)
    server = WebServer(app, config.http.host, config.http.port, _certificate(config))
    await server.begin()
    watch = asyncio.create_task(watch_loop(controller.meters.loop_lag))
    await oversee(config.warnings, app, archive, parts)
    keep_bulletins(config.store.url, config.bulletins.at, app, parts)
    parts.callback(watch.cancel)
    counting = asyncio.create_task(PadCounting(controller, PadCountStore(engine)).run())
    parts.callback(counting.cancel)
    send_notices(config.notices, controller, parts)
    keep_steady()
    look_ahead(config.forecast, controller, config.store.url, parts)
    ready(await _ready(config, accounts, server, url))
    await stop.wait()
    if broker is not None:
        broker.let_die()
    await server.finish()


def _start_bus(config: Config, controller: Controller, url: str, parts: ExitStack) -> None:
    bus = BusClient(
        url,
        client_id=f"hall-{config.hall.id}",
        subscriptions=[every(config.hall.id, each) for each in HEARD],
        on_message=controller.received,
        on_connected=controller.connected,
    )
    controller.attach_bus(bus)
    bus.start()
    parts.callback(bus.stop)


def _certificate(config: Config) -> Certificate | None:
    """What to serve over TLS with, unless a proxy does."""
    chain, key = config.http.certificate, config.http.key
    return Certificate(chain=chain, key=key) if chain and key else None


async def _ready(config: Config, accounts: Accounts, server: WebServer, mqtt: str) -> Ready:
    demo = config.web.demo
    return Ready(
        http=f"{'https' if config.http.certificate else 'http'}://{config.http.host}:{server.port}",
        mqtt=mqtt,
        pid=os.getpid(),
        api_key=await accounts.programs.renew("demo") if demo else None,
        first_administrator_code=None if demo else await accounts.first_administrator_code(),
    )


def _broker(config: Config) -> tuple[EmbeddedBroker | None, str]:
    """The broker to run beside the hall, if any, and where the broker is reached."""
    if config.mqtt.url is not None:
        return None, config.mqtt.url
    port = config.mqtt.embedded_port or _free_port()
    return EmbeddedBroker(port), f"mqtt://127.0.0.1:{port}"


def _free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
