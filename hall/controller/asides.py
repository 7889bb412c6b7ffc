"""What is asked at a kiosk and answered beside the writer: nothing in the hall changes by it. Pure.

Whether a result is ready is known to the hall because another program told it; see `Receipts`.
"""

from typing import Final, Protocol

from hall.bus.messages import (
    AskReceipt,
    PrintGuide,
    PrintTestPage,
    ReceiptAnswer,
    ReceiptStanding,
    Text,
)

Aside = AskReceipt | PrintTestPage | PrintGuide
"""The requests that no order is made of."""

TEXTS: Final[dict[ReceiptStanding, Text]] = {
    ReceiptStanding.READY: (
        "您的办理结果已经可以领取。请取号，到出件窗口领取。",
        "Your result is ready. Take a number and pick it up.",
    ),
    ReceiptStanding.NOT_READY: (
        "您的事项还在办理，现在来取还没有结果。有疑问请到服务台。",
        "It is still being worked on; there is nothing to pick up yet. Ask the desk if in doubt.",
    ),
    ReceiptStanding.UNKNOWN: (
        "没有查到这张受理单。请核对号码，也可以取号到窗口询问。",
        "This receipt was not found. Check its number, or take a number and ask at a window.",
    ),
}
"""What a citizen is told."""


class Receipts(Protocol):
    """What is known of results to be picked up."""

    def is_ready(self, receipt: str) -> bool | None:
        """Whether a result can be picked up; None when nobody told of it. Raises `HallError`."""


class NoReceipts:
    """A hall that is told of no results."""

    def is_ready(self, _receipt: str) -> bool | None:
        """Nobody told of any."""
        return None


def receipt_answer(request: AskReceipt, receipts: Receipts) -> ReceiptAnswer:
    """What becomes of somebody who came for a result."""
    is_ready = receipts.is_ready(request.receipt.strip())
    if is_ready is None:
        standing = ReceiptStanding.UNKNOWN
    else:
        standing = ReceiptStanding.READY if is_ready else ReceiptStanding.NOT_READY
    return ReceiptAnswer(request=request.id, standing=standing, text=TEXTS[standing])
