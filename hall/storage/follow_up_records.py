"""The rows that ratings of earlier days and the acts of follow-ups make or change; pure.

A rating belongs to the day of its service, whenever it is given, so that of the services of a day
never more are rated than there are.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from hall.core import events as e
from hall.core.hall import Outcome
from hall.storage.encoding import moment
from hall.storage.placed import At, Step
from hall.supervision.follow_ups import CONCLUDING, FollowUpAct, FollowUpState


def _rated(event: e.EarlierServiceRated, at: At) -> Iterable[Step]:
    yield "rating_superseded", {"row_service": event.service}
    yield (
        "rating_given",
        {
            "seq": at.seq,
            "service": event.service,
            "visit": event.visit,
            "day": event.day.isoformat(),
            "window": event.window,
            "clerk": event.clerk,
            "level": event.level,
            "reasons": json.dumps(event.reasons, ensure_ascii=False),
            "words": event.words,
            "channel": event.channel,
            "at": moment(event.at),
            "effective": True,
            "given_day": at.day,
        },
    )


def _claimed(event: e.ServiceClaimed, at: At) -> Iterable[Step]:
    yield (
        "service_started",
        {
            "id": event.service,
            "visit": event.visit,
            "day": event.day.isoformat() if event.day else at.day,
            "window": event.window,
            "clerk": event.clerk,
            "category": event.category,
            "matter": event.matter,
            "started_at": moment(event.started_at),
            "inferred_start": True,
            "finished_at": moment(event.at),
            "service_s": 0.0,
            "outcome": Outcome.UNFINISHED.value,
        },
    )


def _opened(event: e.FollowUpOpened, _at: At) -> Iterable[Step]:
    due = event.due.isoformat()
    yield (
        "follow_up_opened",
        {
            "service": event.service,
            "visit": event.visit,
            "day": event.day.isoformat(),
            "window": event.window,
            "clerk": event.clerk,
            "level": event.level,
            "opened_at": moment(event.at),
            "answer_due": due,
            "due": due,
            "state": FollowUpState.OPEN.value,
            "owner": None,
            "step": 0,
            "answered_day": None,
            "reply": None,
            "outcome": None,
        },
    )


def _moved(event: e.FollowUpMoved, at: At) -> Iterable[Step]:
    row = {"row_service": event.service}
    yield (
        "follow_up_moved",
        {
            **row,
            "new_state": event.state,
            "new_owner": event.owner,
            "new_due": event.due.isoformat(),
            "new_step": event.step,
        },
    )
    if event.act == FollowUpAct.REPLY:
        yield "follow_up_answered", {**row, "new_reply": event.words}
        yield "follow_up_first_answered", {**row, "new_answered_day": at.day}
    if event.act in CONCLUDING:
        yield "follow_up_concluded", {**row, "new_outcome": event.result}
    yield "follow_up_act", _act(event, at)


def _act(event: e.FollowUpMoved, at: At) -> dict[str, Any]:
    return {
        "service": event.service,
        "step": event.step,
        "at": moment(event.at),
        "by": at.by,
        "act": event.act,
        "state": event.state,
        "result": event.result,
        "words": event.words,
    }


FOLLOW_UP_STEPS: Final[Mapping[type, Callable[[Any, At], Iterable[Step]]]] = {
    e.EarlierServiceRated: _rated,
    e.ServiceClaimed: _claimed,
    e.FollowUpOpened: _opened,
    e.FollowUpMoved: _moved,
}
"""What each of these events does to the records."""
