"""A bulletin as a PDF: a front page with findings, figures and charts, then a table a section.

The same bulletin with the same font gives the same bytes. What must not live here: what is shown
(see `layout`).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Final

from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from hall.bulletins import layout
from hall.bulletins.fonts import BOLD, REGULAR, first_installed
from hall.catalogue.text import Language
from hall.supervision.bulletin import Bulletin, Section
from hall.supervision.figures import By
from hall.supervision.measures import MEASURE
from hall.supervision.written import written

_INK: Final = (20, 32, 43)
_SOFT: Final = (70, 87, 101)
_BLUE: Final = (11, 79, 138)
_WASH: Final = (232, 240, 247)
_LINE: Final = (213, 220, 226)
_FONT: Final = "hall"
_CHARTS: Final = ((By.DAY, "numbers"), (By.HOUR, "numbers"), (By.CATEGORY, "wait_p90"))
_CHART_H: Final = 34.0
_MOST_BARS: Final = 31
_LEAST_OF_TABLE: Final = 40.0
"""A table whose title and first rows do not fit begins on a new page."""


class _Sheet(FPDF):
    """A4 with the bulletin's name and seal at the foot of each page."""

    def __init__(self, foot: str) -> None:
        super().__init__(orientation="portrait", format="A4")
        self._foot = foot
        regular, bold = first_installed(REGULAR), first_installed(BOLD)
        self.add_font(_FONT, "", regular.path, collection_font_number=regular.face)
        self.add_font(_FONT, "B", bold.path, collection_font_number=bold.face)
        self.set_margins(16, 16, 16)
        self.set_auto_page_break(auto=True, margin=18)

    def footer(self) -> None:
        """The seal and the page's number."""
        self.set_y(-13)
        self.set_font(_FONT, size=7.5)
        self.set_text_color(*_SOFT)
        self.cell(0, 5, self._foot)
        self.set_x(self.l_margin)
        self.cell(0, 5, str(self.page_no()), align=Align.R)

    def say(self, text: str, size: float, *, bold: bool = False, soft: bool = False) -> None:
        """A paragraph."""
        self.set_font(_FONT, "B" if bold else "", size)
        self.set_text_color(*(_SOFT if soft else _INK))
        self.multi_cell(0, size * 0.52, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align=Align.L)

    def grid(self, table: layout.Table, widths: Sequence[float], size: float) -> None:
        """A table whose head is repeated on each page."""
        self.set_font(_FONT, size=size)
        self.set_text_color(*_INK)
        self.set_draw_color(*_LINE)
        self.set_fill_color(255, 255, 255)
        head = FontFace(emphasis="BOLD", color=_INK, fill_color=_WASH)
        with self.table(
            col_widths=tuple(widths),
            headings_style=head,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=size * 0.53,
            padding=0.9,
            text_align=(Align.L, *([Align.R] * (len(widths) - 1))),
        ) as grid:
            for cells in (table.head, *([cell.text for cell in row] for row in table.rows)):
                grid.row(cells)
        self.ln(4)


def document(bulletin: Bulletin, language: Language) -> bytes:
    """The bulletin as a PDF file; raises `NoChineseFont`."""
    name = f"{layout.told(bulletin.hall, language)} {layout.title(bulletin, language)}"
    sheet = _Sheet(f"{name} · {layout.seal(bulletin, language)}")
    sheet.set_title(f"{name} {layout.span(bulletin, language)}")
    sheet.set_creation_date(datetime.combine(bulletin.last, time(), UTC))
    sheet.set_producer(layout.told(bulletin.hall, language))
    sheet.add_page()
    _front(sheet, bulletin, language)
    sheet.add_page(orientation="landscape")
    for section in bulletin.sections:
        if section.lines:
            _section(sheet, section, language)
    _rest(sheet, bulletin, language)
    return bytes(sheet.output())


