"""Pages that are no ticket: a test page for a technician, a guide for a citizen. Pure.

Such a page is no event either: nobody waits by it. Asked again under the same id, the same
page is meant, and what has become of it is told again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from hall.bus.messages import (
    Align,
    AnswerOutcome,
    CutBlock,
    PrintOutcome,
    PrintProgress,
    PrintTicket,
    QrBlock,
    RuleBlock,
    Size,
    TextBlock,
    TicketDocument,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.announcements import PRINT_TTL_S, Told
from hall.controller.premises import Premises

MOST_REMEMBERED: Final = 500
"""Beyond it the oldest is forgotten: nobody asks again for a page of so long ago."""
_PROOF: Final = "proof-"
_OUTCOMES: Final = {
    AnswerOutcome.PRINTED: PrintOutcome.PRINTED,
    AnswerOutcome.WORKED_OFF: PrintOutcome.WORKED_OFF,
    AnswerOutcome.SENT: PrintOutcome.SENT,
    AnswerOutcome.UNCONFIRMED: PrintOutcome.UNCONFIRMED,
    AnswerOutcome.FAILED: PrintOutcome.FAILED,
}


@dataclass(frozen=True, slots=True)
class _Proof:
    outcome: PrintOutcome
    asker: Topic | None
    """Where its progress goes; None for one that is asked for again to hear of it."""
    request: str


class Proofs:
    """The latest pages of this run of the hall."""

    def __init__(self, hall_id: str) -> None:
        self._hall_id = hall_id
        self._proofs: dict[str, _Proof] = {}
        self._news: list[str] = []

    def ask(
        self, printer: str, request: str, document: TicketDocument, asker: Topic | None = None
    ) -> Iterator[Told]:
        """Have a page printed, once for each request of an asker."""
        ident = _ident(asker.id if asker else printer, request)
        self._news.append(ident)
        if ident in self._proofs:
            return
        self._proofs[ident] = _Proof(PrintOutcome.PRINTING, asker, request)
        if len(self._proofs) > MOST_REMEMBERED:
            del self._proofs[next(iter(self._proofs))]
        yield Told(
            topic=Topic(self._hall_id, Kind.PRINTER, printer, Channel.COMMAND),
            command=PrintTicket(id=ident, ttl_s=PRINT_TTL_S, document=document),
        )

    def outcome(self, printer: str, request: str) -> PrintOutcome:
        """How far a test page of the page of devices has come."""
        return self._proofs[_ident(printer, request)].outcome

    def answered(self, command_id: str, outcome: AnswerOutcome) -> None:
        """What a printer said, if it is about a test page."""
        proof = self._proofs.get(command_id)
        if proof is not None and outcome in _OUTCOMES:
            self._proofs[command_id] = replace(proof, outcome=_OUTCOMES[outcome])
            self._news.append(command_id)

    def progress(self) -> Iterator[tuple[Topic, PrintProgress]]:
        """What is news to the kiosks that wait for a page."""
        news, self._news = self._news, []
        for ident in news:
            proof = self._proofs.get(ident)
            if proof is not None and proof.asker is not None:
                said = PrintProgress(request=proof.request, outcome=proof.outcome)
                yield replace(proof.asker, channel=Channel.REPLY), said


def _ident(asker: str, request: str) -> str:
    """An id as short as the contract wants it, whatever it is made of."""
    return _PROOF + sha256(f"{asker}/{request}".encode()).hexdigest()[:32]


def proof_page(printer: str, premises: Premises, now: datetime) -> TicketDocument:
    """A page with every size and kind of block that a ticket may have."""
    zh, en = premises.site.name
    return TicketDocument(
        blocks=(
            TextBlock(text=zh, align=Align.CENTRE, bold=True),
            TextBlock(text=en, align=Align.CENTRE),
            TextBlock(text="测试页 Test page", align=Align.CENTRE, bold=True),
            RuleBlock(),
            TextBlock(text="A012", size=Size.HUGE, bold=True, align=Align.CENTRE),
            TextBlock(text="大字 Large 0123456789", size=Size.LARGE),
            TextBlock(text="普通 Normal 0123456789 ABCDEFGHIJKLM"),
            TextBlock(text="加粗 Bold 0123456789", bold=True),
            QrBlock(data=printer),
            RuleBlock(),
            TextBlock(text=f"{printer}  {now.astimezone(premises.zone):%Y-%m-%d %H:%M:%S}"),
            CutBlock(),
        )
    )
