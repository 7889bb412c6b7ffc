"""The pages of what a catalogue has beside its matters: departments, categories, terms, lists."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request, Response

from hall.catalogue.findings import Finding
from hall.catalogue.scope import OWNER_NAMES
from hall.catalogue.section_form import Row, rows_of, uses, with_section
from hall.catalogue.sections import SECTIONS, Section
from hall.catalogue.sheet import CATEGORY_KINDS, text_of
from hall.catalogue.text import Text
from hall.catalogue.whole import Plain
from hall.storage.catalogue_draft import DraftMoved
from hall.web.caller import Caller
from hall.web.catalogue.desk import Open
from hall.web.catalogue.visiting import Desk, Form, Reader, page
from hall.web.catalogue.words import AUDIENCES
from hall.web.problems import Problem
from hall.web.signing_in import go_to

router = APIRouter(include_in_schema=False, prefix="/catalogue/lists")

SectionCode = Annotated[str, Path(max_length=64)]
_HOME: Final = "/catalogue/lists/departments"


@router.get("/{code}")
async def lists_page(
    request: Request, desk: Desk, reader: Reader, code: SectionCode, done: str = ""
) -> Response:
    """One section of the draft as a table to be edited."""
    if isinstance(reader, Response):
        return reader
    said = done if done == "saved" else None
    opened = await desk.open()
    section = _section(code)
    return _page(request, reader, opened, section, rows_of(section, opened.now.plain), said=said)


def _section(code: str) -> Section:
    section = SECTIONS.get(code)
    if section is None:
        raise Problem("not_found")
    return section


def _page(
    request: Request,
    caller: Caller,
    opened: Open,
    section: Section,
    rows: list[Row],
    *,
    said: str | None = None,
    bad: bool = False,
) -> Response:
    plain = opened.now.plain
    placed = {row.path: _findings_of(opened, row) for row in rows}
    taken = {id(found) for each in placed.values() for found in each}
    return page(
        request,
        caller,
        "lists",
        said=said,
        bad=bad,
        section=section,
        sections=SECTIONS.values(),
        rows=rows,
        findings=placed,
        others=[each for each in _within(opened, section) if id(each) not in taken],
        uses=uses(section, plain) if section.used_at else None,
        choices=_choices(plain),
        revision=opened.draft.revision,
        path=_HOME,
    )


def _findings_of(opened: Open, row: Row) -> list[Finding]:
    return [each for each in opened.now.findings if each.path[: len(row.path)] == row.path]


def _within(opened: Open, section: Section) -> list[Finding]:
    return [each for each in opened.now.findings if each.path[: len(section.path)] == section.path]


def _choices(plain: Plain) -> dict[str, Mapping[str, Text]]:
    entries = plain.get("departments")
    departments = {
        str(each.get("code")): text_of(each.get("name"), {})
        for each in (entries if isinstance(entries, list) else [])
        if isinstance(each, dict)
    }
    return {
        "owner": {str(kind): name for kind, name in OWNER_NAMES.items()},
        "category": CATEGORY_KINDS,
        "audience": AUDIENCES,
        "department": departments,
    }


@router.post("/{code}")
async def change(request: Request, desk: Desk, form: Form, code: SectionCode) -> Response:
    """Put what the table says into the draft."""
    section, opened = _section(code), await desk.open()
    changed = with_section(section, form.fields, opened.now.plain)
    if changed == opened.now.plain:
        return go_to(f"/catalogue/lists/{section.code}")
    try:
        await desk.change(changed, form.seen, form.caller, about=section.code)
    except DraftMoved:
        rows = rows_of(section, opened.now.plain)
        return _page(request, form.caller, opened, section, rows, said="moved", bad=True)
    return go_to(f"/catalogue/lists/{section.code}?done=saved")
