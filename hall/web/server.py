"""The web server: uvicorn in the hall's own loop, stopped by the hall and not by signals."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI

from hall.errors import ConfigError
from hall.web.whole_answers import WholeAnswers

_STARTING_S: Final = 0.02
_GRACE_S: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The files to serve over TLS with."""

    chain: Path
    key: Path


class WebServer(uvicorn.Server):
    """Serves the pages until it is told to stop."""

    def __init__(self, app: FastAPI, host: str, port: int, tls: Certificate | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                http=WholeAnswers,
                ws="none",
                access_log=False,
                log_config=None,
                server_header=False,
                timeout_graceful_shutdown=_GRACE_S,
                ssl_certfile=tls.chain if tls else None,
                ssl_keyfile=tls.key if tls else None,
            )
        )
        self._app = app
        self._task: asyncio.Task[None] | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone: the program that starts us decides when to stop, and stops clean."""
        yield

    @property
    def port(self) -> int:
        """The port that was found free, when 0 was asked for."""
        port: int = self.servers[0].sockets[0].getsockname()[1]
        return port

    async def begin(self) -> None:
        """Start to serve; raises `ConfigError` when the address cannot be had."""
        self._task = asyncio.create_task(self._run_to_end())
        while not self.started:
            if self._task.done():
                self._task.result()
                raise ConfigError("the web server did not start")
            await asyncio.sleep(_STARTING_S)

    async def _run_to_end(self) -> None:
        try:
            await self.serve()
        except SystemExit as error:
            where = f"{self.config.host}:{self.config.port}"
            raise ConfigError(f"web: {where} cannot be opened; is it in use?") from error

    async def finish(self) -> None:
        """End all streams, answer what was begun, and stop."""
        self._app.state.rooms.hub.close_streams()
        self.should_exit = True
        if self._task is not None:
            await self._task
