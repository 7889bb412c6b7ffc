"""Draws what may happen: who comes when, how long each takes, who leaves, when windows get free.

A future is drawn whole before it is run, and knows nothing of plans or rules: run under two plans
it shows their difference and nothing else.
"""

import math
from typing import Any, Final, NamedTuple

import numpy as np

from hall.forecast.engine.arrays import (
    CALLED,
    EXPECTED,
    GHOST,
    NOTHING,
    RESTING,
    STREAM,
    Floats,
    Ints,
    Packed,
    Records,
)
from hall.forecast.engine.chance import (
    ABSENT,
    BETWEEN,
    CATEGORY,
    CLASS,
    COLUMNS,
    GAP,
    KNOWN,
    PATIENCE,
    PAUSE,
    PAUSES,
    SERVICE,
    WALK,
    WINDOWS,
    Chance,
    Draws,
)
from hall.forecast.engine.compiling import compiled
from hall.forecast.engine.normal import beyond, integral

LIFE: Final = np.dtype(
    [
        ("enters_s", "f8"),
        ("category", "i8"),
        ("line", "i8"),
        ("kind", "i8"),
        ("order", "i8"),
        ("lasts_s", "f8"),
        ("walk_s", "f8"),
        ("after_s", "f8"),
        ("stays_s", "f8"),
    ]
)
"""One person in one future.

`enters_s` is infinite for those who do not come after all; `lasts_s` is the service at a window of
usual pace, `after_s` from its end until the window calls again; `stays_s` is how long the person
waits before leaving, below 0 for one who is never there.
"""


class Futures(NamedTuple):
    """Row by row one future; persons are numbered as in `Packed.persons`, those drawn follow."""

    people: Records
    counts: Ints
    """How many persons there are in each row."""
    free_s: Floats
    """When each window gets free first; below 0 it has been idle since."""


def capacity(packed: Packed, horizon_s: float) -> int:
    """How many may come until a horizon, with hardly ever one more."""
    starts = np.clip(packed.edges_s[:-1], 0.0, horizon_s)
    ends = np.clip(packed.edges_s[1:], 0.0, horizon_s)
    mean = float(((ends - starts) * packed.rates.sum(axis=1)).sum())
    most = mean * math.exp(2.5 * packed.manner[0]["day_sd"])
    return min(math.ceil(most + 5 * math.sqrt(most) + 8), COLUMNS - KNOWN) if mean else 0


def drawn_futures(packed: Packed, dice: Chance, horizon_s: float) -> Futures:
    """As many futures as the dice have rows, with the people who come until a horizon."""
    runs, known = len(dice.people), len(packed.persons)
    people = np.empty((runs, known + capacity(packed, horizon_s)), dtype=LIFE)
    counts = np.empty(runs, dtype=np.int64)
    free_s = np.empty((runs, len(packed.windows)))
    for_pace = np.exp(packed.manner[0]["pace_sd"] * dice.day[:, 0].astype(np.float64))
    for_many = np.exp(packed.manner[0]["day_sd"] * dice.day[:, 1].astype(np.float64))
    _draw_known(packed.persons, packed.manner, dice.people, for_pace, people)
    _draw_coming(
        packed.services,
        packed.class_parts,
        packed.line_of,
        packed.edges_s,
        packed.rates,
        packed.manner,
        dice.people,
        for_pace,
        for_many,
        horizon_s,
        packed.persons,
        people,
        counts,
    )
    _draw_windows(packed.windows, packed.manner, dice.windows, for_pace, free_s)
    return Futures(people, counts, free_s)


@compiled
def _draw_known(
    persons: Records, manner: Records, dice: Draws, paces: Floats, people: Records
) -> None:
    for run in range(people.shape[0]):
        for one in range(persons.shape[0]):
            person, life = persons[one], people[run, one]
            draws = dice[run, person["order"] % KNOWN]
            life["enters_s"] = person["enters_s"]
            life["category"] = person["category"]
            life["line"] = person["line"]
            life["kind"] = person["kind"]
            life["order"] = person["order"]
            lasts = person["mu"] + person["sigma"] * draws[SERVICE]
            life["lasts_s"] = paces[run] * math.exp(lasts)
            if person["kind"] == EXPECTED and draws[CATEGORY] >= person["chance"]:
                life["enters_s"] = math.inf
            _draw_ways(manner[0], draws, max(-person["enters_s"], 0.0), life)
            if person["kind"] == GHOST:
                life["stays_s"] = math.inf


@compiled
def _draw_ways(manner: Any, draws: Draws, waited_s: float, life: Any) -> None:
    """How one person walks, waits and leaves the window to the next."""
    life["walk_s"] = math.exp(manner["walk_mu"] + manner["walk_sigma"] * draws[WALK])
    after_s = math.exp(manner["between_mu"] + manner["between_sigma"] * draws[BETWEEN])
    if draws[PAUSES] < manner["pause_chance"]:
        after_s += math.exp(manner["pause_mu"] + manner["pause_sigma"] * draws[PAUSE])
    life["after_s"] = after_s
    if draws[ABSENT] < manner["no_show_share"]:
        life["stays_s"] = -1.0
        return
    z = float(draws[PATIENCE])
    if manner["leaves_seen"] == 1 and waited_s > 0.0 and manner["patience_sigma"] > 0.0:
        z = beyond(z, (math.log(waited_s) - manner["patience_mu"]) / manner["patience_sigma"])
    life["stays_s"] = math.exp(manner["patience_mu"] + manner["patience_sigma"] * z)


