import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.refusals import NoHelpAsked
from tests.core.build import at, open_hall


def test_help_is_wanted_until_somebody_goes() -> None:
    """A kiosk's call for help stands until a person goes there, and its wait is known."""
    script = open_hall()
    script.do(c.AskHelp(kiosk="K1"))
    assert dict(script.hall.help_wanted) == {"K1": at(0)}
    (given,) = script.do(c.GiveHelp(kiosk="K1"), after_s=40)
    assert given == e.HelpGiven(at=at(40), kiosk="K1", wait_s=40.0)
    assert not script.hall.help_wanted


def test_asking_again_keeps_the_first_moment() -> None:
    """Who presses twice is not helped later for it."""
    script = open_hall()
    script.do(c.AskHelp(kiosk="K1"))
    assert script.do(c.AskHelp(kiosk="K1"), after_s=30) == ()
    assert dict(script.hall.help_wanted) == {"K1": at(0)}


def test_help_that_nobody_asked_for_is_refused() -> None:
    """Two colleagues do not both go."""
    script = open_hall()
    with pytest.raises(NoHelpAsked) as refused:
        script.do(c.GiveHelp(kiosk="K1"))
    assert refused.value.facts == {"kiosk": "K1"}
