"""What people read when something goes wrong: what happened, and what to do now; never a stack trace."""

from flask import Flask, Response, g, make_response, render_template, request
from flask.globals import request_ctx
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from portal.domain.errors import DomainError, Gone, Invalid, NotAllowed, NotFound, Stale, TooMany
from portal.extensions import login_manager
from portal.models.crypto import SealBroken, SealErased
from portal.models.transaction import start_over
from portal.web.explanations import ERASED, EXPLANATIONS, FOREIGN_FORM, STALE_FORM, STALE_PART, Explanation
from portal.web.interface import is_interface, problem
from portal.web.language import lazy_gettext as _
from portal.web.presenters.damage import note_damage
from portal.web.presenters.sentences import refused
from portal.web.respond import wants_fragment


class Problem(Exception):
    """A failure a view can explain better than its status does; `sentence` is shown to the person as it stands."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


STATUSES: dict[type[DomainError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Gone: 410,
    Stale: 409,
    Invalid: 422,
    TooMany: 429,
}


def init_app(app: Flask) -> None:
    """Answer every failure with a page of the house, or with its sentence alone where only a part was asked for."""

    @app.errorhandler(Problem)
    def explain_problem(problem: Problem) -> Response:
        return error_response(problem.status, problem.sentence)

    @app.errorhandler(DomainError)
    def explain_refusal(error: DomainError) -> Response:
        # a foreign thing must look exactly like an address that never was
        answer = error_response(status_of(error), "" if isinstance(error, NotFound) else refused(error))
        if isinstance(error, TooMany):
            g.retry_after = error.retry_after
        return answer

    @app.after_request
    def say_when_to_come_again(answer: Response) -> Response:
        """In one place, so that no form can say "too many tries" and answer as for a slip of the pen."""
        if "retry_after" in g and answer.status_code in (422, 429):
            answer.status_code = 429
            answer.headers["Retry-After"] = str(g.retry_after)
        return answer

    @app.errorhandler(SealBroken)
    def explain_damage(broken: SealBroken) -> Response:
        note_damage(broken)
        return _answer(409, _damage(broken), "")

    @app.errorhandler(SealErased)
    def explain_erasure(_erased: SealErased) -> Response:
        return _answer(410, ERASED, "")

    @app.errorhandler(SecurityError)
    def explain_foreign_host(_error: SecurityError) -> Response:
        # Flask builds no address for a host that is not ours; those on this page name none
        request_ctx.url_adapter = app.url_map.bind("", script_name=request.root_path)
        return error_response(400)

    @app.errorhandler(HTTPException)
    def explain_status(error: HTTPException) -> Response:
        if error.response is not None or error.code is None or error.code < 400:
            return make_response(error.get_response())
        answer = error_response(error.code if error.code in EXPLANATIONS else _nearest(error.code))
        for name, value in error.get_headers():
            if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
                answer.headers[name] = value
        return answer

    @app.errorhandler(500)
    def explain_crash(_error: Exception) -> Response:
        _forget_who_asks()
        return error_response(500)

    @app.errorhandler(OperationalError)
    def explain_database_away(error: OperationalError) -> Response:
        if _may_be_repeated(error):
            g.is_repeated = True
            start_over()
            g.pop("_login_user", None)
            return app.full_dispatch_request()
        app.logger.error("the database does not answer: %s", error.orig)
        _forget_who_asks()
        answer = error_response(503)
        answer.headers["Retry-After"] = "60"
        return answer


def status_of(error: DomainError) -> int:
    """The status a refusal is answered with."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 409)


def stale_form() -> Response:
    """Say that a form was open too long, where nothing of it can be offered again."""
    return _answer(400, STALE_FORM, "")


def stale_part() -> Response:
    """Say that a look ahead came to nothing, while the page it was for still holds what was typed."""
    return _answer(400, STALE_PART, "")


def foreign_form() -> Response:
    """Say that another site's page sent a form; its token is not even looked at."""
    return _answer(403, FOREIGN_FORM, "")


def _damage(broken: SealBroken) -> Explanation:
    return Explanation(
        _("这一份内容打不开"),
        _("数据异常 %(number)s：保存的内容损坏或被改动，系统没有采用。别的办件不受影响。", number=broken.reference),
        _("请打电话给经办机构，报出这个号码。工作人员请把号码告诉系统管理员，从备份里恢复。"),
    )


def _may_be_repeated(error: OperationalError) -> bool:
    """Reading is safe to repeat, once, when the connection was lost on the way; an act is for the person to repeat."""
    return error.connection_invalidated and request.method in ("GET", "HEAD") and "is_repeated" not in g


def error_response(status: int, sentence: str = "") -> Response:
    """Say what happened and what to do; a given sentence takes the place of the usual one."""
    return _answer(status, EXPLANATIONS[status], sentence)


def _answer(status: int, explanation: Explanation, sentence: str) -> Response:
    if is_interface():
        detail = sentence or f"{explanation.happened}{explanation.advice}"
        return problem(status, str(explanation.title), detail)
    template = "errors/_sentence.html" if wants_fragment() else "errors/page.html"
    happened, advice = (sentence, "") if sentence else (explanation.happened, explanation.advice)
    page = render_template(template, status=status, explanation=explanation, happened=happened, advice=advice)
    return make_response(page, status)


def _forget_who_asks() -> None:
    """Draw the page as for a stranger: looking up the session is what may just have failed."""
    g._login_user = login_manager.anonymous_user()


def _nearest(status: int) -> int:
    return 400 if status < 500 else 500
