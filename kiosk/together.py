"""Several matters under one number: finding another one, and the list of them; pure."""

from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.places import MOST_TOGETHER, Tap
from kiosk.texts import pair, said, words
from kiosk.waits import area_name


def another(known: Known) -> Shown:
    """What else? The frequent matters that are not chosen yet, and the ways to all others."""
    language = known.flow.language
    t = words(language)
    left = [card for card in known.catalogue.frequent() if card.id not in known.flow.together]
    return {
        "question": said("还要办什么事？", language),
        "rows": [
            {
                "tap": Tap.MATTER.value,
                "argument": card.id,
                "text": pair(card.title, language),
                "closed": "",
                "line": "",
            }
            for card in left
        ],
        "back": t("返回"),
        "all": {"tap": Tap.ALL.value, "label": t("全部事项")},
        "search": {"tap": Tap.SEARCH.value, "label": t("搜索")},
    }


def together(known: Known) -> Shown:
    """All that goes under one number, in the order in which it will be served."""
    flow = known.flow
    t = words(flow.language)
    cards = [known.catalogue.matters[matter] for matter in flow.together]
    count = len(cards)
    return {
        "question": said("一个号，办{count}件事", flow.language, count=count),
        "rows": [
            {
                "argument": card.id,
                "place": str(at),
                "text": pair(card.title, flow.language)["main"],
                "where": _where(known, card.category),
            }
            for at, card in enumerate(cards, 1)
        ],
        "most": MOST_TOGETHER,
        "drop": {"tap": Tap.DROP.value, "label": t("去掉")},
        "more": {
            "tap": Tap.ANOTHER.value,
            "label": t("再加一件") if count < MOST_TOGETHER else "",
        },
        "back": t("返回"),
        "take": {
            "tap": Tap.TAKE.value,
            "label": t("取一个号"),
            "able": flow.choice is not None and known.may_take(flow.choice),
        },
    }


def _where(known: Known, category: str) -> str:
    card = known.catalogue.categories.get(category)
    return area_name(known, card.area) if card else ""
