"""The pages of single matters: the list, the guide with its findings, the form."""

import asyncio
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response

from hall.catalogue.form import fields_of, matter_from, rows_of
from hall.catalogue.publishing import published
from hall.catalogue.scope import ACT_NAMES, OWNER_NAMES
from hall.catalogue.sheet import COMPELLED, FORMS, LEVELS, SOURCES, TOWNSHIPS, sheet, text_of
from hall.catalogue.text import Text
from hall.catalogue.whole import Plain
from hall.storage.catalogue_draft import DraftMoved
from hall.web.caller import Caller
from hall.web.catalogue.desk import CatalogueDesk, Open
from hall.web.catalogue.study import Study, touched
from hall.web.catalogue.visiting import Desk, Filled, Form, Reader, page
from hall.web.catalogue.words import FIELDS
from hall.web.problems import Problem
from hall.web.signing_in import go_to

router = APIRouter(include_in_schema=False, prefix="/catalogue")

MatterId = Annotated[str, Path(max_length=64)]
_NEW: Final[Plain] = {
    "level": "county",
    "instant": "false",
    "appointment": "false",
    "township": "none",
    "delivery": ["pick_up"],
}


@router.get("")
async def matters_page(
    request: Request,
    desk: Desk,
    reader: Reader,
    *,
    q: Annotated[str, Query(max_length=64)] = "",
    category: Annotated[str, Query(max_length=64)] = "",
    wrong: str = "",
    done: str = "",
) -> Response:
    """All matters of the draft, those that fit a search, or those with findings."""
    if isinstance(reader, Response):
        return reader
    opened = await desk.open()
    lines = [
        each
        for each in _lines(opened)
        if _fits(each["matter"], q)
        and category in {"", each["matter"].get("category")}
        and (not wrong or each["findings"])
    ]
    return page(
        request,
        reader,
        "matters",
        said=done if done == "saved" else None,
        lines=lines,
        q=q,
        category=category,
        wrong=wrong,
        draft=opened.draft,
        count=len(opened.now.findings),
        elsewhere=opened.now.elsewhere,
        categories=_names(opened.now.plain, "categories"),
        path="/catalogue",
    )


def _lines(opened: Open) -> list[dict[str, Any]]:
    """What the list shows of each matter."""
    now, how = opened.now, {each.id: each.how for each in touched(opened.before, opened.now)}
    names = _names(now.plain, "departments")
    return [
        {
            "matter": matter,
            "id": str(matter.get("id", "")),
            "name": text_of(matter.get("name"), {}),
            "departments": [names.get(code, Text(code, code)) for code in _departments(matter)],
            "situation": _situation(matter),
            "promised": _promised(matter),
            "findings": now.findings_of(place),
            "how": how.get(str(matter.get("id", ""))),
        }
        for place, matter in enumerate(now.matters)
    ]


def _items(matter: Plain) -> list[Plain]:
    items = matter.get("sub_items")
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []


def _departments(matter: Plain) -> list[str]:
    return list(dict.fromkeys(str(each.get("department", "")) for each in _items(matter)))


def _situation(matter: Plain) -> int:
    """Which of the four kinds of one thing it would be."""
    names = {str(each.get("name")) for each in _items(matter)}
    return 1 + (len(_departments(matter)) > 1) + 2 * (len(names) > 1)


def _promised(matter: Plain) -> str:
    guide = matter.get("guide")
    limit = guide.get("time_limit") if isinstance(guide, dict) else None
    return str(limit.get("promised_working_days", "")) if isinstance(limit, dict) else ""


def _fits(matter: Plain, words: str) -> bool:
    """Whether a matter has all words somewhere in its names."""
    said = " ".join(
        [
            str(matter.get("id", "")),
            *text_of(matter.get("name"), {}),
            *text_of(matter.get("title"), {}),
            *text_of(matter.get("aliases"), {}),
        ]
    ).lower()
    return all(word in said for word in words.lower().split())


def _names(plain: Plain, section: str) -> dict[str, Text]:
    entries = plain.get(section)
    return {
        str(each.get("code")): text_of(each.get("name"), {})
        for each in (entries if isinstance(entries, list) else [])
        if isinstance(each, dict)
    }


@router.get("/matters/{matter}")
async def matter_page(
    request: Request, desk: Desk, reader: Reader, matter: MatterId, done: str = ""
) -> Response:
    """The guide of a matter, with every finding in its place."""
    if isinstance(reader, Response):
        return reader
    said = done if done == "saved" else None
    return await _matter_page(request, desk, reader, matter, said=said)


