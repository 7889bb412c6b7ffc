"""What holds for the whole hall at a moment, the same on every screen; pure."""

from dataclasses import dataclass

from hall.bus.messages.values import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class HallWide:
    """What every screen says about the hall as a whole; nothing of it on an ordinary day."""

    emergency: Text | None = None
    """What people are to do now; while it is there, a screen shows it and the exits alone."""
    exits: tuple[Text, ...] = ()
    """In an emergency, the ways out; those of the screen's own floor first."""
    paused: Text | None = None
    """Nobody is called in the whole hall for a while; numbers are still given."""
    announcement: Text | None = None
    """What the manager lets everybody know."""
    rehearsal: bool = False
    """Whether today is for practice: numbers and slips are marked 演练."""
