"""The premises under each version of the catalogue that is or will be in force.

A version begins on its day and is taken up when that day opens; the open day keeps the one that it
was opened with. May be read and added to by any thread: what it holds is replaced as a whole.
"""

from collections.abc import Iterable
from datetime import date

from hall.catalogue.model import Catalogue
from hall.controller.premises import Premises
from hall.core.hall import Hall


class Editions:
    """Every version that may still be needed, at least one."""

    def __init__(self, first: Premises) -> None:
        self.first = first
        """The hall with the catalogue of its files; what is published comes before it."""
        self._all: tuple[Premises, ...] = ()

    def hold(self, catalogues: Iterable[Catalogue]) -> None:
        """These were published, the one that begins first before the others."""
        for catalogue in catalogues:
            self.add(catalogue)

    def add(self, catalogue: Catalogue) -> None:
        """A version was published; it is taken up on its day."""
        self._all = (*self._all, self.first.under(catalogue))

    def on(self, day: date) -> Premises:
        """The one that is in force on a day: the last to begin by then, else the first there is.

        Of two that begin together the one counts that was published later.
        """
        begun = [each for each in self._all if each.catalogue.effective_from <= day]
        newest = max((each.catalogue.effective_from for each in begun), default=None)
        found = [each for each in begun if each.catalogue.effective_from == newest]
        return (found or list(self._all[:1]) or [self.first])[-1]

    def of(self, hall: Hall) -> Premises:
        """The one that the open day was opened with; before the first day, the first there is."""
        wanted = hall.offer.catalogue if hall.offer else None
        known = (*self._all, self.first)
        found = (each for each in known if each.catalogue.version == wanted)
        return next(found, known[0])
