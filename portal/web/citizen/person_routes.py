"""Step 1: for whom, and how to reach them."""

from flask import Response, make_response, render_template, request, url_for

from portal.domain.claims import Answers, Claims, answer_at, laid_over
from portal.domain.errors import Invalid
from portal.domain.item import Item
from portal.domain.policy import Permission
from portal.domain.questions import QUESTIONS, Section
from portal.domain.vocabulary import Channel
from portal.services import filings
from portal.web.citizen import stay_routes
from portal.web.citizen.drafts import OTHER, SELF, Draft, draft_for, own_identity
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.language import gettext as _
from portal.web.questions.forms import QuestionForm
from portal.web.respond import see_other

blueprint = guarded_blueprint("apply_who", __name__, Permission.CITIZEN_AREA, url_prefix="/apply/draft")
PAGE = (Section.PERSON, Section.AGENT, Section.CONTACT)


@blueprint.get("/<filing_number:number>")
def resume(number: str) -> Response:
    """Go on where the person left."""
    draft = draft_for(number)
    step = "who" if draft.whom is None else ("where" if draft.lacks(stay_routes.PAGE) else "papers")
    return see_other(draft.step_url(step))


@blueprint.get("/<filing_number:number>/who")
def who(number: str) -> Response:
    """Ask for whom, then who that is."""
    draft = draft_for(number)
    whom = request.args.get("whom", draft.whom or "")
    if whom not in (SELF, OTHER):
        return make_response(
            render_template("citizen/whom.html", draft=draft, agents=_about_agents(draft.item), step=(1, 4))
        )
    return _page(draft, whom, _form(draft, whom), 200)


@blueprint.post("/<filing_number:number>/who")
def save_who(number: str) -> Response:
    """Keep what was typed; with no fault go on."""
    draft = draft_for(number)
    whom = OTHER if request.form.get("whom") == OTHER else SELF
    form = _form(draft, whom)
    if not _holds(form, whom):
        if "later" not in request.form:
            return _page(draft, whom, form, 422)
        form.forget_faulty()
    try:
        filings.save_draft(current_context(), number, _answers(form, whom))
    except Invalid as refused:
        blame(form, refused)
        return _page(draft, whom, form, 422)
    if "later" in request.form:
        return see_other(url_for("me.filings_of_mine"))
    return see_other(draft.step_url("check" if request.args.get("then") == "check" else "where"))


def _about_person(draft: Draft) -> tuple[str, ...]:
    if draft.filing.amends_id is None:
        return ()
    return (_("这是变更，只改同一个人的备案。给别人办，请到首页选县，另办一件。"),)


def _about_agents(item: Item) -> tuple[str, ...]:
    terms = item.agents
    sentences = []
    if terms.allowed.value is False:
        sentences.append(_("指南写明要本人办理，不能代办。"))
    elif terms.allowed.is_set and terms.allowed.value is None:
        sentences.append(_("指南没有写明能不能代办，以经办机构答复为准。"))
    if terms.persons_per_year.value:
        sentences.append(_("一个人一年原则上最多替 %(count)s 个人办。", count=terms.persons_per_year.value))
    return tuple(sentences)


def _form(draft: Draft, whom: str) -> QuestionForm:
    sections = PAGE if whom == OTHER else (Section.PERSON, Section.CONTACT)
    stated = draft.claims if draft.whom in (None, whom) else Claims()
    own_answers = {path: own for path, own in _own_answers(whom).items() if answer_at(stated, path) is None}
    return QuestionForm.of(draft.item, Channel.ONLINE, sections, laid_over(stated, own_answers))


def _own_answers(whom: str) -> Answers:
    """What the account knows of its owner, who files for oneself or as an agent."""
    known = own_identity()
    if whom == SELF:
        return {"person.name": known.name, "person.id_number": known.id_number, "contact.phone": known.phone}
    return {"agent.name": known.name, "agent.id_number": known.id_number, "agent.phone": known.phone}


def _holds(form: QuestionForm, whom: str) -> bool:
    """Every field is sound, and the account's owner is the one who acts."""
    is_sound = form.validate()
    own, person = own_identity().id_number, form["id_number"]
    if whom == SELF and person.data != own and not person.errors:
        person.errors = [_("这和您账号登记的身份证号不一样。替别人办，请先选“代别人办”")]
    if whom == OTHER:
        agent = form["agent_id_number"]
        if agent.data != own and not agent.errors:
            agent.errors = [_("代办人要填您自己，这和您账号登记的身份证号不一样")]
        if person.data == own and not person.errors:
            person.errors = [_("这是您自己的身份证号。给自己办，请先选“给我自己办”")]
    return is_sound and not any(field.errors for field in form)


def _answers(form: QuestionForm, whom: str) -> Answers:
    """What the page says; for oneself it takes an agent named earlier away."""
    no_agent = {question.path: None for question in QUESTIONS if question.section is Section.AGENT}
    return {**(no_agent if whom == SELF else {}), **form.answers()}


def _page(draft: Draft, whom: str, form: QuestionForm, status: int) -> Response:
    return make_response(
        render_template(
            "citizen/who.html",
            draft=draft,
            whom=whom,
            form=form,
            then=request.args.get("then", ""),
            has_errors=status == 422,
            about_person=_about_person(draft),
            agents=_about_agents(draft.item) if whom == OTHER else (),
        ),
        status,
    )
