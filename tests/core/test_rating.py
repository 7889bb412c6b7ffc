from datetime import timedelta

import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.refusals import (
    LevelOutOfRange,
    NoOpenQuestion,
    ServiceNotFinished,
    UnknownService,
)
from tests.core.build import Script, open_hall


def _served() -> Script:
    script = open_hall(1)
    script.take()
    script.call()
    script.serve()
    script.do(c.FinishService(window=1))
    return script


def _rate(level: int, **more: object) -> c.RateService:
    return c.RateService(service="v1.1", level=level, **more)  # type: ignore[arg-type]


def test_the_last_rating_counts_and_the_first_stays_in_the_record() -> None:
    """A later rating supersedes; both are bound to visit, window and clerk."""
    script = _served()
    script.do(_rate(2))
    (second,) = script.do(_rate(4))
    assert isinstance(second, e.ServiceRated)
    assert (second.superseded, second.window, second.clerk) == (True, 1, "clerk1")
    rating = script.hall.services["v1.1"].rating
    assert rating is not None
    assert rating.level == 4


def test_unrated_stays_unrated() -> None:
    """There is no level that nobody gave."""
    assert _served().hall.services["v1.1"].rating is None


@pytest.mark.parametrize("level", [0, 6])
def test_a_rating_has_five_levels(level: int) -> None:
    """Anything else is refused."""
    with pytest.raises(LevelOutOfRange):
        _served().do(_rate(level))


def test_only_a_finished_service_is_rated() -> None:
    """An unknown service, and one still going on, are refused."""
    script = open_hall(1)
    script.take()
    script.call()
    with pytest.raises(UnknownService):
        script.do(_rate(5))
    script.serve()
    with pytest.raises(ServiceNotFinished):
        script.do(_rate(5))


def test_a_pad_is_heard_while_its_question_is_open() -> None:
    """The question closes by its answer, after its time, and at the next call."""
    script = _served()
    script.do(_rate(5, question_only=True))
    with pytest.raises(NoOpenQuestion):
        script.do(_rate(1, question_only=True))
    late = _served()
    with pytest.raises(NoOpenQuestion):
        late.do(_rate(5, question_only=True), after_s=60)
    called = _served()
    called.take()
    called.call()
    with pytest.raises(NoOpenQuestion):
        called.do(_rate(5, question_only=True))
    called.do(_rate(5))


def _given(script: Script, level: int, after_finish_s: float) -> c.RateService:
    """A rating that a pad took so long after the service, and delivers now."""
    finished_at = script.hall.services["v1.1"].finished_at
    assert finished_at is not None
    return _rate(
        level, question_only=True, given_at=finished_at + timedelta(seconds=after_finish_s)
    )


def test_what_a_pad_delivers_late_counts_if_its_question_was_open_then() -> None:
    """Given within the question's time it is bound to its service, however late it arrives."""
    script = _served()
    script.take()
    script.call()
    script.do(_given(script, 4, 30), after_s=600)
    rating = script.hall.services["v1.1"].rating
    assert rating is not None
    assert rating.level == 4


@pytest.mark.parametrize("after_finish_s", [-1, 60])
def test_what_a_pad_took_outside_its_question_does_not_count(after_finish_s: float) -> None:
    """Before the service ended nobody asked, and after the question's time nobody did any more."""
    script = _served()
    with pytest.raises(NoOpenQuestion):
        script.do(_given(script, 1, after_finish_s), after_s=600)


def test_a_late_rating_of_the_next_citizen_is_not_the_last_ones() -> None:
    """Once the next one is being served, a press is no answer about the service before."""
    script = _served()
    script.take()
    script.call()
    script.serve()
    with pytest.raises(NoOpenQuestion):
        script.do(_given(script, 1, 50), after_s=600)


def test_a_late_rating_does_not_replace_a_newer_one() -> None:
    """What the citizen has said on the phone meanwhile stands."""
    script = _served()
    script.do(_rate(5))
    with pytest.raises(NoOpenQuestion):
        script.do(_given(script, 1, 30), after_s=600)
