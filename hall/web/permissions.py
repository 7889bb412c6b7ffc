"""Who may do what: one table of roles. Keys of programs name permissions as their scopes."""

from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """One thing that somebody may be allowed to do."""

    ISSUE = "tickets:issue"
    """Take a number for somebody."""
    BOOK = "appointments:book"
    """Book, look up, move and cancel appointments, and check them in."""
    RECEIPTS = "receipts:tell"
    """Tell which results can be picked up."""
    DEVICES_TEST = "devices:test"
    """Have a printer print a test page."""
    WORK = "windows:work"
    """Work at the window where one sits."""
    WORK_ANY = "windows:any"
    """Act for any window."""
    READ = "hall:read"
    """See queues, windows and the plan."""
    SET_PLAN = "plan:set"
    """Say which window serves what."""
    RUN_HALL = "hall:run"
    """Pause the hall, announce, call an emergency, stop numbers, rehearse, end the day."""
    DEVICES = "devices:read"
    """See devices and their faults."""
    RATE = "ratings:give"
    """Hand in what a citizen said of a service."""
    RATINGS = "ratings:read"
    """See bad ratings and how they are answered, and what pads counted."""
    ANSWER = "ratings:answer"
    """Answer bad ratings."""
    PAIR = "tablets:pair"
    """Make a tablet the rating tablet of a window."""
    ACCOUNTS = "accounts:manage"
    """See and change who may sign in."""
    RULES = "rules:set"
    """Say by which rules the hall works."""
    JOURNAL = "journal:read"
    """See who did what."""
    CATALOGUE = "catalogue:edit"
    """Change what people can come for, and publish it."""


class Role(StrEnum):
    """What somebody is in the hall; a person may be several."""

    CLERK = "clerk"
    SERVICE_DESK = "service_desk"
    MANAGER = "manager"
    AUDITOR = "auditor"
    TECHNICIAN = "technician"
    ADMINISTRATOR = "administrator"


GRANTED: Final[dict[Role, frozenset[Permission]]] = {
    Role.CLERK: frozenset({Permission.WORK, Permission.READ}),
    Role.SERVICE_DESK: frozenset(
        {
            Permission.ISSUE,
            Permission.BOOK,
            Permission.READ,
            Permission.DEVICES,
            Permission.RATINGS,
            Permission.ANSWER,
        }
    ),
    Role.MANAGER: frozenset(
        {
            Permission.WORK_ANY,
            Permission.READ,
            Permission.SET_PLAN,
            Permission.RULES,
            Permission.CATALOGUE,
            Permission.RUN_HALL,
            Permission.DEVICES,
            Permission.PAIR,
            Permission.JOURNAL,
            Permission.RATINGS,
            Permission.ANSWER,
        }
    ),
    Role.AUDITOR: frozenset(
        {Permission.READ, Permission.DEVICES, Permission.JOURNAL, Permission.RATINGS}
    ),
    Role.TECHNICIAN: frozenset(
        {Permission.READ, Permission.DEVICES, Permission.DEVICES_TEST, Permission.PAIR}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.READ,
            Permission.DEVICES,
            Permission.PAIR,
            Permission.ACCOUNTS,
            Permission.CATALOGUE,
        }
    ),
}
"""What each role may do."""

EVERYTHING: Final = frozenset(Permission)


def granted(roles: tuple[str, ...]) -> frozenset[Permission]:
    """What somebody with these roles may do."""
    return frozenset().union(*(GRANTED[Role(role)] for role in roles))
