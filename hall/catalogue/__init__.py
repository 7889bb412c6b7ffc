"""The catalogue of matters and the hall as it is built: values, files, checks.

What must not live here: the rules of the queue (see `hall.core`), devices, messages.
"""

from hall.catalogue.findings import CatalogueError, Finding
from hall.catalogue.load import load_catalogue
from hall.catalogue.load_site import load_site
from hall.catalogue.model import Catalogue, Category, Department, LifeEvent, Matter
from hall.catalogue.sample import sample
from hall.catalogue.site import Area, DeviceKind, DeviceSite, Scenario, Site, WindowSite
from hall.catalogue.text import Language, Text

__all__ = [
    "Area",
    "Catalogue",
    "CatalogueError",
    "Category",
    "Department",
    "DeviceKind",
    "DeviceSite",
    "Finding",
    "Language",
    "LifeEvent",
    "Matter",
    "Scenario",
    "Site",
    "Text",
    "WindowSite",
    "load_catalogue",
    "load_site",
    "sample",
]
