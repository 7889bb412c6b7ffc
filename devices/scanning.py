"""Finds what is plugged in: each port is asked, protocol by protocol, and says which one speaks.

The questions change nothing on a device. Pads with `FF 68` frames speak only when a key is pressed,
and signs with Alpha frames never: the first are listened for, the second cannot be found. What must
not live here: configuration, drivers.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from serial.tools import list_ports

from devices.codecs import escpos, ff68, modbus, onbon
from devices.configured import Protocol
from devices.link import Link

BY_PATH: Final = Path("/dev/serial/by-path")
ANSWER_S: Final = 0.25
"""For an answer of a dozen bytes at 9600 baud; RS-485 adapters need a part of it to turn round."""
WRITE_S: Final = 0.5
NUMBERS: Final = range(1, 17)
"""Stations and cards that are asked: a hall numbers its machines from 1."""
REGISTER: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What speaks on a port."""

    protocol: Protocol
    address: int | None = None
    """Its own address, where the protocol has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A port of this machine, by the name that outlasts a replug where it has one."""

    name: str
    about: str


def ports() -> list[Port]:
    """The serial ports of this machine."""
    stable = {each.resolve(): str(each) for each in BY_PATH.glob("*")}
    return [
        Port(name=stable.get(Path(port.device), port.device), about=port.description)
        for port in sorted(list_ports.comports())
    ]


def ask(link: Link, *, listen_s: float) -> Iterator[Found]:
    """What speaks on an open line; a port speaks one protocol. Raises `LinkError`."""
    for question in (_printer, _panels, _stations):
        found = list(question(link))
        if found:
            yield from found
            return
    yield from _pads(link, listen_s)


def _asked(link: Link, question: bytes, wait_s: float = ANSWER_S) -> bytes:
    """All that comes back within a time."""
    link.write(question, WRITE_S)
    answer, until_s = b"", time.monotonic() + wait_s
    while (left_s := until_s - time.monotonic()) > 0:
        answer += link.read(left_s)
    return answer


def _printer(link: Link) -> Iterator[Found]:
    """All four states of DLE EOT: one byte each, none of them what was sent."""
    answer = _asked(link, b"".join(map(escpos.ask_status, escpos.Status)))
    replies = escpos.ReplyDecoder().feed(answer)
    states = [each for each in replies if isinstance(each, escpos.RealTimeStatus)]
    if len(states) == len(replies) == len(escpos.Status):
        yield Found(protocol=Protocol.ESCPOS)


def _panels(link: Link) -> Iterator[Found]:
    """Whoever answers a ping: all cards first, then each by its number."""
    if not _pinged(link, onbon.BROADCAST):
        return
    known = [card for card in NUMBERS if _pinged(link, card)]
    yield from (Found(protocol=Protocol.ONBON, address=card) for card in known)
    if not known:
        yield Found(protocol=Protocol.ONBON)


def _pinged(link: Link, card: int) -> bool:
    ping = onbon.Frame(destination=card, data=onbon.PING).to_bytes()
    answers = onbon.FrameDecoder().feed(_asked(link, ping))
    return any(each.destination == onbon.HOST for each in answers)


def _stations(link: Link) -> Iterator[Found]:
    """Whoever answers to its number, if only to refuse: it lives."""
    for station in NUMBERS:
        question = modbus.Read(station=station, register=REGISTER, count=1).to_bytes()
        answer = _asked(link, question)
        if answer == question:
            return  # the line gives back what is sent
        for each in modbus.answer_decoder().feed(answer):
            if each.station == station:
                yield Found(protocol=Protocol.MODBUS, address=station)


def _pads(link: Link, listen_s: float) -> Iterator[Found]:
    """Whoever has a key pressed meanwhile."""
    decoder, seen = ff68.FrameDecoder(), set[int]()
    until_s = time.monotonic() + listen_s
    while (left_s := until_s - time.monotonic()) > 0:
        for frame in decoder.feed(link.read(left_s)):
            if frame.address not in seen:
                seen.add(frame.address)
                yield Found(protocol=Protocol.FF68, address=frame.address)
