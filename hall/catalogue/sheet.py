"""A matter of a draft as a page shows it: every part, and each finding in its place. Pure.

A draft may be anything but good, so it is read as plain values: what is missing is an empty part.
What must not live here: what a good catalogue is (see `check`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hall.catalogue.findings import Finding
from hall.catalogue.scope import ACT_NAMES
from hall.catalogue.text import Text
from hall.catalogue.whole import Plain

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a part."""

    text: Text
    notes: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a matter, such as its materials."""

    label: Text
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    """Those that are about the part itself and not about one of its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole matter."""

    id: str
    name: Text
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    """Those that have no part to stand at."""


Notes = Callable[[Mapping[str, Any], Plain, Plain], tuple[Text, ...]]
"""What is noted of an entry, from the entry, its matter and the catalogue."""

FORMS: Final[Mapping[str, Text]] = {
    "original": Text("原件", "original"),
    "copy": Text("复印件", "copy"),
    "electronic": Text("电子", "electronic"),
}
SOURCES: Final[Mapping[str, Text]] = {
    "applicant": Text("申请人自备", "brought by the applicant"),
    "issued_by_government": Text("政府部门核发", "issued by an authority"),
    "shared_data": Text("数据共享，不用带", "shared data, not brought"),
}
LEVELS: Final[Mapping[str, Text]] = {
    "province": Text("省级", "province"),
    "county": Text("县级", "county"),
    "township": Text("乡镇（街道）", "township"),
}
TOWNSHIPS: Final[Mapping[str, Text]] = {
    "none": Text("不下放", "not at townships"),
    "own": Text("乡镇自有", "townships' own"),
    "delegated": Text("受上级委托", "delegated to townships"),
}
CATEGORY_KINDS: Final[Mapping[str, Text]] = {
    "integrated": Text("综合", "integrated"),
    "general": Text("其他综合事务", "other matters"),
    "instant": Text("部门即办", "a department's own"),
    "pick_up": Text("统一出件", "pick-up"),
    "enquiry": Text("咨询", "enquiries"),
    "unresolved": Text("办不成事反映", "unresolved matters"),
}
COMPELLED: Final[Mapping[str, Text]] = {
    "fee_collection": Text("收缴费用", "collects a charge"),
    "special_law": Text("法律有特别规定", "a special law asks for it"),
}
_YES: Final[Mapping[str, Text]] = {"true": Text("是", "yes"), "false": Text("否", "no")}


def _of_material(material: Mapping[str, Any], matter: Plain, plain: Plain) -> tuple[Text, ...]:
    """Its form, source and issuer, the law that asks for it, and whether it may follow."""
    return (
        *_word(FORMS, material.get("form")),
        *_word(SOURCES, material.get("source")),
        *_word(_named(plain, "departments"), material.get("issuer")),
        *_basis(material.get("basis"), matter, plain),
        *((Text("可容缺", "may follow"),) if material.get("deferrable") == "true" else ()),
    )


def _basis(own: Any, matter: Plain, plain: Plain) -> tuple[Text, ...]:
    """The law that asks for a material; where it names none, that of the whole guide."""
    laws = _terms(plain, "laws")
    if own:
        return (text_of(own, laws),)
    law = text_of(_at(matter, ("guide", "basis")), laws)
    if not law.zh:
        return (Text("无法律依据", "no legal basis"),)
    return (Text(f"{law.zh}（本事项主要依据）", f"{law.en} (of the whole guide)"),)


def _of_sub_item(item: Mapping[str, Any], _matter: Plain, plain: Plain) -> tuple[Text, ...]:
    """Whose it is, what kind of act, when its turn comes, and why it may be listed."""
    departments = _named(plain, "departments")
    kinds = {str(act): name for act, name in ACT_NAMES.items()}
    code, stage = str(item.get("department", "")), item.get("stage")
    return (
        departments.get(code, Text(code, code)),
        *_word(kinds, item.get("kind")),
        Text(f"第{stage}步", f"stage {stage}"),
        *_exceptions(item, departments),
    )


def _exceptions(item: Mapping[str, Any], departments: Mapping[str, Text]) -> tuple[Text, ...]:
    """What lets an item be listed although the rules of scope would not."""
    reason = text_of(item.get("unlisted"), {})
    by = text_of(_at(item.get("performed_by"), ("name",)), {})
    (from_whom,) = _word(departments, item.get("entrusted_by")) or (Text("", ""),)
    return (
        *_word(COMPELLED, item.get("compelled")),
        *((Text(f"清单外：{reason.zh}", f"in no list: {reason.en}"),) if reason.zh else ()),
        *((Text(f"由{by.zh}承担", f"carried out by {by.en}"),) if by.zh else ()),
        *((Text(f"受{from_whom.zh}委托", f"entrusted by {from_whom.en}"),) if from_whom.zh else ()),
    )


def _nothing(_entry: Mapping[str, Any], _matter: Plain, _plain: Plain) -> tuple[Text, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """How a part is read: where it lies, which terms it may use, what is noted of each entry."""

    label: Text
    path: tuple[str, ...]
    terms: str = ""
    notes: Notes = _nothing
    optional: bool = False
    """Left out where nothing is said and nothing is wrong."""
    words: Mapping[str, Text] | None = None


_PARTS: Final = (
    _Shown(label=Text("名称", "Name"), path=("name",)),
    _Shown(label=Text("通俗名称", "Title"), path=("title",)),
    _Shown(label=Text("别名", "Aliases"), path=("aliases",)),
    _Shown(label=Text("类别", "Category"), path=("category",)),
    _Shown(label=Text("子项", "Sub-items"), path=("sub_items",), notes=_of_sub_item),
    _Shown(label=Text("申请主体", "Applicants"), path=("guide", "applicants"), terms="applicants"),
    _Shown(label=Text("办理条件", "Conditions"), path=("guide", "conditions")),
    _Shown(
        label=Text("申报材料", "Materials"),
        path=("guide", "materials"),
        terms="materials",
        notes=_of_material,
    ),
    _Shown(label=Text("办理流程", "Steps"), path=("guide", "steps"), terms="steps"),
    _Shown(
        label=Text("主要依据", "Legal basis"), path=("guide", "basis"), terms="laws", optional=True
    ),
    _Shown(label=Text("办理时限", "Time limit"), path=("guide", "time_limit")),
    _Shown(label=Text("收费", "Fees"), path=("fees",), terms="fees"),
    _Shown(label=Text("送达", "Delivery"), path=("delivery",), terms="delivery"),
    _Shown(label=Text("办理方式", "Mechanisms"), path=("mechanisms",), terms="mechanisms"),
    _Shown(label=Text("即办", "Done at once"), path=("instant",), words=_YES),
    _Shown(label=Text("可预约", "By appointment"), path=("appointment",), words=_YES),
    _Shown(label=Text("层级", "Level"), path=("level",), words=LEVELS),
    _Shown(
        label=Text("乡镇（街道）", "Townships"), path=("township",), words=TOWNSHIPS, optional=True
    ),
    _Shown(
        label=Text("要上门办理", "A visit is needed"),
        path=("visit_required",),
        words=_YES,
        optional=True,
    ),
    _Shown(
        label=Text("与大项分列的理由", "Why it stands alone"), path=("stands_alone",), optional=True
    ),
)


def sheet(plain: Plain, at: int, findings: Sequence[Finding]) -> Sheet:
    """The matter at a place of the draft, with its findings and those of the terms it uses."""
    matter = plain["matters"][at]
    own = [each for each in findings if each.path[:2] == ("matters", at)]
    every = [(each, _part(each, matter, plain, ("matters", at), findings)) for each in _PARTS]
    parts = tuple(
        part for shown, part in every if part.entries or part.findings or not shown.optional
    )
    placed = {id(found) for part in parts for found in _all_of(part)}
    return Sheet(
        id=str(matter.get("id", "")),
        name=text_of(matter.get("name"), {}),
        parts=parts,
        findings=tuple(each for each in own if id(each) not in placed),
    )


def _all_of(part: Part) -> Iterable[Finding]:
    yield from part.findings
    for entry in part.entries:
        yield from entry.findings


def _part(
    shown: _Shown, matter: Plain, plain: Plain, root: Path, findings: Sequence[Finding]
) -> Part:
    path = (*root, *shown.path)
    value = _at(matter, shown.path)
    terms = _terms(plain, shown.terms)
    if shown.path == ("category",):
        terms = {**_named(plain, "categories")}
    entries = [
        Entry(
            text=text_of(_named_by(each), terms),
            notes=shown.notes(each, matter, plain) if isinstance(each, dict) else (),
            findings=_findings_at(each, (*path, place), shown, findings),
        )
        for place, each in enumerate(value if isinstance(value, list) else [])
    ]
    if value is not None and not isinstance(value, list):
        entries = [Entry(text=_whole(value, shown, terms))]
    taken = {id(found) for entry in entries for found in entry.findings}
    within = (each for each in findings if each.path[: len(path)] == path)
    return Part(
        label=shown.label,
        entries=tuple(entries),
        findings=tuple(each for each in within if id(each) not in taken),
    )


def _named_by(value: Any) -> Any:
    """What an entry is called: its name, or all that it is."""
    return value.get("name") if isinstance(value, dict) and "name" in value else value


def _findings_at(
    value: Any, path: Path, shown: _Shown, findings: Sequence[Finding]
) -> tuple[Finding, ...]:
    """What is wrong with an entry, or with the term that it says."""
    named = _named_by(value)
    places: list[Path] = [path]
    if isinstance(named, str) and shown.terms:
        places.append(("terms", shown.terms, named))
    return tuple(each for each in findings if any(each.path[: len(p)] == p for p in places))


def _whole(value: Any, shown: _Shown, terms: Mapping[str, Any]) -> Text:
    """A part that is one value: a word, a text, lists of names, or limits in days."""
    if shown.words is not None:
        return shown.words.get(str(value), Text(str(value), str(value)))
    if isinstance(value, dict) and "statutory_working_days" in value:
        law, promised = value.get("statutory_working_days"), value.get("promised_working_days")
        return Text(
            f"法定{law}个工作日，承诺{promised}个工作日",
            f"{law} working days by law, {promised} promised",
        )
    return text_of(value, terms)


def text_of(value: Any, terms: Mapping[str, Any]) -> Text:
    """Whatever a draft says at a place, as a text in both languages."""
    if isinstance(value, str):
        term = terms.get(value)
        if isinstance(term, Text):
            return term
        return text_of(term, {}) if isinstance(term, dict) else Text(value, value)
    if isinstance(value, dict):
        return Text(_joined(value.get("zh"), "、"), _joined(value.get("en"), ", "))
    return Text("", "")


def _joined(value: Any, separator: str) -> str:
    return separator.join(map(str, value)) if isinstance(value, list) else str(value or "")


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _terms(plain: Plain, kind: str) -> Mapping[str, Any]:
    found = _at(plain, ("terms", kind)) if kind else None
    return found if isinstance(found, dict) else {}


def _named(plain: Plain, section: str) -> dict[str, Text]:
    """The names of a section's entries by their codes."""
    entries = plain.get(section)
    return {
        str(each.get("code")): text_of(each.get("name"), {})
        for each in (entries if isinstance(entries, list) else [])
        if isinstance(each, dict)
    }


def _word(words: Mapping[str, Text], value: Any) -> tuple[Text, ...]:
    return (words.get(str(value), Text(str(value), str(value))),) if value else ()
