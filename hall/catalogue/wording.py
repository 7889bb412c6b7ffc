"""Words that a guide may not use, and proofs that nobody should be asked for.

Fuzzy phrases and catch-alls send people back and forth; they are banned from conditions, materials
and steps. Official names are exempt, as some contain 等. What must not live here: any other
judgement of a text.
"""

import re
from typing import Final

_BANNED = (
    r"等(?:相关|有关|其他)?(?:申报|申请)?(?:材料|资料|证件|证明|文件|手续)",
    r"法律、?法规(?:、规章)?(?:、规范性文件)?规定的其[他它](?:材料|条件|情形)?",
    r"其[他它](?:相关|有关|必要|所需|需要提供的)?(?:材料|资料|证明|文件|条件)",
    r"(?:视情况|根据(?:需要|实际情况|具体情况))(?:提供|提交)",
    r"(?:审批|主管)(?:机关|部门)(?:认为|要求)(?:需要|应当|必须)?提供的",
    r"有关(?:材料|证明|文件|部门要求)",
    r"(?:相应|必要)的?(?:材料|证明|文件)",
    r"XXX|×××|某某",
)
_FUZZY = re.compile("|".join(_BANNED))

_ODD_PROOFS = (
    "亲属关系", "亲子关系", "同一人", "居民身份信息", "户口登记项目内容变更申请", "居民养犬",
    "无犯罪记录", "现实表现", "人员失踪", "婚姻状况", "未婚", "单身", "健在", "生存", "疾病状况",
    "残疾状况", "婚育状况", "居民就业状况", "居民个人档案", "居民财产", "遗产继承权",
    "市场主体住所", "证件遗失",
)  # fmt: skip
"""Proofs that village and neighbourhood committees may not issue (民发〔2020〕20号, first list),
and their everyday names; a declaration by the citizen or a look into shared data replaces each."""
_ODD = re.compile("(?:" + "|".join(_ODD_PROOFS) + ")(?:证明|证明信|证明书)")
_COPY: Final = re.compile(r"(?:原件|复印件|扫描件|原件及复印件|（[^）]*）)$")


def fuzzy_phrase(text: str) -> str | None:
    """The first fuzzy phrase in a Chinese text, or None."""
    return _first(_FUZZY, text)


def odd_proof(material: str) -> str | None:
    """The odd proof (奇葩证明) that a material's Chinese name asks for, or None."""
    return _first(_ODD, material)


def document_named(material: str) -> str:
    """A material's Chinese name without the words for its copies."""
    return _COPY.sub("", material.strip())


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.group() if found else None
