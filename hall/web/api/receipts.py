"""`/receipts`: another program tells which results can be picked up; kiosks ask before queueing."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Path, Request, Response
from sqlalchemy import Engine

from hall.storage.encoding import moment
from hall.storage.receipts import ReceiptShelf
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.caller import Caller
from hall.web.ordering import Enveloped, In, allowed
from hall.web.permissions import Permission
from hall.web.problems import Problem

router = APIRouter(prefix="/receipts", tags=["receipts"])

Teller = Annotated[Caller, Depends(allowed(Permission.RECEIPTS))]
Asker = Annotated[Caller, Depends(allowed(Permission.RECEIPTS, Permission.ISSUE))]
Receipt = Annotated[str, Path(max_length=64, description="As it stands on the citizen's paper.")]


def open_receipts(app: FastAPI, engine: Engine) -> None:
    """Say where receipts are kept."""
    app.state.receipts = ReceiptShelf(engine)


async def shelf_of(request: Request) -> ReceiptShelf:
    """Where receipts are kept; raises `Problem` in a program that keeps none."""
    shelf: ReceiptShelf | None = getattr(request.app.state, "receipts", None)
    if shelf is None:
        raise Problem("not_found")
    return shelf


Shelf = Annotated[ReceiptShelf, Depends(shelf_of)]


@router.put(
    "", summary="Tell which results are ready", response_model=None, responses=problems(404, 422)
)
async def tell(
    body: shapes.Receipts, wired: In, caller: Teller, _key: Enveloped, shelf: Shelf
) -> Response:
    """Of up to a thousand receipts at once; what was told of one before is replaced."""
    told = {each.receipt: each.ready for each in body.receipts}
    now = moment(wired.controller.clock.now())
    await asyncio.to_thread(shelf.tell, told, at=now, by=caller.id)
    return json_answer({"told": len(told)})


@router.post(
    "/forget", summary="Results were handed out", response_model=None, responses=problems(404, 422)
)
async def forget(
    body: shapes.HandedOut, _caller: Teller, _key: Enveloped, shelf: Shelf
) -> Response:
    """From now on these receipts are only known to have been picked up."""
    return json_answer({"forgotten": await asyncio.to_thread(shelf.hand_out, body.receipts)})


@router.get(
    "/{receipt}",
    summary="Is a result ready?",
    response_model=None,
    responses=problems(404, 422),
)
async def find(receipt: Receipt, _caller: Asker, shelf: Shelf) -> Response:
    """What was told last; `ready` is null for one nobody told of, or that was handed out."""
    known = await asyncio.to_thread(shelf.find, receipt)
    return json_answer(
        {
            "receipt": receipt,
            "ready": known.ready if known and not known.handed_out else None,
            "told_at": known.told_at if known else None,
            "handed_out": known is not None and known.handed_out,
        }
    )
