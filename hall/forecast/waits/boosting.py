"""Quantiles of a wait by gradient-boosted trees, learnt from the hall's own records each night.

LightGBM is optional: without it, or with few records, the quantiles of the runs stand as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType
from typing import Final

import numpy as np

from hall.forecast.engine.arrays import Floats
from hall.forecast.waits.features import CATEGORICAL, LEVELS, MIDDLE, NAMES

LEARNS: Final = find_spec("lightgbm") is not None
"""Whether trees can be grown here."""
if LEARNS:
    import lightgbm

BAND: Final = (LEVELS[0], LEVELS[MIDDLE], LEVELS[-1])
"""The quantiles that are learnt."""
LEAST_ROWS: Final = 1500
"""With fewer forecasts that came to their end there is nothing to learn from yet."""
ROUNDS: Final = 250
SETTINGS: Final[Mapping[str, object]] = MappingProxyType(
    {
        "objective": "quantile",
        "learning_rate": 0.04,
        "num_leaves": 31,
        "min_data_in_leaf": 60,
        "feature_fraction": 0.4,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "num_threads": 1,
        "verbosity": -1,
        "seed": 1,
        "deterministic": True,
        "force_row_wise": True,
    }
)


@dataclass(frozen=True, slots=True)
class Trees:
    """What was learnt: for each quantile, how far the logarithm of a wait is from the runs'."""

    texts: tuple[str, ...]
    """The models as LightGBM writes them: they can be kept and sent."""
    _models: tuple["lightgbm.Booster", ...]

    def quantiles(self, rows: Sequence[Sequence[float]], centres: Sequence[float]) -> Floats:
        """The quantiles of each row's wait as logarithms, in order; `centres` are the runs'."""
        data = np.asarray(rows, dtype=np.float64)
        columns = [np.asarray(model.predict(data, num_threads=1)) for model in self._models]
        found: Floats = np.sort(np.stack(columns, axis=1), axis=1)
        found += np.asarray(centres, dtype=np.float64)[:, None]
        return found


def grow(
    rows: Sequence[Sequence[float]],
    offs: Sequence[float],
    centres: Sequence[float],
    rounds: int = ROUNDS,
) -> Trees | None:
    """Learn how far waits are from the runs' medians; None without LightGBM or with few rows.

    A row weighs as much as its wait is long: an error of so many per cent costs so many minutes.
    """
    if not LEARNS or len(rows) < LEAST_ROWS:
        return None
    scale = np.exp(np.asarray(centres, dtype=np.float64))
    data = lightgbm.Dataset(
        np.asarray(rows, dtype=np.float64),
        label=np.asarray(offs),
        weight=scale / scale.mean(),
        feature_name=list(NAMES),
        categorical_feature=list(CATEGORICAL),
        free_raw_data=False,
    )
    models = tuple(
        lightgbm.train({**SETTINGS, "alpha": level}, data, num_boost_round=rounds) for level in BAND
    )
    return Trees(tuple(model.model_to_string() for model in models), models)


def read(texts: Sequence[str]) -> Trees | None:
    """Trees that were kept as texts; None without LightGBM."""
    if not LEARNS:
        return None
    return Trees(tuple(texts), tuple(lightgbm.Booster(model_str=text) for text in texts))