async def _matter_page(
    request: Request,
    desk: CatalogueDesk,
    caller: Caller,
    matter: str,
    *,
    said: str | None,
    bad: bool = False,
) -> Response:
    opened = await desk.open()
    place = _known(opened.now, matter)
    good = opened.now.catalogue
    return page(
        request,
        caller,
        "matter",
        said=said,
        bad=bad,
        sheet=await asyncio.to_thread(sheet, opened.now.plain, place, opened.now.findings),
        published=published(good.matters[matter]) if good else (),
        revision=opened.draft.revision,
        path="/catalogue",
    )


def _known(study: Study, matter: str) -> int:
    place = study.place_of(matter)
    if place is None:
        raise Problem("not_found")
    return place


@router.get("/new")
async def new_page(request: Request, desk: Desk, reader: Reader) -> Response:
    """An empty form."""
    if isinstance(reader, Response):
        return reader
    opened = await desk.open()
    return _form_page(request, reader, opened, _NEW, fields_of(_NEW, opened.now.plain))


@router.get("/matters/{matter}/edit")
async def edit_page(request: Request, desk: Desk, reader: Reader, matter: MatterId) -> Response:
    """The form of a matter."""
    if isinstance(reader, Response):
        return reader
    opened = await desk.open()
    old = opened.now.matters[_known(opened.now, matter)]
    return _form_page(request, reader, opened, old, fields_of(old, opened.now.plain))


def _form_page(
    request: Request,
    caller: Caller,
    opened: Open,
    old: Plain,
    fields: dict[str, str],
    *,
    said: str | None = None,
) -> Response:
    plain = opened.now.plain
    materials, sub_items = rows_of(old)
    return page(
        request,
        caller,
        "edit",
        said=said,
        bad=said is not None,
        fields=fields,
        labels=FIELDS,
        matter=old.get("id"),
        materials=materials,
        sub_items=sub_items,
        revision=opened.draft.revision,
        choices={
            "category": _names(plain, "categories"),
            "department": _names(plain, "departments"),
            "level": LEVELS,
            "township": TOWNSHIPS,
            "form": FORMS,
            "source": SOURCES,
            "kind": ACT_NAMES,
            "compelled": COMPELLED,
            "owner": OWNER_NAMES,
        },
        laws=[text_of(each, {}).zh for each in _laws(plain)],
        path="/catalogue",
    )


def _laws(plain: Plain) -> list[Any]:
    terms = plain.get("terms")
    laws = terms.get("laws") if isinstance(terms, dict) else None
    return list(laws.values()) if isinstance(laws, dict) else []


@router.post("/new")
async def add(request: Request, desk: Desk, form: Form) -> Response:
    """Put a new matter into the draft."""
    opened = await desk.open()
    ident = form.fields.get("id", "").strip()
    matter = {"id": ident, **matter_from(form.fields, {}, opened.now.plain)}
    if not ident or opened.now.place_of(ident) is not None:
        return _form_page(request, form.caller, opened, _NEW, dict(form.fields), said="id_taken")
    return await _saved(request, desk, form, matter, None)


@router.post("/matters/{matter}/edit")
async def edit(request: Request, desk: Desk, form: Form, matter: MatterId) -> Response:
    """Put what the form says into the draft."""
    opened = await desk.open()
    old = opened.now.matters[_known(opened.now, matter)]
    return await _saved(
        request, desk, form, matter_from(form.fields, old, opened.now.plain), matter
    )


async def _saved(
    request: Request, desk: Desk, form: Filled, matter: Plain, former: str | None
) -> Response:
    try:
        await desk.put(matter, form.seen, form.caller, former=former)
    except DraftMoved:
        opened = await desk.open()
        return _form_page(request, form.caller, opened, matter, dict(form.fields), said="moved")
    return go_to(f"/catalogue/matters/{matter['id']}?done=saved")


@router.post("/matters/{matter}/remove")
async def remove(request: Request, desk: Desk, form: Form, matter: MatterId) -> Response:
    """Take a matter out of the draft."""
    _known((await desk.open()).now, matter)
    try:
        await desk.drop(matter, form.seen, form.caller)
    except DraftMoved:
        return await _matter_page(request, desk, form.caller, matter, said="moved", bad=True)
    return go_to("/catalogue?done=saved")


@router.post("/discard")
async def discard(desk: Desk, form: Form) -> Response:
    """Give the draft up."""
    await desk.discard(form.caller)
    return go_to("/catalogue")


@router.get("/export")
async def export(desk: Desk, reader: Reader) -> Response:
    """The draft as a file, to be edited elsewhere and imported again."""
    if isinstance(reader, Response):
        return reader
    text = (await desk.open()).draft.text
    headers = {"Content-Disposition": 'attachment; filename="catalogue.yaml"'}
    return Response(text, HTTPStatus.OK, headers, "application/yaml")
