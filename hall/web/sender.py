"""Sends bodies to an address of the hall's choice: signed, and repeated until they are taken.

The signature is that of Standard Webhooks (https://www.standardwebhooks.com): who receives checks
`webhook-signature` over id, time and body, and takes an id once. What must not live here: what is
told (see `webhook` and `notices`), what waits to be sent.
"""

import base64
import hmac
import time
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Final

import httpx
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    stop_after_delay,
    wait_exponential_jitter,
)

from hall.errors import HallError

TIMEOUT_S: Final = 10.0
_LAST_PORT: Final = 65_535
_AGAIN: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
"""Statuses of a request that may be good later; what is refused else is not sent again."""


class NotSent(HallError):
    """The other side did not take it in time, or does not want it."""


class _Later(NotSent):
    """It was not taken now, and may be later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Where bodies go, and how patiently."""

    client: httpx.AsyncClient
    url: str
    secret: str
    again_s: float
    """The first pause before a repeat; each is about twice the one before."""
    longest_pause_s: float

    async def send(self, ident: str, body: bytes, *, for_s: float) -> None:
        """Send until it is taken, for so many seconds at most; raises `NotSent`."""
        async for attempt in AsyncRetrying(
            retry=retry_if_exception_type(_Later),
            wait=wait_exponential_jitter(
                multiplier=self.again_s, max=self.longest_pause_s, jitter=self.again_s
            ),
            stop=stop_after_delay(for_s),
            reraise=True,
        ):
            with attempt:
                await self._send_once(ident, body)

    async def _send_once(self, ident: str, body: bytes) -> None:
        headers = signed(self.secret.encode(), ident, int(time.time()), body)
        try:
            answer = await self.client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise _Later(f"{type(error).__name__}: {error}") from error
        except Exception as error:  # a fault at one must not end what sends the next
            raise NotSent(f"{type(error).__name__}: {error}") from error
        if answer.is_server_error or answer.status_code in _AGAIN:
            raise _Later(f"status {answer.status_code}")
        if not answer.is_success:
            raise NotSent(f"status {answer.status_code}")


def is_address(text: str) -> bool:
    """Whether it is an address of the web, as far as that is known before something is sent."""
    try:
        address = httpx.URL(text)
        is_web = address.scheme in {"http", "https"} and bool(address.host)
    except (httpx.InvalidURL, ValueError):  # a wrong international name is the latter
        return False
    return is_web and (address.port or 0) <= _LAST_PORT


def signed(secret: bytes, ident: str, at: int, body: bytes) -> dict[str, str]:
    """The headers by which a receiver knows that a body is ours and new."""
    digest = hmac.new(secret, f"{ident}.{at}.".encode() + body, sha256).digest()
    return {
        "Content-Type": "application/json",
        "webhook-id": ident,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
