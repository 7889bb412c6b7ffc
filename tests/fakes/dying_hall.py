"""A hall program with a fault of ours: its writer fails at the first number that is taken."""

import sys
from collections.abc import Sequence
from pathlib import Path

from hall import program
from hall.__main__ import say_ready
from hall.config import load_config
from hall.core.events import VisitIssued
from hall.storage.rows import Done, Entry, Written
from hall.storage.store import Store


class DyingStore(Store):
    """Fails in a way that nobody has thought of."""

    def append(self, entries: Sequence[Entry], done: Sequence[Done]) -> list[Written]:
        """Write, but no number."""
        if any(isinstance(each.event, VisitIssued) for each in entries):
            raise RuntimeError("a fault of ours in the middle of a commit")
        return super().append(entries, done)


if __name__ == "__main__":
    _, _, config, _, ready = sys.argv
    sys.exit(
        program.run(
            load_config(Path(config)), lambda news: say_ready(news, Path(ready)), DyingStore
        )
    )
