"""Compares a catalogue with the list of a level above: what is missing, extra or named otherwise.

Pure. The list is plain names, as a province or a city publishes them. What must not live here:
reading the list (see `tables`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from hall.catalogue.model import Catalogue

_LIKE: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """A matter that probably is one of the list under another name."""

    matter: str
    here: str
    above: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a catalogue stands to a list from above."""

    same: tuple[str, ...]
    renamed: tuple[Renamed, ...]
    only_here: tuple[str, ...]
    """Names of matters that the list does not have."""
    only_above: tuple[str, ...]
    """Names of the list that are neither a matter nor a sub-item here."""


def compare(catalogue: Catalogue, above: Iterable[str]) -> Comparison:
    """Compare by name; a name of the list that is a sub-item here is not missing."""
    names = tuple(dict.fromkeys(name.strip() for name in above if name.strip()))
    here = {matter.name.zh: matter.id for matter in catalogue.matters.values()}
    parts = {item.name.zh for matter in catalogue.matters.values() for item in matter.sub_items}
    open_above = [name for name in names if name not in here and name not in parts]
    renamed = tuple(_renamed({name: here[name] for name in here if name not in names}, open_above))
    known_here = {each.here for each in renamed}
    known_above = {each.above for each in renamed}
    return Comparison(
        same=tuple(name for name in here if name in names),
        renamed=renamed,
        only_here=tuple(name for name in here if name not in names and name not in known_here),
        only_above=tuple(name for name in open_above if name not in known_above),
    )


def _renamed(here: dict[str, str], above: Iterable[str]) -> Iterable[Renamed]:
    left = dict(here)
    for name in above:
        near = get_close_matches(name, left, n=1, cutoff=_LIKE)
        if near:
            yield Renamed(matter=left.pop(near[0]), here=near[0], above=name)
