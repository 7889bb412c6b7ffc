"""The catalogue and the devices."""

from collections.abc import Mapping

from hall.bus.messages import DeviceState, Fault
from hall.catalogue.model import Catalogue, Matter
from hall.catalogue.paying import fee_said
from hall.catalogue.site import DeviceKind, DeviceSite, Site
from hall.web.documents.values import Document, moment, text_document


def matters_document(catalogue: Catalogue) -> Document:
    """What numbers are taken for."""
    return {
        "version": catalogue.version,
        "categories": [
            {
                "code": each.code,
                "name": text_document(each.name),
                "kind": each.kind,
                "prefix": each.prefix,
            }
            for each in catalogue.categories.values()
        ],
        "matters": [_matter_in_short(each) for each in catalogue.matters.values()],
    }


def _matter_in_short(matter: Matter) -> Document:
    return {
        "id": matter.id,
        "name": text_document(matter.name),
        "title": text_document(matter.title),
        "category": matter.category,
        "instant": matter.instant,
    }


def matter_document(matter: Matter) -> Document:
    """A matter with its guide."""
    guide = matter.guide
    return {
        **_matter_in_short(matter),
        "departments": [text_document(each.name) for each in matter.departments],
        "applicants": [text_document(each) for each in guide.applicants],
        "conditions": [text_document(each) for each in guide.conditions],
        "materials": [
            {
                "name": text_document(each.name),
                "form": each.form,
                "source": each.source,
                "deferrable": each.deferrable,
            }
            for each in guide.materials
        ],
        "steps": [text_document(each) for each in guide.steps],
        "time_limit": {
            "statutory_working_days": guide.time_limit.statutory_working_days,
            "promised_working_days": guide.time_limit.promised_working_days,
        },
        "fees": [text_document(each) for each in matter.fees],
        "fee": text_document(fee_said(matter.fees)),
    }


def devices_document(
    site: Site, states: Mapping[str, DeviceState], *, window: int | None = None
) -> Document:
    """Every device, or those at one window, with its place and what it last said of itself."""
    devices = [
        _device(each, states)
        for each in site.devices.values()
        if window is None or each.window == window
    ]
    return {"devices": devices}


def troubled_printers(site: Site, states: Mapping[str, DeviceState]) -> list[Document]:
    """The printers that say something is wrong, or that have gone; one never heard is none."""
    heard = (
        (each.id, state, is_online(state, states))
        for each in site.devices_of(DeviceKind.PRINTER)
        if (state := states.get(f"{each.kind}/{each.id}")) is not None
    )
    return [
        {"printer": printer, "online": online, "faults": [_fault(each) for each in state.faults]}
        for printer, state, online in heard
        if state.faults or not online
    ]


def _device(device: DeviceSite, states: Mapping[str, DeviceState]) -> Document:
    state = states.get(f"{device.kind}/{device.id}")
    gateway = states.get(f"gateway/{state.gateway}") if state and state.gateway else None
    gone = gateway is not None and not gateway.online
    telling = gateway if gone else state
    last = state.last_fault if state else None
    return {
        "id": device.id,
        "kind": device.kind,
        "window": device.window,
        "area": device.area,
        "online": is_online(state, states),
        "heard": state is not None,
        "gateway_gone": gone,
        "since": moment(telling.since) if telling else None,
        "faults": [_fault(each) for each in state.faults] if state else [],
        "last_fault": _fault(last) if last else None,
        "paper_left_pct": state.paper_left_pct if state else None,
        "firmware": state.firmware if state else "",
        "counters": (state.counters or {}) if state else {},
    }


def is_online(state: DeviceState | None, states: Mapping[str, DeviceState]) -> bool:
    """A device is online when it is, and its gateway unless that was never heard."""
    if state is None or not state.online:
        return False
    if state.gateway is None:
        return True
    gateway = states.get(f"gateway/{state.gateway}")
    return gateway is None or gateway.online


def _fault(fault: Fault) -> Document:
    since = moment(fault.since)
    return {"code": fault.code, "text": text_document(fault.text), "since": since}
