"""What must hold in a simulated day; each rule notes what breaks it.

What must not live here: shapes of single entries (see `site_records`).
"""

from collections.abc import Callable, Iterable

from hall.catalogue.drafts import SiteDraft
from hall.catalogue.inspection import Inspection, Placed
from hall.catalogue.site_records import SpanRecord

_WHOLE_PCT = 100
_SUM_TOLERANCE_PCT = 1.0


def _arrivals_sum(draft: SiteDraft, inspection: Inspection) -> None:
    for placed in draft.scenarios:
        total = sum(arrivals.share_pct for arrivals in placed.record.arrivals)
        if abs(total - _WHOLE_PCT) > _SUM_TOLERANCE_PCT:
            inspection.note(
                placed.spot / "arrivals",
                f"sum to {total:g}",
                f"{_WHOLE_PCT}, give or take {_SUM_TOLERANCE_PCT:g}",
            )


def _arrivals_follow(draft: SiteDraft, inspection: Inspection) -> None:
    for placed in draft.scenarios:
        before = placed.record.starts_at
        for at, arrivals in enumerate(placed.record.arrivals):
            spot = placed.spot / "arrivals" / at
            if arrivals.opens < before:
                inspection.note(
                    spot / "opens", f"is before {before:%H:%M}", "spans in order from starts_at"
                )
            if not _within(arrivals, draft.number_hours):
                inspection.note(spot, "lies outside number_hours", "a span within them")
            before = arrivals.closes


def _within(span: SpanRecord, hours: Iterable[Placed[SpanRecord]]) -> bool:
    return any(one.record.opens <= span.opens and span.closes <= one.record.closes for one in hours)


def _categories_resolve(draft: SiteDraft, inspection: Inspection) -> None:
    categories = draft.catalogue.categories
    known = {
        "category_share_pct": [c.code for c in categories.values() if not c.has_matters],
        "share_factor": [c.code for c in categories.values() if c.has_matters],
        "waiting_at_start": list(categories),
    }
    for placed in draft.scenarios:
        for key, codes in known.items():
            expected = "one of " + ", ".join(codes)
            for code in (placed.spot / key).value or ():
                if code not in codes:
                    inspection.note(placed.spot / key / code, "is not known", expected)


def _shares_are_whole(draft: SiteDraft, inspection: Inspection) -> None:
    for placed in draft.scenarios:
        shares, spot = placed.record.category_share_pct, placed.spot / "category_share_pct"
        for code, category in draft.catalogue.categories.items():
            if not category.has_matters and code not in shares:
                inspection.note(spot / code, "is missing", "a share, as it has no matters")
        if sum(shares.values()) >= _WHOLE_PCT:
            inspection.note(spot, f"sum to {sum(shares.values()):g}", f"less than {_WHOLE_PCT}")


SCENARIO_RULES: tuple[Callable[[SiteDraft, Inspection], None], ...] = (
    _arrivals_sum,
    _arrivals_follow,
    _categories_resolve,
    _shares_are_whole,
)
