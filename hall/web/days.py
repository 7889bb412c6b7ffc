"""Days and moments as addresses and bodies ask for them.

What must not live here: what is asked about them.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Final

from annotated_types import Ge, Le
from pydantic import AwareDatetime

_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(2999, 12, 31)

AskedDay = Annotated[date, Ge(_FIRST), Le(_LAST)]
"""So far from the ends of the calendar that the days around it exist, in every zone."""
AskedMoment = Annotated[
    AwareDatetime,
    Ge(datetime(_FIRST.year, 1, 1, tzinfo=UTC)),
    Le(datetime(_LAST.year, 12, 31, tzinfo=UTC)),
]
"""The same, to the second."""
