"""How the API answers: JSON, and what the OpenAPI document says of problems."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from fastapi import Response

from hall.web.problems import MEDIA_TYPE
from hall.web.shapes import Body

PROBLEM_SCHEMA: Final = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "text", "facts"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; listed at /api/v1/problems."},
        "detail": {"type": "string", "description": "In the language of Accept-Language."},
        "text": {
            "type": "object",
            "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
        },
        "facts": {"type": "object"},
    },
}
"""Problem details, as the OpenAPI document describes them."""

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Kept: `json.dumps` makes an encoder for each answer."""


def json_answer(document: Any, status: int = HTTPStatus.OK) -> Response:
    """An answer; texts stay readable."""
    return Response(_encode(document).encode(), status, media_type="application/json")


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an operation's description says of its problems."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    always = (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.TOO_MANY_REQUESTS,
    )
    return {
        int(each): {"description": HTTPStatus(each).phrase, "content": content}
        for each in sorted({*always, *statuses})
    }


def describe_body(endpoint: Callable[..., Any], body: type[Body]) -> None:
    """Say which body an endpoint of a table takes; one whose fields may all be left out may too.

    The framework reads it from the function, whose code cannot name it.
    """
    endpoint.__annotations__["body"] = body
    if not any(each.is_required() for each in body.model_fields.values()):
        endpoint.__kwdefaults__ = {"body": body()}
