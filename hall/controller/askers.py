"""Who asked for which number at a kiosk, and how far its paper has come as they were told. Pure.

What must not live here: pages that are no ticket (see `proofs`), sending.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from hall.bus.messages import PrintOutcome, PrintProgress
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.orders import Fact
from hall.core.events import TicketReported, TicketReprinted, VisitIssued
from hall.core.hall import Hall

Outgoing = tuple[Topic, PrintProgress]

_NOT_CONFIRMED: Final = (
    "打印机没有回音，号票可能没打出来。",
    "The printer did not answer; the ticket may not have come out.",
)


@dataclass(frozen=True, slots=True)
class _Asker:
    """Where the paper's progress goes, and what was told there last."""

    topic: Topic
    request: str
    heard: PrintProgress | None = None


class Askers:
    """The kiosks that wait for the papers of a day."""

    def __init__(self, hall_id: str) -> None:
        self._hall_id = hall_id
        self._askers: dict[str, _Asker] = {}

    def recover(self, facts: Iterable[Fact], hall: Hall) -> None:
        """Remember who waits for a paper that is not settled, from the open day."""
        for fact in facts:
            event = fact.event
            if isinstance(event, VisitIssued) and event.visit in hall.prints:
                asker = _asker_of(self._hall_id, fact)
                if asker is not None:
                    self._askers[event.visit] = asker

    def forget(self) -> None:
        """Another day: nobody waits any more."""
        self._askers.clear()

    def remember(self, visit: str, topic: Topic, request: str) -> Iterator[Outgoing]:
        """Who asked; one who asks again missed the answer, and what came after it too."""
        before = self._askers.get(visit)
        heard = before.heard if before else None
        self._askers[visit] = _Asker(topic, request, heard)
        if heard is not None:
            yield replace(topic, channel=Channel.REPLY), heard

    def progress(self, facts: Iterable[Fact]) -> Iterator[Outgoing]:
        """The paper's progress, for the kiosks that wait for it."""
        for fact in facts:
            outcome = _print_outcome(fact.event)
            visit: str = getattr(fact.event, "visit", "")
            if isinstance(fact.event, TicketReprinted):  # no longer the kiosk's paper
                self._askers.pop(visit, None)
            asker = self._askers.get(visit)
            if outcome is None or asker is None:
                continue
            message = PrintProgress(
                request=asker.request,
                outcome=outcome,
                reason=_NOT_CONFIRMED if outcome == PrintOutcome.UNCONFIRMED else None,
            )
            self._askers[visit] = replace(asker, heard=message)
            yield replace(asker.topic, channel=Channel.REPLY), message


def _asker_of(hall_id: str, fact: Fact) -> _Asker | None:
    """Who took a number, read from the id of its order; None when it was not a kiosk."""
    kind, _, rest = fact.command.partition("/")
    device, _, request = rest.partition("/")
    if kind != Kind.KIOSK or not request:
        return None
    return _Asker(Topic(hall_id, Kind.KIOSK, device, Channel.REQUEST), request)


def _print_outcome(event: Any) -> PrintOutcome | None:
    if isinstance(event, VisitIssued):
        return PrintOutcome.PRINTING if event.printer else None
    return PrintOutcome(event.state.value) if isinstance(event, TicketReported) else None
