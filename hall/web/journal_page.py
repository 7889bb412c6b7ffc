"""The page of the journal: who did what, for managers and auditors; nothing can be changed here.

What must not live here: reading the journal (see `hall.storage.diary`). A rating is a citizen's and
never stands here.
"""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from hall.storage.diary import Deed, deeds
from hall.web.deed_words import about
from hall.web.follow_ups import today_of
from hall.web.language import language_of, translations
from hall.web.ordering import In
from hall.web.page_texts import ACCESS, DEEDS
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.report_pages import archive_of
from hall.web.signing_in import go_to, pages_of, signed_in

router = APIRouter(include_in_schema=False, prefix="/journal")

_SAID_BY_CITIZENS: Final = frozenset({"ServiceRated", "EarlierServiceRated", "FollowUpOpened"})


@router.get("")
async def journal_page(
    request: Request,
    wired: In,
    day: date | None = None,
    by: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """What people did on a day, the latest first."""
    caller = await signed_in(request)
    if caller is None:
        return go_to("/sign-in?to=/journal")
    if not caller.may(Permission.JOURNAL):
        raise Problem("not_allowed", permission=Permission.JOURNAL)
    archive, hall = archive_of(request), wired.controller.hall
    shown = day or hall.day or hall.last_day or today_of(wired)
    reading = partial(deeds, day=shown.isoformat(), by=_account(by.strip(), wired.accounts.names))
    found = await asyncio.to_thread(archive.read, reading)
    language = language_of(request)
    translate = translations(language).gettext
    return render(
        request,
        "journal.html",
        person=caller,
        pages=pages_of(caller),
        day=shown.isoformat(),
        by=by,
        lines=[
            (
                _clock(each, wired.premises.zone),
                each.by,
                translate(_deed(each)),
                about(each.payload, wired, language),
            )
            for each in found
            if each.kind not in _SAID_BY_CITIZENS
        ],
    )


def _account(by: str, names: Mapping[str, str]) -> str | None:
    """The account that is asked for, by its own name or by what its holder is called."""
    holders = [account for account, shown_as in names.items() if shown_as == by]
    return next(iter(holders), by) or None


def _deed(deed: Deed) -> str:
    """What was done, in Chinese."""
    return ACCESS.get(str(deed.payload.get("deed", ""))) or DEEDS.get(deed.kind, deed.kind)


def _clock(deed: Deed, zone: tzinfo) -> str:
    return f"{datetime.fromisoformat(deed.at).astimezone(zone):%H:%M:%S}"
