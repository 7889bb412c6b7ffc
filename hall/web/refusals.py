"""What the rules of the queue do not know, but must be refused when an order's turn has come."""

from dataclasses import dataclass

from hall.core.refusals import Refused


@dataclass(kw_only=True)
class NotYourWindow(Refused):
    """A clerk acts at the window where they sit."""

    window: int
    code = "not_your_window"
    zh = "您不在{window}号窗口。请先在那里开窗。"
    en = "You are not at window {window}. Open it first."


@dataclass(kw_only=True)
class NotYourService(Refused):
    """A ticket rates its own services, a tablet those of its window."""

    service: str
    code = "not_your_service"
    zh = "这次办理不属于这张号票或这个窗口。请找服务台。"
    en = "This service does not belong to this ticket or window. Ask the desk."
