"""The hall's pulse, and with it its clock; pure."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Gt, Le

from hall.bus.messages.values import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """The hall lives: its epoch, the real time, and the hall clock with its rate."""

    epoch: int
    utc: Moment
    hall_time: Moment
    rate: Annotated[float, Gt(0), Le(3_600)]
