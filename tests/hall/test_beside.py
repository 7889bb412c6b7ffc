"""What is asked beside the writer and cannot be answered is refused at once, in words."""

from dataclasses import replace

from hall.bus.messages import PrintBooking, PrintGuide, PrintTestPage, PrintTicket, Refused
from hall.bus.topics import Kind
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
