"""What changes when somebody at a kiosk needs a person."""

from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.hall import Hall


def _asked(hall: Hall, event: e.HelpAsked) -> Hall:
    return replace(hall, help_wanted=hall.help_wanted.set(event.kiosk, event.at))


def _given(hall: Hall, event: e.HelpGiven) -> Hall:
    return replace(hall, help_wanted=hall.help_wanted.delete(event.kiosk))


CHANGES: Changes = {
    e.HelpAsked: _asked,
    e.HelpGiven: _given,
}
