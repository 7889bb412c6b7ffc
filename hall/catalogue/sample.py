"""The sample hall that ships with the program; what must not live here: any other hall."""

from importlib.resources import as_file, files

from hall.catalogue.load import load_catalogue
from hall.catalogue.load_site import load_site
from hall.catalogue.model import Catalogue
from hall.catalogue.site import Site
from hall.catalogue.whole import whole_text


def sample() -> tuple[Catalogue, Site]:
    """The sample catalogue and the sample hall, read afresh."""
    with as_file(files("hall.catalogue") / "data") as folder:
        catalogue = load_catalogue(folder / "catalogue.yaml")
        return catalogue, load_site(folder / "hall.yaml", catalogue)


def sample_text() -> str:
    """The sample catalogue as one text."""
    with as_file(files("hall.catalogue") / "data") as folder:
        return whole_text(folder / "catalogue.yaml")
