"""A clerk's own ratings, in groups; what makes a group is in `hall.supervision.own_ratings`."""

from functools import partial
from typing import Final

from fastapi import APIRouter, Request, Response

from hall.storage.own_ratings import given_to
from hall.supervision.own_ratings import LEAST, rating_groups
from hall.web.follow_ups import AtDesk, today_of
from hall.web.page_texts import LEVELS, REASONS
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.signing_in import go_to, pages_of, signed_in

router = APIRouter(include_in_schema=False)

SHOWN: Final = 12
"""How many groups are shown, the latest first."""


@router.get("/my-ratings")
async def my_ratings(request: Request, desk: AtDesk) -> Response:
    """What citizens said of one's own services, from the next working day on."""
    caller = await signed_in(request)
    if caller is None:
        return go_to("/sign-in?to=/my-ratings")
    if not caller.may(Permission.WORK):
        raise Problem("not_allowed", permission=Permission.WORK)
    today = desk.wired.controller.hall.last_day or today_of(desk.wired)
    given = await desk.read(partial(given_to, clerk=caller.id, year=today.year))
    groups = list(rating_groups(given, today))
    return render(
        request,
        "my_ratings.html",
        person=caller,
        pages=pages_of(caller),
        groups=groups[: -SHOWN - 1 : -1],
        least=LEAST,
        levels=LEVELS,
        reasons={code: text for code, text, _ in REASONS},
    )
