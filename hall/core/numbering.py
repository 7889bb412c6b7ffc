"""Numbering: which number a visit gets, and whether one may be given now.

Theory of operation. A number is the category's prefix and the next ordinal of that category on the
stored business day, padded to the configured width. It is a label, never a key. It is asked for a
matter, whose category the day's offer knows, or for a category without matters; what limits it is
in `limits`.
"""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import CategoryKind, CategoryRule, Hall, Offer, Visit
from hall.core.limits import (
    check_category,
    check_doubtful,
    check_hours,
    check_kiosk,
    check_person,
    is_doubtful,
    next_ordinal,
    quota_at,
)
from hall.core.lookups import open_offer
from hall.core.refusals import (
    IdIsTaken,
    MatterNeeded,
    MatterOrCategory,
    PrefixesClash,
    UnknownCategory,
    UnknownMatter,
)

__all__ = [
    "WITHOUT_MATTERS",
    "asked_category",
    "check_hours",
    "check_new_ids",
    "check_prefixes",
    "issue",
    "issue_again",
    "label",
]

WITHOUT_MATTERS = frozenset({CategoryKind.PICK_UP, CategoryKind.ENQUIRY, CategoryKind.UNRESOLVED})


def issue(hall: Hall, command: c.IssueNumber, now: datetime) -> tuple[e.Event, ...]:
    """Give the next number of the category that is asked for."""
    rule = asked_category(hall, command.matter, command.category)
    return (_issued(hall, rule, command, now),)


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
    rule = _known(hall, missed.category)
    return (_issued(hall, rule, command, now, follows=missed.id),)


def _issued(
    hall: Hall,
    rule: CategoryRule,
    command: c.IssueNumber,
    now: datetime,
    *,
    follows: str | None = None,
) -> e.VisitIssued:
    offer = open_offer(hall)
    check_new_ids(hall, command.visit, command.token)
    check_hours(offer, now)
    check_category(hall, offer, rule, now)
    check_person(hall, command.person)
    check_kiosk(hall, command.kiosk, now)
    ordinal = next_ordinal(hall, rule)
    if not command.accept_doubtful:
        check_doubtful(offer, command.wait, now)
    quota = quota_at(offer, rule.code, now)
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
        visit_class=command.visit_class,
        language=command.language,
        needs=command.needs,
        kiosk=command.kiosk,
        printer=command.printer,
        wait=command.wait,
        follows=follows,
        person=command.person,
        doubtful=is_doubtful(offer, command.wait, now),
        slot=quota.span.start if quota else None,
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
    offer = open_offer(hall)
    if (matter is None) == (category is None):
        raise MatterOrCategory
    if matter is not None:
        if matter not in offer.matters:
            raise UnknownMatter(matter=matter)
        return _known(hall, offer.matters[matter])
    rule = _known(hall, category or "")
    if rule.kind not in WITHOUT_MATTERS:
        raise MatterNeeded(category=rule.code)
    return rule


def _known(hall: Hall, code: str) -> CategoryRule:
    rule = hall.category(code)
    if rule is None:
        raise UnknownCategory(category=code)
    return rule


def label(rule: CategoryRule, ordinal: int, width: int) -> str:
    """The number as people read it: `A012`."""
    return f"{rule.prefix}{ordinal:0{width}d}"
