"""What was done beside the queue."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDrafted:
    """The draft of the catalogue was changed."""

    at: datetime
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePublished:
    """A version of the catalogue was published, to be in force from a day on."""

    at: datetime
    version: str
    effective_from: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessChanged:
    """Who may come in was changed: an account, a key of a program, a tablet."""

    at: datetime
    deed: str
    account: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningAcknowledged:
    """A warning was seen by somebody who sees to it."""

    at: datetime
    kind: str
    subject: str
    level: str
