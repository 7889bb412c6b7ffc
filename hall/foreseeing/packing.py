"""What was learnt as bytes, to be kept in the store and read again by the next start."""

import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter, ValidationError

from hall.errors import HallError
from hall.forecast.figures import Figures
from hall.forecast.ranges import Outcome
from hall.forecast.waits.conformal import Kept as KeptScores
from hall.storage.encoding import moment
from hall.storage.forecasts import Kept

LEARNT: Final = "figures and trees"
CALIBRATION: Final = "calibration"


class Unreadable(HallError):
    """What is kept was written by another version of the program, or is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Figures of the hall, and trees as LightGBM writes them; none where too little is known."""

    figures: Figures
    trees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Calibration, with the categories and the method that it is of."""

    categories: tuple[str, ...]
    method: str
    kept: tuple[KeptScores, ...]


_LEARNT: Final = TypeAdapter(Learnt)
_SCORES: Final = TypeAdapter(Scores)


def pack_learnt(learnt: Learnt) -> bytes:
    """What was learnt as bytes."""
    return zlib.compress(_LEARNT.dump_json(learnt))


def unpack_learnt(document: bytes) -> Learnt:
    """What was learnt; raises `Unreadable`."""
    try:
        return _LEARNT.validate_json(zlib.decompress(document))
    except (zlib.error, ValidationError) as error:
        raise Unreadable(f"what was learnt cannot be read: {error}") from error


def pack_scores(scores: Scores) -> bytes:
    """Calibration as bytes."""
    return zlib.compress(_SCORES.dump_json(scores))


def unpack_scores(document: bytes) -> Scores:
    """Calibration; raises `Unreadable`."""
    try:
        return _SCORES.validate_json(zlib.decompress(document))
    except (zlib.error, ValidationError) as error:
        raise Unreadable(f"the calibration cannot be read: {error}") from error


def pack_outcomes(day: str, outcomes: Iterable[Outcome]) -> list[Kept]:
    """What came of forecasts, as rows of the store."""
    return [
        Kept(
            visit=each.visit,
            day=day,
            category=each.category,
            visit_class=each.visit_class,
            made_at=moment(each.made_at),
            method=each.method,
            low_s=each.low_s,
            middle_s=each.middle_s,
            high_s=each.high_s,
            naive_s=each.naive_s,
            came_s=each.came_s,
            seen_after_s=each.seen_after_s,
            run_log=each.run_log,
            features=array("f", each.row).tobytes(),
        )
        for each in outcomes
    ]


def unpack_features(features: bytes) -> Sequence[float]:
    """What trees learn from."""
    row = array("f")
    row.frombytes(features)
    return row
