"""The green channel: who goes sooner, by age or on a ground that the hall accepts.

Theory of operation. Age or ground is told once, when the number is taken. It makes an ordinary
visit one of the green class, and is not kept: neither the journal nor anybody who calls learns why.
"""

from hall.core.commands import IssueNumber
from hall.core.settings import Settings, VisitClass


def class_of(settings: Settings, asked: IssueNumber) -> VisitClass:
    """The class of the visit that a number is asked for."""
    if asked.visit_class != VisitClass.ORDINARY:
        return asked.visit_class
    old_enough = asked.age is not None and asked.age >= settings.green_age
    if old_enough or asked.grounds & settings.green_grounds:
        return VisitClass.GREEN
    return VisitClass.ORDINARY
