"""What a member of staff tells of themselves: the telephone they are rung on, and who lives with them."""

from collections.abc import Callable

from flask import Response, make_response, render_template, url_for
from flask_login import current_user

from portal.domain.actor import Context
from portal.domain.errors import Invalid, TooMany
from portal.domain.identity import masked_phone
from portal.domain.policy import Permission
from portal.models import User
from portal.models.household import MOST_MEMBERS
from portal.services import call_backs, household
from portal.web.account.forms import FormerMemberForm, HouseholdForm, OwnPhoneForm
from portal.web.dates import day_of
from portal.web.forms.blame import blame
from portal.web.forms.portal_form import PortalForm
from portal.web.guards import current_context, guarded_blueprint, requires
from portal.web.respond import see_other

blueprint = guarded_blueprint("staff_record", __name__, Permission.OWN_RECORD, url_prefix="/account/record")


@blueprint.get("")
def page() -> Response:
    """What is on record."""
    return _page()


@blueprint.post("/phone")
@requires(Permission.OWN_RECORD_CHANGE)
def phone() -> Response:
    """On which telephone to ring."""
    form = OwnPhoneForm()
    return _kept(form, lambda ctx: call_backs.tell_own_phone(ctx, form.phone.data))


@blueprint.post("/household")
@requires(Permission.OWN_RECORD_CHANGE)
def add_member() -> Response:
    """One more who lives there."""
    form = HouseholdForm()
    return _kept(form, lambda ctx: household.add(ctx, form.member_number.data))


@blueprint.post("/household/former")
@requires(Permission.OWN_RECORD_CHANGE)
def remove_member() -> Response:
    """One who lives there no more."""
    form = FormerMemberForm()
    return _kept(form, lambda ctx: household.remove(ctx, form.former_number.data))


def _kept(form: PortalForm, keep: Callable[[Context], object]) -> Response:
    if form.validate():
        try:
            keep(current_context())
        except (Invalid, TooMany) as refused:
            blame(form, refused)
        else:
            return see_other(url_for("staff_record.page"))
    return _page(form)


def _page(faulty: PortalForm | None = None) -> Response:
    """With the form that cannot be taken, if there is one, and the others empty."""
    user: User = current_user.account
    known = user.identity.phone
    kinds = {"form": OwnPhoneForm, "household": HouseholdForm, "former": FormerMemberForm}
    forms = {name: faulty if isinstance(faulty, kind) else kind(formdata=None) for name, kind in kinds.items()}
    page = render_template(
        "account/staff_record.html",
        known_phone=masked_phone(known) if known else "",
        days=[day_of(member.added_at) for member in household.members_of(user.id)],
        most=MOST_MEMBERS,
        has_errors=faulty is not None,
        **forms,
    )
    return make_response(page, 200 if faulty is None else 422)
