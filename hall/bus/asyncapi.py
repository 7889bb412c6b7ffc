"""The message contract as an AsyncAPI 3 document, made from the topics and the messages; pure.

`FLOWS` says which messages each topic carries; everything else is read from the types. Run as a
module it prints the document: `python -m hall.bus.asyncapi`.
"""

import sys
from dataclasses import dataclass
from typing import Any, Final

import yaml
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from hall.bus.encoding import MAX_PAYLOAD_BYTES
from hall.bus.messages import (
    Accepted,
    Answer,
    AskCode,
    AskHelp,
    AskRating,
    AskReceipt,
    AskSlots,
    Beat,
    Beep,
    BoardView,
    BookTime,
    CardRead,
    CatalogueView,
    CheckIn,
    CloseRating,
    CodeAnswer,
    DeviceState,
    NumberIssued,
    PressKey,
    PrintBooking,
    PrintGuide,
    PrintProgress,
    PrintTestPage,
    PrintTicket,
    QueueView,
    RateService,
    ReceiptAnswer,
    Refused,
    Scanned,
    ShowOnPad,
    ShowText,
    SiteView,
    SlotsAnswer,
    Speak,
    TakeNumber,
    TimeBooked,
    WindowView,
)
from hall.bus.topics import CONTRACT_VERSION, RETAINED, WRITTEN_BY_HALL, Channel, Kind

_MODE: Final[JsonSchemaMode] = "validation"
_REF: Final = "#/components/schemas/{model}"

_ABOUT: Final = (
    "How the hall, its devices and its screens talk, over any MQTT 3.1.1 broker. "
    f"Payloads are JSON of at most {MAX_PAYLOAD_BYTES} bytes, sent with QoS 0 in clean sessions. "
    "A request or a command is repeated with the same id until it is answered or its ttl_s, "
    "counted from receipt, is over; the same id has one effect and one answer. "
    "A reader ignores fields that it does not know. "
    "A view is current while the beat tells its epoch."
)
_PARAMETERS: Final = {
    "hall": {"description": "The code of the hall."},
    "id": {"description": "The code of one device, screen, window or zone: A-Z a-z 0-9 _ -."},
}


