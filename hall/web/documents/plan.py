"""The plan in force, the changes of it that are to come, and those that will return."""

from hall.catalogue.site import Site
from hall.core.hall import Hall, Window
from hall.core.plan import Plan, PlannedChange, RunningChange
from hall.web.documents.values import Document, moment
from hall.web.documents.windows import windows_in_order


def plan_document(hall: Hall, site: Site) -> Document:
    """Which window serves what now, and what will change."""
    coming = sorted(hall.scheduled.values(), key=lambda each: (each.starts_at, each.id))
    returning = sorted(hall.running.values(), key=lambda each: (each.ends_at, each.id))
    return {
        "version": hall.plan_version,
        "windows": [_plan_entry(window, site) for window in windows_in_order(hall)],
        "coming": [_coming(each) for each in coming],
        "returning": [_returning(each) for each in returning],
    }


def _plan_entry(window: Window, site: Site) -> Document:
    built = site.windows.get(window.no)
    return {
        "no": window.no,
        "categories": list(window.categories),
        "status": window.status,
        "area": built.area if built else None,
    }


def _coming(change: PlannedChange) -> Document:
    return {
        "change": change.id,
        "windows": _entries(change.windows),
        "reason": change.reason,
        "reason_en": change.reason_en,
        "from": moment(change.starts_at),
        "until": moment(change.ends_at),
    }


def _returning(change: RunningChange) -> Document:
    return {
        "change": change.id,
        "windows": _entries(change.windows),
        "back_to": _entries(change.windows_before),
        "until": moment(change.ends_at),
    }


def _entries(windows: Plan) -> list[Document]:
    return [{"no": no, "categories": list(windows[no])} for no in sorted(windows)]
