"""One hall and its naive twin: every command goes to both, and both must agree."""

from collections import Counter
from datetime import datetime, timedelta

from hall.core import commands as c
from hall.core import events as e
from hall.core.apply import apply, apply_all
from hall.core.choosing import upcoming
from hall.core.decide import decide
from hall.core.hall import Hall, Visit
from hall.core.refusals import Refused
from hall.core.stages import AFTER, Stage
from tests.core.build import START
from tests.core.naive import NaiveHall, Person

_ALLOWED = {(stage, then) for (stage, _), then in AFTER.items()}
IN_HAND = {Stage.CALLED, Stage.SERVING}


_ONLY_UNKNOWN = {
    "appointment_is_used": "unknown_appointment",
    "appointment_is_cancelled": "unknown_appointment",
    "appointment_is_moved": "unknown_appointment",
    "appointment_is_past": "unknown_appointment",
    "return_code_is_used": "unknown_return_code",
}
"""The naive hall does not remember what became of codes."""


class Twin:
    """Plays commands in both halls; a refusal must have the same code in both."""

    def __init__(self) -> None:
        self.hall = Hall()
        self.naive = NaiveHall()
        self.journal: list[e.Event] = []
        self.trace: list[str] = []
        self.now = START
        self.refusals: Counter[str] = Counter()
        self.carried_out: set[str] = set()

    def pass_time(self, seconds: float) -> None:
        """Let the hall clock go on."""
        self.now += timedelta(seconds=seconds)

    def both(self, command: c.Command, now: datetime | None = None) -> bool:
        """Carry out one command in both halls and compare how it went."""
        now = now or self.now
        self.trace.append(f"{now:%d %H:%M:%S} {command}")
        before = self.hall
        refused: str | None = None
        events: tuple[e.Event, ...] = ()
        try:
            events = decide(self.hall, command, now)
        except Refused as refusal:
            refused = refusal.code
            self.refusals[refused] += 1
        for event in events:
            after = apply(self.hall, event)
            _check_stages(self.hall, after)
            self.hall = after
        self.journal.extend(events)
        if refused is None:
            self.carried_out.add(type(command).__name__)
        refused = refused and _ONLY_UNKNOWN.get(refused, refused)
        said = self.naive.do(command, max(now, before.last_at or now))
        assert said == refused, f"naive says {said}, core says {refused}"
        assert refused is None or self.hall is before
        return refused is None

    def check(self) -> None:
        """Everything that must hold at any time."""
        self._check_people()
        self._check_windows()
        self._check_services()
        self._check_beside()
        self._check_promises()
        self._check_choices()
        self._check_conservation()
        self._check_places()

    def check_journal(self) -> None:
        """What must hold of a journal as a whole."""
        assert apply_all(Hall(), tuple(self.journal)) == self.hall
        day: object = None
        numbers: set[tuple[object, str]] = set()
        for event in self.journal:
            if isinstance(event, e.DayOpened | e.DayReopened):
                day = event.day
                if isinstance(event, e.DayOpened) and event.rehearsal:
                    day = object()
            if isinstance(event, e.VisitIssued):
                assert (day, event.number) not in numbers
                numbers.add((day, event.number))
        rated = {
            each.service: each.level for each in self.journal if isinstance(each, e.ServiceRated)
        }
        for service in self.hall.services.values():
            level = service.rating.level if service.rating else None
            assert level == rated.get(service.id)

    def _check_people(self) -> None:
        people = {each.id: each for each in self.naive.people}
        assert set(people) == set(self.hall.visits)
        for visit in self.hall.visits.values():
            assert _of_visit(visit) == _of_person(people[visit.id])

    def _check_windows(self) -> None:
        assert {each.no for each in self.naive.counters} == set(self.hall.windows)
        for counter in self.naive.counters:
            window = self.hall.windows[counter.no]
            in_hand = self.naive.in_hand(counter)
            assert (window.status, window.clerk) == (counter.status, counter.clerk)
            assert window.visit == (in_hand.id if in_hand else None)
            assert window.question == counter.question
            assert list(window.categories) == counter.categories
            assert list(window.secondary) == counter.secondary
            assert window.skills == counter.skills
            assert (window.unacknowledged is not None) == counter.to_read
        assert self.hall.plan_version == self.naive.plan_version
        assert sorted(self.hall.scheduled) == sorted(each.id for each in self.naive.to_come)
        assert sorted(self.hall.running) == sorted(each.id for each in self.naive.in_force)

    def _check_promises(self) -> None:
        """What outlives the day is the same in both, and what is announced in it."""
        assert set(self.hall.help_wanted) == set(self.naive.help_asked)
        said = self.hall.announcement
        assert (said.text if said else None) == self.naive.announced
        assert set(self.hall.returns) == set(self.naive.codes)
        assert sorted(self.hall.appointments) == sorted(each.id for each in self.naive.booked)
        assert dict(self.hall.missed_appointments) == self.naive.misses
        assert dict(self.hall.missed_last) == self.naive.last_miss

    def _check_services(self) -> None:
        assert {each.id for each in self.naive.servings} == set(self.hall.services)
        finished = [each for each in self.journal if isinstance(each, e.ServiceFinished)]
        lasted_s = {each.service: each.service_s for each in finished}
        for serving in self.naive.servings:
            service = self.hall.services[serving.id]
            assert (service.clerk, service.window) == (serving.clerk, serving.window)
            assert (service.started_at, service.finished_at) == (serving.started, serving.finished)
            assert (service.withdrawn, service.outcome) == (serving.withdrawn, serving.outcome)
            assert (service.rating.level if service.rating else None) == serving.level
            assert service.followed_up == serving.taken_up
            if serving.lasted_s is not None:
                assert lasted_s[service.id] == serving.lasted_s

    def _check_beside(self) -> None:
        """What happened beside the queue is in the journal as it was said, in its order."""
        noted = [said for each in self.journal if (said := _noted(each)) is not None]
        assert noted == self.naive.notes
        opened = [each for each in self.journal if isinstance(each, e.FollowUpOpened)]
        assert [(each.service, each.due) for each in opened] == self.naive.to_answer

    def _check_choices(self) -> None:
        now = self.naive.now = max(self.now, self.hall.last_at or self.now)
        for counter in self.naive.counters:
            seen = upcoming(self.hall, self.hall.windows[counter.no], now, 4)
            ranked = self.naive.ranked(counter)[:4]
            assert [each.id for each in seen] == [each.id for each in ranked]

    def _check_conservation(self) -> None:
        stages = Counter(visit.stage for visit in self.hall.visits.values())
        assert self.hall.order == stages.total()
        assert self.hall.ended == stages[Stage.ENDED]
        in_lines = [key[2] for line in self.hall.lines.values() for key in line]
        assert len(in_lines) == len(set(in_lines)) == stages[Stage.WAITING]
        assert all(len(line) for line in self.hall.lines.values())

    def _check_places(self) -> None:
        windows = self.hall.windows.values()
        for visit in self.hall.visits.values():
            at = [each.no for each in windows if each.visit == visit.id]
            assert at == ([visit.window] if visit.stage in IN_HAND else [])
            if visit.stage != Stage.PARKED:
                assert (visit.service is not None) == (visit.stage == Stage.SERVING)
        assert dict(self.hall.clerks) == {each.clerk: each.no for each in windows if each.clerk}
        assert len(self.hall.clerks) == sum(each.clerk is not None for each in windows)


