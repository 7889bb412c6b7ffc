"""Every topic of the message contract; pure.

A topic is `hall/1/<hall>/<kind>/<id>/<channel>`. What must not live here: payloads (`messages`).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from hall.errors import MessageRejected

CONTRACT_VERSION = "1"
_LEVEL = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LEVELS = 6


class Kind(StrEnum):
    """What a topic is about."""

    HALL = "hall"
    """The controller itself: the beat."""
    GATEWAY = "gateway"
    """The process that speaks serial to devices."""
    PRINTER = "printer"
    """A ticket printer."""
    PANEL = "panel"
    """The LED panel over a window."""
    PAD = "pad"
    """The clerk's calling pad."""
    RATER = "rater"
    """The rating pad at a window."""
    SCANNER = "scanner"
    """A reader of printed codes or of identity cards."""
    KIOSK = "kiosk"
    """A ticket kiosk."""
    BOARD = "board"
    """A call display for a zone; its id is the zone's."""
    SOUNDER = "sounder"
    """A loudspeaker for a zone, on a gateway's machine; its id is the zone's."""
    WINDOW = "window"
    """A window's view; its id is the window's number."""
    QUEUE = "queue"
    """The queues of the hall; its id is `all`."""
    CATALOGUE = "catalogue"
    """One part of the catalogue of matters; its id is the part's number."""
    SITE = "site"
    """The hall as it is built; its id is `all`."""


class Channel(StrEnum):
    """Which way a topic flows, and what for."""

    REQUEST = "request"
    """Device or screen to hall: a key, a rating, take a number."""
    REPLY = "reply"
    """Hall to device or screen: the outcome of one request."""
    COMMAND = "command"
    """Hall to device: print, show, speak, beep, ask for a rating."""
    ANSWER = "answer"
    """Device to hall: the outcome of one command."""
    STATE = "state"
    """Device, gateway or screen to all, retained: online, faults, counters."""
    VIEW = "view"
    """Hall to screens, retained: what a screen shows."""
    EVENT = "event"
    """Device to the screens near it: what was read; said once."""
    BEAT = "beat"
    """Hall to all, every second."""


RETAINED = frozenset({Channel.STATE, Channel.VIEW})
WRITTEN_BY_HALL = frozenset({Channel.REPLY, Channel.COMMAND, Channel.VIEW, Channel.BEAT})


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of one hall."""

    hall: str
    kind: Kind
    id: str
    channel: Channel

    def __str__(self) -> str:
        return f"hall/{CONTRACT_VERSION}/{self.hall}/{self.kind}/{self.id}/{self.channel}"

    @property
    def retained(self) -> bool:
        """Whether the broker keeps the last message."""
        return self.channel in RETAINED


def parse_topic(text: str) -> Topic:
    """Read a topic; raises `MessageRejected` saying which level is wrong."""
    levels = text.split("/")
    if len(levels) != _LEVELS or levels[:2] != ["hall", CONTRACT_VERSION]:
        raise MessageRejected(
            f"topic {text!r}: expected hall/{CONTRACT_VERSION}/<hall>/<kind>/<id>/<channel>"
        )
    _, _, hall, kind, ident, channel = levels
    for level in (hall, ident):
        if not _LEVEL.fullmatch(level):
            raise MessageRejected(f"topic {text!r}: {level!r} is not 1-64 of A-Z a-z 0-9 _ -")
    if kind not in Kind.__members__.values():
        raise MessageRejected(f"topic {text!r}: unknown kind {kind!r}")
    if channel not in Channel.__members__.values():
        raise MessageRejected(f"topic {text!r}: unknown channel {channel!r}")
    return Topic(hall, Kind(kind), ident, Channel(channel))


def every(hall: str, channel: Channel) -> str:
    """The subscription for one channel of every kind and id of a hall."""
    return f"hall/{CONTRACT_VERSION}/{hall}/+/+/{channel}"


def everything(hall: str) -> str:
    """The subscription for all topics of a hall."""
    return f"hall/{CONTRACT_VERSION}/{hall}/#"


def beat_topic(hall: str) -> Topic:
    """Where the hall's beat is published."""
    return Topic(hall, Kind.HALL, "controller", Channel.BEAT)