def _front(sheet: _Sheet, bulletin: Bulletin, language: Language) -> None:
    sheet.say(layout.told(bulletin.hall, language), 12, soft=True)
    sheet.say(layout.title(bulletin, language), 26, bold=True)
    sheet.say(layout.span(bulletin, language), 14)
    sheet.ln(4)
    sheet.say(layout.told(layout.FINDINGS, language), 13, bold=True)
    sheet.ln(1)
    for finding in bulletin.findings:
        sheet.say(f"· {layout.told(finding, language)}", 10.5)
        sheet.ln(0.6)
    sheet.ln(4)
    table = layout.headline_table(bulletin, language)
    sheet.say(table.title, 13, bold=True)
    sheet.ln(1)
    sheet.grid(table, (50, 32, 32, 32, 32), 9.5)
    for by, code in _CHARTS:
        section = next((each for each in bulletin.sections if each.by is by), None)
        if section is not None and section.lines:
            _chart(sheet, section, code, language)


def _chart(sheet: _Sheet, section: Section, code: str, language: Language) -> None:
    """Bars of one measure, each with its value above and its name below."""
    lines = section.lines[:_MOST_BARS]
    values = [line.all.get(code) or 0.0 for line in lines]
    highest = max(values) or 1.0
    if sheet.will_page_break(_CHART_H + 20):
        sheet.add_page(orientation="portrait")
    measure = layout.told(MEASURE[code].name, language)
    sheet.say(
        f"{measure} · {layout.told(layout.SECTION_TITLES[section.by], language)}", 11, bold=True
    )
    top, left, width = sheet.get_y() + 6, sheet.l_margin, sheet.epw
    edges = [left + width * at / len(lines) for at in range(len(lines) + 1)]
    for (start, end), line, value in zip(pairwise(edges), lines, values, strict=True):
        said = layout.told(written(code, value), language) if value else ""
        _bar(sheet, (start, end, top), value / highest, said)
        _label(sheet, layout.told(line.name, language), start, end, top + _CHART_H)
    sheet.set_draw_color(*_LINE)
    sheet.line(left, top + _CHART_H, left + width, top + _CHART_H)
    sheet.set_y(top + _CHART_H + 10)


def _bar(sheet: _Sheet, place: tuple[float, float, float], share: float, said: str) -> None:
    start, end, top = place
    gap = min((end - start) * 0.16, 3)
    height = share * (_CHART_H - 5)
    sheet.set_fill_color(*_BLUE)
    sheet.rect(start + gap, top + _CHART_H - height, end - start - 2 * gap, height, style="F")
    sheet.set_font(_FONT, size=6.5)
    sheet.set_text_color(*_INK)
    sheet.set_xy(start, top + _CHART_H - height - 4)
    if sheet.get_string_width(said) <= end - start + 1:
        sheet.cell(end - start, 4, said, align=Align.C)


def _label(sheet: _Sheet, name: str, start: float, end: float, top: float) -> None:
    sheet.set_font(_FONT, size=6.5)
    sheet.set_text_color(*_SOFT)
    short = name[8:] if name[:2] == "20" and name[4:5] == "-" else name
    while short and sheet.get_string_width(short) > end - start:
        short = short[:-1]
    sheet.set_xy(start, top + 1)
    sheet.cell(end - start, 4, short, align=Align.C)


def _section(sheet: _Sheet, section: Section, language: Language) -> None:
    table = layout.section_table(section, language)
    if sheet.will_page_break(_LEAST_OF_TABLE):
        sheet.add_page(orientation="landscape")
    sheet.say(table.title, 13, bold=True)
    sheet.ln(1)
    sheet.grid(table, (49, *([18] * (len(table.head) - 1))), 7.5)


def _rest(sheet: _Sheet, bulletin: Bulletin, language: Language) -> None:
    outside, signs = layout.outside_table(bulletin, language), layout.sign_table(bulletin, language)
    sheet.add_page(orientation="portrait")
    for table, widths in ((outside, (62, 24, 92)), (signs, (40, 40, 34, 30, 30))):
        if table.rows:
            sheet.say(table.title, 13, bold=True)
            sheet.ln(2)
            sheet.grid(table, widths, 9)
