"""Whose wait is asked for: everybody who waits, and a number taken now in every category."""

from collections.abc import Sequence
from dataclasses import dataclass

from hall.forecast.engine.state import Line
from hall.forecast.figures import Figures
from hall.forecast.present import Present, Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """One whose wait is asked for: a visit, or a category's next."""

    key: str
    line: Line
    ahead: int
    """In the category."""
    before: int
    """In the same line."""
    visit: bool = True

    @property
    def group(self) -> tuple[int, int]:
        """By what its band is calibrated: category and class."""
        return (self.line.category, self.line.visit_class)


def lines_of(figures: Figures) -> tuple[Line, ...]:
    """The line that somebody ordinary joins in each category."""
    return tuple(Line(category) for category in range(len(figures.categories)))


def asked_of(present: Present, figures: Figures) -> Sequence[Asked]:
    """Everybody in the order of the runs: visits by entry, then the next of each category."""
    ahead = [0] * len(figures.categories)
    before: dict[Line, int] = {}
    asked: list[Asked] = []
    for each in sorted(present.standing, key=_by_entry):
        asked.append(
            Asked(each.visit, each.line, ahead[each.line.category], before.get(each.line, 0))
        )
        ahead[each.line.category] += 1
        before[each.line] = before.get(each.line, 0) + 1
    for category, line in enumerate(lines_of(figures)):
        code = figures.categories[category]
        asked.append(Asked(code, line, ahead[category], before.get(line, 0), visit=False))
    return asked


def _by_entry(each: Standing) -> tuple[float, int]:
    return (each.entered_s, each.order)
