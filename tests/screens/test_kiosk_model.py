"""A citizen's way through the kiosk, without its screen."""

from dataclasses import replace

import pytest

from hall.bus.messages import (
    Accepted,
    AskHelp,
    DeviceState,
    Fault,
    Message,
    Refused,
    TakeNumber,
    Version,
)
from hall.bus.topics import Channel, Kind, Topic
from kiosk.places import Page, Tap
from tests.screens.hall_messages import (
    CLOSED,
    HALL,
    START,
    beat,
    catalogue_parts,
    queue_view,
    view_topic,
)
from tests.screens.kiosk_walk import TIMING, Walk

PRINTER = Topic(HALL, Kind.PRINTER, "printer-1", Channel.STATE)
GATEWAY = Topic(HALL, Kind.GATEWAY, "gateway-1", Channel.STATE)
NO_PAPER = "打印机暂时不能用。可以取号，请拍照。"


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.hears_hall()
    return walk


def test_the_start_shows_the_twelve_most_frequent_matters(walk: Walk) -> None:
    """The tiles carry everyday words, the most frequent first."""
    tiles = walk.shown()["start"]["tiles"]
    assert len(tiles) == 12
    assert tiles[0]["text"] == {"main": "房产过户", "beside": "Transfer a home"}


def test_what_has_to_be_brought_stands_first(walk: Walk) -> None:
    """What the hall fetches itself comes last, and says that it need not be brought."""
    walk.tap(Tap.MATTER, "SS01")
    rows = walk.shown()["guide"]["materials"]["rows"]
    assert [row["bring"] for row in rows] == sorted((r["bring"] for r in rows), reverse=True)
    assert rows[-1]["source"] == "不用带，系统查"


def test_a_closed_category_says_so_before_anyone_asks() -> None:
    """The tile carries a word, the guide the hall's sentence, and the button is dead."""
    walk = Walk()
    walk.hears_hall("SS")
    closed = {tile["argument"]: tile["closed"] for tile in walk.shown()["start"]["tiles"]}
    assert closed["SS01"] == "现在不取号"
    assert closed["GA01"] == ""
    walk.tap(Tap.MATTER, "SS01")
    assert walk.shown()["guide"]["told"]["text"] == CLOSED[0]
    walk.tap(Tap.TAKE)
    assert walk.sent() == []


def test_a_closed_hall_says_it_once() -> None:
    """When one sentence holds for all, it stands on top and not on every tile."""
    walk = Walk()
    walk.hears_hall(*(card.code for card in catalogue_parts()[0].categories))
    page = walk.shown()
    assert page["notice"] == CLOSED[0]
    assert {tile["closed"] for tile in page["start"]["tiles"]} == {""}
    walk.tap(Tap.MATTER, "GA01")
    assert not walk.shown()["guide"]["take"]["able"]


def test_the_hall_s_absence_is_told_within_three_seconds_and_ends_by_itself(walk: Walk) -> None:
    """Guides stay readable; numbers come back with the beat."""
    walk.tap(Tap.MATTER, "GA01")
    walk.wait(3.5, beating=False)
    assert "连不上大厅" in walk.shown()["notice"]
    assert walk.shown()["guide"]["materials"]["rows"]
    assert not walk.shown()["guide"]["take"]["able"]
    assert "打印指南" not in [each["label"] for each in walk.shown()["guide"]["options"]]
    walk.tap(Tap.TAKE)
    assert walk.sent() == []
    walk.wait(0.5)
    assert walk.shown()["notice"] == ""
    assert walk.shown()["guide"]["take"]["able"]


def test_after_a_restart_of_the_hall_old_queues_are_not_shown(walk: Walk) -> None:
    """A queue of an epoch that is over says nothing about now."""
    walk.tap(Tap.MATTER, "GA01")
    walk.now_s += 4
    walk.hears([beat(4, epoch=8)])
    assert walk.shown()["guide"]["facts"][0]["value"] == "暂时看不到"
    walk.hears([(view_topic(Kind.QUEUE), queue_view(1, epoch=8))])
    assert "位" in walk.shown()["guide"]["facts"][0]["value"]


def test_guides_that_were_kept_are_shown_before_the_hall_is_heard() -> None:
    """A kiosk that starts without the hall still answers what to bring."""
    walk = Walk()
    walk.kiosk.remember(catalogue_parts())
    assert len(walk.shown()["start"]["tiles"]) == 12
    walk.tap(Tap.MATTER, "GA01")
    assert walk.shown()["guide"]["materials"]["rows"]


def test_an_incomplete_catalogue_does_not_replace_a_complete_one(walk: Walk) -> None:
    """While a new version's parts arrive, the old one stays."""
    before = walk.shown()["start"]
    version = Version(epoch=7, sequence=50)
    newer = replace(catalogue_parts()[0], version=version, catalogue_version="2", matters=())
    walk.hears([(view_topic(Kind.CATALOGUE, "1"), newer)])
    assert walk.shown()["start"] == before


@pytest.mark.parametrize("taps", [[(Tap.MATTER, "GA01")], [(Tap.ALL, ""), (Tap.CATEGORY, "GA")]])
def test_a_matter_that_is_taken_off_leads_back_to_the_start(
    walk: Walk, taps: list[tuple[Tap, str]]
) -> None:
    """A new catalogue under someone's finger shows nothing that is gone."""
    for tap in taps:
        walk.tap(*tap)
    empty = replace(
        catalogue_parts()[0],
        version=Version(epoch=7, sequence=50),
        catalogue_version="2",
        parts=1,
        categories=(),
        matters=(),
    )
    walk.hears([(view_topic(Kind.CATALOGUE, "1"), empty)])
    assert walk.is_on(Page.START)
    assert walk.shown()["start"]["tiles"] == []


