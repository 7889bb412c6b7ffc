"""What was spoken, kept for complaints: a file for each day, a line for each call."""

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path

from display.speech import Finished

log = logging.getLogger(__name__)


class Diary:
    """A folder of days; a board without one keeps nothing."""

    def __init__(self, folder: Path | None, keep_days: int) -> None:
        self._folder = folder
        self._keep = timedelta(days=keep_days)

    def write(self, at: datetime | None, zone: str, call: Finished) -> None:
        """Add a call; a folder that cannot be written is logged, and nothing more."""
        if self._folder is None or at is None:
            return
        line = {
            "at": at.isoformat(timespec="seconds"),
            "zone": zone,
            "number": call.command.number,
            "window": call.command.window,
            "language": call.command.language,
            "said": call.said,
            "outcome": call.answer.outcome.value,
            "reason": call.answer.reason,
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"spoken-{at:%Y-%m-%d}.jsonl"
            if not path.exists():
                self._forget(at)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            log.warning("what was spoken cannot be kept in %s: %s", self._folder, error)

    def _forget(self, at: datetime) -> None:
        """Remove the days that are too old to be asked about."""
        first = f"spoken-{at - self._keep:%Y-%m-%d}.jsonl"
        for path in (self._folder or Path()).glob("spoken-*.jsonl"):
            if path.name < first:
                path.unlink()
