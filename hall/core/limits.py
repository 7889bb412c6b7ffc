"""Limits: when a number is given and how many, and that a doubtful one is declared so.

Theory of operation. Numbers have hours of their own, apart from the windows', with lunch between
two spans; a category may end earlier. Each category has a daily maximum, and may have a quota in
stretches of the day. One person may hold a few live numbers, one kiosk may give a few in a short
time. Every refusal says which limit was met, when it opens again, and what else there is. A number
whose holder may not be reached before the windows close is refused as doubtful, until it is asked
for all the same.
"""

from datetime import datetime, timedelta

from hall.core.hall import CategoryRule, Hall, Offer, Quota, Wait
from hall.core.refusals import (
    CategoryIsFull,
    DayNotOpen,
    DoubtfulNumber,
    HallIsClosedToday,
    KioskIsTooFast,
    LastNumberGiven,
    NumbersNotGivenNow,
    NumbersOverToday,
    PersonHasNumbers,
    SlotIsFull,
)
from hall.core.seconds import seconds_until
from hall.core.stages import Stage


def offer_now(hall: Hall, now: datetime) -> Offer:
    """What numbers are taken for now; refused between days, saying why and when the next begins."""
    offer = hall.offer
    if offer is None:
        raise DayNotOpen
    if hall.day is not None:
        return offer
    for each in offer.days_off:
        if each.span.holds(now):
            raise HallIsClosedToday(reason=each.reason, reopens_at=offer.reopens_at)
    later = offer.reopens_at if offer.reopens_at and offer.reopens_at > now else None
    raise DayNotOpen(reopens_at=later)


def check_hours(offer: Offer, now: datetime) -> None:
    """Refuse outside the hours in which numbers are given, saying when they are."""
    spans = offer.number_hours
    for span in spans:
        if span.holds(now):
            return
    if not spans:
        return
    later = [span.start for span in spans if span.start > now]
    if later:
        raise NumbersNotGivenNow(next_at=min(later))
    last_at = max(span.end for span in spans)
    raise NumbersOverToday(last_at=last_at, reopens_at=offer.reopens_at)


def check_category(hall: Hall, offer: Offer, rule: CategoryRule, now: datetime) -> None:
    """Refuse after the category's last-number time, and in a stretch whose quota is used up."""
    if rule.last_number_at is not None and now >= rule.last_number_at:
        raise LastNumberGiven(
            category=rule.code, last_at=rule.last_number_at, reopens_at=offer.reopens_at
        )
    quota = quota_at(offer, rule.code, now)
    if quota is None or hall.slots.get((rule.code, quota.span.start), 0) < quota.maximum:
        return
    raise SlotIsFull(category=rule.code, maximum=quota.maximum, next_at=quota.span.end)


def quota_at(offer: Offer, category: str, now: datetime) -> Quota | None:
    """The quota that a number of a category counts into now."""
    for each in offer.quotas:
        if each.category == category and each.span.holds(now):
            return each
    return None


def next_ordinal(hall: Hall, rule: CategoryRule) -> int:
    """The next ordinal of a category."""
    return hall.issued.get(rule.code, _first(hall, rule) - 1) + 1


def check_full(hall: Hall, rule: CategoryRule) -> None:
    """Refuse when the category's maximum of the day is reached."""
    maximum = rule.daily_maximum or hall.settings.daily_maximum
    if next_ordinal(hall, rule) >= _first(hall, rule) + maximum:
        reopens_at = hall.offer.reopens_at if hall.offer else None
        raise CategoryIsFull(category=rule.code, maximum=maximum, reopens_at=reopens_at)


def _first(hall: Hall, rule: CategoryRule) -> int:
    return hall.settings.number_start if rule.number_start is None else rule.number_start


def check_person(hall: Hall, person: str | None) -> None:
    """Refuse a person who already holds as many live numbers as one may."""
    limit = hall.settings.person_limit
    if person is None or not limit:
        return
    held = [hall.visits[visit] for visit in hall.persons.get(person, ())]
    live = [visit.number for visit in held if visit.stage != Stage.ENDED]
    if len(live) >= limit:
        raise PersonHasNumbers(limit=limit, number=live[0])


def check_kiosk(hall: Hall, kiosk: str | None, now: datetime) -> None:
    """Refuse a kiosk that has given as many numbers in a short time as one may."""
    limit = hall.settings.kiosk_limit
    given = hall.kiosks.get(kiosk or "", ())
    if kiosk is None or not limit or len(given) < limit:
        return
    again_at = given[-limit] + timedelta(seconds=hall.settings.kiosk_limit_s)
    if now < again_at:
        raise KioskIsTooFast(limit=limit, again_at=again_at, wait_s=seconds_until(again_at, now))


def is_doubtful(offer: Offer, wait: Wait | None, now: datetime) -> bool:
    """Whether a number taken now may not be reached before the windows close."""
    if wait is None or not offer.window_hours:
        return False
    return now + timedelta(minutes=wait.high_min) > offer.window_hours[-1].end


def check_doubtful(offer: Offer, wait: Wait | None, now: datetime) -> None:
    """Declare a doubtful number so before it is taken."""
    if wait is not None and is_doubtful(offer, wait, now):
        raise DoubtfulNumber(
            closes_at=offer.window_hours[-1].end, low_min=wait.low_min, high_min=wait.high_min
        )
