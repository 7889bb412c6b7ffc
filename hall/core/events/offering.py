"""What happened to what numbers are taken for."""

from dataclasses import dataclass
from datetime import datetime

from hall.core.offer import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferChanged:
    """Before its first number, the day was given another offer, and windows what fits it."""

    at: datetime
    offer: Offer
    plan: dict[int, tuple[str, ...]]
    secondary: dict[int, tuple[str, ...]]
