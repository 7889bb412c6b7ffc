"""How long still, in whole seconds, as facts of refusals tell it."""

from datetime import datetime
from math import ceil


def seconds_until(moment: datetime, now: datetime) -> int:
    """How long still, in whole seconds."""
    return ceil((moment - now).total_seconds())
