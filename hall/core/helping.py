"""Help at a kiosk: asked for once, and given by whoever goes there."""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall
from hall.core.refusals import NoHelpAsked


def ask_help(hall: Hall, command: c.AskHelp, now: datetime) -> tuple[e.Event, ...]:
    """Ask for a person, unless one is awaited already."""
    if command.kiosk in hall.help_wanted:
        return ()
    return (e.HelpAsked(at=now, kiosk=command.kiosk),)


def give_help(hall: Hall, command: c.GiveHelp, now: datetime) -> tuple[e.Event, ...]:
    """Go to a kiosk that asked for help."""
    since = hall.help_wanted.get(command.kiosk)
    if since is None:
        raise NoHelpAsked(kiosk=command.kiosk)
    return (e.HelpGiven(at=now, kiosk=command.kiosk, wait_s=(now - since).total_seconds()),)
