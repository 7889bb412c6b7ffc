"""Callers who never give up, and a checker that knows what each of them was told."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final
from uuid import uuid4

import httpx

from hall.core.hall import Hall
from hall.core.stages import Stage
from tests.fakes.program import Program

PATIENCE_S: Final = 2.0
AGAIN_S: Final = 0.1
TOLD_FOR_GOOD: Final = frozenset({200, 201, 403, 404, 409, 422})
MATTERS: Final = ("SS01", "SS02", "BD01")


@dataclass
class History:
    """What every caller was told, by the key of the request."""

    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The answers to whoever took a number."""
    asked: set[str] = field(default_factory=set)
    """Keys of numbers that were asked for, answered or not."""
    called: set[str] = field(default_factory=set)
    """Visits that a window was told it had called."""
    refused: Counter[str] = field(default_factory=Counter)
    """Why no number was given, and how often."""
    broken: list[str] = field(default_factory=list)
    """Answers that contradict each other."""
    unanswered: int = 0
    """Requests that had to be repeated."""

    def check(self, hall: Hall) -> list[str]:
        """What is wrong with a hall, given what people were told."""
        numbers = {each["number"] for each in self.numbers.values()}
        wrong = list(self.broken)
        if len(numbers) != len(self.numbers):
            wrong.append("a number was given to two people")
        wrong += [
            f"{told['number']} was told and is lost"
            for told in self.numbers.values()
            if told["visit"] not in hall.visits
            or hall.visits[told["visit"]].number != told["number"]
        ]
        if len(hall.visits) > len(self.asked):
            wrong.append(f"{len(hall.visits)} visits for {len(self.asked)} people")
        for called in self.called:
            if called not in hall.visits or hall.visits[called].stage == Stage.WAITING:
                wrong.append(f"{called} was called and waits again")
        stages = [each.stage for each in hall.visits.values()]
        if hall.order != len(stages) or hall.ended != stages.count(Stage.ENDED):
            wrong.append("the counts are not those of the visits")
        return wrong


class Callers:
    """People at kiosks and windows; each repeats its request until it is answered."""

    def __init__(self, hall: Program, history: History, *, kiosks: int, windows: int) -> None:
        self._hall = hall
        self._history = history
        self._enough = threading.Event()
        self._hopeless = threading.Event()
        self.key = ""
        """The demo's key, new at each start."""
        work = [self._take_numbers] * kiosks + [self._at_window(no) for no in range(3, 3 + windows)]
        self._threads = [threading.Thread(target=self._run, args=(each,)) for each in work]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """They come and go until the end, and each finishes what it has begun.

        The hall must be running then; if anything has failed, nobody waits for an answer any more.
        """
        for thread in self._threads:
            thread.start()
        try:
            yield
        except BaseException:
            self._hopeless.set()
            raise
        finally:
            self._enough.set()
            for thread in self._threads:
                thread.join()

    def _run(self, work: Callable[[httpx.Client], None]) -> None:
        with httpx.Client(base_url=f"{self._hall.url}/api/v1", timeout=PATIENCE_S) as http:
            while not self._enough.is_set():
                work(http)

    def _take_numbers(self, http: httpx.Client) -> None:
        key = uuid4().hex
        self._history.asked.add(key)
        matter = Random(key).choice(MATTERS)
        told = self._until_answered(http, "/tickets", {"matter": matter}, key)
        if "number" not in told:
            self._history.refused[told["code"]] += 1
            return
        self._history.numbers[key] = told
        if key < "4" and self._until_answered(http, "/tickets", {"matter": matter}, key) != told:
            self._history.broken.append(f"{key} was answered in two ways")

    def _at_window(self, no: int) -> Callable[[httpx.Client], None]:
        def work(http: httpx.Client) -> None:
            body = {"finish_current": True}
            told = self._until_answered(http, f"/windows/{no}/call-next", body, uuid4().hex)
            if told.get("code") == "window_is_closed":
                self._until_answered(http, f"/windows/{no}/open", {"clerk": f"c{no}"}, uuid4().hex)
            elif told.get("visit"):
                self._history.called.add(told["visit"]["visit"])
                self._until_answered(http, f"/windows/{no}/start", None, uuid4().hex)
            time.sleep(AGAIN_S)

        return work

    def _until_answered(
        self, http: httpx.Client, path: str, body: object, key: str
    ) -> dict[str, Any]:
        while not self._hopeless.is_set():
            headers = {"Authorization": f"Bearer {self.key}", "Idempotency-Key": key}
            with suppress(httpx.TransportError):
                answer = http.post(path, json=body, headers=headers)
                if answer.status_code in TOLD_FOR_GOOD:
                    told: dict[str, Any] = answer.json()
                    return told
            self._history.unanswered += 1
            time.sleep(AGAIN_S)
        return {"code": "given_up"}


def kill_again_and_again(
    hall: Program, kills: int, seed: int, *, kiosks: int = 4, windows: int = 2
) -> History:
    """Kill a hall under load so many times; it runs at the end, and has been stopped cleanly."""
    chance = Random(seed)
    history = History()
    hall.lift_limit()
    callers = Callers(hall, history, kiosks=kiosks, windows=windows)
    callers.key = hall.start()["api_key"]
    with callers.at_work():
        for _ in range(kills):
            time.sleep(chance.uniform(0.05, 0.8))
            hall.kill()
            callers.key = hall.start()["api_key"]
    assert hall.stop() == 0
    return history
