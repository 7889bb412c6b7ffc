"""What changed between two versions of a catalogue, in words. Pure.

What is compared of a matter, a material, a category or a department stands in tables. Others are
named as the newer catalogue names them, so that a new name of a department is one change and not
one of each of its matters. What must not live here: the versions themselves (see the storage).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hall.catalogue.model import Catalogue, Department, Material, Matter, SubItem, Township
from hall.catalogue.scope import ACT_NAMES, OWNER_NAMES
from hall.catalogue.sheet import CATEGORY_KINDS, FORMS, LEVELS, SOURCES
from hall.catalogue.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is different, of one matter, category, department or turn of life."""

    code: str
    name: Text
    said: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aspect:
    """One thing that is compared, as a list of texts in the words of the newer catalogue."""

    name: Text
    of: Callable[[Any, Catalogue], Sequence[Text]]


_TOWNSHIPS: Final[Mapping[Township, Text]] = {
    Township.NONE: Text("不下放", "not at townships"),
    Township.OWN: Text("自有", "townships' own"),
    Township.DELEGATED: Text("受委托", "delegated to townships"),
}
_YES_NO: Final = {True: Text("是", "yes"), False: Text("否", "no")}


def _days(count: int) -> Text:
    if not count:
        return Text("即办", "at once")
    return Text(f"{count}个工作日", "1 working day" if count == 1 else f"{count} working days")


def _figure(value: float) -> Text:
    return Text(f"{value:g}", f"{value:g}")


def _word(value: str) -> Text:
    return Text(value, value)


def _department(department: Department, after: Catalogue) -> Text:
    return after.departments.get(department.code, department).name


def _if_any(department: Department | None, after: Catalogue) -> list[Text]:
    return [_department(department, after)] if department else []


def _item(item: SubItem, after: Catalogue) -> Text:
    whose, kind = _department(item.department, after), ACT_NAMES[item.kind]
    return Text(
        f"{item.name.zh}（{whose.zh}，{kind.zh}，第{item.stage}步）",
        f"{item.name.en} ({whose.en}, {kind.en}, stage {item.stage})",
    )


def _category(matter: Matter, after: Catalogue) -> Text:
    known = after.categories.get(matter.category)
    return known.name if known else _word(matter.category)


def _aspect(zh: str, en: str, of: Callable[[Any, Catalogue], Sequence[Text]]) -> _Aspect:
    return _Aspect(name=Text(zh, en), of=of)


_OF_MATTER: Final = (
    _aspect("名称", "name", lambda m, _: [m.name]),
    _aspect("通俗名称", "title", lambda m, _: [m.title]),
    _aspect("别名", "aliases", lambda m, _: [*map(_word, (*m.aliases.zh, *m.aliases.en))]),
    _aspect("类别", "category", lambda m, after: [_category(m, after)]),
    _aspect("层级", "level", lambda m, _: [LEVELS[m.level]]),
    _aspect("子项", "sub-items", lambda m, after: [_item(each, after) for each in m.sub_items]),
    _aspect("申请主体", "applicants", lambda m, _: m.guide.applicants),
    _aspect("办理条件", "conditions", lambda m, _: m.guide.conditions),
    _aspect("申报材料", "materials", lambda m, _: [each.name for each in m.guide.materials]),
    _aspect("办理流程", "steps", lambda m, _: m.guide.steps),
    _aspect(
        "法定时限",
        "limit by law",
        lambda m, _: [_days(m.guide.time_limit.statutory_working_days)],
    ),
    _aspect(
        "承诺时限",
        "promised limit",
        lambda m, _: [_days(m.guide.time_limit.promised_working_days)],
    ),
    _aspect(
        "容缺补正期限", "days for what may follow", lambda m, _: [_figure(m.deferral_working_days)]
    ),
    _aspect("收费", "fees", lambda m, _: m.fees),
    _aspect("送达", "delivery", lambda m, _: m.delivery),
    _aspect("办理方式", "mechanisms", lambda m, _: m.mechanisms),
    _aspect("即办", "at once", lambda m, _: [_YES_NO[m.instant]]),
    _aspect("可预约", "by appointment", lambda m, _: [_YES_NO[m.appointment]]),
    _aspect("乡镇（街道）", "townships", lambda m, _: [_TOWNSHIPS[m.township]]),
    _aspect("村（社区）代办", "at village points", lambda m, _: [_YES_NO[m.village_point]]),
    _aspect("办理分钟中位数", "median minutes", lambda m, _: [_figure(m.service.median)]),
    _aspect("办理分钟九成以内", "minutes P90", lambda m, _: [_figure(m.service.p90)]),
    _aspect("取号占比（%）", "share of numbers (%)", lambda m, _: [_figure(m.volume_share_pct)]),
)
_OF_MATERIAL: Final = (
    _aspect("形式", "form", lambda m, _: [FORMS[m.form]]),
    _aspect("来源", "source", lambda m, _: [SOURCES[m.source]]),
    _aspect("依据", "legal basis", lambda m, _: [m.basis]),
    _aspect("核发部门", "issuer", lambda m, after: _if_any(m.issuer, after)),
    _aspect("可容缺", "may follow", lambda m, _: [_YES_NO[m.deferrable]]),
)
_OF_CATEGORY: Final = (
    _aspect("名称", "name", lambda c, _: [c.name]),
    _aspect("屏幕名称", "name on screens", lambda c, _: [c.title]),
    _aspect("种类", "kind", lambda c, _: [CATEGORY_KINDS[c.kind]]),
    _aspect("号码字母", "letter", lambda c, _: [_word(c.prefix)]),
    _aspect("部门", "department", lambda c, after: _if_any(c.department, after)),
)
_OF_DEPARTMENT: Final = (
    _aspect("名称", "name", lambda d, _: [d.name]),
    _aspect("性质", "kind", lambda d, _: [OWNER_NAMES[d.kind]]),
)
_OF_LIFE_EVENT: Final = (
    _aspect("名称", "name", lambda e, _: [e.name]),
    _aspect("事项", "matters", lambda e, _: [*map(_word, e.matters)]),
)


