"""Keys of calling pads and rating pads: what each means at each moment, and what it sounds like."""

import pytest

from hall.bus.messages import (
    Accepted,
    AskRating,
    Beep,
    CloseRating,
    Key,
    Refused,
    ShowOnPad,
    ShowText,
)
from hall.bus.topics import Kind
from hall.controller.exchange import Outgoing
from hall.core import commands as c
from hall.core.hall import WindowStatus
from hall.core.stages import Stage
from tests.fakes.journal import Fault
from tests.fakes.switchboard import WINDOW, Switchboard, of, to

SOON = 20.0
LATER = 600.0


@pytest.fixture
def hall() -> Switchboard:
    """A hall with one window open and three who wait for it."""
    board = Switchboard()
    board.open_day(WINDOW)
    for _ in range(3):
        board.take()
    return board


def number(hall: Switchboard) -> str | None:
    """The number in hand."""
    visit = hall.hall.in_hand(hall.hall.windows[WINDOW])
    return visit.number if visit else None


def stage(hall: Switchboard) -> Stage | None:
    visit = hall.hall.in_hand(hall.hall.windows[WINDOW])
    return visit.stage if visit else None


def beeps(sent: list[Outgoing]) -> list[int]:
    return [each.times for each in of(sent, Beep)]


def refusals(sent: list[Outgoing]) -> list[str]:
    return [each.code for each in of(sent, Refused)]


def test_call_when_idle_calls_the_next(hall: Switchboard) -> None:
    """The panel blinks with the number, the pad shows it and beeps once."""
    sent = hall.press(Key.CALL)
    assert (number(hall), stage(hall)) == ("C001", Stage.CALLED)
    (panel,) = to(sent, Kind.PANEL, f"panel-{WINDOW:02}")
    assert isinstance(panel, ShowText)
    assert (panel.text, panel.blink) == ("请C001号", True)
    assert beeps(sent) == [1]
    assert [each.number for each in of(sent, ShowOnPad)] == ["C001"]
    assert len(of(sent, Accepted)) == 1


def test_call_when_somebody_is_called_is_refused_with_beeps(hall: Switchboard) -> None:
    """Two presses in a row call one person."""
    hall.press(Key.CALL)
    sent = hall.press(Key.CALL)
    assert number(hall) == "C001"
    assert beeps(sent) == [3]
    assert refusals(sent) == ["visit_in_hand"]
    assert of(sent, ShowText) == []


def test_call_when_serving_finishes_and_calls_the_next(hall: Switchboard) -> None:
    """It is one command: both happen, or neither."""
    hall.press(Key.CALL)
    hall.press(Key.START)
    sent = hall.press(Key.CALL)
    assert (number(hall), stage(hall)) == ("C002", Stage.CALLED)
    assert hall.hall.ended == 1
    assert [each.text for each in of(sent, ShowText)] == ["请C002号"]
    assert beeps(sent) == [1]


def test_call_when_the_start_was_only_supposed(hall: Switchboard) -> None:
    """Pads without a start key: a while after the call the hall supposes that it is served."""
    hall.press(Key.CALL)
    hall.desk.now_s = hall.hall.settings.infer_start_after_s
    hall.do(c.LetTimePass())
    assert stage(hall) == Stage.SERVING
    hall.press(Key.CALL)
    assert number(hall) == "C002"


def test_call_with_nobody_left_finishes(hall: Switchboard) -> None:
    """The last one is finished, and the panel says so; another press has nobody to call."""
    for _ in range(3):
        hall.press(Key.CALL)
        hall.press(Key.START)
    sent = hall.press(Key.CALL)
    assert number(hall) is None
    assert [each.text for each in of(sent, ShowText)] == ["欢迎办理"]
    assert refusals(hall.press(Key.CALL)) == ["nobody_waits"]


def test_the_same_press_twice_is_one_press(hall: Switchboard) -> None:
    """A press repeated for a lost answer is answered again, and does not beep again."""
    hall.press(Key.CALL, "same")
    sent = hall.press(Key.CALL, "same")
    assert number(hall) == "C001"
    assert len(of(sent, Accepted)) == 1
    assert beeps(sent) == []
    assert of(sent, ShowText) == []


def test_a_refused_press_repeated_is_refused_once_more_in_silence(hall: Switchboard) -> None:
    """It is not carried out later, when it would have another meaning."""
    hall.press(Key.CALL)
    hall.press(Key.CALL, "same")
    hall.press(Key.START)
    sent = hall.press(Key.CALL, "same")
    assert number(hall) == "C001"
    assert refusals(sent) == ["visit_in_hand"]
    assert beeps(sent) == []


def test_recall_speaks_and_blinks_again(hall: Switchboard) -> None:
    """Not too soon, and then as a call."""
    hall.press(Key.CALL)
    assert refusals(hall.press(Key.RECALL)) == ["too_soon_to_recall"]
    hall.desk.now_s = SOON
    sent = hall.press(Key.RECALL)
    assert [(each.text, each.blink) for each in of(sent, ShowText)] == [("请C001号", True)]