def _check_stages(before: Hall, after: Hall) -> None:
    """Stages change along the declared table alone."""
    for visit in before.visits.values():
        then = after.visits.get(visit.id)
        if then is not None and then.stage != visit.stage:
            assert (visit.stage, then.stage) in _ALLOWED


def _noted(event: e.Event) -> str | None:
    """What an event that changes nothing in the queue says."""
    match event:
        case e.FollowUpMoved():
            return f"{event.service} {event.act}"
        case e.CatalogueDrafted():
            return event.about
        case e.CataloguePublished():
            return event.version
        case e.AccessChanged():
            return f"{event.deed} {event.account}"
        case e.WarningAcknowledged():
            return f"{event.kind} {event.subject}"
    return None


def _of_visit(visit: Visit) -> tuple[object, ...]:
    return (
        visit.number,
        visit.category,
        str(visit.stage),
        visit.ending,
        visit.entered_at,
        visit.for_window,
        visit.missed,
        visit.matter,
        visit.further,
        str(visit.visit_class),
        visit.services,
        visit.print_state,
        visit.copies,
    )


def _of_person(person: Person) -> tuple[object, ...]:
    return (
        person.number,
        person.category,
        person.stage,
        person.ending,
        person.entered,
        person.sent_to,
        person.missed,
        person.matter,
        tuple(person.further),
        person.kind,
        tuple(person.services),
        person.paper,
        person.copies,
    )
