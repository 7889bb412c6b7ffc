"""Routes whose endpoints are called straight: what they need is found out once, at the start.

The framework describes such a route like any other. At a request it is left out as long as nothing
is wrong: its solver takes most of the time that a number costs the loop. Whatever is not as it
should be (a body or a path that does not fit, another content type) goes to the framework's own
way, which says what is wrong. What must not live here: what an endpoint needs (see `ordering`).
"""

import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from inspect import Parameter, iscoroutinefunction, signature
from typing import Annotated, Any, Final, get_args, get_origin

from fastapi import Request, Response
from fastapi.params import Depends, Path
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter
from starlette.requests import ClientDisconnect

_JSON: Final = "application/json"
_UNUSABLE: Final = (ValueError, RecursionError, ClientDisconnect)
"""What makes a request one for the framework; pydantic's errors are values' errors too."""

Answering = Callable[[Request], Coroutine[Any, Any, Response]]
Need = Callable[[Request], Awaitable[Any]]
"""A dependency that needs the request alone."""


class StraightRoute(APIRoute):
    """A route that calls its endpoint straight, if it is one of the kind that this file knows.

    A dependency of `include_router` is not seen here: give it to the router itself.
    """

    def get_route_handler(self) -> Answering:
        """The framework's hook: how a request is answered."""
        by_framework = super().get_route_handler()
        plan = plan_of(self.endpoint, [each.dependency for each in self.dependencies])
        if plan is None:
            return by_framework

        async def answer(request: Request) -> Response:
            try:
                values = await plan.read(request)
            except _UNUSABLE:
                return await by_framework(request)
            for need in plan.before:
                await need(request)
            for name, need in plan.needs.items():
                values[name] = await need(request)
            response: Response = await self.endpoint(**values)
            return response

        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an endpoint is called with, in the order in which the framework finds it out."""

    before: tuple[Need, ...]
    """What must let a request through, and gives nothing."""
    needs: Mapping[str, Need]
    path: Mapping[str, "TypeAdapter[Any]"]
    body: type[BaseModel] | None
    body_left_out: BaseModel | None
    """What an empty body stands for, where it may be empty."""

    async def read(self, request: Request) -> dict[str, Any]:
        """What a request carries; raises one of `_UNUSABLE`, before anything was asked or held."""
        values = {
            name: adapter.validate_python(request.path_params[name])
            for name, adapter in self.path.items()
        }
        if self.body is not None:
            values["body"] = self._checked(await request.body(), request.headers)
        return values

    def _checked(self, raw: bytes, headers: Mapping[str, str]) -> BaseModel:
        if not raw and self.body_left_out is not None:
            return self.body_left_out
        if self.body is None or headers.get("content-type") != _JSON:
            raise ValueError("not JSON")
        return self.body.model_validate(json.loads(raw))


def plan_of(endpoint: Callable[..., Any], before: list[Callable[..., Any] | None]) -> Plan | None:
    """How an endpoint is called straight; None when it asks for what only the framework knows."""
    asked = signature(endpoint, eval_str=True)
    parameters = asked.parameters
    needs = {name: each for name in parameters if (each := _need(parameters[name]))}
    path = {name: found for name in parameters if (found := _in_path(parameters[name]))}
    body = parameters.get("body")
    known = needs.keys() | path.keys() | ({"body"} if body and _is_body(body) else set())
    if known != parameters.keys() or asked.return_annotation is not Response:
        return None
    if not all(map(_is_straight, [*before, *needs.values()])):
        return None
    return Plan(
        before=tuple(each for each in before if each is not None),
        needs=needs,
        path=path,
        body=body.annotation if body else None,
        body_left_out=body.default if body and body.default is not Parameter.empty else None,
    )


def _need(parameter: Parameter) -> Need | None:
    found = [each for each in _said_of(parameter) if isinstance(each, Depends)]
    return found[0].dependency if found else None


def _in_path(parameter: Parameter) -> "TypeAdapter[Any] | None":
    found = any(isinstance(each, Path) for each in _said_of(parameter))
    return TypeAdapter(parameter.annotation) if found else None


def _said_of(parameter: Parameter) -> tuple[Any, ...]:
    annotation = parameter.annotation
    return get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()


def _is_body(parameter: Parameter) -> bool:
    return isinstance(parameter.annotation, type) and issubclass(parameter.annotation, BaseModel)


def _is_straight(need: Callable[..., Any] | None) -> bool:
    """Whether a dependency needs the request alone; a name with `_` is there to be described."""
    if not iscoroutinefunction(need):
        return False
    names = [each for each in signature(need).parameters if not each.startswith("_")]
    return names == ["request"]