def test_finish_and_rate_ask_for_the_rating(hall: Switchboard) -> None:
    """The question carries the service and stays open for a set time."""
    for key in (Key.FINISH, Key.RATE):
        hall.press(Key.CALL)
        service = hall.hall.windows[WINDOW].visit
        sent = hall.press(key)
        (question,) = of(sent, AskRating)
        assert question.service == f"{service}.1"
        assert question.open_s == hall.hall.settings.rating_open_s
        assert number(hall) is None


def test_a_rating_closes_its_question(hall: Switchboard) -> None:
    """One press rates once; a second one only beeps."""
    hall.press(Key.CALL)
    (question,) = of(hall.press(Key.RATE), AskRating)
    sent = hall.rate(question.service, 4)
    assert [each.service for each in of(sent, CloseRating)] == [question.service]
    assert beeps(sent) == [1]
    again = hall.rate(question.service, 1)
    assert refusals(again) == ["no_open_question"]
    assert beeps(again) == [3]
    rating = hall.hall.services[question.service].rating
    assert rating is not None
    assert rating.level == 4


def test_the_next_call_closes_the_question(hall: Switchboard) -> None:
    """The next citizen does not rate the one before."""
    hall.press(Key.CALL)
    (question,) = of(hall.press(Key.RATE), AskRating)
    sent = hall.press(Key.CALL)
    assert [each.service for each in of(sent, CloseRating)] == [question.service]
    assert refusals(hall.rate(question.service)) == ["no_open_question"]


def test_a_question_is_over_after_its_time(hall: Switchboard) -> None:
    """A late press counts nothing."""
    hall.press(Key.CALL)
    (question,) = of(hall.press(Key.RATE), AskRating)
    hall.desk.now_s += hall.hall.settings.rating_open_s
    assert refusals(hall.rate(question.service)) == ["no_open_question"]


def test_no_show_is_for_whoever_had_the_time_to_come(hall: Switchboard) -> None:
    """Too soon is refused; afterwards the number is gone and the panel is idle."""
    hall.press(Key.CALL)
    assert refusals(hall.press(Key.NO_SHOW)) == ["too_soon_for_no_show"]
    hall.desk.now_s = LATER
    sent = hall.press(Key.NO_SHOW)
    assert beeps(sent) == [1]
    assert number(hall) is None
    assert [each.text for each in of(sent, ShowText)] == ["欢迎办理"]


def test_pause_and_resume_are_one_key(hall: Switchboard) -> None:
    """The panel says that the window is on a pause, and the same clerk comes back."""
    sent = hall.press(Key.PAUSE)
    assert hall.hall.windows[WINDOW].status == WindowStatus.PAUSED
    assert [each.text for each in of(sent, ShowText)] == ["暂停服务"]
    assert refusals(hall.press(Key.CALL)) == ["window_is_paused"]
    sent = hall.press(Key.PAUSE)
    window = hall.hall.windows[WINDOW]
    assert (window.status, window.clerk) == (WindowStatus.OPEN, f"clerk{WINDOW}")
    assert [each.text for each in of(sent, ShowText)] == ["欢迎办理"]


def test_a_pad_of_a_closed_window_is_refused(hall: Switchboard) -> None:
    """The clerk signs in first."""
    sent = hall.press(Key.CALL, window=4)
    assert refusals(sent) == ["window_is_closed"]
    assert beeps(sent) == [3]


@pytest.mark.parametrize("key", list(Key))
def test_every_key_has_a_meaning_at_every_moment(hall: Switchboard, key: Key) -> None:
    """Idle, called, serving, paused, closed: each press is answered and sounds."""
    moments = (lambda: None, lambda: hall.press(Key.CALL), lambda: hall.press(Key.START))
    for prepare in moments:
        prepare()
        sent = hall.press(key)
        assert len(of(sent, Accepted)) + len(of(sent, Refused)) == 1
        assert beeps(sent) in ([1], [3])


def test_who_is_not_answered_hears_nothing_wrong(hall: Switchboard) -> None:
    """While the outcome is unknown there is no answer and no beep; the pad asks again."""
    hall.journal.faults.append(Fault.KEPT)
    hall.journal.out_of_reach = True
    assert hall.press(Key.CALL, "same") == []
    hall.journal.out_of_reach = False
    hall.desk.machine_s += 1
    sent = hall.press(Key.CALL, "same")
    assert number(hall) == "C001"
    assert len(of(sent, Accepted)) == 1
    assert [each.text for each in of(sent, ShowText)] == ["请C001号"]


def test_a_store_that_is_away_refuses_with_beeps(hall: Switchboard) -> None:
    """What is certain not to have happened is said at once."""
    hall.journal.faults.append(Fault.REFUSED)
    sent = hall.press(Key.CALL)
    assert refusals(sent) == ["hall_unavailable"]
    assert beeps(sent) == [3]
    assert number(hall) is None


def test_a_pad_counts_along_with_the_next_tick(hall: Switchboard) -> None:
    """A number taken changes what pads show, together with others and not at once."""
    assert of(hall.take(), ShowOnPad) == []
    hall.take()
    shown = {
        str(topic.id): message.waiting
        for topic, message in hall.tick(0.2)
        if isinstance(message, ShowOnPad)
    }
    serving = [no for no, each in hall.premises.plan.items() if "SS" in each]
    assert shown == {hall.pad(no): 5 for no in serving}
    assert of(hall.tick(0.2), ShowOnPad) == []
