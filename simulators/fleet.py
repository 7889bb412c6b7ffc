"""The simulators' process: machines on their ports, people, and the virtual hall's page.

Run as `python -m simulators.fleet CONFIG`. The composition root of the simulators: nothing else
wires them, and nothing connects before `run`.
"""

import asyncio
import json
import logging
import signal
import socket
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import uuid4

import uvicorn
from pydantic import TypeAdapter, ValidationError

from hall.bus.address import parse_bus_url
from hall.bus.client import BusClient
from hall.bus.messages import Message
from hall.bus.topics import Channel, Topic, every
from hall.errors import ConfigError
from simulators.cast import Cast
from simulators.crowd.scenario import scenarios
from simulators.crowd.world import World
from simulators.hall_api import HallApi
from simulators.hall_time import HallTime
from simulators.kiosks import Kiosks
from simulators.lines import Lines
from simulators.machines import sample_inventory
from simulators.stage import Stage
from simulators.virtual_hall.pages import create_app
from simulators.virtual_hall.picture import Picture
from simulators.visitor import Visitor

log = logging.getLogger(__name__)

TICK_S: Final = 0.04
DRAW_S: Final = 0.12
_LOOK_S: Final = 0.03
HOST: Final = "127.0.0.1"
_GRACE_S: Final = 1
_HEARD: Final = (Channel.REPLY, Channel.COMMAND, Channel.VIEW, Channel.STATE, Channel.BEAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetConfig:
    """Where the hall is, where the ports go, and who comes."""

    hall: str
    bus: str
    hall_ready: Path
    ports: Path
    page_port: int
    ready: Path
    """Where the page's address is written when all is there."""
    crowd: bool
    scenario: str
    seed: int
    taken_kiosks: tuple[str, ...] = ()
    links: dict[str, str] = field(default_factory=dict)


def load_config(path: Path) -> FleetConfig:
    """Read a configuration; raises `ConfigError`."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return TypeAdapter(FleetConfig).validate_python(raw)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise ConfigError(f"{path}: {error}") from error


class PageServer(uvicorn.Server):
    """The page's server; the fleet decides when it stops."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield


class Fleet:
    """All parts of the simulators, wired; used on the running event loop."""

    def __init__(self, config: FleetConfig) -> None:
        self._loop = asyncio.get_running_loop()
        self._bus = BusClient(
            config.bus,
            client_id=f"simulators-{uuid4().hex[:8]}",
            subscriptions=[every(config.hall, channel) for channel in _HEARD],
            on_message=self._received,
        )
        self._bus_url = config.bus
        time, world, api = HallTime(), World(), HallApi(config.hall_ready)
        self._lines = Lines(sample_inventory(), config.ports, time)
        kiosks = Kiosks(config.hall, self._bus.publish)
        self._cast = Cast(
            scenario=scenarios()[config.scenario],
            seed=config.seed,
            taken_kiosks=frozenset(config.taken_kiosks),
            world=world,
            lines=self._lines,
            kiosks=kiosks,
            api=api,
        )
        self._cast.switch(on=config.crowd)
        self.picture = Picture()
        self.picture.put("links", config.links)
        self.visitor = Visitor(
            world=world, lines=self._lines, cast=self._cast, kiosks=kiosks, api=api
        )
        self._stage = Stage(
            time=time,
            world=world,
            lines=self._lines,
            cast=self._cast,
            kiosks=kiosks,
            picture=self.picture,
        )

    def _received(self, topic: Topic, message: Message) -> None:
        """A message, on the bus's own thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stage.hear, topic, message)

    async def play(self) -> None:
        """Serve the ports, connect when the broker is there, act and draw, until cancelled."""
        self._lines.start()
        await _accepts(self._bus_url)
        self._bus.start()
        async with asyncio.TaskGroup() as group:
            group.create_task(_again(self._stage.tick, TICK_S))
            group.create_task(_again(self._stage.draw, DRAW_S))

    async def has_heard(self) -> None:
        """Wait until the hall has told what it is."""
        await self._stage.known.wait()

    def stop(self) -> None:
        """Disconnect, and take the ports away."""
        self.picture.close()
        self._bus.stop()
        self._cast.stop()
        self._lines.stop()


async def _again(act: Callable[[], None], every_s: float) -> None:
    while True:
        act()
        await asyncio.sleep(every_s)


async def _accepts(url: str) -> None:
    """Wait for a broker that has just been started; a refused client would wait much longer."""
    address = parse_bus_url(url)
    while True:
        try:
            _, writer = await asyncio.open_connection(address.host, address.port)
        except OSError:
            await asyncio.sleep(_LOOK_S)
            continue
        writer.close()
        await writer.wait_closed()
        return


async def run(config: FleetConfig) -> None:
    """Simulate until SIGTERM or Ctrl-C; raises `ConfigError` when the page's port is taken."""
    stopping = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stopping.set)
    with _listen(config.page_port) as listening:
        fleet = Fleet(config)
        server = _server(fleet)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        playing = asyncio.create_task(fleet.play())
        telling = asyncio.create_task(_tell_when_ready(fleet, config, listening))
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait({stopped, playing, serving}, return_when=asyncio.FIRST_COMPLETED)
        fleet.stop()
        server.should_exit = True
        for task in (stopped, telling, playing):
            task.cancel()
        await asyncio.gather(serving, playing, return_exceptions=stopped.done())


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise ConfigError(f"the page cannot listen on port {port}: {error.strerror}") from error


def _server(fleet: Fleet) -> PageServer:
    return PageServer(
        uvicorn.Config(
            create_app(fleet.picture, fleet.visitor),
            access_log=False,
            log_config=None,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=_GRACE_S,
        )
    )


async def _tell_when_ready(fleet: Fleet, config: FleetConfig, listening: socket.socket) -> None:
    """Write where the page is, whole or not at all, once it has something to show."""
    await fleet.has_heard()
    page = f"http://{HOST}:{listening.getsockname()[1]}"
    part = config.ready.with_suffix(".part")
    part.write_text(json.dumps({"page": page}), encoding="utf-8")
    part.replace(config.ready)


def main(path: Path) -> int:
    """Run by a configuration file; the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        asyncio.run(run(load_config(path)))
    except ConfigError as error:
        log.error("%s", error)  # noqa: TRY400 - a person reads it
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
