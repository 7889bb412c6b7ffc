"""Reads a hall as it is built; whatever is wrong in its file is told at once.

Devices that follow from windows and areas are named here by rule: `panel-NN`, `pad-NN` and
`rater-NN` for window NN, `board-<code>` for an area. What must not live here: what a good site is
(see `site_records` and `check_site`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from hall.catalogue.check_site import check_site
from hall.catalogue.document import Document, read_document
from hall.catalogue.drafts import SiteDraft
from hall.catalogue.findings import CatalogueError
from hall.catalogue.inspection import Inspection
from hall.catalogue.model import Catalogue
from hall.catalogue.site import (
    WHOLE_HALL,
    Area,
    Arrivals,
    DeviceKind,
    DeviceSite,
    Exit,
    Floor,
    Scenario,
    Site,
    WindowSite,
    window_device,
)
from hall.catalogue.site_records import (
    AreaRecord,
    DeviceRecord,
    ExitRecord,
    FloorRecord,
    ScenarioRecord,
    SiteRecord,
    SpanRecord,
    WindowRecord,
)

_WINDOW_DEVICES = (DeviceKind.PANEL, DeviceKind.PAD, DeviceKind.RATER)


def load_site(path: Path, catalogue: Catalogue) -> Site:
    """Read hall.yaml at `path`, for a hall that serves this catalogue.

    Raises `CatalogueError` with everything that is wrong in it.
    """
    document = read_document(path)
    inspection = Inspection()
    head = inspection.place(SiteRecord, document.root)
    draft = _draft(document, catalogue, inspection)
    check_site(draft, inspection)
    if head is None or inspection.findings:
        raise CatalogueError(inspection.findings)
    return _site(head.record, draft)


def _draft(document: Document, catalogue: Catalogue, inspection: Inspection) -> SiteDraft:
    return SiteDraft(
        document=document,
        catalogue=catalogue,
        hours=inspection.place_all(SpanRecord, (document / "hours").entries()),
        number_hours=inspection.place_all(SpanRecord, (document / "number_hours").entries()),
        floors=inspection.place_all(FloorRecord, (document / "floors").entries()),
        areas=inspection.place_all(AreaRecord, (document / "areas").entries()),
        windows=inspection.place_all(WindowRecord, (document / "windows").entries()),
        devices=inspection.place_all(DeviceRecord, (document / "devices").entries()),
        scenarios=inspection.place_all(ScenarioRecord, (document / "scenarios").entries()),
        exits=inspection.place_all(ExitRecord, (document / "exits").entries()),
    )


def _site(head: SiteRecord, draft: SiteDraft) -> Site:
    areas = {one.record.code: _area(one.record) for one in draft.areas}
    windows = {one.record.no: _window(one.record) for one in draft.windows}
    apart = {one.record.id: _device(one.record) for one in draft.devices}
    stands_apart = (_placed(each, apart, windows) for each in apart.values())
    devices = (*stands_apart, *_area_boards(areas.values()), *_window_devices(windows.values()))
    scenarios = (_scenario(one.record, draft.catalogue) for one in draft.scenarios)
    return Site(
        code=head.code,
        name=head.name.text,
        time_zone=head.time_zone,
        weekdays=tuple(head.weekdays),
        hours=tuple(one.record.span for one in draft.hours),
        number_hours=tuple(one.record.span for one in draft.number_hours),
        floors={one.record.no: _floor(one.record) for one in draft.floors},
        areas=areas,
        windows=windows,
        devices={device.id: device for device in devices},
        scenarios={scenario.code: scenario for scenario in scenarios},
        exits=tuple(_exit(one.record) for one in draft.exits),
    )


def _floor(record: FloorRecord) -> Floor:
    return Floor(no=record.no, name=record.name.text)


def _exit(record: ExitRecord) -> Exit:
    return Exit(name=record.name.text, floor=record.floor, place=record.place.place)


def _area(record: AreaRecord) -> Area:
    return Area(
        code=record.code,
        name=record.name.text,
        floor=record.floor,
        rectangle=record.rectangle,
    )


def _window(record: WindowRecord) -> WindowSite:
    return WindowSite(
        no=record.no,
        name=record.name.text,
        kind=record.kind,
        categories=tuple(record.categories),
        area=record.area,
        place=record.place.place,
        low_counter=record.low_counter,
        hearing_loop=record.hearing_loop,
        languages=tuple(record.languages),
        digits_only=record.digits_only,
    )


def _device(record: DeviceRecord) -> DeviceSite:
    return DeviceSite(
        id=record.id,
        kind=record.kind,
        area=record.area,
        place=record.place.place if record.place else None,
        window=record.window,
        printer=record.printer,
        kiosk=record.kiosk,
        serves=tuple(record.serves),
    )


def _placed(
    device: DeviceSite, apart: Mapping[str, DeviceSite], windows: Mapping[int, WindowSite]
) -> DeviceSite:
    """A device with where it stands: a scanner at its kiosk or window, a sounder in its zone."""
    if device.kind is DeviceKind.SOUNDER and device.id != WHOLE_HALL:
        return replace(device, area=device.id)
    beside = apart[device.kiosk] if device.kiosk else windows.get(device.window or 0)
    if beside is None:
        return device
    return replace(device, area=beside.area, place=device.place or beside.place)


def _area_boards(areas: Iterable[Area]) -> Iterator[DeviceSite]:
    for area in areas:
        yield DeviceSite(id=f"board-{area.code}", kind=DeviceKind.BOARD, area=area.code)


def _window_devices(windows: Iterable[WindowSite]) -> Iterator[DeviceSite]:
    for window in windows:
        for kind in _WINDOW_DEVICES:
            yield DeviceSite(
                id=window_device(kind, window.no),
                kind=kind,
                area=window.area,
                window=window.no,
                place=window.place,
            )


def _scenario(record: ScenarioRecord, catalogue: Catalogue) -> Scenario:
    return Scenario(
        code=record.code,
        name=record.name.text,
        about=record.about.text,
        starts_at=record.starts_at,
        numbers=record.numbers,
        arrivals=tuple(Arrivals(span=one.span, share_pct=one.share_pct) for one in record.arrivals),
        category_share_pct=_shares(record, catalogue),
        waiting_at_start=record.waiting_at_start,
        citizens=record.citizens.citizens,
        clerks=record.clerks.clerks,
    )


def _shares(record: ScenarioRecord, catalogue: Catalogue) -> Mapping[str, float]:
    """Every category's share: what the scenario gives, then the rest by volume and factor."""
    given = record.category_share_pct
    volume = {
        code: record.share_factor.get(code, 1)
        * sum(matter.volume_share_pct for matter in catalogue.matters_of(code))
        for code in catalogue.categories
        if code not in given
    }
    scale = (100 - sum(given.values())) / sum(volume.values())
    return {
        code: given[code] if code in given else volume[code] * scale
        for code in catalogue.categories
    }
