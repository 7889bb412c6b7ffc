"""The figures reckoned anew from the journal alone, in plain Python, as somebody else would."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from math import ceil, floor
from typing import Any

from sqlalchemy import text

from hall.storage.engine import make_engine

Event = dict[str, Any]


@dataclass
class Fact:
    """One thing that is counted, with all it is told apart by."""

    kind: str
    day: str
    at: datetime
    category: str = ""
    matter: str | None = None
    window: int | None = None
    clerk: str | None = None
    seconds: float = 0.0
    marks: dict[str, float] = field(default_factory=dict)


def journal(url: str) -> Iterator[tuple[str, Event]]:
    """Kind and payload of every event, in order."""
    engine = make_engine(url, reading=True)
    with engine.connect() as connection, connection.begin():
        rows = connection.execute(text("SELECT day, kind, payload FROM journal ORDER BY seq"))
        for day, kind, payload in rows:
            yield kind, {**json.loads(payload), "day": day}
    engine.dispose()


def moment(event: Event) -> datetime:
    """When it happened."""
    return datetime.fromisoformat(event["at"])


class Reckoning:
    """Reads the journal from its first event to its last and keeps what is to be counted."""

    def __init__(self, url: str) -> None:
        self.numbers: dict[str, Fact] = {}
        self.calls: dict[str, list[Fact]] = defaultdict(list)
        self.services: dict[str, Fact] = {}
        self.begun: dict[str, Fact] = {}
        self.ratings: dict[str, Fact] = {}
        self.owed: list[tuple[str, Fact]] = []
        self._newest = ""
        self.open: list[Fact] = []
        self._opened: dict[tuple[str, int], Fact] = {}
        self._last_finish: dict[tuple[str, int], datetime] = {}
        readers: dict[str, Callable[[Event], None]] = {
            "VisitIssued": self._visit_issued,
            "VisitCancelled": self._visit_cancelled,
            "VisitNotReached": self._visit_not_reached,
            "VisitCalled": self._visit_called,
            "VisitCallWithdrawn": self._visit_call_withdrawn,
            "VisitRecalled": self._visit_recalled,
            "VisitMarkedNoShow": self._visit_marked_no_show,
            "VisitMissed": self._visit_marked_no_show,
            "NoShowUndone": self._no_show_undone,
            "ServiceStarted": self._service_started,
            "ServiceWithdrawn": self._service_withdrawn,
            "ServiceFinished": self._service_finished,
            "ServiceReopened": self._service_reopened,
            "ServiceRated": self._service_rated,
            "FollowUpOpened": self._follow_up_opened,
            "WindowOpened": self._window_opened,
            "WindowPaused": self._end_open,
            "WindowClosed": self._end_open,
        }
        for kind, event in journal(url):
            reader = readers.get(kind)
            if reader is not None:
                reader(event)
        for key, fact in self._opened.items():
            if key in self._last_finish:
                fact.seconds = (self._last_finish[key] - fact.at).total_seconds()
                self.open.append(fact)

    def _visit_issued(self, event: Event) -> None:
        self._newest = event["day"]
        self.numbers[event["visit"]] = Fact(
            "number", event["day"], moment(event), event["category"], event.get("matter")
        )

    def _visit_cancelled(self, event: Event) -> None:
        self.numbers[event["visit"]].marks["cancelled"] = 1

    def _visit_not_reached(self, event: Event) -> None:
        self.numbers[event["visit"]].marks["not_reached"] = 1

    def _visit_called(self, event: Event) -> None:
        matter = self.numbers[event["visit"]].matter
        fact = Fact(
            "call", event["day"], moment(event), event["category"], matter, event["window"],
            event["clerk"], event["wait_s"],
        )  # fmt: skip
        fact.marks["out_of_turn"] = event["reason"].startswith("out of turn")
        self.calls[event["visit"]].append(fact)

    def _visit_call_withdrawn(self, event: Event) -> None:
        self.calls[event["visit"]].pop()

    def _visit_recalled(self, event: Event) -> None:
        self.calls[event["visit"]][-1].marks["recalls"] = event["calls"] - 1

    def _visit_marked_no_show(self, event: Event) -> None:
        call = self.calls[event["visit"]][-1]
        call.marks["no_shows"] = 1
        call.marks["quick_no_shows"] = (moment(event) - call.at).total_seconds() < 60

    def _no_show_undone(self, event: Event) -> None:
        marks = self.calls[event["visit"]][-1].marks
        marks.pop("no_shows")
        marks.pop("quick_no_shows")

    def _service_started(self, event: Event) -> None:
        fact = Fact(
            "service", event["day"], moment(event), event["category"], event.get("matter"),
            event["window"], event["clerk"],
        )  # fmt: skip
        fact.marks["inferred"] = event["inferred"]
        self.begun[event["service"]] = fact

    def _service_withdrawn(self, event: Event) -> None:
        self.begun.pop(event["service"])

    def _service_finished(self, event: Event) -> None:
        fact = self.services[event["service"]] = self.begun[event["service"]]
        fact.seconds = event["service_s"]
        fact.marks["quick_services"] = event["service_s"] < 30
        fact.marks["end"] = moment(event).timestamp()
        self._last_finish[event["day"], event["window"]] = moment(event)

    def _service_reopened(self, event: Event) -> None:
        self.services.pop(event["service"])

    def _service_rated(self, event: Event) -> None:
        service = self.services[event["service"]]
        fact = Fact(
            "rating", event["day"], moment(event), service.category, service.matter,
            event["window"], event["clerk"],
        )  # fmt: skip
        after_s = moment(event).timestamp() - service.marks["end"]
        fact.marks = {
            "level_sum": event["level"],
            "bad_ratings": event["level"] <= 2,
            "quick_ratings": after_s <= 2,
        }
        self.ratings[event["service"]] = fact

    def _follow_up_opened(self, event: Event) -> None:
        """Nobody answers in the simulated month."""
        service = self.services[event["service"]]
        fact = Fact(
            "follow_up", event["day"], moment(event), service.category, service.matter,
            event["window"], event["clerk"],
        )  # fmt: skip
        self.owed.append((event["due"], fact))

    def _window_opened(self, event: Event) -> None:
        self._end_open(event)
        self._opened[event["day"], event["window"]] = Fact(
            "open", event["day"], moment(event), window=event["window"], clerk=event["clerk"]
        )

    def _end_open(self, event: Event) -> None:
        fact = self._opened.pop((event["day"], event["window"]), None)
        if fact is not None:
            fact.seconds = (moment(event) - fact.at).total_seconds()
            self.open.append(fact)

    def facts(self) -> list[Fact]:
        """Everything that counts, of every kind."""
        calls = [call for calls in self.calls.values() for call in calls]
        return [
            *self.numbers.values(),
            *calls,
            *self.services.values(),
            *self.ratings.values(),
            *(fact for due, fact in self.owed if due < self._newest),
            *self.open,
        ]


Keys = Callable[[Fact], list[str]]


def keys_of(zone: tzinfo, departments: dict[str, list[str]]) -> dict[str, Keys]:
    """How facts are told apart, by the name of a breakdown."""
    return {
        "whole": lambda _: ["all"],
        "hour": lambda fact: [f"{fact.at.astimezone(zone):%H}"] if fact.kind != "open" else [],
        "day": lambda fact: [fact.day],
        "month": lambda fact: [fact.day[:7]],
        "window": lambda fact: [str(fact.window)] if fact.window else [],
        "category": lambda fact: [fact.category] if fact.kind != "open" else [],
        "matter": lambda fact: [fact.matter] if fact.matter else [],
        "clerk": lambda fact: [fact.clerk] if fact.clerk else [],
        "department": lambda fact: departments.get(fact.matter or "", []),
    }


def spread(facts: list[Fact], target_s: float) -> tuple[int, float, int, int, float, int] | None:
    """Count, total, P50, P90, longest and how many kept to the target; None of nothing."""
    if not facts:
        return None
    seconds = sorted(fact.seconds for fact in facts)
    n = len(seconds)
    return (
        n,
        round(sum(seconds), 3),
        floor(seconds[ceil(0.5 * n) - 1]),
        floor(seconds[ceil(0.9 * n) - 1]),
        seconds[-1],
        sum(one <= target_s for one in seconds),
    )
