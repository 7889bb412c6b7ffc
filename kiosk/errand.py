"""What is asked of the hall beside a number: whether a result is ready, a guide or a test on paper.

One at a time, for as long as the citizen stays on its page. What must not live here: words, pages.
"""

from dataclasses import dataclass, replace

from hall.bus.messages import (
    AskCode,
    AskReceipt,
    CodeAnswer,
    PrintGuide,
    PrintOutcome,
    PrintProgress,
    PrintTestPage,
    ReceiptAnswer,
    Refused,
    Reply,
)

ErrandRequest = AskReceipt | AskCode | PrintGuide | PrintTestPage


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
