"""A copy of the sample hall's files that a test may break."""

import shutil
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from hall.catalogue import Catalogue, CatalogueError, Finding, Site, load_catalogue, load_site


@dataclass(frozen=True, kw_only=True)
class Break:
    """One change to one file, and the finding that must tell of it."""

    file: str
    old: str
    new: str
    at: str
    """What stands on the line that the finding names, after the change."""
    key: str
    problem: str
    expected: str
    told_of: str = ""
    """The file that the finding names, if it is another."""
    row: int | None = None
    """The row of the policy table that the finding cites."""


@dataclass(frozen=True)
class HallFiles:
    """The files of a hall, in a folder of their own."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace what stands first in a file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not say {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line_of(self, file: str, text: str) -> int:
        """On which line a file first says something."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def load(self) -> tuple[Catalogue, Site]:
        """The catalogue and the site; raises `CatalogueError`."""
        catalogue = load_catalogue(self.folder / "catalogue.yaml")
        return catalogue, load_site(self.folder / "hall.yaml", catalogue)

    def findings(self) -> tuple[Finding, ...]:
        """What loading finds wrong."""
        try:
            self.load()
        except CatalogueError as error:
            return error.findings
        return ()

    def told(self, broken: Break) -> Finding:
        """The finding that a break must lead to."""
        file = broken.told_of or broken.file
        return Finding(
            file=str(self.folder / file),
            line=self.line_of(file, broken.at),
            key=broken.key,
            problem=broken.problem,
            expected=broken.expected,
            row=broken.row,
        )


def copy_of_the_sample(folder: Path) -> HallFiles:
    """The sample's files, copied into a new folder."""
    with as_file(files("hall.catalogue") / "data") as data:
        shutil.copytree(data, folder)
    return HallFiles(folder)
