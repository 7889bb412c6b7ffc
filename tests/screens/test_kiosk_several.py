"""Several matters under one number at a kiosk."""

import pytest

from hall.bus.messages import (
    TakeNumber,
)
from kiosk.places import MOST_TOGETHER, Page, Tap
from tests.screens.kiosk_stage import issued_for
from tests.screens.kiosk_walk import Walk


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.hears_hall()
    return walk


def test_several_matters_go_under_one_number(walk: Walk) -> None:
    """In the order in which they were chosen; each can be left out again."""
    walk.tap(Tap.MATTER, "BD01")
    walk.tap(Tap.ANOTHER)
    assert "BD01" not in [row["argument"] for row in walk.shown()["another"]["rows"]]
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.ANOTHER)
    walk.tap(Tap.ALL)
    assert "CJ" not in [row["argument"] for row in walk.shown()["categories"]["rows"]]
    walk.tap(Tap.CATEGORY, "SS")
    walk.tap(Tap.MATTER, "SS01")
    assert walk.shown()["together"]["question"]["main"] == "一个号，办3件事"
    walk.tap(Tap.DROP, "GA01")
    walk.tap(Tap.TAKE)
    request = walk.sent()[-1]
    assert isinstance(request, TakeNumber)
    assert (request.matter, request.further) == ("BD01", ("SS01",))
    walk.replied(issued_for(request.id))
    assert walk.shown()["issued"]["together"] == "一个号办2件事"


def test_the_last_matter_left_is_a_matter_like_any_other(walk: Walk) -> None:
    """Its guide stands there again, and nothing goes with it."""
    walk.tap(Tap.MATTER, "BD01")
    walk.tap(Tap.ANOTHER)
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.DROP, "BD01")
    assert walk.is_on(Page.GUIDE)
    walk.tap(Tap.TAKE)
    request = walk.sent()[-1]
    assert isinstance(request, TakeNumber)
    assert (request.matter, request.further) == ("GA01", ())


def test_a_number_has_room_for_so_many_matters(walk: Walk) -> None:
    """With the fifth, no more is offered; the same one twice counts once."""
    walk.tap(Tap.MATTER, "BD01")
    for matter in ("GA01", "GA01", "SS01", "SS02", "SS03"):
        walk.tap(Tap.ANOTHER)
        walk.tap(Tap.MATTER, matter)
    page = walk.shown()["together"]
    assert len(page["rows"]) == MOST_TOGETHER
    assert page["more"]["label"] == ""
    walk.tap(Tap.ANOTHER)
    assert walk.is_on(Page.TOGETHER)


def test_who_only_looks_for_another_matter_adds_none(walk: Walk) -> None:
    """Back on the guide, the number is for the one."""
    walk.tap(Tap.MATTER, "BD01")
    walk.tap(Tap.ANOTHER)
    walk.tap(Tap.BACK)
    walk.tap(Tap.TAKE)
    request = walk.sent()[-1]
    assert isinstance(request, TakeNumber)
    assert request.further == ()
