"""What was wrong with devices and when, kept in a file beside the gateway's own; thread-safe.

One line of JSON for each thing that began or ended; the oldest are forgotten. What must not live
here: finding out that something is wrong (drivers).
"""

import json
import logging
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from hall.bus.messages import DeviceState, Text

log = logging.getLogger(__name__)

KEPT: Final = 5000
ONLINE: Final[Text] = ("已上线", "on line")
OFFLINE: Final[Text] = ("已离线", "off line")


class Step(StrEnum):
    """What happened."""

    ONLINE = "online"
    OFFLINE = "offline"
    BEGAN = "began"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened to a device."""

    at: datetime
    device: str
    step: Step
    code: str
    text: Text


class FaultLog:
    """A file of entries; one that cannot be written is told in the program's log."""

    def __init__(self, path: Path, kept: int = KEPT) -> None:
        self._path = path
        self._kept = kept
        self._lock = threading.Lock()
        self._count = 0
        self._forget(list(entries(path)))

    def _forget(self, found: Sequence[Entry]) -> None:
        """Leave the newest of what was found."""
        if len(found) > self._kept:
            fresh = self._path.with_suffix(".fresh")
            fresh.write_text("".join(map(_line, found[-self._kept :])), encoding="utf-8")
            fresh.replace(self._path)
        self._count = min(len(found), self._kept)

    def changed(self, device: str, before: DeviceState, after: DeviceState) -> None:
        """A device's state is another one now."""
        lines = [_line(each) for each in _differences(device, before, after, datetime.now(UTC))]
        try:
            with self._lock:
                with self._path.open("a", encoding="utf-8") as file:
                    file.writelines(lines)
                self._count += len(lines)
                if self._count >= 2 * self._kept:
                    self._forget(list(entries(self._path)))
        except OSError:
            log.exception("a fault of %s cannot be noted", device)


def entries(path: Path) -> Iterator[Entry]:
    """What a file tells, oldest first; a line that was cut off is left out."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in deque(file, maxlen=2 * KEPT):
            try:
                raw = json.loads(line)
                yield Entry(
                    at=datetime.fromisoformat(raw["at"]),
                    device=raw["device"],
                    step=Step(raw["step"]),
                    code=raw["code"],
                    text=(raw["text"][0], raw["text"][1]),
                )
            except (ValueError, LookupError, TypeError):
                continue


def _differences(
    device: str, before: DeviceState, after: DeviceState, at: datetime
) -> Iterator[Entry]:
    """Line and faults, in the order in which a person understands them."""
    was = {fault.code: fault for fault in before.faults}
    now = {fault.code: fault for fault in after.faults}
    for code in was.keys() - now.keys():
        yield Entry(at=at, device=device, step=Step.ENDED, code=code, text=was[code].text)
    if before.online != after.online:
        step = Step.ONLINE if after.online else Step.OFFLINE
        text = ONLINE if after.online else OFFLINE
        yield Entry(at=at, device=device, step=step, code=step.value, text=text)
    for code in now.keys() - was.keys():
        yield Entry(at=at, device=device, step=Step.BEGAN, code=code, text=now[code].text)


def _line(entry: Entry) -> str:
    return json.dumps({**asdict(entry), "at": entry.at.isoformat()}, ensure_ascii=False) + "\n"
