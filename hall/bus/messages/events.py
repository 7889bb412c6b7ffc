"""What a device near a screen has read, for whoever is near it; pure.

Said once, neither repeated nor retained: who was not heard holds the paper up again. A screen acts
only on the devices that its own configuration names.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Len

from hall.bus.messages.values import Id

AgeFrom = Literal[0, 18, 60, 65, 70, 75, 80]
"""The least age of a band: 60 is from 60 to 64, 80 is 80 and older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A code was read: of a receipt, of an appointment, to come back with."""

    id: Id
    code: Annotated[str, Len(1, 512)]
    type: Literal["scanned"] = "scanned"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRead:
    """An identity card was read; neither its number nor its name is told, ever."""

    id: Id
    person: Annotated[str, Len(16, 100)]
    """A keyed hash of the number, the same for the same card while the key is the same."""
    age_from: AgeFrom
    type: Literal["card_read"] = "card_read"


Event = Scanned | CardRead
