"""What a kiosk asks beside a plain number: receipts, appointments, paper."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hall.bus.messages import (
    AskCode,
    AskReceipt,
    CardRead,
    CheckIn,
    CodeAnswer,
    CodeMeaning,
    DeviceCard,
    DeviceState,
    Fault,
    ReceiptAnswer,
    ReceiptStanding,
    Refused,
    Request,
    Scanned,
    TakeNumber,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.asides import TEXTS
from kiosk.places import Page, Tap
from kiosk.spoken import utterance
from tests.screens.hall_messages import HALL, site_view, version, view_topic
from tests.screens.hall_words import LATE
from tests.screens.kiosk_stage import issued_for
from tests.screens.kiosk_walk import Walk


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.hears_hall()
    return walk


def asks_for_receipt(walk: Walk, receipt: str = "3302-ab 78") -> AskReceipt:
    """取件, a receipt, and the question."""
    walk.tap(Tap.CATEGORY, "CJ")
    walk.types(receipt)
    walk.tap(Tap.CHECK)
    request = walk.sent()[-1]
    assert isinstance(request, AskReceipt)
    return request


def answers(walk: Walk, request: Request, standing: ReceiptStanding) -> None:
    text = TEXTS[standing]
    walk.replied(ReceiptAnswer(request=request.id, standing=standing, text=text))


def test_a_result_that_is_ready_is_told_before_anybody_queues(walk: Walk) -> None:
    """A scanner types like a keyboard, blanks and dashes are left out; then one touch."""
    request = asks_for_receipt(walk)
    assert request.receipt == "3302AB78"
    page = walk.shown()["result"]
    assert (page["title"]["main"], page["text"]) == ("正在查…", "马上就好，请稍等。")
    answers(walk, request, ReceiptStanding.READY)
    page = walk.shown()["result"]
    assert page["text"] == TEXTS[ReceiptStanding.READY][0]
    assert page["text"].rstrip("。") in utterance(walk.shown())
    assert page["first"]["tap"] == "take"
    walk.tap(Tap.TAKE)
    taken = walk.sent()[-1]
    assert isinstance(taken, TakeNumber)
    assert (taken.category, taken.receipt) == ("CJ", "3302AB78")


@pytest.mark.parametrize(
    ("standing", "first"), [(ReceiptStanding.NOT_READY, "home"), (ReceiptStanding.UNKNOWN, "back")]
)
def test_a_result_that_is_not_ready_says_what_to_do_instead(
    walk: Walk, standing: ReceiptStanding, first: str
) -> None:
    """Nobody is kept from queueing all the same."""
    answers(walk, asks_for_receipt(walk), standing)
    page = walk.shown()["result"]
    assert (page["first"]["tap"], page["second"]["tap"]) == (first, "take")
    assert page["second"]["label"] == "取号到窗口问"
    walk.tap(Tap.TAKE)
    assert isinstance(walk.sent()[-1], TakeNumber)


def test_a_result_that_was_picked_up_and_a_code_that_is_over_are_told_as_such(walk: Walk) -> None:
    """Neither is called unknown; no number is offered for the one, no typing for the other."""
    request = asks_for_receipt(walk)
    text = ("已经领走了。", "Picked up.")
    unknown = ReceiptStanding.UNKNOWN
    walk.replied(ReceiptAnswer(request=request.id, standing=unknown, text=text, handed_out=True))
    page = walk.shown()["result"]
    assert (page["title"]["main"], page["first"]["label"]) == ("已经领走了", "返回首页")
    assert page["second"]["label"] == "重新输入"
    walk.tap(Tap.HOME)
    scans(walk, "11112222")
    (asked,) = walk.sent()
    text = ("这个预约已经取消。", "Cancelled.")
    over = CodeAnswer(request=asked.id, meaning=CodeMeaning.UNKNOWN, text=text, over=True)
    walk.replied(over)
    page = walk.shown()["code"]
    assert (page["title"]["main"], page["text"]) == ("这个码不能再用了", text[0])
    assert (page["first"]["label"], page["home"]) == ("返回首页", "")


def test_a_receipt_that_nobody_answers_can_be_asked_again(walk: Walk) -> None:
    """The kiosk asks for its ten seconds, then says so."""
    asks_for_receipt(walk)
    walk.wait(11)
    page = walk.shown()["result"]
    assert (page["title"]["main"], page["first"]["label"]) == ("大厅没有回答", "再试一次")
    assert page["text"] == "再试一次，也可问服务台。"
    walk.sent()
    walk.tap(Tap.CHECK)
    assert isinstance(walk.sent()[-1], AskReceipt)
    walk.tap(Tap.CHECK)
    assert walk.sent() == []


def scans(walk: Walk, code: str, scanner: str = "scanner-1") -> None:
    topic = Topic(HALL, Kind.SCANNER, scanner, Channel.EVENT)
    walk.hears([(topic, Scanned(id="s", code=code))])


def test_a_scanner_of_the_gateway_asks_at_once(walk: Walk) -> None:
    """On the page that waits for a code, and only the scanner that stands here; marks are kept."""
    walk.tap(Tap.CATEGORY, "CJ")
    scans(walk, "33021234", "scanner-9")
    assert walk.sent() == []
    walk.types("7")
    scans(walk, "r-3302 1234")
    (request,) = walk.sent()
    assert isinstance(request, AskReceipt)
    assert request.receipt == "r-33021234"
    walk.tap(Tap.HOME)
    walk.tap(Tap.APPOINTMENT)
    scans(walk, "https://hall.example/a/a_B-9/")
    (request,) = walk.sent()
    assert isinstance(request, CheckIn)
    assert request.code == "a_B-9"


def _taken_for_a_result(walk: Walk) -> TakeNumber:
    """A number for what has no receipt, given at once."""
    walk.tap(Tap.WITHOUT)
    walk.tap(Tap.TAKE)
    (taken,) = walk.sent()
    assert isinstance(taken, TakeNumber)
    walk.replied(Refused(request=taken.id, code="day_not_open", text=LATE))
    return taken


def test_a_card_checks_in_whoever_booked(walk: Walk) -> None:
    """Where an appointment is asked for, at once; nothing of the card is to be seen.

    Elsewhere it says who takes a number, until the way starts anew.
    """
    topic = Topic(HALL, Kind.SCANNER, "scanner-1", Channel.EVENT)
    card = CardRead(id="c", person="5f" * 32, age_from=70)
    walk.tap(Tap.CATEGORY, "CJ")
    walk.hears([(topic, card)])
    assert walk.sent() == []
    assert _taken_for_a_result(walk).person == card.person
    walk.tap(Tap.HOME)
    walk.tap(Tap.CATEGORY, "CJ")
    assert _taken_for_a_result(walk).person is None
    walk.tap(Tap.HOME)
    walk.tap(Tap.APPOINTMENT)
    walk.hears([(topic, card)])
    (request,) = walk.sent()
    assert isinstance(request, CheckIn)
    assert request.code == card.person
    walk.replied(Refused(request=request.id, code="unknown_appointment", text=LATE))
    assert "5f5f" not in str(walk.shown())


def test_a_card_is_asked_for_where_one_can_be_read(walk: Walk) -> None:
    """Not where only codes are; a card that gave nothing is laid down again."""
    topic = Topic(HALL, Kind.SCANNER, "scanner-1", Channel.STATE)
    since = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    unread = Fault(code="card_unreadable", text=("读不出", "not read"), since=since)
    gone = Topic(HALL, Kind.GATEWAY, "gone", Channel.STATE)
    walk.hears([(gone, DeviceState(online=False))])
    walk.tap(Tap.APPOINTMENT)
    for state, question, about in (
        (DeviceState(online=True), "请扫码", "二维码"),
        (DeviceState(online=True, reads_cards=True), "请刷卡", "二维码"),
        (DeviceState(online=True, reads_cards=True, faults=(unread,)), "请刷卡", "再放一次"),
        (DeviceState(online=True, reads_cards=True, gateway="gone"), "请扫码", "二维码"),
        (DeviceState(online=False, reads_cards=True), "请扫码", "二维码"),
    ):
        walk.hears([(topic, state)])
        shown = walk.shown()["appointment"]
        assert shown["question"]["main"].startswith(question)
        assert about in shown["about"]


def is_told(walk: Walk, meaning: CodeMeaning) -> Request:
    """The hall says what a code is for; what the kiosk asks then."""
    asked = walk.sent()[-1]
    assert isinstance(asked, AskCode)
    walk.replied(CodeAnswer(request=asked.id, meaning=meaning, text=LATE))
    return walk.sent()[-1]


def test_a_scan_on_the_start_page_does_what_the_code_is_for(walk: Walk) -> None:
    """An appointment is checked in, who comes back takes a number, a receipt is looked up."""
    scans(walk, "https://hall.example/t/a_B-9")
    check_in = is_told(walk, CodeMeaning.APPOINTMENT)
    assert isinstance(check_in, CheckIn)
    assert check_in.code == "a_B-9"
    walk.replied(issued_for(check_in.id))
    walk.tap(Tap.HOME)
    scans(walk, "a_B-9")
    number = is_told(walk, CodeMeaning.RETURN)
    assert isinstance(number, TakeNumber)
    assert (number.return_code, number.matter, number.category) == ("a_B-9", None, None)
    walk.replied(issued_for(number.id))
    assert walk.is_on(Page.ISSUED)
    walk.tap(Tap.HOME)
    scans(walk, "33021234")
    receipt = is_told(walk, CodeMeaning.RECEIPT)
    assert isinstance(receipt, AskReceipt)
    assert receipt.receipt == "33021234"
    assert walk.is_on(Page.RESULT)


def test_a_code_that_means_nothing_is_told_so(walk: Walk) -> None:
    """The hall's sentence, and the keys to type one; nothing else is asked."""
    scans(walk, "milk-6901234567892")
    assert walk.shown()["code"]["title"]["main"] == "正在查…"
    (asked,) = walk.sent()
    walk.replied(CodeAnswer(request=asked.id, meaning=CodeMeaning.UNKNOWN, text=LATE))
    assert walk.sent() == []
    assert walk.shown()["code"]["title"]["main"] == "没有认出这个码"
    walk.tap(Tap.APPOINTMENT)
    assert walk.is_on(Page.APPOINTMENT)


