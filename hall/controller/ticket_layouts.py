"""The layout of a hall's tickets: a file that the hall edits, checked line by line.

What must not live here: filling it in for a number (see `tickets`), printers.
"""

import base64
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from hall.bus.messages import Align, Size
from hall.catalogue.document import Document, read_document
from hall.catalogue.findings import CatalogueError
from hall.catalogue.inspection import Inspection, Placed, Record
from hall.catalogue.records import TextRecord
from hall.catalogue.text import Text

FIELDS: Final = frozenset({
    "hall", "number", "matter", "materials", "ahead", "people",
    "wait", "low", "high", "area", "floor", "appointment", "date", "time",
})  # fmt: skip
"""What can be filled in."""
LOGO_BYTES: Final = 24_000
"""A message holds 64 kB; at 9600 baud, a logo of 400 by 100 dots takes five seconds."""
LOGO_DOTS: Final = 576
_PNG_HEAD: Final = b"\x89PNG\r\n\x1a\n"
_PNG_SIZE: Final = struct.Struct(">II")
_SIZE_AT: Final = 16
_KINDS: Final = ("text", "rule", "space", "qr", "logo")


class When(StrEnum):
    """What must be so for an entry to be printed."""

    AHEAD = "ahead"
    """Somebody is ahead."""
    FIRST = "first"
    """Nobody is."""
    WAIT = "wait"
    """How long it will take is known."""
    MATTER = "matter"
    MATERIALS = "materials"
    """The matter's guide asks for materials."""
    APPOINTMENT = "appointment"
    GIVEN_BACK = "given_back"
    """Its holder queues instead of coming at the time that was booked."""
    REPRINT = "reprint"
    REHEARSAL = "rehearsal"
    ADDRESS = "address"
    """The hall has a public address, so that a phone finds its page."""


class EntryRecord(Record):
    """One piece of a ticket."""

    text: TextRecord | None = None
    rule: Literal["line"] | None = Field(default=None, description="line")
    space: Literal["line"] | None = Field(default=None, description="line")
    qr: Literal["phone_page"] | None = Field(default=None, description="phone_page")
    logo: Annotated[str, Field(min_length=1, description="a PNG file beside this one")] | None = (
        None
    )
    size: Size = Field(default=Size.NORMAL, description="normal, large or huge")
    bold: bool = False
    align: Align = Field(default=Align.LEFT, description="left or centre")
    beside: bool = False
    when: tuple[When, ...] = Field(
        default=(), description="a list of " + ", ".join(When) + ", all of which must be so"
    )

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(getattr(self, kind) is not None for kind in _KINDS) != 1:
            raise ValueError("one of " + ", ".join(_KINDS))
        return self


