"""Every codec under streams that try to mislead it; long runs by `make soak-codecs`."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.codecs.soak import run
from tests.codecs.streams import CODECS, attack, fed, held


@pytest.mark.parametrize("name", CODECS)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_after_any_garbage_good_frames_are_found_again(name: str, seed: int) -> None:
    """Within two good frames, or after a silence; never more held than the longest frame."""
    assert attack(CODECS[name], Random(seed)) is None


@pytest.mark.parametrize("name", CODECS)
@given(noise=st.binary(max_size=600))
@settings(max_examples=60, deadline=None)
def test_nothing_that_comes_raises_or_is_held(name: str, noise: bytes) -> None:
    """Whatever hypothesis thinks of."""
    codec = CODECS[name]
    decoder = codec.make()
    fed(decoder, noise, Random(1))
    assert held(decoder) <= codec.most_held


def test_the_long_run_counts_and_judges(capsys: pytest.CaptureFixture[str]) -> None:
    """A fraction of a second of it, for each codec."""
    assert run(seconds=0.5, seed=3) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in CODECS)
