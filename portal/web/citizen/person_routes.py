"""Step 1: for whom, and how to reach them."""

from dataclasses import fields
from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from portal.domain.claims import AgentClaim, Answer, Answers, Claims
from portal.domain.item import Item
from portal.domain.policy import Permission
from portal.services import filings
from portal.web.citizen.drafts import OTHER, SELF, Draft, draft_for, own_identity
from portal.web.forms.filing import AgentForm, ContactForm, PersonForm
from portal.web.forms.sections import Sections
from portal.web.guards import current_context, guarded_blueprint
from portal.web.respond import see_other

blueprint = guarded_blueprint("apply_who", __name__, Permission.CITIZEN_AREA, url_prefix="/apply/draft")


@blueprint.get("/<filing_number:number>")
def resume(number: str) -> Response:
    """Go on where the person left."""
    draft = draft_for(number)
    step = "who" if draft.whom is None else ("papers" if draft.claims.treatment_place else "where")
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
    return _page(draft, whom, _sections(draft, whom), 200)


@blueprint.post("/<filing_number:number>/who")
def save_who(number: str) -> Response:
    """Keep what was typed; with no fault go on."""
    draft = draft_for(number)
    whom = OTHER if request.form.get("whom") == OTHER else SELF
    sections = _sections(draft, whom)
    if "later" in request.form:
        sections.forget_faulty()
    elif not _holds(sections, whom):
        return _page(draft, whom, sections, 422)
    filings.save_draft(current_context(), number, _answers(draft, whom, sections))
    if "later" in request.form:
        return see_other(url_for("me.filings_of_mine"))
    return see_other(draft.step_url("check" if request.args.get("then") == "check" else "where"))


def _about_agents(item: Item) -> tuple[str, ...]:
    terms = item.agents
    said = []
    if terms.allowed.value is False:
        said.append(_("指南写明要本人办理，不能代办。"))
    elif terms.allowed.value is None:
        said.append(_("指南没有写明能不能代办，以经办机构答复为准。"))
    if terms.persons_per_year.value:
        said.append(_("一个人一年原则上最多替 %(count)s 个人办。", count=terms.persons_per_year.value))
    return tuple(said)


def _sections(draft: Draft, whom: str) -> Sections:
    known = own_identity()
    same = draft.claims if draft.whom == whom else Claims()
    person = PersonForm.filled_from(same)
    if whom == SELF:
        person = {"name": known.name, "id_number": known.id_number, **_given(person)}
        contact = {"contact_phone": known.phone, **_given(ContactForm.filled_from(same))}
        forms: list[Any] = [PersonForm(data=person).fit(draft.item)]
    else:
        own = {"name": known.name, "id_number": known.id_number, "phone": known.phone}
        agent = {f"agent_{key}": value for key, value in own.items()} | _given(AgentForm.filled_from(same))
        contact = _given(ContactForm.filled_from(same))
        forms = [PersonForm(data=person).fit(draft.item), AgentForm(data=agent)]
    return Sections(*forms, ContactForm(data=contact))


def _given(values: dict[str, str | None]) -> dict[str, str | None]:
    return {key: value for key, value in values.items() if value not in (None, "")}


def _holds(sections: Sections, whom: str) -> bool:
    """Every field is sound, and the account's owner is the one who acts."""
    is_sound = sections.validate()
    own, person = own_identity().id_number, sections["id_number"]
    if whom == SELF and person.data != own and not person.errors:
        person.errors = [_("这和您账号登记的身份证号不一样。替别人办，请先选“代别人办”")]
    if whom == OTHER:
        agent = sections["agent_id_number"]
        if agent.data != own and not agent.errors:
            agent.errors = [_("代办人要填您自己，这和您账号登记的身份证号不一样")]
        if person.data == own and not person.errors:
            person.errors = [_("这是您自己的身份证号。给自己办，请先选“给我自己办”")]
    return is_sound and not any(field.errors for field in sections)


def _answers(draft: Draft, whom: str, sections: Sections) -> Answers:
    """What the page says; for oneself it takes an agent named earlier away."""
    answers: dict[str, Answer] = {}
    for form in sections.forms:
        answers |= form.answers(draft.item) if isinstance(form, PersonForm) else form.answers()
    return answers | ({f"agent.{part.name}": None for part in fields(AgentClaim)} if whom == SELF else {})


def _page(draft: Draft, whom: str, sections: Sections, status: int) -> Response:
    return make_response(
        render_template(
            "citizen/who.html",
            draft=draft,
            whom=whom,
            form=sections,
            then=request.args.get("then", ""),
            has_errors=status == 422,
            agents=_about_agents(draft.item) if whom == OTHER else (),
        ),
        status,
    )
