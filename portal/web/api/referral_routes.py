"""A hospital's own system issues a referral: the questions of the page, and the page's service.

Its channel is the hospital's. No guide offers systems a channel of their own, and what it says of hospitals holds for
what a hospital's system sends; that it was a system is said by the account in the history.
"""

from functools import partial

from flask import Response

from portal.domain.claims import Answers
from portal.domain.errors import NotAllowed
from portal.domain.policy import Permission
from portal.domain.questions import Section
from portal.domain.vocabulary import Channel, FilingStatus
from portal.services import api_requests, referrals
from portal.services.cases import Case, open_case
from portal.services.rulebook import rulebook
from portal.web.api.answers import answers_in, claims_in
from portal.web.api.bodies import body_reader
from portal.web.api.question_schemas import MOST_VERSIONS
from portal.web.api.records import record_of
from portal.web.api.repeating import repeatable
from portal.web.guards import current_context, guarded_blueprint
from portal.web.interface import as_json
from portal.web.questions.opened import asked_anew

blueprint = guarded_blueprint("api_referral", __name__, Permission.API_REFERRAL, url_prefix="/api/v1/referrals")
PAGE = (Section.PERSON, Section.CONTACT, Section.SLIP, Section.STAY, Section.REFERRAL, Section.SIGNATURE)


@blueprint.post("")
def issue() -> Response:
    """Send one in; the scan of its slip follows as a document, and is owed until it came."""
    ctx, request = current_context(Channel.HOSPITAL), repeatable()
    item = rulebook.item(referrals.referral_item(referrals.own_hospital(ctx)), on=ctx.today)
    stated = claims_in(body_reader(), item, ctx.channel, PAGE)
    filing = api_requests.once(ctx, request, partial(referrals.issue, ctx, stated, (), None))
    return as_json(record_of(filing), 201)


@blueprint.post("/<filing_number:number>/correction")
def correct(number: str) -> Response:
    """Answer what the notice opened, and send it in again; a slip that is owed anew is sent as a document before."""
    ctx, request = current_context(Channel.HOSPITAL), repeatable()
    filing = api_requests.done_before(ctx, request)
    if filing is None:
        case = open_case(ctx, number, Permission.FILING_EDIT)
        version, answers = _correction(case)
        act = partial(referrals.send_back_corrected, ctx, case, version, answers, (), None)
        filing = api_requests.once(ctx, request, act)
    return as_json(record_of(filing))


def _correction(case: Case) -> tuple[int, Answers]:
    filing = case.filing
    if filing.status is not FilingStatus.CORRECTION_REQUESTED:
        raise NotAllowed("not_in_this_state", status=filing.status)
    reader = body_reader()
    version = reader.number("version", MOST_VERSIONS)
    reader.required("version")
    answers = answers_in(reader, case.item, asked_anew(case), filing.claims)
    assert version is not None
    return version, answers
