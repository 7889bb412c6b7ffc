"""Commands about what numbers are taken for on a day that has begun."""

from hall.core.offer import Offer
from hall.core.value import Value


class ChangeOffer(Value, frozen=True, kw_only=True):
    """Take numbers for something else today; refused once the first number was given.

    `plan` is what windows serve whose own categories are no longer offered.
    """

    offer: Offer
    plan: dict[int, tuple[str, ...]]
