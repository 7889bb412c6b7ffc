"""Commands that change nothing in the queue, so that the journal has who did what beside it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraft:
    """The draft of the catalogue was changed; `about` says what, in a few words."""

    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePublication:
    """A version of the catalogue was published."""

    version: str
    effective_from: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAccess:
    """Who may come in is being changed: `deed` is what is done to whom, `about` with what."""

    deed: str
    account: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeWarning:
    """Somebody has seen a warning and sees to it."""

    kind: str
    subject: str
    level: str
