"""The lines of a run, and the rule by which a window chooses from them; compiled.

The rule is that of `hall.core.choosing`, written for arrays.
"""

import math
from typing import Any, Final

import numpy as np

from hall.forecast.engine.arrays import GHOST, WAITING, Ints, Records
from hall.forecast.engine.compiling import compiled

NOBODY: Final = -1
_MINUTE_S: Final = 60.0
_TICKS: Final = 1e6
"""Scores are compared in millionths, as the core rounds them."""

CHAIN: Final = np.dtype([("head", "i8"), ("tail", "i8")])
"""A chain of persons, first and last; a row of links leads from each to the next."""


@compiled
def stand(life: Any, one: int, chains: Records, links: Ints, standing: Ints) -> None:
    """Join the end of a line."""
    chain = chains[life["line"]]
    if chain["tail"] == NOBODY:
        chain["head"] = one
    else:
        links[chain["tail"]] = one
    chain["tail"] = one
    links[one] = NOBODY
    _count(life, 1, standing)


@compiled
def take(life: Any, one: int, chains: Records, links: Ints, standing: Ints) -> None:
    """Take the head off its line."""
    chain = chains[life["line"]]
    chain["head"] = links[one]
    if links[one] == NOBODY:
        chain["tail"] = NOBODY
    _count(life, -1, standing)


@compiled
def _count(life: Any, change: int, standing: Ints) -> None:
    """How many stand in each category; in the last place, all whose call is asked for."""
    if life["kind"] != GHOST:
        standing[life["category"]] += change
    if life["kind"] == GHOST or life["kind"] == WAITING:
        standing[-1] += change


@compiled
def may_call(line: Any, place: int, own: int, standing: Ints) -> bool:
    """Whether a window is to call a line now that it serves, or only helps with."""
    return bool(place < own or standing[line["category"]] >= line["helped_above"])


@compiled
def choose(
    lives: Records,
    chains: Records,
    links: Ints,
    standing: Ints,
    lines: Records,
    callable_: Ints,
    places: Ints,
    own: int,
    row: int,
    now_s: float,
    leaves_seen: bool,
) -> int:
    """The oldest who is overdue; else the highest score, the plan's order, who entered first."""
    best, best_score, best_place = NOBODY, 0.0, 0
    for at in range(callable_.shape[1]):
        number = callable_[row, at]
        if number < 0:
            break
        place = places[row, at]
        if not may_call(lines[number], place, own, standing):
            continue
        one = _head(lives, chains, links, standing, number, now_s, leaves_seen)
        if one == NOBODY:
            continue
        score = _score(lines[number], now_s - lives[one]["enters_s"])
        even = best != NOBODY and score == best_score
        if even and (score == math.inf or place == best_place):
            sooner = _before(lives[one], place, lives[best], best_place)
        else:
            sooner = best == NOBODY or score > best_score
        if sooner:
            best, best_score, best_place = one, score, place
    return best


@compiled
def _score(line: Any, waited_s: float) -> float:
    """In ticks; infinite for who is overdue."""
    if waited_s >= line["overdue_s"]:
        return math.inf
    exact: float = line["head_start"] + line["rate"] * (waited_s / _MINUTE_S)
    return math.floor(exact * _TICKS + 0.5)


@compiled
def _before(one: Any, place: int, other: Any, other_place: int) -> bool:
    if one["enters_s"] != other["enters_s"]:
        return bool(one["enters_s"] < other["enters_s"])
    if place != other_place:
        return place < other_place
    return bool(one["order"] < other["order"])


@compiled
def _head(
    lives: Records,
    chains: Records,
    links: Ints,
    standing: Ints,
    number: int,
    now_s: float,
    leaves_seen: bool,
) -> int:
    """The first of a line who has not been seen to leave."""
    one: int = chains[number]["head"]
    while leaves_seen and one != NOBODY and _has_left(lives[one], now_s):
        take(lives[one], one, chains, links, standing)
        one = chains[number]["head"]
    return one


@compiled
def _has_left(life: Any, now_s: float) -> bool:
    return bool(now_s - life["enters_s"] > life["stays_s"])
