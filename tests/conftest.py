"""What holds for every test: no screen is needed, and no thread stays behind."""

import os
import threading
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from tests.fakes.postgres import Server, postgres_server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

# The machine may be busy with other things; what a test shows must not depend on it.
settings.register_profile("hall", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("hall"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "hall")

_GRACE_S: Final = 2.0


def _lasting_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if not thread.daemon}


@pytest.fixture(autouse=True)
def no_leaked_thread() -> Iterator[None]:
    """Fail a test that leaves a thread behind which would keep the program from ending."""
    before = _lasting_threads()
    yield
    left = _lasting_threads() - before
    for thread in left:
        thread.join(_GRACE_S)
    leaked = sorted(thread.name for thread in left if thread.is_alive())
    assert not leaked, f"the test left threads running: {leaked}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, one for all tests of a process that ask for it."""
    with postgres_server() as server:
        yield server
