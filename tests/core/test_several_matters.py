import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Todo
from hall.core.refusals import MatterIsThereAlready, UnknownMatter, VisitIsOver
from hall.core.settings import Settings
from hall.core.stages import Ending, Stage
from tests.core.build import Script, open_hall


def _serving(window: int, *further: str, settings: Settings | None = None) -> Script:
    script = open_hall(1, 2, 3, settings=settings)
    script.take("SS01", further=further)
    script.take("BD01", after_s=60)
    script.do(c.CallNumber(window=window, number="C001", reason="first"))
    script.serve(window)
    return script


def test_a_window_that_serves_the_next_matter_goes_on() -> None:
    """The citizen stays; each matter has a service of its own, timed by itself."""
    script = _serving(2, "BD01")
    events = script.do(c.FinishService(window=2, ask_rating=False), after_s=120)
    assert [type(each) for each in events] == [
        e.ServiceFinished,
        e.MatterTakenUp,
        e.ServiceStarted,
    ]
    visit = script.visit("v1")
    assert (visit.stage, visit.service, visit.matter) == (Stage.SERVING, "v1.2", "BD01")
    finished, _ = script.do(c.FinishService(window=2), after_s=30)
    assert isinstance(finished, e.ServiceFinished)
    assert (finished.service_s, finished.ends_visit) == (30, True)
    assert script.visit("v1").services == ("v1.1", "v1.2")


@pytest.mark.parametrize(("keeps", "first"), [(True, "v1"), (False, "v2")])
def test_else_it_is_led_on_under_the_same_number(keeps: bool, first: str) -> None:
    """It waits in the next category, by its first arrival or from now, as the hall sets."""
    script = _serving(1, "BD01", settings=Settings(lead_on_keeps_arrival=keeps))
    script.do(c.FinishService(window=1), after_s=120)
    visit = script.visit("v1")
    assert (visit.stage, visit.category, visit.number) == (Stage.WAITING, "BD", "C001")
    assert script.window(1).visit is None
    assert script.call(2, after_s=30).id == first


def test_a_key_that_finishes_and_calls_keeps_a_visit_that_stays() -> None:
    """Nobody else is called while the next matter is served."""
    script = _serving(2, "BD01")
    script.do(c.CallNext(window=2, finish_current=True))
    assert script.window(2).visit == "v1"
    script.do(c.CallNext(window=2, finish_current=True))
    assert script.window(2).visit == "v2"


def test_a_clerk_can_end_the_visit_as_a_whole() -> None:
    """What is left is not served."""
    script = _serving(2, "BD01")
    script.do(c.FinishService(window=2, whole=True))
    assert script.visit("v1").ending == Ending.SERVED


def test_leading_on_can_be_taken_back() -> None:
    """The visit is served again, with what it still came for."""
    script = _serving(1, "BD01")
    script.do(c.FinishService(window=1))
    script.do(c.UndoPress(window=1))
    visit = script.visit("v1")
    assert (visit.service, visit.matter, visit.further) == ("v1.1", "SS01", (Todo("BD01", "BD"),))


def test_a_matter_can_be_added_until_the_visit_ends() -> None:
    """Not twice, and only what the hall knows."""
    script = _serving(2)
    script.do(c.AddMatter(visit="v1", matter="BD01"))
    for matter, refusal in (
        ("BD01", MatterIsThereAlready),
        ("SS01", MatterIsThereAlready),
        ("XX", UnknownMatter),
    ):
        with pytest.raises(refusal):
            script.do(c.AddMatter(visit="v1", matter=matter))
    script.do(c.FinishService(window=2, whole=True))
    with pytest.raises(VisitIsOver):
        script.do(c.AddMatter(visit="v1", matter="SS02"))


def test_a_number_for_an_unknown_further_matter_is_refused() -> None:
    """Nothing is issued."""
    script = open_hall()
    with pytest.raises(UnknownMatter):
        script.take("SS01", further=("XX",))
    assert script.hall.order == 0
