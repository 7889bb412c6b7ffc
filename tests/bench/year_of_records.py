"""How long the figures of a year of a big hall take: 500,000 visits in 250 days, on SQLite.

A row of `make bench` for each breakdown. Run with
`python -m tests.bench.year_of_records [FOLDER]` it prints a line for each, and keeps the database
of the folder for the next time.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from hall.catalogue import sample
from hall.storage.archive import Archive
from hall.storage.encoding import moment
from hall.storage.engine import make_engine
from hall.storage.facts import Question
from hall.storage.store import Store
from hall.storage.tables import calls, ratings, services, visits, window_shifts
from hall.supervision.figures import By, Period
from hall.supervision.grounds import grounds_of
from tests.bench.figures import Figure

VISITS, DAYS, WINDOWS = 500_000, 250, 40
FIRST = date(2025, 1, 6)
Rows = dict[str, list[dict[str, Any]]]


def working_days() -> list[date]:
    """The days of the year."""
    days = (FIRST + timedelta(days=each) for each in range(366))
    return list(islice((day for day in days if day.isoweekday() < 6), DAYS))


def rows_of(day: date, ordinal: int, random: Random, matters: list[tuple[str, str]]) -> Rows:
    """One day's rows of every table."""
    rows: Rows = {each: [] for each in ("visits", "calls", "services", "ratings", "shifts")}
    base = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
    for no in range(1, WINDOWS + 1):
        for status, at in (("open", base), ("closed", base + timedelta(hours=8))):
            rows["shifts"].append(
                {"seq": ordinal * 10_000 + len(rows["shifts"]), "day": f"{day}", "window": no,
                 "status": status, "clerk": f"clerk{no:02}", "reason": None, "at": moment(at)}
            )  # fmt: skip
    for place in range(VISITS // DAYS):
        _visit(rows, day, ordinal * 10_000 + place, base, random, matters)
    return rows


def _visit(
    rows: Rows, day: date, seq: int, base: datetime, random: Random, matters: list[tuple[str, str]]
) -> None:
    matter, category = random.choice(matters)
    ident, wait_s = f"{seq:032x}", random.expovariate(1 / 900)
    service_s = random.lognormvariate(6.4, 0.6)
    issued = base + timedelta(seconds=random.random() * 26_000)
    called = issued + timedelta(seconds=wait_s)
    missed = random.random() < 0.06
    window = random.randrange(1, WINDOWS + 1)
    common = {"day": f"{day}", "category": category, "window": window}
    clerk = f"clerk{window:02}"
    rows["visits"].append(
        {**common, "id": ident, "number": f"A{seq}", "matter": matter, "visit_class": "ordinary",
         "kiosk": "kiosk-1", "ahead": 5, "told_low_min": 5, "told_high_min": 15,
         "told_method": "queue_length", "issued_at": moment(issued), "called_at": moment(called),
         "wait_s": wait_s, "calls": 1, "print_state": "printed",
         "ending": "no_show" if missed else "served", "ended_at": moment(called)}
    )  # fmt: skip
    rows["calls"].append(
        {**common, "seq": seq, "visit": ident, "matter": matter, "clerk": clerk,
         "at": moment(called), "wait_s": wait_s, "reason": "first", "calls": 1,
         "missed_at": moment(called) if missed else None, "withdrawn": False}
    )  # fmt: skip
    if missed:
        return
    finished = called + timedelta(seconds=service_s)
    rows["services"].append(
        {**common, "id": f"{ident}.1", "visit": ident, "clerk": clerk, "matter": matter,
         "started_at": moment(called), "inferred_start": random.random() < 0.4,
         "finished_at": moment(finished), "service_s": service_s, "outcome": "done"}
    )  # fmt: skip
    if random.random() < 0.5:
        rows["ratings"].append(
            {"seq": seq, "service": f"{ident}.1", "visit": ident, "day": f"{day}",
             "window": window, "clerk": clerk, "level": random.choice([5, 5, 5, 4, 4, 3, 2, 1]),
             "reasons": "[]", "words": "", "channel": "pad",
             "at": moment(finished + timedelta(seconds=9)), "effective": True}
        )  # fmt: skip


TABLES = {
    "visits": visits,
    "calls": calls,
    "services": services,
    "ratings": ratings,
    "shifts": window_shifts,
}


def fill(url: str) -> None:
    """A year of records."""
    store = Store(url)
    store.open()
    store.close()
    random = Random(1)
    catalogue, _ = sample()
    matters = [(matter.id, matter.category) for matter in catalogue.matters.values()]
    engine = make_engine(url)
    for ordinal, day in enumerate(working_days()):
        with engine.connect() as connection, connection.begin():
            for name, rows in rows_of(day, ordinal, random, matters).items():
                connection.execute(insert(TABLES[name]), rows)
    engine.dispose()


def timed(url: str) -> Iterator[tuple[By, float, float, int]]:
    """Each breakdown of the year: seconds on the wall and of work, and how many rows it has."""
    catalogue, site = sample()
    days = working_days()
    archive = Archive(url)
    for by in By:
        question = Question(
            period=Period(first=days[0], last=days[-1]),
            zone=ZoneInfo(site.time_zone),
            by=by,
            grounds=grounds_of(catalogue),
        )
        began, worked = perf_counter(), process_time()
        found = archive.count(question)
        yield by, perf_counter() - began, process_time() - worked, len(found.rows)
    archive.close()


def measure(folder: Path) -> list[Figure]:
    """How long each breakdown of a year takes on the wall."""
    url = f"sqlite:///{folder / 'year.db'}"
    fill(url)
    return [
        Figure(what=f"figures of {VISITS:,} visits by {by}", value=seconds, unit="s")
        for by, seconds, _, _ in timed(url)
    ]


def main(folder: Path) -> None:
    """Fill a database unless it is there, and time every breakdown."""
    database = folder / "year.db"
    url = f"sqlite:///{database}"
    if not database.exists():
        fill(url)
    for by, seconds, work_s, rows in timed(url):
        print(f"{by:10} {seconds:5.2f} s, {work_s:5.2f} s of work, {rows} rows")  # noqa: T201 - its report


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as folder:
            main(Path(folder))
