"""Findings that files' shapes give, in Chinese: their place, what is wrong, what is expected.

Findings of the policy say themselves in Chinese; these follow from patterns, since what a record
expects is written once, in English, beside its field. What must not live here: findings (see
`hall.catalogue`).
"""

import re
from collections.abc import Mapping
from typing import Final

_SECTIONS: Final = {
    "matters": "事项",
    "categories": "类别",
    "departments": "部门",
    "life_events": "大事",
    "terms": "用语",
    "lists": "清单",
    "shared": "政府已有的材料",
    "sub_items": "子项",
    "guide": "办事指南",
    "materials": "申报材料",
    "applicants": "申请主体",
    "conditions": "办理条件",
    "steps": "办理流程",
    "time_limit": "办理时限",
    "statutory_working_days": "法定时限",
    "promised_working_days": "承诺时限",
    "deferral_working_days": "容缺补正期限",
    "basis": "依据",
    "issuer": "核发部门",
    "name": "名称",
    "title": "通俗名称",
    "aliases": "别名",
    "category": "类别",
    "department": "部门",
    "kind": "性质",
    "stage": "第几步",
    "level": "层级",
    "township": "乡镇（街道）",
    "delivery": "送达",
    "fees": "收费",
    "laws": "法律依据",
    "mechanisms": "办理方式",
    "instant": "即办件",
    "appointment": "可预约",
    "visit_required": "要上门办理",
    "stands_alone": "与大项分列的理由",
    "service_minutes": "办理分钟",
    "volume_share_pct": "取号占比",
    "median": "中位数",
    "p90": "九成以内",
    "prefix": "号码字母",
    "form": "形式",
    "source": "来源",
    "power": "权力清单",
    "services": "公共服务事项目录",
    "audience": "谁的",
    "code": "编码",
    "id": "编码",
    "parts": "子项",
    "version": "版本号",
    "effective_from": "生效日期",
    "matter_files": "全部事项",
    "unlisted": "清单外的理由",
    "compelled": "须上门的理由",
    "performed_by": "实际承担单位",
    "entrusted_by": "委托部门",
    "held_in": "存于",
    "reason": "理由",
    "notice": "提示",
    "zh": "中文",
    "en": "英文",
}
_PROBLEMS: Final = (
    (r"is missing", "缺少内容"),
    (r"is empty", "为空"),
    (r"is too short", "内容太少"),
    (r"is a list", "不应是列表"),
    (r"does not add up", "前后不一致"),
    (r"is not a known key", "不是已知的项目"),
    (r"has no matters", "没有事项"),
    (r"is false", "为“否”"),
    (r"is given, but its matters say it", "不用填，由事项决定"),
    (r"(.*) is not known", "“{0}”不存在"),
    (r"(.*) is used already at .*", "“{0}”已被使用"),
    (r"(.*) sounds like (.*)", "{0}与{1}听起来相似"),
    (r"the volume_share_pct of all matters sum to (.*)", "各事项取号占比合计为{0}"),
    (r"is (.*)", "为“{0}”"),
)
_EXPECTED: Final = (
    (r"a whole number(?: of days)? from (\d+)", "不小于{0}的整数"),
    (r"a whole number", "整数"),
    (r"a number", "数字"),
    (r"a number of days, as a material is deferrable", "填天数，因为有材料可容缺"),
    (r"a share from 0 to 100", "0到100之间的数"),
    (r"100, give or take .*", "合计100"),
    (r"1 to (\d+) Chinese characters", "1到{0}个汉字"),
    (r"1 to (\d+) letters in English", "1到{0}个英文字符"),
    (r"1 to 64 of .*", "1到64位字母、数字、_或-"),
    (r"1 to 4", "1到4"),
    (r"a date such as (.*)", "日期，如{0}"),
    (r"a list.*", "列表"),
    (r"(?:one or more |a )?terms? of terms\.(\w+), or .*", "{0}的用语，或中英文"),
    (r"one or more \{zh, en\}", "一条以上，中英文"),
    (r"the code of a category with matters(.*)", "有事项的类别编码{0}"),
    (r"the code of a department(.*)", "部门编码{0}"),
    (r"the id of a matter(.*)", "事项编码{0}"),
    (r"an? (?:code|id|alias|prefix) (?:used once|of its own)", "不重复"),
    (r"no more than one of (.*)", "{0}中只用一个"),
    (r"minutes, more than 0", "大于0的分钟数"),
    (r"(?:minutes, not below the median|a p90 that is not below the median)", "不小于中位数"),
    (r"one letter A to Z other than E, I and O", "一个大写字母，E、I、O除外"),
    (r"(?:one|two) or more (?:everyday names|sub-items|ids of matters|materials).*", "不能为空"),
    (r"the text in Chinese", "中文"),
    (r"the text in English.*", "英文，不含汉字"),
    (r"a text", "文字"),
    (r"(?:true or false|a valid boolean)", "是或否"),
    (r"true, as (.*) is instant", "是，因为{0}是部门即办"),
    (r"the department whose it is", "写明是哪个部门的"),
    (r"\{median, p90\}, as .*", "办理分钟，因为这个类别没有事项"),
    (r"no service_minutes here", "不填"),
    (r"matters, as it is of kind .*", "至少一个事项"),
    (r"(.*), as in the official list", "与清单一致：{0}"),
    (r"the keys? .*", "内容完整"),
    (r"one of (.*)", "以下之一：{0}"),
    (r"(\w+(?:, \w+)* or \w+)", "以下之一：{0}"),
    (r"keys with values", "成对的项目和内容"),
    (r"matters, when they stand in this file", "事项"),
    (r"the items of .*", "清单的各项"),
    (r"a value", "内容"),
)
_NEAR: Final = re.compile(r"; did you mean (.*)\?")
_STEP: Final = re.compile(r"(\w+)(?:\[([^\]]*)\])?")


def place_in_chinese(key: str) -> str:
    """The way to a place, as a person would say it: 事项BD01·申报材料2·名称."""
    steps = [match.groups() for match in _STEP.finditer(key)]
    said = []
    for name, entry in steps:
        number = str(int(entry) + 1) if entry and entry.isdecimal() else entry or ""
        if name != "guide" or name == steps[-1][0]:
            said.append(f"{_SECTIONS.get(name, name)}{number}")
    return "·".join(said)


def problem_in_chinese(problem: str) -> str:
    """What is wrong; what has no pattern stays as it is."""
    return _by_pattern(problem, _PROBLEMS, {})


def expected_in_chinese(expected: str) -> str:
    """What was expected; what has no pattern stays as it is."""
    near = _NEAR.search(expected)
    hint = f"，是不是“{near[1]}”" if near else ""
    return _by_pattern(_NEAR.sub("", expected), _EXPECTED, _SECTIONS) + hint


def _by_pattern(text: str, patterns: tuple[tuple[str, str], ...], words: Mapping[str, str]) -> str:
    for pattern, said in patterns:
        match = re.fullmatch(pattern, text)
        if match:
            parts = [words.get(part, part) for part in match.groups("")]
            return said.format(*parts)
    return text
