"""How values are written for people, in both languages. Pure."""

from hall.catalogue.text import Text
from hall.supervision.measures import MEASURE, Unit

_MINUTE_S, _HOUR_S = 60, 3600


def written(code: str, value: float | None) -> Text:
    """A measure's value as people read it; nothing is a dash."""
    return Text("–", "–") if value is None else in_unit(MEASURE[code].unit, value)


def in_unit(unit: Unit, value: float) -> Text:
    """A value of a unit as people read it."""
    if unit is Unit.SECONDS:
        return duration(value)
    if unit is Unit.SHARE:
        return Text(f"{value:.1%}", f"{value:.1%}")
    if unit is Unit.LEVEL:
        return Text(f"{value:.2f}", f"{value:.2f}")
    return Text(f"{value:,.0f}", f"{value:,.0f}")


def duration(seconds: float) -> Text:
    """Seconds below a minute, minutes and seconds below an hour, then hours and minutes."""
    whole = round(seconds)
    if whole < _MINUTE_S:
        return Text(f"{whole}秒", f"{whole} s")
    if whole < _HOUR_S:
        minutes, rest = divmod(whole, _MINUTE_S)
        return Text(f"{minutes}分{rest:02}秒", f"{minutes} min {rest:02} s")
    hours, minutes = divmod(whole // _MINUTE_S, 60)
    return Text(f"{hours}小时{minutes:02}分", f"{hours} h {minutes:02} min")
