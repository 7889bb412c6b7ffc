"""Sends told warnings to an address of the hall's choice, in order; nobody waits for it.

What must not live here: what is told (see `hall.supervision.warnings`), how it is sent (see
`sender`).
"""

import asyncio
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final
from uuid import uuid4

import httpx

from hall.catalogue.text import Text
from hall.supervision.warnings import KIND_NAMES, Told
from hall.web.sender import TIMEOUT_S, NotSent, Sender

log = logging.getLogger(__name__)

MOST_WAITING: Final = 1000
TRIED_FOR_S: Final = 3600.0
LONGEST_PAUSE_S: Final = 300.0


class Webhook:
    """What is to be sent, in order; it lives on the loop where `run` runs."""

    def __init__(self, url: str, secret: str, hall: str, *, first_pause_s: float = 1.0) -> None:
        self._url = url
        self._secret = secret
        self._hall = hall
        self._first_pause_s = first_pause_s
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(MOST_WAITING)

    def tell(self, told: Told) -> None:
        """Have a warning sent; when too much waits, the oldest is dropped and logged."""
        if self._waiting.full():
            with suppress(asyncio.QueueEmpty):
                log.error("a warning was not sent: %s", self._waiting.get_nowait().decode())
        self._waiting.put_nowait(body_of(told, self._hall))

    async def run(self) -> None:
        """Send what comes, one after the other, until cancelled."""
        async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
            sender = Sender(
                client=client,
                url=self._url,
                secret=self._secret,
                again_s=self._first_pause_s,
                longest_pause_s=LONGEST_PAUSE_S,
            )
            while True:
                body = await self._waiting.get()
                try:
                    await sender.send(uuid4().hex, body, for_s=TRIED_FOR_S)
                except NotSent as error:
                    log.warning("a warning was not taken: %s (%s)", body.decode(), error)


def body_of(told: Told, hall: str) -> bytes:
    """A told warning as JSON."""
    standing, reading = told.standing, told.standing.reading
    document: Mapping[str, Any] = {
        "type": f"warning.{told.news}",
        "hall": hall,
        "kind": reading.kind,
        "name": _both(KIND_NAMES[reading.kind]),
        "subject": reading.subject,
        "level": standing.level.name.lower(),
        "value": round(reading.value, 2),
        "since": standing.since.isoformat(),
        "text": _both(told.text),
        "recipients": told.recipients,
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
