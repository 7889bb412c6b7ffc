"""Why a command was refused: a stable code, facts, and a sentence in Chinese and in English.

A sentence says what is wrong, until when, and what to do instead. Facts that are moments are
given to the sentence as `HH:MM` in the hall's zone. Every refusal descends from `Refused`.
"""

from hall.core.refusals.base import (
    Refused,
)
from hall.core.refusals.calling import (
    AlreadyServing,
    NobodyWaits,
    NothingInHand,
    ReasonNeeded,
    RecallLimitReached,
    TooSoonForNoShow,
    TooSoonToRecall,
    VisitInHand,
)
from hall.core.refusals.days import (
    DayIsOpen,
    DayIsPast,
    DayNotOpen,
    PeopleStillWait,
    PrefixesClash,
)
from hall.core.refusals.helping import (
    NoHelpAsked,
)
from hall.core.refusals.numbers import (
    CategoryIsFull,
    IdIsTaken,
    MatterNeeded,
    MatterOrCategory,
    NumbersNotGivenNow,
    NumbersOverToday,
    UnknownCategory,
    UnknownMatter,
)
from hall.core.refusals.plan import (
    CategoryLeftWithoutWindow,
    EmptyPlan,
    WindowServesNothing,
)
from hall.core.refusals.visits import (
    LevelOutOfRange,
    NoOpenQuestion,
    ServiceNotFinished,
    UnknownService,
    UnknownVisit,
    VisitAtWindow,
    VisitIsOver,
    VisitNotWaiting,
)
from hall.core.refusals.windows import (
    ClerkIsElsewhere,
    UnknownWindow,
    WindowIsClosed,
    WindowIsOpen,
    WindowIsPaused,
    WindowIsTaken,
)

__all__ = [
    "AlreadyServing",
    "CategoryIsFull",
    "CategoryLeftWithoutWindow",
    "ClerkIsElsewhere",
    "DayIsOpen",
    "DayIsPast",
    "DayNotOpen",
    "EmptyPlan",
    "IdIsTaken",
    "LevelOutOfRange",
    "MatterNeeded",
    "MatterOrCategory",
    "NoHelpAsked",
    "NoOpenQuestion",
    "NobodyWaits",
    "NothingInHand",
    "NumbersNotGivenNow",
    "NumbersOverToday",
    "PeopleStillWait",
    "PrefixesClash",
    "ReasonNeeded",
    "RecallLimitReached",
    "Refused",
    "ServiceNotFinished",
    "TooSoonForNoShow",
    "TooSoonToRecall",
    "UnknownCategory",
    "UnknownMatter",
    "UnknownService",
    "UnknownVisit",
    "UnknownWindow",
    "VisitAtWindow",
    "VisitInHand",
    "VisitIsOver",
    "VisitNotWaiting",
    "WindowIsClosed",
    "WindowIsOpen",
    "WindowIsPaused",
    "WindowIsTaken",
    "WindowServesNothing",
]
