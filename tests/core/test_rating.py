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


def _rate(level: int, **more: bool) -> c.RateService:
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
