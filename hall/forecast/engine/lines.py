"""The lines of a run, and the rule by which a window chooses from them; compiled.

The rule is that of `hall.core.choosing`, written for arrays.
"""

import math
from typing import Any, Final

import numpy as np

from hall.forecast.engine.arrays import WAITING, Ints, Records
from hall.forecast.engine.compiling import compiled

NOBODY: Final = -1
_MINUTE_S: Final = 60.0
_TICKS: Final = 1e6
"""Scores are compared in millionths, as the core rounds them."""

LINE: Final = np.dtype([("head", "i8"), ("tail", "i8")])
"""A chain of persons, first and last; a row of links leads from each to the next."""


@compiled
def stand(life: Any, one: int, lines: Records, links: Ints) -> None:
    """Join the end of a line."""
    line = lines[life["category"], life["visit_class"]]
    if line["tail"] == NOBODY:
        line["head"] = one
    else:
        links[line["tail"]] = one
    line["tail"] = one
    links[one] = NOBODY


@compiled
def take(life: Any, one: int, lines: Records, links: Ints) -> None:
    """Take the head off its line."""
    line = lines[life["category"], life["visit_class"]]
    line["head"] = links[one]
    if links[one] == NOBODY:
        line["tail"] = NOBODY


@compiled
def choose(
    lives: Records,
    lines: Records,
    links: Ints,
    serves: Ints,
    classes: Records,
    manner: Any,
    mark: Any,
    row: int,
    now_s: float,
) -> int:
    """The head of the highest score; of equal ones the plan's order, then the order of issue."""
    best, best_score, best_place = NOBODY, 0.0, NOBODY
    for place in range(serves.shape[1]):
        category = serves[row, place]
        if category < 0:
            break
        for each in range(classes.shape[0]):
            one = _head(lives, lines, links, manner, mark, category, each, now_s)
            if one == NOBODY:
                continue
            waited_min = (now_s - lives[one]["enters_s"]) / _MINUTE_S
            exact = classes[each]["head_start"] + classes[each]["rate"] * waited_min
            score = math.floor(exact * _TICKS + 0.5)
            sooner = (
                place == best_place
                and score == best_score
                and lives[one]["order"] < lives[best]["order"]
            )
            if best == NOBODY or score > best_score or sooner:
                best, best_score, best_place = one, score, place
    return best


@compiled
def _head(
    lives: Records,
    lines: Records,
    links: Ints,
    manner: Any,
    mark: Any,
    category: int,
    each: int,
    now_s: float,
) -> int:
    """The first of a line who has not been seen to leave."""
    one: int = lines[category, each]["head"]
    while manner["leaves_seen"] == 1 and one != NOBODY:
        if now_s - lives[one]["enters_s"] <= lives[one]["stays_s"]:
            return one
        take(lives[one], one, lines, links)
        if lives[one]["kind"] == WAITING:
            mark["asked"] -= 1
        one = lines[category, each]["head"]
    return one
