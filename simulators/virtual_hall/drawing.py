"""Simulated machines and bus messages as pieces of the picture; pure.

A machine is drawn from what it received over its line, never from what the hall meant to send.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any, Final

from devices.codecs.escpos_paper import PaperFeed, Printed, PrintedLine, PrintedPicture, PrintedQr
from hall.bus.encoding import ADAPTERS
from hall.bus.messages import CategoryCard, DeviceState, MatterCard, View
from hall.bus.topics import Channel
from simulators.machines import Machines
from simulators.pad_ff68 import SimulatedPad, SimulatedRater
from simulators.panel_onbon import SimulatedPanel
from simulators.printer_escpos import SimulatedPrinter
from simulators.virtual_hall.picture import Piece

TICKETS_SHOWN: Final = 3


def machine_pieces(machines: Machines) -> Iterator[tuple[str, Piece]]:
    """Every machine as it looks now."""
    for no, panel in machines.panels.items():
        yield f"panel/{no}", _panel(panel)
    for no, pad in machines.pads.items():
        yield f"pad/{no}", _pad(pad)
    for no, rater in machines.raters.items():
        yield f"rater/{no}", _rater(rater)
    for name, printer in machines.printers.items():
        yield f"printer/{name}", _printer(printer)


def _panel(panel: SimulatedPanel) -> Piece:
    return {
        "text": panel.text if panel.blinking else panel.shown,
        "blinking": panel.blinking,
        "width": panel.width,
        "height": panel.height,
        "powered": panel.powered,
    }


def _pad(pad: SimulatedPad) -> Piece:
    return {"display": pad.display, "beeps": pad.beeps, "powered": pad.powered}


def _rater(rater: SimulatedRater) -> Piece:
    return {"state": rater.state.value, "level": rater.last_level, "beeps": rater.beeps}


def _printer(printer: SimulatedPrinter) -> Piece:
    tickets = list(printer.tickets)[-TICKETS_SHOWN:]
    first = printer.printed - len(tickets) + 1
    return {
        "conditions": sorted(each.value for each in printer.conditions),
        "printed": printer.printed,
        "paper_mm": round(printer.paper_mm, -2),
        "tickets": [
            {"no": no, "paper": [_printed(each) for each in ticket.printed]}
            for no, ticket in enumerate(tickets, first)
        ],
        "unfinished": [_printed(each) for each in printer.unfinished],
    }


def _printed(piece: Printed) -> Piece:
    match piece:
        case PrintedLine():
            return {"kind": "line", "align": piece.align, "spans": [*map(_span, piece.spans)]}
        case PrintedQr():
            return {"kind": "qr", "align": piece.align, "data": piece.data}
        case PrintedPicture():
            rows = b64encode(piece.rows).decode("ascii")
            size = {"width": piece.width, "height": piece.height}
            return {"kind": "picture", "align": piece.align, "rows": rows, **size}
        case PaperFeed():
            return {"kind": "feed", "dots": piece.dots}


def _span(span: Any) -> Piece:
    marks = ("bold", "underline", "inverse")
    styles = [name for name in marks if getattr(span, name)]
    return {"text": span.text, "width": span.width, "height": span.height, "styles": styles}


def view_piece(view: View) -> Piece:
    """A view as it was published, without its version."""
    piece: dict[str, Any] = ADAPTERS[Channel.VIEW].dump_python(view, mode="json", exclude_none=True)
    del piece["version"]
    return piece


def state_piece(state: DeviceState) -> Piece:
    """What the hall has been told of a device."""
    faults = [fault.text for fault in state.faults]
    return {"online": state.online, "faults": faults}


def catalogue_piece(
    categories: Mapping[str, CategoryCard], matters: Mapping[str, MatterCard]
) -> Piece:
    """What a citizen may come for, the most frequent first."""
    by_share = sorted(matters.values(), key=lambda each: -each.share_pct)
    return {
        "categories": {
            each.code: {
                "name": each.name,
                "title": each.title or each.name,
                "kind": each.kind,
                "prefix": each.prefix,
                "area": each.area,
            }
            for each in categories.values()
        },
        "matters": [_matter(each) for each in by_share],
    }


def _matter(matter: MatterCard) -> Piece:
    return {
        "id": matter.id,
        "name": matter.name,
        "title": matter.title,
        "aliases": matter.aliases,
        "category": matter.category,
        "materials": [line.name for line in matter.materials if line.source != "shared_data"],
        "time_limit": matter.time_limit,
        "fee": matter.fee,
    }
