"""The hall as a whole: settings, a pause, an emergency, an end of numbers.

Theory of operation. While the hall is paused nobody is called and numbers are still given. In an
emergency nothing is called and no number is given, nobody is marked a no-show and no start is
supposed; whoever was called gets its time on top afterwards. Numbers can be stopped, of a category
or at all, while those who wait are served on. An announcement changes nothing but what is shown, in
both languages, until it is replaced, withdrawn or over. What a person changes has its reason in the
record.
"""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import ALL, Announcement, Hall
from hall.core.lookups import open_offer
from hall.core.refusals import (
    AnnouncementIsOver,
    DayNotOpen,
    HallInEmergency,
    HallIsPaused,
    NothingAnnounced,
    NothingIsStopped,
    NumbersAreStopped,
    ReasonNeeded,
    UnknownCategory,
)


def check_calling(hall: Hall) -> None:
    """Refuse while the hall as a whole does not call."""
    check_no_emergency(hall)
    if hall.paused is not None:
        raise HallIsPaused(reason=hall.paused)


def check_no_emergency(hall: Hall) -> None:
    """Refuse during an emergency."""
    if hall.emergency is not None:
        raise HallInEmergency(reason=hall.emergency)


def check_numbers(hall: Hall, category: str) -> None:
    """Refuse while numbers of a category are stopped."""
    check_no_emergency(hall)
    for stopped in (ALL, category):
        if stopped in hall.stopped:
            raise NumbersAreStopped(reason=hall.stopped[stopped])


def change_settings(hall: Hall, command: c.ChangeSettings, now: datetime) -> tuple[e.Event, ...]:
    """Set the rules anew."""
    if hall.offer is None:
        raise DayNotOpen
    reason = _said(command.reason)
    return (e.SettingsChanged(at=now, settings=command.settings, reason=reason),)


def pause_hall(hall: Hall, command: c.PauseHall, now: datetime) -> tuple[e.Event, ...]:
    """Stop calling everywhere."""
    open_offer(hall)
    check_calling(hall)
    return (e.HallPaused(at=now, reason=_said(command.reason)),)


def resume_hall(hall: Hall, _command: c.ResumeHall, now: datetime) -> tuple[e.Event, ...]:
    """Call again."""
    if hall.paused is None:
        raise NothingIsStopped
    return (e.HallResumed(at=now),)


def start_emergency(hall: Hall, command: c.StartEmergency, now: datetime) -> tuple[e.Event, ...]:
    """Stop everything."""
    open_offer(hall)
    check_no_emergency(hall)
    return (e.EmergencyStarted(at=now, reason=_said(command.reason)),)


def end_emergency(hall: Hall, _command: c.EndEmergency, now: datetime) -> tuple[e.Event, ...]:
    """Go on."""
    if hall.emergency is None or hall.emergency_since is None:
        raise NothingIsStopped
    lasted_s = (now - hall.emergency_since).total_seconds()
    return (e.EmergencyEnded(at=now, lasted_s=lasted_s),)


def announce(hall: Hall, command: c.Announce, now: datetime) -> tuple[e.Event, ...]:
    """Let everybody know something."""
    open_offer(hall)
    zh, en = (each.strip() for each in command.text)
    if not zh or not en:
        raise NothingAnnounced
    if command.until is not None and command.until <= now:
        raise AnnouncementIsOver(until=command.until)
    said = Announcement(text=(zh, en), until=command.until)
    return (e.HallAnnounced(at=now, announcement=said),)


def withdraw_announcement(
    hall: Hall, _command: c.WithdrawAnnouncement, now: datetime
) -> tuple[e.Event, ...]:
    """Let it be known no longer."""
    if hall.announcement is None:
        raise NothingAnnounced
    return (e.AnnouncementWithdrawn(at=now),)


def stop_numbers(hall: Hall, command: c.StopNumbers, now: datetime) -> tuple[e.Event, ...]:
    """Give no more numbers."""
    open_offer(hall)
    if command.category is not None and hall.category(command.category) is None:
        raise UnknownCategory(category=command.category)
    check_numbers(hall, command.category or ALL)
    reason = _said(command.reason)
    return (e.NumbersStopped(at=now, reason=reason, category=command.category),)


def resume_numbers(hall: Hall, command: c.ResumeNumbers, now: datetime) -> tuple[e.Event, ...]:
    """Give numbers again."""
    if (command.category or ALL) not in hall.stopped:
        raise NothingIsStopped
    return (e.NumbersResumed(at=now, category=command.category),)


def _said(reason: str) -> str:
    """A reason for the record, without which a person changes nothing."""
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()
