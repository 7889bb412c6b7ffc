"""Where new ids come from. Pure: the sources are handed in, so that a day can be repeated."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hall.core.hall import Hall

CODE_DIGITS: Final = 8
"""How long an appointment's code is; a kiosk has keys for digits alone."""
_CODES: Final = 10**CODE_DIGITS


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who signs in with a number, and the categories that they may serve; None is all."""

    name: str
    skills: frozenset[str] | None = None


Roster = Callable[[str], Clerk | None]
"""The clerk whose number is keyed on a pad; None when it is nobody's."""


def _nobody(_number: str) -> Clerk | None:
    return None


def _least(_below: int) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Ids:
    """Where the ids of visits and the tokens of tickets come from, and whose number is whose."""

    visit: Callable[[], str]
    token: Callable[[], str]
    clerk: Roster = _nobody
    chance: Callable[[int], int] = _least
    """A number below the one it is told, for the codes of appointments."""


def appointment_code(hall: Hall, chance: Callable[[int], int]) -> str:
    """A code that no appointment to come has; `chance` gives a number below the one it is told."""
    code = f"{chance(_CODES):0{CODE_DIGITS}d}"
    while code in hall.appointments:
        code = f"{(int(code) + 1) % _CODES:0{CODE_DIGITS}d}"
    return code
