"""What a hall may set about its rules, checked when it is made."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hall.core.adviser import AdviserSettings
from hall.errors import ConfigError


class VisitClass(StrEnum):
    """Why a visit gains priority faster or slower; never shown in public."""

    ORDINARY = "ordinary"
    APPOINTMENT = "appointment"
    GREEN = "green"
    RETURN = "return"


class GreenGround(StrEnum):
    """What gives the green channel besides age; it is heard and not kept."""

    PREGNANCY = "pregnancy"
    INFANT = "infant"
    """An infant in arms."""
    DISABILITY = "disability"
    SERVICE_MEMBER = "service_member"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRule:
    """How a class gains priority: a head start, then `rate` points for each minute waited."""

    rate: float = 1.0
    head_start_min: float = 0.0


class NoShowPolicy(StrEnum):
    """What becomes of a number whose holder did not come."""

    VOID = "void"
    """It is over, and the desk decides what to do."""
    BACK_AFTER = "back_after"
    """It may come back, behind some others of its line."""
    NEW_NUMBER = "new_number"
    """It is over; with it a new number can be taken for the same matter."""


class OrphanRule(StrEnum):
    """What is done about a plan that leaves a category without an open window."""

    REFUSE = "refuse"
    WARN = "warn"


def _default_classes() -> dict[VisitClass, ClassRule]:
    return {
        VisitClass.ORDINARY: ClassRule(),
        VisitClass.APPOINTMENT: ClassRule(rate=1.0, head_start_min=20),
        VisitClass.GREEN: ClassRule(rate=1.6, head_start_min=5),
        VisitClass.RETURN: ClassRule(rate=1.0, head_start_min=30),
    }


def _default_extras() -> dict[str, float]:
    return {"more_time": 120.0, "low_counter": 60.0, "hearing_loop": 30.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of the rules; durations in seconds on the hall clock."""

    number_width: int = 3
    number_start: int = 1
    daily_maximum: int = 999
    """How many numbers of a category are given in a day."""
    person_limit: int = 3
    """How many live numbers one person may hold; 0 is any number."""
    kiosk_limit: int = 0
    """How many numbers one kiosk may give in `kiosk_limit_s`; 0 is any number."""
    kiosk_limit_s: float = 60.0
    recall_limit: int = 3
    recall_pause_s: float = 10.0
    undo_s: float = 8.0
    """How long the last press can be taken back."""
    no_show_policy: NoShowPolicy = NoShowPolicy.NEW_NUMBER
    no_show_back_after: int = 3
    """Behind how many of its line a missed visit comes back."""
    no_show_after_s: float = 60.0
    """From the call as it was shown where the citizen waits."""
    no_show_extra_s: dict[str, float] = field(default_factory=_default_extras)
    """How much longer, for each need."""
    no_show_other_floor_s: float = 60.0
    """How much longer, when window and waiting area are on different floors."""
    no_show_unshown_s: float = 0.0
    """How much longer, while nobody confirms that the call was shown."""
    late_grace_s: float = 180.0
    """How long a called citizen who reports to be late is waited for."""
    pass_most: int = 10
    """How many others a waiting citizen can let pass at once."""
    hard_maximum_wait_min: float = 90.0
    """From this wait on the oldest goes first, whatever the classes."""
    secondary_above: int = 5
    """How many must wait in a category before windows that only help with it do."""
    orphan_category: OrphanRule = OrphanRule.REFUSE
    plan_acknowledged: bool = False
    """Whether a clerk acknowledges a change of the plan before the next call."""
    lead_on_keeps_arrival: bool = True
    """Whether who is led on to another category stands there by their first arrival."""
    return_days: int = 5
    """On how many working days a return code can be used; 0 gives none."""
    appointment_early_s: float = 1800.0
    """How long before its time an appointment can be checked in."""
    appointment_late_s: float = 900.0
    """How long after its time it still counts."""
    appointment_cancel_before_s: float = 7200.0
    """Until how long before its time it can be cancelled."""
    appointments_per_day: int = 1
    """How many one person may book for a day; 0 is any number."""
    appointment_no_show_limit: int = 3
    """From how many missed ones on a person books no more; 0 is never."""
    appointment_ban_days: int = 30
    """For how many days after the last missed one; then all are forgotten."""
    green_age: int = 60
    """From which age on the green channel is open."""
    green_grounds: frozenset[GreenGround] = frozenset(GreenGround)
    """What else opens it."""
    call_blind: bool = True
    """Whether clerks see no class before the call."""
    infer_start_after_s: float = 60.0
    rating_open_s: float = 60.0
    rating_days: int = 5
    """On how many working days after its own a service can still be rated with the ticket."""
    bad_level: int = 2
    """Ratings up to this level are followed up."""
    follow_up_days: int = 5
    """Within how many working days a bad rating is to be answered."""
    class_rules: dict[VisitClass, ClassRule] = field(default_factory=_default_classes)
    adviser: AdviserSettings = field(default_factory=AdviserSettings)

    def __post_init__(self) -> None:
        """Refuse settings no hall can run by, each named with what was expected."""
        wrong = [
            f"{name} = {getattr(self, name)}: expected at least {least}"
            for name, least in LEAST.items()
            if getattr(self, name) < least
        ]
        wrong += [
            f"no_show_extra_s.{need} = {extra_s}: expected at least 0"
            for need, extra_s in self.no_show_extra_s.items()
            if extra_s < 0
        ]
        wrong += [
            f"class_rules.{each}: missing" for each in VisitClass if each not in self.class_rules
        ]
        wrong += [
            f"class_rules.{each}.head_start_min = {rule.head_start_min}: expected at least 0"
            for each, rule in self.class_rules.items()
            if rule.head_start_min < 0
        ]
        wrong += [
            f"class_rules.{each}.rate = {rule.rate}: expected above 0"
            for each, rule in self.class_rules.items()
            if rule.rate <= 0
        ]
        if self.kiosk_limit > KIOSK_MEMORY:
            wrong.append(f"kiosk_limit = {self.kiosk_limit}: expected at most {KIOSK_MEMORY}")
        if wrong:
            raise ConfigError("settings: " + "; ".join(wrong))


KIOSK_MEMORY: Final = 50
"""How many moments are remembered for each kiosk, and so the most that can be limited."""

LEAST: Final = {
    "number_width": 1,
    "number_start": 0,
    "daily_maximum": 1,
    "person_limit": 0,
    "kiosk_limit": 0,
    "kiosk_limit_s": 1,
    "recall_limit": 0,
    "recall_pause_s": 0,
    "undo_s": 0,
    "no_show_back_after": 1,
    "no_show_after_s": 0,
    "no_show_other_floor_s": 0,
    "no_show_unshown_s": 0,
    "late_grace_s": 0,
    "pass_most": 1,
    "hard_maximum_wait_min": 1,
    "secondary_above": 1,
    "green_age": 0,
    "return_days": 0,
    "appointment_early_s": 0,
    "appointment_late_s": 0,
    "appointment_cancel_before_s": 0,
    "appointments_per_day": 0,
    "appointment_no_show_limit": 0,
    "appointment_ban_days": 1,
    "infer_start_after_s": 1,
    "rating_open_s": 1,
    "rating_days": 0,
    "bad_level": 0,
    "follow_up_days": 1,
}
"""The least that each setting can be."""
