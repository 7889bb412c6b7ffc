"""Keeps the catalogue and the hall's plan in files, so that guides stay readable without the hall.

A file that cannot be read is left out and logged: the hall sends everything again.
"""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from hall.bus.encoding import decode, encode
from hall.bus.messages import CatalogueView, SiteView
from hall.bus.topics import Channel
from hall.errors import MessageRejected

log = logging.getLogger(__name__)

_PATTERN: Final = "view-*.json"


class ViewCache:
    """A folder with one file for each view that was worth keeping."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self) -> Iterator[CatalogueView | SiteView]:
        """What was kept."""
        for path in sorted(self._folder.glob(_PATTERN)):
            try:
                view = decode(Channel.VIEW, path.read_bytes())
            except (OSError, MessageRejected) as error:
                log.warning("%s is left out: %s", path, error)
                continue
            if isinstance(view, CatalogueView | SiteView):
                yield view

    def keep(self, views: Iterable[CatalogueView | SiteView]) -> None:
        """Replace what was kept; a folder that cannot be written is logged, and nothing more."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            written = {self._write(view) for view in views}
            for path in set(self._folder.glob(_PATTERN)) - written:
                path.unlink()
        except OSError as error:
            log.warning("the guides cannot be kept in %s: %s", self._folder, error)

    def _write(self, view: CatalogueView | SiteView) -> Path:
        name = "site" if isinstance(view, SiteView) else f"catalogue-{view.part}"
        path = self._folder / f"view-{name}.json"
        draft = path.with_suffix(".new")
        draft.write_bytes(encode(Channel.VIEW, view))
        return draft.replace(path)
