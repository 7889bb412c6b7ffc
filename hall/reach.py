"""Whether phones reach the pages: the public address, opened as a phone would open it."""

from http import HTTPStatus
from typing import Final

import httpx

from hall.errors import HallError

_NO_TICKET: Final = "/t/check"
"""The page of a ticket that there is not: the hall answers it with its name."""
_PATIENCE_S: Final = 5.0


class NotReached(HallError):
    """Behind the public address there is not this hall, or nobody from here."""


def open_public_address(address: str, hall: str) -> None:
    """Open the pages from outside; `hall` is the name they show. Raises `NotReached`."""
    try:
        answer = httpx.get(address + _NO_TICKET, timeout=_PATIENCE_S)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotReached(f"{address} does not answer ({error}); is the hall running?") from error
    if answer.status_code != HTTPStatus.NOT_FOUND or hall not in answer.text:
        said = f"{address} answers {answer.status_code}, but not as {hall}"
        raise NotReached(f"{said}; does the proxy pass on /t/, /static/ and /api/?")
