"""What the catalogue's pages do: read and change the draft, publish, take up; off the loop.

Every change is noted in the journal with who made it. What must not live here: HTTP.
"""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import Engine

from hall.catalogue.findings import CatalogueError
from hall.catalogue.whole import Plain, as_text
from hall.controller.orders import Order
from hall.core import commands as c
from hall.storage.catalogue_draft import Draft, DraftDesk, DraftMoved
from hall.storage.catalogues import CatalogueShelf, Version
from hall.storage.encoding import moment
from hall.web.caller import Caller
from hall.web.catalogue.study import Study, study, unserved
from hall.web.port import HallPort


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """The draft with what it says, and what it began with."""

    draft: Draft
    now: Study
    before: Study


class CatalogueDesk:
    """Draft and versions of one hall's catalogue."""

    def __init__(self, engine: Engine, controller: HallPort) -> None:
        self.shelf = CatalogueShelf(engine)
        self._draft = DraftDesk(engine)
        self._controller = controller
        self._publishing = asyncio.Lock()

    async def open(self) -> Open:
        """The draft as it stands."""
        return await asyncio.to_thread(self._open)

    def _open(self) -> Open:
        draft = self._draft.draft()
        versions = self.shelf.versions()[:1]
        base = self.shelf.text(versions[0].version) if versions else None
        before = study(base or "", "published")
        return Open(draft=draft, now=study(draft.text, "draft"), before=before)

    async def versions(self) -> tuple[Version, ...]:
        """All published versions, the one that begins last first."""
        return await asyncio.to_thread(self.shelf.versions)

    async def version(self, name: str) -> Study | None:
        """A published version under today's rules; None when there is none of that name."""
        text = await asyncio.to_thread(self.shelf.text, name)
        return None if text is None else await asyncio.to_thread(study, text, name)

    async def put(self, matter: Plain, seen: int, caller: Caller, *, former: str | None) -> None:
        """Put one matter into the draft, in the place of its former self if it has one."""
        opened = await self.open()
        place = opened.now.place_of(former) if former else None
        matters = list(opened.now.matters)
        if place is None:
            matters.append(matter)
        else:
            matters[place] = matter
        about = str(matter.get("id", ""))
        await self.change({**opened.now.plain, "matters": matters}, seen, caller, about=about)

    async def drop(self, matter: str, seen: int, caller: Caller) -> None:
        """Take one matter out of the draft, and out of the turns of life that name it."""
        plain = (await self.open()).now.plain
        kept = [each for each in plain.get("matters", []) if each.get("id") != matter]
        events = [
            {**each, "matters": [one for one in each.get("matters", []) if one != matter]}
            for each in plain.get("life_events", [])
        ]
        changed = {**plain, "matters": kept, "life_events": [e for e in events if e["matters"]]}
        await self.change(changed, seen, caller, about=f"-{matter}")

    async def change(self, plain: Plain, seen: int, caller: Caller, *, about: str) -> None:
        """Put another draft in the place of the one seen; raises `DraftMoved`."""
        text = await asyncio.to_thread(as_text, plain)
        if (await asyncio.to_thread(self._draft.draft)).revision != seen:
            raise DraftMoved("somebody else has changed the draft")
        await self._note(caller, c.NoteDraft(about=about))
        at = moment(self._controller.clock.now())
        await asyncio.to_thread(self._draft.change, text, seen=seen, by=caller.id, at=at)

    async def discard(self, caller: Caller) -> None:
        """Give the draft up."""
        await self._note(caller, c.NoteDraft(about="discarded"))
        await asyncio.to_thread(self._draft.discard)

    async def publish(self, version: str, begins: date, caller: Caller) -> bool:
        """Publish the draft from a day on; whether it is in force already.

        Raises `CatalogueError`, `VersionIsTaken` or `TooEarly`.
        """
        opened = await self.open()
        plain = {**opened.now.plain, "version": version, "effective_from": begins.isoformat()}
        text = await asyncio.to_thread(as_text, plain)
        read = await asyncio.to_thread(study, text, "draft")
        wrong = unserved(read.catalogue, self._controller.site) if read.catalogue else read.findings
        if wrong:
            raise CatalogueError(wrong)
        async with self._publishing:
            await self._put(text, caller)
        return await self._take_up(begins, caller)

    async def _put(self, text: str, caller: Caller) -> None:
        """The journal first: no version comes into force that it does not know.

        When the store goes away between the two, the draft is still there to be published again.
        """
        proof = await asyncio.to_thread(self.shelf.check, text, begun=self.begun)
        version, begins = proof.catalogue.version, proof.catalogue.effective_from.isoformat()
        await self._note(
            caller, c.NotePublication(version=version, effective_from=begins, hash=proof.hash)
        )
        at = moment(self._controller.clock.now())
        await asyncio.to_thread(self.shelf.put, proof, by=caller.id, at=at)
        self._controller.editions.add(proof.catalogue)
        await asyncio.to_thread(self._draft.discard)

    @property
    def begun(self) -> date:
        """The last day on which nothing can begin any more: somebody may have a number of it."""
        hall = self._controller.hall
        if hall.day is not None and not hall.order:
            return hall.day - timedelta(days=1)
        last = hall.last_day or hall.day
        now = self._controller.clock.now().astimezone(self._controller.premises.zone)
        return last or now.date() - timedelta(days=1)

    async def _take_up(self, begins: date, caller: Caller) -> bool:
        """Before the first number of the open day, its own version is taken up at once."""
        day = self._controller.hall.day
        if day != begins:
            return False
        premises = self._controller.editions.on(begins)
        command = c.ChangeOffer(offer=premises.offer(begins), plan=premises.plan)
        await self._carry_out(caller, command)
        return True

    async def _note(self, caller: Caller, command: c.Command) -> None:
        await self._carry_out(caller, command)

    async def _carry_out(self, caller: Caller, command: c.Command) -> None:
        ident = f"catalogue/{uuid4()}"
        await self._controller.carry_out(
            Order(id=ident, fingerprint=ident, by=caller.actor, make=lambda _hall, _now: command)
        )
