"""Commands that change nothing in the queue, so that the journal has who did what beside it."""

from hall.core.value import Value


class NoteDraft(Value, frozen=True, kw_only=True):
    """The draft of the catalogue was changed; `about` says what, in a few words."""

    about: str


class NotePublication(Value, frozen=True, kw_only=True):
    """A version of the catalogue was published."""

    version: str
    effective_from: str
    hash: str


class NoteAccess(Value, frozen=True, kw_only=True):
    """Who may come in is being changed: `deed` is what is done to whom, `about` with what."""

    deed: str
    account: str
    about: str = ""


class AcknowledgeWarning(Value, frozen=True, kw_only=True):
    """Somebody has seen a warning and sees to it."""

    kind: str
    subject: str
    level: str
