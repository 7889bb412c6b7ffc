"""What is asked beside the writer and cannot be answered is refused at once, in words."""

from dataclasses import replace
from threading import Event

from hall.bus.messages import (
    AskReceipt,
    PrintBooking,
    PrintGuide,
    PrintTestPage,
    PrintTicket,
    ReceiptAnswer,
    Refused,
)
from hall.bus.topics import Kind
from hall.controller.beside import MOST_LOOKED_UP
from tests.fakes.running_hall import running
from tests.fakes.switchboard import TTL_S, sample_premises


def test_a_kiosk_without_a_printer_says_where_to_print() -> None:
    """For whatever is to be printed, and with what to do instead."""
    premises = sample_premises()
    kiosk = replace(premises.site.devices["kiosk-1"], printer=None)
    devices = {**premises.site.devices, "kiosk-1": kiosk}
    bare = replace(premises, site=replace(premises.site, devices=devices))
    with running(premises=bare) as hall:
        hall.ask(Kind.KIOSK, "kiosk-1", PrintTestPage(id="a", ttl_s=TTL_S))
        hall.ask(Kind.KIOSK, "kiosk-1", PrintGuide(id="b", ttl_s=TTL_S, matter="BD01"))
        hall.ask(Kind.KIOSK, "kiosk-1", PrintBooking(id="c", ttl_s=TTL_S, code="00471128"))
        refused = hall.hears(Refused, 3)
        assert {each.request for each in refused} == {"a", "b", "c"}
        assert {each.code for each in refused} == {"no_printer"}
        assert "服务台" in refused[0].text[0]
        assert "service desk" in refused[0].text[1]
        assert hall.bus.heard(PrintTicket) == []


class SlowReceipts:
    """A database that answers when it is let go on."""

    def __init__(self) -> None:
        self.gate = Event()

    def is_ready(self, _receipt: str) -> bool | None:
        """Every result is."""
        assert self.gate.wait(10)
        return True

    def is_handed_out(self, _receipt: str) -> bool:
        """None was."""
        return False


def test_beyond_what_a_slow_database_can_look_up_a_kiosk_is_refused_at_once() -> None:
    """Nobody is asked behind hundreds of others; what was taken in is answered all the same."""
    slow = SlowReceipts()
    with running(receipts=slow) as hall:
        for each in range(MOST_LOOKED_UP + 1):
            hall.ask(Kind.KIOSK, "kiosk-1", AskReceipt(id=f"{each}", ttl_s=TTL_S, receipt="R-1"))
        (refused,) = hall.hears(Refused)
        assert (refused.request, refused.code) == (f"{MOST_LOOKED_UP}", "hall_unavailable")
        slow.gate.set()
        hall.hears(ReceiptAnswer, MOST_LOOKED_UP)
        hall.ask(Kind.KIOSK, "kiosk-1", AskReceipt(id="again", ttl_s=TTL_S, receipt="R-1"))
        assert hall.hears(ReceiptAnswer, MOST_LOOKED_UP + 1)[-1].request == "again"
