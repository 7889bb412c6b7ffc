"""What a kiosk may ask besides a plain number: check-in, several matters, green, codes, pages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.bus.messages import (
    AnswerOutcome,
    AskCode,
    AskReceipt,
    BoardView,
    CheckIn,
    CodeMeaning,
    GreenGround,
    Language,
    NumberIssued,
    PrintGuide,
    PrintOutcome,
    PrintProgress,
    PrintTestPage,
    PrintTicket,
    QueueView,
    ReceiptAnswer,
    ReceiptStanding,
    Refused,
    Request,
    ShowText,
    TakeNumber,
    TextBlock,
    WindowView,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.asides import NoReceipts, code_answer, receipt_answer
from hall.controller.exchange import Outgoing
from hall.controller.guides import guide_page
from hall.controller.proofs import proof_page
from hall.core import commands as c
from hall.core.events import VisitIssued
from hall.core.settings import Settings, VisitClass
from tests.core.build import DAY
from tests.fakes.running_hall import running
from tests.fakes.switchboard import HALL, MATTER, TTL_S, WINDOW, Switchboard, bookable_offer, of


@pytest.fixture
def hall() -> Switchboard:
    """A hall with one window open."""
    board = Switchboard()
    board.open_day(WINDOW)
    return board


def ask(hall: Switchboard, request: Request) -> list[Outgoing]:
    return hall.ask(Kind.KIOSK, "kiosk-1", request)


def _words(sent: list[Outgoing]) -> list[str]:
    (paper,) = of(sent, PrintTicket)
    return [each.text for each in paper.document.blocks if isinstance(each, TextBlock)]


def test_several_matters_come_under_one_number(hall: Switchboard) -> None:
    """The visit knows what else it came for."""
    (issued,) = of(
        ask(hall, TakeNumber(id="n", ttl_s=TTL_S, matter=MATTER, further=("SS02", "BD01"))),
        NumberIssued,
    )
    visit = hall.hall.visits[issued.visit]
    assert [each.matter for each in visit.further] == ["SS02", "BD01"]
    assert issued.matter == MATTER


@pytest.mark.parametrize(
    "claim", [{"age": 81}, {"grounds": (GreenGround.PREGNANCY,)}], ids=["age", "ground"]
)
def test_the_green_channel_is_claimed_and_its_reason_forgotten(
    hall: Switchboard, claim: dict[str, object]
) -> None:
    """Only that it is open is kept: no event says why."""
    request = TakeNumber(id="n", ttl_s=TTL_S, matter=MATTER, **claim)  # type: ignore[arg-type]
    (issued,) = of(ask(hall, request), NumberIssued)
    assert hall.hall.visits[issued.visit].visit_class == VisitClass.GREEN
    events = [each.entry.event for each in hall.journal.open_day()]
    (event,) = (each for each in events if isinstance(each, VisitIssued))
    assert "pregnancy" not in str(event)
    assert "81" not in str(event)


@pytest.mark.parametrize("code", ["00471128", "token-of-the-appointment", "5f" * 32])
def test_an_appointment_is_checked_in_by_its_code_its_token_or_a_card(code: str) -> None:
    """The kiosk is answered as for any number, and prints."""
    hall = Switchboard()
    offer = bookable_offer(hall)
    hall.do(c.OpenDay(day=DAY, offer=offer, settings=Settings(), plan=hall.premises.plan))
    hall.do(
        c.BookAppointment(
            appointment="00471128",
            token="token-of-the-appointment",
            starts_at=offer.appointment_slots[0].span.start,
            matter=MATTER,
            person="5f" * 32,
        )
    )
    sent = ask(hall, CheckIn(id="c", ttl_s=TTL_S, code=code))
    (issued,) = of(sent, NumberIssued)
    assert (issued.category, issued.matter) == ("SS", MATTER)
    assert hall.hall.visits[issued.visit].visit_class == VisitClass.APPOINTMENT
    assert issued.number in _words(sent)
    (again,) = of(ask(hall, CheckIn(id="c2", ttl_s=TTL_S, code=code)), Refused)
    is_card = code == "5f" * 32  # of who held it up, nothing is remembered
    assert again.code == ("unknown_appointment" if is_card else "appointment_is_used")


def test_who_holds_up_a_card_holds_a_few_numbers(hall: Switchboard) -> None:
    """As many as the rules say, whatever kiosk they stand at; without a card nobody is limited."""
    limit = hall.hall.settings.person_limit
    asked = [
        ask(hall, TakeNumber(id=f"p{each}", ttl_s=TTL_S, matter=MATTER, person="5f" * 32))
        for each in range(limit + 1)
    ]
    assert [len(of(each, NumberIssued)) for each in asked] == [*[1] * limit, 0]
    (refused,) = of(asked[-1], Refused)
    assert refused.code == "person_has_numbers"
    assert of(hall.take(), NumberIssued)


def test_a_return_code_takes_a_number_of_its_own_matter(hall: Switchboard) -> None:
    """It needs no matter, and is used once."""
    (issued,) = of(hall.take(), NumberIssued)
    hall.do(c.CloseDay(return_codes=frozenset({issued.visit})))
    hall.do(
        c.OpenDay(
            day=DAY + timedelta(days=1),
            offer=replace(hall.premises.offer(DAY), number_hours=()),
            settings=Settings(),
            plan=hall.premises.plan,
        )
    )
    request = TakeNumber(id="r", ttl_s=TTL_S, return_code=issued.token)
    (back,) = of(ask(hall, request), NumberIssued)
    assert back.matter == MATTER
    assert hall.hall.visits[back.visit].visit_class == VisitClass.RETURN


# --- beside the writer ----------------------------------------------------------------------------


class _Told:
    """Knows of three receipts."""

    def is_ready(self, receipt: str) -> bool | None:
        return {"R-1": True, "R-2": False}.get(receipt)

    def is_handed_out(self, receipt: str) -> bool:
        return receipt == "R-4"


@pytest.mark.parametrize(
    ("receipt", "standing"),
    [
        ("R-1", ReceiptStanding.READY),
        (" R-2 ", ReceiptStanding.NOT_READY),
        ("R-3", ReceiptStanding.UNKNOWN),
        ("R-4", ReceiptStanding.UNKNOWN),
    ],
)
def test_a_receipt_is_answered_before_anybody_queues(
    receipt: str, standing: ReceiptStanding
) -> None:
    """Ready, not yet, or never heard of; each says what to do."""
    answer = receipt_answer(AskReceipt(id="a", ttl_s=TTL_S, receipt=receipt), _Told())
    assert answer.standing == standing
    assert answer.handed_out == ("已经领走" in answer.text[0]) == (receipt == "R-4")
    assert "号" in answer.text[0] or "服务台" in answer.text[0]
    unknown = receipt_answer(AskReceipt(id="a", ttl_s=TTL_S, receipt=receipt), NoReceipts())
    assert unknown.standing == ReceiptStanding.UNKNOWN


def test_a_running_hall_answers_receipts_and_unknown_kiosks() -> None:
    """A kiosk that the site does not have, and a pad, are told so."""
    with running() as hall:
        hall.ask(Kind.KIOSK, "kiosk-1", AskReceipt(id="a", ttl_s=TTL_S, receipt="R-1"))
        (answer,) = hall.hears(ReceiptAnswer)
        assert answer.standing == ReceiptStanding.UNKNOWN
        hall.ask(Kind.KIOSK, "kiosk-99", AskReceipt(id="b", ttl_s=TTL_S, receipt="R-1"))
        hall.ask(Kind.PAD, "pad-03", PrintTestPage(id="c", ttl_s=TTL_S))
        told = {each.request: each.code for each in hall.hears(Refused, 2)}
        assert told == {"b": "unknown_device", "c": "wrong_sender"}


def test_a_test_page_is_printed_once_and_its_progress_told() -> None:
    """Asked again, the kiosk hears how far the same page has come; no event is made of it."""
    with running() as hall:
        before = hall.controller.hall
        for _ in range(2):
            hall.ask(Kind.KIOSK, "kiosk-1", PrintTestPage(id="t", ttl_s=TTL_S))
        first, second = hall.hears(PrintProgress, 2)[:2]
        assert first == second == PrintProgress(request="t", outcome=PrintOutcome.PRINTING)
        (page,) = {each.id for each in hall.hears(PrintTicket)}
        hall.answer(Kind.PRINTER, "printer-1", page, AnswerOutcome.PRINTED)
        assert hall.hears(PrintProgress, 3)[2].outcome == PrintOutcome.PRINTED
        assert hall.controller.hall.visits == before.visits


def test_a_guide_is_printed_for_a_citizen() -> None:
    """At the kiosk's own printer, once; an unknown matter is refused in the hall's words."""
    with running() as hall:
        for _ in range(2):
            hall.ask(Kind.KIOSK, "kiosk-1", PrintGuide(id="g", ttl_s=TTL_S, matter="BD01"))
        assert hall.hears(PrintProgress, 2)[0].outcome == PrintOutcome.PRINTING
        (page,) = {each.id for each in hall.hears(PrintTicket)}
        hall.answer(Kind.PRINTER, "printer-1", page, AnswerOutcome.PRINTED)
        assert hall.hears(PrintProgress, 3)[2].outcome == PrintOutcome.PRINTED
        hall.ask(Kind.KIOSK, "kiosk-1", PrintGuide(id="h", ttl_s=TTL_S, matter="none"))
        (refused,) = hall.hears(Refused)
        assert (refused.request, refused.code) == ("h", "unknown_matter")


@pytest.mark.parametrize(("language", "which"), [("zh", 0), ("en", 1)])
def test_a_guide_on_paper_says_what_its_screen_says(
    hall: Switchboard, language: Language, which: int
) -> None:
    """Every material with a box to tick, the steps in order, and where to go."""
    matter = hall.premises.catalogue.matters["BD01"]
    page = guide_page("BD01", language, hall.premises, hall.desk.now())
    lines = [each.text for each in page.blocks if isinstance(each, TextBlock)]
    text = "\n".join(lines)
    assert matter.title[which] in lines
    for material in matter.guide.materials:
        assert material.name[which] in text
    boxed = [line for line in lines if line.startswith("□")]
    fetched = [each for each in matter.guide.materials if each.source.value == "shared_data"]
    assert len(boxed) == len(matter.guide.materials) - len(fetched)
    for at, step in enumerate(matter.guide.steps, 1):
        assert f"{at}. {step[which]}" in lines


def test_a_test_page_shows_every_size(hall: Switchboard) -> None:
    """A technician sees at a glance what this printer can do."""
    page = proof_page("printer-1", hall.premises, hall.desk.now())
    assert {each.type for each in page.blocks} == {"text", "rule", "qr", "cut"}
    sizes = {each.size for each in page.blocks if isinstance(each, TextBlock)}
    assert len(sizes) == 3


# --- the hall as a whole --------------------------------------------------------------------------


def _shown(sent: list[Outgoing], kind: Kind, ident: str) -> BoardView | WindowView | QueueView:
    topic = Topic(HALL, kind, ident, Channel.VIEW)
    (view,) = (each for at, each in sent if at == topic)
    assert isinstance(view, BoardView | WindowView | QueueView)
    return view


def test_an_emergency_is_on_every_screen_with_the_exits(hall: Switchboard) -> None:
    """Boards name their own floor's exits first, panels say to leave, kiosks give no numbers."""
    sent = hall.do(c.StartEmergency(reason="fire alarm"))
    upstairs = _shown(sent, Kind.BOARD, "W2").hall_wide
    assert upstairs.emergency is not None
    assert "安全出口" in upstairs.emergency[0]
    assert "二楼" in upstairs.exits[0][0]
    assert "一楼" in _shown(sent, Kind.WINDOW, str(WINDOW)).hall_wide.exits[0][0]
    queue = _shown(sent, Kind.QUEUE, "all")
    assert isinstance(queue, QueueView)
    assert not any(each.accepting for each in queue.queues)
    assert {each.text for each in of(sent, ShowText)} == {"紧急撤离"}
    over = hall.do(c.EndEmergency())
    assert _shown(over, Kind.BOARD, "W2").hall_wide.emergency is None
    assert "欢迎办理" in {each.text for each in of(over, ShowText)}


