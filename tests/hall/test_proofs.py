"""Pages that are no ticket: what is remembered of them."""

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
