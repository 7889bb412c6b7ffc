"""Parking, resuming, transferring and taking back in a naive hall."""

from copy import copy
from dataclasses import fields
from typing import Any

from tests.core.naive.floor import No, Person, Serving, snapshot
from tests.core.naive.planning import Planning
from tests.core.naive.serving import ServingFloor

PAPER = ("paper", "copies")
LOOSE = (*PAPER, "shown", "late_until")
"""What may change about somebody called without ending the chance to undo the call."""


class Moving(ServingFloor, Planning):
    def park_visit(self, command: Any) -> None:
        counter = self.signed_in(command.window)
        person = self.at_hand(counter)
        if command.reason.strip() == "":
            raise No("reason_needed")
        before = snapshot(person)
        person.stage, person.parked = "parked", self.now
        self.remember(counter, [before])

    def leave_note(self, command: Any) -> None:
        self.at_hand(self.signed_in(command.window))  # no rule asks what a note says

    def resume_visit(self, command: Any) -> None:
        counter = self.calling(command.window)
        if self.in_hand(counter) is not None:
            raise No("visit_in_hand")
        person = self.numbered(command.number)
        if person.stage != "parked":
            raise No("visit_not_parked")
        if person.missed:
            raise No("visit_missed_its_call")
        assert person.parked is not None
        serving = self.going_on(person)
        if serving is not None:
            if (serving.window, serving.clerk) == (counter.no, counter.clerk):
                serving.parked_s += self.since(person.parked)
            else:
                self.stop(serving, "referred")
                serving = None
        person.stage, person.window, person.parked = "serving", counter.no, None
        counter.memory = None
        if counter.question is not None and counter.question not in person.services:
            counter.question = None
        if serving is None:
            self.start(person, supposed=False)

    def transfer_visit(self, command: Any) -> None:
        counter = self.signed_in(command.window)
        person = self.at_hand(counter)
        if (command.to_category is None) == (command.to_window is None):
            raise No("one_target")
        if command.to_window == counter.no:
            raise No("target_is_here")
        if command.to_window is not None:
            self.signed_in(command.to_window)
            self.check_instant(command.to_window, person.category)
        else:
            self.check_category(command.to_category)
        before: list[Any] = [snapshot(person)]
        serving = self.going_on(person)
        if serving is not None:
            before.append(copy(serving))
            self.stop(serving, "referred")
        person.stage, person.window, person.sent_to = "waiting", None, command.to_window
        person.category = command.to_category or person.category
        person.since = self.now
        if not command.keep_arrival:
            person.entered = self.now
        self.remember(counter, before)

    def check_category(self, code: str) -> None:
        if code not in [rule.code for rule in self.offer.categories]:
            raise No("unknown_category")
        if not any(code in each.categories for each in self.counters):
            raise No("category_has_no_window")

    def undo_press(self, command: Any) -> None:
        counter = self.signed_in(command.window)
        memory = counter.memory
        if memory is None or not _untouched(memory.people[0][0], memory.people[0][2]):
            raise No("nothing_to_undo")
        ago_s = self.since(memory.at) if command.ago_s is None else command.ago_s
        if ago_s > self.settings.undo_s:
            raise No("too_late_to_undo")
        kept = [serving.person for serving, _, _ in memory.servings if serving.level]
        kept += [p for p, _, _ in memory.people[1:] if p.stage != "ended"]
        for person, before, _ in memory.people:
            if person not in kept:
                self.put_back(person, before)
        for serving, old, _ in memory.servings:
            if serving.person not in kept:
                _restore(serving, old)
                counter.question = None
        counter.memory = None

    def put_back(self, person: Person, before: Person) -> None:
        for serving in self.servings:
            begun_since = serving.id in person.services and serving.id not in before.services
            serving.withdrawn = serving.withdrawn or begun_since
        before.services = person.services
        if person.stage == "parked" and before.stage == "serving":
            serving_now = self.going_on(person)
            assert serving_now is not None
            assert person.parked is not None
            serving_now.parked_s += self.since(person.parked)
        if person.code is not None and person.code != before.code:
            self.codes.pop(person.code, None)
        if before.stage == "waiting":
            before.calls, before.shown, before.late_until = [], None, None
        _restore(person, before)


def _untouched(now: Person, after: Person) -> bool:
    names = [each.name for each in fields(Person) if each.name not in LOOSE]
    return all(getattr(now, name) == getattr(after, name) for name in names)


def _restore(now: Person | Serving, before: Person | Serving) -> None:
    """As it was; what became of the paper meanwhile stays."""
    for each in fields(before):
        if each.name in PAPER:
            continue
        setattr(now, each.name, getattr(before, each.name))