def test_a_pause_and_an_announcement_are_told_on_screens(hall: Switchboard) -> None:
    """The manager's reason stays inside; what is announced is shown in both languages."""
    sent = hall.do(c.PauseHall(reason="server restart"))
    wide = _shown(sent, Kind.BOARD, "main").hall_wide
    assert wide.paused is not None
    assert "server restart" not in str(wide)
    assert "暂停叫号" in {each.text for each in of(sent, ShowText)}
    sent = hall.do(c.Announce(text=("电梯停运", "Lift closed")))
    board = _shown(sent, Kind.BOARD, "main")
    assert isinstance(board, BoardView)
    assert board.notice == board.hall_wide.announcement == ("电梯停运", "Lift closed")
    sent = hall.do(c.WithdrawAnnouncement())
    assert _shown(sent, Kind.BOARD, "main").hall_wide.announcement is None


def test_a_rehearsal_is_on_screens_and_slips() -> None:
    """Nobody can take a slip of a rehearsal for a real one; its reprint neither."""
    hall = Switchboard()
    offer = replace(hall.premises.offer(DAY), number_hours=())
    plan = hall.premises.plan
    hall.do(c.OpenDay(day=DAY, offer=offer, settings=Settings(), plan=plan, rehearsal=True))
    sent = hall.take()
    assert "演练" in _words(sent)
    assert _shown(sent, Kind.QUEUE, "all").hall_wide.rehearsal
    (issued,) = of(sent, NumberIssued)
    hall.answer(Kind.PRINTER, "printer-1", f"print-{issued.visit}", AnswerOutcome.PRINTED)
    again = _words(hall.do(c.ReprintTicket(visit=issued.visit, printer="printer-1")))
    assert {"演练", "补打"} <= set(again)


