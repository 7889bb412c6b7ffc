"""Stages for screen programs; every warning of Qt or QML fails the test that caused it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.config import Timing
from tests.screens.board_stage import BoardStage
from tests.screens.kiosk_stage import AT_ONCE, PORTRAIT, KioskStage
from tests.screens.kiosk_states import STATES

OpenKiosk = Callable[..., KioskStage]
OpenBoard = Callable[..., BoardStage]


@pytest.fixture
def open_kiosk(qapp: QApplication, tmp_path: Path) -> Iterator[OpenKiosk]:
    """Opens kiosks that share one cache folder, and closes them."""
    opened: list[KioskStage] = []

    def open_one(size: tuple[int, int] = PORTRAIT, timing: Timing = AT_ONCE) -> KioskStage:
        stage = KioskStage(tmp_path / "cache", size, timing)
        opened.append(stage)
        return stage

    yield open_one
    for stage in opened:
        stage.close()


@pytest.fixture
def kiosk(open_kiosk: OpenKiosk) -> KioskStage:
    """A kiosk that has heard the whole hall."""
    stage = open_kiosk()
    stage.hears_hall()
    return stage


@pytest.fixture(scope="module", params=STATES)
def played(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KioskStage]:
    """A kiosk in each state that can be seen; played once for all that is measured on it."""
    stage = KioskStage(tmp_path_factory.mktemp("cache"), PORTRAIT)
    STATES[request.param](stage)
    stage.app.stage.grabWindow()
    yield stage
    stage.close()


@pytest.fixture
def open_board(qapp: QApplication) -> Iterator[OpenBoard]:
    """Opens boards, and closes them."""
    opened: list[BoardStage] = []

    def open_one(
        distance_mm: float = 8_000, zone: str = "main", media: Path | None = None
    ) -> BoardStage:
        stage = BoardStage(distance_mm, zone, media)
        opened.append(stage)
        return stage

    yield open_one
    for stage in opened:
        stage.close()
