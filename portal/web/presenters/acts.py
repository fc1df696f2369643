"""The decision bar of a filing: what this clerk may do now, at once or after a word of explanation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from flask import url_for

from portal.domain import acceptance
from portal.domain.pledges import PledgeState
from portal.domain.reaching import Holder
from portal.domain.vocabulary import Action, AskedFor
from portal.services.casework import CaseFile
from portal.services.owing import holder_of
from portal.web.language import gettext as _


@dataclass(frozen=True, slots=True)
class Act:
    """A button of the decision bar: sent at once, or leading to the page that asks for a reason."""

    word: str
    url: str
    is_sent_at_once: bool
    style: str = "button-quiet"
    key: str = ""  # on the keyboard, of a screen that shows it

    @property
    def keyed(self) -> Mapping[str, str]:
        """How the page says which key presses it."""
        return {"data-key": self.key, "aria-keyshortcuts": self.key} if self.key else {}


DECIDING = "clerk_deciding.ask"
KEYS: Mapping[Action, str] = {
    Action.APPROVE: "a",
    Action.ACCEPT: "a",
    Action.REQUEST_CORRECTION: "g",
    Action.REFUSE: "x",
    Action.REJECT: "x",
}
"""The first of the bar with a key has it: 准予 before 受理, 不予受理 before 不予备案."""


def bar(case: CaseFile) -> tuple[Act, ...]:
    """What this clerk may do now, the usual next act first."""
    at, actions = partial(url_for, number=case.filing.number), case.actions
    is_plain = case.needs is not None and case.needs.is_nothing
    decides = case.may_decide
    is_answer = case.filing.asks_for is AskedFor.ANSWERS
    return_word = _("退回医院更正") if case.filing.hospital_id else _("一次性告知")
    known: tuple[tuple[Action, bool, Callable[[], Act]], ...] = (
        (Action.APPROVE, decides, lambda: Act(_("准予备案"), at("clerk_approving.ask"), is_plain, "")),
        (Action.ACCEPT, case.may_review, lambda: _accepting(case)),
        (Action.REQUEST_CORRECTION, case.may_review, lambda: Act(return_word, at("clerk_correction.ask"), False)),
        (
            Action.CORRECT,
            case.may_review and not is_answer,
            lambda: Act(_("收到补交的材料"), at("clerk_receiving.ask"), False, ""),
        ),
        (
            Action.MEND,
            case.may_review and is_answer,
            lambda: Act(_("更正填报内容"), at("clerk_mending.ask"), False, ""),
        ),
        (Action.REFUSE, decides, lambda: Act(_("不予受理"), at(DECIDING, act="refuse"), False, "button-bad")),
        (Action.REJECT, decides, lambda: Act(_("不予备案"), at(DECIDING, act="reject"), False, "button-bad")),
        (Action.FIX_START, decides, lambda: Act(_("补定起算日"), at("clerk_starting.ask"), False, "")),
        (Action.REVOKE, decides, lambda: Act(_("撤销备案"), at(DECIDING, act="revoke"), False, "button-bad")),
    )
    found = [(KEYS.get(action, ""), act()) for action, may, act in known if may and action in actions]
    keys = [key for key, _act in found]
    return tuple(replace(act, key=key if keys.index(key) == n else "") for n, (key, act) in enumerate(found))


def _accepting(case: CaseFile) -> Act:
    """At once where nothing is owed; else on a page that shows what is, and asks why it goes on all the same."""
    found = case.examination
    if found is None or not acceptance.takes_reason(case.item, found.determination):
        return Act(_("受理"), url_for("clerk_deciding.accept", number=case.filing.number), True)
    return Act(_("受理"), url_for(DECIDING, number=case.filing.number, act="proceed"), False)


def whose_turn(case: CaseFile) -> str:
    """Why a button one would look for is not there; empty where nothing is missing."""
    if case.filing.queue_due_on is None:
        return ""
    if not case.knows_decider:
        return str(_("您还没有登记本人身份证号，不能办理和决定。请到“我的账号”登记，一次就行。"))
    if not case.may_review:
        return str(_("这一件与您本人或家人有关，或者您别的账号、您做的密钥经手过，请交给同事办理。"))
    return "" if case.may_decide else str(_("您这里只受理，准予和不予由中心或另一位同事决定。"))


def asides(case: CaseFile) -> tuple[Act, ...]:
    """What is done now and then: papers taken in, something told, the filing ended for somebody who asks."""
    at, filing = partial(url_for, number=case.filing.number), case.filing
    is_open = filing.queue_due_on is not None and case.may_review
    holder = holder_of(filing)
    has_account = holder in (Holder.PERSON, Holder.AGENT)
    awaits_filer = filing.asks_for is not None and filing.hospital_id is None
    is_answer = filing.asks_for is AskedFor.ANSWERS
    link_word = _("生成填写链接") if is_answer else _("生成上传链接")
    known: tuple[tuple[bool, Callable[[], Act]], ...] = (
        (is_open and bool(case.owed), lambda: Act(_("约定补交的日子"), at("clerk_chasing.note"), False)),
        (is_open, lambda: Act(_("交给同事办"), at("clerk_assigning.hand_over"), False)),
        (case.may_review, lambda: Act(_("记下电话告知"), at("clerk_correction.note_call"), False)),
        (case.may_review, lambda: Act(_("记下投诉或意见"), at("clerk_complaints.ask"), False)),
        (
            case.may_review and has_account,
            lambda: Act(_("账号忘了密码"), at("clerk_recovery.ask"), True),
        ),
        (
            is_open and not is_answer and Action.MEND in case.actions,
            lambda: Act(_("更正填报内容"), at("clerk_mending.ask"), False),
        ),
        (is_open and filing.hospital_id is None, lambda: Act(_("登记收到的材料"), at("clerk_receiving.ask"), False)),
        (awaits_filer and case.may_review, lambda: Act(link_word, at("clerk_correction.upload_link"), True)),
        (awaits_filer and case.may_review, lambda: Act(_("不再等，转回审核"), at("clerk_correction.resume"), True)),
        (
            holder is Holder.NOBODY and case.may_review,
            lambda: Act(_("给一个新的绑定码"), at("clerk_correction.binding_code"), True),
        ),
        (
            case.may_review and filing.hospital_id is None,
            lambda: Act(_("打印备案表（一式两份）"), at("clerk_receiving.form_to_sign"), True),
        ),
        (
            filing.pledge is PledgeState.OPEN and case.may_review,
            lambda: Act(_("核查承诺"), at("clerk_pledges.look"), False),
        ),
        (Action.WITHDRAW in case.actions, lambda: Act(_("替申请人撤回"), at(DECIDING, act="withdraw"), False)),
        (
            Action.RETURN_HOME in case.actions,
            lambda: Act(_("替申请人登记已经回来"), at(DECIDING, act="returned"), False),
        ),
        (Action.CANCEL in case.actions, lambda: Act(_("替申请人取消备案"), at(DECIDING, act="cancel"), False)),
    )
    return tuple(act() for may, act in known if may)
