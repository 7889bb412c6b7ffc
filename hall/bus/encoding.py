"""Messages to JSON and back, checked by pydantic; the only place where the contract is parsed."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from hall.bus.messages import (
    Answer,
    Beat,
    Command,
    DeviceState,
    Event,
    Message,
    Reply,
    Request,
    View,
)
from hall.bus.topics import Channel
from hall.errors import MessageRejected

MAX_PAYLOAD_BYTES = 64_000
_BY_TYPE = Field(discriminator="type")
_WRONGS_SAID = 5
_EXPECTED = {"predicate_failed": "expected a time with its zone, as 2026-03-02T00:30:00Z"}

ADAPTERS: dict[Channel, TypeAdapter[Any]] = {
    Channel.REQUEST: TypeAdapter(Annotated[Request, _BY_TYPE]),
    Channel.REPLY: TypeAdapter(Annotated[Reply, _BY_TYPE]),
    Channel.COMMAND: TypeAdapter(Annotated[Command, _BY_TYPE]),
    Channel.ANSWER: TypeAdapter(Answer),
    Channel.STATE: TypeAdapter(DeviceState),
    Channel.VIEW: TypeAdapter(Annotated[View, _BY_TYPE]),
    Channel.BEAT: TypeAdapter(Beat),
    Channel.EVENT: TypeAdapter(Annotated[Event, _BY_TYPE]),
}
"""What each channel carries."""


def encode(channel: Channel, message: Message) -> bytes:
    """Write a message; raises `MessageRejected` when it is larger than the contract allows."""
    payload: bytes = ADAPTERS[channel].dump_json(message, exclude_none=True)
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise MessageRejected(
            f"{type(message).__name__}: {len(payload)} bytes, at most {MAX_PAYLOAD_BYTES} allowed"
        )
    return payload


def decode(channel: Channel, payload: bytes) -> Message:
    """Read a message; raises `MessageRejected` naming each wrong field and what was expected."""
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise MessageRejected(f"{len(payload)} bytes, at most {MAX_PAYLOAD_BYTES} allowed")
    try:
        message: Message = ADAPTERS[channel].validate_json(payload)
    except ValidationError as error:
        raise MessageRejected(_explain(error)) from error
    return message


def _explain(error: ValidationError) -> str:
    """The first wrong fields with what was expected, without echoing the input."""
    wrongs = error.errors(include_url=False, include_input=False)
    said = [_explain_one(wrong) for wrong in wrongs[:_WRONGS_SAID]]
    if len(wrongs) > len(said):
        said.append(f"and {len(wrongs) - len(said)} more")
    return "; ".join(said)


def _explain_one(wrong: ErrorDetails) -> str:
    where = ".".join(map(str, wrong["loc"])) or "message"
    return f"{where}: {_EXPECTED.get(wrong['type'], wrong['msg'])}"
