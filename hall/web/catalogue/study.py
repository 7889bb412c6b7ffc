"""A text of the catalogue read in every way a page needs; pure, and remembered for a while."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hall.catalogue.findings import CatalogueError, Finding
from hall.catalogue.load import read_catalogue
from hall.catalogue.model import Catalogue
from hall.catalogue.sections import SECTIONS
from hall.catalogue.sheet import text_of
from hall.catalogue.site import Site
from hall.catalogue.text import Text
from hall.catalogue.whole import Plain, as_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A text, as plain values and, where nothing is wrong with it, as a catalogue."""

    text: str
    plain: Plain
    findings: tuple[Finding, ...]
    catalogue: Catalogue | None

    @property
    def matters(self) -> list[Plain]:
        """The matters as they are written."""
        found = self.plain.get("matters")
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def place_of(self, matter: str) -> int | None:
        """Where a matter stands; None when it is not there."""
        ids = [str(each.get("id")) for each in self.matters]
        return ids.index(matter) if matter in ids else None

    def findings_of(self, place: int) -> int:
        """How much is wrong with the matter at a place."""
        return sum(found.path[:2] == ("matters", place) for found in self.findings)

    @property
    def elsewhere(self) -> tuple[Finding, ...]:
        """What is wrong beside the matters."""
        return tuple(found for found in self.findings if found.path[:1] != ("matters",))


@lru_cache(maxsize=4)
def study(text: str, name: str) -> Study:
    """A text and everything that is wrong with it."""
    try:
        plain = as_plain(text, name)
    except CatalogueError as error:
        return Study(text=text, plain={}, findings=error.findings, catalogue=None)
    try:
        catalogue = read_catalogue(text, name)
    except CatalogueError as error:
        return Study(text=text, plain=plain, findings=error.findings, catalogue=None)
    return Study(text=text, plain=plain, findings=(), catalogue=catalogue)


def unserved(catalogue: Catalogue, site: Site) -> tuple[Finding, ...]:
    """The categories that no window of the hall was built for: nobody could be called."""
    return tuple(
        Finding(
            file="the site",
            line=1,
            key=f"categories[{code}]",
            problem=f"no window serves {code}",
            expected="a window for every category in the hall's file",
            zh=f"“{category.name.zh}”没有窗口办理，先在大厅文件里设窗口",
        )
        for code, category in catalogue.categories.items()
        if not site.windows_serving(code)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """How a matter, or a list of the draft, stands to the version that it began with."""

    id: str
    """Of the matter; empty for a list."""
    name: Text
    how: str
    """`added`, `changed` or `dropped`."""
    spoken: bool = False
    """Whether the differences in words say it, where they can be said."""


def touched(before: Study, after: Study) -> tuple[Touched, ...]:
    """The matters and lists that are not what they were, readable or not."""
    lists = (
        Touched(id="", name=section.label, how="changed", spoken=section.spoken)
        for section in SECTIONS.values()
        if section.entries(before.plain) != section.entries(after.plain)
    )
    return (*_touched(before.matters, after.matters), *lists)


def _touched(before: list[Plain], after: list[Plain]) -> Iterator[Touched]:
    was = {str(each.get("id")): each for each in before}
    now = {str(each.get("id")): each for each in after}
    for ident, matter in now.items():
        if was.get(ident) != matter:
            how = "changed" if ident in was else "added"
            yield Touched(id=ident, name=_name(matter), how=how)
    for ident, matter in was.items():
        if ident not in now:
            yield Touched(id=ident, name=_name(matter), how="dropped")


def _name(matter: dict[str, Any]) -> Text:
    return text_of(matter.get("name"), {})
