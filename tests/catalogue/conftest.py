"""A copy of the sample hall's files that a test may break in one place."""

import shutil
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from hall.catalogue import Catalogue, Site, load_catalogue, load_site


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
        """The catalogue and the site."""
        catalogue = load_catalogue(self.folder / "catalogue.yaml")
        return catalogue, load_site(self.folder / "hall.yaml", catalogue)


@pytest.fixture
def hall_files(tmp_path: Path) -> HallFiles:
    """The sample's files, free to be changed."""
    with as_file(files("hall.catalogue") / "data") as data:
        shutil.copytree(data, tmp_path / "data")
    return HallFiles(tmp_path / "data")
