"""What screens are shown: everything at a start, then what has changed."""

from dataclasses import replace

import pytest

from hall.bus.messages import (
    BoardView,
    CatalogueView,
    Key,
    QueueView,
    ShowText,
    SiteView,
    View,
)
from hall.controller.exchange import Outgoing
from hall.core import commands as c
from tests.core.build import DAY
from tests.fakes.switchboard import HALL, MATTER, WINDOW, Switchboard, of

LATER = 600.0
PANEL = f"panel-{WINDOW:02}"


@pytest.fixture
def hall() -> Switchboard:
    """A hall with one window open."""
    board = Switchboard()
    board.open_day(WINDOW)
    return board


def views(sent: list[Outgoing]) -> dict[str, View]:
    """The views that were sent, by topic; none is sent twice."""
    found = [(str(topic), each) for topic, each in sent if isinstance(each, View)]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_everything_is_shown_at_a_start(hall: Switchboard) -> None:
    """Site, catalogue in parts, boards of all zones, all windows, queues: of one version."""
    sent = hall.exchange.all_views(hall.hall, hall.desk.now())
    found = views(sent)
    zones = ("main", *hall.premises.site.areas)
    assert {f"hall/1/h01/board/{zone}/view" for zone in zones} <= set(found)
    assert {f"hall/1/h01/window/{no}/view" for no in hall.premises.plan} <= set(found)
    assert len(of(sent, SiteView)) == len(of(sent, QueueView)) == 1
    parts = of(sent, CatalogueView)
    assert [each.part for each in parts] == list(range(1, parts[0].parts + 1))
    assert len({each.version for each in found.values()}) == 1
    limits = {matter.time_limit for part in parts for matter in part.matters}
    assert {("1个工作日", "1 working day"), ("3个工作日", "3 working days")} <= limits


def test_a_panel_is_told_of_its_call_before_the_rest_is_worked_out(hall: Switchboard) -> None:
    """The citizen looks at it; voice, pad and views come after."""
    hall.take("n-1")
    assert hall.desk.do(c.CallNext(window=WINDOW), "call").error is None
    told = hall.exchange.announce(hall.desk.changes[-1], hall.now_s)
    first = next(told)
    assert (first.device, first.command.type) == (f"panel/{PANEL}", "show_text")
    assert not hall.exchange.has_news
    assert {each.device for each in told} >= {f"pad/{hall.pad()}"}
    assert hall.exchange.has_news


def test_a_call_changes_its_boards_and_windows(hall: Switchboard) -> None:
    """And nothing that is elsewhere."""
    hall.take()
    found = views(hall.press(Key.CALL))
    assert {each.split("/", 3)[3] for each in found} == {
        "board/main/view",
        "board/E1/view",
        "queue/all/view",
        "window/2/view",
        "window/3/view",
        "window/4/view",
        "window/5/view",
    }
    board = found["hall/1/h01/board/main/view"]
    assert isinstance(board, BoardView)
    assert [(each.number, each.window) for each in board.calls] == [("C001", WINDOW)]


def test_views_are_sent_only_with_news(hall: Switchboard) -> None:
    """A refused press and an unchanged beat send nothing."""
    hall.beat()
    assert views(hall.press(Key.CALL)) == {}
    assert hall.beat() == []


def test_versions_grow(hall: Switchboard) -> None:
    """A later view is newer, and a later epoch is newer than all before."""
    seen = []
    for _ in range(3):
        hall.take()
        seen += [each.version for each in of(hall.press(Key.CALL), BoardView)]
        hall.press(Key.START)
    assert sorted(seen) == seen
    later = Switchboard(epoch=2)
    later.open_day(WINDOW)
    assert views(later.beat() or later.take()).popitem()[1].version > max(seen)


def test_a_number_taken_reaches_the_boards_with_the_beat(hall: Switchboard) -> None:
    """A board is for calls: its counts can wait for a second."""
    hall.beat()
    assert of(hall.take(), BoardView) == []
    boards = of(hall.beat(), BoardView)
    assert {each.zone for each in boards} == {"main", "E1"}
    waiting = {each.category: each.waiting for each in boards[0].queues}
    assert waiting["SS"] == 1


def test_screens_converge_to_the_truth(hall: Switchboard) -> None:
    """After any run of events the last views sent are the views of the hall as it is."""
    last = views(hall.exchange.all_views(hall.hall, hall.desk.now()))
    hall.sent.clear()
    for _ in range(4):
        hall.take()
    hall.press(Key.CALL)
    hall.desk.now_s = LATER
    hall.press(Key.NO_SHOW)
    hall.do(c.OpenWindow(window=2, clerk="ann"))
    hall.press(Key.CALL, window=2)
    hall.do(c.SetPlan(windows={WINDOW: ("SS", "BD")}, reason="long wait"))
    hall.press(Key.CALL)
    hall.do(c.TransferVisit(window=WINDOW, to_category="BD"))
    hall.do(c.UndoPress(window=WINDOW))
    hall.press(Key.FINISH)
    for topic, view in (*hall.sent, *hall.beat()):
        if isinstance(view, View):
            last[str(topic)] = view
    truth = views(hall.exchange.all_views(hall.hall, hall.desk.now()))
    assert len({each.version for each in last.values()}) > 2
    version = next(iter(truth.values())).version
    assert {topic: replace(each, version=version) for topic, each in last.items()} == truth


def test_a_new_day_is_told_to_every_panel(hall: Switchboard) -> None:
    """Nothing of the day before stays on a panel or a pad."""
    hall.take()
    hall.press(Key.CALL)
    hall.press(Key.FINISH)
    hall.do(c.CloseDay(end_waiting=True))
    offer, plan = hall.premises.offer(DAY.replace(day=3)), hall.premises.plan
    command = c.OpenDay(day=DAY.replace(day=3), offer=offer, settings=hall.hall.settings, plan=plan)
    sent = hall.do(command)
    assert {each.text for each in of(sent, ShowText)} == {"窗口未开"}
    assert len(of(sent, ShowText)) == len(hall.premises.plan)


@pytest.mark.parametrize(
    ("command", "cannot_wait"),
    [
        (c.IssueNumber(visit="v1", token="t1", matter=MATTER), False),
        (c.PauseWindow(window=WINDOW, reason="lunch"), True),
    ],
)
def test_only_what_happens_at_a_window_cannot_wait(
    hall: Switchboard, command: c.Command, cannot_wait: bool
) -> None:
    """A view of mere counts may come later, and then says all that was counted meanwhile."""
    assert hall.desk.do(command, "once").error is None
    list(hall.exchange.announce(hall.desk.changes[-1], hall.now_s))
    assert hall.exchange.has_news is cannot_wait
    shown = views(list(hall.exchange.views_due(hall.hall, hall.desk.now())))
    assert f"hall/1/{HALL}/window/{WINDOW}/view" in shown
    assert not hall.exchange.has_news
