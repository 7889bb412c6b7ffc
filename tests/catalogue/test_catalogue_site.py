"""What a hall that cannot be built is told: file, line, key, problem and what was expected."""

import pytest

from tests.catalogue.hall_files import Break, HallFiles


def site_break(old: str, new: str, at: str, key: str, problem: str, expected: str) -> Break:
    """A break of hall.yaml."""
    return Break(
        file="hall.yaml", old=old, new=new, at=at, key=key, problem=problem, expected=expected
    )


BREAKS = {
    "a gateway serves what is not there": site_break(
        "kind: gateway}",
        "kind: gateway, serves: [pad-1]}",
        "serves: [pad-1]",
        "devices[gateway-1].serves[0]",
        "pad-1 is not known",
        "the id of a device; did you mean pad-21?",
    ),
    "a printer serves": site_break(
        "{id: printer-2, kind: printer,",
        "{id: printer-2, serves: [pad-01], kind: printer,",
        "serves: [pad-01]",
        "devices[printer-2].serves",
        "is given for a printer",
        "devices that a gateway speaks for",
    ),
    "the time zone is unknown": site_break(
        "Asia/Shanghai",
        "Asia/Shangai",
        "time_zone",
        "time_zone",
        "is Asia/Shangai",
        "an IANA time zone such as Asia/Shanghai",
    ),
    "a time is none": site_break(
        "opens: 08:30",
        "opens: 8h30",
        "8h30",
        "hours[0].opens",
        "is 8h30",
        "a time such as 08:30",
    ),
    "hours end before they begin": site_break(
        "{opens: 08:30, closes: 12:00}",
        "{opens: 12:00, closes: 08:30}",
        "opens: 12:00",
        "hours[0]",
        "does not add up",
        "closes after opens",
    ),
    "hours overlap": site_break(
        "closes: 12:00",
        "closes: 14:00",
        "opens: 13:30",
        "hours[1].opens",
        "13:30 is before 14:00",
        "hours in order, none within another",
    ),
    "a weekday is none": site_break(
        "[1, 2, 3, 4, 5]",
        "[1, 2, 3, 4, 8]",
        "weekdays",
        "weekdays[4]",
        "is 8",
        "days from 1 (Monday) to 7",
    ),
    "an area is on no floor": site_break(
        "floor: 1, x: 0",
        "floor: 3, x: 0",
        "code: W1",
        "areas[W1].floor",
        "3 is not known",
        "a floor's no",
    ),
    "areas overlap": site_break(
        "width: 13",
        "width: 14",
        "code: P1",
        "areas[P1]",
        "overlaps the area W1",
        "areas beside each other",
    ),
    "a window is in no area": site_break(
        "  area: W1\n",
        "  area: W9\n",
        "area: W9",
        "windows[6].area",
        "W9 is not known",
        "the code of an area",
    ),
    "a window stands outside its area": site_break(
        "place: {x: 1, y: 1}",
        "place: {x: 31, y: 1}",
        "place: {x: 31",
        "windows[6].place",
        "lies outside the area W1",
        "a place within its area",
    ),
    "a window's number is too large": site_break(
        "no: 22",
        "no: 100",
        "no: 100",
        "windows[100].no",
        "is 100",
        "a number from 1 to 99",
    ),
    "a window speaks an unknown language": site_break(
        "languages: [zh, en]",
        "languages: [zh, fr]",
        "[zh, fr]",
        "windows[3].languages[1]",
        "is fr",
        "a list of zh and en",
    ),
    "a window serves what is unknown": site_break(
        "categories: [TZ]",
        "categories: [TX]",
        "[TX]",
        "windows[1].categories[0]",
        "TX is not known",
        "the code of a category",
    ),
    "an integrated window serves an instant category": site_break(
        "categories: [TZ]",
        "categories: [JS]",
        "[JS]",
        "windows[1].categories[0]",
        "JS is of kind instant",
        "a category of kind general or integrated, as the window is integrated",
    ),
    "an instant window serves an integrated category": site_break(
        "categories: [JS]",
        "categories: [JS, SS]",
        "[JS, SS]",
        "windows[16].categories[1]",
        "SS is of kind integrated",
        "a category of kind instant, as the window is instant",
    ),
    "a category has no window": site_break(
        "categories: [BC]",
        "categories: [CJ]",
        "windows:",
        "windows",
        "no window serves BC 办不成事反映",
        "a window for every category",
    ),
    "a kiosk's printer is unknown": site_break(
        "printer: printer-1",
        "printer: printer-9",
        "printer-9",
        "devices[kiosk-1].printer",
        "printer-9 is not known",
        "the id of a printer; did you mean printer-2?",
    ),
    "a kiosk has no printer": site_break(
        ", printer: printer-1",
        "",
        "id: kiosk-1",
        "devices[kiosk-1].printer",
        "is missing",
        "the id of the printer of this kiosk",
    ),
    "a printer names a printer": site_break(
        "kind: printer, area: E1, place: {x: 26, y: 9}",
        "kind: printer, area: E1, printer: printer-2",
        "id: printer-1",
        "devices[printer-1].printer",
        "is given for a printer",
        "a printer at kiosks only",
    ),
    "a kiosk stands nowhere": site_break(
        "kind: kiosk, area: E1",
        "kind: kiosk",
        "id: kiosk-1",
        "devices[kiosk-1].area",
        "is missing",
        "the area where it stands",
    ),
    "a panel is listed": site_break(
        "- {id: board-main, kind: board}",
        "- {id: board-main, kind: board}\n- {id: panel-77, kind: panel}",
        "panel-77",
        "devices[panel-77].kind",
        "is panel",
        "a device that no window has of itself",
    ),
    "an area's own board is listed": site_break(
        "id: board-main",
        "id: board-E1",
        "id: board-E1",
        "devices[board-E1].id",
        "board-E1 is an area's own board",
        "another id",
    ),
    "a scanner stands nowhere": site_break(
        "kind: scanner, kiosk: kiosk-1}",
        "kind: scanner}",
        "id: scanner-1",
        "devices[scanner-1]",
        "stands nowhere",
        "either the kiosk or the window that it stands at",
    ),
    "a scanner stands in two places": site_break(
        "kind: scanner, kiosk: kiosk-1}",
        "kind: scanner, kiosk: kiosk-1, window: 3}",
        "id: scanner-1",
        "devices[scanner-1]",
        "has a kiosk and a window",
        "either the kiosk or the window that it stands at",
    ),
    "a scanner's kiosk is unknown": site_break(
        "kiosk: kiosk-1}",
        "kiosk: kiosk-7}",
        "kiosk-7",
        "devices[scanner-1].kiosk",
        "kiosk-7 is not known",
        "the id of a kiosk; did you mean kiosk-2?",
    ),
    "a scanner's window is unknown": site_break(
        "kind: scanner, kiosk: kiosk-1}",
        "kind: scanner, window: 77}",
        "window: 77",
        "devices[scanner-1].window",
        "77 is not known",
        "a window's no",
    ),
    "a board stands at a window": site_break(
        "- {id: board-main, kind: board}",
        "- {id: board-main, kind: board, window: 3}",
        "window: 3",
        "devices[board-main].window",
        "is given for a board",
        "a window for scanners only",
    ),
    "a sounder has no zone": site_break(
        "- {id: board-main, kind: board}",
        "- {id: board-main, kind: board}\n- {id: sounder-1, kind: sounder}",
        "sounder-1",
        "devices[sounder-1].id",
        "sounder-1 is not known",
        "the code of an area, or main",
    ),
    "there is no gateway": site_break(
        "- {id: gateway-1, kind: gateway}\n",
        "",
        "devices:",
        "devices",
        "have no gateway",
        "a device of kind gateway",
    ),
    "a device's id is no word": site_break(
        "id: kiosk-1",
        "id: kiosk 1",
        "id: kiosk 1",
        "devices[kiosk 1].id",
        "is kiosk 1",
        "1 to 64 of A-Z, a-z, 0-9, _ and -",
    ),
    "arrivals do not sum": site_break(
        "closes: 08:30, share_pct: 3",
        "closes: 08:30, share_pct: 30",
        "arrivals: &day",
        "scenarios[ordinary].arrivals",
        "sum to 127",
        "100, give or take 1",
    ),
    "people come before the start": site_break(
        "starts_at: 10:10",
        "starts_at: 10:20",
        "opens: 10:10",
        "scenarios[monday_1010].arrivals[0].opens",
        "is before 10:20",
        "spans in order from starts_at",
    ),
    "numbers are taken while none are given": site_break(
        "{opens: 11:30, closes: 11:50, share_pct: 5}",
        "{opens: 11:30, closes: 12:10, share_pct: 5}",
        "closes: 12:10",
        "scenarios[monday_1010].arrivals[3]",
        "lies outside number_hours",
        "a span within them",
    ),
    "a category without matters has no share": site_break(
        "{CJ: 12, ZX: 7, BC: 0.8}",
        "{CJ: 12, ZX: 7}",
        "category_share_pct: &others",
        "scenarios[ordinary].category_share_pct.BC",
        "is missing",
        "a share, as it has no matters",
    ),
    "a factor is for nothing": site_break(
        "share_factor: {SS: 3",
        "share_factor: {CJ: 2.2",
        "share_factor: {CJ",
        "scenarios[monday_1010].share_factor.CJ",
        "is not known",
        "one of TZ, SS, BD, YB, GA, ZH, JS, JG, JH",
    ),
    "ratings leave out a level": site_break(
        "{5: 68, 4: 19, 3: 8, 2: 3, 1: 2}",
        "{5: 70, 4: 19, 3: 8, 2: 3}",
        "citizens: &people",
        "scenarios[ordinary].citizens",
        "does not add up",
        "rating_levels_pct for the levels 1 to 5, summing to 100",
    ),
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
def test_what_is_wrong_is_told_with_its_place(hall_files: HallFiles, broken: Break) -> None:
    """A mistake leads to a finding at its line and key, saying what to write."""
    hall_files.edit(broken.file, broken.old, broken.new)
    assert hall_files.told(broken) in hall_files.findings()


def test_a_single_mistake_is_a_single_finding(hall_files: HallFiles) -> None:
    """What follows from one mistake is not told again elsewhere."""
    hall_files.edit("hall.yaml", "  area: W1\n", "  area: W9\n")
    assert len(hall_files.findings()) == 1


def test_window_numbers_are_unique(hall_files: HallFiles) -> None:
    """A number given to two windows is told with the line of the first."""
    hall_files.edit("hall.yaml", "- no: 7\n", "- no: 6\n")
    (found,) = hall_files.findings()
    first = hall_files.line_of("hall.yaml", "- no: 6")
    assert found.problem == f"6 is used already at {hall_files.folder / 'hall.yaml'}:{first}"
    assert (found.key, found.expected) == ("windows[6].no", "each no once")


def test_everything_wrong_is_told_at_once(hall_files: HallFiles) -> None:
    """Mistakes in hours, windows, devices and scenarios come in one error, in the file's order."""
    hall_files.edit("hall.yaml", "closes: 12:00", "closes: noon")
    hall_files.edit("hall.yaml", "categories: [TZ]", "categories: [TX]")
    hall_files.edit("hall.yaml", "printer: printer-1", "printer: printer-9")
    hall_files.edit("hall.yaml", "share_factor: {SS: 3", "share_factor: {SS: -1")
    assert [found.key for found in hall_files.findings()] == [
        "hours[0].closes",
        "windows[1].categories[0]",
        "devices[kiosk-1].printer",
        "scenarios[monday_1010].share_factor.SS",
    ]


def test_an_hour_needs_no_quotes(hall_files: HallFiles) -> None:
    """13:30 is a time and `no` a key, with quotes or without."""
    hall_files.edit("hall.yaml", "opens: 13:30", 'opens: "13:30"')
    hall_files.edit("hall.yaml", "- no: 1\n", '- "no": "1"\n')
    _, site = hall_files.load()
    assert site.hours[1].opens.isoformat() == "13:30:00"
    assert site.windows[1].categories == ("TZ",)
