"""Numbering: which number a visit gets, and whether one may be given now.

Theory of operation. A number is the category's prefix and the next ordinal of that category on the
stored business day, padded to the configured width. It is a label, never a key. It is asked for a
matter, whose category the day's offer knows, or for a category without matters; what limits it is
in `limits`.
"""

from datetime import datetime

from msgspec.structs import replace

from hall.core import commands as c
from hall.core import events as e
from hall.core.green import class_of
from hall.core.hall import CategoryKind, CategoryRule, Hall, Offer, Todo, Visit
from hall.core.hall_wide import check_numbers
from hall.core.limits import (
    check_category,
    check_doubtful,
    check_full,
    check_hours,
    check_kiosk,
    check_person,
    is_doubtful,
    next_ordinal,
    offer_now,
    quota_at,
)
from hall.core.lookups import open_offer
from hall.core.refusals import (
    DayNotOpen,
    IdIsTaken,
    MatterNeeded,
    MatterOrCategory,
    PrefixesClash,
    UnknownCategory,
    UnknownMatter,
)
from hall.core.returning import redeemable
from hall.core.settings import VisitClass

__all__ = [
    "WITHOUT_MATTERS",
    "asked_category",
    "check_hours",
    "check_limits",
    "check_new_ids",
    "check_prefixes",
    "further",
    "issue",
    "issue_again",
    "known_category",
    "label",
    "number_for",
]

WITHOUT_MATTERS = frozenset({CategoryKind.PICK_UP, CategoryKind.ENQUIRY, CategoryKind.UNRESOLVED})


def issue(hall: Hall, command: c.IssueNumber, now: datetime) -> tuple[e.Event, ...]:
    """Give the next number of the category that is asked for."""
    if command.return_code is not None:
        return (_issued_to_returner(hall, command, command.return_code, now),)
    offer_now(hall, now)
    rule = asked_category(hall, command.matter, command.category)
    check_limits(hall, rule, command, now)
    return (number_for(hall, rule, command, now),)


def _issued_to_returner(
    hall: Hall, command: c.IssueNumber, code: str, now: datetime
) -> e.VisitIssued:
    """A number for what a return code stands for."""
    check_hours(offer_now(hall, now), now)
    if command.matter is not None or command.category is not None:
        raise MatterOrCategory
    known = redeemable(hall, code)
    rule = known_category(hall, known.category)
    check_numbers(hall, rule.code)
    check_new_ids(hall, command.visit, command.token)
    asked = replace(command, matter=known.matter, visit_class=VisitClass.RETURN)
    return replace(number_for(hall, rule, asked, now), note=known.note)


def issue_again(
    hall: Hall, missed: Visit, visit: str, token: str, now: datetime
) -> tuple[e.Event, ...]:
    """A new number for what a missed one was taken for."""
    command = c.IssueNumber(
        visit=visit,
        token=token,
        matter=missed.matter,
        receipt=missed.receipt,
        visit_class=missed.visit_class,
        language=missed.language,
        needs=missed.needs,
        person=missed.person,
    )
    rule = known_category(hall, missed.category)
    check_limits(hall, rule, command, now)
    return (replace(number_for(hall, rule, command, now), follows=missed.id),)


def check_limits(hall: Hall, rule: CategoryRule, command: c.IssueNumber, now: datetime) -> None:
    """Refuse a number that a limit of the day does not allow."""
    offer = offer_now(hall, now)
    check_new_ids(hall, command.visit, command.token)
    check_hours(offer, now)
    check_numbers(hall, rule.code)
    check_category(hall, offer, rule, now)
    check_person(hall, command.person)
    check_kiosk(hall, command.kiosk, now)
    check_full(hall, rule)
    if not command.accept_doubtful:
        check_doubtful(offer, command.wait, now)


def number_for(
    hall: Hall, rule: CategoryRule, command: c.IssueNumber, now: datetime
) -> e.VisitIssued:
    """The next number of a category, whatever the limits say; its ids must be new."""
    offer = offer_now(hall, now)
    quota = quota_at(offer, rule.code, now)
    ordinal = next_ordinal(hall, rule)
    return e.VisitIssued(
        at=now,
        visit=command.visit,
        number=label(rule, ordinal, rule.number_width or hall.settings.number_width),
        ordinal=ordinal,
        order=hall.order + 1,
        token=command.token,
        category=rule.code,
        ahead=hall.waiting(rule.code),
        matter=command.matter,
        receipt=command.receipt,
        visit_class=class_of(hall.settings, command),
        language=command.language,
        needs=command.needs,
        kiosk=command.kiosk,
        printer=command.printer,
        wait=command.wait,
        person=command.person,
        doubtful=is_doubtful(offer, command.wait, now),
        slot=quota.span.start if quota else None,
        further=further(hall, command.further),
        return_code=command.return_code,
        rehearsal=hall.rehearsal,
    )


def check_prefixes(offer: Offer) -> None:
    """Refuse categories that could give one number twice: labels differ by their letters alone."""
    seen: dict[str, str] = {}
    for rule in offer.categories:
        if rule.prefix in seen:
            raise PrefixesClash(first=seen[rule.prefix], second=rule.code)
        if any(letter.isdigit() for letter in rule.prefix):
            raise PrefixesClash(first=rule.code, second=rule.code)
        seen[rule.prefix] = rule.code


def check_new_ids(hall: Hall, visit: str, token: str) -> None:
    """Refuse an id or a token that already stands for a visit of the day."""
    if visit in hall.visits:
        raise IdIsTaken(id=visit)
    if token in hall.tokens:
        raise IdIsTaken(id=token)


def asked_category(hall: Hall, matter: str | None, category: str | None) -> CategoryRule:
    """The category of a matter, or the category named when it has no matters."""
    offer = hall.offer
    if offer is None:
        raise DayNotOpen
    if (matter is None) == (category is None):
        raise MatterOrCategory
    if matter is not None:
        if matter not in offer.matters:
            raise UnknownMatter(matter=matter)
        return known_category(hall, offer.matters[matter])
    rule = known_category(hall, category or "")
    if rule.kind not in WITHOUT_MATTERS:
        raise MatterNeeded(category=rule.code)
    return rule


def further(hall: Hall, matters: tuple[str, ...]) -> tuple[Todo, ...]:
    """What else a visit comes for, each with its category."""
    if not matters:
        return ()
    known = open_offer(hall).matters
    for matter in matters:
        if matter not in known:
            raise UnknownMatter(matter=matter)
    return tuple(Todo(matter, known[matter]) for matter in matters)


def known_category(hall: Hall, code: str) -> CategoryRule:
    """A category of the day; refused when there is none."""
    rule = hall.category(code)
    if rule is None:
        raise UnknownCategory(category=code)
    return rule


def label(rule: CategoryRule, ordinal: int, width: int) -> str:
    """The number as people read it: `A012`."""
    return f"{rule.prefix}{ordinal:0{width}d}"