class LayoutRecord(Record):
    """The whole file; its lists are checked entry by entry."""

    ticket: list[Any] = Field(min_length=1, description="a list of what stands on the ticket")
    stub: list[Any] = Field(default=[], description="a list of what stands on the stub")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of a ticket: a text, a rule, a blank line, the code, or a picture."""

    text: Text | None = None
    is_code: bool = False
    is_space: bool = False
    logo: str | None = None
    """The picture as base64."""
    size: Size = Size.NORMAL
    bold: bool = False
    align: Align = Align.LEFT
    beside: bool = False
    """Whether Chinese stands below the English."""
    when: frozenset[When] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLayout:
    """What stands on a ticket and on its stub, from the top."""

    ticket: tuple[Entry, ...]
    stub: tuple[Entry, ...] = ()


@cache
def shipped_layout() -> TicketLayout:
    """The layout that ships with the program."""
    with as_file(files("hall.controller") / "data" / "ticket.yaml") as path:
        return load_layout(path)


def load_layout(path: Path) -> TicketLayout:
    """Read a layout; raises `CatalogueError` with everything wrong in it, by line."""
    document = read_document(path)
    inspection = Inspection()
    inspection.place(LayoutRecord, document.root)
    ticket = inspection.place_all(EntryRecord, (document / "ticket").entries())
    stub = inspection.place_all(EntryRecord, (document / "stub").entries())
    logos = _logos(path.parent, (*ticket, *stub), inspection)
    _check(document, ticket, stub, inspection)
    if inspection.findings:
        raise CatalogueError(inspection.findings)
    return TicketLayout(
        ticket=tuple(_entry(each.record, logos) for each in ticket),
        stub=tuple(_entry(each.record, logos) for each in stub),
    )


def _entry(record: EntryRecord, logos: dict[str, str]) -> Entry:
    return Entry(
        text=record.text.text if record.text else None,
        is_code=record.qr is not None,
        is_space=record.space is not None,
        logo=logos.get(record.logo or ""),
        size=record.size,
        bold=record.bold,
        align=record.align,
        beside=record.beside,
        when=frozenset(record.when) | ({When.ADDRESS} if record.qr else frozenset()),
    )


def _check(
    document: Document,
    ticket: Iterable[Placed[EntryRecord]],
    stub: Iterable[Placed[EntryRecord]],
    inspection: Inspection,
) -> None:
    """What a ticket needs: known fields, its number, and nothing secret on the stub."""
    used = {name for placed in ticket for name in _fields(placed, inspection)}
    if "number" not in used and not inspection.findings:
        inspection.note(document / "ticket", "shows no number", "a text with {number}")
    for placed in stub:
        list(_fields(placed, inspection))
        if placed.record.qr is not None:
            inspection.note(
                placed.spot / "qr",
                "would give the ticket's secret to whoever finds the stub",
                "no code on the stub",
            )


def _fields(placed: Placed[EntryRecord], inspection: Inspection) -> set[str]:
    """The fields that an entry's texts use; what is none is noted."""
    text = placed.record.text
    used: set[str] = set()
    for language, words in {"zh": text.zh, "en": text.en}.items() if text else ():
        spot = placed.spot / "text" / language
        try:
            names = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
        except ValueError as error:
            inspection.note(spot, f"is not well formed ({error})", "each { with its }")
            continue
        for name in sorted(names - FIELDS):
            inspection.note(spot, f"{{{name}}} is not known", "one of " + ", ".join(sorted(FIELDS)))
        if names <= FIELDS and (wrong := _not_to_be_filled_in(words)):
            inspection.note(spot, f"cannot be filled in ({wrong})", "fields as {number}")
        used |= names
    return used


def _not_to_be_filled_in(words: str) -> str:
    """Why known fields cannot be put into a text; nothing when they can."""
    try:
        words.format_map(dict.fromkeys(FIELDS, ""))
    except (ValueError, LookupError) as error:
        return str(error)
    return ""


def _logos(
    folder: Path, entries: Iterable[Placed[EntryRecord]], inspection: Inspection
) -> dict[str, str]:
    """The pictures by the names that the file gives them, as base64."""
    logos: dict[str, str] = {}
    for placed in entries:
        name = placed.record.logo
        if name is None:
            continue
        problem, picture = _read_logo(folder / name)
        if problem:
            wanted = f"a PNG file of at most {LOGO_BYTES} bytes and {LOGO_DOTS} dots across"
            inspection.note(placed.spot / "logo", problem, wanted)
        logos[name] = base64.b64encode(picture).decode("ascii")
    return logos


def _read_logo(path: Path) -> tuple[str, bytes]:
    """What is wrong with a picture, nothing when it is good; and its bytes."""
    try:
        picture = path.read_bytes()
    except OSError as error:
        return f"{path} cannot be read ({error.strerror})", b""
    if not picture.startswith(_PNG_HEAD) or len(picture) < _SIZE_AT + _PNG_SIZE.size:
        return f"{path} is no PNG file", b""
    width, _ = _PNG_SIZE.unpack_from(picture, _SIZE_AT)
    if width > LOGO_DOTS:
        return f"{path} is {width} dots across", b""
    if len(picture) > LOGO_BYTES:
        return f"{path} has {len(picture)} bytes", b""
    return "", picture
