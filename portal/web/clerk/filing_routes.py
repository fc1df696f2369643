"""The one screen of a filing, what is looked up about its person, and its papers one by one."""

from collections.abc import Mapping
from typing import TypeVar

from flask import Response, request, url_for

from portal.domain.errors import DomainError, Invalid
from portal.domain.identity import spelled
from portal.domain.policy import Permission
from portal.domain.vocabulary import Mark
from portal.services import accounts, documents, marks, notices, review
from portal.web import downloads
from portal.web.clerk.screen import draw, refused_at
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.record import done_sentence
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_filing", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>"
)
LONGEST_NOTE = 200
Answer = TypeVar("Answer")


@blueprint.get("")
def page(number: str) -> Response:
    """Papers beside checks beside the decision."""
    return draw(current_context(), number, done=done_sentence(request.args.get("done", "")))


@blueprint.post("/id-number")
def reveal(number: str) -> Response:
    """The whole ID number, once, to compare it with the card; the look is written down."""
    ctx = current_context()
    whole = review.reveal_id_number(ctx, number)
    return draw(ctx, number, whole_id=spelled(whole))


@blueprint.post("/insured")
def insured(number: str) -> Response:
    """What the clerk found in the insurance system today."""
    ctx = current_context()
    try:
        review.check_insured(ctx, number, _pressed("insured", {"yes": True, "no": False}))
    except DomainError as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_filing.page", number=number, _anchor="checks"))


@blueprint.post("/person")
def person(number: str) -> Response:
    """The person and the identity paper agree."""
    ctx = current_context()
    try:
        review.verify_person(ctx, number)
    except DomainError as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_filing.page", number=number, _anchor="checks"))


@blueprint.post("/owner")
def owner(number: str) -> Response:
    """The account belongs to the insured person."""
    ctx = current_context()
    try:
        accounts.verify_owner(ctx, number)
    except DomainError as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_filing.page", number=number, _anchor="checks"))


@blueprint.post("/papers/<uid>/mark")
def mark(number: str, uid: str) -> Response:
    """Sound, or why not; the button pressed says which."""
    ctx = current_context()
    try:
        found = _pressed("mark", {each.value: each for each in Mark})
        marks.mark(ctx, number, uid, found, request.form.get("note", "")[:LONGEST_NOTE])
    except DomainError as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_filing.page", number=number, _anchor=f"paper-{uid}"))


def _pressed(name: str, answers: Mapping[str, Answer]) -> Answer:
    """What the button pressed means; raises `Invalid` for none of them, so that nothing is recorded by accident."""
    pressed = request.form.get(name, "")
    if pressed not in answers:
        raise Invalid("press_a_button", name)
    return answers[pressed]


@blueprint.get("/papers/<uid>/pages/<int:sheet>")
def picture(number: str, uid: str, sheet: int) -> Response:
    """One page of a paper as a picture."""
    return downloads.picture(documents.readable(current_context(), number, uid), sheet)


@blueprint.get("/papers/<uid>/file")
def file(number: str, uid: str) -> Response:
    """The kept file itself."""
    return downloads.scan(documents.readable(current_context(), number, uid))


@blueprint.get("/notices/<uid>")
def notice(number: str, uid: str) -> Response:
    """A paper that went out, as a page to print."""
    readable = notices.readable(current_context(), number, uid)
    return downloads.notice_page(*readable, back_url=url_for("clerk_filing.page", number=number))


@blueprint.get("/notices/<uid>.pdf")
def notice_pdf(number: str, uid: str) -> Response:
    """The same paper as PDF."""
    return downloads.notice_pdf(*notices.readable(current_context(), number, uid))
