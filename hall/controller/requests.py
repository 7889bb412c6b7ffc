"""What devices and screens ask, as orders for the writer; and what they are answered. Pure.

The meaning of a pad's key depends on what stands at its window when its turn has come. Ids and
tokens come from a source handed in, so that a day can be repeated exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from hall.bus.encoding import encode
from hall.bus.messages import Accepted, PressKey, RateService, Refused, Reply, Request
from hall.bus.topics import Channel, Kind, Topic
from hall.catalogue.site import DeviceSite
from hall.controller.batch import Result
from hall.controller.foretold import Foretold
from hall.controller.ids import Ids
from hall.controller.kiosk_orders import KIOSK_ORDERS, Make, number_issued, time_booked
from hall.controller.orders import Actor, ActorKind, Order, OutcomeUnknown, nothing_to_say
from hall.controller.pad_keys import Pressed, command_of
from hall.controller.premises import Premises
from hall.core import commands as c
from hall.core.hall import Hall
from hall.core.refusals import Refused as RuleRefused
from hall.errors import HallError


@dataclass(frozen=True, slots=True)
class NotOfThisHall(HallError):
    """A request from a device that the site does not have, or that may not ask this."""

    code: str
    text: tuple[str, str]


_UNKNOWN_DEVICE: Final = NotOfThisHall(
    "unknown_device",
    (
        "本大厅没有登记这台设备。请管理员登记后再用。",
        "This hall has no such device; register it first.",
    ),
)
_WRONG_SENDER: Final = NotOfThisHall(
    "wrong_sender",
    ("这种设备不能提出这样的请求。", "This kind of device cannot ask for that."),
)


def kiosk_of(topic: Topic, premises: Premises) -> DeviceSite:
    """The kiosk that asks something beside the writer; raises `NotOfThisHall`."""
    device = premises.device(topic.kind, topic.id)
    if device is None:
        raise _UNKNOWN_DEVICE
    if topic.kind != Kind.KIOSK:
        raise _WRONG_SENDER
    return device


def order_for(
    topic: Topic, request: Request, premises: Premises, ids: Ids, foretold: Foretold
) -> Order:
    """The order that a request stands for; raises `NotOfThisHall`."""
    device = premises.device(topic.kind, topic.id)
    if device is None:
        raise _UNKNOWN_DEVICE
    maker = _MAKERS.get((topic.kind, type(request)))
    if maker is None:
        raise _WRONG_SENDER
    make, answer = maker(device, request, premises, ids, foretold)
    return Order(
        id=f"{topic.kind}/{topic.id}/{request.id}",
        fingerprint=sha256(encode(Channel.REQUEST, request)).hexdigest(),
        by=Actor(ActorKind.DEVICE, topic.id),
        make=make,
        answer=answer,
    )


def _press_key(
    device: Any, request: PressKey, _premises: Premises, ids: Ids, _foretold: Foretold
) -> Make:
    def make(hall: Hall, _now: datetime) -> c.Command:
        pressed = Pressed(hall, device.window, request.digits, ids.clerk)
        return command_of(request.key, pressed)

    return make, nothing_to_say


def _rate(
    _device: Any, request: RateService, _premises: Premises, _ids: Ids, _foretold: Foretold
) -> Make:
    command = c.RateService(
        service=request.service,
        level=request.level,
        channel="pad",
        question_only=True,
        given_at=request.given_at,
    )
    return lambda _hall, _now: command, nothing_to_say


_MAKERS: Final[dict[tuple[Kind, type], Callable[[Any, Any, Premises, Ids, Foretold], Make]]] = {
    **{(Kind.KIOSK, asked): make for asked, make in KIOSK_ORDERS.items()},
    (Kind.PAD, PressKey): _press_key,
    (Kind.RATER, RateService): _rate,
}


def reply_for(request_id: str, result: Result, premises: Premises) -> Reply | None:
    """What to tell the sender; None when the outcome is unknown, so that it asks again."""
    error = result.error
    if isinstance(error, OutcomeUnknown):
        return None
    if isinstance(error, RuleRefused):
        return Refused(
            request=request_id, code=error.code, text=error.sentence(premises.zone, premises.spoken)
        )
    if error is not None:
        return refused_by_hall(request_id, error)
    answer = result.answer or {}
    if "number" in answer:
        return number_issued(request_id, answer)
    if "appointment" in answer:
        return time_booked(request_id, answer)
    return Accepted(request=request_id)


def refused_by_hall(request_id: str, error: HallError) -> Refused:
    """A refusal that does not come from the rules."""
    if isinstance(error, NotOfThisHall):
        return Refused(request=request_id, code=error.code, text=error.text)
    return Refused(
        request=request_id,
        code="hall_unavailable",
        text=(
            "系统暂时不能受理，请稍后再试，或找服务台。",
            "The hall cannot take this at the moment. Try again, or ask the desk.",
        ),
    )
