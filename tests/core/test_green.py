import pytest

from hall.core import events as e
from hall.core.settings import GreenGround, Settings, VisitClass
from hall.storage.encoding import dump
from tests.core.build import open_hall

RULES = Settings(green_age=70, green_grounds=frozenset({GreenGround.PREGNANCY}))


@pytest.mark.parametrize(
    ("age", "grounds", "visit_class"),
    [
        (None, frozenset(), VisitClass.ORDINARY),
        (69, frozenset(), VisitClass.ORDINARY),
        (70, frozenset(), VisitClass.GREEN),
        (30, frozenset({GreenGround.PREGNANCY}), VisitClass.GREEN),
        (30, frozenset({GreenGround.INFANT}), VisitClass.ORDINARY),
    ],
)
def test_age_or_an_accepted_ground_opens_the_green_channel(
    age: int | None, grounds: frozenset[GreenGround], visit_class: VisitClass
) -> None:
    """From the hall's own age on, and for the grounds that it accepts."""
    visit = open_hall(settings=RULES).take(age=age, grounds=grounds)
    assert visit.visit_class == visit_class


def test_an_appointment_stays_one() -> None:
    """Another class is not changed by age."""
    visit = open_hall(settings=RULES).take(age=80, visit_class=VisitClass.APPOINTMENT)
    assert visit.visit_class == VisitClass.APPOINTMENT


def test_why_it_is_open_is_not_kept() -> None:
    """The journal knows the class, and neither age nor ground."""
    script = open_hall(settings=RULES)
    script.take(age=77, grounds=frozenset({GreenGround.PREGNANCY}))
    issued = script.journal[-1]
    assert isinstance(issued, e.VisitIssued)
    assert "pregnancy" not in dump(issued)
    assert "77" not in dump(issued)
