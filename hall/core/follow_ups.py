"""Follow-ups: a bad rating is taken up in the moment it is given, and has to be answered in time.

Theory of operation. The first rating of a service at or below the hall's bad level opens its
follow-up in the same decision, so that none can be lost in between; a better rating later does not
close it. It is due some working days later. A service of an earlier day is no part of the open
day's hall: what is known of it comes with the command, and it can be rated until a moment. Who may
do what with a follow-up is in `hall.supervision.follow_ups`.
"""

from datetime import date, datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core import rating
from hall.core.apply import apply_all
from hall.core.claiming import claim
from hall.core.hall import Hall
from hall.core.refusals import LevelOutOfRange, RatingIsOver
from hall.core.returning import working_day_after


def rate(hall: Hall, command: c.RateService, now: datetime) -> tuple[e.Event, ...]:
    """Rate a finished service of the day, and take up a bad rating."""
    claimed = () if command.question_only else claim(hall, command.service, now)
    hall = apply_all(hall, claimed)
    events = rating.rate(hall, command, now)
    service, day = hall.services[command.service], hall.last_day
    if service.followed_up or not _is_bad(hall, command.level) or day is None:
        return (*claimed, *events)
    rated = (each for each in events if isinstance(each, e.ServiceRated))
    return (*claimed, *events, *(_opened(hall, each, day) for each in rated))


def rate_earlier(hall: Hall, command: c.RateEarlierService, now: datetime) -> tuple[e.Event, ...]:
    """Rate a service of an earlier day, as long as its time has not run out."""
    if not 1 <= command.level <= rating.BEST_LEVEL:
        raise LevelOutOfRange(level=command.level)
    if now >= command.until:
        raise RatingIsOver(until=command.until)
    rated = e.EarlierServiceRated(
        at=now,
        day=command.day,
        service=command.service,
        visit=command.visit,
        window=command.window,
        clerk=command.clerk,
        level=command.level,
        reasons=command.reasons,
        words=command.words,
        channel=command.channel,
    )
    claimed = () if command.called_at is None else (_claimed(command, command.called_at, now),)
    if command.followed_up or command.level > hall.settings.bad_level:
        return (*claimed, rated)
    return (*claimed, rated, _opened(hall, rated, command.day))


def _claimed(command: c.RateEarlierService, called_at: datetime, now: datetime) -> e.ServiceClaimed:
    return e.ServiceClaimed(
        at=now,
        service=command.service,
        visit=command.visit,
        window=command.window,
        clerk=command.clerk,
        category=command.category,
        matter=command.matter,
        started_at=called_at,
        day=command.day,
    )


def move(_hall: Hall, command: c.MoveFollowUp, now: datetime) -> tuple[e.Event, ...]:
    """Keep what somebody did about a follow-up."""
    return (
        e.FollowUpMoved(
            at=now,
            service=command.service,
            visit=command.visit,
            step=command.step,
            act=command.act,
            state=command.state,
            owner=command.owner,
            due=command.due,
            result=command.result,
            words=command.words,
        ),
    )


def _is_bad(hall: Hall, level: int) -> bool:
    """Whether somebody has to answer; nothing of a rehearsal is."""
    return level <= hall.settings.bad_level and not hall.rehearsal


def _opened(
    hall: Hall, rated: e.ServiceRated | e.EarlierServiceRated, day: date
) -> e.FollowUpOpened:
    today = hall.last_day or day
    days = hall.settings.follow_up_days
    return e.FollowUpOpened(
        at=rated.at,
        day=day,
        service=rated.service,
        visit=rated.visit,
        window=rated.window,
        clerk=rated.clerk,
        level=rated.level,
        due=working_day_after(hall.offer, today, days) if hall.offer else today,
    )
