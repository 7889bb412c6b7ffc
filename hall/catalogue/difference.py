"""What changed between two versions of a catalogue, in words. Pure.

What must not live here: the versions themselves (see the storage).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hall.catalogue.model import Catalogue, Matter, Township
from hall.catalogue.scope import ACT_NAMES
from hall.catalogue.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is different, of one matter."""

    matter: str
    name: Text
    said: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aspect:
    """One thing that is compared, as a list of texts."""

    name: Text
    of: Callable[[Matter], Sequence[Text]]


_TOWNSHIPS: Final[Mapping[Township, Text]] = {
    Township.NONE: Text("不下放", "not at townships"),
    Township.OWN: Text("自有", "townships' own"),
    Township.DELEGATED: Text("受委托", "delegated to townships"),
}


def _days(count: int) -> Text:
    return Text(f"{count}个工作日", f"{count} working days") if count else Text("即办", "at once")


def _yes(value: bool, zh: str, en: str) -> list[Text]:
    return [Text(zh, en)] if value else []


_ASPECTS: Final = (
    _Aspect(name=Text("名称", "name"), of=lambda m: [m.name]),
    _Aspect(name=Text("通俗名称", "title"), of=lambda m: [m.title]),
    _Aspect(name=Text("类别", "category"), of=lambda m: [Text(m.category, m.category)]),
    _Aspect(
        name=Text("子项", "sub-items"),
        of=lambda m: [
            Text(
                f"{item.name.zh}（{item.department.name.zh}，{ACT_NAMES[item.kind].zh}，"
                f"第{item.stage}步）",
                f"{item.name.en} ({item.department.name.en}, {ACT_NAMES[item.kind].en}, "
                f"stage {item.stage})",
            )
            for item in m.sub_items
        ],
    ),
    _Aspect(name=Text("申请主体", "applicants"), of=lambda m: m.guide.applicants),
    _Aspect(name=Text("办理条件", "conditions"), of=lambda m: m.guide.conditions),
    _Aspect(
        name=Text("申报材料", "materials"),
        of=lambda m: [material.name for material in m.guide.materials],
    ),
    _Aspect(name=Text("办理流程", "steps"), of=lambda m: m.guide.steps),
    _Aspect(
        name=Text("法定时限", "limit by law"),
        of=lambda m: [_days(m.guide.time_limit.statutory_working_days)],
    ),
    _Aspect(
        name=Text("承诺时限", "promised limit"),
        of=lambda m: [_days(m.guide.time_limit.promised_working_days)],
    ),
    _Aspect(name=Text("收费", "fees"), of=lambda m: m.fees),
    _Aspect(name=Text("送达", "delivery"), of=lambda m: m.delivery),
    _Aspect(name=Text("办理方式", "mechanisms"), of=lambda m: m.mechanisms),
    _Aspect(name=Text("即办", "at once"), of=lambda m: _yes(m.instant, "即办", "at once")),
    _Aspect(
        name=Text("预约", "appointment"),
        of=lambda m: _yes(m.appointment, "可预约", "by appointment"),
    ),
    _Aspect(name=Text("乡镇（街道）", "townships"), of=lambda m: [_TOWNSHIPS[m.township]]),
)


def difference(before: Catalogue, after: Catalogue) -> tuple[Change, ...]:
    """Everything that changed for citizens, in the order of the newer catalogue."""
    return (*_added_or_changed(before, after), *_taken_out(before, after))


def _added_or_changed(before: Catalogue, after: Catalogue) -> Iterator[Change]:
    for matter in after.matters.values():
        old = before.matters.get(matter.id)
        if old is None:
            yield _change(matter, Text("新增事项", "a new matter"))
            continue
        for aspect in _ASPECTS:
            said = _said(aspect, old, matter)
            if said is not None:
                yield _change(matter, said)


def _taken_out(before: Catalogue, after: Catalogue) -> Iterator[Change]:
    for matter in before.matters.values():
        if matter.id not in after.matters:
            yield _change(matter, Text("取消事项", "no longer listed"))


def _change(matter: Matter, said: Text) -> Change:
    return Change(matter=matter.id, name=matter.name, said=said)


def _said(aspect: _Aspect, old: Matter, new: Matter) -> Text | None:
    """One value became another; of lists, what was added, taken out, or put in another order."""
    was, now = tuple(aspect.of(old)), tuple(aspect.of(new))
    if was == now:
        return None
    name = aspect.name
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