def test_a_typed_code_to_come_back_with_takes_a_number(walk: Walk) -> None:
    """What is no appointment's is asked about before anybody is sent away."""
    request = checks_in(walk)
    walk.replied(Refused(request=request.id, code="unknown_appointment", text=LATE))
    number = is_told(walk, CodeMeaning.RETURN)
    assert isinstance(number, TakeNumber)
    assert number.return_code == request.code


def test_an_answer_that_comes_too_late_does_nothing(walk: Walk) -> None:
    """Whoever has gone home by then takes no number."""
    scans(walk, "a_B-9")
    (asked,) = walk.sent()
    walk.tap(Tap.HOME)
    walk.replied(CodeAnswer(request=asked.id, meaning=CodeMeaning.RETURN, text=LATE))
    assert walk.sent() == []


def test_the_halls_plan_says_which_scanner_stands_here(walk: Walk) -> None:
    """A scanner that the kiosk's own file does not name is its own by the hall's plan."""
    walk.tap(Tap.CATEGORY, "CJ")
    here, elsewhere = (
        DeviceCard(id=each, kind="scanner", kiosk=kiosk)
        for each, kiosk in (("scanner-5", "kiosk-1"), ("scanner-6", "kiosk-2"))
    )
    devices = (*site_view().devices, here, elsewhere)
    told = replace(site_view(), version=version(2), devices=devices)
    walk.hears([(view_topic(Kind.SITE), told)])
    scans(walk, "33021234", "scanner-6")
    assert walk.sent() == []
    scans(walk, "33021234", "scanner-5")
    (request,) = walk.sent()
    assert isinstance(request, AskReceipt)


