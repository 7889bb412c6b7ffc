"""Follow-ups of bad ratings between the records and the writer: who sees one, how one moves on.

Theory of operation. Where a follow-up stands is in the records, not in the hall. So acts take
turns: one reads the state, decides by it, and is committed before the next one reads. The journal
keeps each act with who did it; the records follow in the same commit.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlalchemy import Connection

from hall.controller.orders import Answer, Order
from hall.core import commands as c
from hall.core.events import Event
from hall.core.hall import Hall
from hall.storage.archive import Archive
from hall.storage.follow_ups import (
    Case,
    Done,
    Said,
    all_cases,
    cases_of_visit,
    done_about,
    one_case,
    said_of,
)
from hall.supervision.follow_up_refusals import AppealIsOver, UnknownFollowUp
from hall.supervision.follow_ups import Asked, FollowUpAct, FollowUpState, moved
from hall.web.caller import Caller
from hall.web.ordering import Envelope, In, Rooms
from hall.web.problems import Problem

Found = TypeVar("Found")

_APPEALABLE = (FollowUpState.ANSWERED, FollowUpState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything about one follow-up."""

    case: Case
    said: tuple[Said, ...]
    done: tuple[Done, ...]


def today_of(wired: Rooms) -> date:
    """The day it is, by the hall clock."""
    return wired.controller.clock.now().astimezone(wired.premises.zone).date()


@dataclass(frozen=True, slots=True)
class FollowUpDesk:
    """Where follow-ups are read and moved."""

    wired: Rooms
    archive: Archive | None
    """None where the pages run without records."""

    async def read(self, work: Callable[[Connection], Found]) -> Found:
        """Read in the records, off the loop; raises `Problem` where there are none."""
        if self.archive is None:
            raise Problem("not_found")
        return await asyncio.to_thread(self.archive.read, work)

    async def cases(self, caller: Caller) -> tuple[Case, ...]:
        """All follow-ups but those about whoever asks."""
        found = await self.read(all_cases)
        return tuple(each for each in found if each.follow_up.clerk != caller.id)

    async def file(self, service: str, caller: Caller) -> CaseFile:
        """One follow-up; raises `UnknownFollowUp`, also for whoever was rated."""
        case = await self._case(service)
        if case.follow_up.clerk == caller.id:
            raise UnknownFollowUp
        said = await self.read(partial(said_of, service=service))
        done = await self.read(partial(done_about, service=service))
        return CaseFile(case=case, said=said, done=done)

    async def of_visit(self, visit: str) -> tuple[Case, ...]:
        """The follow-ups of a visit, for its holder."""
        return await self.read(partial(cases_of_visit, visit=visit))

    async def move(self, service: str, asked: Asked, caller: Caller, envelope: Envelope) -> None:
        """Do one thing about a follow-up; raises its refusal."""
        async with self.wired.follow_up_turn:
            case = await self._case(service)
            await self.wired.controller.carry_out(self._order(case, asked, caller, envelope))

    async def _case(self, service: str) -> Case:
        found = await self.read(partial(one_case, service=service))
        if found is None:
            raise UnknownFollowUp
        return found

    def _order(self, case: Case, asked: Asked, caller: Caller, envelope: Envelope) -> Order:
        follow_up = case.follow_up

        def make(_hall: Hall, _now: datetime) -> c.Command:
            self._check_appeal(case, asked)
            after = moved(follow_up, asked, self.wired.profile, self._review_due())
            return c.MoveFollowUp(
                service=follow_up.service,
                visit=follow_up.visit,
                step=follow_up.step + 1,
                act=asked.act,
                state=after.state,
                owner=after.owner,
                due=after.due,
                result=asked.result,
                words=asked.words.strip(),
            )

        def answer(_hall: Hall, _events: tuple[Event, ...]) -> Answer:
            return {"service": follow_up.service}

        return envelope.order(caller, make, answer)

    def _review_due(self) -> date:
        return self.wired.premises.open_days.after(
            today_of(self.wired), self.wired.profile.review_days
        )[-1]

    def may_appeal(self, case: Case) -> bool:
        """Whether its citizen can still say that the reply does not do."""
        if case.follow_up.state not in _APPEALABLE or case.answered_day is None:
            return False
        days = self.wired.premises.open_days.after(
            case.answered_day, self.wired.profile.appeal_days
        )
        return today_of(self.wired) <= days[-1]

    def _check_appeal(self, case: Case, asked: Asked) -> None:
        over = case.follow_up.state in _APPEALABLE and not self.may_appeal(case)
        if asked.act is FollowUpAct.APPEAL and over:
            raise AppealIsOver


async def desk_of(request: Request, wired: In) -> FollowUpDesk:
    """The desk of an application."""
    return FollowUpDesk(wired, getattr(request.app.state, "archive", None))


AtDesk = Annotated[FollowUpDesk, Depends(desk_of)]
