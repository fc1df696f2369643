"""What a clerk writes when deciding: a reason ready to edit, what is to be supplied, what was said on the telephone."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from portal.catalogue.county import NumberedReason
from portal.domain.pledges import PledgeState
from portal.domain.spelling import words_of
from portal.domain.vocabulary import Channel
from portal.services.approval import Approval
from portal.web.addresses import row_number_in
from portal.web.forms.choices import RadioField, SelectField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import LongText, PlainText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed, NeededWhere
from portal.web.language import gettext
from portal.web.language import lazy_gettext as _


class ActForm(PortalForm):
    """An act on the filing as this screen saw it: `version` tells whether somebody was faster."""

    version = HiddenField()

    def seen(self) -> int:
        """The version the screen was drawn from; anything else is a screen nobody ever saw."""
        version = row_number_in(
            str(self.version.data or "")
        )  # sent without its version it keeps the one it was made with
        return -1 if version is None else version

    def words(self) -> str:
        """What is said with the act; most need none."""
        return ""


class ReasonForm(ActForm):
    """A decision that has to say why."""

    reason = LongText(_("理由（会写进通知书）"), [Needed(_("请写明理由，理由会写进通知书")), AtMost(1000)])

    def words(self) -> str:
        """Why."""
        return self.reason.data or ""


class NeededUnlessNumbered:
    """One of the two says why: a number that was ticked, or what the clerk wrote."""

    field_flags: dict[str, bool] = {"conditional": True}  # noqa: RUF012 (WTForms reads it from the instance)

    def __call__(self, form: "NumberedReasonForm", field: LongText) -> None:
        """Say what to write where there is neither."""
        if not (words_of(field.data or "") or form.numbered.data):
            raise StopValidation(gettext("请写明理由，理由会写进通知书"))


class NumberedReasonForm(ActForm):
    """A decision that says why: by the agency's numbered reasons, in the clerk's own words, or both."""

    numbered = SelectMultipleField(_("本县编了号的理由"), validate_choice=False)
    reason = LongText(_("理由（会写进通知书）"), [NeededUnlessNumbered(), AtMost(1000)])

    def offer(self, reasons: Sequence[NumberedReason]) -> None:
        """Those of the county; a number that is not among them says nothing."""
        self.reasons = reasons
        self.numbered.choices = [SelectChoice(each.number, f"{each.number} {each.text}") for each in reasons]
        self.numbered.data = [each.number for each in reasons if each.number in (self.numbered.data or ())]

    def words(self) -> str:
        """The numbered ones with their numbers, then what the clerk wrote."""
        ticked = [f"{each.number} {each.text}" for each in self.reasons if each.number in self.numbered.data]
        return "\n".join([*ticked, *filter(None, [self.reason.data])])


class ProceedForm(ActForm):
    """Why something goes on though papers are owed."""

    reason = LongText(_("为什么不等材料"), [Needed(_("请写明为什么不等材料")), AtMost(1000)])

    def words(self) -> str:
        """Why."""
        return self.reason.data or ""


class OptionalReasonForm(ActForm):
    """An act where a reason helps and is not needed."""

    reason = LongText(_("原因"), [AtMost(1000)])

    def words(self) -> str:
        """Why, where it was said."""
        return self.reason.data or ""


class ApprovalForm(ActForm):
    """What an approval says of what was not looked at yet, and to what the rules leave to the clerk.

    `named` are the keys of everything the page named: "all of it" never covers what came later. `beside` are the
    numbers of what it showed to count in the same days.
    """

    cap_reason = LongText(_("主管特批的理由（代办人为什么可以多办一个人）"), [AtMost(500)])
    answer = LongText(_("您怎么定、凭什么（用您自己的话写）"), [AtMost(1000)])
    begins_on = DateParts(_("从哪天算"))
    start_reason = LongText(_("为什么从那天算（用您自己的话写）"), [AtMost(500)])
    named = HiddenField()
    beside = HiddenField()
    checked = SelectMultipleField(_("核对过了的请打勾"), validate_choice=False)
    unchecked_reason = LongText(_("没有打勾的为什么不核对"), [AtMost(500)])
    confirms = HiddenField()

    @property
    def keys(self) -> frozenset[str]:
        """What the clerk says was looked at: everything that was named, or what is ticked, by the button pressed."""
        is_everything = self.confirms.data == EVERYTHING
        return frozenset((self.named.data or "").split() if is_everything else self.checked.data or ())

    def approval(self) -> Approval:
        """What the form says."""
        return Approval(
            answer=self.answer.data or "",
            begins_on=self.begins_on.data,
            checked=self.keys,
            unchecked_reason=self.unchecked_reason.data or "",
            cap_reason=self.cap_reason.data or "",
            beside=frozenset((self.beside.data or "").split()),
            start_reason=self.start_reason.data or "",
        )


EVERYTHING = "everything"
"""The button that says so."""


class StartForm(ActForm):
    """From when a filing counts that was approved without a day; why, where that day is far off."""

    begins_on = DateParts(_("从哪天算"))
    start_reason = LongText(_("为什么从那天算（用您自己的话写）"), [AtMost(500)])


class JunkForm(PortalForm):
    """Why a fax is none that anybody has to work on."""

    reason = PlainText(_("为什么作废"), [Needed(_("请写明为什么作废，比如广告、重复传的")), AtMost(200)])


class PhoneCallForm(PortalForm):
    """What somebody was told on the telephone."""

    text = LongText(_("告诉了谁、说了什么"), [Needed(_("请写明告诉了谁、说了什么")), AtMost(500)])


class PostedForm(PortalForm):
    """On which day a letter was posted."""

    posted_on = DateParts(_("哪天寄出的"), [Needed(_("请填哪天寄出的"))])


class PromisedDayForm(PortalForm):
    """By which day papers were promised."""

    promised_on = DateParts(_("哪天以前补来"), [Needed(_("请填约定哪天补来"))])


class PledgeForm(PortalForm):
    """What was found of a signed promise, or by when somebody looks."""

    found = RadioField(
        _("核查得怎样"),
        [Needed(_("请选核查得怎样"))],
        choices=[
            SelectChoice(PledgeState.KEPT, _("兑现了")),
            SelectChoice(PledgeState.BROKEN, _("没有兑现")),
            SelectChoice(PledgeState.OPEN, _("还没有核查，定个日子")),
        ],
    )
    check_on = DateParts(_("哪天以前核查"), [NeededWhere("found", PledgeState.OPEN, _("请填哪天以前核查"))])
    words = LongText(
        _("怎么核查的、看到什么（本人看得到）"),
        [NeededWhere("found", PledgeState.BROKEN, _("请写明怎么核查的、哪里没有兑现")), AtMost(500)],
    )


class HandOverForm(PortalForm):
    """Which of the desk goes on with a filing."""

    to = SelectField(_("交给谁"), [Needed(_("请选交给谁"))])


class CorrectionForm(ActForm):
    """The one complete notice: what is owed is always in it, the clerk may add to it."""

    kinds = SelectMultipleField(_("还要补的别的材料"), validate_choice=False)  # the act knows what can be named
    questions = SelectMultipleField(_("勾上的会开放给申请人改，别的他都改不了"), validate_choice=False)
    remark = LongText(_("另外要改正或说明的（会写进告知书）"), [AtMost(1000)])
    override_reason = LongText(_("主管特批的理由（第一次没有说到的，现在为什么要补）"), [AtMost(500)])

    def notice(self) -> tuple[list[str], str, str, list[str]]:
        """The papers it names, what is written, a supervisor's reason, and the questions it opens."""
        remark, reason = self.remark.data or "", self.override_reason.data or ""
        return self.kinds.data or [], remark, reason, self.questions.data or []


class RecoveryCodeForm(PortalForm):
    """How the clerk knows that it is the owner of the account who forgot the password."""

    way = RadioField(
        _("怎么核对的"),
        [Needed(_("请选怎么核对的；没有回拨，也没有看证件，不能给代码"))],
        choices=[
            SelectChoice(Channel.PHONE, _("拨打了上面的号码，是本人接的")),
            SelectChoice(Channel.WINDOW, _("本人在窗口，看了身份证件")),
        ],
    )
    heard_name = BooleanField(_("他说的姓名和上面一样"), [Needed(_("请问姓名，一样才能打勾"))])
    last_four = PlainText(_("他说的身份证号后四位"), [Needed(_("请问账号本人的身份证号后四位"))])
