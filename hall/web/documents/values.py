"""What every document is written with."""

from datetime import datetime
from typing import Any

Document = dict[str, Any]


def moment(at: datetime | None) -> str | None:
    """A moment as it is written."""
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def text_document(text: tuple[str, str]) -> Document:
    """A text in both languages."""
    zh, en = text
    return {"zh": zh, "en": en}
