"""Appointments of a naive hall."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.core.naive.floor import No
from tests.core.naive.numbers import Numbers


@dataclass
class Booking:
    """A booked time."""

    id: str
    category: str
    matter: str | None
    starts_at: datetime
    person: str | None


class Bookings(Numbers):
    def booking(self, appointment: str) -> Any:
        for each in self.booked:
            if each.id == appointment:
                return each
        raise No("unknown_appointment")

    def book_appointment(self, command: Any) -> None:
        if self.offer is None:
            raise No("day_not_open")
        if any(each.id == command.appointment for each in self.booked):
            raise No("id_is_taken")
        moved = self.booking(command.replaces) if command.replaces else None
        category = self.wanted(command).code
        slot = self.slot(category, command.starts_at)
        others = [each for each in self.booked if each is not moved]
        here = [e for e in others + self.came if e.starts_at == command.starts_at]
        if len([each for each in here if each.category == category]) >= slot.maximum:
            raise No("slot_is_booked")
        self.check_booker(command, others)
        booking = Booking(
            command.appointment, category, command.matter, command.starts_at, command.person
        )
        self.booked = [*others, booking]
        self.keep_bookings(moved, booking)

    def keep_bookings(self, gone: Any, come: Any) -> None:
        """What is booked and given up all through a rehearsal stays."""
        if self.kept is None:
            return
        booked = self.kept[1][1]
        booked[:] = [each for each in booked if gone is None or each.id != gone.id]
        booked += [] if come is None else [come]

    def slot(self, category: str, starts_at: datetime) -> Any:
        for each in self.offer.appointment_slots:
            start = each.span.start
            if each.category == category and start == starts_at and start > self.now:
                return each
        raise No("no_such_slot")

    def check_booker(self, command: Any, others: list[Any]) -> None:
        if command.person is None:
            return
        limit = self.settings.appointment_no_show_limit
        if limit and self.misses.get(command.person, 0) >= limit:
            raise No("too_many_missed")
        same = [
            each
            for each in others
            if each.person == command.person and each.starts_at.date() == command.starts_at.date()
        ]
        if self.settings.appointments_per_day and len(same) >= self.settings.appointments_per_day:
            raise No("already_booked")

    def cancel_appointment(self, command: Any) -> None:
        known = self.booking(command.appointment)
        if -self.since(known.starts_at) < self.settings.appointment_cancel_before_s:
            raise No("too_late_to_cancel")
        self.booked.remove(known)
        self.keep_bookings(known, None)

    def check_in(self, command: Any) -> None:
        if self.emergency is not None:
            raise No("hall_in_emergency")
        known = self.booking(command.appointment)
        late_s = self.since(known.starts_at)
        is_early = -late_s > self.settings.appointment_early_s
        if is_early and not command.as_walk_in:
            raise No("appointment_too_early")
        in_time = not is_early and late_s <= self.settings.appointment_late_s
        if not in_time and not command.as_walk_in:
            raise No("appointment_too_late")
        self.come(known, Guest(command), in_time=in_time)

    def come(self, known: Any, command: Any, *, in_time: bool) -> None:
        rule = self.category(known.category)
        self.check_day()
        self.check_ids(command)
        kind = "appointment" if in_time else "ordinary"
        person = self.write_down(rule, command, matter=known.matter, kind=kind)
        if in_time and known.starts_at > self.now:
            person.entered = known.starts_at
        self.use_up(known, in_time=in_time)

    def use_up(self, known: Any, *, in_time: bool) -> None:
        """Its time is taken, unless somebody else could still have it."""
        self.booked.remove(known)
        if in_time or known.starts_at <= self.now:
            self.came.append(known)

    def issue_number(self, command: Any) -> None:
        if command.person is None or command.return_code is not None or self.offer is None:
            super().issue_number(command)
            return
        wanted = (command.person, self.wanted(command).code, command.matter, self.now.date())
        own = [
            each
            for each in sorted(self.booked, key=lambda each: (each.starts_at, each.id))
            if (each.person, each.category, each.matter, each.starts_at.date()) == wanted
        ]
        late_s = self.since(own[0].starts_at) if own else 0
        early_s, most_late_s = (
            self.settings.appointment_early_s,
            self.settings.appointment_late_s,
        )
        if own and -early_s <= late_s <= most_late_s:
            if self.emergency is not None:
                raise No("hall_in_emergency")
            self.come(own[0], command, in_time=True)
            return
        super().issue_number(command)
        if own:
            self.use_up(own[0], in_time=False)


class Guest:
    """Asks for the number of an appointment."""

    def __init__(self, command: Any) -> None:
        self.visit, self.token = command.visit, command.token
        self.needs, self.language, self.kiosk = command.needs, command.language, command.kiosk
        self.person = None
        self.further: tuple[str, ...] = ()
        self.printer = command.printer
