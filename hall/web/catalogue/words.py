"""What the catalogue's pages say, in both languages."""

from typing import Final

from hall.catalogue.findings import Finding
from hall.catalogue.text import Language, Text
from hall.web.catalogue.in_chinese import (
    expected_in_chinese,
    place_in_chinese,
    problem_in_chinese,
)
from hall.web.language import told

TABS: Final = (
    ("/catalogue", Text("事项", "Matters")),
    ("/catalogue/lists/departments", Text("部门、类别、用语", "Departments, categories, terms")),
    ("/catalogue/import", Text("导入", "Import")),
    ("/catalogue/compare", Text("与上级清单比对", "Compare with a list")),
    ("/catalogue/publish", Text("发布", "Publish")),
    ("/catalogue/versions", Text("历次版本、回头看", "Versions, looking back")),
)

WORDS: Final = {
    "title": Text("事项目录", "Catalogue of matters"),
    "search": Text("查找", "Find"),
    "search_hint": Text("名称、别名、编码", "name, alias, code"),
    "category": Text("类别", "Category"),
    "all": Text("全部", "All"),
    "only_findings": Text("只看有问题的", "Only with findings"),
    "show": Text("查看", "Show"),
    "code": Text("编码", "Code"),
    "name": Text("名称", "Name"),
    "situation": Text("情形", "Situation"),
    "departments": Text("部门", "Departments"),
    "limit": Text("承诺时限", "Promised"),
    "at_once": Text("即办", "at once"),
    "days": Text("个工作日", "working days"),
    "state": Text("状态", "State"),
    "good": Text("可发布", "good"),
    "findings": Text("处问题", "findings"),
    "no_findings": Text("没有问题，可以发布。", "No finding; it can be published."),
    "elsewhere": Text("目录整体的问题", "Findings beside the matters"),
    "added": Text("新增", "new"),
    "changed": Text("已改", "changed"),
    "dropped": Text("取消", "dropped"),
    "draft_by": Text("草稿由{by}改于{at}", "Draft changed by {by}, {at}"),
    "no_draft": Text("没有未发布的修改。", "Nothing is changed since the last publication."),
    "nothing": Text("没有符合条件的事项。", "No matter fits."),
    "new": Text("新增事项", "New matter"),
    "edit": Text("编辑", "Edit"),
    "remove": Text("取消这个事项", "Take this matter out"),
    "save": Text("保存到草稿", "Save to the draft"),
    "back": Text("返回", "Back"),
    "empty": Text("（空）", "(empty)"),
    "policy_row": Text("依据：文件要求第{row}条", "policy row {row}"),
    "published_as": Text("公布名称", "Published as"),
    "discard": Text("放弃草稿", "Give the draft up"),
    "export": Text("下载 YAML", "Download as YAML"),
    "file": Text("文件", "File"),
    "import_about": Text(
        "CSV 或 XLSX：一行一个事项，表里没有的列不变。YAML：整个目录。先预览，确认后才进草稿。",
        "CSV or XLSX: a row a matter, columns that are not there stay as they are. YAML: the whole "
        "catalogue. You see what would change before it goes into the draft.",
    ),
    "columns": Text("可用的列", "Columns"),
    "preview": Text("预览", "Preview"),
    "would_change": Text("将改动", "What would change"),
    "take": Text("放进草稿", "Put it into the draft"),
    "no_change": Text("没有任何改动。", "Nothing would change."),
    "again": Text("预览已过期，请重新上传。", "The preview is gone; upload it again."),
    "compare_about": Text(
        "上传省、市公布的事项清单（CSV 或 XLSX，含“名称”列），按名称比对。",
        "Upload a list from above (CSV or XLSX with a column 名称); it is compared by name.",
    ),
    "compare": Text("比对", "Compare"),
    "same": Text("名称一致", "Same name"),
    "renamed": Text("名称不一致", "Other name"),
    "here": Text("本级", "Here"),
    "above": Text("上级", "Above"),
    "only_here": Text("仅本级有", "Only here"),
    "only_above": Text("仅上级有", "Only above"),
    "version": Text("版本号", "Version"),
    "begins": Text("生效日期", "In force from"),
    "publish": Text("发布", "Publish"),
    "blocked": Text(
        "有问题未解决，不能发布。逐条改好后再来。",
        "There are findings; it cannot be published before they are put right.",
    ),
    "since": Text("与最近版本相比", "Since the last version"),
    "words_later": Text(
        "问题改好后这里逐句列出改动。", "What changed is told in words once all findings are gone."
    ),
    "done_later": Text("已发布，到生效日开门时启用。", "Published; taken up when its day opens."),
    "done_now": Text("已发布并启用。", "Published and in force."),
    "by": Text("发布人", "By"),
    "at": Text("发布时间", "At"),
    "hash": Text("校验值", "Hash"),
    "in_force": Text("现行", "in force"),
    "to_come": Text("待生效", "to come"),
    "past": Text("已过", "past"),
    "look_back": Text("回头看", "Look back"),
    "look_back_about": Text(
        "用今天的规则检查当时公布的内容。", "Today's rules, run over what was published then."
    ),
    "difference": Text("改动", "Changes"),
    "first": Text("这是第一个版本。", "This is the first version."),
    "day": Text("某日适用的版本", "Version of a day"),
    "lists": Text("公布清单", "Published lists"),
    "moved": Text(
        "别人刚改过草稿，这次没有保存。请看过最新内容再改。",
        "Somebody else has just changed the draft; nothing was saved. Look at it again first.",
    ),
    "taken": Text("这个版本号已发布过。", "A version of this name was published before."),
    "too_early": Text(
        "生效日期太早：那天已经有人取号。", "It begins too early: numbers of that day were given."
    ),
    "no_date": Text("请填版本号和生效日期。", "Give a version and a day."),
    "earliest": Text("最早", "earliest"),
    "used": Text("那天用的是", "That day was lived under"),
    "unused": Text("那天没有开门。", "The hall was not open on that day."),
    "cancelled_sure": Text(
        "从草稿中取消，发布后生效。", "Out of the draft; in force with the next version."
    ),
    "id_taken": Text("编码为空或已有事项使用。", "The code is empty or used already."),
    "saved": Text("已保存到草稿。", "Saved to the draft."),
    "per_line": Text("一行一条：中文 | English", "one a line: 中文 | English"),
    "materials": Text("申报材料", "Materials"),
    "sub_items": Text("子项", "Sub-items"),
    "form": Text("形式", "Form"),
    "source": Text("来源", "Source"),
    "basis": Text("依据", "Legal basis"),
    "issuer": Text("核发部门", "Issuer"),
    "deferrable": Text("可容缺", "May follow"),
    "department": Text("部门", "Department"),
    "kind": Text("性质", "Kind"),
    "stage": Text("第几步", "Stage"),
    "compelled": Text("须上门的理由（依职权）", "Why one must come (ex officio)"),
    "unlisted": Text("清单外的理由", "Why it is listed though in no list"),
    "entrusted_by": Text("委托部门", "Entrusted by"),
    "performed_by": Text("实际承担单位", "Carried out by"),
    "which_list": Text("内容", "What"),
    "used_by": Text("用于事项", "Matters"),
    "drop": Text("删除", "Delete"),
    "lists_about": Text(
        "名称改了，用到它的事项一起改；编码定了不再改。空行用来新增，保存后再有新的空行。",
        "Where a name changes, every matter that uses it changes with it; a code stays. Empty rows "
        "are for new entries, and saving gives more of them.",
    ),
}

