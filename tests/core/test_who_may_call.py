from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.choosing import choose
from hall.core.glancing import glance
from hall.core.hall import WindowTraits
from hall.core.overtaking import went_before
from hall.core.refusals import ClerkLacksSkills
from hall.core.settings import Settings, VisitClass
from hall.core.why import WhyKind, explain
from tests.core.build import OFFER, Script, at, open_hall

ZONE = timezone(timedelta(hours=8))
BUILT = replace(
    OFFER,
    windows={
        1: WindowTraits(),
        2: WindowTraits(suits=("low_counter", "language:en")),
        3: WindowTraits(suits=("hearing_loop",)),
    },
)


def _why(script: Script, window: int) -> WhyKind:
    choice = choose(script.hall, script.window(window), at(script.now_s))
    assert choice is not None
    return choice.why.kind


def test_a_window_helps_with_its_secondary_categories_while_many_wait() -> None:
    """Below the threshold it leaves them to others; its own come before those it helps."""
    script = open_hall(3, settings=Settings(secondary_above=2))
    script.do(c.SetPlan(secondary={3: ("SS",)}, reason="busy"))
    script.take("SS01")
    assert choose(script.hall, script.window(3), at(0)) is None
    script.take("SS01")
    assert _why(script, 3) == WhyKind.HELPING
    script.take("JS01")
    assert script.call(3).id == "v3"


def test_a_clerk_calls_what_they_have_the_skill_for() -> None:
    """The plan of the window is limited to the skills of who sits there."""
    script = open_hall()
    with pytest.raises(ClerkLacksSkills):
        script.do(c.OpenWindow(window=2, clerk="new", skills=frozenset({"JS"})))
    script.do(c.OpenWindow(window=2, clerk="new", skills=frozenset({"BD"})))
    script.take("SS01")
    script.take("BD01")
    assert script.call(2).id == "v2"


def test_who_needs_a_window_is_left_to_one_that_has_it() -> None:
    """While one is open, the others pass by; when none is, any window calls."""
    script = open_hall(1, 2, offer=BUILT)
    script.take("SS01", needs=("low_counter",))
    script.take("SS01")
    assert script.call(1).id == "v2"
    script.do(c.FinishService(window=1))
    script.do(c.PauseWindow(window=2, reason="tea"))
    assert script.call(1).id == "v1"


def test_a_language_is_needed_only_when_it_was_asked_for() -> None:
    """A ticket in English alone is called anywhere; with the need, where English is spoken."""
    script = open_hall(1, 2, offer=BUILT)
    script.take("SS01", needs=("language",), language="en")
    script.take("SS01", language="en")
    assert script.call(1).id == "v2"
    assert script.call(2).id == "v1"


def test_every_choice_is_told_in_one_sentence() -> None:
    """It names whom it goes before and why, in Chinese and in English."""
    script = open_hall(1)
    script.take()
    script.take(visit_class=VisitClass.GREEN, after_s=60)
    choice = choose(script.hall, script.window(), at(120))
    assert choice is not None
    assert explain(choice.visit.number, choice.why, ZONE) == (
        "C002先于C001：按规定优先",
        "C002 before C001: priority by the hall's rule",
    )


def test_in_order_there_is_nobody_to_name() -> None:
    """Who came first goes before nobody."""
    script = open_hall(1)
    script.take()
    script.take()
    assert _why(script, 1) == WhyKind.IN_ORDER
    (glanced, _) = glance(script.hall, script.window(), at(30), 2)
    assert explain("C001", glanced.why, ZONE)[1] == "C001: in order of arrival"


def test_passing_somebody_over_is_in_the_record() -> None:
    """A number called by hand says whom the rule would have called."""
    script = open_hall(1)
    script.take()
    script.take()
    (called,) = script.do(c.CallNumber(window=1, number="C002", reason="feels ill"))
    assert isinstance(called, e.VisitCalled)
    assert called.why is not None
    assert (called.why.kind, called.why.before) == (WhyKind.ASKED, "C001")
    assert "feels ill" in explain("C002", called.why, ZONE)[0]


def test_before_the_call_a_clerk_sees_neither_person_nor_class() -> None:
    """Number, category, matter, wait and reason; the class only where the hall says so."""
    script = open_hall(1)
    script.take(visit_class=VisitClass.GREEN)
    (blind,) = glance(script.hall, script.window(), at(30), 3)
    assert (blind.number, blind.matter, blind.wait_s, blind.visit_class) == (
        "C001",
        "SS01",
        30,
        None,
    )
    seeing = open_hall(1, settings=Settings(call_blind=False))
    seeing.take(visit_class=VisitClass.GREEN)
    assert glance(seeing.hall, seeing.window(), at(30), 3)[0].visit_class == VisitClass.GREEN


def test_who_waits_is_told_who_went_before_and_why() -> None:
    """Only of those who came later; what a clerk wrote about somebody else stays with the clerk."""
    script = open_hall(1, 2)
    first = script.take()
    assert went_before(script.hall, first) is None
    green = script.take(visit_class=VisitClass.GREEN, after_s=60)
    assert script.call(1).id == green.id
    told = went_before(script.hall, script.visit(first.id))
    assert told is not None
    assert explain(*told, ZONE)[0] == "C002先于C001：按规定优先"
    third = script.take(after_s=60)
    script.do(c.CallNumber(window=2, number=third.number, reason="feels ill"), after_s=60)
    told = went_before(script.hall, script.visit(first.id))
    assert told is not None
    assert explain(*told, ZONE) == (
        "C003先于C001：窗口点名呼叫",
        "C003 before C001: called out of turn",
    )
    late = script.take(after_s=60)
    assert went_before(script.hall, late) is None
    assert went_before(script.hall, script.visit(third.id)) is None
