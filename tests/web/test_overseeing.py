"""What a running hall does by itself: its bulletins, at their hour, in a process of their own."""

import asyncio
import logging
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from hall.catalogue import sample
from hall.storage.bulletins import BulletinStore
from hall.storage.engine import make_engine
from hall.web.overseeing import make_due
from tests.fakes.controller import FakeController
from tests.supervision.month import Month


def test_bulletins_are_made_when_their_hour_has_come(tmp_path: Path) -> None:
    """Not before it; then everything that is due is kept, and the hall has gone on meanwhile."""
    month = Month(tmp_path / "hall.db").live(last=date(2026, 3, 2))
    catalogue, site = sample()
    controller = FakeController(site=site, catalogue=catalogue)
    engine = make_engine(month.url)
    store = BulletinStore(engine)

    controller.clock.at = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)
    assert asyncio.run(make_due(month.url, time(6), controller, None)) is None
    assert store.kept() == ()
    controller.clock.at = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    done = asyncio.run(make_due(month.url, time(6), controller, None))
    assert done == date(2026, 3, 3)
    assert asyncio.run(make_due(month.url, time(6), controller, done)) == done
    assert [each.id for each in store.kept()] == ["day/2026-03-02"]
    engine.dispose()


def test_whatever_goes_wrong_is_logged_and_the_next_day_is_looked_at(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Also what nobody expects, as a store whose address has no number for its port."""
    catalogue, site = sample()
    controller = FakeController(site=site, catalogue=catalogue)
    controller.clock.at = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    with caplog.at_level(logging.ERROR, "hall.web.overseeing"):
        done = asyncio.run(make_due("postgresql://hall:port/hall", time(6), controller, None))
    assert done == date(2026, 3, 3)
    assert "tried again tomorrow" in caplog.text
