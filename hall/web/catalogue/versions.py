"""The pages of publishing and of what was published: versions, differences, looking back."""

import asyncio
from datetime import date, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request, Response

from hall.catalogue.findings import CatalogueError
from hall.catalogue.publishing import LIST_NAMES, published_list
from hall.catalogue.sheet import sheet
from hall.storage.catalogues import TooEarly, Version, VersionIsTaken
from hall.web.caller import Caller
from hall.web.catalogue.bringing_in import in_words
from hall.web.catalogue.desk import CatalogueDesk
from hall.web.catalogue.study import Study, touched, unserved
from hall.web.catalogue.visiting import Desk, Form, Reader, page
from hall.web.ordering import In, Rooms, is_confirmed
from hall.web.problems import Problem
from hall.web.signing_in import go_to

router = APIRouter(include_in_schema=False, prefix="/catalogue")

VersionName = Annotated[str, Path(max_length=64)]
_REFUSED: Final = {
    CatalogueError: "blocked",
    VersionIsTaken: "taken",
    TooEarly: "too_early",
}


@router.get("/publish")
async def publish_page(request: Request, desk: Desk, reader: Reader, wired: In) -> Response:
    """What would be published, and from when."""
    if isinstance(reader, Response):
        return reader
    return await _publish_page(request, desk, reader, wired)


async def _publish_page(
    request: Request,
    desk: CatalogueDesk,
    caller: Caller,
    wired: Rooms,
    wrong: str | None = None,
    **asked: Any,
) -> Response:
    opened = await desk.open()
    good = opened.now.catalogue
    earliest = desk.begun + timedelta(days=1)
    return page(
        request,
        caller,
        "publish",
        said=wrong,
        bad=wrong is not None,
        draft=opened.draft,
        findings=opened.now.findings or (unserved(good, wired.controller.site) if good else ()),
        changes=in_words(opened.before, opened.now),
        touched=touched(opened.before, opened.now),
        earliest=earliest,
        path="/catalogue/publish",
        **{"version": f"{earliest:%Y%m%d}", "begins": earliest, **asked},
    )


@router.post("/publish")
async def publish(request: Request, desk: Desk, form: Form, wired: In) -> Response:
    """Publish the draft; refused while anything is wrong with it, or the password is long ago."""
    if not is_confirmed(request):
        return go_to("/confirm?to=/catalogue/publish")
    version, begins = form.fields.get("version", "").strip(), form.fields.get("begins", "")
    try:
        now = await desk.publish(version, date.fromisoformat(begins), form.caller)
    except ValueError:
        return await _publish_page(request, desk, form.caller, wired, "no_date", version=version)
    except (CatalogueError, VersionIsTaken, TooEarly) as error:
        wrong = _REFUSED[type(error)]
        asked = {"version": version, "begins": begins}
        return await _publish_page(request, desk, form.caller, wired, wrong, **asked)
    done = "done_now" if now else "done_later"
    return await _versions_page(request, desk, form.caller, wired, said=done)


@router.get("/versions")
async def versions_page(
    request: Request, desk: Desk, reader: Reader, wired: In, day: date | None = None
) -> Response:
    """Every version, and the one that a day was lived under."""
    if isinstance(reader, Response):
        return reader
    return await _versions_page(request, desk, reader, wired, day=day)


async def _versions_page(
    request: Request,
    desk: CatalogueDesk,
    caller: Caller,
    wired: Rooms,
    *,
    said: str | None = None,
    day: date | None = None,
) -> Response:
    used = await asyncio.to_thread(desk.shelf.used_on, day) if day else None
    return page(
        request,
        caller,
        "versions",
        said=said,
        versions=await desk.versions(),
        current=wired.controller.catalogue.version,
        today=desk.begun.isoformat(),
        day=day or "",
        used=used,
        path="/catalogue/versions",
    )


@router.get("/versions/{version}")
async def version_page(
    request: Request, desk: Desk, reader: Reader, version: VersionName
) -> Response:
    """A version: what it changed, what today's rules find in it, and its published lists."""
    if isinstance(reader, Response):
        return reader
    read = await _version(desk, version)
    earlier = _before(await desk.versions(), version)
    before = await _version(desk, earlier) if earlier else None
    return page(
        request,
        reader,
        "version",
        version=version,
        earlier=earlier,
        findings=read.findings,
        matters=read.matters,
        changes=in_words(before, read) if before else (),
        touched=touched(before, read) if before else (),
        lists=_lists(read),
        path="/catalogue/versions",
    )


async def _version(desk: CatalogueDesk, version: str) -> Study:
    read = await desk.version(version)
    if read is None:
        raise Problem("not_found")
    return read


def _before(versions: tuple[Version, ...], version: str) -> str | None:
    """The version that was in force before one."""
    names = [each.version for each in versions]
    following = names[names.index(version) + 1 :] if version in names else []
    return following[0] if following else None


def _lists(read: Study) -> list[tuple[Any, Any]]:
    """The lists that are published apart, those that have lines."""
    catalogue = read.catalogue
    if catalogue is None:
        return []
    found = [(name, published_list(catalogue, which)) for which, name in LIST_NAMES.items()]
    return [(name, lines) for name, lines in found if lines]


@router.get("/versions/{version}/matters/{matter}")
async def matter_then(
    request: Request, desk: Desk, reader: Reader, version: VersionName, matter: VersionName
) -> Response:
    """The guide of a matter as it was published then: what a number of that time keeps."""
    if isinstance(reader, Response):
        return reader
    read = await _version(desk, version)
    place = read.place_of(matter)
    if place is None:
        raise Problem("not_found")
    return page(
        request,
        reader,
        "matter_then",
        version=version,
        sheet=await asyncio.to_thread(sheet, read.plain, place, read.findings),
        path="/catalogue/versions",
    )