def test_pick_up_without_a_receipt_goes_on_to_its_queue(walk: Walk) -> None:
    """Whoever lost it is not sent away."""
    walk.tap(Tap.CATEGORY, "CJ")
    walk.tap(Tap.WITHOUT)
    walk.tap(Tap.TAKE)
    taken = walk.sent()[-1]
    assert isinstance(taken, TakeNumber)
    assert (taken.category, taken.receipt) == ("CJ", None)


def checks_in(walk: Walk, code: str = "7Q4K") -> CheckIn:
    walk.tap(Tap.APPOINTMENT)
    walk.types(code)
    walk.tap(Tap.CHECK_IN)
    request = walk.sent()[-1]
    assert isinstance(request, CheckIn)
    return request


def test_an_appointment_in_time_is_a_number_at_once(walk: Walk) -> None:
    """The code is sent as it was read; the number stands as any other."""
    request = checks_in(walk, "a_B-9")
    assert (request.code, request.as_walk_in) == ("a_B-9", False)
    assert walk.shown()["taking"]["text"]["main"] == "正在签到…"
    walk.replied(issued_for(request.id))
    assert walk.is_on(Page.ISSUED)


def test_who_is_late_stands_in_line_or_takes_another_time(walk: Walk) -> None:
    """A second request, with an id of its own, as a walk-in; or the days of the appointment."""
    request = checks_in(walk)
    walk.replied(Refused(request=request.id, code="appointment_too_late", text=LATE))
    page = walk.shown()["late"]
    assert (page["text"], page["second"]["tap"]) == (LATE[0], "move")
    walk.tap(Tap.QUEUE_UP)
    second = walk.sent()[-1]
    assert isinstance(second, CheckIn)
    assert second.as_walk_in
    assert (second.code, second.id != request.id) == (request.code, True)
    walk.replied(issued_for(second.id))
    assert walk.is_on(Page.ISSUED)


