"""Pages that are no ticket: what is remembered of them."""

from hall.bus.encoding import decode, encode
from hall.bus.messages import AnswerOutcome, PrintOutcome, TicketDocument
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.proofs import MOST_REMEMBERED, Proofs

PAGE = TicketDocument(blocks=())
KIOSK = Topic("h01", Kind.KIOSK, "kiosk-1", Channel.REQUEST)


def test_only_the_latest_pages_are_remembered() -> None:
    """A kiosk that prints all year fills no memory; a page of just now keeps its outcome."""
    proofs = Proofs("h01")
    commands = [
        told.command.id
        for at in range(MOST_REMEMBERED + 1)
        for told in proofs.ask("printer-1", str(at), PAGE, KIOSK)
    ]
    assert len(list(proofs.progress())) == MOST_REMEMBERED
    for command in (commands[0], commands[-1]):
        proofs.answered(command, AnswerOutcome.PRINTED)
    ((_, said),) = proofs.progress()
    assert (said.request, said.outcome) == (str(MOST_REMEMBERED), PrintOutcome.PRINTED)


def test_whatever_asks_for_a_page_its_command_is_of_the_contract() -> None:
    """Ids as long as a kiosk and a request may have make no id that its printer does not take."""
    kiosk = Topic("h01", Kind.KIOSK, "k" * 64, Channel.REQUEST)
    (told,) = Proofs("h01").ask("printer-1", "r" * 100, PAGE, kiosk)
    payload = encode(Channel.COMMAND, told.command)
    assert decode(Channel.COMMAND, payload) == told.command


def test_pages_of_two_who_ask_are_two_pages() -> None:
    """However their ids are put together."""
    proofs = Proofs("h01")
    asked = (("p-1", "2-a"), ("p-1-2", "a"))
    assert len([told for printer, ask in asked for told in proofs.ask(printer, ask, PAGE)]) == 2
