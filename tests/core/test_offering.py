from dataclasses import replace

import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.events import VERSIONS
from hall.core.refusals import DayNotOpen, NumbersGivenAlready, UnknownMatter
from hall.storage.encoding import dump, kind_of, load
from tests.core.build import CATEGORIES, OFFER, PLAN, Script, at, open_hall

OTHER = replace(
    OFFER,
    categories=CATEGORIES[1:],
    matters={"BD01": "BD", "BD09": "BD", "JS01": "JS"},
    catalogue="2",
)
"""Without the first category, with a matter that the first offer did not have."""


def other(plan: dict[int, tuple[str, ...]] | None = None) -> c.ChangeOffer:
    """The command that gives the day the other offer."""
    return c.ChangeOffer(offer=OTHER, plan=plan or {**PLAN, 1: ("BD",)})


def test_before_the_first_number_the_day_gets_another_offer() -> None:
    """Numbers are taken for what is new and no longer for what is gone; windows serve what fits."""
    script = open_hall(1)
    (event,) = script.do(other())
    assert script.hall.offer == OTHER
    assert {no: each.categories for no, each in script.hall.windows.items()} == {
        1: ("BD",),
        2: ("BD",),
        3: ("JS", "CJ"),
    }
    assert script.window(1).clerk == "clerk1"
    assert script.take("BD09").category == "BD"
    with pytest.raises(UnknownMatter):
        script.take("SS01")
    assert load(kind_of(event), VERSIONS[type(event)], dump(event)) == event


def test_once_somebody_has_a_number_the_offer_stays() -> None:
    """What a ticket promises is what is there all day; between two days there is none to change."""
    script = open_hall()
    script.take()
    with pytest.raises(NumbersGivenAlready) as refused:
        script.do(other())
    assert refused.value.facts == {"count": 1}
    with pytest.raises(DayNotOpen):
        Script().do(other())


NOTES = (
    (
        c.NoteAccess(deed="key_given", account="app", about="hall:read"),
        e.AccessChanged(at=at(0), deed="key_given", account="app", about="hall:read"),
    ),
    (c.NoteDraft(about="BD01"), e.CatalogueDrafted(at=at(0), about="BD01")),
    (
        c.NotePublication(version="2", effective_from="2026-03-03", hash="ab"),
        e.CataloguePublished(at=at(0), version="2", effective_from="2026-03-03", hash="ab"),
    ),
    (
        c.AcknowledgeWarning(kind="long_wait", subject="SS", level="red"),
        e.WarningAcknowledged(at=at(0), kind="long_wait", subject="SS", level="red"),
    ),
)


@pytest.mark.parametrize(("command", "event"), NOTES)
def test_a_note_is_for_the_journal_alone(command: c.Command, event: e.Event) -> None:
    """It says what was done, and the hall stands as it stood."""
    script = open_hall(1)
    before = script.hall
    assert script.do(command) == (event,)
    assert script.hall == before
    assert load(kind_of(event), VERSIONS[type(event)], dump(event)) == event
