"""Long lists, a sheet at a time; pure."""

from collections.abc import Sequence

from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.texts import words


def sheet_of(known: Known, rows: Sequence[Shown], per_sheet: int) -> Shown:
    """One sheet of a list, with what turns it."""
    t = words(known.flow.language)
    sheets = max(1, -(-len(rows) // per_sheet))
    sheet = min(known.flow.sheet, sheets - 1)
    return {
        "most": per_sheet,
        "rows": list(rows[sheet * per_sheet : (sheet + 1) * per_sheet]),
        "turns": {
            "on": t("下一页") if sheets > 1 else "",
            "may_on": sheet + 1 < sheets,
            "before": t("上一页") if sheets > 1 else "",
            "may_before": sheet > 0,
            "place": f"{sheet + 1} / {sheets}" if sheets > 1 else "",
            "widest": f"{sheets} / {sheets}",
        },
        "back": t("返回"),
        "home": t("首页"),
    }
