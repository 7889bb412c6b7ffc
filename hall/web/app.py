"""Puts the web application together; the only place where its parts are wired."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.types import Lifespan

from hall.storage.archive import Archive
from hall.supervision.follow_ups import PROFILES, Profile
from hall.web import (
    account_pages,
    day_page,
    design_page,
    design_plan,
    follow_up_pages,
    foresight_pages,
    inspection_page,
    journal_page,
    own_ratings_page,
    pad_counts,
    pages,
    plan_changes_page,
    public_pages,
    report_pages,
    rules_page,
    signing_in,
    staffing_page,
    what_if_page,
)
from hall.web.accounts import Accounts
from hall.web.answering import answer_errors
from hall.web.api import (
    advice,
    appointments,
    clock,
    events,
    plans,
    ratings,
    reading,
    receipts,
    slips,
    tickets,
    visits,
    warnings,
    wide,
    windows,
)
from hall.web.api.answers import PROBLEM_SCHEMA
from hall.web.catalogue import bringing_in, lists, matters, versions
from hall.web.catalogue.bringing_in import Previews
from hall.web.catalogue.desk import CatalogueDesk
from hall.web.headers import Guarded
from hall.web.hub import Hub
from hall.web.ordering import Rooms
from hall.web.pages import problem_page
from hall.web.port import HallPort
from hall.web.presses import Presses
from hall.web.settings import WebSettings
from hall.web.topics import state_of

API: Final = "/api/v1"
_ABOUT: Final = (
    "Numbers, windows, plan, ratings and changes of one hall. Every POST and PUT brings an "
    "`Idempotency-Key`; programs bring `Authorization: Bearer <key>`. Problems follow RFC 9457."
)
_API_ROUTERS: Final = (
    tickets.router,
    appointments.router,
    windows.router,
    slips.router,
    visits.router,
    ratings.router,
    plans.router,
    reading.router,
    receipts.router,
    events.router,
    clock.router,
    warnings.router,
    wide.router,
    advice.router,
)
_PAGE_ROUTERS: Final = (
    signing_in.router,
    pages.router,
    public_pages.router,
    account_pages.router,
    report_pages.router,
    day_page.router,
    plan_changes_page.router,
    staffing_page.router,
    what_if_page.router,
    foresight_pages.router,
    follow_up_pages.router,
    own_ratings_page.router,
    pad_counts.router,
    journal_page.router,
    inspection_page.router,
    design_page.router,
    design_plan.router,
    rules_page.router,
    matters.router,
    lists.router,
    bringing_in.router,
    versions.router,
)


def create_app(
    controller: HallPort,
    accounts: Accounts,
    settings: WebSettings,
    archive: Archive | None = None,
    profile: Profile = PROFILES["default"],
) -> FastAPI:
    """The pages and the API of a running hall; without an archive, there are no reports."""
    hub = Hub(controller, lambda topic: state_of(controller, topic))
    presses = Presses(controller)
    controller.tell_of_desk(lambda: hub.is_heard("desk"))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        hub.start()
        presses.start()
        await accounts.learn_names()
        sweeping = asyncio.create_task(accounts.sessions.keep_swept())
        yield
        sweeping.cancel()
        presses.stop()
        await hub.stop()

    app = _empty(lifespan)
    app.state.rooms = Rooms(
        controller=controller,
        accounts=accounts,
        settings=settings,
        hub=hub,
        presses=presses,
        profile=profile,
    )
    app.state.zone = controller.premises.zone
    app.state.archive = archive
    _furnish(app)
    answer_errors(app, problem_page)
    app.add_middleware(Guarded, settings=settings)
    _describe(app)
    return app


def open_catalogue(app: FastAPI, engine: Engine) -> None:
    """Give the pages the draft and the versions of the catalogue; the engine writes."""
    app.state.catalogue = CatalogueDesk(engine, app.state.rooms.controller)
    app.state.previews = Previews()


def _empty(lifespan: Lifespan[FastAPI]) -> FastAPI:
    """An application with nothing in it yet."""
    return FastAPI(
        title="Service hall",
        version="1",
        description=_ABOUT,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # it looks at each request
        lifespan=lifespan,
    )


def _furnish(app: FastAPI) -> None:
    """Give the application its API, its pages and what they are drawn with."""
    for router in _API_ROUTERS:  # not by one more router: each is walked through by every request
        app.include_router(router, prefix=API)
    for router in _PAGE_ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("hall.web", "static")]))


def _describe(app: FastAPI) -> None:
    """Add to the OpenAPI document what the framework does not know."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        document = plain()
        parts = document.setdefault("components", {})
        parts.setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
        parts["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{"key": []}]
        return document

    app.openapi = described  # type: ignore[method-assign]
