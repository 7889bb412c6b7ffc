"""Commands about what numbers are taken for on a day that has begun."""

from dataclasses import dataclass

from hall.core.offer import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOffer:
    """Take numbers for something else today; refused once the first number was given.

    `plan` is what windows serve whose own categories are no longer offered.
    """

    offer: Offer
    plan: dict[int, tuple[str, ...]]
