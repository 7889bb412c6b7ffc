"""Warnings posted to a receiver of the hall's choice: signed, once each, again until taken."""

import asyncio
import base64
import hmac
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Self

import pytest

from hall.catalogue.text import Text
from hall.errors import ConfigError
from hall.supervision.warnings import (
    Level,
    News,
    Reading,
    Standing,
    Told,
    WarningKind,
    WarningSettings,
)
from hall.web.webhook import MOST_WAITING, Webhook

SECRET = "between us"
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
PATIENCE_S = 10


def told(value: float = 31) -> Told:
    """A warning."""
    reading = Reading(
        kind=WarningKind.LONG_WAIT, value=value, subject="SS", name=Text("商事登记", "Businesses")
    )
    standing = Standing(reading=reading, level=Level.ORANGE, since=AT, told_at=AT)
    said = Text("有人已等31分钟", "somebody has waited 31 minutes")
    return Told(news=News.RAISED, standing=standing, recipients=("值班长",), text=said)


class Receiver:
    """Answers with one status after the other, the last one for ever."""

    def __init__(self, *statuses: int) -> None:
        self._statuses = list(statuses)
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.came = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/warnings"
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in head)
        }
        self.heard.append((headers, await reader.readexactly(int(headers["content-length"]))))
        status = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        writer.write(
            f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        self.came.set()

    async def hears(self, how_many: int) -> None:
        """Wait for so many posts."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.heard) < how_many:
                self.came.clear()
                await self.came.wait()


async def _posted(receiver: Receiver, how_many: int, *warnings: Told) -> None:
    webhook = Webhook(receiver.url, SECRET, "h01", first_pause_s=0.01)
    sending = asyncio.create_task(webhook.run())
    for each in warnings:
        webhook.tell(each)
    await receiver.hears(how_many)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


def test_a_post_says_all_and_is_signed() -> None:
    """Who has the secret can check that it is ours, and when it was sent."""

    async def story() -> None:
        async with Receiver(204) as receiver:
            await _posted(receiver, 1, told())
        ((headers, body),) = receiver.heard
        said = json.loads(body)
        assert (said["type"], said["kind"], said["level"]) == (
            "warning.raised", "long_wait", "orange"
        )  # fmt: skip
        assert (said["subject"], said["recipients"]) == ("SS", ["值班长"])
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        digest = hmac.new(SECRET.encode(), signed, sha256).digest()
        assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"

    asyncio.run(story())


def test_it_is_sent_again_under_its_id_until_it_is_taken() -> None:
    """A receiver that is down for a while misses nothing, and can tell repeats apart."""

    async def story() -> None:
        async with Receiver(503, 429, 200) as receiver:
            await _posted(receiver, 4, told(31), told(46))
        idents = [headers["webhook-id"] for headers, _ in receiver.heard]
        assert len(set(idents[:3])) == 1
        assert idents[3] not in idents[:3]

    asyncio.run(story())


def test_what_a_receiver_does_not_want_is_not_sent_again() -> None:
    """A 404 is final: the next warning has its turn."""

    async def story() -> None:
        async with Receiver(404, 200) as receiver:
            await _posted(receiver, 2, told(31), told(46))
        values = [json.loads(body)["value"] for _, body in receiver.heard]
        assert values == [31, 46]

    asyncio.run(story())


def test_telling_waits_for_nobody() -> None:
    """However many cannot be sent, the hall goes on; the newest are kept."""

    async def story() -> None:
        webhook = Webhook("http://127.0.0.1:9/nobody", SECRET, "h01")
        for _ in range(MOST_WAITING + 5):
            webhook.tell(told())

    asyncio.run(story())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"webhook": "ftp://x", "webhook_secret": "s"}, "expected https"),
        ({"webhook": "https://x"}, "expected webhook_secret"),
        ({"every_s": 0.0}, "above 0"),
    ],
)
def test_settings_that_cannot_work_are_refused(wrong: dict[str, object], said: str) -> None:
    """An address that is none, no secret, no time between two looks."""
    with pytest.raises(ConfigError, match=said):
        WarningSettings(**wrong)  # type: ignore[arg-type]
