"""Acts that need a word of explanation: each a page with its text ready to edit; then the screen, with the next one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Response, make_response, render_template, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed
from portal.domain.policy import Permission
from portal.models import Filing
from portal.services import amendments, casework, review
from portal.services.casework import CaseFile
from portal.web.clerk.forms import ActForm, OptionalReasonForm, ReasonForm
from portal.web.clerk.screen import refused_at, status_of
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import case as shown
from portal.web.presenters import proposals
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_deciding", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>"
)
Do = Callable[[Context, str, int, str], Filing]


@dataclass(frozen=True, slots=True)
class Deciding:
    """One act: its heading and button, what follows from it, the text proposed, and what it does."""

    title: LazyString
    follows: LazyString
    form: type[ActForm]
    propose: Callable[[CaseFile], str]
    do: Do
    done: str


def _nothing(_case: CaseFile) -> str:
    return ""


def _withdraw(ctx: Context, number: str, version: int, _reason: str) -> Filing:
    return amendments.withdraw(ctx, number, version)


ACTS: Mapping[str, Deciding] = {
    "approve": Deciding(
        _("准予备案"),
        _("备案立刻生效，申请人会拿到备案回执和备案表。规则要您定的地方，请写明依据。"),
        OptionalReasonForm,
        proposals.approval,
        review.approve,
        "approved",
    ),
    "refuse": Deciding(
        _("不予受理"),
        _("申请人会收到不予受理通知书，上面有您写的理由。"),
        ReasonForm,
        proposals.refusal,
        review.refuse,
        "refused",
    ),
    "reject": Deciding(
        _("不予备案"),
        _("申请人会收到不予备案决定，上面有您写的理由。"),
        ReasonForm,
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
}
_PATH = f"/<any({', '.join(ACTS)}):act>"


@blueprint.get(_PATH)
def ask(number: str, act: str) -> Response:
    """The page of an act, with its proposed text."""
    ctx, deciding = current_context(), ACTS[act]
    case = casework.open_case(ctx, number)
    return _page(ctx, case, act, deciding.form(version=case.filing.version, reason=deciding.propose(case)))


@blueprint.post(_PATH)
def do(number: str, act: str) -> Response:
    """Do it; what can be mended is said on the same page, everything else on the fresh screen."""
    ctx, deciding = current_context(), ACTS[act]
    form, status = deciding.form(), 422
    if form.validate():
        try:
            deciding.do(ctx, number, form.seen(), form.reason.data or "" if "reason" in form else "")
            return see_other(url_for("clerk_filing.page", number=number, done=deciding.done))
        except (Invalid, NotAllowed) as error:
            blame(form, error)
            status = status_of(error)
        except DomainError as error:
            return refused_at(ctx, number, error)
    return _page(ctx, casework.open_case(ctx, number), act, form, status)


def _page(ctx: Context, case: CaseFile, act: str, form: ActForm, status: int = 200) -> Response:
    return make_response(
        render_template(
            "clerk/deciding.html",
            page=shown.page(ctx, case),
            act=act,
            deciding=ACTS[act],
            form=form,
            has_errors=bool(form.errors),
        ),
        status,
    )


@blueprint.post("/accept")
def accept(number: str) -> Response:
    """受理: needs no words."""
    ctx, form = current_context(), ActForm()
    try:
        review.accept(ctx, number, form.seen())
    except DomainError as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_filing.page", number=number, done="accepted"))
