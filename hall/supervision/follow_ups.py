"""Follow-ups of bad ratings: where one stands, who may do what next, and until when. Pure.

Theory of operation. A follow-up is taken by an owner, who calls the citizen back, replies, and
concludes it. The citizen reads the reply with the ticket, and may appeal once; somebody else then
reviews. The table names, for each state and act, the state that follows; a missing cell is a
refusal. Nobody who was rated sees or moves the follow-up about them. The rating itself stays what
the citizen gave, whatever a follow-up concludes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hall.supervision.follow_up_refusals import (
    CallBackNeeded,
    FollowUpNotYours,
    NotNowInFollowUp,
    OwnerIsRated,
    ReviewedByAnother,
    UnknownResult,
    WordsNeeded,
)


class FollowUpState(StrEnum):
    """Where a follow-up stands."""

    OPEN = "open"
    """Nobody has taken it."""
    TAKEN = "taken"
    ANSWERED = "answered"
    """The citizen can read a reply."""
    CLOSED = "closed"
    APPEALED = "appealed"
    """The citizen does not agree; somebody else has to look."""
    REVIEWED = "reviewed"
    """Over for good."""


class FollowUpAct(StrEnum):
    """What can be done about one."""

    TAKE = "take"
    CALL_BACK = "call_back"
    REPLY = "reply"
    CLOSE = "close"
    APPEAL = "appeal"
    REVIEW = "review"


CONCLUDING: Final = frozenset({FollowUpAct.CLOSE, FollowUpAct.REVIEW})
"""Acts whose result is what the follow-up came to."""

_S, _A = FollowUpState, FollowUpAct
AFTER: Final[dict[tuple[FollowUpState, FollowUpAct], FollowUpState]] = {
    (_S.OPEN, _A.TAKE): _S.TAKEN,
    (_S.TAKEN, _A.TAKE): _S.TAKEN,
    (_S.TAKEN, _A.CALL_BACK): _S.TAKEN,
    (_S.TAKEN, _A.REPLY): _S.ANSWERED,
    (_S.ANSWERED, _A.TAKE): _S.ANSWERED,
    (_S.ANSWERED, _A.CALL_BACK): _S.ANSWERED,
    (_S.ANSWERED, _A.REPLY): _S.ANSWERED,
    (_S.ANSWERED, _A.CLOSE): _S.CLOSED,
    (_S.ANSWERED, _A.APPEAL): _S.APPEALED,
    (_S.CLOSED, _A.APPEAL): _S.APPEALED,
    (_S.APPEALED, _A.CALL_BACK): _S.APPEALED,
    (_S.APPEALED, _A.REVIEW): _S.REVIEWED,
}

RESULTS: Final[dict[FollowUpAct, tuple[str, ...]]] = {
    _A.CALL_BACK: ("reached", "not_reached", "no_contact"),
    _A.CLOSE: ("put_right", "explained", "not_confirmed"),
    _A.REVIEW: ("upheld", "put_right", "explained"),
}
"""What an act can come to; the others come to nothing that could be named."""

_WORDY: Final = frozenset({_A.REPLY, _A.APPEAL, _A.REVIEW})
_BY_OWNER: Final = frozenset({_A.CALL_BACK, _A.REPLY, _A.CLOSE})
_ANSWERING: Final = frozenset({_S.OPEN, _S.TAKEN, _S.APPEALED})
"""States in which somebody still owes the citizen something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a place answers bad ratings; days are working days."""

    answer_days: int
    call_back: bool
    """Whether the citizen is called back before a reply is given."""
    appeal_days: int = 5
    review_days: int = 5


PROFILES: Final[dict[str, Profile]] = {
    "default": Profile(answer_days=5, call_back=True),
    "dezhou": Profile(answer_days=5, call_back=True),
    "sichuan": Profile(answer_days=15, call_back=True, review_days=15),
}
"""What places have laid down; the deadlines are local, no national one exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One follow-up as the records have it."""

    service: str
    visit: str
    day: date
    window: int
    clerk: str
    level: int
    due: date
    state: FollowUpState
    owner: str | None
    step: int
    called_back: bool

    def is_overdue(self, today: date) -> bool:
        """Whether somebody still owes the citizen something that was due before a day."""
        return self.state in _ANSWERING and today > self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act as somebody asks for it."""

    act: FollowUpAct
    by: str
    result: str | None = None
    words: str = ""
    owner: str | None = None
    """Who is to take it, if not whoever asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What an act comes to."""

    state: FollowUpState
    owner: str | None
    due: date


def moved(follow_up: FollowUp, asked: Asked, profile: Profile, review_due: date) -> Moved:
    """What an act on a follow-up comes to; raises a refusal when it is not possible.

    `review_due` is the day until which an appeal made now is to be reviewed.
    """
    state = AFTER.get((follow_up.state, asked.act))
    if state is None:
        raise NotNowInFollowUp(state=follow_up.state)
    _check_person(follow_up, asked)
    _check_said(follow_up, asked, profile)
    owner = (asked.owner or asked.by) if asked.act is _A.TAKE else follow_up.owner
    due = review_due if asked.act is _A.APPEAL else follow_up.due
    return Moved(state=state, owner=owner, due=due)


def _check_person(follow_up: FollowUp, asked: Asked) -> None:
    if follow_up.clerk in {asked.by, asked.owner}:
        raise OwnerIsRated
    is_owner = asked.by == follow_up.owner
    if follow_up.state is _S.APPEALED:
        if is_owner:
            raise ReviewedByAnother
        return
    if asked.act in _BY_OWNER and not is_owner:
        raise FollowUpNotYours(owner=follow_up.owner or "-")


def _check_said(follow_up: FollowUp, asked: Asked, profile: Profile) -> None:
    if asked.act in RESULTS and asked.result not in RESULTS[asked.act]:
        raise UnknownResult(results=", ".join(RESULTS[asked.act]))
    if asked.act in _WORDY and not asked.words.strip():
        raise WordsNeeded
    if asked.act is _A.REPLY and profile.call_back and not follow_up.called_back:
        raise CallBackNeeded
