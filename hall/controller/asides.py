"""What is asked at a kiosk and answered beside the writer: nothing in the hall changes by it. Pure.

Whether a result is ready is known to the hall because another program told it; see `Receipts`.
"""

from datetime import datetime
from typing import Final, Protocol

from hall.bus.messages import (
    AskCode,
    AskReceipt,
    AskSlots,
    CodeAnswer,
    CodeMeaning,
    PrintBooking,
    PrintGuide,
    PrintTestPage,
    ReceiptAnswer,
    ReceiptStanding,
    Slot,
    SlotsAnswer,
    Text,
)
from hall.core.booking import free_slots, left_of
from hall.core.hall import Hall
from hall.core.lookups import appointment_of
from hall.core.numbering import asked_category
from hall.core.spent import refusal_of

Aside = AskReceipt | AskCode | AskSlots | PrintTestPage | PrintGuide | PrintBooking
"""The requests that no order is made of."""

TEXTS: Final[dict[ReceiptStanding, Text]] = {
    ReceiptStanding.READY: (
        "您的办理结果已经可以领取。请取号，到出件窗口领取。",
        "Your result is ready. Take a number and pick it up.",
    ),
    ReceiptStanding.NOT_READY: (
        "您的事项还在办理，现在还不能取。想问进度，请取号到窗口，或问服务台。",
        "It is still being worked on. To ask how far it is, take a number, or ask the desk.",
    ),
    ReceiptStanding.UNKNOWN: (
        "没有查到这张受理单。请核对号码，也可以取号到窗口询问。",
        "This receipt was not found. Check its number, or take a number and ask at a window.",
    ),
}
"""What a citizen is told."""
HANDED_OUT: Final[Text] = (
    "这份办理结果已经领走了。不是您领的，请到服务台。",
    "This result was picked up already. If you did not, ask the service desk.",
)
STANDINGS: Final[dict[bool | None, ReceiptStanding]] = {
    None: ReceiptStanding.UNKNOWN,
    False: ReceiptStanding.NOT_READY,
    True: ReceiptStanding.READY,
}
"""By whether it is known to be ready."""
CODE_TEXTS: Final[dict[CodeMeaning, Text]] = {
    CodeMeaning.APPOINTMENT: ("这是预约码。", "This is an appointment."),
    CodeMeaning.RETURN: (
        "这是返回码，可以优先取号。",
        "With this code you come back near the front.",
    ),
    CodeMeaning.RECEIPT: ("这是回执。", "This is a receipt."),
    CodeMeaning.UNKNOWN: (
        "这个码不是预约码、返回码，也不是可查的回执。请核对，也可直接取号。",
        "The hall knows no appointment, return code or receipt by it. Check it, or take a number.",
    ),
}
"""What a code is for, as a citizen is told."""


MOST_SLOTS: Final = 400
"""As many as fit a message; the next times stand first."""


class Receipts(Protocol):
    """What is known of results to be picked up."""

    def is_ready(self, receipt: str) -> bool | None:
        """Whether a result can be picked up; None when nobody told of it. Raises `HallError`."""

    def is_handed_out(self, receipt: str) -> bool:
        """Whether a result was picked up lately. Raises `HallError`."""


class NoReceipts:
    """A hall that is told of no results."""

    def is_ready(self, _receipt: str) -> bool | None:
        """Nobody told of any."""
        return None

    def is_handed_out(self, _receipt: str) -> bool:
        """Nobody told of any."""
        return False


def receipt_answer(request: AskReceipt, receipts: Receipts) -> ReceiptAnswer:
    """What becomes of somebody who came for a result."""
    receipt = request.receipt.strip()
    standing = STANDINGS[receipts.is_ready(receipt)]
    gone = standing is ReceiptStanding.UNKNOWN and receipts.is_handed_out(receipt)
    text = HANDED_OUT if gone else TEXTS[standing]
    return ReceiptAnswer(request=request.id, standing=standing, text=text, handed_out=gone)


def code_answer(request: AskCode, hall: Hall, receipts: Receipts) -> CodeAnswer:
    """What a code is for: an appointment, coming back, or a result to be picked up."""
    code = request.code.strip()
    meaning = _meaning(code, hall, receipts)
    over = refusal_of(hall.spent, code) if meaning is CodeMeaning.UNKNOWN else None
    if over is not None:
        text = (over.zh, over.en)
        return CodeAnswer(request=request.id, meaning=meaning, text=text, over=True)
    return CodeAnswer(request=request.id, meaning=meaning, text=CODE_TEXTS[meaning])


def _meaning(code: str, hall: Hall, receipts: Receipts) -> CodeMeaning:
    if code in hall.appointments or any(code == each.token for each in hall.appointments.values()):
        return CodeMeaning.APPOINTMENT
    if code in hall.returns:
        return CodeMeaning.RETURN
    is_receipt = receipts.is_ready(code) is not None or receipts.is_handed_out(code)
    return CodeMeaning.RECEIPT if is_receipt else CodeMeaning.UNKNOWN


def slots_answer(request: AskSlots, hall: Hall, now: datetime) -> SlotsAnswer:
    """The times that can be booked; refused for what the hall does not have."""
    moved = appointment_of(hall, request.moves) if request.moves else None
    if moved is None:
        matter = request.matter
        code = asked_category(hall, matter, request.category).code
    else:
        matter, code = moved.matter, moved.category
    return SlotsAnswer(
        request=request.id,
        category=code,
        matter=matter,
        slots=tuple(
            Slot(starts_at=each.span.start, ends_at=each.span.end, free=left_of(hall, each))
            for each in free_slots(hall, code, now)[:MOST_SLOTS]
        ),
    )
