"""First forecasts with what came of them: kept, measured, given back to learn from."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from hall.storage.engine import make_engine
from hall.storage.forecasts import Document, ForecastStore, Kept, quality
from hall.storage.store import Store

KEPT = Kept(
    visit="v1",
    day="2026-03-02",
    category="SS",
    visit_class="ordinary",
    made_at="2026-03-02T01:00:00.000000Z",
    method="run forward",
    low_s=300.0,
    middle_s=600.0,
    high_s=900.0,
    naive_s=100.0,
    came_s=700.0,
    run_log=6.5,
    features=b"1234",
)


@pytest.fixture
def engine(store: Store, url: str) -> Iterator[Engine]:
    """An engine beside the hall's own store."""
    assert store.seq == 0
    engine = make_engine(url)
    yield engine
    engine.dispose()


def _rows() -> list[Kept]:
    return [
        KEPT,
        replace(KEPT, visit="v2", came_s=1000.0),
        replace(KEPT, visit="v3", category="BD", came_s=5000.0),
        replace(KEPT, visit="v4", came_s=None),
        replace(KEPT, visit="v5", day="2026-03-03", method="run forward, records"),
    ]


def test_a_day_is_measured_as_a_whole_and_by_category(engine: Engine) -> None:
    """Error, cover, band and bias are of those who were called; the newest day comes first."""
    ForecastStore(engine).keep(_rows())
    with engine.connect() as connection:
        found = quality(connection, "2026-03-01", "2026-03-31")
    assert [(each.day, each.category, each.count) for each in found] == [
        ("2026-03-03", None, 1),
        ("2026-03-03", "SS", 1),
        ("2026-03-02", None, 3),
        ("2026-03-02", "BD", 1),
        ("2026-03-02", "SS", 2),
    ]
    of_ss = found[-1]
    assert (of_ss.mae_s, of_ss.naive_mae_s) == (250.0, 750.0)
    assert (of_ss.cover, of_ss.band_s, of_ss.bias_s) == (0.5, 600.0, -250.0)
    assert of_ss.near == 0.5
    assert found[2].methods == ("run forward",)


def test_a_forecast_kept_twice_is_one(engine: Engine) -> None:
    """Writing again after a failure that was none leaves one row."""
    store = ForecastStore(engine)
    store.keep([KEPT])
    store.keep([replace(KEPT, came_s=710.0)])
    assert [each.came_s for each in store.learn_from("2026-03-01")] == [710.0]


def test_trees_learn_from_what_has_features_and_an_end(engine: Engine) -> None:
    """Old features are dropped; the measures stay."""
    store = ForecastStore(engine)
    store.keep([*_rows(), replace(KEPT, visit="v6", features=b"")])
    assert [each.visit for each in store.learn_from("2026-03-01")] == ["v1", "v2", "v3", "v5"]
    store.forget_features("2026-03-03")
    assert [each.visit for each in store.learn_from("2026-03-01")] == ["v5"]
    with engine.connect() as connection:
        assert quality(connection, "2026-03-02", "2026-03-02")[0].count == 4


def test_a_document_takes_the_place_of_the_last(engine: Engine) -> None:
    """Only the newest lesson is kept."""
    store = ForecastStore(engine)
    assert store.get("figures") is None
    store.put("figures", Document(at="2026-03-02", visits=10, document=b"one"))
    store.put("figures", Document(at="2026-03-03", visits=20, document=b"two"))
    found = store.get("figures")
    assert found == Document(at="2026-03-03", visits=20, document=b"two")
