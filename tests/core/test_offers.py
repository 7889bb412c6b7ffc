"""Whoever was met at a window is offered a rating, however a clerk tries to dodge it."""

from collections.abc import Callable

import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.claiming import claimable
from hall.core.refusals import UnknownService
from hall.core.settings import NoShowPolicy, Settings
from hall.core.stages import Stage
from tests.core.build import Script, open_hall

Dodge = Callable[[Script], object]


def _finish(script: Script) -> None:
    script.serve()
    script.do(c.FinishService(window=1))


def _finish_without_asking(script: Script) -> None:
    script.serve()
    script.do(c.FinishService(window=1, ask_rating=False))


def _finish_unstarted(script: Script) -> None:
    script.do(c.FinishService(window=1))


def _call_the_next(script: Script) -> None:
    script.serve()
    script.take()
    script.do(c.CallNext(window=1, finish_current=True))


def _no_show(script: Script) -> None:
    script.do(c.MarkNoShow(window=1), after_s=61)


def _no_show_after_a_supposed_start(script: Script) -> None:
    script.do(c.LetTimePass(), after_s=100)
    script.do(c.MarkNoShow(window=1), after_s=61)


def _no_show_after_taking_back_the_start(script: Script) -> None:
    script.serve()
    script.do(c.UndoPress(window=1))
    script.do(c.MarkNoShow(window=1), after_s=61)


def _transfer(script: Script) -> None:
    script.serve()
    script.do(c.TransferVisit(window=1, to_category="BD"))


def _transfer_unstarted(script: Script) -> None:
    script.do(c.TransferVisit(window=1, to_category="BD"))


def _park_until_the_end(script: Script) -> None:
    script.serve()
    script.do(c.ParkVisit(window=1, reason="copies"))
    script.do(c.CloseDay(end_waiting=True))


def _park_unstarted(script: Script) -> None:
    script.do(c.ParkVisit(window=1, reason="copies"))
    script.do(c.CloseDay(end_waiting=True))


def _leave(script: Script) -> None:
    script.serve()
    script.do(c.CloseWindow(window=1, hand_over=True))


def _leave_unstarted(script: Script) -> None:
    script.do(c.CloseWindow(window=1, hand_over=True))


def _cancel(script: Script) -> None:
    script.do(c.CancelVisit(visit="v1"))


def _day_left_open(script: Script) -> None:
    script.serve()
    script.do(c.CloseDay(end_waiting=True, abandoned=True))


DODGES: tuple[Dodge, ...] = (
    _finish,
    _finish_without_asking,
    _finish_unstarted,
    _call_the_next,
    _no_show,
    _no_show_after_a_supposed_start,
    _no_show_after_taking_back_the_start,
    _transfer,
    _transfer_unstarted,
    _park_until_the_end,
    _park_unstarted,
    _leave,
    _leave_unstarted,
    _cancel,
    _day_left_open,
)


def _met(policy: NoShowPolicy = NoShowPolicy.NEW_NUMBER) -> Script:
    script = open_hall(1, 2, settings=Settings(no_show_policy=policy))
    script.take()
    script.call()
    return script


def _offered(script: Script) -> list[str]:
    """What the ticket's holder can rate."""
    visit = script.visit("v1")
    services = (script.hall.services[each] for each in visit.services)
    rateable = [each.id for each in services if each.finished_at and not each.withdrawn]
    claim = claimable(script.hall, visit)
    return rateable if claim is None else [*rateable, claim]


@pytest.mark.parametrize("policy", list(NoShowPolicy))
@pytest.mark.parametrize("dodge", DODGES, ids=lambda each: each.__name__.strip("_"))
def test_every_ending_is_offered_a_rating(dodge: Dodge, policy: NoShowPolicy) -> None:
    """One offer for one meeting, of the window and the clerk that it was with; nothing preset."""
    script = _met(policy)
    dodge(script)
    (service,) = _offered(script)
    assert not any(isinstance(each, e.ServiceRated) for each in script.journal)
    script.do(c.RateService(service=service, level=1, channel="phone"))
    rated = script.hall.services[service]
    assert rated.rating is not None
    assert (rated.window, rated.clerk, rated.rating.level) == (1, "clerk1", 1)
    assert rated.followed_up


def test_who_was_only_called_and_taken_back_was_not_met() -> None:
    """And whoever waits, or stands at the window now, has nothing to claim."""
    script = _met()
    assert _offered(script) == []
    script.do(c.UndoPress(window=1))
    assert script.visit("v1").stage == Stage.WAITING
    assert _offered(script) == []
    with pytest.raises(UnknownService):
        script.do(c.RateService(service="v1.met1", level=1))


def test_a_meeting_is_claimed_once() -> None:
    """What was claimed is a service like others: rated again, it is the same one."""
    script = _met()
    _no_show(script)
    (service,) = _offered(script)
    script.do(c.RateService(service=service, level=2))
    assert _offered(script) == [service]
    script.do(c.RateService(service=service, level=4))
    assert len(script.visit("v1").services) == 1