def test_a_code_that_is_refused_can_be_typed_again(walk: Walk) -> None:
    """Too early: the hall's sentence, and the keys again."""
    request = checks_in(walk)
    walk.replied(Refused(request=request.id, code="appointment_too_early", text=LATE))
    assert walk.shown()["refused"]["title"]["main"] == "还没到签到时间"
    walk.tap(Tap.APPOINTMENT)
    assert walk.shown()["appointment"]["typed"] == ""


def test_who_is_early_is_told_so_and_not_that_something_failed(walk: Walk) -> None:
    """A clock and the time it opens, rather than a warning sign."""
    request = checks_in(walk)
    walk.replied(Refused(request=request.id, code="appointment_too_early", text=LATE))
    refused = walk.shown()["refused"]
    assert (refused["title"]["main"], refused["sign"]) == ("还没到签到时间", "time")
    assert refused["text"] == LATE[0]


def test_collecting_is_called_by_its_everyday_name(walk: Walk) -> None:
    """The page says 取件 as the tile did, not the name in the regulations."""
    walk.tap(Tap.CATEGORY, "CJ")
    walk.tap(Tap.WITHOUT)
    assert walk.shown()["guide"]["name"]["main"] == "取件"


def test_the_steps_of_a_guide_are_counted(walk: Walk) -> None:
    """What follows one upon the other has numbers; what stands side by side has dots."""
    walk.tap(Tap.MATTER, "BD01")
    marks = {
        each["title"]: [line["mark"] for line in each["lines"]]
        for each in walk.shown()["guide"]["sections"]
    }
    assert marks["办理步骤"] == ["1.", "2.", "3.", "4."]
    assert set(marks["谁可以办"]) == {"•"}


def test_nothing_is_asked_of_a_hall_that_is_away(walk: Walk) -> None:
    """The buttons are dead, and say nothing in vain."""
    walk.tap(Tap.APPOINTMENT)
    walk.types("7Q")
    walk.wait(4, beating=False)
    assert not walk.shown()["appointment"]["done"]["able"]
    walk.tap(Tap.CHECK_IN)
    assert walk.sent() == []
