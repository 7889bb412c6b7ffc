"""What must hold between the entries of a site and its catalogue; each rule notes what breaks it.

What must not live here: shapes of single entries (see `site_records`), reading (see `load_site`).
"""

from collections.abc import Callable, Mapping
from itertools import combinations, pairwise

from hall.catalogue.check_scenarios import SCENARIO_RULES
from hall.catalogue.drafts import SiteDraft
from hall.catalogue.inspection import Inspection, Placed
from hall.catalogue.site import WHOLE_HALL, DeviceKind, window_device
from hall.catalogue.site_records import DeviceRecord
from hall.core.hall import CategoryKind

_DESK = frozenset({CategoryKind.ENQUIRY, CategoryKind.UNRESOLVED, CategoryKind.PICK_UP})
_SERVES: Mapping[CategoryKind, frozenset[CategoryKind]] = {
    CategoryKind.INTEGRATED: frozenset({CategoryKind.INTEGRATED, CategoryKind.GENERAL}),
    CategoryKind.GENERAL: frozenset({CategoryKind.INTEGRATED, CategoryKind.GENERAL}),
    CategoryKind.INSTANT: frozenset({CategoryKind.INSTANT}),
    CategoryKind.PICK_UP: _DESK,
    CategoryKind.ENQUIRY: _DESK,
    CategoryKind.UNRESOLVED: _DESK,
}
"""Which kinds of category a kind of window may serve."""
_STANDS_IN_AREA = frozenset({DeviceKind.KIOSK, DeviceKind.PRINTER})
_BY_RULE = frozenset({DeviceKind.PANEL, DeviceKind.PAD, DeviceKind.RATER})


def check_site(draft: SiteDraft, inspection: Inspection) -> None:
    """Note everything that does not hold."""
    for rule in _RULES:
        rule(draft, inspection)


def _used_once(draft: SiteDraft, inspection: Inspection) -> None:
    for section, key in (
        ("floors", "no"),
        ("areas", "code"),
        ("windows", "no"),
        ("devices", "id"),
        ("scenarios", "code"),
    ):
        inspection.once(draft.spots(section, key), f"each {key} once")


def _hours_follow(draft: SiteDraft, inspection: Inspection) -> None:
    for spans in (draft.hours, draft.number_hours):
        for before, after in pairwise(spans):
            if after.record.opens < before.record.closes:
                inspection.note(
                    after.spot / "opens",
                    f"{after.record.opens:%H:%M} is before {before.record.closes:%H:%M}",
                    "hours in order, none within another",
                )


def _areas_fit(draft: SiteDraft, inspection: Inspection) -> None:
    floors = draft.said("floors", "no")
    for placed in draft.areas:
        inspection.refer(placed.spot / "floor", floors, "a floor's no")
    for one, other in combinations(draft.areas, 2):
        a, b = one.record, other.record
        if a.floor == b.floor and a.rectangle.overlaps(b.rectangle):
            inspection.note(other.spot, f"overlaps the area {a.code}", "areas beside each other")


def _exits_fit(draft: SiteDraft, inspection: Inspection) -> None:
    floors = draft.said("floors", "no")
    for placed in draft.exits:
        inspection.refer(placed.spot / "floor", floors, "a floor's no")


def _windows_fit(draft: SiteDraft, inspection: Inspection) -> None:
    areas = {placed.record.code: placed.record for placed in draft.areas}
    known = draft.said("areas", "code")
    for placed in draft.windows:
        window, spot = placed.record, placed.spot
        inspection.refer(spot / "area", known, "the code of an area")
        area = areas.get(window.area)
        if area and not area.rectangle.holds(window.place.place):
            inspection.note(
                spot / "place", f"lies outside the area {area.code}", "a place within its area"
            )


def _windows_serve(draft: SiteDraft, inspection: Inspection) -> None:
    categories = draft.catalogue.categories
    for placed in draft.windows:
        window = placed.record
        for at, code in enumerate(window.categories):
            spot = placed.spot / "categories" / at
            if not inspection.refer(spot, categories, "the code of a category"):
                continue
            kind = categories[code].kind
            if kind not in _SERVES[window.kind]:
                allowed = " or ".join(sorted(_SERVES[window.kind]))
                inspection.note(
                    spot,
                    f"{code} is of kind {kind}",
                    f"a category of kind {allowed}, as the window is {window.kind}",
                )


