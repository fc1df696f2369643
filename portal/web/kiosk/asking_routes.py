"""One question a page, then everything once more with a signature under it."""

from flask import Response, abort, make_response, render_template, request, url_for

from portal.domain.claims import Claims
from portal.domain.errors import DomainError, Invalid
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.domain.questions import Section
from portal.domain.spelling import is_same_name
from portal.domain.vocabulary import Channel
from portal.services import filings, kiosk
from portal.web.forms.blame import blame, blame_facts
from portal.web.guards import current_context, guarded_blueprint
from portal.web.kiosk.forms import WhomForm
from portal.web.kiosk.walk import NO_AGENT, SECTIONS, WHOM, QuestionPage, Walk, walk_of_screen
from portal.web.presenters import kiosk as shown
from portal.web.questions.declaration import DeclarationForm
from portal.web.questions.forms import QuestionForm, asked_of
from portal.web.respond import see_other

blueprint = guarded_blueprint("kiosk_asking", __name__, Permission.KIOSK, url_prefix="/kiosk")


@blueprint.get("/ask/<name>")
def ask(name: str) -> Response:
    """One question, with what was answered before."""
    walk = walk_of_screen()
    page = walk.page_of(name)
    return _question(page, _form(walk, page), 200)


@blueprint.post("/ask/<name>")
def answer(name: str) -> Response:
    """Keep the answer on the screen's draft and go on; where everything was looked over already, back to that."""
    walk = walk_of_screen()
    page = walk.page_of(name)
    form = _form(walk, page)
    if not form.validate():
        return _question(page, form, 422)
    ctx = current_context(Channel.KIOSK)
    if isinstance(form, WhomForm):
        return _whom(walk, form)
    try:
        filings.save_draft(ctx, walk.case.number, form.answers())
    except Invalid as refused:
        blame(form, refused)
        return _question(page, form, 422)
    anew = walk_of_screen()
    is_over = "then" in request.args and anew.lacking() is None
    return see_other(url_for("kiosk_asking.check") if is_over else anew.page_of(name).after)


def _whom(walk: Walk, form: WhomForm) -> Response:
    names = walk.names(for_another=True)
    if form.is_for_another:
        return see_other(url_for("kiosk_asking.ask", name=names[names.index(WHOM) + 1]))
    filings.save_draft(current_context(Channel.KIOSK), walk.case.number, NO_AGENT)
    return see_other(walk_of_screen().page_of(WHOM).after if not walk.has_agent else url_for("kiosk_asking.check"))


def _form(walk: Walk, page: QuestionPage) -> QuestionForm | WhomForm:
    if page.question is None:
        return WhomForm(whom="other" if walk.has_agent else None)
    return QuestionForm.asking(walk.item, (page.question,), walk.claims)


def _question(page: QuestionPage, form: QuestionForm | WhomForm, status: int) -> Response:
    return make_response(
        render_template(
            "kiosk/question.html",
            page=page,
            questions_put=[(page.question, form[page.name])] if page.question else (),
            form=form,
            title=form[page.name].label.text,
            then=request.args.get("then"),
            has_errors=status == 422,
        ),
        status,
    )


@blueprint.get("/check")
def check() -> Response:
    """Everything once more, each with a way to change it."""
    walk = walk_of_screen()
    if (name := walk.lacking()) is not None:
        return see_other(url_for("kiosk_asking.ask", name=name))
    return _check(walk, _declaration(walk), 200)


@blueprint.post("/check")
def send() -> Response:
    """Sign and send in; sent twice, the first receipt answers."""
    walk = walk_of_screen()
    if walk.lacking() is not None:
        abort(see_other(url_for("kiosk_asking.check")))
    form = _declaration(walk)
    is_sound = form.validate()
    if not _is_own_name(walk, form) or not is_sound:
        return _check(walk, form, 422)
    try:
        kiosk.send_in(current_context(Channel.KIOSK), walk.case.number, form.answers())
    except FactFaults as faults:
        blame_facts(form, faults)
    except DomainError as refused:
        blame(form, refused)
    else:
        return see_other(url_for("kiosk.receipt"))
    return _check(walk_of_screen(), form, 422)


def _is_own_name(walk: Walk, form: DeclarationForm) -> bool:
    """Who files signs: the person, or their agent."""
    name = walk.claims.signer.name or ""
    if form["signed_name"].errors or is_same_name(form["signed_name"].data or "", name):
        return not form["signed_name"].errors
    blame(form, Invalid("signature_is_another_name", "signed_name", name=name))
    return False


def _declaration(walk: Walk) -> DeclarationForm:
    return DeclarationForm.of(walk.item, Channel.KIOSK, (Section.SIGNATURE,), Claims())


def _check(walk: Walk, form: DeclarationForm, status: int) -> Response:
    put = asked_of(walk.item, Channel.KIOSK, SECTIONS)
    page = shown.everything(walk.case, {each.path: each.name for each in put if each.name in walk.every})
    return make_response(render_template("kiosk/check.html", page=page, form=form, has_errors=status == 422), status)
