"""The real queue as records of the past; its file is given by whoever measures, never shipped."""

import csv
import gzip
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from hall.core.settings import VisitClass
from hall.forecast.engine.state import CLASSES, ClassPace, Rule, spread
from hall.forecast.evaluation.history import Plan, replay_history
from hall.forecast.figures import Figures
from hall.forecast.learning.records import PastVisit
from tests.bench.figures import Figure
from tests.bench.forecast.judged import figures_of
from tests.bench.forecast.scenarios import BANK_FIRST_JUDGED, BANK_TEST, CROWDED_RELEARNT

TYPES: Final = ("PS", "NW", "NE", "IN", "TT", "PE")
HIGH_PRIORITY: Final = 2.0
HEAD_START_MIN: Final = 1.5
"""Customers of high priority get ninety seconds."""
RULE: Final = Rule(
    classes=tuple(
        ClassPace(head_start_min=HEAD_START_MIN if each == VisitClass.APPOINTMENT else 0.0)
        for each in CLASSES
    )
)


def load(path: Path) -> tuple[PastVisit, ...]:
    """All calls that asked for an agent."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    servers = {name: no for no, name in enumerate(sorted({row["server"] for row in rows}), 1)}
    return tuple(_visit(row, at, servers) for at, row in enumerate(rows))


def _visit(row: Mapping[str, str], at: int, servers: Mapping[str, int]) -> PastVisit:
    served = row["served"] == "True"
    issued_s = float(row["arr"])
    called_s = issued_s + max(float(row["wait"]), 0.0) if served else None
    high = float(row["priority"]) == HIGH_PRIORITY
    return PastVisit(
        day=date.fromisoformat(row["day"]),
        visit=str(at),
        category=row["type"],
        visit_class=VisitClass.APPOINTMENT if high else VisitClass.ORDINARY,
        issued_s=issued_s,
        called_s=called_s,
        started_s=called_s,
        finished_s=max(float(row["ser_exit"]), called_s or 0.0) if served else None,
        window=servers[row["server"]] if served else None,
        left_s=None if served else max(float(row["q_exit"]), issued_s),
    )


def believed() -> Figures:
    """What is supposed before anything is learnt."""
    return Figures(categories=TYPES, services=(spread(120, 0.9),) * len(TYPES))


def measure(path: Path) -> list[Figure]:
    """Every method on the test weeks, trained on the past alone."""
    visits = load(path)
    plan = Plan(
        first=BANK_TEST[0],
        last=BANK_TEST[1],
        relearn_days=CROWDED_RELEARNT,
        runs=300,
        only_queued=True,
        taught_days=BANK_FIRST_JUDGED,
        keep_days=80,
    )
    judged = replay_history(visits, plan, believed=believed(), rule=RULE)
    return figures_of("bank", list(judged), TYPES)
