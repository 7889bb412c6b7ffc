"""What a hall may set about its rules, checked when it is made."""

from dataclasses import dataclass, field
from enum import StrEnum

from hall.errors import ConfigError


class VisitClass(StrEnum):
    """Why a visit gains priority faster or slower; never shown in public."""

    ORDINARY = "ordinary"
    APPOINTMENT = "appointment"
    GREEN = "green"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRule:
    """How a class gains priority: a head start, then `rate` points for each minute waited."""

    rate: float = 1.0
    head_start_min: float = 0.0


def _default_classes() -> dict[VisitClass, ClassRule]:
    return {
        VisitClass.ORDINARY: ClassRule(),
        VisitClass.APPOINTMENT: ClassRule(rate=1.0, head_start_min=20),
        VisitClass.GREEN: ClassRule(rate=1.6, head_start_min=5),
        VisitClass.RETURN: ClassRule(rate=1.0, head_start_min=30),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of the rules; durations in seconds on the hall clock."""

    number_width: int = 3
    daily_maximum: int = 999
    recall_limit: int = 3
    recall_pause_s: float = 10.0
    no_show_after_s: float = 60.0
    infer_start_after_s: float = 30.0
    rating_open_s: float = 60.0
    class_rules: dict[VisitClass, ClassRule] = field(default_factory=_default_classes)

    def __post_init__(self) -> None:
        """Refuse settings no hall can run by, each named with what was expected."""
        wrong = [
            f"{name} = {getattr(self, name)}: expected at least {least}"
            for name, least in LEAST.items()
            if getattr(self, name) < least
        ]
        wrong += [
            f"class_rules.{each}: missing" for each in VisitClass if each not in self.class_rules
        ]
        wrong += [
            f"class_rules.{each}.rate = {rule.rate}: expected above 0"
            for each, rule in self.class_rules.items()
            if rule.rate <= 0
        ]
        if wrong:
            raise ConfigError("settings: " + "; ".join(wrong))


LEAST = {
    "number_width": 1,
    "daily_maximum": 1,
    "recall_limit": 0,
    "recall_pause_s": 0,
    "no_show_after_s": 0,
    "infer_start_after_s": 1,
    "rating_open_s": 1,
}
