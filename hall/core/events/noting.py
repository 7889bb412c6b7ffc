"""What was done beside the queue."""

from datetime import datetime

from hall.core.value import Value


class CatalogueDrafted(Value, frozen=True, kw_only=True):
    """The draft of the catalogue was changed."""

    at: datetime
    about: str


class CataloguePublished(Value, frozen=True, kw_only=True):
    """A version of the catalogue was published, to be in force from a day on."""

    at: datetime
    version: str
    effective_from: str
    hash: str


class AccessChanged(Value, frozen=True, kw_only=True):
    """Who may come in was changed: an account, a key of a program, a tablet."""

    at: datetime
    deed: str
    account: str
    about: str


class WarningAcknowledged(Value, frozen=True, kw_only=True):
    """A warning was seen by somebody who sees to it."""

    at: datetime
    kind: str
    subject: str
    level: str
