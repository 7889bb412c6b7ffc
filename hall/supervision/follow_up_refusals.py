"""Why something cannot be done about a follow-up now."""

from dataclasses import dataclass

from hall.core.refusals import Refused


@dataclass(kw_only=True)
class UnknownFollowUp(Refused):
    """There is no such follow-up, or it is none of theirs."""

    code = "unknown_follow_up"
    zh = "没有这条差评回访。请回到列表再选。"
    en = "There is no such follow-up. Go back to the list and choose again."


@dataclass(kw_only=True)
class NotNowInFollowUp(Refused):
    """The act does not follow where the follow-up stands."""

    state: str
    code = "not_now_in_follow_up"
    zh = "这一步现在不能做，可能别人刚处理过。请刷新再看。"
    en = "This cannot be done now; somebody may just have gone on with it. Load the page again."


@dataclass(kw_only=True)
class OwnerIsRated(Refused):
    """Whoever was rated has no part in the answer."""

    code = "owner_is_rated"
    zh = "被评价的人不能参与处理。请交给别人。"
    en = "Whoever was rated takes no part in this. Give it to somebody else."


@dataclass(kw_only=True)
class FollowUpNotYours(Refused):
    """Only its owner goes on with it."""

    owner: str
    code = "follow_up_not_yours"
    zh = "这条由{owner}负责。要由您处理，请先接手。"
    en = "This is in the hands of {owner}. Take it over first if you are to go on with it."


@dataclass(kw_only=True)
class ReviewedByAnother(Refused):
    """An appeal is reviewed by somebody else than whoever answered."""

    code = "reviewed_by_another"
    zh = "申诉要由别人复核，不能由原负责人复核。"
    en = "An appeal is reviewed by somebody else than whoever answered."


@dataclass(kw_only=True)
class UnknownResult(Refused):
    """What an act came to is one of a few things."""

    results: str
    code = "unknown_result"
    zh = "没有选结果，不能保存。请选择一个。"
    en = "There is no such result. Choose one of: {results}."


@dataclass(kw_only=True)
class WordsNeeded(Refused):
    """A reply, an appeal and a review say something."""

    code = "words_needed"
    zh = "没有内容，不能保存。请写明要说的话。"
    en = "There is nothing in it yet. Write what you want to say."


@dataclass(kw_only=True)
class CallBackNeeded(Refused):
    """A reply comes after a call back, or the attempt."""

    code = "call_back_needed"
    zh = "请先回访并记下结果，再答复。没有联系方式也要记下。"
    en = "Call back first and note how it went, also when there was no way to; then reply."


@dataclass(kw_only=True)
class AppealIsOver(Refused):
    """A reply can be appealed for some working days."""

    code = "appeal_is_over"
    zh = "申诉时间已过。有意见请找服务台。"
    en = "The time to appeal is over. Tell the desk what you would like to say."
