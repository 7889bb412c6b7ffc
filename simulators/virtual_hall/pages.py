"""The page over HTTP: its files, the stream of its pieces, and what visitors do.

What must not live here: what the pieces show (see `drawing`), how acts are carried out.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from hall.errors import HallError
from simulators.virtual_hall.acts import ACT, Actor
from simulators.virtual_hall.picture import Picture

_PAUSE_S: Final = 0.08
"""The least time between two parts of the stream."""
_STATIC: Final = Path(str(files("simulators") / "virtual_hall" / "static"))
_JSON: Final = "application/json"


def create_app(picture: Picture, actor: Actor) -> Starlette:
    """The page's server."""

    async def live(_request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_stream(picture), headers=headers, media_type="text/event-stream")

    async def act(request: Request) -> Response:
        if request.headers.get("content-type") != _JSON:  # no page of another origin may send it
            return _problem(415, "expected application/json")
        try:
            done = await actor.act(ACT.validate_json(await request.body()))
        except ValidationError as error:
            return _problem(422, "; ".join(each["msg"] for each in error.errors()))
        except HallError as error:
            return _problem(409, str(error))
        return JSONResponse(done)

    async def index(_request: Request) -> Response:
        return FileResponse(_STATIC / "index.html", headers={"Cache-Control": "no-cache"})

    return Starlette(
        routes=[
            Route("/", index),
            Route("/live", live),
            Route("/act", act, methods=["POST"]),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ]
    )


def _problem(status: int, text: str) -> Response:
    return JSONResponse({"error": text}, status_code=status)


async def _stream(picture: Picture) -> AsyncIterator[bytes]:
    """All pieces, and then those that change, until the picture is closed."""
    revision = 0
    while not picture.closed:
        revision, pieces = picture.since(revision)
        text = json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))
        yield f"data: {text}\n\n".encode()
        await asyncio.sleep(_PAUSE_S)
        await picture.change(revision)