def difference(before: Catalogue, after: Catalogue) -> tuple[Change, ...]:
    """Everything that changed, matters first, in the order of the newer catalogue."""
    kinds = (
        (Text("事项", "matter"), before.matters, after.matters, _said_of_matter),
        (Text("类别", "category"), before.categories, after.categories, _by(_OF_CATEGORY)),
        (Text("部门", "department"), before.departments, after.departments, _by(_OF_DEPARTMENT)),
        (Text("大事", "turn of life"), before.life_events, after.life_events, _by(_OF_LIFE_EVENT)),
    )
    return tuple(
        change
        for kind, was, now, said in kinds
        for change in (*_of_those_there(kind, was, now, said, after), *_gone(kind, was, now))
    )


Entries = Mapping[str, Any]
Saying = Callable[[Any, Any, Catalogue], Iterator[Text]]


def _of_those_there(
    kind: Text, was: Entries, now: Entries, said: Saying, newer: Catalogue
) -> Iterator[Change]:
    """What is new, and what became of each that was there before."""
    for code, entry in now.items():
        new = [Text(f"新增{kind.zh}", f"a new {kind.en}")]
        for each in said(was[code], entry, newer) if code in was else new:
            yield Change(code=code, name=entry.name, said=each)


def _gone(kind: Text, was: Entries, now: Entries) -> Iterator[Change]:
    for code, entry in was.items():
        if code not in now:
            said = Text(f"取消{kind.zh}", f"{kind.en} no longer listed")
            yield Change(code=code, name=entry.name, said=said)


def _by(aspects: Sequence[_Aspect]) -> Saying:
    """Says what is different aspect by aspect."""

    def said(old: Any, new: Any, newer: Catalogue) -> Iterator[Text]:
        for aspect in aspects:
            text = _said(aspect.name, aspect.of(old, newer), aspect.of(new, newer))
            if text is not None:
                yield text

    return said


def _said_of_matter(old: Matter, new: Matter, newer: Catalogue) -> Iterator[Text]:
    """A matter itself, then each material that it had before."""
    yield from _by(_OF_MATTER)(old, new, newer)
    was: Mapping[str, Material] = {each.name.zh: each for each in old.guide.materials}
    for material in new.guide.materials:
        former = was.get(material.name.zh)
        for each in _by(_OF_MATERIAL)(former, material, newer) if former else ():
            yield Text(f"材料“{material.name.zh}”的{each.zh}", f"{material.name.en}: {each.en}")


def _said(name: Text, old: Sequence[Text], new: Sequence[Text]) -> Text | None:
    """One value became another; of lists, what was added, taken out, or put in another order."""
    was, now = tuple(old), tuple(new)
    if was == now:
        return None
    if len(was) == len(now) == 1:
        return Text(
            f"{name.zh}由“{was[0].zh}”改为“{now[0].zh}”",
            f"{name.en}: from {was[0].en} to {now[0].en}",
        )
    added = [each for each in now if each not in was]
    gone = [each for each in was if each not in now]
    if not added and not gone:
        return Text(f"{name.zh}调整了顺序", f"{name.en}: in another order")
    parts = [*_listed("增加", "added", added), *_listed("取消", "dropped", gone)]
    return Text(
        f"{name.zh}：" + "；".join(part.zh for part in parts),
        f"{name.en}: " + "; ".join(part.en for part in parts),
    )


def _listed(zh: str, en: str, texts: Sequence[Text]) -> Iterator[Text]:
    if texts:
        yield Text(
            f"{zh}{'、'.join(f'“{text.zh}”' for text in texts)}",
            f"{en} {', '.join(text.en for text in texts)}",
        )
