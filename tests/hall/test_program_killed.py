"""The real program killed under load: nothing that anybody was told is lost."""

from pathlib import Path

import pytest

from hall.storage.verify import verify
from tests.fakes.history import kill_again_and_again
from tests.fakes.program import program


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_acknowledged_is_missing(tmp_path: Path, seed: int) -> None:
    """Five kills at any moment, with people who repeat what was not answered."""
    with program(tmp_path) as hall:
        history = kill_again_and_again(hall, kills=5, seed=seed)
        assert len(history.numbers) > 20
        assert history.called
        assert history.unanswered > 0
        assert history.check(hall.recovered()) == []
        assert verify(hall.store_url).findings == []
