"""Sends told warnings to an address of the hall's choice: signed, repeated, never waited for.

The signature is that of Standard Webhooks (https://www.standardwebhooks.com): who receives checks
`webhook-signature` over id, time and body, and takes an id once. What must not live here: what is
told (see `hall.supervision.warnings`).
"""

import asyncio
import base64
import hmac
import json
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

import httpx
from tenacity import (
    AsyncRetrying,
    RetryError,
    retry_if_exception_type,
    stop_after_delay,
    wait_exponential_jitter,
)

from hall.catalogue.text import Text
from hall.errors import HallError
from hall.supervision.warnings import KIND_NAMES, Told

log = logging.getLogger(__name__)

MOST_WAITING: Final = 1000
TIMEOUT_S: Final = 10.0
TRIED_FOR_S: Final = 3600.0
LONGEST_PAUSE_S: Final = 300.0
_AGAIN: Final = frozenset({408, 425, 429})
"""Statuses of a request that may be good later; other 4xx are not sent again."""


class NotTaken(HallError):
    """The receiver did not take it now, and may later."""


class Webhook:
    """What is to be sent, in order; it lives on the loop where `run` runs."""

    def __init__(self, url: str, secret: str, hall: str, *, first_pause_s: float = 1.0) -> None:
        self._url = url
        self._secret = secret.encode()
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
            while True:
                body = await self._waiting.get()
                try:
                    await self._send(client, body)
                except (RetryError, httpx.HTTPError) as error:
                    log.warning("a warning was not taken: %s (%s)", body.decode(), error)

    async def _send(self, client: httpx.AsyncClient, body: bytes) -> None:
        ident = uuid4().hex
        async for attempt in AsyncRetrying(
            stop=stop_after_delay(TRIED_FOR_S),
            wait=wait_exponential_jitter(
                multiplier=self._first_pause_s, max=LONGEST_PAUSE_S, jitter=self._first_pause_s
            ),
            retry=retry_if_exception_type((httpx.TransportError, NotTaken)),
        ):
            with attempt:
                headers = signed(self._secret, ident, int(time.time()), body)
                answer = await client.post(self._url, content=body, headers=headers)
                if answer.is_server_error or answer.status_code in _AGAIN:
                    raise NotTaken(f"status {answer.status_code}")
                answer.raise_for_status()


def signed(secret: bytes, ident: str, at: int, body: bytes) -> dict[str, str]:
    """The headers by which a receiver knows that a body is ours and new."""
    digest = hmac.new(secret, f"{ident}.{at}.".encode() + body, sha256).digest()
    return {
        "Content-Type": "application/json",
        "webhook-id": ident,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


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
