"""The window design adviser: which window should accept which matter, and why, by factor. Pure.

Theory of operation. Three factors are weighed, as the founding document names them: the matter's
domain, how closely its process is related to others, and how much of it there is. A matter of low
volume and low relatedness belongs to 其他综合事务; a matter done at once, in great numbers and on
nearly every day may keep a department's own window; every other belongs to the integrated category
of its domain, unless another is clearly closer. Proposals are proposals: a manager applies them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hall.catalogue.model import Catalogue, Category, Matter
from hall.catalogue.text import Text
from hall.core.hall import CategoryKind
from hall.errors import ConfigError
from hall.supervision.relatedness import Pair, Relatedness, to_category


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where low ends and high begins; shares are of all numbers taken for matters."""

    low_share: float = 0.004
    low_relatedness: float = 0.08
    high_share: float = 0.01
    high_frequency: float = 0.8
    """On which share of the days somebody came for it."""
    clearly_closer: float = 0.1
    """How much closer another category must be for a matter to be moved there."""

    def __post_init__(self) -> None:
        """Refuse limits that contradict each other."""
        if not 0 <= self.low_share < self.high_share <= 1:
            raise ConfigError(
                f"window design: low_share {self.low_share:g} and high_share {self.high_share:g}: "
                "expected 0 <= low_share < high_share <= 1"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the records say."""

    days: int
    numbers: Mapping[str, int]
    """Numbers taken for each matter."""
    active_days: Mapping[str, int]
    """On how many days somebody came for each matter."""
    together: Mapping[Pair, int] = field(default_factory=lambda: MappingProxyType({}))
    """Visits that were for both of two matters."""


class Factor(StrEnum):
    """What is weighed."""

    DOMAIN = "domain"
    RELATEDNESS = "relatedness"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one factor says of a matter."""

    factor: Factor
    said: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Where a matter belongs, with a reason for each factor."""

    matter: str
    name: Text
    now: str
    """The category that accepts it now."""
    proposed: str
    share: float
    relatedness: float
    """To the category it is closest to."""
    rule: Text
    """The rule that decided."""
    reasons: tuple[Reason, ...]

    @property
    def moves(self) -> bool:
        """Whether anything would change."""
        return self.now != self.proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """All that is known of one matter."""

    matter: Matter
    share: float
    frequency: float
    closeness: Mapping[str, Relatedness]
    """To each integrated category."""

    @property
    def closest(self) -> str:
        """The integrated category that it is closest to."""
        return max(self.closeness, key=lambda code: self.closeness[code].total)

    @property
    def relatedness(self) -> float:
        """To the closest category."""
        return self.closeness[self.closest].total


_GENERAL: Final = Text(
    "办件量少且关联度低，归入其他综合事务", "low volume and low relatedness: other matters"
)
_INSTANT: Final = Text(
    "办理量大、频度高且即办，可保留部门即办窗口",
    "high volume, nearly every day, done at once: may keep its department's window",
)
_DOMAIN: Final = Text("按领域归入综合受理窗口", "integrated window of its domain")
_CLOSER: Final = Text("与另一类事项关联更紧", "clearly closer to another category")
_TO_STUDY: Final = Text(
    "量不低但与各类关联度都低，暂留原处，建议另行研究",
    "not of low volume, yet related to nothing: stays for now, to be studied",
)
_NOT_LOW: Final = Text(
    "办件量或关联度不低，归入关联最紧的综合受理窗口",
    "not low in both volume and relatedness: the integrated category it is closest to",
)
_LEFT: Final = Text(
    "不符合部门即办窗口条件，归入关联最紧的综合受理窗口",
    "does not qualify for a department's window: the integrated category it is closest to",
)


def advise(
    catalogue: Catalogue, evidence: Evidence, limits: Limits | None = None
) -> tuple[Proposal, ...]:
    """A proposal for each matter, in the catalogue's order."""
    limits = limits or Limits()
    return tuple(
        _proposal(catalogue, _seen(catalogue, matter, evidence), limits)
        for matter in catalogue.matters.values()
    )


def _seen(catalogue: Catalogue, matter: Matter, evidence: Evidence) -> _Seen:
    total = sum(evidence.numbers.get(each, 0) for each in catalogue.matters)
    return _Seen(
        matter=matter,
        share=evidence.numbers.get(matter.id, 0) / total if total else 0.0,
        frequency=evidence.active_days.get(matter.id, 0) / evidence.days if evidence.days else 0.0,
        closeness={
            code: to_category(matter, code, catalogue, evidence.numbers, evidence.together)
            for code, category in catalogue.categories.items()
            if category.kind is CategoryKind.INTEGRATED
        },
    )


def _proposal(catalogue: Catalogue, seen: _Seen, limits: Limits) -> Proposal:
    category = catalogue.categories[seen.matter.category]
    proposed, rule = _placed(catalogue, seen, category, limits)
    return Proposal(
        matter=seen.matter.id,
        name=seen.matter.name,
        now=category.code,
        proposed=proposed,
        share=seen.share,
        relatedness=seen.relatedness,
        rule=rule,
        reasons=_reasons(catalogue, seen, category),
    )


def _placed(catalogue: Catalogue, seen: _Seen, now: Category, limits: Limits) -> tuple[str, Text]:
    general = _general(catalogue)
    unrelated = seen.relatedness < limits.low_relatedness
    if now.kind is CategoryKind.INSTANT and _may_keep_window(seen, limits):
        return now.code, _INSTANT
    if general and unrelated and seen.share < limits.low_share:
        return general, _GENERAL
    if now.kind is CategoryKind.INTEGRATED:
        return _by_domain(seen, now, limits)
    if unrelated:
        return now.code, _TO_STUDY
    return seen.closest, _LEFT if now.kind is CategoryKind.INSTANT else _NOT_LOW


def _by_domain(seen: _Seen, now: Category, limits: Limits) -> tuple[str, Text]:
    gain = seen.relatedness - seen.closeness[now.code].total
    if seen.closest != now.code and gain >= limits.clearly_closer:
        return seen.closest, _CLOSER
    return now.code, _DOMAIN


def _general(catalogue: Catalogue) -> str | None:
    return next(
        (code for code, each in catalogue.categories.items() if each.kind is CategoryKind.GENERAL),
        None,
    )


def _may_keep_window(seen: _Seen, limits: Limits) -> bool:
    """Whether all three conditions of a department's own window are met."""
    return (
        seen.matter.instant
        and seen.share >= limits.high_share
        and seen.frequency >= limits.high_frequency
    )


def _reasons(catalogue: Catalogue, seen: _Seen, category: Category) -> tuple[Reason, ...]:
    closest = catalogue.categories[seen.closest]
    near = seen.closeness[seen.closest]
    instant = Text("即办", "at once") if seen.matter.instant else Text("承诺", "promised")
    return (
        Reason(
            factor=Factor.DOMAIN,
            said=Text(f"现属{category.name.zh}", f"now in {category.name.en}"),
        ),
        Reason(factor=Factor.RELATEDNESS, said=_related(closest, near)),
        Reason(
            factor=Factor.VOLUME,
            said=Text(
                f"占取号量{seen.share:.2%}，{seen.frequency:.0%}的日子有人办，{instant.zh}",
                f"{seen.share:.2%} of numbers, on {seen.frequency:.0%} of days, {instant.en}",
            ),
        ),
    )


def _related(closest: Category, near: Relatedness) -> Text:
    if not near.total:
        return Text(
            "与各类综合窗口都没有关联：没有共用的材料、部门，也没有同办",
            "related to no category: no materials, departments or visits in common",
        )
    return Text(
        f"与{closest.name.zh}关联最紧：材料{near.materials:.0%}、部门{near.departments:.0%}、"
        f"同办{near.together:.0%}",
        f"closest to {closest.name.en}: materials {near.materials:.0%}, departments "
        f"{near.departments:.0%}, in one visit {near.together:.0%}",
    )