def test_a_category_whose_numbers_are_stopped_says_so(hall: Switchboard) -> None:
    """Its tile tells why, and the others go on."""
    hall.do(c.StopNumbers(category="BD", reason="系统维护"))
    (queue,) = of(hall.beat(), QueueView)
    stopped = {each.category: each.closed_text for each in queue.queues if not each.accepting}
    assert list(stopped) == ["BD"]
    assert "系统维护" in (stopped["BD"] or ("",))[0]


class OneReceipt:
    """A hall that was told of one result."""

    def is_ready(self, receipt: str) -> bool | None:
        """Not ready yet, and nothing of any other."""
        return False if receipt == "33021234" else None

    def is_handed_out(self, receipt: str) -> bool:
        """Nor of any other."""
        return receipt == "33021235"


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("00471128", CodeMeaning.APPOINTMENT),
        ("token-of-the-appointment", CodeMeaning.APPOINTMENT),
        ("t-back", CodeMeaning.RETURN),
        (" 33021234 ", CodeMeaning.RECEIPT),
        ("33021235", CodeMeaning.RECEIPT),
        ("6901234567892", CodeMeaning.UNKNOWN),
    ],
)
def test_the_hall_says_what_a_code_is_for(code: str, meaning: CodeMeaning) -> None:
    """An appointment, coming back, a receipt, or nothing that it knows of."""
    hall = Switchboard()
    offer = bookable_offer(hall)
    plan = hall.premises.plan
    hall.do(c.OpenDay(day=DAY, offer=offer, settings=Settings(), plan=plan))
    hall.do(c.IssueNumber(visit="v-back", token="t-back", matter=MATTER))
    hall.do(
        c.BookAppointment(
            appointment="00471128",
            token="token-of-the-appointment",
            starts_at=offer.appointment_slots[0].span.start,
            matter=MATTER,
        )
    )
    hall.do(c.CloseDay(return_codes=frozenset({"v-back"})))
    answer = code_answer(AskCode(id="q", ttl_s=TTL_S, code=code), hall.hall, OneReceipt())
    assert answer.meaning == meaning
    assert not answer.over


@pytest.mark.parametrize("code", ["00471128", "token-of-the-appointment"])
def test_a_code_that_is_over_is_not_called_unknown(code: str) -> None:
    """Whoever gave an appointment up is told so, and how to go on; whose it was is not said."""
    hall = Switchboard()
    offer, settings = bookable_offer(hall), Settings(appointment_cancel_before_s=0)
    hall.do(c.OpenDay(day=DAY, offer=offer, settings=settings, plan=hall.premises.plan))
    hall.do(
        c.BookAppointment(
            appointment="00471128",
            token="token-of-the-appointment",
            starts_at=offer.appointment_slots[0].span.start,
            matter=MATTER,
            person="5f" * 32,
        )
    )
    hall.do(c.CancelAppointment(appointment="00471128"))
    answer = code_answer(AskCode(id="q", ttl_s=TTL_S, code=code), hall.hall, OneReceipt())
    assert (answer.meaning, answer.over) == (CodeMeaning.UNKNOWN, True)
    assert answer.text[0] == "这个预约已经取消。可以现在取号，或重新预约。"
    unknown = code_answer(AskCode(id="q", ttl_s=TTL_S, code="5f" * 32), hall.hall, OneReceipt())
    assert not unknown.over
