from dataclasses import replace

import pytest

from hall.core.settings import LEAST, ClassRule, Settings, VisitClass
from hall.errors import ConfigError


@pytest.mark.parametrize("name", LEAST)
def test_a_setting_below_its_least_is_named(name: str) -> None:
    """A setting no hall can run by is refused with its name, value and what was expected."""
    with pytest.raises(ConfigError, match=rf"{name} = -1: expected at least {LEAST[name]}"):
        replace(Settings(), **{name: -1})  # type: ignore[arg-type]


def test_every_wrong_setting_is_told_at_once() -> None:
    """Whoever mends a configuration sees all that is wrong in it."""
    with pytest.raises(ConfigError, match=r"number_width.*daily_maximum"):
        Settings(number_width=0, daily_maximum=0)


def test_every_class_needs_a_rule_with_a_rate() -> None:
    """A class without a rule, or one that never gains priority, is refused."""
    with pytest.raises(ConfigError, match=r"class_rules\.green: missing"):
        Settings(class_rules={VisitClass.ORDINARY: ClassRule()})
    stuck = {each: ClassRule(rate=0) for each in VisitClass}
    with pytest.raises(ConfigError, match=r"class_rules\.ordinary\.rate = 0: expected above 0"):
        Settings(class_rules=stuck)


def test_what_a_hall_starts_with_is_sound() -> None:
    """The settings a hall has without any of its own pass their check."""
    assert set(Settings().class_rules) == set(VisitClass)