@compiled
def _draw_coming(
    services: Records,
    class_parts: Floats,
    line_of: Ints,
    edges_s: Floats,
    rates: Floats,
    manner: Records,
    dice: Draws,
    paces: Floats,
    many: Floats,
    horizon_s: float,
    persons: Records,
    people: Records,
    counts: Ints,
) -> None:
    """Those who will come, by the rates of each stretch of time."""
    known = persons.shape[0]
    last_order = persons["order"].max() if known > 0 else 0
    for run in range(people.shape[0]):
        one, stretch, at_s = known, 0, 0.0
        while one < people.shape[1]:
            draws, life = dice[run, KNOWN + one - known], people[run, one]
            stretch, at_s = _next_arrival(edges_s, rates, many[run], stretch, at_s, draws[GAP])
            if at_s >= horizon_s:
                break
            category = _category(rates, stretch, draws[CATEGORY])
            life["enters_s"] = at_s
            life["category"] = category
            life["line"] = line_of[category, _class(class_parts, draws[CLASS])]
            life["kind"] = STREAM
            life["order"] = last_order + 1 + one
            lasts = services[category]["mu"] + services[category]["sigma"] * draws[SERVICE]
            life["lasts_s"] = paces[run] * math.exp(lasts)
            _draw_ways(manner[0], draws, 0.0, life)
            one += 1
        counts[run] = one


@compiled
def _next_arrival(
    edges_s: Floats, rates: Floats, many: float, stretch: int, at_s: float, gap: float
) -> tuple[int, float]:
    """In which stretch and when the next comes, a unit gap of the summed rate later."""
    left = gap
    while stretch < rates.shape[0]:
        rate = many * _total(rates, stretch)
        begins, ends = max(at_s, edges_s[stretch]), edges_s[stretch + 1]
        if rate > 0.0 and begins + left / rate < ends:
            return stretch, begins + left / rate
        if ends > begins and rate > 0.0:
            left -= (ends - begins) * rate
        at_s = max(ends, at_s)
        stretch += 1
    return stretch, math.inf


@compiled
def _total(rates: Floats, stretch: int) -> float:
    total = 0.0
    for category in range(rates.shape[1]):
        total += rates[stretch, category]
    return total


@compiled
def _category(rates: Floats, stretch: int, part: float) -> int:
    """To which category a uniform draw falls, by the rates of a stretch."""
    left = part * _total(rates, stretch)
    last = 0
    for category in range(rates.shape[1]):
        rate = rates[stretch, category]
        if rate > 0.0:
            last = category
            if left < rate:
                return category
            left -= rate
    return last


@compiled
def _class(class_parts: Floats, part: float) -> int:
    last = int(class_parts.shape[0]) - 1
    for each in range(last):
        if part < class_parts[each]:
            return each
    return last


@compiled
def _draw_windows(
    windows: Records, manner: Records, dice: Draws, paces: Floats, free_s: Floats
) -> None:
    """When each window has finished what it has in hand."""
    for run in range(free_s.shape[0]):
        for row in range(windows.shape[0]):
            window, draws = windows[row], dice[run, row % WINDOWS]
            if window["hand"] == NOTHING:
                free_s[run, row] = window["free_s"]
            elif window["hand"] == RESTING:
                free_s[run, row] = _left_to_rest(window["elapsed_s"], draws, manner[0])
            else:
                left_s = _rest(window, draws, paces[run], manner[0])
                between = manner[0]["between_mu"] + manner[0]["between_sigma"] * draws[BETWEEN]
                free_s[run, row] = left_s + math.exp(between)


@compiled
def _left_to_rest(elapsed_s: float, draws: Draws, manner: Any) -> float:
    """What is left of the time between two visits: the longer it lasts, the likelier a pause."""
    chance: float = manner["pause_chance"]
    mu: float = manner["between_mu"]
    sigma: float = manner["between_sigma"]
    short = (1.0 - chance) * _lasts_longer(elapsed_s, mu, sigma)
    long = chance * _lasts_longer(elapsed_s, manner["pause_mu"], manner["pause_sigma"])
    pauses = integral(draws[PAUSE]) * (short + long) < long
    if pauses:
        mu, sigma = manner["pause_mu"], manner["pause_sigma"]
    z = float(draws[BETWEEN])
    if sigma > 0.0 and elapsed_s > 0.0:
        z = beyond(z, (math.log(elapsed_s) - mu) / sigma)
    return max(math.exp(mu + sigma * z) - elapsed_s, 0.0)


@compiled
def _lasts_longer(elapsed_s: float, mu: float, sigma: float) -> float:
    """How likely a log-normal duration is longer."""
    if elapsed_s <= 0.0:
        return 1.0
    if sigma <= 0.0:
        return 1.0 if math.log(elapsed_s) < mu else 0.0
    return 1.0 - integral((math.log(elapsed_s) - mu) / sigma)


@compiled
def _rest(window: Any, draws: Draws, pace: float, manner: Any) -> float:
    """What is left of a service, longer than it has lasted already."""
    sigma: float = window["sigma"]
    elapsed_s: float = window["elapsed_s"]
    mu: float = math.log(window["pace"] * pace) + window["mu"]
    z = float(draws[SERVICE])
    if window["hand"] == CALLED:
        walk: float = manner["walk_mu"] + manner["walk_sigma"] * draws[WALK]
        return max(math.exp(walk) - elapsed_s, 0.0) + math.exp(mu + sigma * z)
    if sigma > 0.0 and elapsed_s > 0.0:
        z = beyond(z, (math.log(elapsed_s) - mu) / sigma)
    return max(math.exp(mu + sigma * z) - elapsed_s, 0.0)
