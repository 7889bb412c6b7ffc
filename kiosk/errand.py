"""What is asked of the hall beside a number: is a result ready, a time to book, a page on paper.

One at a time, for as long as the citizen stays on its page. What must not live here: words, pages.
"""

from dataclasses import dataclass, replace

from hall.bus.messages import (
    AskCode,
    AskReceipt,
    AskSlots,
    BookTime,
    CodeAnswer,
    PrintBooking,
    PrintGuide,
    PrintOutcome,
    PrintProgress,
    PrintTestPage,
    ReceiptAnswer,
    Refused,
    Reply,
)

ErrandRequest = (
    AskReceipt | AskCode | AskSlots | BookTime | PrintBooking | PrintGuide | PrintTestPage
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One such request, and what has become of it."""

    request: ErrandRequest
    unanswered: bool = False
    """No answer came in time."""
    answer: ReceiptAnswer | None = None
    code: CodeAnswer | None = None
    """What a code that was read is for."""
    refused: Refused | None = None
    printing: PrintOutcome | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether nothing is known of it yet."""
        return not (self.unanswered or self.answer or self.code or self.refused or self.printing)


def answered(errand: Errand, reply: Reply) -> Errand:
    """Take in a reply; one to another request changes nothing."""
    if reply.request != errand.request.id:
        return errand
    match reply:
        case ReceiptAnswer():
            return replace(errand, answer=reply, unanswered=False)
        case CodeAnswer():
            return replace(errand, code=reply, unanswered=False)
        case Refused():
            return replace(errand, refused=reply, unanswered=False)
        case PrintProgress():
            return replace(errand, printing=reply.outcome, unanswered=False)
        case _:
            return errand
