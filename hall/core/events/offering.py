"""What happened to what numbers are taken for."""

from datetime import datetime

from hall.core.offer import Offer
from hall.core.value import Value


class OfferChanged(Value, frozen=True, kw_only=True):
    """Before its first number, the day was given another offer, and windows what fits it."""

    at: datetime
    offer: Offer
    plan: dict[int, tuple[str, ...]]
    secondary: dict[int, tuple[str, ...]]
