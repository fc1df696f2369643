"""Acts that need a word of explanation: each a page with its text ready to edit; then the screen, with the next one."""

from flask import Response, make_response, render_template, url_for

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed
from portal.domain.policy import Permission
from portal.services import review
from portal.services.cases import Case
from portal.services.casework import CaseFile
from portal.services.rulebook import rulebook
from portal.services.succession import begun_from, successor_of
from portal.web.clerk.decisions import ACTS
from portal.web.clerk.forms import ActForm, NumberedReasonForm
from portal.web.clerk.screen import opened, refused_at, status_of
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import case as shown
from portal.web.presenters import succession
from portal.web.presenters.after_approval import on_returning
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_deciding", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>"
)
_ENDS = frozenset({"cancel", "returned", "revoke"})
_PATH = f"/<any({', '.join(ACTS)}):act>"


@blueprint.get(_PATH)
def ask(number: str, act: str) -> Response:
    """The page of an act, with its proposed text."""
    ctx, deciding = current_context(), ACTS[act]
    case = opened(ctx, number)
    form = deciding.form(version=case.filing.version, reason=deciding.propose(case))
    _offer_reasons(ctx, form)
    return _page(ctx, case, act, form)


@blueprint.post(_PATH)
def do(number: str, act: str) -> Response:
    """Do it; what can be mended is said on the same page, everything else on the fresh screen."""
    ctx, deciding = current_context(), ACTS[act]
    form, status = deciding.form(), 422
    _offer_reasons(ctx, form)
    if form.validate():
        try:
            deciding.do(ctx, number, form.seen(), form.words())
            return see_other(url_for("clerk_filing.page", number=number, done=deciding.done))
        except (Invalid, NotAllowed) as error:
            blame(form, error)
            status = status_of(error)
        except DomainError as error:
            return refused_at(ctx, number, error)
    return _page(ctx, opened(ctx, number), act, form, status)


def _offer_reasons(ctx: Context, form: ActForm) -> None:
    """Those that the county numbers, where the act takes them."""
    if isinstance(form, NumberedReasonForm):
        county = rulebook.catalogue.county(ctx.actor.county or "")
        form.offer(county.reasons if county else ())


def _page(ctx: Context, case: CaseFile, act: str, form: ActForm, status: int = 200) -> Response:
    return make_response(
        render_template(
            "clerk/deciding.html",
            page=shown.page(ctx, case),
            act=act,
            deciding=ACTS[act],
            form=form,
            guide_says=on_returning(case.filing) if act == "returned" else "",
            gives_back=succession.gives_back(ctx, case.filing, act),
            cancelled_with=succession.cancelled_with(successor_of(ctx.actor, Case(ctx, case.filing)))
            if act == "returned"
            else "",
            begun_from=succession.begun_from(begun_from(case.filing)) if act in _ENDS else "",
            has_errors=bool(form.errors),
        ),
        status,
    )


@blueprint.post("/accept")
def accept(number: str) -> Response:
    """受理: needs no words where nothing is owed."""
    ctx, form = current_context(), ActForm()
    try:
        review.accept(ctx, number, form.seen())
    except DomainError as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_filing.page", number=number, done="accepted"))
