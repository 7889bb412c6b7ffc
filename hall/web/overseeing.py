"""What a running hall does by itself beside its queue: warnings every few seconds, bulletins daily.

Tasks on the loop; the work itself is done off it. What must not live here: readings, figures.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, time
from functools import partial
from typing import Final

from fastapi import FastAPI

from hall.bulletins.issuing import is_due, issue_at
from hall.bulletins.making import Setting
from hall.controller.watch import Seen
from hall.storage.acknowledged import acknowledged
from hall.storage.archive import Archive
from hall.storage.shifts import working_since
from hall.supervision.warnings import Level, Told, WarningKind, WarningSettings
from hall.web.ordering import Rooms
from hall.web.port import HallPort
from hall.web.webhook import Webhook
from hall.web.work_apart import in_a_process

log = logging.getLogger(__name__)

_LOOK_S: Final = 5.0
"""How often, in real time, it is asked whether the bulletins' hour has come."""


async def oversee(
    settings: WarningSettings, app: FastAPI, archive: Archive, parts: ExitStack
) -> None:
    """Watch the hall from now on, and tell where the settings say."""
    rooms: Rooms = app.state.rooms
    port = rooms.controller
    port.watch.settings = settings
    since = partial(working_since, day=port.hall.day)
    for window, at in await asyncio.to_thread(archive.read, since):
        port.watch.works_since(window, at)
    for each in await asyncio.to_thread(archive.read, acknowledged):
        key = (WarningKind(each.kind), each.subject)
        port.watch.recall(key, Seen(by=each.by, at=each.at, level=Level[each.level.upper()]))
    tell = None
    if settings.webhook:
        webhook = Webhook(settings.webhook, settings.webhook_secret, port.site.code)
        sending = asyncio.create_task(webhook.run())
        parts.callback(sending.cancel)
        tell = webhook.tell
    watching = asyncio.create_task(keep_watch(port, rooms.hub.refresh, tell))
    parts.callback(watching.cancel)


async def keep_watch(
    port: HallPort, refresh: Callable[[], None], tell: Callable[[Told], None] | None
) -> None:
    """Look again and again; a look that fails is logged, and the next one comes all the same."""
    stop = port.listen(port.watch.heard)
    try:
        while True:
            try:
                await look(port, refresh, tell)
            except Exception:  # one bad look must not end the watch
                log.exception("the hall was not looked at")
            await asyncio.sleep(port.watch.settings.every_s)
    finally:
        stop()


async def look(
    port: HallPort, refresh: Callable[[], None], tell: Callable[[Told], None] | None
) -> None:
    """One look at the hall as it was last committed, off the loop."""
    before = port.watch.board
    told = await asyncio.to_thread(port.watch.look, port.hall, port.catalogue, port.clock.now())
    if port.watch.board != before:
        refresh()
    if tell is not None:
        for each in told:
            tell(each)


def keep_bulletins(url: str, at: time, app: FastAPI, parts: ExitStack) -> None:
    """From now on, make the bulletins that are due each day at an hour of the hall's clock."""
    rooms: Rooms = app.state.rooms
    task = asyncio.create_task(_keep_bulletins(url, at, rooms.controller))
    parts.callback(task.cancel)


async def _keep_bulletins(url: str, at: time, port: HallPort) -> None:
    made_on: date | None = None
    while True:
        made_on = await make_due(url, at, port, made_on)
        await asyncio.sleep(_LOOK_S)


async def make_due(url: str, at: time, port: HallPort, made_on: date | None) -> date | None:
    """Make what is due unless the hour has not come or it was done today; the day it was done."""
    now = port.clock.now()
    here = now.astimezone(port.premises.zone)
    if here.time() < at or made_on == here.date():
        return made_on
    await _issue(url, port, now)
    return here.date()


async def _issue(url: str, port: HallPort, now: datetime) -> None:
    """Make what is due in a process of its own: figures and drawing take seconds."""
    setting = Setting(hall=port.site.name, zone=port.premises.zone, catalogue=port.catalogue)
    try:
        if await asyncio.to_thread(is_due, url, setting, now):
            issued = await in_a_process(issue_at, url, setting, now)
            for name in issued.kept:
                log.info("kept bulletin %s", name)
            for name, why in issued.failed.items():
                log.error("bulletin %s was not made, it is tried again tomorrow: %s", name, why)
    except Exception:  # one bad day must not end the bulletins
        log.exception("the bulletins were not made; they are tried again tomorrow")
