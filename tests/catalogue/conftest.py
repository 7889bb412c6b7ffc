"""What tests of the catalogue share."""

from pathlib import Path

import pytest

from tests.catalogue.hall_files import HallFiles, copy_of_the_sample


@pytest.fixture
def hall_files(tmp_path: Path) -> HallFiles:
    """The sample's files, free to be changed."""
    return copy_of_the_sample(tmp_path / "data")
