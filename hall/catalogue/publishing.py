"""Under which names a matter is published, in which list, and by whom; pure.

Departments that share a matter publish the same matter, each naming its own part:
事项名称（本部门子项）. Townships publish what they decide themselves apart from what is delegated
to them. What must not live here: what may be published at all (see `check_scope`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hall.catalogue.model import Catalogue, Department, Matter, Township
from hall.catalogue.text import Text


class PublishedList(StrEnum):
    """The lists that are published apart."""

    DEPARTMENTS = "departments"
    """What the departments of this level list."""
    TOWNSHIP_OWN = "township_own"
    """What townships decide themselves."""
    TOWNSHIP_DELEGATED = "township_delegated"
    """What townships accept for a department above them."""


LIST_NAMES = {
    PublishedList.DEPARTMENTS: Text("部门事项", "Departments"),
    PublishedList.TOWNSHIP_OWN: Text("乡镇（街道）自有事项", "Townships: their own"),
    PublishedList.TOWNSHIP_DELEGATED: Text(
        "乡镇（街道）受委托事项", "Townships: delegated to them"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One line of a published list."""

    matter: str
    department: Department
    name: Text
    parts: tuple[Text, ...]
    """The sub-items that this department decides."""


def published(matter: Matter) -> tuple[Published, ...]:
    """A matter as each of its departments publishes it, first to act first."""
    return tuple(_published(matter, department) for department in matter.departments)


def _published(matter: Matter, department: Department) -> Published:
    parts = tuple(item.name for item in matter.sub_items if item.department == department)
    return Published(
        matter=matter.id,
        department=department,
        name=_name(matter, parts),
        parts=parts,
    )


def _name(matter: Matter, parts: tuple[Text, ...]) -> Text:
    """The matter's own name; when departments share it, with the part of this one."""
    if len(matter.departments) == 1 or all(part.zh == matter.name.zh for part in parts):
        return matter.name
    return Text(
        f"{matter.name.zh}（{'、'.join(part.zh for part in parts)}）",
        f"{matter.name.en} ({', '.join(part.en for part in parts)})",
    )


def published_list(catalogue: Catalogue, which: PublishedList) -> tuple[Published, ...]:
    """One whole list, in the order of the catalogue; there are no batches."""
    return tuple(
        line
        for matter in catalogue.matters.values()
        if which in lists_of(matter)
        for line in published(matter)
    )


def lists_of(matter: Matter) -> Iterator[PublishedList]:
    """The lists that a matter is in."""
    if matter.township is not Township.OWN:
        yield PublishedList.DEPARTMENTS
    if matter.township is Township.OWN:
        yield PublishedList.TOWNSHIP_OWN
    if matter.township is Township.DELEGATED:
        yield PublishedList.TOWNSHIP_DELEGATED
