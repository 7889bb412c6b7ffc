"""A return code as a frozen value: a place near the front of the line on a later day."""

from datetime import date

from hall.core.value import Value


class ReturnCode(Value, frozen=True, kw_only=True):
    """What a citizen comes back with, and until which day."""

    code: str
    number: str
    """The number it was given for, as the citizen remembers it."""
    day: date
    """The day it was given."""
    category: str
    valid_until: date
    matter: str | None = None
    note: str = ""
    """What the clerk who sent the citizen to fetch something left for the next one."""
