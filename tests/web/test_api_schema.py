"""The API asked by its own description: everything it allows, and much that it does not.

Whatever comes, the hall answers as described: no fault of ours, no answer that is not in the
document, no body of another shape.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hall.web.app import API
from hall.web.permissions import EVERYTHING
from tests.fakes.live_hall import LiveHall

CHECKS = [
    status_code_conformance,  # no operation describes a 500
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 15
WINDOWS = 5
LEAST_ASKED = 300


def operations(url: str) -> Iterator[Any]:
    """All that the running hall says it can be asked; streams do not end, and stay out."""
    schema = schemathesis.openapi.from_url(f"{url}{API}/openapi.json")
    for each in schema.exclude(path=f"{API}/events").get_all_operations():
        assert isinstance(each, Ok), each
        yield each.ok()


def ask(operation: Any, authorization: str, keys: Iterator[int]) -> None:
    """Ask one operation whatever its description allows, at windows that there are."""

    @given(case=operation.as_strategy())
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def asked(case: Any) -> None:
        headers = {"Authorization": authorization, "Idempotency-Key": f"key-{next(keys)}"}
        window = case.path_parameters.get("no")
        if isinstance(window, int):
            case.path_parameters["no"] = abs(window) % WINDOWS + 1
        case.call_and_validate(headers=headers, checks=CHECKS)

    asked()


def test_every_answer_is_as_described(live_hall: LiveHall) -> None:
    """A program that may do everything asks anything."""
    key = live_hall.add_key("anything", EVERYTHING)
    keys = count()
    for operation in operations(live_hall.url):
        ask(operation, f"Bearer {key}", keys)
    assert next(keys) > LEAST_ASKED