def _categories_are_served(draft: SiteDraft, inspection: Inspection) -> None:
    served = {
        str(spot.value) for said in draft.spots("windows", "categories") for spot in said.entries()
    }
    for code, category in draft.catalogue.categories.items():
        if code not in served:
            inspection.note(
                draft.document / "windows",
                f"no window serves {code} {category.name.zh}",
                "a window for every category",
            )


def _devices_fit(draft: SiteDraft, inspection: Inspection) -> None:
    areas = draft.said("areas", "code")
    boards = [f"board-{area}" for area in areas]
    for placed in draft.devices:
        device, spot = placed.record, placed.spot
        if device.kind in _BY_RULE:
            inspection.note(
                spot / "kind", f"is {device.kind}", "a device that no window has of itself"
            )
        if device.area is not None:
            inspection.refer(spot / "area", areas, "the code of an area")
        elif device.kind in _STANDS_IN_AREA:
            inspection.note(spot / "area", "is missing", "the area where it stands")
        if device.id in boards:
            inspection.note(spot / "id", f"{device.id} is an area's own board", "another id")
        _kiosk_prints(draft, placed, inspection)
        _scanner_stands(draft, placed, inspection)
        _sounder_has_a_zone(draft, placed, inspection)


def _kiosk_prints(draft: SiteDraft, placed: Placed[DeviceRecord], inspection: Inspection) -> None:
    printers = [one.record.id for one in draft.devices if one.record.kind is DeviceKind.PRINTER]
    device, spot = placed.record, placed.spot / "printer"
    if device.kind is not DeviceKind.KIOSK:
        if device.printer is not None:
            inspection.note(spot, f"is given for a {device.kind}", "a printer at kiosks only")
    elif device.printer is None:
        inspection.note(spot, "is missing", "the id of the printer of this kiosk")
    else:
        inspection.refer(spot, printers, "the id of a printer")


def _scanner_stands(draft: SiteDraft, placed: Placed[DeviceRecord], inspection: Inspection) -> None:
    device, spot = placed.record, placed.spot
    given = [key for key in ("kiosk", "window") if (spot / key).exists]
    if device.kind is not DeviceKind.SCANNER:
        for key in given:
            inspection.note(
                spot / key, f"is given for a {device.kind}", f"a {key} for scanners only"
            )
        return
    if len(given) != 1:
        problem = "has a kiosk and a window" if given else "stands nowhere"
        inspection.note(spot, problem, "either the kiosk or the window that it stands at")
    kiosks = [one.record.id for one in draft.devices if one.record.kind is DeviceKind.KIOSK]
    if device.kiosk is not None:
        inspection.refer(spot / "kiosk", kiosks, "the id of a kiosk")
    if device.window is not None:
        inspection.refer(spot / "window", draft.said("windows", "no"), "a window's no")


def _sounder_has_a_zone(
    draft: SiteDraft, placed: Placed[DeviceRecord], inspection: Inspection
) -> None:
    if placed.record.kind is DeviceKind.SOUNDER:
        zones = [*draft.said("areas", "code"), WHOLE_HALL]
        inspection.refer(placed.spot / "id", zones, f"the code of an area, or {WHOLE_HALL}")


def _gateways_serve(draft: SiteDraft, inspection: Inspection) -> None:
    known = {
        *draft.said("devices", "id"),
        *(window_device(kind, placed.record.no) for placed in draft.windows for kind in _BY_RULE),
    }
    served = []
    for placed in draft.devices:
        spot = placed.spot / "serves"
        if placed.record.serves and placed.record.kind is not DeviceKind.GATEWAY:
            inspection.note(
                spot, f"is given for a {placed.record.kind}", "devices that a gateway speaks for"
            )
        for entry in spot.entries():
            inspection.refer(entry, known, "the id of a device")
            served.append(entry)
    inspection.once(served, "each device with one gateway")


def _there_is_a_gateway(draft: SiteDraft, inspection: Inspection) -> None:
    if DeviceKind.GATEWAY not in draft.said("devices", "kind"):
        inspection.note(draft.document / "devices", "have no gateway", "a device of kind gateway")


_RULES: tuple[Callable[[SiteDraft, Inspection], None], ...] = (
    _used_once,
    _hours_follow,
    _areas_fit,
    _exits_fit,
    _windows_fit,
    _windows_serve,
    _categories_are_served,
    _devices_fit,
    _gateways_serve,
    _there_is_a_gateway,
    *SCENARIO_RULES,
)
