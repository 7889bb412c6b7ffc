"""What every answer and every request is held to: safe headers, and a limit on bodies."""

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hall.web.settings import WebSettings

MOST_BYTES: Final = 64_000
MOST_BYTES_OF: Final = {
    "/catalogue/import": 4_000_000,
    "/catalogue/compare": 4_000_000,
    "/api/v1/receipts": 500_000,
    "/api/v1/receipts/forget": 500_000,
}
"""Where files are uploaded, and a thousand receipts told of at once."""
_OF_NOBODY: Final = "/static/"
"""What lies here is the same for everybody and may be kept; no other answer may."""
_NOT_KEPT: Final = (b"cache-control", b"no-store")


def policy(settings: WebSettings) -> dict[str, str]:
    """The headers of every answer; no page may run or load anything that is not ours."""
    ancestors = " ".join(("'self'", *settings.frame_ancestors))
    headers = {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            f"form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if settings.secure_cookies:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


class Guarded:
    """The application behind safe headers and a limit on what it reads."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        self._headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in policy(settings).items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        of_somebody = not scope["path"].startswith(_OF_NOBODY)
        wanted = [*self._headers, _NOT_KEPT] if of_somebody else self._headers

        async def safe_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                ours = (each for each in wanted if each[0] not in there)
                message["headers"] = [*message["headers"], *ours]
            await send(message)

        most = MOST_BYTES_OF.get(scope["path"], MOST_BYTES)
        await self._app(scope, _limited(receive, most), safe_send)


def _limited(receive: Receive, most: int) -> Receive:
    """Reads the body, and refuses to read more than so many bytes."""
    read = 0

    async def receive_some() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return receive_some
