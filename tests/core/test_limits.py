from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Quota, Span, Wait
from hall.core.offer import DayOff
from hall.core.refusals import (
    CategoryIsFull,
    DayNotOpen,
    DoubtfulNumber,
    HallIsClosedToday,
    KioskIsTooFast,
    LastNumberGiven,
    NumbersOverToday,
    PersonHasNumbers,
    Refused,
    SlotIsFull,
)
from hall.core.settings import KIOSK_MEMORY, Settings
from hall.errors import ConfigError
from tests.core.build import CATEGORIES, OFFER, Script, at, open_hall

ZONE = timezone(timedelta(hours=8))
TOMORROW = at(86_400)


def _narrowed(**changes: object) -> Script:
    rules = (replace(CATEGORIES[0], **changes), *CATEGORIES[1:])  # type: ignore[arg-type]
    return open_hall(1, offer=replace(OFFER, categories=rules, reopens_at=TOMORROW))


def test_a_category_has_start_width_and_maximum_of_its_own() -> None:
    """What it leaves out is as the hall's settings say."""
    script = _narrowed(number_start=300, number_width=4, daily_maximum=2)
    assert [script.take().number for _ in range(2)] == ["C0300", "C0301"]
    assert script.take("BD01").number == "H001"
    with pytest.raises(CategoryIsFull) as full:
        script.take()
    assert full.value.facts == {"category": "SS", "maximum": 2, "reopens_at": TOMORROW}


def test_a_category_may_end_before_the_others() -> None:
    """The refusal says since when, and when numbers start again, with the date."""
    script = _narrowed(last_number_at=at(100))
    script.take()
    with pytest.raises(LastNumberGiven) as refused:
        script.take(after_s=100)
    names = {"SS": ("商事登记", "Business registration")}
    zh, en = refused.value.sentence(ZONE, names)
    assert zh == "商事登记今天的取号08:31已经结束。3月3日08:30起可再取号；也可预约或找服务台。"
    assert en.startswith(
        "Numbers of Business registration ended at 08:31 today. They go on from 08:30 on"
    )
    assert script.take("BD01").number == "H001"


def test_a_stretch_of_the_day_has_a_quota() -> None:
    """It counts for itself; the refusal says when the next stretch begins."""
    first, second = Span(start=at(0), end=at(100)), Span(start=at(100), end=at(200))
    quotas = tuple(Quota(category="SS", span=span, maximum=1) for span in (first, second))
    script = open_hall(offer=replace(OFFER, quotas=quotas))
    script.take()
    with pytest.raises(SlotIsFull) as full:
        script.take()
    assert full.value.next_at == at(100)
    script.take(after_s=100)
    script.take(after_s=100)


def test_on_a_holiday_there_are_no_numbers() -> None:
    """The refusal says why, and when the hall opens again."""
    holiday = DayOff(span=Span(start=at(100), end=at(200)), reason=("春节放假", "Spring Festival"))
    script = open_hall(offer=replace(OFFER, days_off=(holiday,), reopens_at=TOMORROW))
    script.do(c.CloseDay())
    with pytest.raises(HallIsClosedToday) as closed:
        script.take(after_s=150)
    assert closed.value.sentence(ZONE) == (
        "今天春节放假，不办公。3月3日08:30起取号；也可在网上办理或预约。",
        (
            "The hall is closed today: Spring Festival. Numbers start from 08:30 on 3 Mar; "
            "you can book online."
        ),
    )


def test_between_two_days_it_is_said_when_the_next_begins() -> None:
    """Once that moment has come it is only said to wait."""
    script = open_hall(offer=replace(OFFER, reopens_at=TOMORROW))
    script.do(c.CloseDay())
    for after_s, said in ((60, "3月3日08:30起取号"), (24 * 3600, "还没有开始")):
        with pytest.raises(DayNotOpen) as closed:
            script.take(after_s=after_s)
        assert said in closed.value.sentence(ZONE)[0]


def test_an_unknown_next_day_is_told_in_words() -> None:
    """A hall that does not know its next day says the next working day."""
    refusal: Refused = NumbersOverToday(last_at=at(0))
    assert "下一个工作日起可再取号" in refusal.sentence(ZONE)[0]
    assert "the next working day" in refusal.sentence(ZONE)[1]


def test_one_person_holds_a_few_numbers() -> None:
    """What has ended does not count; nobody is limited who cannot be told apart."""
    script = open_hall(1, settings=Settings(person_limit=1))
    script.take(person="p")
    with pytest.raises(PersonHasNumbers) as refused:
        script.take(person="p")
    assert refused.value.facts == {"limit": 1, "number": "C001"}
    script.take()
    script.do(c.CancelVisit(visit="v1"))
    script.take(person="p")


def test_one_kiosk_gives_a_few_numbers_in_a_short_time() -> None:
    """Other kiosks go on; this one again when the first of the few is old enough."""
    script = open_hall(settings=Settings(kiosk_limit=2, kiosk_limit_s=60))
    script.take(kiosk="k")
    script.take(kiosk="k", after_s=10)
    with pytest.raises(KioskIsTooFast) as refused:
        script.take(kiosk="k", after_s=10)
    assert refused.value.wait_s == 40
    script.take(kiosk="other")
    script.take(kiosk="k", after_s=40)
    with pytest.raises(ConfigError, match=f"kiosk_limit = 51: expected at most {KIOSK_MEMORY}"):
        Settings(kiosk_limit=KIOSK_MEMORY + 1)


def test_a_doubtful_number_is_declared_before_it_is_taken() -> None:
    """Refused with the closing time and the wait, until it is wanted all the same."""
    hours = (Span(start=at(0), end=at(3600)),)
    script = open_hall(offer=replace(OFFER, window_hours=hours))
    long, short = (Wait(low_min=low, high_min=2 * low, method="naive") for low in (40, 20))
    with pytest.raises(DoubtfulNumber) as doubtful:
        script.take(wait=long, accept_doubtful=False)
    assert doubtful.value.facts == {"closes_at": at(3600), "low_min": 40, "high_min": 80}
    script.take(wait=short, accept_doubtful=False)
    script.take(wait=long, accept_doubtful=True)
    sure, taken = (each for each in script.journal if isinstance(each, e.VisitIssued))
    assert (sure.doubtful, taken.doubtful) == (False, True)
