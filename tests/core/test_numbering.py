from dataclasses import replace

import pytest

from hall.core import commands as c
from hall.core.hall import CategoryKind, CategoryRule, Offer, Span, Wait
from hall.core.refusals import (
    CategoryIsFull,
    DayNotOpen,
    IdIsTaken,
    MatterNeeded,
    MatterOrCategory,
    NumbersNotGivenNow,
    NumbersOverToday,
    PrefixesClash,
    UnknownCategory,
    UnknownMatter,
)
from hall.core.settings import Settings
from tests.core.build import OFFER, Script, at, open_hall, opening

HOURS = replace(
    OFFER,
    number_hours=(Span(start=at(0), end=at(100)), Span(start=at(200), end=at(300))),
)


def test_numbers_count_within_their_category() -> None:
    """Each category counts for itself, and the order of issue counts over all."""
    script = open_hall()
    visits = [script.take("SS01"), script.take("BD01"), script.take("SS02")]
    assert [each.number for each in visits] == ["C001", "H001", "C002"]
    assert [each.order for each in visits] == [1, 2, 3]


def test_an_issued_number_carries_what_was_told() -> None:
    """The event keeps how many stood before, the wait that was told, and what was asked for."""
    script = open_hall()
    script.take()
    wait = Wait(low_min=5, high_min=10, method="naive")
    script.take(wait=wait, language="en", needs=("low_counter",), printer="p1")
    issued = script.journal[-1]
    assert (issued.ahead, issued.wait, issued.language) == (1, wait, "en")  # type: ignore[union-attr]
    assert script.hall.prints["v2"] == "p1"


def test_a_number_without_matter_is_asked_for_its_category() -> None:
    """Pick-up has no matters; its number is asked for the category, with a receipt."""
    script = open_hall()
    visit = script.take(category="CJ", receipt="R-1")
    assert (visit.number, visit.matter, visit.receipt) == ("Q001", None, "R-1")


def test_what_is_asked_for_must_be_known() -> None:
    """An unknown matter or category, both, neither, or a category with matters are refused."""
    script = open_hall()
    cases: tuple[tuple[type[Exception], dict[str, str]], ...] = (
        (UnknownMatter, {"matter": "XX"}),
        (UnknownCategory, {"category": "XX"}),
        (MatterNeeded, {"category": "SS"}),
        (MatterOrCategory, {}),
        (MatterOrCategory, {"matter": "SS01", "category": "SS"}),
    )
    for refusal, wish in cases:
        with pytest.raises(refusal):
            script.do(c.IssueNumber(visit="v", token="t", **wish))  # type: ignore[arg-type]
    assert script.hall.order == 0


def test_no_day_no_number() -> None:
    """Before the day is open nobody gets a number."""
    with pytest.raises(DayNotOpen):
        Script().do(c.IssueNumber(visit="v", token="t", matter="SS01"))


def test_ids_and_tokens_are_never_given_twice() -> None:
    """A second visit with an id or token that is taken is refused, and the first stays."""
    script = open_hall()
    script.take()
    for visit, token in (("v1", "other"), ("other", "t-v1")):
        with pytest.raises(IdIsTaken):
            script.do(c.IssueNumber(visit=visit, token=token, matter="SS01"))
    assert script.hall.order == 1


def test_numbers_are_given_in_their_hours_only() -> None:
    """Before and at lunch the refusal says when numbers start; afterwards that they are over."""
    script = open_hall(offer=HOURS)
    script.take()
    with pytest.raises(NumbersNotGivenNow) as lunch:
        script.take(after_s=100)
    assert lunch.value.next_at == at(200)
    script.take(after_s=199)
    with pytest.raises(NumbersOverToday) as over:
        script.take(after_s=1)
    assert over.value.last_at == at(300)


def test_a_category_has_a_daily_maximum() -> None:
    """The refusal says which maximum was met; other categories go on."""
    script = open_hall(settings=Settings(daily_maximum=1))
    script.take()
    with pytest.raises(CategoryIsFull) as full:
        script.take()
    assert full.value.facts["maximum"] == 1
    assert script.take("BD01").number == "H001"


def test_a_number_is_as_wide_as_configured() -> None:
    """The width is the hall's choice."""
    assert open_hall(settings=Settings(number_width=4)).take().number == "C0001"


@pytest.mark.parametrize("prefix", ["C", "H1"])
def test_two_categories_can_never_give_one_number(prefix: str) -> None:
    """Equal letters, or digits in them, are refused when the day opens."""
    odd = CategoryRule(code="XX", prefix=prefix, kind=CategoryKind.GENERAL)
    offer = Offer(categories=(*OFFER.categories, odd), matters={}, number_hours=())
    with pytest.raises(PrefixesClash):
        Script().do(opening(offer=offer))