class _Plain(yaml.SafeDumper):
    """YAML without anchors: every value is written where it stands."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Flow:
    """What one topic carries."""

    kind: Kind
    channel: Channel
    messages: tuple[type, ...]

    @property
    def name(self) -> str:
        """How the document names it."""
        return f"{self.kind}.{self.channel}"


FLOWS: Final = (
    Flow(Kind.HALL, Channel.BEAT, (Beat,)),
    Flow(Kind.BOARD, Channel.VIEW, (BoardView,)),
    Flow(Kind.BOARD, Channel.COMMAND, (Speak,)),
    Flow(Kind.BOARD, Channel.ANSWER, (Answer,)),
    Flow(Kind.BOARD, Channel.STATE, (DeviceState,)),
    Flow(Kind.WINDOW, Channel.VIEW, (WindowView,)),
    Flow(Kind.QUEUE, Channel.VIEW, (QueueView,)),
    Flow(Kind.CATALOGUE, Channel.VIEW, (CatalogueView,)),
    Flow(Kind.SITE, Channel.VIEW, (SiteView,)),
    Flow(
        Kind.KIOSK,
        Channel.REQUEST,
        (
            TakeNumber,
            CheckIn,
            AskReceipt,
            AskCode,
            AskSlots,
            BookTime,
            AskHelp,
            PrintTestPage,
            PrintGuide,
            PrintBooking,
        ),
    ),
    Flow(
        Kind.KIOSK,
        Channel.REPLY,
        (
            NumberIssued,
            PrintProgress,
            ReceiptAnswer,
            CodeAnswer,
            SlotsAnswer,
            TimeBooked,
            Accepted,
            Refused,
        ),
    ),
    Flow(Kind.KIOSK, Channel.STATE, (DeviceState,)),
    Flow(Kind.PAD, Channel.REQUEST, (PressKey,)),
    Flow(Kind.PAD, Channel.REPLY, (Accepted, Refused)),
    Flow(Kind.PAD, Channel.COMMAND, (Beep, ShowOnPad)),
    Flow(Kind.PAD, Channel.ANSWER, (Answer,)),
    Flow(Kind.PAD, Channel.STATE, (DeviceState,)),
    Flow(Kind.RATER, Channel.REQUEST, (RateService,)),
    Flow(Kind.RATER, Channel.REPLY, (Accepted, Refused)),
    Flow(Kind.RATER, Channel.COMMAND, (AskRating, CloseRating, Beep)),
    Flow(Kind.RATER, Channel.ANSWER, (Answer,)),
    Flow(Kind.RATER, Channel.STATE, (DeviceState,)),
    Flow(Kind.PANEL, Channel.COMMAND, (ShowText,)),
    Flow(Kind.PANEL, Channel.ANSWER, (Answer,)),
    Flow(Kind.PANEL, Channel.STATE, (DeviceState,)),
    Flow(Kind.PRINTER, Channel.COMMAND, (PrintTicket,)),
    Flow(Kind.PRINTER, Channel.ANSWER, (Answer,)),
    Flow(Kind.PRINTER, Channel.STATE, (DeviceState,)),
    Flow(Kind.SCANNER, Channel.EVENT, (Scanned, CardRead)),
    Flow(Kind.SCANNER, Channel.STATE, (DeviceState,)),
    Flow(Kind.GATEWAY, Channel.STATE, (DeviceState,)),
)
"""Every topic of the contract and what it carries."""


def document() -> dict[str, Any]:
    """The whole contract, in the order in which a person reads it."""
    types = list(dict.fromkeys(message for flow in FLOWS for message in flow.messages))
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Service hall message contract",
            "version": CONTRACT_VERSION,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {flow.name: _channel(flow) for flow in FLOWS},
        "operations": {flow.name: _operation(flow) for flow in FLOWS},
        "components": {
            "parameters": _PARAMETERS,
            "messages": {each.__name__: _message(each) for each in types},
            "schemas": _schemas(types),
        },
    }


def _channel(flow: Flow) -> dict[str, Any]:
    return {
        "address": f"hall/{CONTRACT_VERSION}/{{hall}}/{flow.kind}/{{id}}/{flow.channel}",
        "parameters": {name: {"$ref": f"#/components/parameters/{name}"} for name in _PARAMETERS},
        "messages": {
            message.__name__: {"$ref": f"#/components/messages/{message.__name__}"}
            for message in flow.messages
        },
    }


def _operation(flow: Flow) -> dict[str, Any]:
    """What the hall does with the topic."""
    return {
        "action": "send" if flow.channel in WRITTEN_BY_HALL else "receive",
        "channel": {"$ref": f"#/channels/{flow.name}"},
        "bindings": {
            "mqtt": {"qos": 0, "retain": flow.channel in RETAINED, "bindingVersion": "0.2.0"}
        },
    }


def _message(message: type) -> dict[str, Any]:
    summary = (message.__doc__ or "").strip()
    payload = {"$ref": _REF.format(model=message.__name__)}
    return {"name": message.__name__, "summary": summary, "payload": payload}


def _schemas(types: list[type]) -> dict[str, Any]:
    adapters: list[tuple[type, JsonSchemaMode, TypeAdapter[Any]]] = [
        (each, _MODE, TypeAdapter(each)) for each in types
    ]
    _, schemas = TypeAdapter.json_schemas(adapters, ref_template=_REF)
    return {name: _tidy(schema) for name, schema in schemas["$defs"].items()}


def _tidy(schema: Any) -> Any:
    """Without titles, which only repeat names; a tag that tells messages apart is required."""
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {
        key: _tidy(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }
    if "const" in tidy.get("properties", {}).get("type", {}):
        tidy["required"] = [*tidy.get("required", []), "type"]
    return tidy


def as_yaml() -> str:
    """The document as text."""
    text: str = yaml.dump(document(), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)
    return text


if __name__ == "__main__":
    sys.stdout.write(as_yaml())
