"""Warnings over HTTP: those that stand, and that somebody sees to one."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from hall.core import commands as c
from hall.core.hall import Hall
from hall.supervision.warnings import WarningKind
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.caller import Caller
from hall.web.documents.warnings import warnings_document
from hall.web.ordering import Enveloped, In, allowed
from hall.web.permissions import Permission
from hall.web.problems import Problem

router = APIRouter(prefix="/warnings", tags=["warnings"])

Warned = Annotated[Caller, Depends(allowed(Permission.SET_PLAN))]
Kind = Annotated[WarningKind, Path(description="What is warned of.")]


@router.get("", summary="Warnings that stand", response_model=None, responses=problems())
async def warnings(wired: In, _caller: Warned) -> Response:
    """The worst first, each with its level, since when it stands, and who sees to it."""
    return json_answer(warnings_document(wired.controller.watch))


@router.post(
    "/{kind}/acknowledge",
    summary="See to a warning",
    response_model=None,
    responses=problems(404, 422, 503),
)
async def acknowledge(
    kind: Kind, body: shapes.Warned, wired: In, caller: Warned, envelope: Enveloped
) -> Response:
    """It is told again only when it gets worse."""
    watch = wired.controller.watch
    standing = watch.board.get((kind, body.subject))
    if standing is None:
        raise Problem("not_found")
    level = standing.level.name.lower()

    def make(_hall: Hall, _now: datetime) -> c.Command:
        return c.AcknowledgeWarning(kind=kind, subject=body.subject, level=level)

    await wired.controller.carry_out(envelope.order(caller, make, lambda _hall, _events: {}))
    watch.acknowledge((kind, body.subject), caller.id, wired.controller.clock.now())
    wired.hub.refresh()
    return json_answer(warnings_document(watch))
