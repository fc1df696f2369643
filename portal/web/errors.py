"""What people read when something goes wrong: what happened, and what to do now; never a stack trace."""

from dataclasses import dataclass

from flask import Flask, Response, g, make_response, render_template, request
from flask.globals import request_ctx
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from portal.domain.errors import DomainError, Gone, Invalid, NotAllowed, NotFound, Stale, TooMany
from portal.extensions import login_manager
from portal.models.crypto import SealBroken, SealErased
from portal.models.transaction import start_over
from portal.web.interface import is_interface, problem
from portal.web.language import lazy_gettext as _
from portal.web.presenters.damage import note_damage
from portal.web.presenters.sentences import refused
from portal.web.respond import wants_fragment


@dataclass(frozen=True, slots=True)
class Explanation:
    """One kind of failure in plain words."""

    title: str
    happened: str
    advice: str


class Problem(Exception):
    """A failure a view can explain better than its status does; `sentence` is shown to the person as it stands."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


EXPLANATIONS = {
    400: Explanation(
        _("这次提交没有看懂"),
        _("送来的内容不完整或有无法识别的字符，什么都没有保存。"),
        _("请返回上一页，检查后再提交一次。"),
    ),
    401: Explanation(
        _("密钥不能用"),
        _("请求里没有密钥，或者密钥不对、过期了、作废了。"),
        _("请把完整的密钥写进 Authorization 头：Bearer 加一个空格加密钥；没有密钥请找经办机构的主管。"),
    ),
    403: Explanation(
        _("您不能打开这一页"),
        _("您的账号没有查看或办理这一项的权限。"),
        _("请换一个账号登录，或联系您单位的管理员。"),
    ),
    404: Explanation(
        _("没有找到这一页"),
        _("网址可能不完整，或者这项内容不在您的账号里。"),
        _("请从首页重新进入；查办理进度请用办件编号。"),
    ),
    405: Explanation(
        _("这一页不能这样打开"),
        _("这个网址只用来提交内容，不能直接打开。"),
        _("请从首页重新进入。"),
    ),
    409: Explanation(
        _("这件事刚刚有了变化"),
        _("您打开页面以后，别人已经办理了这一件，您这次的操作没有执行。"),
        _("请重新打开这一件，看看现在的情况再办。"),
    ),
    410: Explanation(_("这一项已经不办了"), _("现在的办事指南里没有了。"), _("请从首页看现在有哪些事项。")),
    413: Explanation(
        _("文件太大，没有收下"),
        _("一次送来的文件超过了大小限制，什么都没有保存。"),
        _("请返回上一页，每次少选几个文件，或用手机重新拍照后再传。"),
    ),
    415: Explanation(
        _("内容的格式不对"),
        _("这个地址不收这种格式的内容，什么都没有保存。"),
        _("请用 UTF-8 编码的 JSON，Content-Type 写 application/json。"),
    ),
    422: Explanation(
        _("有内容需要改正"),
        _("填写的内容还不能提交，什么都没有保存。"),
        _("请返回上一页，按提示改正后再提交。"),
    ),
    429: Explanation(
        _("试的次数太多了"),
        _("为了保护个人信息，短时间内只能试几次。"),
        _("请过 15 分钟再试；着急请打电话给经办机构。"),
    ),
    500: Explanation(
        _("系统出错了"),
        _("这不是您的问题。刚才的操作可能没有保存，错误已经记录下来。"),
        _("请返回上一页再试一次；还不行请打电话给经办机构。"),
    ),
    503: Explanation(
        _("系统暂时不能办理"),
        _("系统正在维护或者太忙，刚才的操作可能没有保存。"),
        _(
            "请过几分钟再试。刚才要是在提交，请回到上一页再提交一次：同一份内容提交两次，只算一次。着急请打电话给经办机构。"
        ),
    ),
}
STALE_FORM = Explanation(
    _("页面打开得太久了"),
    _("为了安全，这次提交没有收下；以前保存的内容都还在，没有改变。"),
    _("请返回上一页，先抄下已经填的内容，刷新页面后再填、再提交。"),
)
STALE_PART = Explanation(
    _("页面打开得太久了"),
    _("刚才这一下没有做成；您填的都还在这一页上。"),
    _("请接着填，按这一页的按钮提交；要重新登录的，登录以后还是这些内容。"),
)
ERASED = Explanation(
    _("已删除"),
    _("这一份的个人信息已经按规定删除，不能恢复。"),
    _("想知道为什么删除，请打电话给经办机构。"),
)
FOREIGN_FORM = Explanation(
    _("这次提交没有收下"),
    _("浏览器说，这次提交不是从本站的页面发出的。为了安全，什么都没有保存。"),
    _("请从首页重新进入，在本站的页面上填写、提交。"),
)
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
