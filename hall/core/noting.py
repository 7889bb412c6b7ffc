"""Notes for the journal: always taken, and without effect on the queue."""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall


def note_draft(_hall: Hall, command: c.NoteDraft, now: datetime) -> tuple[e.Event, ...]:
    """The draft of the catalogue was changed."""
    return (e.CatalogueDrafted(at=now, about=command.about),)


def note_publication(_hall: Hall, command: c.NotePublication, now: datetime) -> tuple[e.Event, ...]:
    """A version of the catalogue was published."""
    return (
        e.CataloguePublished(
            at=now,
            version=command.version,
            effective_from=command.effective_from,
            hash=command.hash,
        ),
    )


def note_access(_hall: Hall, command: c.NoteAccess, now: datetime) -> tuple[e.Event, ...]:
    """Who may come in is being changed."""
    return (
        e.AccessChanged(at=now, deed=command.deed, account=command.account, about=command.about),
    )


def acknowledge_warning(
    _hall: Hall, command: c.AcknowledgeWarning, now: datetime
) -> tuple[e.Event, ...]:
    """A warning was seen."""
    return (
        e.WarningAcknowledged(
            at=now, kind=command.kind, subject=command.subject, level=command.level
        ),
    )
