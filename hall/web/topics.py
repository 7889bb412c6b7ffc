"""What can be listened to: each topic's state, and the permission it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from hall.bus.messages import BoardView, QueueView
from hall.web.documents.advice import counsel_document
from hall.web.documents.calls import call_document
from hall.web.documents.desk import desk_document, help_document
from hall.web.documents.plan import plan_document
from hall.web.documents.premises import devices_document, troubled_printers
from hall.web.documents.tickets import said_to_all
from hall.web.documents.warnings import warnings_document
from hall.web.documents.wide import wide_document
from hall.web.documents.windows import question_document, window_document, windows_in_order
from hall.web.hub import State
from hall.web.numerals import whole_number
from hall.web.permissions import Permission
from hall.web.port import HallPort

_QUEUE: Final = TypeAdapter(QueueView)
_BOARD: Final = TypeAdapter(BoardView)
_AS_SHOWN: Final[dict[str, Any]] = {"exclude_none": True, "exclude": {"version"}}
"""A stream's event has an id; the same content is not sent again under another version."""


@dataclass(frozen=True, slots=True)
class TopicKind:
    """One kind of topic; `state` is made with what stands after the slash."""

    permission: Permission | None
    state: Callable[[HallPort, str], Any]
    exists: Callable[[HallPort, str], bool]


def _alone(_hall: HallPort, rest: str) -> bool:
    return not rest


def _window(hall: HallPort, rest: str) -> bool:
    return whole_number(rest) in hall.hall.windows


def _zone(hall: HallPort, rest: str) -> bool:
    return rest == "main" or rest in hall.site.areas


def _all_windows(port: HallPort, _rest: str) -> Any:
    return {"windows": [_one_window(port, each.no) for each in windows_in_order(port.hall)]}


def _one_window(port: HallPort, no: int) -> Any:
    return window_document(port.hall, no, port.clock.now(), ZoneInfo(port.site.time_zone))


def _desk(port: HallPort, _rest: str) -> Any:
    """What waits for a person there, and the printers that need one."""
    printers = troubled_printers(port.site, port.device_states)
    return {**desk_document(port.hall), "printers": printers}


KINDS: Final[dict[str, TopicKind]] = {
    "queue": TopicKind(
        Permission.READ, lambda port, _: _QUEUE.dump_json(port.views.queue(), **_AS_SHOWN), _alone
    ),
    "plan": TopicKind(Permission.READ, lambda port, _: plan_document(port.hall, port.site), _alone),
    "windows": TopicKind(Permission.READ, _all_windows, _alone),
    "warnings": TopicKind(
        Permission.SET_PLAN, lambda port, _: warnings_document(port.watch), _alone
    ),
    "advice": TopicKind(
        Permission.SET_PLAN, lambda port, _: counsel_document(port.foretold), _alone
    ),
    "devices": TopicKind(
        Permission.DEVICES, lambda port, _: devices_document(port.site, port.device_states), _alone
    ),
    "devices-at": TopicKind(
        Permission.READ,
        lambda port, no: devices_document(port.site, port.device_states, window=int(no)),
        _window,
    ),
    "hall": TopicKind(Permission.READ, lambda port, _: wide_document(port.hall), _alone),
    "desk": TopicKind(Permission.ISSUE, _desk, _alone),
    "window-help": TopicKind(
        Permission.WORK_ANY, lambda port, _: {"help": help_document(port.hall)}, _alone
    ),
    "window": TopicKind(
        Permission.READ,
        lambda port, no: _one_window(port, int(no)),
        _window,
    ),
    "call-at": TopicKind(
        Permission.READ, lambda port, no: call_document(port.call_fates.get(int(no))), _window
    ),
    "rate": TopicKind(
        Permission.RATE, lambda port, no: question_document(port.hall, int(no)), _window
    ),
    "board": TopicKind(
        None, lambda port, zone: _BOARD.dump_json(port.views.board(zone), **_AS_SHOWN), _zone
    ),
    "wide": TopicKind(None, lambda port, zone: said_to_all(port.hall, port.premises, zone), _zone),
}
"""Every kind of topic; the board and what is said to all are public, as on the wall."""


def state_of(port: HallPort, topic: str) -> State | None:
    """How to make a topic's state; None when there is no such topic."""
    name, _, rest = topic.partition("/")
    kind = KINDS.get(name)
    if kind is None or not kind.exists(port, rest):
        return None
    return lambda: kind.state(port, rest)


def permission_of(topic: str) -> Permission | None:
    """What listening to a topic needs; None when it is public."""
    return KINDS[topic.partition("/")[0]].permission
