"""From errors to answers: problem details for programs, a page for people who browse."""

import logging
from collections.abc import Callable
from datetime import tzinfo
from http import HTTPStatus
from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from hall.controller.premises import named
from hall.core.refusals import Refused
from hall.errors import HallError
from hall.web.api.answers import json_answer
from hall.web.headers import MOST_BYTES, MOST_BYTES_OF
from hall.web.language import wants_english
from hall.web.problems import MEDIA_TYPE, Details, Problem, details_of

_log = logging.getLogger(__name__)
_OF_STATUS: Final = {
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.BAD_REQUEST: "malformed_json",
}


Render = Callable[[Request, Details], Response]


def answer_errors(app: FastAPI, page: Render) -> None:
    """Have every error answered, programs with details and browsers with a page."""

    def _answer(request: Request, error: HallError) -> Response:
        details = details_of(error, zone_of(request), names_for(request, error))
        for_program = request.url.path.startswith("/api/")
        return problem_answer(request, details) if for_program else page(request, details)

    @app.exception_handler(HallError)
    async def hall_error(request: Request, error: HallError) -> Response:
        return _answer(request, error)

    @app.exception_handler(RequestValidationError)
    async def validation_error(request: Request, error: RequestValidationError) -> Response:
        return _answer(request, _of_validation(error))

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        answer = _answer(request, _of_http(error, request.url.path))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(OperationalError)
    async def store_away(request: Request, error: OperationalError) -> Response:
        _log.warning("%s %s: the accounts are away: %s", request.method, request.url.path, error)
        return _answer(request, Problem("store_away"))

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> Response:
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return _answer(request, Problem("fault"))


def _of_validation(error: RequestValidationError) -> Problem:
    wrongs = error.errors()
    if any(each["type"] == "json_invalid" for each in wrongs):
        return Problem("malformed_json")
    fields = [{"at": _place(each["loc"]), "expected": each["msg"]} for each in wrongs]
    return Problem("invalid_request", fields=fields)


def _of_http(error: HTTPException, path: str) -> Problem:
    code = _OF_STATUS.get(HTTPStatus(error.status_code), "fault")
    most = MOST_BYTES_OF.get(path, MOST_BYTES)
    return Problem(code, **({"most_bytes": most} if code == "too_large" else {}))


def _place(location: tuple[Any, ...]) -> str:
    return ".".join(map(str, location))


def problem_answer(request: Request, details: Details) -> Response:
    """Problem details in the language that was asked for."""
    answer = json_answer(details.document(english=wants_english(request)), details.status)
    answer.headers.update({"Content-Type": MEDIA_TYPE, **details.headers})
    return answer


def names_for(request: Request, error: HallError) -> dict[str, tuple[str, str]]:
    """What people call each category and matter, and the clerk that a refusal is about."""
    rooms = request.app.state.rooms
    known = named(rooms.controller.catalogue)
    clerk = error.facts.get("clerk") if isinstance(error, Refused) else None
    return {**known, str(clerk): (rooms.accounts.called(str(clerk)),) * 2} if clerk else known


def zone_of(request: Request) -> tzinfo:
    """The zone that people here read times in."""
    zone: ZoneInfo = request.app.state.zone
    return zone
