"""The acts that need a word of explanation: heading, what follows, the form, the text proposed, and what is done."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from portal.domain.actor import Context
from portal.models import Filing
from portal.services import amendments, review
from portal.services.casework import CaseFile
from portal.web.clerk.forms import ActForm, NumberedReasonForm, OptionalReasonForm, ProceedForm, ReasonForm
from portal.web.language import lazy_gettext as _
from portal.web.presenters import proposals

Do = Callable[[Context, str, int, str], Filing]


class Deciding(NamedTuple):
    """One act: its heading and button, what follows from it, the text proposed, and what it does."""

    title: str
    follows: str
    form: type[ActForm]
    propose: Callable[[CaseFile], str]
    do: Do
    done: str


def _nothing(_case: CaseFile) -> str:
    return ""


def _withdraw(ctx: Context, number: str, version: int, _reason: str) -> Filing:
    return amendments.withdraw(ctx, number, version)


ACTS: Mapping[str, Deciding] = {
    "proceed": Deciding(
        _("受理"),
        _("还有材料没有交，指南没有写明可以容缺受理。要先受理，请写明为什么；不然请发一次性告知。"),
        ProceedForm,
        _nothing,
        review.accept,
        "accepted",
    ),
    "refuse": Deciding(
        _("不予受理"),
        _("申请人会收到不予受理通知书，上面有您写的理由。"),
        NumberedReasonForm,
        proposals.refusal,
        review.refuse,
        "refused",
    ),
    "reject": Deciding(
        _("不予备案"),
        _("申请人会收到不予备案决定，上面有您写的理由。"),
        NumberedReasonForm,
        proposals.refusal,
        review.reject,
        "rejected",
    ),
    "revoke": Deciding(
        _("撤销备案"),
        _("已经生效的备案从现在起不算数，申请人会收到撤销决定。"),
        ReasonForm,
        _nothing,
        review.revoke,
        "revoked",
    ),
    "withdraw": Deciding(
        _("替申请人撤回"),
        _("申请就此结束，不作决定；以后可以重新申请。请先确认是申请人本人或代办人要求的。"),
        ActForm,
        _nothing,
        _withdraw,
        "withdrawn",
    ),
    "cancel": Deciding(
        _("替申请人取消备案"),
        _("备案到今天为止，以后在外地看病不能直接结算。请先确认是申请人本人或代办人要求的。"),
        OptionalReasonForm,
        _nothing,
        amendments.cancel,
        "cancelled",
    ),
    "returned": Deciding(
        _("替申请人登记已经回来"),
        _("备案今天结束，明天起在参保地看病照本地的办。请先确认是申请人本人或代办人说的。"),
        OptionalReasonForm,
        _nothing,
        amendments.return_home,
        "returned",
    ),
}