FIELDS: Final = {
    "id": Text("编码", "Code"),
    "name_zh": Text("名称", "Name"),
    "name_en": Text("英文名称", "English name"),
    "title_zh": Text("通俗名称（不超过10字）", "Title in Chinese"),
    "title_en": Text("英文通俗名称", "Title in English"),
    "category": Text("类别", "Category"),
    "level": Text("层级", "Level"),
    "township": Text("乡镇（街道）", "Townships"),
    "statutory": Text("法定时限（工作日）", "Limit by law (working days)"),
    "promised": Text("承诺时限（工作日，0为即办）", "Promised (working days, 0 at once)"),
    "deferral": Text("容缺补正期限（工作日）", "Days for what may follow"),
    "basis": Text("主要依据", "Main legal basis"),
    "stands_alone": Text("与大项分列的理由", "Why it stands beside its whole"),
    "median": Text("办理分钟：中位数", "Service minutes: median"),
    "p90": Text("办理分钟：九成以内", "Service minutes: P90"),
    "share": Text("取号占比（%）", "Share of numbers (%)"),
    "aliases_zh": Text("别名", "Aliases"),
    "aliases_en": Text("英文别名", "English aliases"),
    "applicants": Text("申请主体", "Applicants"),
    "conditions": Text("办理条件", "Conditions"),
    "steps": Text("办理流程", "Steps"),
    "fees": Text("收费", "Fees"),
    "delivery": Text("送达", "Delivery"),
    "mechanisms": Text("办理方式", "Mechanisms"),
    "instant": Text("即办件", "Done at once"),
    "appointment": Text("可预约", "By appointment"),
    "visit_required": Text("要上门办理", "A visit is needed"),
    "village_point": Text("村（社区）代办", "At village points"),
}

AUDIENCES: Final = {"person": Text("个人", "a person"), "business": Text("企业", "a business")}


def said_of(finding: Finding, language: Language) -> str:
    """A finding as a sentence: what is wrong, and what is expected."""
    if language == "en":
        return f"{finding.problem}; expected {finding.expected}"
    if finding.zh:
        return finding.zh
    problem, expected = problem_in_chinese(finding.problem), expected_in_chinese(finding.expected)
    return f"{problem}（应为：{expected}）"


def place_of(finding: Finding, language: Language) -> str:
    """Where a finding is: the file's own words in English, a person's in Chinese."""
    return finding.key if language == "en" else place_in_chinese(finding.key)


def words_in(language: Language) -> dict[str, str]:
    """All words of the pages in one language."""
    return {name: told(text, language) for name, text in WORDS.items()}
