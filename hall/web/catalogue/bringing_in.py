"""The pages of import and comparison: a file is looked at first, and taken on a second word."""

import asyncio
from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Final

from fastapi import APIRouter, Request, Response

from hall.catalogue.comparison import Comparison, compare
from hall.catalogue.difference import Change, difference
from hall.catalogue.findings import CatalogueError, Finding
from hall.catalogue.model import Catalogue
from hall.catalogue.tables import COLUMNS, matters_from, names_from
from hall.catalogue.whole import as_plain, with_matters
from hall.storage.catalogue_draft import DraftMoved
from hall.web.caller import Caller
from hall.web.catalogue.study import Study, study, touched
from hall.web.catalogue.visiting import Desk, Form, Reader, page
from hall.web.ordering import In
from hall.web.signing_in import go_to

router = APIRouter(include_in_schema=False, prefix="/catalogue")

_KEPT: Final = 8
"""How many previews are kept until they are taken; the oldest goes first."""
_YAML: Final = (".yaml", ".yml")


class Previews:
    """What was uploaded and not taken yet, with the revision that it was looked at against."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, int]] = {}

    def keep(self, text: str, seen: int) -> str:
        """Keep a text; gives the word that takes it."""
        word = token_urlsafe(16)
        self._kept[word] = (text, seen)
        while len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)))
        return word

    def take(self, word: str) -> tuple[str, int] | None:
        """A kept text, once."""
        return self._kept.pop(word, None)


def _previews(request: Request) -> Previews:
    previews: Previews = request.app.state.previews
    return previews


@router.get("/import")
async def import_page(request: Request, reader: Reader) -> Response:
    """Where a file is uploaded."""
    if isinstance(reader, Response):
        return reader
    return _import_page(request, reader)


def _import_page(
    request: Request,
    caller: Caller,
    wrong: str | None = None,
    refused: Sequence[Finding] = (),
) -> Response:
    return page(
        request,
        caller,
        "import",
        said=wrong,
        bad=wrong is not None or bool(refused),
        refused=refused,
        columns=list(COLUMNS),
        path="/catalogue/import",
    )


@router.post("/import")
async def preview(request: Request, desk: Desk, form: Form) -> Response:
    """What a file would change in the draft."""
    opened = await desk.open()
    name, content = form.file.name, form.file.content
    try:
        text = await asyncio.to_thread(_drafted, opened.draft.text, name, content)
    except CatalogueError as error:
        return _import_page(request, form.caller, refused=error.findings)
    would = await asyncio.to_thread(study, text, "draft")
    return page(
        request,
        form.caller,
        "preview",
        name=name,
        word=_previews(request).keep(text, opened.draft.revision),
        changes=in_words(opened.now, would),
        touched=touched(opened.now, would),
        findings=would.findings,
        path="/catalogue/import",
    )


def _drafted(text: str, name: str, content: bytes) -> str:
    """The draft after a file: a whole catalogue replaces it, a table changes what it says."""
    if name.lower().endswith(_YAML):
        whole = content.decode("utf-8-sig", errors="replace")
        as_plain(whole, name)
        return whole
    return with_matters(text, "draft", matters_from(content, name))


def in_words(before: Study, after: Study) -> tuple[Change, ...] | None:
    """What changed, sentence by sentence; None while one of them cannot be read."""
    if before.catalogue is None or after.catalogue is None:
        return None
    return difference(before.catalogue, after.catalogue)


@router.post("/import/take")
async def take(request: Request, desk: Desk, form: Form) -> Response:
    """Put what was looked at into the draft."""
    kept = _previews(request).take(form.fields.get("word", ""))
    if kept is None:
        return _import_page(request, form.caller, "again")
    text, seen = kept
    plain = await asyncio.to_thread(as_plain, text, "draft")
    try:
        await desk.change(plain, seen, form.caller, about=form.fields.get("name", "")[:64])
    except DraftMoved:
        return _import_page(request, form.caller, "moved")
    return go_to("/catalogue?done=saved")


@router.get("/compare")
async def compare_page(request: Request, reader: Reader) -> Response:
    """Where a list from above is uploaded."""
    if isinstance(reader, Response):
        return reader
    return _compare_page(request, reader)


def _compare_page(
    request: Request,
    caller: Caller,
    found: Comparison | None = None,
    refused: Sequence[Finding] = (),
) -> Response:
    return page(
        request,
        caller,
        "compare",
        bad=bool(refused),
        refused=refused,
        found=found,
        path="/catalogue/compare",
    )


@router.post("/compare")
async def compared(request: Request, form: Form, wired: In) -> Response:
    """How the catalogue in force stands to a list from above."""
    name, content = form.file.name, form.file.content
    try:
        found = await asyncio.to_thread(_compared, wired.controller.catalogue, name, content)
    except CatalogueError as error:
        return _compare_page(request, form.caller, refused=error.findings)
    return _compare_page(request, form.caller, found)


def _compared(catalogue: Catalogue, name: str, content: bytes) -> Comparison:
    return compare(catalogue, names_from(content, name))
