import pytest

from hall.core.stages import AFTER, Stage, StageError, following

EVENTS = sorted({event for _, event in AFTER})


def test_every_stage_can_be_reached_from_waiting() -> None:
    """The table holds no stage that a visit could never come to."""
    reached, edge = {Stage.WAITING}, {Stage.WAITING}
    while edge:
        edge = {after for (stage, _), after in AFTER.items() if stage in edge} - reached
        reached |= edge
    assert reached >= {Stage.WAITING, Stage.CALLED, Stage.SERVING, Stage.ENDED}


def test_every_stage_leads_to_an_end() -> None:
    """Nobody can be left standing in a stage from which no end follows."""
    leads = {Stage.ENDED}
    for _ in Stage:
        leads |= {stage for (stage, _), after in AFTER.items() if after in leads}
    assert leads >= {stage for stage, _ in AFTER}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("event", EVENTS)
def test_a_missing_cell_is_an_error(stage: Stage, event: str) -> None:
    """What the table does not name cannot happen."""
    if (stage, event) in AFTER:
        assert following(stage, event) == AFTER[stage, event]
        return
    with pytest.raises(StageError, match=f"{event} cannot follow stage {stage}"):
        following(stage, event)
