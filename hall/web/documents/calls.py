"""What became of the call at a window."""

from dataclasses import fields

from hall.bus.messages import CallFate, CallWay
from hall.web.documents.values import Document, text_document


def call_document(fate: CallFate | None) -> Document:
    """How far the last call to a window has come, way by way, and what happens instead."""
    if fate is None:
        return {"call": None}
    ways = ((each.name, getattr(fate, each.name)) for each in fields(fate))
    return {
        "call": {
            "number": fate.number,
            "times": fate.times,
            "ways": [_way(name, way) for name, way in ways if isinstance(way, CallWay)],
            "instead": text_document(fate.instead) if fate.instead else None,
        }
    }


def _way(name: str, way: CallWay) -> Document:
    reason = text_document(way.reason) if way.reason else None
    return {"way": name, "reach": way.reach, "reason": reason}
