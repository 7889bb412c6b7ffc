"""The few things that simulated people do over the hall's HTTP API: sit down, go home, set speed.

What must not live here: messages of the bus.
"""

import json
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from uuid import uuid4

from hall.errors import HallError

_TIMEOUT_S: Final = 5.0


class ApiRefused(HallError):
    """The API did not do what it was asked; says why."""


class HallApi:
    """A hall's API with the key in its ready file, which is read when it is first needed."""

    def __init__(self, ready: Path) -> None:
        self._ready = ready

    @property
    def is_there(self) -> bool:
        """Whether the hall has said that it is ready."""
        return self._ready.exists()

    def open_window(self, window: int, clerk: str) -> None:
        """Sit down at a window; raises `ApiRefused`."""
        self._send("POST", f"windows/{window}/open", {"clerk": clerk})

    def close_window(self, window: int) -> None:
        """Leave a window; raises `ApiRefused`."""
        self._send("POST", f"windows/{window}/close", {})

    def set_rate(self, rate: float) -> None:
        """Let the hall clock run faster or slower; raises `ApiRefused`."""
        self._send("PUT", "clock", {"rate": rate})

    @cached_property
    def _hall(self) -> dict[str, str]:
        ready: dict[str, str] = json.loads(self._ready.read_text(encoding="utf-8"))
        return ready

    def _send(self, method: str, path: str, body: dict[str, Any]) -> None:
        try:
            request = Request(  # noqa: S310 - the address is the hall's own
                f"{self._hall['http']}/api/v1/{path}",
                data=json.dumps(body).encode(),
                method=method,
                headers={
                    "Authorization": f"Bearer {self._hall['api_key']}",
                    "Content-Type": "application/json",
                    "Idempotency-Key": uuid4().hex,
                },
            )
            with urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - the same
                answer.read()
        except HTTPError as error:
            raise ApiRefused(_told(error)) from error
        except (URLError, OSError, ValueError, KeyError) as error:
            raise ApiRefused(f"the hall's API does not answer: {error}") from error


def _told(error: HTTPError) -> str:
    """What a problem document says."""
    try:
        problem = json.loads(error.read())
    except ValueError:
        return str(error)
    return str(problem.get("detail") or problem.get("title") or error)
