"""The warnings that stand, as a document: the worst first, then the oldest."""

from hall.catalogue.text import Text
from hall.controller.watch import Watch
from hall.supervision.warnings import KIND_NAMES, LEVEL_NAMES, Standing, text_of
from hall.web.documents.values import Document


def warnings_document(watch: Watch) -> Document:
    """All of them."""
    worst_first = sorted(watch.board.items(), key=lambda each: (-each[1].level, each[1].since))
    return {"warnings": [_document(watch, standing) for _, standing in worst_first]}


def _document(watch: Watch, standing: Standing) -> Document:
    reading = standing.reading
    seen = watch.seen.get((reading.kind, reading.subject))
    return {
        "kind": reading.kind,
        "subject": reading.subject,
        "level": standing.level.name.lower(),
        "since": standing.since.isoformat(),
        "name": _both(KIND_NAMES[reading.kind]),
        "level_name": _both(LEVEL_NAMES[standing.level]),
        "text": _both(text_of(reading, watch.settings.rules[reading.kind])),
        "seen_by": seen.by if seen else None,
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
