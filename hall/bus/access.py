"""Who may say and read what on the broker, as Mosquitto's access list; pure.

What the hall publishes for all (views, states, the beat) everybody reads. Beyond that a program
speaks for its own devices alone, and reads their commands and replies alone: a stolen kiosk cannot
press a clerk's key, nor read another kiosk's numbers; what a scanner has read only the screen
beside it hears. What must not live here: passwords and files.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hall.bus.topics import WRITTEN_BY_HALL, Channel, Kind, Topic, every, everything

_FOR_ALL: Final = (Channel.VIEW, Channel.STATE, Channel.BEAT)
_OF_DEVICES: Final = tuple(each for each in Channel if each not in WRITTEN_BY_HALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What one account of the broker may do, as topic filters."""

    account: str
    writes: tuple[str, ...]
    reads: tuple[str, ...]


def hall_rights(hall: str, account: str) -> Rights:
    """The hall's own account: everything of its hall, and nothing of another on this broker."""
    return Rights(account=account, writes=(everything(hall),), reads=(everything(hall),))


def program_rights(
    hall: str, account: str, devices: Iterable[tuple[Kind, str]], scanners: Iterable[str] = ()
) -> Rights:
    """A gateway's, a kiosk's or a board's account: it is these devices and no other.

    It hears what the scanners that stand beside it have read.
    """
    own = tuple(devices)
    return Rights(
        account=account,
        writes=tuple(_topics(hall, own, _OF_DEVICES)),
        reads=(
            *(every(hall, each) for each in _FOR_ALL),
            *_topics(hall, own, (Channel.COMMAND, Channel.REPLY)),
            *_topics(hall, ((Kind.SCANNER, each) for each in scanners), (Channel.EVENT,)),
        ),
    )


def _topics(
    hall: str, devices: Iterable[tuple[Kind, str]], channels: Iterable[Channel]
) -> Iterable[str]:
    channels = tuple(channels)
    return (str(Topic(hall, kind, ident, each)) for kind, ident in devices for each in channels)


def access_list(accounts: Iterable[Rights]) -> str:
    """Mosquitto's access list: what is not named in it is denied, to strangers everything."""
    return "\n".join(_section(each) for each in accounts)


def _section(rights: Rights) -> str:
    lines = [f"user {rights.account}"]
    lines += [f"topic write {each}" for each in rights.writes]
    lines += [f"topic read {each}" for each in rights.reads]
    return "\n".join(lines) + "\n"
