"""Sentences about queues, ranges and ways; pure."""

from hall.bus.messages import CategoryQueue, Language, WaitRange
from kiosk.known import Known
from kiosk.texts import pick, words


def ahead(count: int, language: Language) -> str:
    """How many people stand before."""
    t = words(language)
    if count == 0:
        return t("前面没有人")
    text = t("前面还有1位") if count == 1 else t("前面还有{count}位")
    return text.format(count=count)


def wait_range(wait: WaitRange | None, language: Language) -> str:
    """How long it will take, as a range; empty when the hall does not say."""
    t = words(language)
    if wait is None:
        return ""
    if wait.high_min <= 1:
        return t("很快轮到您")
    if wait.low_min == 0:
        return t("{high}分钟以内").format(high=wait.high_min)
    if wait.low_min == wait.high_min:
        return t("约等{high}分钟").format(high=wait.high_min)
    return t("约等{low}–{high}分钟").format(low=wait.low_min, high=wait.high_min)


def sentence(count: int, wait: WaitRange | None, language: Language) -> str:
    """People ahead, and the range when there is one, as one sentence."""
    parts = [ahead(count, language), wait_range(wait, language)]
    t = words(language)
    return t("，").join(part for part in parts if part) + t("。")


def area_name(known: Known, code: str) -> str:
    """An area's name, or its code while the hall's plan is not known."""
    area = known.area(code)
    return pick(area.name, known.flow.language) if area else code


def way(known: Known, code: str) -> str:
    """Which way to an area from this kiosk; empty on its own floor or when it is not known."""
    area, floor = known.area(code), known.own_floor()
    if area is None or floor is None or area.floor == floor:
        return ""
    t = words(known.flow.language)
    text = t("请上{floor}楼") if area.floor > floor else t("请下到{floor}楼")
    return text.format(floor=area.floor)


def queue_line(queue: CategoryQueue | None, language: Language) -> str:
    """How a queue stands, in a few words."""
    t = words(language)
    if queue is None:
        return t("暂时看不到等候情况")
    if not queue.accepting:
        return t("现在不取号")
    return t("{count}位在等").format(count=queue.waiting)
