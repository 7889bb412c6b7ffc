"""Who may see and change the catalogue, and what every page of it has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import Depends, Request, Response
from starlette.datastructures import UploadFile

from hall.web.caller import Caller
from hall.web.catalogue.desk import CatalogueDesk
from hall.web.catalogue.words import TABS, place_of, said_of, words_in
from hall.web.language import language_of, told
from hall.web.numerals import whole_number
from hall.web.ordering import Rooms, check_origin
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.signing_in import go_to, pages_of, signed_in

READS: Final = (Permission.CATALOGUE, Permission.JOURNAL)
"""Managers and administrators edit; auditors look."""


async def desk_of(request: Request) -> CatalogueDesk:
    """The draft and the versions; raises `Problem` where the pages run without a store."""
    desk: CatalogueDesk | None = getattr(request.app.state, "catalogue", None)
    if desk is None:
        raise Problem("not_found")
    return desk


Desk = Annotated[CatalogueDesk, Depends(desk_of)]


async def reader(request: Request) -> Caller | Response:
    """Whoever may look, or the way to sign in; raises `Problem`."""
    caller = await signed_in(request)
    if caller is None:
        return go_to(f"/sign-in?to={request.url.path}")
    if not any(map(caller.may, READS)):
        raise Problem("not_allowed", permission=READS[0])
    return caller


Reader = Annotated[Caller | Response, Depends(reader)]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that came with a form, whole."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that our own page sent, by somebody who may edit."""

    caller: Caller
    fields: Mapping[str, str]
    file: Uploaded

    @property
    def seen(self) -> int:
        """The revision of the draft that the page showed."""
        said = whole_number(self.fields.get("seen", ""))
        return -1 if said is None else said


async def filled(request: Request) -> Filled:
    """A form; raises `Problem` for a page of others, and for who may not edit."""
    check_origin(request)
    caller = await signed_in(request)
    if caller is None:
        raise Problem("sign_in_needed")
    async with request.form() as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        uploads = [each for each in form.values() if isinstance(each, UploadFile)]
        read = [Uploaded(each.filename or "file", await each.read()) for each in uploads]
    if fields.get("csrf") != caller.csrf:
        raise Problem("foreign_page")
    if not caller.may(Permission.CATALOGUE):
        raise Problem("not_allowed", permission=Permission.CATALOGUE)
    return Filled(caller, fields, read[0] if read else Uploaded("file", b""))


Form = Annotated[Filled, Depends(filled)]


def _clock(request: Request, at: str) -> str:
    """A stored moment as the hall's clock showed it."""
    rooms: Rooms = request.app.state.rooms
    return f"{datetime.fromisoformat(at).astimezone(rooms.premises.zone):%Y-%m-%d %H:%M}"


def page(
    request: Request,
    caller: Caller,
    template: str,
    *,
    said: str | None = None,
    bad: bool = False,
    **values: Any,
) -> Response:
    """A page of the catalogue; with a sentence on top when something was done or refused."""
    language = language_of(request)
    return render(
        request,
        f"catalogue/{template}.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if bad else HTTPStatus.OK,
        person=caller,
        pages=pages_of(caller),
        tabs=[(path, told(text, language)) for path, text in TABS],
        may_edit=caller.may(Permission.CATALOGUE),
        words=words_in(language),
        told=lambda text: told(text, language),
        clock=partial(_clock, request),
        said_of=lambda finding: said_of(finding, language),
        place_of=lambda finding: place_of(finding, language),
        said=said and words_in(language).get(said, said),
        bad=bad,
        **values,
    )
