"""Words that a guide may not use: fuzzy phrases and catch-alls that send people back and forth.

They are banned from conditions, materials and steps; official names are exempt, as some contain 等.
What must not live here: any other judgement of a text.
"""

import re

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


def fuzzy_phrase(text: str) -> str | None:
    """The first fuzzy phrase in a Chinese text, or None."""
    found = _FUZZY.search(text)
    return found.group() if found else None