def test_a_call_for_help_is_one_tap_and_is_answered(walk: Walk) -> None:
    """From any page; the answer is shown over it."""
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.HELP)
    walk.tap(Tap.HELP)
    (request,) = walk.sent()
    assert isinstance(request, AskHelp)
    walk.replied(Accepted(request=request.id))
    assert walk.shown()["help"]["head"]["main"] == "已经通知服务台"
    walk.tap(Tap.HELP_CLOSE)
    assert not walk.shown()["help"]["open"]
    assert walk.is_on(Page.GUIDE)


def test_a_call_for_help_says_no_more_than_is_true(walk: Walk) -> None:
    """Where no page of the desk is open, to go there; that somebody comes, once somebody does."""
    walk.tap(Tap.HELP)
    walk.replied(Accepted(request=walk.sent()[0].id))
    heads = []
    for sequence, (waits, is_open) in enumerate(((True, False), (True, True), (False, True)), 2):
        wanted = ("kiosk-1", "kiosk-2") if waits else ("kiosk-2",)
        view = queue_view(sequence, help_wanted=wanted, desk_open=is_open)
        walk.hears([(view_topic(Kind.QUEUE), view)])
        card = walk.shown()["help"]
        heads.append((card["head"]["main"], card["where"]))
    assert heads == [
        ("请直接到服务台", "服务台在一楼东区。"),
        ("已经通知服务台", "服务台在一楼东区。"),
        ("工作人员正在过来", ""),
    ]


def test_a_call_for_help_that_nobody_hears_says_where_to_go(walk: Walk) -> None:
    """It never ends in nothing."""
    walk.tap(Tap.HELP)
    walk.wait(TIMING.answer_s)
    assert walk.shown()["help"]["head"]["main"] == "没有呼叫到工作人员"
    assert walk.shown()["help"]["body"] == "请直接到服务台。"


def test_a_refused_call_for_help_is_told_in_the_hall_s_words(walk: Walk) -> None:
    """With what to do instead."""
    walk.tap(Tap.HELP)
    request = walk.sent()[0].id
    walk.replied(Refused(request=request, code="closed", text=("请到1号窗口。", "See window 1.")))
    assert walk.shown()["help"]["body"] == "请到1号窗口。"


def test_back_goes_the_way_that_one_came(walk: Walk) -> None:
    """Each page leads back to the one before, the list to where it was."""
    walk.tap(Tap.ALL)
    walk.tap(Tap.CATEGORY, "ZH")
    walk.tap(Tap.MATTER, "ZH02")
    pages = []
    for _ in range(4):
        pages.append(walk.kiosk.flow.page)
        walk.tap(Tap.BACK)
    assert pages == [Page.GUIDE, Page.MATTERS, Page.CATEGORIES, Page.START]


def test_a_long_list_is_turned(walk: Walk) -> None:
    """Every matter of a category is on one of its sheets."""
    walk.tap(Tap.ALL)
    walk.tap(Tap.CATEGORY, "ZH")
    seen = [row["argument"] for row in walk.shown()["matters"]["rows"]]
    turns = walk.shown()["matters"]["turns"]
    assert (turns["may_before"], turns["may_on"]) == (False, True)
    walk.tap(Tap.TURN, "on")
    seen += [row["argument"] for row in walk.shown()["matters"]["rows"]]
    turns = walk.shown()["matters"]["turns"]
    assert (turns["may_before"], turns["may_on"]) == (True, False)
    assert sorted(seen) == sorted(m.id for m in walk.kiosk.known(0).catalogue.matters_of("ZH"))


def test_english_turns_every_word(walk: Walk) -> None:
    """The other language stands beside, not instead."""
    walk.tap(Tap.LANGUAGE)
    assert walk.shown()["start"]["question"] == {
        "main": "What did you come for?",
        "beside": "您来办什么事？",
    }
    request = walk.take()
    assert isinstance(request, TakeNumber)
    assert request.language == "en"


def printer(*faults: str, online: bool = True) -> DeviceState:
    """A printer's state with some faults."""
    return DeviceState(
        online=online,
        gateway="gateway-1",
        faults=tuple(Fault(code=code, text=("坏", "Bad"), since=START) for code in faults),
    )


@pytest.mark.parametrize(
    ("states", "notice"),
    [
        ([], ""),
        ([(PRINTER, printer())], ""),
        ([(PRINTER, printer("paper_near_end"))], ""),
        ([(PRINTER, printer("paper_out"))], NO_PAPER),
        ([(PRINTER, printer(online=False))], NO_PAPER),
        ([(PRINTER, printer()), (GATEWAY, DeviceState(online=False))], NO_PAPER),
        ([(PRINTER, printer("paper_out")), (PRINTER, printer())], ""),
    ],
)
def test_a_printer_out_of_order_is_told_before_a_number_is_taken(
    walk: Walk, states: list[tuple[Topic, Message]], notice: str
) -> None:
    """The number can still be taken; what is missing is said before, not after."""
    walk.hears(states)
    assert walk.shown()["notice"] == notice
    walk.tap(Tap.MATTER, "GA01")
    assert walk.shown()["notice"] == notice
    assert walk.shown()["guide"]["take"]["able"]
