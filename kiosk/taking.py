"""Taking a number, or that of an appointment: one request, from the tap to the paper; pure.

The request keeps its id for as long as the citizen stands there, so that a repeat never takes a
second number. What must not live here: words, pages.
"""

from dataclasses import dataclass, replace

from hall.bus.messages import (
    CheckIn,
    NumberIssued,
    PrintOutcome,
    PrintProgress,
    Refused,
    Reply,
    TakeNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What has become of one request for a number."""

    request: TakeNumber | CheckIn
    unanswered: bool = False
    """No answer came in time; whether the number is taken is unknown."""
    issued: NumberIssued | None = None
    issued_s: float = 0.0
    """When the number was heard, on the machine clock."""
    refused: Refused | None = None
    printing: PrintProgress | None = None

    def outcome(self, now_s: float, print_s: float) -> PrintOutcome:
        """How far the paper has come; unconfirmed when nothing final is heard of it in time."""
        outcome = self.printing.outcome if self.printing else PrintOutcome.PRINTING
        if outcome is PrintOutcome.PRINTING and now_s - self.issued_s > print_s:
            return PrintOutcome.UNCONFIRMED
        return outcome


def with_reply(taking: Taking, reply: Reply, now_s: float) -> Taking:
    """Take in a reply to the request; a reply to another request changes nothing."""
    if reply.request != taking.request.id:
        return taking
    match reply:
        case NumberIssued() if taking.issued is None:
            return replace(taking, issued=reply, issued_s=now_s, unanswered=False)
        case Refused() if taking.issued is None:
            return replace(taking, refused=reply, unanswered=False)
        case PrintProgress():
            return replace(taking, printing=reply)
        case _:
            return taking
