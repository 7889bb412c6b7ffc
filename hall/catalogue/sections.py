"""What a catalogue has beside its matters, and what is said of each entry; a table.

What must not live here: forms (see `section_form`), what a good entry is (see `records`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from hall.catalogue.text import Text

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One thing that is said of each entry."""

    path: Path
    label: Text
    choices: str = ""
    """What it is chosen from; free text where empty."""
    default: str = ""
    """What is meant where an entry does not say it; it is not written down."""
    separator: str = ""
    """Between several values; one value where empty."""

    @property
    def name(self) -> str:
        """What its fields are called."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One kind of entries of a catalogue."""

    code: str
    label: Text
    path: Path
    columns: tuple[Column, ...]
    by_code: bool = False
    """Whether entries stand under their codes rather than in a list."""
    spoken: bool = False
    """Whether differences between versions tell its changes in words."""
    used_at: tuple[Path, ...] = ()
    """Where matters say the code of an entry; `*` is every entry of a list."""

    def entries(self, plain: Mapping[str, Any]) -> Any:
        """All entries, as the draft writes them; None where it has none."""
        found: Any = plain
        for step in self.path:
            found = found.get(step) if isinstance(found, Mapping) else None
        return found or None


_CODE: Final = Column(path=("code",), label=Text("编码", "Code"))
_ZH: Final = Text("中文名称", "Name in Chinese")
_EN: Final = Text("英文名称", "Name in English")
_NAMES: Final = (Column(path=("name", "zh"), label=_ZH), Column(path=("name", "en"), label=_EN))
_LISTED: Final = (
    Column(path=("name",), label=Text("清单上的名称", "Name in the list")),
    Column(path=("parts",), label=Text("子项，用；隔开", "Parts, with ；"), separator="；"),
)


def _terms(kind: str, zh: str, en: str, *used_at: Path) -> Section:
    """A kind of terms: what is said often, written once in both languages."""
    return Section(
        code=f"terms-{kind}",
        label=Text(f"用语：{zh}", f"Terms: {en}"),
        path=("terms", kind),
        columns=(
            _CODE,
            Column(path=("zh",), label=Text("中文", "Chinese")),
            Column(path=("en",), label=Text("英文", "English")),
        ),
        by_code=True,
        spoken=True,
        used_at=used_at,
    )


SECTIONS: Final[Mapping[str, Section]] = {
    section.code: section
    for section in (
        Section(
            code="departments",
            label=Text("部门", "Departments"),
            path=("departments",),
            spoken=True,
            used_at=(
                ("sub_items", "*", "department"),
                ("sub_items", "*", "entrusted_by"),
                ("guide", "materials", "*", "issuer"),
            ),
            columns=(
                _CODE,
                *_NAMES,
                Column(
                    path=("kind",),
                    label=Text("性质", "Kind"),
                    choices="owner",
                    default="department",
                ),
            ),
        ),
        Section(
            code="categories",
            label=Text("类别", "Categories"),
            path=("categories",),
            spoken=True,
            used_at=(("category",),),
            columns=(
                _CODE,
                *_NAMES,
                Column(path=("title", "zh"), label=Text("屏幕名称", "On screens")),
                Column(path=("title", "en"), label=Text("屏幕英文名称", "On screens, English")),
                Column(path=("kind",), label=Text("种类", "Kind"), choices="category"),
                Column(path=("prefix",), label=Text("号码字母", "Letter")),
                Column(
                    path=("department",),
                    label=Text("部门（即办）", "Department (its own)"),
                    choices="department",
                ),
                Column(
                    path=("service_minutes", "median"),
                    label=Text("办理分钟：中位数", "Minutes: median"),
                ),
                Column(
                    path=("service_minutes", "p90"),
                    label=Text("办理分钟：九成以内", "Minutes: P90"),
                ),
            ),
        ),
        Section(
            code="life-events",
            label=Text("人生与企业大事", "Turns of life"),
            path=("life_events",),
            spoken=True,
            columns=(
                _CODE,
                *_NAMES,
                Column(path=("audience",), label=Text("谁的", "Whose"), choices="audience"),
                Column(
                    path=("matters",),
                    label=Text("事项编码，空格隔开", "Codes of matters, with blanks"),
                    separator=" ",
                ),
            ),
        ),
        Section(
            code="power",
            label=Text("权力清单", "Power list"),
            path=("lists", "power"),
            columns=_LISTED,
        ),
        Section(
            code="services",
            label=Text("公共服务事项目录", "List of public services"),
            path=("lists", "services"),
            columns=_LISTED,
        ),
        Section(
            code="shared",
            label=Text("政府已有的材料", "What the government holds"),
            path=("shared",),
            columns=(
                Column(path=("name",), label=Text("材料", "Material")),
                Column(path=("held_in", "zh"), label=Text("存于", "Held in")),
                Column(path=("held_in", "en"), label=Text("存于（英文）", "Held in, English")),
            ),
        ),
        Section(
            code="left-out",
            label=Text("未设的综合类别", "Required categories left out"),
            path=("categories_left_out",),
            columns=(
                Column(path=("name",), label=Text("类别", "Category")),
                Column(path=("reason", "zh"), label=Text("理由", "Reason")),
                Column(path=("reason", "en"), label=Text("理由（英文）", "Reason, English")),
            ),
        ),
        _terms("applicants", "申请主体", "applicants", ("guide", "applicants", "*")),
        _terms("materials", "申报材料", "materials", ("guide", "materials", "*", "name")),
        _terms(
            "laws", "法律依据", "laws", ("guide", "basis"), ("guide", "materials", "*", "basis")
        ),
        _terms("steps", "办理流程", "steps", ("guide", "steps", "*")),
        _terms("fees", "收费", "fees", ("fees", "*")),
        _terms("delivery", "送达", "delivery", ("delivery", "*")),
        _terms("mechanisms", "办理方式", "mechanisms", ("mechanisms", "*")),
    )
}
