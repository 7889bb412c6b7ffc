"""Where the press counters of pads stood when they were last looked at, kept over a restart.

What was pressed while the gateway was not there can so be told to the person, and is not lost in
silence. Thread-safe. What must not live here: what a counter means (see `counted`).
"""

import json
import logging
import threading
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

log = logging.getLogger(__name__)

_READ: Final = TypeAdapter(dict[str, tuple[int, ...]])


class LastCounts:
    """A small file of counters by device; without a path they are forgotten at the end."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._counts = _read(path)

    def of(self, device: str, size: int) -> tuple[int, ...] | None:
        """Where a pad's counters stood; None when nobody looked, or at another register map."""
        counts = self._counts.get(device)
        return counts if counts is not None and len(counts) == size else None

    def note(self, device: str, counts: tuple[int, ...] | None) -> None:
        """They stand here now; what cannot be written is told in the log."""
        if counts is None or self._counts.get(device) == counts:
            return
        with self._lock:
            self._counts[device] = counts
            try:
                self._write()
            except OSError:
                log.exception("the counters of %s cannot be noted", device)

    def _write(self) -> None:
        if self._path is None:
            return
        fresh = self._path.with_suffix(".fresh-counts")
        fresh.write_text(json.dumps(self._counts), encoding="utf-8")
        fresh.replace(self._path)


def _read(path: Path | None) -> dict[str, tuple[int, ...]]:
    """What was noted; nothing where the file is missing or cannot be read."""
    if path is None or not path.exists():
        return {}
    try:
        return _READ.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        log.exception("%s cannot be read: what was pressed meanwhile is not known", path)
        return {}
